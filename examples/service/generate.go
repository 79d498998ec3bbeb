package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// entityOf returns the table of what can be asked for; a bundle is all tables.
func entityOf(what string) (e synthhub.Entity, ok bool) {
	switch what {
	case "person":
		return synthhub.Persons, true
	case "vehicle":
		return synthhub.Vehicles, true
	case "profile":
		return synthhub.Profiles, true
	}
	return e, what == "bundle"
}

// A request says what to generate.
type request struct {
	Records   *int               `json:"records"`
	Seed      *uint64            `json:"seed"`
	Randomize bool               `json:"randomize"`
	Settings  *synthhub.Settings `json:"settings"`
}

// generate answers POST /generate/{what}.
func (s *service) generate(w http.ResponseWriter, r *http.Request) {
	what := r.PathValue("what")
	entity, ok := entityOf(what)
	if !ok {
		fail(w, notFound)
		return
	}
	settings, err := s.settings(http.MaxBytesReader(w, r.Body, s.limits.body))
	if err != nil {
		fail(w, err)
		return
	}
	g, err := synthhub.NewGenerator(settings)
	if err != nil {
		fail(w, invalidSettings(err))
		return
	}
	stream, err := s.streams(r.Header.Get("Accept"), g.Len())
	if err != nil {
		fail(w, err)
		return
	}
	// Only now, so that nobody keeps others out by sending a request slowly.
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	default:
		w.Header().Set("Retry-After", "1")
		fail(w, &problem{http.StatusServiceUnavailable, "busy", fmt.Sprintf("%d requests are being answered, which is the most: try again in a moment", s.limits.concurrent)})
		return
	}
	settings = g.Settings()
	if rec, ok := w.(*recorder); ok {
		rec.records, rec.seed = settings.Records, settings.Seed
	}
	w.Header().Set("X-Dataset-Version", settings.Version)
	w.Header().Set("X-Seed", strconv.FormatUint(settings.Seed, 10))

	ctx, cancel := context.WithTimeout(r.Context(), s.limits.total)
	defer cancel()
	out := &patientWriter{w, http.NewResponseController(w), s.limits.write}
	opts := []export.Option{export.Workers(1)} // the requests share the cores
	switch {
	case !stream:
		w.Header().Set("Content-Type", "application/json")
		if what != "bundle" {
			opts = append(opts, export.Tables(entity.Table().Name()))
		}
		err = export.Dataset(ctx, out, g, opts...)
	case what == "bundle":
		w.Header().Set("Content-Type", "application/x-ndjson")
		err = writeRecords(ctx, out, g)
	default:
		w.Header().Set("Content-Type", "application/x-ndjson")
		err = export.NDJSON(ctx, out, g, entity, opts...)
	}
	if err != nil {
		if rec, ok := w.(*recorder); ok {
			rec.err = err
		}
		// The status has gone out, so the only way to tell the client that the
		// answer is not whole is to end the connection in the middle of it.
		panic(http.ErrAbortHandler)
	}
}

// invalidSettings tells a client which settings are not allowed.
func invalidSettings(err error) *problem {
	return &problem{http.StatusBadRequest, "invalid_settings", strings.ReplaceAll(err.Error(), "\n", "; ")}
}

// settings reads the request.
func (s *service) settings(body io.Reader) (synthhub.Settings, error) {
	settings := synthhub.DefaultSettings()
	bad := func(format string, args ...any) (synthhub.Settings, error) {
		return settings, &problem{http.StatusBadRequest, "bad_request", fmt.Sprintf(format, args...)}
	}
	text, err := io.ReadAll(body)
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return settings, &problem{http.StatusRequestEntityTooLarge, "body_too_large", fmt.Sprintf("want a body of at most %d bytes", s.limits.body)}
	} else if errors.Is(err, os.ErrDeadlineExceeded) {
		return settings, &problem{http.StatusRequestTimeout, "request_timeout", fmt.Sprintf("the body did not arrive within %v", s.limits.read)}
	} else if err != nil {
		return bad("the body did not arrive: %v", err)
	}
	req := request{Settings: &settings}
	if len(bytes.TrimSpace(text)) > 0 {
		dec := json.NewDecoder(bytes.NewReader(text))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&req); err != nil {
			if _, ok := errors.AsType[*synthhub.SettingError](err); ok {
				return settings, invalidSettings(err)
			}
			return bad("%v: want a JSON object with records, seed, randomize, settings, or some of them", err)
		}
		if _, err := dec.Token(); !errors.Is(err, io.EOF) {
			return bad("something stands behind the JSON object: want the object alone")
		}
	}
	if req.Records != nil {
		if *req.Records < 1 {
			return bad("records is %d: want 1 to %d", *req.Records, s.limits.records)
		}
		settings.Records = *req.Records
	}
	if req.Seed != nil {
		settings.Seed = *req.Seed
	}
	if req.Randomize {
		if req.Seed != nil {
			return bad("seed and randomize: want one of them")
		}
		var b [8]byte
		rand.Read(b[:])
		settings.Seed = binary.LittleEndian.Uint64(b[:])
	}
	if settings.Records > s.limits.records {
		return settings, &problem{http.StatusBadRequest, "too_many_records", fmt.Sprintf("records is %d: want at most %d, or a snapshot from the command line", settings.Records, s.limits.records)}
	}
	return settings, nil
}

// streams reports whether the answer is NDJSON: if the client asks for it, and for
// many records if it does not refuse it.
func (s *service) streams(accept string, records int) (bool, error) {
	takes := func(mediaType string) bool { return strings.Contains(accept, mediaType) }
	switch {
	case takes("application/x-ndjson"):
		return true, nil
	case records <= s.limits.document:
		return false, nil
	case accept == "" || takes("*/*") || takes("application/*"):
		return true, nil
	}
	return false, &problem{http.StatusNotAcceptable, "not_acceptable", fmt.Sprintf("more than %d records come as application/x-ndjson: accept that, or ask for fewer", s.limits.document)}
}

// writeRecords writes a record a line: its person, vehicles and profile.
func writeRecords(ctx context.Context, w io.Writer, g *synthhub.Generator) error {
	var b []byte
	for r := range g.Range(0, g.Len()) {
		b = append(b, `{"person":`...)
		b, _ = synthhub.Persons.AppendJSON(b, `,"vehicles":[`, r)
		b, _ = synthhub.Vehicles.AppendJSON(b, ",", r)
		b = append(b[:len(b)-1], `],"profile":`...)
		b, _ = synthhub.Profiles.AppendJSON(b, "}\n", r)
		if len(b) >= 32<<10 || r.Slot == g.Len()-1 {
			if err := ctx.Err(); err != nil {
				return err
			}
			if _, err := w.Write(b); err != nil {
				return err
			}
			b = b[:0]
		}
	}
	return nil
}

// A patientWriter gives the client a time for each piece of the answer, and not for
// the whole: a slow client is served, one that has stopped reading is not.
type patientWriter struct {
	w    io.Writer
	conn *http.ResponseController
	time time.Duration
}

func (p *patientWriter) Write(b []byte) (written int, err error) {
	const piece = 32 << 10
	for len(b) > 0 {
		if err := p.conn.SetWriteDeadline(time.Now().Add(p.time)); err != nil {
			return written, err
		}
		n, err := p.w.Write(b[:min(len(b), piece)])
		written += n
		if err != nil {
			return written, err
		}
		b = b[n:]
	}
	return written, nil
}

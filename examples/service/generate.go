package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// chunkSize is the number of bytes that are written to a client at a time.
const chunkSize = 32 << 10

// generate answers POST /generate/{kind}.
func (s *service) generate(w http.ResponseWriter, r *http.Request) {
	gen, err := s.parse(w, r)
	if err != nil {
		fail(w, err)
		return
	}
	// The slot is taken after the body has arrived, so that a slow client blocks nobody.
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	default:
		w.Header().Set("Retry-After", "1")
		fail(w, &problem{http.StatusServiceUnavailable, "busy", fmt.Sprintf("the service is answering %d requests, its limit: try again later", s.limits.concurrent)})
		return
	}
	settings := gen.generator.Settings()
	if rec, ok := w.(*recorder); ok {
		rec.records, rec.seed = settings.Records, settings.Seed
	}
	w.Header().Set("X-Dataset-Version", settings.Version)
	w.Header().Set("X-Seed", strconv.FormatUint(settings.Seed, 10))

	ctx, cancel := context.WithTimeout(r.Context(), s.limits.total)
	defer cancel()
	if err := s.respond(ctx, w, gen); err != nil {
		if rec, ok := w.(*recorder); ok {
			rec.err = err
		}
		// The status is sent already. Closing the connection in the middle of the response
		// is the only way to tell the client that the response is incomplete.
		panic(http.ErrAbortHandler)
	}
}

// respond writes the dataset in the form that the request asks for.
func (s *service) respond(ctx context.Context, w http.ResponseWriter, gen *generation) error {
	out := &chunkWriter{w, http.NewResponseController(w), s.limits.write}
	opts := []export.Option{export.Workers(1)} // the requests share the cores
	if !gen.stream {
		w.Header().Set("Content-Type", "application/json")
		if gen.kind != bundle {
			opts = append(opts, export.Tables(gen.entity.Table().Name()))
		}
		return export.Dataset(ctx, out, gen.generator, opts...)
	}
	w.Header().Set("Content-Type", "application/x-ndjson")
	if gen.kind == bundle {
		return writeRecords(ctx, out, gen.generator)
	}
	return export.NDJSON(ctx, out, gen.generator, gen.entity, opts...)
}

// writeRecords writes a line for each record: its person, vehicles and profile.
func writeRecords(ctx context.Context, w io.Writer, g *synthhub.Generator) error {
	var b []byte
	for r := range g.Range(0, g.Len()) {
		b = append(b, `{"person":`...)
		b, _ = synthhub.Persons.AppendJSON(b, `,"vehicles":[`, r)
		b, _ = synthhub.Vehicles.AppendJSON(b, ",", r)
		b = append(b[:len(b)-1], `],"profile":`...)
		b, _ = synthhub.Profiles.AppendJSON(b, "}\n", r)
		if len(b) >= chunkSize || r.Slot == g.Len()-1 {
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

// A chunkWriter writes chunks and limits the time of each, not of the whole response: it
// serves a slow client, and gives up on a client that has stopped reading.
type chunkWriter struct {
	w     io.Writer
	conn  *http.ResponseController
	limit time.Duration
}

func (c *chunkWriter) Write(b []byte) (written int, err error) {
	for len(b) > 0 {
		if err := c.conn.SetWriteDeadline(time.Now().Add(c.limit)); err != nil {
			return written, err
		}
		n, err := c.w.Write(b[:min(len(b), chunkSize)])
		written += n
		if err != nil {
			return written, err
		}
		b = b[n:]
	}
	return written, nil
}

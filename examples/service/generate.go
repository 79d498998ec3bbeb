package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// chunkSize is the number of bytes that are written to a client at a time.
const chunkSize = 32 << 10

// generate answers POST /generate/{kind}.
func (s *service) generate(w *recorder, r *http.Request, kind string, entity synthhub.Entity) error {
	if err := checkMethod(w, r, http.MethodPost); err != nil {
		return err
	}
	text, err := s.readBody(w, r)
	if err != nil {
		return err
	}
	// The slot is taken after the body has arrived, so that a slow client blocks nobody, and
	// before the work on it.
	release, err := s.take(w, r, s.slots)
	if err != nil {
		return err
	}
	defer release()
	gen, err := s.parse(text, r.Header.Get("Accept"), kind, entity)
	if err != nil {
		return err
	}
	if gen.stream {
		release, err := s.takeStream(w, r)
		if err != nil {
			return err
		}
		defer release()
	}
	settings := gen.generator.Settings()
	w.records, w.seed = settings.Records, settings.Seed
	w.Header().Set("X-Dataset-Version", settings.Version)
	w.Header().Set("X-Seed", strconv.FormatUint(settings.Seed, 10))

	ctx, cancel := context.WithTimeout(r.Context(), s.limits.total)
	defer cancel()
	return s.write(ctx, w, gen)
}

// takeStream takes the slot of a stream, and returns a function that gives it back. A stream can take minutes,
// so that streams do not get all slots.
func (s *service) takeStream(w http.ResponseWriter, r *http.Request) (release func(), err error) {
	if !r.ProtoAtLeast(1, 1) {
		return nil, &problem{http.StatusHTTPVersionNotSupported, "http_version_not_supported", "want HTTP/1.1 for a stream: a client of HTTP/1.0 cannot tell a stream that was cut off from a complete one"}
	}
	select {
	case s.streams <- struct{}{}:
		return func() { <-s.streams }, nil
	default:
		return nil, s.busy(w)
	}
}

// busy returns the problem of a request above the limit.
func (s *service) busy(w http.ResponseWriter) error {
	w.Header().Set("Retry-After", "1")
	return &problem{http.StatusServiceUnavailable, "busy", fmt.Sprintf("the service is answering %d requests, %d streams or %d reports, its limit: try again later", cap(s.slots), cap(s.streams), cap(s.reports))}
}

// write writes the dataset in the form that the request asks for.
func (s *service) write(ctx context.Context, w http.ResponseWriter, gen *generation) error {
	out := &chunkWriter{ctx, w}
	opts := []export.Option{export.Workers(1)} // the requests share the cores
	if !gen.stream {
		w.Header().Set("Content-Type", jsonType)
		if gen.kind != bundle {
			opts = append(opts, export.Tables(gen.entity.Table().Name()))
		}
		return export.Dataset(ctx, out, gen.generator, opts...)
	}
	w.Header().Set("Content-Type", streamType)
	if gen.kind == bundle {
		return writeRecords(out, gen.generator)
	}
	return export.NDJSON(ctx, out, gen.generator, gen.entity, opts...)
}

// writeRecords writes a line for each record: its person, vehicles and profile.
func writeRecords(w io.Writer, g *synthhub.Generator) error {
	var b []byte
	for r := range g.Range(0, g.Len()) {
		b = append(b, `{"person":`...)
		b, _ = synthhub.Persons.AppendJSON(b, `,"vehicles":[`, r)
		b, _ = synthhub.Vehicles.AppendJSON(b, ",", r)
		b = append(b[:len(b)-1], `],"profile":`...)
		b, _ = synthhub.Profiles.AppendJSON(b, "}\n", r)
		if len(b) >= chunkSize || r.Slot == g.Len()-1 {
			if _, err := w.Write(b); err != nil {
				return err
			}
			b = b[:0]
		}
	}
	return nil
}

// A chunkWriter writes chunks until the context ends. The time of each chunk is limited, not
// that of the whole response: so the service serves a slow client, and gives up on a client
// that has stopped reading.
type chunkWriter struct {
	ctx context.Context
	w   io.Writer
}

func (c *chunkWriter) Write(b []byte) (written int, err error) {
	for len(b) > 0 {
		if err := c.ctx.Err(); err != nil {
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

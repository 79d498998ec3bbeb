package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// A download is a file that GET /download/{name} answers with.
type download struct {
	Name      string
	mediaType string
	write     func(ctx context.Context, w io.Writer, g *synthhub.Generator, opts ...export.Option) error
}

// A downloadGroup has the files of a format.
type downloadGroup struct {
	Name  string
	Files []download
}

// downloads returns all files, in the order of the page.
func downloads() []downloadGroup {
	whole := downloadGroup{"All tables", []download{{"snapshot.zip", "application/zip", writeZip}, {"dataset.json", jsonType, writeDataset}}}
	rows, lines := downloadGroup{Name: "CSV"}, downloadGroup{Name: "NDJSON"}
	for _, e := range synthhub.Entities() {
		name := e.Table().Name()
		rows.Files = append(rows.Files, download{name + ".csv", "text/csv; charset=utf-8; header=present", func(ctx context.Context, w io.Writer, g *synthhub.Generator, opts ...export.Option) error {
			return export.CSV(ctx, w, g, e, opts...)
		}})
		lines.Files = append(lines.Files, download{name + ".ndjson", streamType, func(ctx context.Context, w io.Writer, g *synthhub.Generator, opts ...export.Option) error {
			return export.NDJSON(ctx, w, g, e, opts...)
		}})
	}
	return []downloadGroup{whole, rows, lines}
}

func writeDataset(ctx context.Context, w io.Writer, g *synthhub.Generator, opts ...export.Option) error {
	return export.Dataset(ctx, w, g, opts...)
}

// writeZip writes a snapshot as a zip file, in pieces that are large enough for a response.
func writeZip(ctx context.Context, w io.Writer, g *synthhub.Generator, opts ...export.Option) error {
	buffered := bufio.NewWriterSize(w, chunkSize)
	if _, err := export.SnapshotTo(ctx, export.Zip(buffered), g, opts...); err != nil {
		return err
	}
	return buffered.Flush()
}

// downloadOf returns the file of a path.
func downloadOf(path string) (d download, ok bool) {
	name, ok := strings.CutPrefix(path, "/download/")
	if !ok {
		return d, false
	}
	for _, group := range downloads() {
		for _, d := range group.Files {
			if d.Name == name {
				return d, true
			}
		}
	}
	return d, false
}

// answer answers with the file. A response that cannot be completed is cut off.
func (d download) answer(s *service) func(w *recorder, r *http.Request, f *form) error {
	return func(w *recorder, r *http.Request, f *form) error {
		if f.generator.Len() > s.limits.document {
			release, err := s.takeStream(w, r)
			if err != nil {
				return err
			}
			defer release()
		}
		w.Header().Set("Content-Type", d.mediaType)
		w.Header().Set("Content-Disposition", `attachment; filename="`+d.Name+`"`)
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusOK)
			return nil
		}
		return d.write(r.Context(), &chunkWriter{r.Context(), w}, f.generator, export.Workers(1)) // the requests share the cores
	}
}

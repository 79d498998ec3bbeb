package validate

import (
	"hash/maphash"
	"io"

	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/intake"
)

// An encoding is the rows of a table in another format than the one they are read from,
// hashed while they are read. Only if its hash is not that of the files in this format are the
// rows compared one by one.
type encoding struct {
	format *format.Format
	hash   io.Writer
}

// encode adds an encoding of the rows of a table.
func (f *folder) encode(t *table, rows *format.Format, h io.Writer) {
	if rows.Header && f.manifest.Part <= 1 {
		h.Write(rows.AppendHeader(nil, t))
	}
	t.encodings = append(t.encodings, &encoding{rows, h})
}

// comparisons prepares the comparison of a table with its digest and with its rows in
// other formats, and returns what is to be done once it has been read. The document, if there is
// one, was hashed by then.
func (f *folder) comparisons(t *table, files []*tableFiles, document bool) (after []func() error) {
	if f.manifest.Part == 0 {
		after = append(after, f.compareDigest(t, files))
	}
	if len(files) == 0 {
		return after // it is read from the document, which is all there is
	}
	hashes := make(map[*format.Format]*maphash.Hash)
	encoded := func(rows *format.Format) *maphash.Hash {
		if hashes[rows] == nil {
			hashes[rows] = new(maphash.Hash)
			hashes[rows].SetSeed(f.check.seed)
			f.encode(t, rows, hashes[rows])
		}
		return hashes[rows]
	}
	if document {
		// Without their commas the rows of the document are the lines of NDJSON, so one
		// encoding serves both.
		h := encoded(format.NDJSON)
		after = append(after, func() error {
			d := f.documentTable(t.Name())
			if d == nil || h.Sum64() == d.Hash {
				return nil
			}
			return f.compareRows(t, format.JSON, []intake.Section{d.Section})
		})
	}
	for _, other := range files[1:] {
		if other.unusable() {
			continue // which was found already
		}
		h := encoded(other.format)
		after = append(after, func() error {
			if h.Sum64() == other.hash.Sum64() {
				return nil
			}
			return f.compareRows(t, other.format, other.sections())
		})
	}
	return after
}

package validate

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/synthhub/synthhub/schema"
)

// compareRows finds the rows in which a table differs from its rows in other files,
// after their hashes have shown that it does. If the files have more or fewer rows,
// only the first difference tells anything.
func (f *folder) compareRows(t *table, kind rowKind, files []rowFile) error {
	c := f.check
	others := &lineReader{folder: f, files: files}
	defer others.close()
	differing, first := 0, Finding{}
	found := func(x Finding) {
		if differing++; differing == 1 {
			first = x
		}
		c.tally.add(x)
	}
	var want []byte
	scratch := t.entity.NewRowList()
	before := c.tally.at("snapshot.table.same_rows").count
	err := c.pass(t, func(p *piece) {
		for i := range p.rows.Len() {
			line, err := others.next()
			x := p.finding(i, "row", "same_rows", "")
			x.Rule, x.Row, x.Value = "snapshot.table.same_rows", p.base+i+1, ""
			x.File, x.Line = others.at()
			if err != nil {
				if !errors.Is(err, io.EOF) {
					x.Why = err.Error()
				} else {
					x.Why = "the row is missing in this format"
				}
				found(x)
				continue
			}
			if kind == arrayRows {
				line = strings.TrimSuffix(line, ",")
			}
			want = p.rows.AppendJSON(want[:0], i)
			if line == string(want) {
				continue
			}
			x.Why = "the row is not the same in this format"
			if _, bad := p.bad[i]; bad {
				x.Why = "the row cannot be compared: in the files that the table is read from it is not wholly readable"
				found(x)
				continue
			}
			scratch.Reset()
			if err := scratch.AddJSON(line); err == nil {
				for k, col := range t.columns {
					is, must := scratch.AppendText(nil, 0, k), p.rows.AppendText(nil, i, k)
					if string(is) != string(must) {
						x.Column, x.Value, x.Why = col.Name, string(is), "elsewhere it is "+visible(string(must))
						break
					}
				}
			} else if pe := (*schema.ParseError)(nil); errors.As(err, &pe) {
				x.Column, x.Value, x.Why = pe.Column, pe.Value, pe.Err.Error()
			}
			found(x)
		}
	})
	if err != nil {
		return err
	}
	more, missing := 0, others.missing
	for {
		if _, err := others.next(); err != nil {
			break
		}
		more++
	}
	if more > 0 || missing > 0 {
		// The rows are shifted against each other: one finding says it all.
		rt := c.tally.at("snapshot.table.same_rows")
		rt.count = before + 1
		if len(rt.first) > before {
			rt.first = rt.first[:before]
		}
		if differing == 0 {
			first = Finding{Rule: "snapshot.table.same_rows", Table: t.Name(), Row: t.rows + 1}
			first.File, first.Line = others.at()
		}
		first.Why = fmt.Sprintf("from here on the rows differ: this format has %d rows more and %d fewer than the table", more, missing)
		if len(rt.first) < c.limit {
			rt.first = append(rt.first, first.shown())
		}
	}
	return nil
}

// A lineReader reads the lines of several files, one after the other.
type lineReader struct {
	folder  *folder
	files   []rowFile
	file    rowFile
	in      io.ReadCloser
	buf     *bufio.Reader
	line    int
	missing int // lines asked for after the last
}

// next returns the next line without its end.
func (r *lineReader) next() (string, error) {
	for {
		if r.in == nil {
			if len(r.files) == 0 {
				r.missing++
				return "", io.EOF
			}
			r.file, r.files = r.files[0], r.files[1:]
			in, err := r.folder.fs.Open(r.file.name)
			if err != nil {
				return "", err
			}
			var text io.Reader = in
			if r.file.from > 0 {
				if _, err := io.CopyN(io.Discard, in, r.file.from); err != nil {
					in.Close()
					return "", err
				}
			}
			if r.file.size >= 0 {
				text = io.LimitReader(in, r.file.size)
			}
			r.in, r.buf, r.line = in, bufio.NewReaderSize(text, blockSize), r.file.line
		}
		line, err := r.buf.ReadSlice('\n')
		if len(line) > 0 {
			r.line++
			text := strings.TrimSuffix(string(line), "\n")
			for errors.Is(err, bufio.ErrBufferFull) { // no row is so long
				_, err = r.buf.ReadSlice('\n')
			}
			return text, nil
		}
		r.close()
	}
}

// at tells where the line stands.
func (r *lineReader) at() (file string, line int) { return r.file.name, r.line }

func (r *lineReader) close() {
	if r.in != nil {
		r.in.Close()
		r.in = nil
	}
}

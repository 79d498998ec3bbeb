package validate_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// A collector keeps the rows that a validation hands out, as CSV, by table and by the number of the part.
type collector struct {
	mu       sync.Mutex
	parts    map[string]map[int]string
	unread   map[string]int
	metadata []*synthhub.Metadata
}

func (c *collector) add(r validate.Rows) {
	var text []byte
	unread := 0
	for i := range r.Len() {
		if r.Unread(i) {
			unread++
		} else {
			text = r.AppendCSV(text, i)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	name := r.Table().Name()
	if c.parts[name] == nil {
		c.parts[name] = map[int]string{}
	}
	for c.parts[name][r.Number] != "" { // each number must come once
		r.Number = -1 - r.Number
	}
	c.parts[name][r.Number] = string(text)
	c.unread[name] += unread
	c.metadata = append(c.metadata, r.Metadata)
}

func newCollector() *collector {
	return &collector{parts: map[string]map[int]string{}, unread: map[string]int{}}
}

// text returns the rows of a table in the order of their numbers.
func (c *collector) text(t *testing.T, table string) string {
	t.Helper()
	var b strings.Builder
	for i := range len(c.parts[table]) {
		part, ok := c.parts[table][i]
		if !ok {
			t.Errorf("%s: no part %d of %d", table, i, len(c.parts[table]))
		}
		b.WriteString(part)
	}
	return b.String()
}

// TestOnRows holds that every row is handed out once, whatever the form of the files, with numbers that
// tell the order, and also where rows are read again or generated again.
func TestOnRows(t *testing.T) {
	t.Parallel()
	g := generator(t, 1500)
	want := map[string]string{}
	for _, e := range synthhub.Entities() {
		var b strings.Builder
		if err := export.CSV(t.Context(), &b, g, e); err != nil {
			t.Fatal(err)
		}
		_, want[e.Table().Name()], _ = strings.Cut(b.String(), "\n")
	}
	check := func(t *testing.T, validation func(...validate.Option) (*validate.Report, error), opts ...validate.Option) {
		t.Helper()
		c, second := newCollector(), newCollector()
		r, err := validation(append(opts, validate.Workers(3), validate.OnRows(c.add), validate.OnRows(second.add))...)
		if err != nil || r.Err() != nil {
			t.Fatal(err, r)
		}
		for table, text := range want {
			if c.text(t, table) != text || second.text(t, table) != text {
				t.Errorf("the rows of %s are others", table)
			}
		}
		if len(c.metadata) < 3 || slices.ContainsFunc(c.metadata, func(m *synthhub.Metadata) bool { return m == nil || m.Settings.Seed != 7 }) {
			t.Error("rows without their metadata")
		}
	}
	for name, opts := range map[string][]export.Option{
		"CSV":           {export.Formats("csv")},
		"compressed":    {export.Formats("csv"), export.Gzip()},
		"parts":         {export.Formats("csv"), export.Parts(40)},
		"lines of JSON": {export.Formats("ndjson")},
		"JSON document": {export.Formats("json")},
		"all formats":   {export.Formats("csv", "ndjson", "json")},
	} {
		folder := exported(t, g, opts...).fs()
		validation := func(opts ...validate.Option) (*validate.Report, error) {
			return validate.Snapshot(t.Context(), folder, opts...)
		}
		t.Run(name, func(t *testing.T) { check(t, validation) })
		t.Run(name+", little memory", func(t *testing.T) { check(t, validation, validate.Memory(0)) })
		t.Run(name+", reproduced", func(t *testing.T) { check(t, validation, validate.Reproduce()) })
	}
	t.Run("source", func(t *testing.T) {
		check(t, func(opts ...validate.Option) (*validate.Report, error) {
			return validate.Source(t.Context(), g, opts...)
		})
	})
}

// TestOnRowsUnread holds that rows that cannot be read are handed out as such, that the others are not
// changed by that, and that the answers are those of a validation that hands out no rows.
func TestOnRowsUnread(t *testing.T) {
	t.Parallel()
	folder := exported(t, generator(t, 300), export.Formats("csv"))
	lines := strings.SplitAfter(string(folder[persons]), "\n")
	kept := slices.Clone(lines[1:300])
	for _, i := range []int{4, 5, 200} {
		id, rest, _ := strings.Cut(lines[i], ",")
		lines[i] = id + ",x\n"
		if i == 5 {
			lines[i] = "none," + rest
		}
	}
	folder[persons] = []byte(strings.Join(lines, ""))
	plain, err := validate.Snapshot(t.Context(), folder.fs(), validate.Reproduce())
	if err != nil {
		t.Fatal(err)
	}
	c := newCollector()
	r, err := validate.Snapshot(t.Context(), folder.fs(), validate.Reproduce(), validate.OnRows(c.add))
	if err != nil || fmt.Sprint(r) != fmt.Sprint(plain) {
		t.Errorf("error %v; the report differs:\n%v\nwant\n%v", err, r, plain)
	}
	if c.unread["persons"] != 3 || c.unread["vehicles"] != 0 {
		t.Errorf("unread: %v", c.unread)
	}
	want := strings.Join(slices.Concat(kept[:3], kept[5:199], kept[200:], lines[300:]), "")
	if got := c.text(t, "persons"); got != want {
		t.Errorf("%d rows, want %d", strings.Count(got, "\n"), strings.Count(want, "\n"))
	}
}

// vanishing is a folder one of whose files can be opened once.
type vanishing struct {
	fs.FS
	name   string
	opened atomic.Int32
}

func (v *vanishing) Open(name string) (fs.File, error) {
	if name == v.name && v.opened.Add(1) > 1 {
		return nil, fs.ErrNotExist
	}
	return v.FS.Open(name)
}

// TestOnRowsGap holds that a file that cannot be read any more leaves no gap between the numbers.
func TestOnRowsGap(t *testing.T) {
	t.Parallel()
	folder := exported(t, generator(t, 300), export.Formats("csv"), export.Parts(4))
	c := newCollector()
	r, err := validate.Snapshot(t.Context(), &vanishing{FS: folder.fs(), name: "persons_v0_1-00002-of-00004.csv"}, validate.OnRows(c.add))
	if err != nil || r.Count("snapshot.file.readable") == 0 {
		t.Fatal(err, r)
	}
	if rows := strings.Count(c.text(t, "persons"), "\n"); rows != 225 {
		t.Errorf("%d rows, want those of three of four files", rows)
	}
}

// TestOnRowsMetadata holds that rows have no metadata if these cannot be read.
func TestOnRowsMetadata(t *testing.T) {
	t.Parallel()
	folder := exported(t, tiny(t))
	delete(folder, metadata)
	delete(folder, dataset)
	c := newCollector()
	if _, err := validate.Snapshot(t.Context(), folder.fs(), validate.OnRows(c.add)); err != nil {
		t.Fatal(err)
	}
	if len(c.metadata) == 0 || c.metadata[0] != nil || c.text(t, "persons") == "" {
		t.Errorf("metadata %v", c.metadata)
	}
}

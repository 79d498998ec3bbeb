package report_test

import (
	"bytes"
	"encoding/base64"
	"io"
	"maps"
	"slices"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/report"
)

// smallProfile returns a saved profile that is small enough to be changed everywhere.
func smallProfile(t testing.TB) []byte {
	p := profileOf(t, generatorOf(t, synthhub.Settings{Records: 12, Seed: 2, States: []synthhub.State{synthhub.StateCA}}), report.With(gauges))
	persons, gauges := p.Tables[0], p.Tables[3]
	persons.First, persons.Pairs, persons.Columns = nil, persons.Pairs[:1], persons.Columns[:8]
	gauges.First, gauges.Pairs = gauges.First[:1], gauges.Pairs[:2]
	p.Tables = []*report.Table{persons, gauges}
	return saved(t, p)
}

// checkAccepted holds what is promised of a profile that Read accepts: it is saved and read as equal, and
// can be compared with and merged into itself and another one. It reports whether Read accepts the text.
func checkAccepted(t *testing.T, text, good []byte) bool {
	p, err := report.Read(bytes.NewReader(text))
	if err != nil {
		return false
	}
	first := saved(t, p)
	sameText(t, saved(t, read(t, first)), first)
	for _, other := range []*report.Profile{p, read(t, good)} {
		for _, d := range []*report.Drift{compared(t, p, other), compared(t, other, p)} {
			if err := d.WriteJSON(io.Discard); err != nil {
				t.Error(err)
			}
		}
		checkPages(t, p, other)
		if sum := read(t, first); sum.Merge(other) == nil {
			read(t, saved(t, sum))
		}
	}
	if d := compared(t, p, p); d.Verdict != report.None {
		t.Errorf("verdict %s of a profile and itself: %+v", d.Verdict, d.Columns[0])
	}
	return true
}

// checkPages holds that the pages of profiles are written, and have at most 400 KB.
func checkPages(t *testing.T, p, other *report.Profile) {
	t.Helper()
	var b bytes.Buffer
	if err := p.WriteHTML(&b, report.Expect(other)); err != nil || b.Len() > mostPage {
		t.Errorf("error %v, a page of %d bytes", err, b.Len())
	}
	b.Reset()
	if err := compared(t, p, other).WriteHTML(&b); err != nil || b.Len() > mostPage {
		t.Errorf("error %v, a page of a comparison of %d bytes", err, b.Len())
	}
}

// FuzzRead holds that no text makes Read panic, and that it accepts none that does harm later.
func FuzzRead(f *testing.F) {
	good := smallProfile(f)
	f.Add(good)
	f.Add(edited(f, good, func(p map[string]any) { emptyTable(p, 1<<48) }))
	for _, c := range hostile {
		if text, ok := tryEdit(f, good, c.change); ok {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) { checkAccepted(t, text, good) })
}

// TestFullSketch holds that the estimate of registers that are all full is a number of rows.
func TestFullSketch(t *testing.T) {
	full := edited(t, smallProfile(t), func(p map[string]any) {
		column(p, 0, 0)["distinct"].(map[string]any)["sketch"] = base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{53}, 4096))
	})
	p := read(t, full)
	if err := p.Merge(read(t, full)); err != nil || p.Tables[0].Columns[0].Distinct.About != 1<<48 {
		t.Errorf("error %v, about %d", err, p.Tables[0].Columns[0].Distinct.About)
	}
	read(t, saved(t, p))
}

// tryEdit edits a profile that may not have what the edit changes.
func tryEdit(t testing.TB, text []byte, edit func(map[string]any)) (b []byte, ok bool) {
	defer func() { _ = recover() }()
	return edited(t, text, edit), true
}

// TestReadChanged changes one value at a time in a good profile, to something else that is JSON.
func TestReadChanged(t *testing.T) {
	sequential(t)
	good := smallProfile(t)
	values := []any{nil, 0, 1, -1, 2.5, uint64(1 << 48), ^uint64(0), "", "x", []any{}, []any{nil}, []any{0, 0}, map[string]any{}, true}
	label, accepted := draw.NewLabel(5, "changes"), 0
	changes := testenv.Scale(50, 400)
	for i := range changes {
		d := label.At(uint64(i), 0)
		if checkAccepted(t, edited(t, good, func(p map[string]any) { changeOne(p, values, &d) }), good) {
			accepted++
		}
		if t.Failed() {
			t.Fatalf("after change %d", i)
		}
	}
	if accepted < changes/50 || accepted > changes*9/10 {
		t.Errorf("%d of %d profiles were accepted", accepted, changes)
	}
}

// changeOne changes one value somewhere in a JSON value, or removes it.
func changeOne(at any, values []any, d *draw.Rand) {
	switch at := at.(type) {
	case map[string]any:
		if len(at) == 0 {
			return
		}
		names := slices.Sorted(maps.Keys(at))
		name := names[d.IntN(len(names))]
		switch {
		case !isLeaf(at[name]) && d.IntN(8) > 0:
			changeOne(at[name], values, d)
		case d.IntN(3) == 0:
			delete(at, name)
		default:
			at[name] = values[d.IntN(len(values))]
		}
	case []any:
		if len(at) == 0 {
			return
		}
		i := d.IntN(len(at))
		if !isLeaf(at[i]) && d.IntN(8) > 0 {
			changeOne(at[i], values, d)
		} else {
			at[i] = values[d.IntN(len(values))]
		}
	}
}

// isLeaf reports whether a JSON value has no others in it.
func isLeaf(v any) bool {
	switch v.(type) {
	case map[string]any, []any:
		return false
	}
	return true
}

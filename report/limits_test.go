package report_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/report/rowdiff"
	"github.com/synthhub/synthhub/validate"
)

// TestPrivateTooLate: what was counted already cannot be made private by an option of a page or a comparison.
func TestPrivateTooLate(t *testing.T) {
	p := profileOf(t, generator(t, 20, 2))
	d := compared(t, p, p)
	for name, option := range map[string]report.Option{"Private": report.Private(), "Synthetic": report.Synthetic()} {
		var b bytes.Buffer
		_, err := report.Compare(p, p, option)
		for call, err := range map[string]error{"Compare": err, "Profile.WriteHTML": p.WriteHTML(&b, option), "Drift.WriteHTML": d.WriteHTML(&b, option)} {
			if !errors.Is(err, report.ErrOption) || !strings.Contains(err.Error(), "pass them to Source, Snapshot") || b.Len() > 0 {
				t.Errorf("%s with %s: error %v, %d bytes", call, name, err, b.Len())
			}
		}
	}
	if _, err := report.Compare(p, p, report.Rows(nil)); !errors.Is(err, report.ErrOption) {
		t.Errorf("rows that are nil: %v", err)
	}
}

// TestDriftOfCaller: the page of a Drift that a caller has put together is written.
func TestDriftOfCaller(t *testing.T) {
	d := &report.Drift{Verdict: 200, Columns: []report.ColumnDrift{{Table: "t", Column: "c", Verdict: report.Large + 1}},
		Pairs: []report.PairDrift{{Verdict: 77}}, Rows: []*rowdiff.Diff{nil, {}}}
	page(t, func(b *bytes.Buffer) error { return d.WriteHTML(b) })
}

// TestReproducedOnly: only what a validation has generated again is said to be synthetic.
func TestReproducedOnly(t *testing.T) {
	p := profileOf(t, generator(t, 20, 2))
	answers := func(a validate.Answer) report.Option {
		return report.Checked(&validate.Report{Answers: []validate.Answer{{Question: validate.Coherent, Checked: true}, a}})
	}
	for name, c := range map[string]struct {
		opts      []report.Option
		synthetic bool
	}{
		"unchecked":  {nil, false},
		"not asked":  {[]report.Option{answers(validate.Answer{Question: validate.Reproducible})}, false},
		"findings":   {[]report.Option{answers(validate.Answer{Question: validate.Reproducible, Checked: true, Findings: 1})}, false},
		"reproduced": {[]report.Option{answers(validate.Answer{Question: validate.Reproducible, Checked: true})}, true},
	} {
		text := page(t, func(b *bytes.Buffer) error { return p.WriteHTML(b, c.opts...) })
		if got := strings.Contains(text, "no row describes a real person"); got != c.synthetic || got == strings.Contains(text, "Its settings say that it was generated.") {
			t.Errorf("%s: the page says that the data is synthetic: %v, want %v", name, got, c.synthetic)
		}
	}
}

// TestNothingToFit: without a row in common, nothing is said to fit.
func TestNothingToFit(t *testing.T) {
	g := generator(t, 50, 2)
	p, other := profileOf(t, g), profileOf(t, g)
	other.Tables = nil
	for name, c := range map[string][2]*report.Profile{
		"no table in common": {p, other}, "no rows expected": {p, profileOf(t, part{g, 0, 0})}, "no rows": {profileOf(t, part{g, 0, 0}), p},
	} {
		text := page(t, func(b *bytes.Buffer) error { return c[0].WriteHTML(b, report.Expect(c[1])) })
		if strings.Contains(text, `id="fit"`) || strings.Contains(text, `href="#fit"`) {
			t.Errorf("%s: the page says how columns fit", name)
		}
	}
}

// TestSnapshotWithoutMetadata: a snapshot that does not say what it is has a title, and no settings.
func TestSnapshotWithoutMetadata(t *testing.T) {
	files := exported(t, generatorOf(t, synthhub.Settings{Records: 30, Seed: 2}))
	for name, metadata := range map[string]string{
		"none": "", "empty": "{}", "a day only": `{"as_of_date":"2025-11-01","settings":{"as_of":"2025-11-01"}}`,
		"a day that there is not": `{"settings":{"version":"v0.1","as_of":"0001-01-01","records":30}}`,
	} {
		m := inMemory(t, files)
		for file := range m {
			switch {
			case strings.Contains(file, "dataset"), metadata == "" && strings.Contains(file, "metadata"):
				delete(m, file)
			case strings.Contains(file, "metadata"):
				m[file] = &fstest.MapFile{Data: []byte(metadata)}
			}
		}
		p, _, err := report.Snapshot(t.Context(), m)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if p.Title != "snapshot" || p.Settings != nil {
			t.Errorf("%s: title %q, settings %+v", name, p.Title, p.Settings)
		}
	}
}

package report_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/report"
)

// TestReadSaved holds that a saved profile is read as it was.
func TestReadSaved(t *testing.T) {
	g := generator(t, 300, 2)
	for name, opts := range map[string][]report.Option{
		"synthetic": {report.With(gauges)},
		"private":   {report.With(gauges), report.Private()},
		"title":     {report.Title("what\n\"it\" <is>")},
	} {
		t.Run(name, func(t *testing.T) {
			text := saved(t, profileOf(t, g, opts...))
			sameText(t, saved(t, read(t, text)), text)
		})
	}
	t.Run("none", func(t *testing.T) {
		text := saved(t, profileOf(t, part{g, 0, 0}, report.With(gauges)))
		sameText(t, saved(t, read(t, text)), text)
	})
}

// hostile are changes of a good profile, each with what the error says.
var hostile = []struct {
	name   string
	change func(p map[string]any)
	want   string
}{
	{"another version", func(p map[string]any) { p["profile_version"] = 2 }, "its profile_version is 2"},
	{"a foreign member", func(p map[string]any) { p["rows"] = 1 }, `unknown field "rows"`},
	{"another case", func(p map[string]any) { p["Title"] = p["title"]; delete(p, "title") }, `"Title"`},
	{"a date that is none", func(p map[string]any) { p["as_of"] = "2025-02-30" }, "2025-02-30"},
	{"a null table", func(p map[string]any) { p["tables"].([]any)[0] = nil }, "a table is null"},
	{"a table twice", func(p map[string]any) { table(p, 1)["name"] = "persons" }, "comes twice"},
	{"many tables", func(p map[string]any) { p["tables"] = make([]any, 100) }, "100 tables"},
	{"negative rows", func(p map[string]any) { table(p, 0)["rows"] = -1 }, "-1"},
	{"fractional rows", func(p map[string]any) { table(p, 0)["rows"] = 1.5 }, "1.5"},
	{"many rows", func(p map[string]any) { table(p, 0)["rows"] = uint64(1) << 60 }, "at most 281474976710656 are possible"},
	{"more rows than values", func(p map[string]any) { table(p, 0)["rows"] = 101 }, "do not add up"},
	{"a null column", func(p map[string]any) { table(p, 0)["columns"].([]any)[2] = nil }, "a column is null"},
	{"a column twice", func(p map[string]any) { column(p, 0, 1)["name"] = "person_id" }, "comes twice"},
	{"thousands of columns", func(p map[string]any) { table(p, 0)["columns"] = make([]any, 5000) }, "5000 columns"},
	{"more empty values than rows", func(p map[string]any) { column(p, 0, 3)["empty"] = 101 }, "more values are empty"},
	{"sums that overflow", func(p map[string]any) {
		c := column(p, 0, 3)
		c["empty"], c["unreadable"] = uint64(1<<63), uint64(1<<63)
	}, "more values are empty"},
	{"many decimals", func(p map[string]any) { column(p, 0, 15)["decimals"] = 400 }, "too many decimals"},
	{"a scale that is none", func(p map[string]any) { histogram(p)["scale"] = "furlongs" }, "furlongs"},
	{"no scale", func(p map[string]any) { delete(histogram(p), "scale") }, "no scale"},
	{"classes that are not in order", func(p map[string]any) { at := histogram(p)["at"].([]any); at[0], at[1] = at[1], at[0] }, "not in order"},
	{"a class twice", func(p map[string]any) { at := histogram(p)["at"].([]any); at[1] = at[0] }, "not in order"},
	{"fewer counts than classes", func(p map[string]any) { h := histogram(p); h["counts"] = h["counts"].([]any)[1:] }, "not as many counts"},
	{"counts that are not numbers", func(p map[string]any) { histogram(p)["counts"].([]any)[0] = "many" }, "string"},
	{"counts that are null", func(p map[string]any) { histogram(p)["counts"].([]any)[0] = nil }, "do not add up"},
	{"a wrong sum", func(p map[string]any) { histogram(p)["rare"] = 1 }, "do not add up"},
	{"a month that there is not", func(p map[string]any) { h := histogram(p); at := h["at"].([]any); at[len(at)-1] = 12 * 10_000 }, "its scale does not have"},
	{"exact classes far apart", func(p map[string]any) {
		c := column(p, 0, 3)
		c["histogram"] = map[string]any{"scale": "exact", "at": []any{1, uint64(1) << 40}, "counts": []any{1, 99}, "low": 0, "high": 0}
	}, "exact classes for more than 4098 values"},
	{"many exact classes", func(p map[string]any) {
		at, counts := []int{}, make([]int, 5000)
		for i := range counts {
			at, counts[i] = append(at, i), 0
		}
		counts[0] = 100
		column(p, 0, 3)["histogram"] = map[string]any{"scale": "exact", "at": at, "counts": counts, "low": 0, "high": 0}
	}, "exact classes for more than 4098 values"},
	{"lengths in months", func(p map[string]any) { column(p, 0, 1)["lengths"].(map[string]any)["scale"] = "months" }, "not widths"},
	{"a word twice", func(p map[string]any) { w := words(p)["texts"].([]any); w[1] = w[0] }, "comes twice"},
	{"words that are not in order", func(p map[string]any) { w := words(p)["texts"].([]any); w[0] = "~" }, "not in order"},
	{"a long word", func(p map[string]any) { w := words(p)["texts"].([]any); w[len(w)-1] = "~" + strings.Repeat("x", 1<<21) }, "more than"},
	{"too few buckets", func(p map[string]any) { words(p)["buckets"] = []int{100} }, "buckets"},
	{"no buckets", func(p map[string]any) { delete(words(p), "buckets") }, "not private"},
	{"an empty list of buckets", func(p map[string]any) { w := words(p); w["buckets"], w["level"] = []int{}, 1 }, "not private"},
	{"a level below zero", func(p map[string]any) { words(p)["level"] = -1 }, "counts as words"},
	{"a sketch that is none", func(p map[string]any) { column(p, 0, 1)["distinct"].(map[string]any)["sketch"] = "AAAA" }, "4096 registers"},
	{"a register that is too great", func(p map[string]any) {
		column(p, 0, 1)["distinct"].(map[string]any)["sketch"] = strings.Repeat("/", 5460) + "/w=="
	}, "above 53"},
	{"more different values than rows", func(p map[string]any) { column(p, 0, 1)["distinct"].(map[string]any)["about"] = uint64(1) << 50 }, "too many different"},
	{"no sketch", func(p map[string]any) { delete(column(p, 0, 1)["distinct"].(map[string]any), "sketch") }, "not private"},
	{"a code without a word", func(p map[string]any) { c := column(p, 0, 4); c["vocabulary"] = c["vocabulary"].([]any)[:2] }, "vocabulary"},
	{"words of a vocabulary twice", func(p map[string]any) { v := column(p, 0, 4)["vocabulary"].([]any); v[1] = v[2] }, "comes twice"},
	{"a long name of a table", func(p map[string]any) { table(p, 0)["name"] = strings.Repeat(".", 1<<20) }, "more than 200 bytes"},
	{"a long name of a column", func(p map[string]any) { column(p, 0, 7)["name"] = strings.Repeat("x", 201) }, "more than 200 bytes"},
	{"a long kind", func(p map[string]any) { column(p, 0, 7)["kind"] = strings.Repeat("x", 201) }, "more than 200 bytes"},
	{"a long class", func(p map[string]any) { column(p, 0, 7)["class"] = strings.Repeat("x", 201) }, "more than 200 bytes"},
	{"a long reference", func(p map[string]any) { column(p, 0, 7)["ref"] = strings.Repeat("x", 201) }, "more than 200 bytes"},
	{"many pairs", func(p map[string]any) { table(p, 0)["pairs"] = make([]any, 3000) }, "3000 pairs"},
	{"a null pair", func(p map[string]any) { table(p, 0)["pairs"].([]any)[0] = nil }, "pair of columns is null"},
	{"a pair twice", func(p map[string]any) { pairs := table(p, 0)["pairs"].([]any); pairs[1] = pairs[0] }, "comes twice"},
	{"a pair with a column that there is not", func(p map[string]any) { pair(p)["a"] = "other" }, "not as many cells"},
	{"fewer cells than classes", func(p map[string]any) { c := pair(p); c["cells"] = c["cells"].([]any)[1:] }, "not as many cells"},
	{"cells with a wrong sum", func(p map[string]any) { pair(p)["cells"].([]any)[0] = 1 }, "do not add up"},
	{"cells that overflow", func(p map[string]any) { pair(p)["cells"].([]any)[0] = ^uint64(0) }, "do not add up"},
	{"a row with too few values", func(p map[string]any) { f := table(p, 0)["first"].([]any); f[0] = f[0].([]any)[1:] }, "first rows"},
	{"private with rows", func(p map[string]any) { p["private"] = true }, "but is private"},
	{"settings that are none", func(p map[string]any) { p["settings"] = map[string]any{"records": "many"} }, "records"},
}

func histogram(p map[string]any) map[string]any {
	return column(p, 0, 3)["histogram"].(map[string]any)
}
func words(p map[string]any) map[string]any { return column(p, 0, 1)["words"].(map[string]any) }
func pair(p map[string]any) map[string]any {
	return table(p, 0)["pairs"].([]any)[0].(map[string]any)
}

// TestReadHostile says what is wrong with profiles that nobody has saved.
func TestReadHostile(t *testing.T) {
	sequential(t)
	p := profileOf(t, generator(t, 100, 2))
	for _, table := range p.Tables {
		table.Pairs = table.Pairs[:2]
	}
	good := saved(t, p)
	check := func(name string, r io.Reader, want string) {
		t.Run(name, func(t *testing.T) {
			p, err := report.Read(r)
			if p != nil || !errors.Is(err, report.ErrProfile) || !strings.Contains(err.Error(), want) || len(err.Error()) > 500 {
				t.Errorf("error %.600v, want one with %q", err, want)
			}
		})
	}
	for _, c := range hostile {
		check(c.name, bytes.NewReader(edited(t, good, c.change)), c.want)
	}
	for name, c := range map[string][2]string{
		"nothing":              {"", "not a JSON document"},
		"null":                 {"null", "profile_version is 0"},
		"a list":               {"[]", "array"},
		"half":                 {string(good[:len(good)/2]), "not a JSON document"},
		"two":                  {string(good) + string(good), "not a JSON document"},
		"not a number":         {strings.Replace(string(good), `"rows":100`, `"rows":NaN`, 1), "not a JSON document"},
		"infinite":             {strings.Replace(string(good), `"rows":100`, `"rows":1e999`, 1), "1e999"},
		"a member twice":       {strings.Replace(string(good), `"rows":100`, `"rows":100,"rows":100`, 1), "rows"},
		"deep":                 {`{"tables":` + strings.Repeat("[", 1<<20), "not a JSON document"},
		"deep and closed":      {`{"tables":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + "}", "array"},
		"many empty objects":   {`{"tables":[` + strings.Repeat("{},", 1<<20) + "{}]}", "objects"},
		"many values":          {`{"tables":[{"first":[` + strings.Repeat("[],", 5<<20) + "[]]}]}", "values"},
		"a quote in the title": {`{"title":"\"` + strings.Repeat("{,", 5<<20) + `"}`, "profile_version is 0"},
	} {
		check(name, strings.NewReader(c[0]), c[1])
	}
	t.Run("endless", func(t *testing.T) {
		r := &endless{}
		if _, err := report.Read(r); !errors.Is(err, report.ErrProfile) || r.n > 80<<20 {
			t.Errorf("error %v after %d bytes", err, r.n)
		}
	})
	t.Run("a reader that fails", func(t *testing.T) {
		want := errors.New("broken")
		if _, err := report.Read(io.MultiReader(strings.NewReader("{"), failing{want})); !errors.Is(err, want) || errors.Is(err, report.ErrProfile) {
			t.Errorf("error %v", err)
		}
	})
}

// endless never ends.
type endless struct{ n int }

func (r *endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	r.n += len(b)
	return len(b), nil
}

type failing struct{ err error }

func (r failing) Read([]byte) (int, error) { return 0, r.err }

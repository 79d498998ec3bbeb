package export_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

// TestChangesIdentity: rows of one day and the feed are the rows of the other day, byte for byte.
func TestChangesIdentity(t *testing.T) {
	for _, vehicles := range []synthhub.VehicleRange{{Min: 1, Max: 1}, {Min: 1, Max: 64}} {
		s := synthhub.Settings{Records: 300, Seed: 42, Vehicles: vehicles}
		for _, days := range pairs {
			for _, e := range append(synthhub.Entities(), bills) {
				t.Run(fmt.Sprintf("%v/%s/%s", vehicles, strings.Join(days[:], "/"), e.Table().Name()), func(t *testing.T) {
					t.Parallel()
					from, to := on(t, s, days[0]), on(t, s, days[1])
					for _, name := range []string{export.FormatNDJSON, export.FormatCSV} {
						list := checkIdentity(t, from, to, e, name)
						back := checkIdentity(t, to, from, e, name)
						if n, m := countsOf(list), countsOf(back); n.Created != m.Deleted || n.Updated != m.Updated || n.Deleted != m.Created {
							t.Errorf("%+v changes, and %+v backwards", n, m)
						}
					}
				})
			}
		}
	}
}

// TestChangesOrder: lines are in the order of the records, and within one of them as documented.
func TestChangesOrder(t *testing.T) {
	s := synthhub.Settings{Records: 40, Seed: 42}
	from, to := on(t, s, "2023-07-01"), on(t, s, "2024-07-01")
	var b bytes.Buffer
	if _, err := export.Changes(t.Context(), &b, from, to, bills); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range changesOf(t, bills, b.String(), export.FormatNDJSON)[:6] {
		var row bill
		text := c.After
		if c.Op == "d" {
			text = c.Before
		}
		if err := billTable.ParseJSON(&row, string(text)); err != nil {
			t.Fatal(err)
		}
		at, _ := from.Find(row.PersonID)
		got = append(got, fmt.Sprint(at.Slot, c.Op, row.Year))
	}
	want := []string{"0u2023", "0d2021", "0c2024", "1u2023", "1d2021", "1c2024"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestNoChanges: a feed of equal days is empty.
func TestNoChanges(t *testing.T) {
	g := generator(t, middle)
	for _, e := range append(synthhub.Entities(), bills) {
		for _, name := range []string{export.FormatNDJSON, export.FormatCSV} {
			for _, to := range []synthhub.Source{g, bundle(t, middle)} {
				var b bytes.Buffer
				counts, err := export.Changes(t.Context(), &b, g, to, e, export.Formats(name))
				if err != nil || counts.Total() != 0 || len(changesOf(t, e, b.String(), name)) > 0 && name == export.FormatCSV || name == export.FormatNDJSON && b.Len() > 0 {
					t.Errorf("%s as %s: %+v, %v:\n%s", e.Table().Name(), name, counts, err, &b)
				}
			}
		}
	}
}

// TestChangesSameBytes: neither workers nor sources nor parts change a byte.
func TestChangesSameBytes(t *testing.T) {
	from, to := on(t, middle, "2025-01-01"), on(t, middle, "2025-01-03")
	bundleFrom, err := from.Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	bundleTo, err := to.Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range append(synthhub.Entities(), bills, bills.WithDays(everyDay)) {
		for _, name := range []string{export.FormatNDJSON, export.FormatCSV} {
			feed := func(from, to synthhub.Source, opts ...export.Option) string {
				var b bytes.Buffer
				if _, err := export.Changes(t.Context(), &b, from, to, e, append(opts, export.Formats(name))...); err != nil {
					t.Fatal(err)
				}
				return b.String()
			}
			want := feed(from, to, export.Workers(1))
			parts := ""
			for part := range 7 {
				parts += feed(from, to, export.Part(part+1, 7))
			}
			for how, got := range map[string]string{
				"3 workers": feed(from, to, export.Workers(3)), "8 workers": feed(from, to, export.Workers(8)), "bundles": feed(bundleFrom, bundleTo),
				"a generator and a bundle": feed(from, bundleTo), "7 parts": parts,
			} {
				if diff := difference(want, got); diff != "" {
					t.Errorf("%s as %s with %s:\n%s", e.Table().Name(), name, how, diff)
				}
			}
		}
	}
}

// TestChangesOfSelected: bundles of selected records are compared too, by position.
func TestChangesOfSelected(t *testing.T) {
	from, to := on(t, small, "2025-01-01"), on(t, small, "2025-06-01")
	list := func(g *synthhub.Generator, slots ...int) *synthhub.Bundle {
		var records []synthhub.Record
		for _, slot := range slots {
			records = append(records, g.Record(slot))
		}
		return synthhub.NewBundle(metadataOf(t, g), records)
	}
	var stay []int // the slots whose vehicles are the same ones in the end
	for slot := range from.Len() {
		if a, b := from.Record(slot), to.Record(slot); len(a.Vehicles) == len(b.Vehicles) && !slices.ContainsFunc(a.Vehicles, func(v synthhub.Vehicle) bool {
			return !slices.ContainsFunc(b.Vehicles, func(o synthhub.Vehicle) bool { return o.ID == v.ID })
		}) {
			stay = append(stay, slot)
		}
	}
	one, other, third := stay[1], stay[0], stay[2]
	for _, e := range append(synthhub.Entities(), bills) {
		if n := countsOf(checkIdentity(t, list(from, one, other), list(to, one, other), e, export.FormatNDJSON)); e.Table().Name() != "bills" && n.Created+n.Deleted > 0 {
			t.Errorf("%s of the same slots: %+v", e.Table().Name(), n)
		}
		n := countsOf(checkIdentity(t, list(from, one, other), list(to, other, third), e, export.FormatNDJSON))
		if n.Created == 0 || n.Deleted == 0 {
			t.Errorf("%s of other slots: %+v", e.Table().Name(), n)
		}
	}
}

// TestOtherBooks: the sources must be one book, and the error says what differs.
func TestOtherBooks(t *testing.T) {
	base := synthhub.Settings{Records: 20, Seed: 42}
	for _, c := range []struct {
		change func(*synthhub.Settings)
		want   string
	}{
		{func(s *synthhub.Settings) { s.Records = 21 }, "setting Records is 20 for the first day, and 21 for the second"},
		{func(s *synthhub.Settings) { s.Seed = 43 }, "setting Seed is 42 for the first day, and 43 for the second"},
		{func(s *synthhub.Settings) { s.Book = "north" }, `setting Book is "" for the first day, and "north" for the second`},
		{func(s *synthhub.Settings) { s.CommercialShare = 5 }, "setting CommercialShare is 30 for the first day, and 5 for the second"},
		{func(s *synthhub.Settings) { s.Vehicles.Max = 2 }, "setting Vehicles is 1 to 1 for the first day, and 1 to 2 for the second"},
		{func(s *synthhub.Settings) { s.Contact = synthhub.Contact{Team: "T", Email: "t@example.com"} }, "setting Contact is {Synthetic Data Stewards"},
		{func(s *synthhub.Settings) { *s = withExtension(t, *s, "claims", 3) }, `setting Extensions.claims is "" for the first day, and "{\"rate\":3}" for the second`},
	} {
		other := base
		c.change(&other)
		from, to := on(t, base, "2025-01-01"), on(t, other, "2025-02-01")
		_, err := export.Changes(t.Context(), nil, from, to, synthhub.Persons)
		if !errors.Is(err, export.ErrDays) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %s", err, c.want)
		}
	}
	one, two := on(t, base, "2025-01-01"), on(t, base, "2025-02-01")
	short := synthhub.NewBundle(metadataOf(t, two), slices.Collect(func(yield func(synthhub.Record) bool) { yield(two.Record(0)) }))
	if _, err := export.Changes(t.Context(), nil, one, short, synthhub.Persons); !errors.Is(err, export.ErrDays) || !strings.Contains(err.Error(), "20 records on the first day, and 1 on the second") {
		t.Error(err)
	}
	workers := base
	workers.Workers = 7
	if _, err := export.Changes(t.Context(), &bytes.Buffer{}, one, on(t, workers, "2025-02-01"), synthhub.Persons); err != nil {
		t.Error(err)
	}
}

// A word is a row with a key that JSON and CSV must escape.
type word struct {
	Word string
	On   schema.Date
}

// TestChangesKeys: the key of a line is a JSON string with the text of the key column, whatever its kind.
func TestChangesKeys(t *testing.T) {
	texts := []string{`plain`, `a "b"`, `c\d`, "é", "日本", "<&>", "x,y"}
	words := synthhub.NewEntityWithSettings(schema.New("words", "Words.", func(w *word) []schema.Column {
		return []schema.Column{schema.Field(&w.Word, "word", "A word.", schema.Key), schema.Field(&w.On, "on_day", "A day.")}
	}), func(s synthhub.Settings) (func(*synthhub.Record, []word) []word, error) {
		return func(_ *synthhub.Record, dst []word) []word {
			for _, text := range texts {
				dst = append(dst, word{text, s.AsOf})
			}
			return dst
		}, nil
	})
	s := synthhub.Settings{Records: 1, Seed: 42}
	from, to := on(t, s, "2023-07-01"), on(t, s, "2024-07-01")
	var got []string
	for _, c := range checkIdentity(t, from, to, words, export.FormatNDJSON) {
		got = append(got, c.Key)
	}
	if diff := cmp.Diff(texts, got); diff != "" {
		t.Error(diff)
	}
	var b bytes.Buffer
	counter := synthhub.NewEntityWithSettings(remarkTable, func(s synthhub.Settings) (func(*synthhub.Record, []remark) []remark, error) {
		return func(_ *synthhub.Record, dst []remark) []remark {
			return append(dst, remark{ID: -7, Note: s.AsOf.String()})
		}, nil
	})
	if _, err := export.Changes(t.Context(), &b, from, to, counter); err != nil || !strings.HasPrefix(b.String(), `{"op":"u","table":"remarks","key":"-7","before":{"remark_id":-7,"note":"2023-07-01",`) {
		t.Errorf("%v, %s", err, &b)
	}
}

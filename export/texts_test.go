package export_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

// A label is a value with text methods, which a column stores as KindCustom.
type label struct{ text string }

func (l label) MarshalText() ([]byte, error) { return []byte(l.text), nil }

func (l *label) UnmarshalText(b []byte) error {
	l.text = string(b)
	return nil
}

// A remark has text in each form that a user can give it.
type remark struct {
	ID    int
	Note  string
	Label label
	Other *label
}

var remarkTable = schema.New("remarks", "Remarks.", func(r *remark) []schema.Column {
	return []schema.Column{
		schema.Field(&r.ID, "remark_id", "Number.", schema.Key), schema.Field(&r.Note, "note", "A text.", schema.Optional),
		schema.Field(&r.Label, "label", "A text.", schema.Optional), schema.Field(&r.Other, "other", "A text or null."),
	}
})

// remarks returns an entity with two rows for each record. The second row of record 700 has a
// text in one column.
func remarks(column, text string) synthhub.Entity {
	return synthhub.NewEntity(remarkTable, func(r *synthhub.Record, dst []remark) []remark {
		one, two := remark{ID: 2 * r.Slot, Note: "one"}, remark{ID: 2*r.Slot + 1, Note: "two"}
		if r.Slot == 700 {
			switch column {
			case "note":
				two.Note = text
			case "label":
				two.Label = label{text}
			case "other":
				two.Other = &label{text}
			}
		}
		return append(dst, one, two)
	})
}

// writers are all functions that write rows as text.
func writers(t *testing.T, src synthhub.Source, e synthhub.Entity) map[string]func(opts ...export.Option) error {
	ctx := context.Background()
	return map[string]func(opts ...export.Option) error{
		"CSV":    func(opts ...export.Option) error { return export.CSV(ctx, io.Discard, src, e, opts...) },
		"NDJSON": func(opts ...export.Option) error { return export.NDJSON(ctx, io.Discard, src, e, opts...) },
		"Dataset": func(opts ...export.Option) error {
			return export.Dataset(ctx, io.Discard, src, append(opts, export.With(e))...)
		},
		"Snapshot": func(opts ...export.Option) error {
			dir := filepath.Join(t.TempDir(), "target")
			_, err := export.Snapshot(ctx, dir, src, append(opts, export.With(e))...)
			if _, stat := os.Stat(dir); (stat == nil) != (err == nil) || len(siblings(t, dir)) > 0 {
				t.Errorf("after the error %v: the folder: %v", err, stat)
			}
			return err
		},
	}
}

// TestBadTexts: a text that validation refuses ends the export with an error that says where
// it is, unless rows are faulty by design.
func TestBadTexts(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Records: 720})
	for _, text := range []string{"a\nb", "\n", "a\rb", "a\tb", "nul\x00", "\x1b[31m", "del\x7f", "a text of more than sixteen bytes\x7f", "c1\u0085", "line\u2028", "\ufeffmark", "latin \xe9", "\xff"} {
		for _, column := range []string{"note", "label", "other"} {
			if column != "note" && text != "a\nb" && text != "del\x7f" {
				continue
			}
			t.Run(fmt.Sprintf("%s %q", column, text), func(t *testing.T) {
				t.Parallel()
				for name, run := range writers(t, g, remarks(column, text)) {
					err := run()
					want := fmt.Sprintf("write remarks, row 1402: column %s is %q", column, text)
					if !errors.Is(err, export.ErrText) || !strings.Contains(err.Error(), want) {
						t.Errorf("%s: error %v, want ErrText and %s", name, err, want)
					}
					if err := run(export.Faulty()); err != nil {
						t.Errorf("%s, faulty by design: %v", name, err)
					}
				}
			})
		}
	}
}

// TestBadTextChanges: feeds and histories have no such texts either. Rows that do not change are not
// looked at.
func TestBadTextChanges(t *testing.T) {
	t.Parallel()
	s := synthhub.Settings{Records: 720}
	from, to := on(t, s, "2025-01-01"), on(t, s, "2025-01-02")
	changing := synthhub.NewEntityWithSettings(remarkTable, func(s synthhub.Settings) (func(*synthhub.Record, []remark) []remark, error) {
		return func(r *synthhub.Record, dst []remark) []remark {
			row := remark{ID: r.Slot}
			if r.Slot == 701 {
				row.Note = s.AsOf.String() + "\x1b"
			}
			return append(dst, row)
		}, nil
	})
	for _, name := range []string{export.FormatCSV, export.FormatNDJSON} {
		run := map[string]func(e synthhub.Entity, opts ...export.Option) error{
			"changes": func(e synthhub.Entity, opts ...export.Option) error {
				_, err := export.Changes(t.Context(), io.Discard, from, to, e, append(opts, export.Formats(name))...)
				return err
			},
			"history": func(e synthhub.Entity, opts ...export.Option) error {
				_, err := export.History(t.Context(), io.Discard, from, from.Settings().AsOf, to.Settings().AsOf, e, append(opts, export.Formats(name))...)
				return err
			},
		}
		for what, run := range run {
			err := run(changing)
			if !errors.Is(err, export.ErrText) || !strings.Contains(err.Error(), "record 701") || !strings.Contains(err.Error(), `column note is "2025-01-01\x1b"`) {
				t.Errorf("%s as %s: error %v", what, name, err)
			}
			if err := run(changing, export.Faulty()); err != nil {
				t.Errorf("%s as %s, faulty by design: %v", what, name, err)
			}
		}
		if err := run["changes"](remarks("note", "a\nb")); err != nil {
			t.Errorf("a row that does not change: %v", err)
		}
	}
}

// TestGoodTexts: text that needs escapes in one format or another is no error, also while
// another goroutine writes bad rows of the same table.
func TestGoodTexts(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Records: 720})
	bad := remarks("note", "a\nb")
	for _, text := range []string{"", `"`, `a "b", c\d`, "é", "日本語", " blank", "👍🏽", "\u00a0", "\ufffd"} {
		for _, column := range []string{"note", "other"} {
			for name, run := range writers(t, g, remarks(column, text)) {
				done := make(chan error)
				go func() { done <- export.CSV(context.Background(), io.Discard, g, bad, export.Faulty()) }()
				if err := run(); err != nil {
					t.Errorf("%s %q as %s: %v", column, text, name, err)
				}
				if err := <-done; err != nil {
					t.Error(err)
				}
			}
		}
	}
}

// TestBadTextInBundle: governed rows can be changed too.
func TestBadTextInBundle(t *testing.T) {
	t.Parallel()
	b := bundle(t, small)
	b.Persons[3].City = "New\nYork"
	err := export.CSV(t.Context(), io.Discard, b, synthhub.Persons)
	if !errors.Is(err, export.ErrText) || !strings.Contains(err.Error(), `persons, row 4: column city is "New\nYork"`) {
		t.Errorf("error %v", err)
	}
}

// TestReadmeRunsNothing: the command in a README gives the contact to a shell as it is.
func TestReadmeRunsNothing(t *testing.T) {
	t.Parallel()
	s := synthhub.Settings{Records: 2, Contact: synthhub.Contact{Team: "Data $(touch it) 'team'", Email: "a@example.com"}}
	dir := filepath.Join(t.TempDir(), "target")
	if _, err := export.Snapshot(t.Context(), dir, generator(t, s)); err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(dir, "README_SNAPSHOT_V0_1.md"))
	if err != nil {
		t.Fatal(err)
	}
	if want := `--contact-team 'Data $(touch it) '\''team'\''' --contact-email 'a@example.com'`; !strings.Contains(string(readme), want) {
		t.Errorf("the README does not have %s:\n%s", want, readme)
	}
}

// TestReadmeCells: a sentence with a bar stays in its cell.
func TestReadmeCells(t *testing.T) {
	t.Parallel()
	type bar struct{ ID int }
	table := schema.New("bars", "Bars | rods.", func(b *bar) []schema.Column {
		return []schema.Column{schema.Field(&b.ID, "bar_id", "Number | id.", schema.Key)}
	})
	e := synthhub.NewEntity(table, func(r *synthhub.Record, dst []bar) []bar { return append(dst, bar{r.Slot}) })
	_, files := snapshotFiles(t, generator(t, synthhub.Settings{Records: 2}), export.With(e))
	for _, want := range []string{`Bars \| rods.`, `| Number \| id. |`} {
		if !strings.Contains(files["README_SNAPSHOT_V0_1.md"], want) {
			t.Errorf("the README does not have %s", want)
		}
	}
}

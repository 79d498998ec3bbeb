package synthtest_test

import (
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/synthtest"
)

// A report has a column of every kind, and nullable columns.
type report struct {
	ID       uuid.UUID
	PersonID *uuid.UUID
	Count    uint16
	Price    int64
	Tip      *int32
	At       time.Time
	Seen     *time.Time
	Weight   float64
	Length   sql.Null[float64]
	Checked  *bool
	Color    tag
	Line     *synthhub.LineOfBusiness
	On       *schema.Date
	Mark     sql.Null[tag]
}

// A tag is a type with MarshalText but not AppendText.
type tag [4]byte

func (c tag) MarshalText() ([]byte, error)     { return []byte(hex.EncodeToString(c[:])), nil }
func (c *tag) UnmarshalText(text []byte) error { _, err := hex.Decode(c[:], text); return err }

var reportTable = schema.New("visits", "Reports of every kind.", func(r *report) []schema.Column {
	return []schema.Column{
		schema.Field(&r.ID, "report_id", "Identifier.", schema.Key), schema.Field(&r.PersonID, "person_id", "Who wrote it.", schema.Ref("persons.person_id")),
		schema.Field(&r.Count, "count", "Number.", schema.Range(0, 1000)), schema.Field(&r.Price, "price", "Price.", schema.Scale(2), schema.Range(0, 99_999)),
		schema.Field(&r.Tip, "tip", "Tip.", schema.Scale(2), schema.Range(1, 500)), schema.Field(&r.At, "at", "Time.", schema.AsOf), schema.Field(&r.Seen, "seen", "Time.", schema.AsOf),
		schema.Field(&r.Weight, "weight", "Weight.", schema.Range(0, 500)), schema.Field(&r.Length, "length", "Length."), schema.Field(&r.Checked, "checked", "Truth."),
		schema.Field(&r.Color, "color", "Color."), schema.Field(&r.Line, "line", "Line."), schema.Field(&r.On, "on", "Day."), schema.Field(&r.Mark, "mark", "Mark."),
	}
})

// testReports tests valid reports that corrupt has changed.
func testReports(t *testing.T, corrupt func(r *synthhub.Record, x *report)) error {
	t.Helper()
	return synthtest.TestEntities(t, settings, synthhub.NewEntityWithSettings(reportTable, func(s synthhub.Settings) (func(*synthhub.Record, []report) []report, error) {
		ids, draws := s.Label("reports", "report_id").NewIDs(), s.Label("reports", "price")
		return func(r *synthhub.Record, dst []report) []report {
			draw := draws.At(r.Key, 0)
			cents := draw.IntN(100_000)
			at := s.AsOf.Time().Add(-time.Duration(draw.IntN(1e9)) * time.Microsecond)
			x := report{
				ID: ids.ID(r.Key, 0), Count: uint16(cents % 1000), Price: int64(cents), At: at, Weight: float64(cents) / 300, Color: tag{1, byte(cents)},
			}
			if cents%3 > 0 {
				id, tip, done, line, on := r.Person.ID, int32(cents%500+1), cents%2 == 0, r.Person.LOBType, r.Person.DateOfBirth
				x.PersonID, x.Tip, x.Seen, x.Checked, x.Line, x.On = &id, &tip, &at, &done, &line, &on
				x.Length, x.Mark = sql.Null[float64]{V: -1 / float64(cents+1), Valid: true}, sql.Null[tag]{V: x.Color, Valid: true}
			}
			corrupt(r, &x)
			return append(dst, x)
		}, nil
	}))
}

func TestGoodKinds(t *testing.T) {
	if err := testReports(t, func(*synthhub.Record, *report) {}); err != nil {
		t.Error(err)
	}
}

// TestBrokenKinds plants mistakes in values of the less common kinds.
func TestBrokenKinds(t *testing.T) {
	for _, c := range []struct {
		reason  string
		corrupt func(r *synthhub.Record, x *report)
		promise synthtest.Promise
		column  string
		why     string
	}{
		{"not a number", func(_ *synthhub.Record, x *report) { x.Length = sql.Null[float64]{V: math.NaN(), Valid: true} }, synthtest.Valid, "length", "finite"},
		{"a weight out of range", func(_ *synthhub.Record, x *report) { x.Weight = 500.5 }, synthtest.Valid, "weight", "0 to 500"},
		{"a price out of range", func(_ *synthhub.Record, x *report) { x.Price = 100_000 }, synthtest.Valid, "price", "0.00 to 999.99"},
		{"a tip of 0", func(_ *synthhub.Record, x *report) { x.Tip = new(int32) }, synthtest.Valid, "tip", "0.01 to 5.00"},
		{"nanoseconds", func(_ *synthhub.Record, x *report) { x.At = x.At.Add(1) }, synthtest.Valid, "at", "microseconds"},
		{"no time", func(_ *synthhub.Record, x *report) { x.At = time.Time{} }, synthtest.Valid, "at", "empty"},
		{"a day that is present and empty", func(_ *synthhub.Record, x *report) { x.On = new(schema.Date) }, synthtest.Valid, "on", "null, or not empty"},
		{"the clock", func(_ *synthhub.Record, x *report) { x.At = time.Now().Truncate(time.Microsecond) }, synthtest.Deterministic, "at", ""},
		{"the hour of the clock", func(_ *synthhub.Record, x *report) { x.At = time.Now().UTC().Truncate(time.Hour) }, synthtest.Clockless, "at", ""},
		{"a pointer into the record", func(r *synthhub.Record, x *report) { x.On = &r.Person.DateOfBirth }, synthtest.Deterministic, "on", ""},
	} {
		t.Run(c.reason, func(t *testing.T) {
			err := testReports(t, c.corrupt)
			mustBreak(t, err, c.promise, c.column)
			if !strings.Contains(fmt.Sprint(err), c.why) {
				t.Errorf("error %v, want one with %q", err, c.why)
			}
		})
	}
}

// A lossy type cuts the text that it reads.
type lossy string

func (l lossy) AppendText(b []byte) ([]byte, error) { return append(b, l...), nil }

func (l *lossy) UnmarshalText(b []byte) error { *l = lossy(b[:min(len(b), 3)]); return nil }

// A wasteful type allocates a text and then appends it.
type wasteful int

func (w wasteful) AppendText(b []byte) ([]byte, error) { return fmt.Append(b, int(w), "x"), nil }

func (w *wasteful) UnmarshalText(b []byte) error {
	_, err := fmt.Sscanf(string(b), "%dx", (*int)(w))
	return err
}

// TestTextMethods plants values whose text is lost, changed or allocated.
func TestTextMethods(t *testing.T) {
	type stop struct {
		ID    uuid.UUID
		Word  lossy
		Plain string
		Sum   wasteful
	}
	for _, c := range []struct {
		reason  string
		promise synthtest.Promise
		column  func(*stop) schema.Column
		value   stop
	}{
		{"the text read is shorter than the text written", synthtest.CSV, func(s *stop) schema.Column { return schema.Field(&s.Word, "word", "A word.") }, stop{Word: "much"}},
		{"a text that JSON cannot hold", synthtest.JSON, func(s *stop) schema.Column { return schema.Field(&s.Plain, "plain", "A text.") }, stop{Plain: "\xff"}},
		{"a text is allocated before it is appended", synthtest.Lean, func(s *stop) schema.Column { return schema.Field(&s.Sum, "sum", "A sum.") }, stop{Sum: 1 << 20}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			table := schema.New("visits", "Stops.", func(s *stop) []schema.Column {
				return []schema.Column{schema.Field(&s.ID, "stop_id", "Identifier of the stop.", schema.Key), c.column(s)}
			})
			err := synthtest.TestEntities(t, settings, synthhub.NewEntityWithSettings(table, func(s synthhub.Settings) (func(*synthhub.Record, []stop) []stop, error) {
				ids := s.Label("stops", "stop_id").NewIDs()
				return func(r *synthhub.Record, dst []stop) []stop {
					v := c.value
					v.ID = ids.ID(r.Key, 0)
					return append(dst, v)
				}, nil
			}))
			if !errors.Is(err, c.promise) {
				t.Errorf("want a breach of %q, got: %v", c.promise, err)
			}
		})
	}
}

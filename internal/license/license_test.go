package license

import (
	"fmt"
	"slices"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/strata"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// stateOf returns the index of a USPS code.
func stateOf(code string) uint8 { return uint8(slices.Index(vocab.States[:], code)) }

// TestAlone: months count by the calendar, and where a month has no such day, the next one begins.
func TestAlone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ state, birth, want string }{
		{"CA", "2000-05-17", "2016-05-17"}, // 192 months
		{"CA", "2000-02-29", "2016-02-29"},
		{"NJ", "2000-02-29", "2017-03-01"}, // 204 months
		{"SD", "2000-08-31", "2015-03-01"}, // 174 months
		{"SD", "2000-08-28", "2015-02-28"},
		{"SD", "2001-08-30", "2016-03-01"},
		{"SD", "2001-08-29", "2016-02-29"},
		{"SD", "2001-06-30", "2015-12-30"},
		{"SD", "2001-07-01", "2016-01-01"},
		{"NY", "2001-06-15", "2017-12-15"}, // 198 months
		{"VA", "2001-12-31", "2018-03-31"}, // 195 months
	} {
		t.Run(c.state+" "+c.birth, func(t *testing.T) {
			birth, err := schema.ParseDate(c.birth)
			if err != nil {
				t.Fatal(err)
			}
			if got := Alone(birth, stateOf(c.state)).String(); got != c.want {
				t.Errorf("from %s, want %s", got, c.want)
			}
			alone, adult := Alone(birth, stateOf(c.state)), birth.AddYears(AgeOfMajority)
			for _, later := range []schema.Date{adult.AddDays(-1), adult} {
				early := OldEnough(birth, alone.AddDays(-1), later, stateOf(c.state))
				if want := later == adult && c.state != "SD"; early != want || !OldEnough(birth, alone, later, stateOf(c.state)) {
					t.Errorf("licensed a day early, and looked at on %v: old enough %t, want %t", later, early, want)
				}
			}
		})
	}
	if d := Alone(schema.Date{}, 1); d.IsValid() {
		t.Errorf("without a day of birth from %v", d)
	}
}

// TestForViolations: of the first, second and third violation within three years the governed
// shares lead to a suspension, which begins with the violation.
func TestForViolations(t *testing.T) {
	t.Parallel()
	const persons, last = 4000, 1500
	l := draw.NewLabel(1, "suspension")
	for _, c := range []struct {
		name       string
		violations []Day // not sorted
		first      Day
		percent    uint64 // of the persons who are suspended for the last violation
	}{
		{"one", []Day{last}, last, vocab.SuspendedPercent[0]},
		{"two", []Day{last, 700}, last, vocab.SuspendedPercent[1]},
		{"two, too far apart", []Day{last, last - vocab.IncidentDays}, last, vocab.SuspendedPercent[0]},
		{"two, nearly too far apart", []Day{last, last - vocab.IncidentDays + 1}, last, vocab.SuspendedPercent[1]},
		{"three", []Day{700, last, 600}, last, vocab.SuspendedPercent[2]},
		{"five", []Day{700, last, 600, 601, 1400}, last, vocab.SuspendedPercent[2]},
		{"three, over", []Day{700, last, 600}, last + vocab.MaxSuspension, 0},
		{"three, the last days", []Day{700, last, 600}, last + vocab.MinSuspension - 1, 100},
		{"none", nil, last, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := uint64(0)
			for key := range uint64(persons) {
				h := Holder{Occupant: &timeline.Occupant{Key: key}}
				h.ForViolations(slices.Clone(c.violations), l, c.first, func(from, until Day) {
					if until <= c.first || until-from < vocab.MinSuspension || until-from > vocab.MaxSuspension || !slices.Contains(c.violations, from) {
						t.Fatalf("key %d: from %d to %d", key, from, until)
					}
					if from == last {
						n++
					}
				})
			}
			if want := c.percent * persons / 100; n < want*8/10 || n > want*12/10 || c.percent == 100 && n != persons {
				t.Errorf("%d are suspended, want about %d", n, want)
			}
		})
	}
}

// TestOther: a suspension without violations lasts from MinSuspension to MaxOtherSuspension days,
// once in OtherSuspensionDays, for one of OtherSuspended drivers, after the first license.
func TestOther(t *testing.T) {
	t.Parallel()
	const persons, day = 20_000, 2000
	l := draw.NewLabel(2, "license_status")
	with, suspended := 0, 0
	for key := range uint64(persons) {
		h := Holder{Licensed: -5000, Drawn: l.Draw(key)}
		from, until := h.Other(day)
		if until < 0 {
			continue
		}
		with++
		if length := until - from; from > day || from <= day-2*vocab.OtherSuspensionDays || length < vocab.MinSuspension || length > vocab.MaxOtherSuspension {
			t.Fatalf("key %d: from %d to %d", key, from, until)
		}
		if again, end := h.Other(from); again != from || end != until {
			t.Fatalf("key %d: from %d to %d, and looked at from its first day %d to %d", key, from, until, again, end)
		}
		if h.Licensed = from; fmt.Sprint(h.Other(day)) != "-1 -1" {
			t.Fatalf("key %d: suspended from the day of the first license", key)
		}
		if day < until {
			suspended++
		}
	}
	if want := persons / vocab.OtherSuspended; with < want*9/10 || with > want*11/10 {
		t.Errorf("%d of %d can be suspended, want about %d", with, persons, want)
	}
	if want := with * (vocab.MinSuspension + vocab.MaxOtherSuspension) / 2 / vocab.OtherSuspensionDays; suspended < want*7/10 || suspended > want*13/10 {
		t.Errorf("%d of %d are suspended, want about %d", suspended, with, want)
	}
}

// TestExpiry: licenses expire on birthdays, in California five years apart. A move to another
// state begins with a new license.
func TestExpiry(t *testing.T) {
	t.Parallel()
	birth := schema.NewDate(1980, 6, 15)
	var drawn, late uint64 // draws with which no license is renewed late, and that of the 40th birthday
	for n := range uint64(1000) {
		h := Holder{Drawn: n}
		if h.late(40) == 0 && h.late(45) == 0 {
			drawn = n
		}
		if days := h.late(40); days > 100 && days < 200 {
			late = n
		}
	}
	on := func(date string) Day {
		d, err := schema.ParseDate(date)
		if err != nil {
			t.Fatal(err)
		}
		return Day(d.DaysSince(schema.NewDate(2015, 1, 1)))
	}
	resident := strata.Place{Placement: strata.Placement{Issuer: stateOf("CA")}}
	moved := strata.Place{Placement: strata.Placement{Issuer: stateOf("TX")}, Moves: 1, Since: on("2016-03-01")} // 8 years
	before := strata.Place{Placement: strata.Placement{Issuer: stateOf("TX")}, Moves: 1, Since: on("2005-03-01")}
	for _, c := range []struct {
		name    string
		place   strata.Place
		drawn   uint64
		day     string
		age     int
		expires int
	}{
		{"first licensed at 20, in the fourth term", resident, drawn, "2020-06-14", 39, 40},
		{"on the day of expiry the license is renewed", resident, drawn, "2020-06-15", 40, 40},
		{"and the next day the new term is there", resident, drawn, "2020-06-16", 40, 45},
		{"four years later", resident, drawn, "2025-06-14", 44, 45},
		{"late, on the day of expiry", resident, late, "2020-06-15", 40, 40},
		{"late, a day after it", resident, late, "2020-06-16", 40, 40},
		{"late, 100 days after it", resident, late, "2020-09-23", 40, 40},
		{"renewed after less than 200 days", resident, late, "2021-01-01", 40, 45},
		{"moved at 35, so a term until 43", moved, late, "2020-06-16", 40, 43},
		{"the license is older than the tenure", before, drawn, "2020-06-16", 40, 44},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := Holder{Occupant: &timeline.Occupant{Born: on("1980-06-15"), From: on("2010-01-01")}, Licensed: on("2000-07-01"), Drawn: c.drawn}
			want := Day(birth.AddYears(c.expires).DaysSince(schema.NewDate(2015, 1, 1)))
			if at := h.Expiry(&c.place, c.age, on(c.day)); at != want {
				t.Errorf("expires on day %d, want %d", at, want)
			}
		})
	}
}

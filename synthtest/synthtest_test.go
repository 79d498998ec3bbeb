package synthtest_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/synthtest"
)

// A visit is a row of a user-defined entity: one for each vehicle.
type visit struct {
	ID        uuid.UUID
	VehicleID uuid.UUID
	On        synthhub.Date
	Cents     int
	Note      string
	Shop      shop
}

// A shop is a type with text methods.
type shop struct{ town string }

func (s shop) AppendText(b []byte) ([]byte, error) { return append(b, s.town...), nil }
func (s *shop) UnmarshalText(b []byte) error       { s.town = string(b); return nil }

func visitColumns(v *visit) []schema.Column {
	return []schema.Column{
		schema.Field(&v.ID, "visit_id", "Identifier of the visit.", schema.Key, schema.UUIDVersion(4)),
		schema.Field(&v.VehicleID, "vehicle_id", "The vehicle.", schema.Ref("vehicles.vehicle_id"), schema.UUIDVersion(4), schema.AsOf),
		schema.Field(&v.On, "visited_on", "Day of the visit.", schema.AsOf),
		schema.Field(&v.Cents, "cents", "What it cost.", schema.Range(0, 99_999)),
		schema.Field(&v.Note, "note", "What was said.", schema.Optional),
		schema.Field(&v.Shop, "shop", "Where it was.", schema.Optional, schema.AsOf),
	}
}

var visitTable = schema.New("visits", "Visits to a workshop.", visitColumns)

type visitsOf = func(r *synthhub.Record, dst []visit) []visit

// good generates visits without mistakes.
func good(s synthhub.Settings) (visitsOf, error) {
	ids, cents, days := s.Label("visits", "visit_id").NewIDs(), s.Label("visits", "cents"), s.Label("visits", "visited_on")
	return func(r *synthhub.Record, dst []visit) []visit {
		for k := range r.Vehicles {
			price, day := cents.At(r.Key, k), days.At(r.Key, k)
			dst = append(dst, visit{
				ID: ids.ID(r.Key, k), VehicleID: r.Vehicles[k].ID, On: s.AsOf.AddDays(-day.IntN(365)), Cents: price.IntN(100_000),
				Note: "oil, \"filter\"", Shop: shop{town: r.Person.City},
			})
		}
		return dst
	}, nil
}

// corrupted generates valid visits and calls corrupt to change those of each record.
func corrupted(corrupt func(s synthhub.Settings, r *synthhub.Record, visits []visit) []visit) func(synthhub.Settings) (visitsOf, error) {
	return func(s synthhub.Settings) (visitsOf, error) {
		rows, err := good(s)
		return func(r *synthhub.Record, dst []visit) []visit {
			n := len(dst)
			dst = rows(r, dst)
			return append(dst[:n], corrupt(s, r, dst[n:])...)
		}, err
	}
}

// each is corrupted with a function that changes one visit.
func each(corrupt func(s synthhub.Settings, r *synthhub.Record, v *visit)) func(synthhub.Settings) (visitsOf, error) {
	return corrupted(func(s synthhub.Settings, r *synthhub.Record, visits []visit) []visit {
		for k := range visits {
			corrupt(s, r, &visits[k])
		}
		return visits
	})
}

var settings = synthhub.Settings{Records: 60, Seed: 4, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}}

// test tests the entity of a function that generates visits.
func test(t *testing.T, bind func(synthhub.Settings) (visitsOf, error)) error {
	t.Helper()
	return synthtest.TestEntities(t, settings, synthhub.NewEntityWithSettings(visitTable, bind))
}

func TestGood(t *testing.T) {
	if err := test(t, good); err != nil {
		t.Error(err)
	}
}

// mustBreak fails the test unless err is one problem, of the promise and the column, with a cure.
func mustBreak(t *testing.T, err error, promise synthtest.Promise, column string) {
	t.Helper()
	problem, ok := errors.AsType[*synthtest.Problem](err)
	switch {
	case !errors.Is(err, promise) || !ok:
		t.Errorf("want a breach of %q, got: %v", promise, err)
	case problem.Table != "visits" || problem.Column != column || problem.Why == "":
		t.Errorf("want a problem of visits.%s, got %+v", column, problem)
	case problem.Cure == "":
		t.Errorf("no cure for: %v", err)
	case strings.Contains(err.Error(), "\n"):
		t.Errorf("more than one problem: %v", err)
	}
}

// Each of the following tests plants one mistake.

func TestClock(t *testing.T) {
	mustBreak(t, test(t, each(func(_ synthhub.Settings, _ *synthhub.Record, v *visit) { v.On = schema.DateOf(time.Now()) })), synthtest.Clockless, "visited_on")
}

func TestFastClock(t *testing.T) {
	mustBreak(t, test(t, each(func(_ synthhub.Settings, _ *synthhub.Record, v *visit) {
		v.Note = fmt.Sprint(time.Now().UnixNano())
	})), synthtest.Deterministic, "note")
}

func TestMapRange(t *testing.T) {
	prices := map[string]int{"oil": 4000, "tyre": 9000, "lamp": 700}
	mustBreak(t, test(t, each(func(_ synthhub.Settings, _ *synthhub.Record, v *visit) {
		for _, v.Cents = range prices {
			break
		}
	})), synthtest.Deterministic, "cents")
}

func TestSharedCounter(t *testing.T) {
	var n atomic.Int64
	mustBreak(t, test(t, each(func(_ synthhub.Settings, _ *synthhub.Record, v *visit) { v.Cents = int(n.Add(1)) % 99_999 })), synthtest.Deterministic, "cents")
}

func TestGlobalRandom(t *testing.T) {
	mustBreak(t, test(t, each(func(_ synthhub.Settings, _ *synthhub.Record, v *visit) { v.Cents = rand.IntN(99_999) })), synthtest.Deterministic, "cents")
}

// TestPackageCache plants a value that differs only in a second dataset, as with a cache in a
// package variable.
func TestPackageCache(t *testing.T) {
	var seen atomic.Int64
	mustBreak(t, test(t, func(s synthhub.Settings) (visitsOf, error) {
		nth := seen.Add(1)
		return each(func(_ synthhub.Settings, _ *synthhub.Record, v *visit) { v.Cents = int(nth) })(s)
	}), synthtest.Deterministic, "cents")
}

// TestOrder plants a running total. It starts again at the first record, so that it is the same
// whenever the rows of all records are generated in order.
func TestOrder(t *testing.T) {
	var total atomic.Int64
	mustBreak(t, test(t, corrupted(func(_ synthhub.Settings, r *synthhub.Record, visits []visit) []visit {
		if r.Slot == 0 {
			total.Store(0)
		}
		if last := int64(r.Slot); total.Load()>>32 != last { // counts a record only once in a sequence of calls
			total.Store(last<<32 | total.Load()&0xffff_ffff + 1)
		}
		for k := range visits {
			visits[k].Cents = int(total.Load() & 0xffff)
		}
		return visits
	})), synthtest.Ordered, "cents")
}

func TestWorkers(t *testing.T) {
	mustBreak(t, test(t, each(func(s synthhub.Settings, _ *synthhub.Record, v *visit) { v.Cents = s.Workers })), synthtest.Concurrent, "cents")
}

func TestRecordsReach(t *testing.T) {
	mustBreak(t, test(t, func(s synthhub.Settings) (visitsOf, error) {
		order := s.Label("visits", "cents").NewPermutation(uint64(s.Records))
		return each(func(_ synthhub.Settings, r *synthhub.Record, v *visit) { v.Cents = int(order.At(uint64(r.Slot))) })(s)
	}), synthtest.Prefix, "cents")
}

func TestChangedRecord(t *testing.T) {
	mustBreak(t, test(t, each(func(_ synthhub.Settings, r *synthhub.Record, _ *visit) { r.Vehicles[0].AnnualMileage = 1 })), synthtest.Untouched, "")
}

func TestOtherSlice(t *testing.T) {
	mustBreak(t, test(t, func(s synthhub.Settings) (visitsOf, error) {
		rows, err := good(s)
		return func(r *synthhub.Record, dst []visit) []visit { return rows(r, dst[:0]) }, err
	}), synthtest.Appended, "")
}

func TestDroppedRows(t *testing.T) {
	mustBreak(t, test(t, func(s synthhub.Settings) (visitsOf, error) {
		rows, err := good(s)
		return func(r *synthhub.Record, dst []visit) []visit {
			if len(dst) > 0 {
				return dst
			}
			return rows(r, dst)
		}, err
	}), synthtest.Appended, "")
}

func TestPanic(t *testing.T) {
	mustBreak(t, test(t, each(func(_ synthhub.Settings, r *synthhub.Record, v *visit) { v.Cents = r.Vehicles[1].ValueUSD })), synthtest.AllRecords, "")
}

func TestNoRows(t *testing.T) {
	mustBreak(t, test(t, func(synthhub.Settings) (visitsOf, error) {
		return func(_ *synthhub.Record, dst []visit) []visit { return dst }, nil
	}), synthtest.AllRecords, "")
}

func TestBrokenRule(t *testing.T) {
	mustBreak(t, test(t, each(func(_ synthhub.Settings, r *synthhub.Record, v *visit) {
		if r.Slot == 40 {
			v.Cents = -1
		}
	})), synthtest.Valid, "cents")
}

func TestSameKeys(t *testing.T) {
	mustBreak(t, test(t, func(s synthhub.Settings) (visitsOf, error) {
		ids := s.Label("visits", "visit_id").NewIDs()
		return each(func(_ synthhub.Settings, r *synthhub.Record, v *visit) { v.ID = ids.ID(r.Key/2, 0) })(s)
	}), synthtest.Coherent, "visit_id")
}

func TestDanglingReference(t *testing.T) {
	mustBreak(t, test(t, func(s synthhub.Settings) (visitsOf, error) {
		others := s.Label("cars", "vehicle_id").NewIDs()
		return each(func(_ synthhub.Settings, r *synthhub.Record, v *visit) { v.VehicleID = others.ID(r.Key, 0) })(s)
	}), synthtest.Coherent, "vehicle_id")
}

// TestReproduction plants a mistake that occurs only when the snapshot is reproduced, which is
// the last time that the entity is bound.
func TestReproduction(t *testing.T) {
	var seen, last atomic.Int64
	bind := func(s synthhub.Settings) (visitsOf, error) {
		bad := seen.Add(1) == last.Load()
		return each(func(_ synthhub.Settings, r *synthhub.Record, v *visit) {
			if bad && r.Slot == 30 {
				v.Cents = 7
			}
		})(s)
	}
	if err := test(t, bind); err != nil {
		t.Fatal(err)
	}
	last.Store(seen.Swap(0))
	err := test(t, bind)
	if !errors.Is(err, synthtest.Reproducible) || errors.Is(err, synthtest.Coherent) || !strings.Contains(err.Error(), "snapshot.table.reproduced: visits row 1") {
		t.Errorf("got: %v", err)
	}
}

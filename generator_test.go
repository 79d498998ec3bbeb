package synthhub_test

import (
	"context"
	crand "crypto/rand"
	"encoding/csv"
	"errors"
	"io"
	"math/rand"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-faker/faker/v4"
	"github.com/go-faker/faker/v4/pkg/options"
	"github.com/gocarina/gocsv"
	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
)

// TestSettingsReach: a wider range of vehicles and a larger commercial share change no value
// that does not depend on them.
func TestSettingsReach(t *testing.T) {
	t.Parallel()
	base := generator(t, synthhub.Settings{Records: 500, Seed: 5})
	wide := generator(t, synthhub.Settings{Records: 500, Seed: 5, Vehicles: synthhub.VehicleRange{Min: 1, Max: 30}})
	commercial := generator(t, synthhub.Settings{Records: 500, Seed: 5, CommercialShare: 60})
	switched, replaced := 0, 0
	for i := range 500 {
		a, b, c := base.Record(i), wide.Record(i), commercial.Record(i)
		if diff := cmp.Diff(a.Person, b.Person); diff != "" {
			t.Fatalf("record %d: a wider range of vehicles changes the person:\n%s", i, diff)
		}
		if a.Vehicles[0].Model != b.Vehicles[0].Model {
			replaced++ // by the first choice of another vehicle of the household
		} else if diff := cmp.Diff(a.Vehicles[0], b.Vehicles[0]); diff != "" {
			t.Fatalf("record %d: a wider range of vehicles changes the first vehicle:\n%s", i, diff)
		}
		if a.Person.LOBType == c.Person.LOBType {
			if diff := cmp.Diff(a, c); diff != "" {
				t.Fatalf("record %d: a larger commercial share changes a record of the same line:\n%s", i, diff)
			}
		} else if switched++; a.Person.LOBType != synthhub.LinePersonal {
			t.Fatalf("record %d: a larger commercial share turns a commercial person into a personal one", i)
		}
	}
	if switched == 0 {
		t.Error("no person changed the line of business")
	}
	if replaced > 10 {
		t.Errorf("%d of 500 first vehicles are of another model because the household has more", replaced)
	}
}

// TestNoAmbientInput: the bytes stay the same after a change of every mutable global of every
// dependency, the time zone, the locale, the environment and GOMAXPROCS.
func TestNoAmbientInput(t *testing.T) {
	s := synthhub.Settings{Records: 600, Seed: 11, Vehicles: synthhub.VehicleRange{Max: 3}}
	want := digest(generator(t, s), 0, 600)

	local, reader, gen := time.Local, crand.Reader, uuid.DefaultGenerator
	t.Cleanup(func() { time.Local, crand.Reader, uuid.DefaultGenerator = local, reader, gen })
	time.Local = time.FixedZone("Nowhere", -11*3600)
	crand.Reader = strings.NewReader("")
	uuid.DefaultGenerator = uuid.NewGenWithOptions(uuid.WithRandomReader(strings.NewReader("")))
	for _, name := range []string{"TZ", "LANG", "LC_ALL", "SOURCE_DATE_EPOCH", "GODEBUG", "HOME", "GOMAXPROCS"} {
		t.Setenv(name, "1")
	}
	faker.SetRandomSource(rand.NewSource(1))
	faker.SetCryptoSource(strings.NewReader(strings.Repeat("x", 1<<16)))
	options.SetGenerateUniqueValues(true)
	options.SetIgnoreInterface(true)
	if err := options.SetRandomMapAndSliceMaxSize(3); err != nil {
		t.Fatal(err)
	}
	tag, sep, comb := gocsv.TagName, gocsv.TagSeparator, gocsv.FieldsCombiner
	t.Cleanup(func() {
		gocsv.TagName, gocsv.TagSeparator, gocsv.FieldsCombiner = tag, sep, comb
		gocsv.SetHeaderNormalizer(func(s string) string { return s })
		gocsv.SetCSVWriter(gocsv.DefaultCSVWriter)
		gocsv.SetCSVReader(gocsv.DefaultCSVReader)
	})
	gocsv.TagName, gocsv.TagSeparator, gocsv.FieldsCombiner = "other", ";", "|"
	gocsv.FailIfUnmatchedStructTags, gocsv.FailIfDoubleHeaderNames = true, true
	gocsv.ShouldAlignDuplicateHeadersWithStructFieldOrder = true
	gocsv.SetHeaderNormalizer(strings.ToUpper)
	gocsv.SetCSVWriter(func(w io.Writer) *gocsv.SafeCSVWriter {
		c := csv.NewWriter(w)
		c.Comma, c.UseCRLF = '\t', true
		return gocsv.NewSafeCSVWriter(c)
	})
	gocsv.SetCSVReader(gocsv.LazyCSVReader)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))

	if digest(generator(t, s), 0, 600) != want {
		t.Error("the data depend on something other than the settings")
	}
}

// TestCounts: rows, metadata and profiles agree in their counts, the counts are those of the
// settings, and every vehicle refers to its person.
func TestCounts(t *testing.T) {
	t.Parallel()
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			b := generate(t, v.s)
			m, s := metadataOf(t, b), v.s.Effective()
			if len(b.Persons) != s.Records || len(b.Profiles) != s.Records || m.Count("persons") != s.Records || m.Count("vehicles") != len(b.Vehicles) || m.Count("profiles") != s.Records {
				t.Errorf("%d persons, %d vehicles, %d profiles; metadata %+v", len(b.Persons), len(b.Vehicles), len(b.Profiles), m)
			}
			for r := range b.All() {
				if n := len(r.Vehicles); n < s.Vehicles.Min || n > s.Vehicles.Max || r.Profile.VehicleCount != n {
					t.Fatalf("record %d has %d vehicles, %d in the profile, want %v", r.Slot, n, r.Profile.VehicleCount, s.Vehicles)
				}
				for k := range r.Vehicles {
					if r.Vehicles[k].PersonID != r.Person.ID {
						t.Fatalf("vehicle %d of record %d refers to another person", k, r.Slot)
					}
				}
			}
		})
	}
}

// TestConcurrentUse shares one Generator between goroutines, for the race detector.
func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Records: 2000, Seed: 42, Vehicles: synthhub.VehicleRange{Max: 3}})
	want := digest(g, 500, 700)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			m, err := g.Metadata(t.Context())
			if err != nil || m.Count("vehicles") < 2000 || digest(g, 500, 700) != want {
				t.Errorf("a shared Generator gives other records, or %d vehicles, error %v", m.Count("vehicles"), err)
			}
		})
	}
	group.Wait()
}

// TestGenerateStops: Generate returns the error of its context, and leaves no goroutine.
func TestGenerateStops(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	cause := errors.New("had enough")
	cancel(cause)
	before := runtime.NumGoroutine()
	if b, err := synthhub.Generate(ctx, synthhub.Settings{Records: 100_000}); b != nil || !errors.Is(err, cause) {
		t.Errorf("Generate with an ended context returns %v, %v", b, err)
	}
	ctx, cancel2 := context.WithCancel(t.Context())
	go func() { runtime.Gosched(); cancel2() }()
	// Long enough that it cannot have ended by itself before the cancellation.
	if _, err := synthhub.Generate(ctx, synthhub.Settings{Records: 400_000}); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("Generate returns %v, want the error of the context", err)
	}
	for range 10_000 { // goroutines that are done may take a moment to end; a leaked one stays
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func TestGenerateTooLarge(t *testing.T) {
	// 900 million records exceed the number formats of some states, so this is an error of the
	// settings; 100 million exceed the memory alone.
	if _, err := synthhub.Generate(t.Context(), synthhub.Settings{Records: 900_000_000}); err == nil {
		t.Fatal("900 million records fit into memory")
	}
	_, err := synthhub.Generate(t.Context(), synthhub.Settings{Records: 100_000_000})
	if !errors.Is(err, synthhub.ErrTooLarge) || !strings.Contains(err.Error(), "NewGenerator") {
		t.Errorf("100 million records: %v, want ErrTooLarge with advice", err)
	}
}

// TestMisuse: positions outside the dataset panic.
func TestMisuse(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 10})
	for name, f := range map[string]func(){
		"negative record":     func() { g.Record(-1) },
		"record out of range": func() { g.Record(synthhub.MaxRecords) },
		"negative key":        func() { g.Key(-1) },
		"key out of range":    func() { g.Key(synthhub.MaxRecords) },
		"negative count":      func() { g.VehicleCount(-1) },
		"count out of range":  func() { g.VehicleCount(synthhub.MaxRecords) },
		"negative days":       func() { g.Days(-1, firstDay, lastDay) },
		"days out of range":   func() { g.AppendDays(nil, synthhub.MaxRecords, firstDay, firstDay) },
		"range past the end":  func() { g.Range(0, 11) },
		"range upside down":   func() { g.Range(5, 4) },
	} {
		t.Run(name, func(t *testing.T) {
			if got, _ := panicOf(f).(string); !strings.Contains(got, "is not within 0 and") {
				t.Errorf("got panic %q", got)
			}
		})
	}
	if r := g.Record(10_000_000); r.Person.ID.IsNil() {
		t.Error("the record beyond the dataset is empty")
	}
}

// TestAllocations: a record costs no allocation but its share of a text block.
func TestAllocations(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 10_000, Vehicles: synthhub.VehicleRange{Max: 4}})
	n := testing.AllocsPerRun(5, func() {
		for range g.Range(0, 10_000) {
		}
	})
	if perRecord := n / 10_000; perRecord > 0.02 {
		t.Errorf("%.3f allocations a record", perRecord)
	}
}

package synthhub_test

import (
	"bytes"
	"context"
	crand "crypto/rand"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand"
	"os"
	"path/filepath"
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
	"github.com/synthhub/synthhub/schema"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// digest hashes every row of a source in both encodings.
func digest(t testing.TB, src synthhub.Source, lo, hi int) string {
	t.Helper()
	h := sha256.New()
	var buf []byte
	for r := range src.Range(lo, hi) {
		buf = buf[:0]
		for _, e := range synthhub.Entities() {
			buf, _ = e.AppendCSV(buf, r)
			buf, _ = e.AppendJSON(buf, "\n", r)
		}
		h.Write(buf)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// variants are settings that reach every rule: all states and few, both lines and
// one, single vehicles and fleets, early and late as-of dates.
var variants = []struct {
	name string
	s    synthhub.Settings
}{
	{"default", synthhub.DefaultSettings()},
	{"seed 0", synthhub.Settings{Records: 1000}},
	{"fleets", synthhub.Settings{Records: 1000, Seed: 7, Vehicles: synthhub.VehicleRange{Min: 1, Max: 64}}},
	{"households", synthhub.Settings{Records: 1000, Seed: 7, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}, CommercialShare: synthhub.NoCommercial}},
	{"two states", synthhub.Settings{Records: 1000, Seed: 9, States: []synthhub.State{synthhub.StateCA, synthhub.StateNV}}},
	{"one small state", synthhub.Settings{Records: 1000, Seed: 9, States: []synthhub.State{synthhub.StateDC}, CommercialShare: 100}},
	{"year 2000", synthhub.Settings{Records: 1000, Seed: 3, AsOf: schema.NewDate(2000, 2, 29), Vehicles: synthhub.VehicleRange{Max: 2}}},
	{"year 2039", synthhub.Settings{Records: 1000, Seed: 3, AsOf: schema.NewDate(2039, 12, 31), Vehicles: synthhub.VehicleRange{Max: 2}}},
	{"leap day", synthhub.Settings{Records: 1000, Seed: 3, AsOf: schema.NewDate(2024, 2, 29)}},
}

// TestGolden holds the bytes of v0.1 to what they were. The file changes only with
// the dataset version; until the first release it is renewed with -update.
func TestGolden(t *testing.T) {
	var b strings.Builder
	for _, v := range variants {
		g := generator(t, v.s)
		fmt.Fprintf(&b, "%s %s\n", digest(t, g, 0, g.Len()), v.name)
	}
	file := filepath.Join("testdata", "digests_v0_1.txt")
	if *update {
		if err := errors.Join(os.MkdirAll("testdata", 0o777), os.WriteFile(file, []byte(b.String()), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("the bytes of v0.1 changed (-want +got):\n%s", diff)
	}
}

// TestSameBytes holds D1: however it is made, a dataset is the same.
func TestSameBytes(t *testing.T) {
	s := synthhub.Settings{Records: 1000, Seed: 42, Vehicles: synthhub.VehicleRange{Min: 1, Max: 5}}
	g := generator(t, s)
	want := digest(t, g, 0, 1000)
	for _, workers := range []int{1, 2, 7, 16} {
		s.Workers = workers
		b, err := synthhub.Generate(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if digest(t, b, 0, 1000) != want {
			t.Errorf("%d workers: the bundle differs from the stream", workers)
		}
		if diff := cmp.Diff(metadataOf(t, g), metadataOf(t, b)); diff != "" {
			t.Errorf("%d workers: metadata differ:\n%s", workers, diff)
		}
	}
	// One by one, and from where no batch of the others begins.
	for q := range g.Range(3, 1000) {
		i := q.Slot
		if i%7 > 0 {
			continue
		}
		if diff := cmp.Diff(g.Record(i), *q); diff != "" {
			t.Fatalf("Record(%d) differs from Range:\n%s", i, diff)
		}
	}
}

// TestPrefix holds D2: the first records do not know how many follow.
func TestPrefix(t *testing.T) {
	for _, v := range variants {
		small, large := v.s, v.s
		small.Records, large.Records = 10, 250_000
		if len(v.s.States) == 1 {
			large.Records = 100_000
		}
		if digest(t, generator(t, small), 0, 10) != digest(t, generator(t, large), 0, 10) {
			t.Errorf("%s: the first 10 records differ between 10 and %d", v.name, large.Records)
		}
	}
}

// TestWiderRangeMovesNoFirstVehicle: the settings that shape a dataset reach no
// further than they must.
func TestSettingsReach(t *testing.T) {
	base := generator(t, synthhub.Settings{Records: 500, Seed: 5})
	wide := generator(t, synthhub.Settings{Records: 500, Seed: 5, Vehicles: synthhub.VehicleRange{Min: 1, Max: 30}})
	more := generator(t, synthhub.Settings{Records: 500, Seed: 5, CommercialShare: 60})
	switched := 0
	for i := range 500 {
		a, b, c := base.Record(i), wide.Record(i), more.Record(i)
		if diff := cmp.Diff(a.Person, b.Person); diff != "" {
			t.Fatalf("record %d: a wider range of vehicles changes the person:\n%s", i, diff)
		}
		if diff := cmp.Diff(a.Vehicles[0], b.Vehicles[0]); diff != "" {
			t.Fatalf("record %d: a wider range of vehicles changes the first:\n%s", i, diff)
		}
		if a.Person.LOBType == c.Person.LOBType {
			if diff := cmp.Diff(a, c); diff != "" {
				t.Fatalf("record %d: a larger commercial share changes a record of the same line:\n%s", i, diff)
			}
		} else if switched++; a.Person.LOBType != synthhub.LinePersonal {
			t.Fatalf("record %d: a larger commercial share makes a commercial person personal", i)
		}
	}
	if switched == 0 {
		t.Error("no person changed the line of business")
	}
}

// TestNoAmbientInput holds D4: it changes every mutable global of every dependency,
// the zone, the locale and the environment, and wants the same bytes.
func TestNoAmbientInput(t *testing.T) {
	s := synthhub.Settings{Records: 600, Seed: 11, Vehicles: synthhub.VehicleRange{Max: 3}}
	want := digest(t, generator(t, s), 0, 600)

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

	if digest(t, generator(t, s), 0, 600) != want {
		t.Error("something outside the settings reaches the data")
	}
}

// TestCounts holds D5.
func TestCounts(t *testing.T) {
	for _, v := range variants {
		b, err := synthhub.Generate(t.Context(), v.s)
		if err != nil {
			t.Fatal(err)
		}
		m, s := metadataOf(t, b), v.s.Effective()
		if len(b.Persons) != s.Records || len(b.Profiles) != s.Records || m.Count("persons") != s.Records || m.Count("vehicles") != len(b.Vehicles) || m.Count("profiles") != s.Records {
			t.Errorf("%s: %d persons, %d vehicles, %d profiles; metadata %+v", v.name, len(b.Persons), len(b.Vehicles), len(b.Profiles), m)
		}
		for r := range b.All() {
			i := r.Slot
			if n := len(r.Vehicles); n < s.Vehicles.Min || n > s.Vehicles.Max || r.Profile.VehicleCount != n {
				t.Fatalf("%s: record %d has %d vehicles, want %v", v.name, i, n, s.Vehicles)
			}
			for k := range r.Vehicles {
				if r.Vehicles[k].PersonID != r.Person.ID {
					t.Fatalf("%s: a vehicle of record %d belongs to somebody else", v.name, i)
				}
			}
		}
	}
}

// TestOwnAttribute holds D3: a user's attribute and entity draw with labels of
// their own, and no governed value moves.
func TestOwnAttribute(t *testing.T) {
	type member struct {
		synthhub.Person
		Points int
	}
	g := generator(t, synthhub.Settings{Records: 300, Seed: 1})
	want := digest(t, g, 0, 300)
	points := g.Label("members", "points")
	table := schema.New("members", "Members of the loyalty programme.", func(m *member) []schema.Column {
		return append(synthhub.PersonTable.EmbedColumns(&m.Person), schema.Field(&m.Points, "points", "Loyalty points.", schema.Range(0, 5000)))
	})
	members := synthhub.NewEntity(table, func(r *synthhub.Record, dst []member) []member {
		draw := points.At(r.Key, 0)
		return append(dst, member{r.Person, draw.IntN(5001)})
	})
	distinct := map[string]bool{}
	for r := range g.All() {
		i := r.Slot
		row, n := members.AppendCSV(nil, r)
		governed, _ := synthhub.Persons.AppendCSV(nil, r)
		if n != 1 || !bytes.HasPrefix(row, bytes.TrimSuffix(governed, []byte("\n"))) {
			t.Fatalf("record %d: %s does not begin with the person %s", i, row, governed)
		}
		distinct[string(row[len(governed):])] = true
	}
	if len(distinct) < 250 {
		t.Errorf("300 members have only %d different numbers of points", len(distinct))
	}
	if digest(t, g, 0, 300) != want {
		t.Error("an own attribute moved a governed value")
	}
	if g.Label("members", "points") != points || g.Label("members", "point") == points || g.Label("persons", "points") == points {
		t.Error("labels are not told apart by entity and attribute alone")
	}
}

// TestConcurrentUse lets many goroutines share one generator; the race detector
// listens.
func TestConcurrentUse(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 2000, Seed: 42, Vehicles: synthhub.VehicleRange{Max: 3}})
	want := digest(t, g, 500, 700)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if digest(t, g, 500, 700) != want || metadataOf(t, g).Count("vehicles") < 2000 {
				t.Error("a shared generator gives something else")
			}
		})
	}
	group.Wait()
}

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
		t.Errorf("Generate returns %v, want the context's error", err)
	}
	for range 10_000 { // those that are done may need a moment to be gone; a leaked one stays
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func TestGenerateTooLarge(t *testing.T) {
	_, err := synthhub.Generate(t.Context(), synthhub.Settings{Records: 900_000_000, States: nil})
	if err == nil {
		t.Fatal("900 million records fit into memory")
	}
	// Plates of the smallest states give out before memory does, so ask for fewer too.
	_, err = synthhub.Generate(t.Context(), synthhub.Settings{Records: 100_000_000})
	if !errors.Is(err, synthhub.ErrTooLarge) || !strings.Contains(err.Error(), "NewGenerator") {
		t.Errorf("100 million records: %v, want ErrTooLarge with advice", err)
	}
}

func TestMisuse(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 10})
	for name, f := range map[string]func(){
		"negative record":   func() { g.Record(-1) },
		"record too far":    func() { g.Record(synthhub.MaxRecords) },
		"range too far":     func() { g.Range(0, 11) },
		"range upside down": func() { g.Range(5, 4) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
	if r := g.Record(10_000_000); r.Person.ID.IsNil() {
		t.Error("a record beyond the dataset cannot be made")
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

// TestVariantsHoldEveryRule: the rules hold for every kind of settings, leap days and
// the ends of the range of as-of dates among them, and the profile is the one that
// validation derives again.
func TestVariantsHoldEveryRule(t *testing.T) {
	for _, v := range variants {
		g := generator(t, v.s)
		asOf := g.Settings().AsOf
		for r := range g.All() {
			i := r.Slot
			for bad := range synthhub.PersonTable.Check(&r.Person, asOf) {
				t.Errorf("%s, record %d: %v", v.name, i, bad)
			}
			for k := range r.Vehicles {
				for bad := range synthhub.VehicleTable.Check(&r.Vehicles[k], asOf) {
					t.Errorf("%s, record %d: %v", v.name, i, bad)
				}
				if want := synthhub.Risk(&r.Person, &r.Vehicles[k], asOf).Rating(); r.Vehicles[k].RiskRating != want {
					t.Errorf("%s, record %d: vehicle %d is rated %v, want %v", v.name, i, k, r.Vehicles[k].RiskRating, want)
				}
			}
			for bad := range synthhub.ProfileTable.Check(&r.Profile, asOf) {
				t.Errorf("%s, record %d: %v", v.name, i, bad)
			}
			derived := r.Clone()
			derived.Derive(asOf)
			if diff := cmp.Diff(derived, *r); diff != "" || !r.Profile.Follows(&r.Person, r.Vehicles, asOf) {
				t.Errorf("%s, record %d: the profile is not derived (-want +got):\n%s", v.name, i, diff)
			}
			if t.Failed() {
				return
			}
		}
	}
}

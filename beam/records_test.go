package beam_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	sdk "github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/metrics"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/beam"
)

func init() { register.DoFn2x1(&compareFn{}) }

// compareFn compares each record with the one that a generator has in its slot.
type compareFn struct{ Settings synthhub.Settings }

var (
	equalRecords = sdk.NewCounter("test", "equal")
	slotSum      = sdk.NewCounter("test", "slots")
)

func (fn *compareFn) ProcessElement(ctx context.Context, r synthhub.Record) error {
	g, err := synthhub.NewGenerator(fn.Settings)
	if err != nil {
		return err
	}
	if diff := cmp.Diff(g.Record(r.Slot), r); diff != "" {
		return fmt.Errorf("record (-want +got):\n%s", diff)
	}
	equalRecords.Inc(ctx, 1)
	slotSum.Inc(ctx, int64(r.Slot))
	return nil
}

// TestRecords wants every record once, also after Beam has encoded and decoded it.
func TestRecords(t *testing.T) {
	const n = 500
	settings := synthhub.Settings{Records: n, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}}
	pipeline, s := sdk.NewPipelineWithRoot()
	records, err := beam.Records(s, settings, 7)
	if err != nil {
		t.Fatal(err)
	}
	sdk.ParDo0(s, &compareFn{settings}, sdk.Reshuffle(s, records))
	result, err := beamx.RunWithMetrics(t.Context(), pipeline)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int64{}
	for _, c := range result.Metrics().Query(func(m metrics.SingleResult) bool { return m.Namespace() == "test" }).Counters() {
		got[c.Name()] = c.Result()
	}
	if got["equal"] != n || got["slots"] != n*(n-1)/2 {
		t.Errorf("counted %v", got)
	}
}

// TestWrongRecords wants an error before anything runs.
func TestWrongRecords(t *testing.T) {
	_, s := sdk.NewPipelineWithRoot()
	for name, c := range map[string]struct {
		settings synthhub.Settings
		parts    int
		want     string
	}{
		"settings": {synthhub.Settings{CommercialShare: 200}, 1, "CommercialShare"},
		"parts":    {synthhub.Settings{Records: 5}, 6, "6 parts of 5 records"},
	} {
		if _, err := beam.Records(s, c.settings, c.parts); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestStates runs the example, and compares what it writes with a bundle.
func TestStates(t *testing.T) {
	dir := t.TempDir()
	states := filepath.Join(dir, "states")
	build(t, states, "./examples/states")
	persons, counts := filepath.Join(dir, "persons.ndjson"), filepath.Join(dir, "counts.txt")
	if out, err := exec.Command(states, "--records=300", "--persons="+persons, "--counts="+counts).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	bundle, err := synthhub.Generate(t.Context(), synthhub.Settings{Records: 300, Seed: 42})
	if err != nil {
		t.Fatal(err)
	}
	number := map[string]int{}
	var wantPersons, wantCounts []string
	for r := range bundle.All() {
		wantPersons = append(wantPersons, string(synthhub.PersonTable.AppendJSON(nil, &r.Person)))
		number[r.Person.State.String()]++
	}
	for state, n := range number {
		wantCounts = append(wantCounts, fmt.Sprint(state, " ", n))
	}
	slices.Sort(wantPersons)
	slices.Sort(wantCounts)
	if got := sortedLines(t, persons); !slices.Equal(got, wantPersons) {
		t.Errorf("%d persons, want %d, or others", len(got), len(wantPersons))
	}
	if got := sortedLines(t, counts); !slices.Equal(got, wantCounts) {
		t.Errorf("counts %q, want %q", got, wantCounts)
	}
}

func sortedLines(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Sorted(strings.SplitSeq(strings.TrimSpace(string(text)), "\n"))
}

// build builds a program.
func build(t *testing.T, out, pkg string) {
	t.Helper()
	if text, err := exec.Command("go", "build", "-buildvcs=false", "-o", out, pkg).CombinedOutput(); err != nil {
		t.Fatalf("go build %s: %v: %s", pkg, err, text)
	}
}

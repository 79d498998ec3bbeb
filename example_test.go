package synthhub_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// A whole dataset in memory, for a test or a small job.
func ExampleGenerate() {
	bundle, err := synthhub.Generate(context.Background(), synthhub.Settings{Records: 200, Seed: 42})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(bundle.Persons), "persons,", len(bundle.Vehicles), "vehicles")
	fmt.Println("first vehicle belongs to first person:", bundle.Vehicles[0].PersonID == bundle.Persons[0].ID)
	// Output:
	// 200 persons, 200 vehicles
	// first vehicle belongs to first person: true
}

// A Generator generates records on demand and holds none, so the dataset can be of any size.
func ExampleGenerator_All() {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 100_000_000, Seed: 42})
	if err != nil {
		log.Fatal(err)
	}
	businesses := 0
	for r := range g.All() {
		if r.Person.LOBType == synthhub.LineCommercial {
			businesses++
		}
		if r.Slot == 999 {
			break
		}
	}
	fmt.Println(businesses > 250 && businesses < 350)
	// Output: true
}

// An id leads back to its record without an index.
func ExampleGenerator_Find() {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 1_000_000, Seed: 42, Vehicles: synthhub.VehicleRange{Min: 2}})
	if err != nil {
		log.Fatal(err)
	}
	id := g.Record(271_828).Vehicles[1].ID
	location, ok := g.Find(id)
	fmt.Println(location.Table, location.Slot, location.Ordinal, ok)
	// Output: vehicles 271828 1 true
}

// Every mistake in the settings is reported at once, and says what is allowed.
func ExampleSettings_Validate() {
	fmt.Println(synthhub.Settings{Records: -1, States: []synthhub.State{synthhub.StateCA, synthhub.StateCA}}.Validate())
	// Output:
	// setting Records is -1: want 0 for the default, or 1 to 1073741824
	// setting States is CA: want each state once
}

// A handler that answers with CSV. It generates rows while it sends them. When the client hangs
// up, the context of the request ends, and with it the work.
func Example_csvResponse() {
	handler := func(w http.ResponseWriter, r *http.Request) {
		g, err := synthhub.NewGenerator(synthhub.Settings{Records: 1000, Seed: 42})
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "text/csv")
		if err := export.CSV(r.Context(), w, g, synthhub.Persons); err != nil {
			panic(http.ErrAbortHandler) // so that the client does not mistake a part for the whole
		}
	}
	resp := httptest.NewRecorder()
	handler(resp, httptest.NewRequest("GET", "/persons.csv", nil))
	fmt.Println(strings.Count(resp.Body.String(), "\n"), "lines")
	// Output: 1001 lines
}

// A snapshot is a folder of files for others, who can validate it by itself.
func Example_snapshot() {
	ctx := context.Background()
	tmp, err := os.MkdirTemp("", "synthhub")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(tmp)
	dir := filepath.Join(tmp, "v0.1")

	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 50, Seed: 42})
	if err != nil {
		log.Fatal(err)
	}
	manifest, err := export.Snapshot(ctx, dir, g)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(manifest.RecordCounts["persons"], "persons")

	root, err := os.OpenRoot(dir) // so that no link leads out of the folder
	if err != nil {
		log.Fatal(err)
	}
	defer root.Close()
	report, err := validate.Snapshot(ctx, root.FS(), validate.Reproduce())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("valid:", report.Err() == nil)
	// Output:
	// 50 persons
	// valid: true
}

// The points of a risk score, one for each factor of the published table.
func ExampleRisk() {
	g, err := synthhub.NewGenerator(synthhub.DefaultSettings())
	if err != nil {
		log.Fatal(err)
	}
	r := g.Record(0)
	score := synthhub.Risk(&r.Person, &r.Vehicles[0], g.Settings().AsOf)
	sum := 0
	for i := range synthhub.RiskTable() {
		sum += score.Points[i]
	}
	fmt.Println(score.Total == min(sum, 100), score.Rating() == r.Profile.RiskRating)
	// Output: true true
}

// The shares that a column should have, and those that it has.
func ExampleExpected() {
	settings := synthhub.Settings{Records: 10_000, Seed: synthhub.DefaultSeed}
	targets, err := synthhub.Expected(settings)
	if err != nil {
		log.Fatal(err)
	}
	bundle, err := synthhub.Generate(context.Background(), settings)
	if err != nil {
		log.Fatal(err)
	}
	people := map[string]int{}
	for _, p := range bundle.Persons {
		people[p.MaritalStatus.String()]++
	}
	for _, target := range targets {
		if target.Column == "marital_status" && len(target.Given) == 0 {
			for i, share := range target.Shares() {
				fmt.Printf("%s: %.1f %%, expected %.1f %%\n", target.Values[i], float64(people[target.Values[i]])/100, 100*share)
			}
		}
	}
	// Output:
	// Single: 29.5 %, expected 29.6 %
	// Married: 51.6 %, expected 51.6 %
	// Divorced: 13.6 %, expected 13.6 %
	// Widowed: 5.3 %, expected 5.2 %
}

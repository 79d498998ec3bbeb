package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/synthtest"
	"github.com/synthhub/synthhub/validate"
	"github.com/synthhub/synthhub/validate/fault"
)

// TestConformance tests every promise of the extension with one call. It is not parallel,
// so that allocations are counted.
func TestConformance(t *testing.T) {
	s := synthhub.Settings{Seed: 7, Vehicles: synthhub.VehicleRange{Max: 5}}
	if err := s.SetExtension("claims", Parameters{ClaimsPerThousand: 400}); err != nil {
		t.Fatal(err)
	}
	if err := synthtest.TestEntities(t, s, Entities()...); err != nil {
		t.Error(err)
	}
}

// TestRun writes, validates and reproduces the snapshot, and reads it back.
func TestRun(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "snapshot")
	var out bytes.Buffer
	if err := run(t.Context(), &out, dir, Parameters{ClaimsPerThousand: 120}); err != nil {
		t.Fatal(err)
	}
	const want = `
well-formed   yes
coherent      yes
intact        yes
reproducible  yes
rows read     persons 200, vehicles 322, profiles 200, customers 200, policies 200, claims 69
manifest      SHA-256 %x
in a month    N customers created, N updated, N deleted
in a month    N policies created, N updated, N deleted
in a month    N claims created, N updated, N deleted
`
	sum := sha256.Sum256(readFile(t, dir, "snapshot_manifest_v0_1.json"))
	got := regexp.MustCompile(`\d+ (\w+ created|updated|deleted)`).ReplaceAllString(out.String(), "N $1")
	if diff := cmp.Diff(fmt.Sprintf(want[1:], sum), got); diff != "" {
		t.Errorf("output (-want +got):\n%s", diff)
	}

	var m synthhub.Metadata
	var p Parameters
	if err := json.Unmarshal(readFile(t, dir, "metadata_v0_1.json"), &m); err != nil {
		t.Fatal(err)
	}
	if err := m.Settings.DecodeExtension("claims", &p); err != nil || p.ClaimsPerThousand != 120 {
		t.Errorf("the metadata hold %+v, %v", p, err)
	}
	if readme := string(readFile(t, dir, "README_SNAPSHOT_V0_1.md")); !strings.Contains(readme, "added customers, policies, claims makes") {
		t.Error("the README does not say who can generate the tables again")
	}
	policies := map[uuid.UUID]Policy{}
	for policy := range readRows(t, dir, "policies", policyTable) {
		policies[policy.ID] = policy
	}
	for c := range readRows(t, dir, "claims", claimTable) {
		p := policies[c.PolicyID]
		ended := !p.EndedOn.IsZero() && !c.OccurredOn.Before(p.EndedOn)
		if c.OccurredOn.Before(p.EffectiveOn) || ended || c.PersonID != p.PersonID || c.PaidUSD+c.ReserveUSD > 100*p.LimitUSD {
			t.Errorf("claim %+v does not fit its policy %+v", c, p)
		}
	}
}

// TestFormats checks that every format and the copy source hold the same policies.
func TestFormats(t *testing.T) {
	t.Parallel()
	g := synthtest.Generator(t, synthhub.Settings{Records: 20, Seed: 42})
	var csv, ndjson, document bytes.Buffer
	if err := export.Write(t.Context(), g, []export.Output{{Entity: Policies, Format: export.FormatCSV, Writer: &csv}, {Entity: Policies, Format: export.FormatNDJSON, Writer: &ndjson}}); err != nil {
		t.Fatal(err)
	}
	if err := export.Dataset(t.Context(), &document, g, export.With(Policies)); err != nil {
		t.Fatal(err)
	}
	rows, err := export.NewCopySource(t.Context(), g, Policies)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for line := range strings.Lines(ndjson.String()) {
		var p Policy
		object := strings.TrimSuffix(line, "\n")
		if err := policyTable.ParseJSON(&p, object); err != nil {
			t.Fatal(err)
		}
		if !rows.Next() {
			t.Fatal("the copy source has fewer rows")
		}
		if values, _ := rows.Values(); values[0] != p.ID.String() || !strings.Contains(document.String(), object) || !bytes.Contains(csv.Bytes(), policyTable.AppendCSV(nil, &p)) {
			t.Errorf("policy %v is not in every format", p.ID)
		}
	}
	if n := strings.Count(ndjson.String(), "\n"); n != 20 || rows.Next() {
		t.Errorf("%d policies, want 20", n)
	}
}

// TestFaults checks that validation finds planted faults in user-defined tables as well.
func TestFaults(t *testing.T) {
	t.Parallel()
	g := synthtest.Generator(t, synthhub.Settings{Seed: 42})
	plan := fault.Plan{"policies.premium_usd.range": 3, "policies.vehicle_id.reference": 2, "claims.claim_id.unique": 1, "persons.phone.shape": 1}
	faulty, err := fault.New(t.Context(), g, plan, Entities()...)
	if err != nil {
		t.Fatal(err)
	}
	report, err := validate.Source(t.Context(), g, validate.Faulty(faulty.Governed()...), validate.With(faulty.UserDefined()...))
	if err != nil {
		t.Fatal(err)
	}
	for code, times := range plan {
		if report.Count(code) < times {
			t.Errorf("%d breaches of %s were found, want at least %d", report.Count(code), code, times)
		}
	}
	for code, total := range faulty.Totals() {
		if report.Count(code) != total {
			t.Errorf("%d breaches of %s were found, want %d as in the ledger", report.Count(code), code, total)
		}
	}
}

// TestWrongParameters checks that an unknown or wrong parameter is an error and nothing is written.
func TestWrongParameters(t *testing.T) {
	t.Parallel()
	for _, parameters := range []string{`{"claims_per_million":5}`, `{"claims_per_thousand":0}`, `{"claims_per_thousand":1001}`} {
		g := synthtest.Generator(t, synthhub.Settings{Extensions: map[string]json.RawMessage{"claims": []byte(parameters)}})
		dir := filepath.Join(t.TempDir(), "snapshot")
		_, err := export.Snapshot(t.Context(), dir, g, export.With(Entities()...))
		if setting, ok := errors.AsType[*synthhub.SettingError](err); !ok || setting.Field != "Extensions.claims" {
			t.Errorf("%s: got %v", parameters, err)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%s: a folder was written", parameters)
		}
	}
}

// TestLength keeps the example short enough to read in a few minutes, and what lives in it too.
func TestLength(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		names []string
		most  int
	}{{[]string{"events.go", "policy.go", "claim.go"}, 250}, {[]string{"main.go", "customer.go"}, 110}} {
		lines := 0
		for _, name := range test.names {
			lines += bytes.Count(readFile(t, ".", name), []byte("\n"))
		}
		if lines > test.most {
			t.Errorf("%v have %d lines, want at most %d", test.names, lines, test.most)
		}
	}
}

func readFile(t *testing.T, dir, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// readRows yields the rows of a table of the snapshot.
func readRows[E any](t *testing.T, dir, name string, table *schema.Table[E]) func(yield func(E) bool) {
	return func(yield func(E) bool) {
		for e, err := range table.ReadCSV(bytes.NewReader(readFile(t, dir, name+"_v0_1.csv"))) {
			if err != nil {
				t.Fatal(err)
			}
			if !yield(*e) {
				return
			}
		}
	}
}

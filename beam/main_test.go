package beam_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	sdk "github.com/apache/beam/sdks/v2/go/pkg/beam"
	beamlog "github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/beam"
	"github.com/synthhub/synthhub/beam/command"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/schema"
)

// asCommand is the environment variable with which the test binary is the command, with entities of
// its own, and so a worker too.
const asCommand = "SYNTHHUB_BEAM_COMMAND"

func TestMain(m *testing.M) {
	beam.Register(contracts)
	if os.Getenv(asCommand) != "" {
		os.Exit(command.Main(os.Args[1:], os.Stdout, os.Stderr))
	}
	flag.Parse()
	beamlog.LogLevel = "error"
	sdk.Init()
	os.Exit(m.Run())
}

// A contract is a row of a user-defined entity: one for each vehicle, with a draw of its own and a
// parameter.
type contract struct {
	ID, VehicleID uuid.UUID
	PremiumUSD    int
}

type contractParameters struct {
	BaseUSD int `json:"base_usd"`
}

var contracts = synthhub.NewEntityWithSettings(schema.New("contracts", "One for each vehicle.", func(c *contract) []schema.Column {
	return []schema.Column{
		schema.Field(&c.ID, "contract_id", "Identifier of the contract.", schema.Key, schema.UUIDVersion(4)),
		schema.Field(&c.VehicleID, "vehicle_id", "What it insures.", schema.Ref("vehicles.vehicle_id")),
		schema.Field(&c.PremiumUSD, "premium_usd", "Price of a year.", schema.Range(100, 100_000)),
	}
}), func(s synthhub.Settings) (func(*synthhub.Record, []contract) []contract, error) {
	parameters := contractParameters{500}
	err := s.DecodeExtension("contracts", &parameters)
	ids, premiums := s.Label("contracts", "contract_id").NewIDs(), s.Label("contracts", "premium_usd")
	return func(r *synthhub.Record, dst []contract) []contract {
		for k := range r.Vehicles {
			dst = append(dst, contract{ids.ID(r.Key, k), r.Vehicles[k].ID, parameters.BaseUSD + premiums.IntNAt(r.Key, k, 1000)})
		}
		return dst
	}, err
})

// records is the size of the datasets of most tests.
func records() int { return testenv.Scale(20_000, 1_000_000) }

// planOf returns a plan for a folder of the test's own.
func planOf(t *testing.T, records, parts int) beam.Plan {
	return beam.Plan{
		Settings: synthhub.Settings{Records: records, Seed: 42, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}},
		Folder:   filepath.Join(t.TempDir(), "snapshot"), Parts: parts, RetryDelay: time.Millisecond,
	}
}

// single writes the snapshot of a plan with one process, and returns the folder.
func single(t *testing.T, p beam.Plan) string {
	t.Helper()
	g, err := synthhub.NewGenerator(p.Settings)
	if err != nil {
		t.Fatal(err)
	}
	if p.Formats == nil {
		p.Formats = []string{export.FormatCSV}
	}
	options := []export.Option{export.Formats(p.Formats...), export.Parts(p.Parts)}
	if len(p.Entities) > 0 {
		options = append(options, export.With(contracts))
	}
	if p.Tables != nil {
		options = append(options, export.Tables(p.Tables...))
	}
	dir := filepath.Join(t.TempDir(), "single")
	if _, err := export.Snapshot(t.Context(), dir, g, options...); err != nil {
		t.Fatal(err)
	}
	return dir
}

// sameFolders compares two folders as diff -r does.
func sameFolders(t *testing.T, want, got string) {
	t.Helper()
	if want, got := namesIn(t, want), namesIn(t, got); !slices.Equal(want, got) {
		t.Fatalf("files %q, want %q", got, want)
	}
	for _, name := range namesIn(t, want) {
		if !bytes.Equal(read(t, want, name), read(t, got, name)) {
			t.Errorf("%s differs", name)
		}
	}
}

func namesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func write(t *testing.T, dir, name string, text []byte) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
		t.Fatal(err)
	}
}

// manifest is the name of the manifest in all tests.
const manifest = "snapshot_manifest_v0_1.json"

// noManifest fails the test if the folder is a snapshot.
func noManifest(t *testing.T, dir string) {
	t.Helper()
	if slices.Contains(namesIn(t, dir), manifest) {
		t.Errorf("%s has a manifest", dir)
	}
}

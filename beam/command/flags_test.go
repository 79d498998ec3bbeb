package command

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/beam"
	"github.com/synthhub/synthhub/schema"
)

// TestParse parses command lines with our flags and those of Beam in any order.
func TestParse(t *testing.T) {
	config := filepath.Join(t.TempDir(), "settings.json")
	if err := os.WriteFile(config, []byte(`{"records": 7, "seed": 8}`), 0o666); err != nil {
		t.Fatal(err)
	}
	settings := func(change func(s *synthhub.Settings)) synthhub.Settings {
		s := synthhub.DefaultSettings()
		change(&s)
		return s
	}
	for _, c := range []struct {
		name, line string
		plan       beam.Plan
		beam       string // arguments for Beam
	}{
		{"defaults", "generate --output-dir x", beam.Plan{Folder: "x", Settings: synthhub.DefaultSettings()}, ""},
		{"everything", "generate --records 40 --seed=18446744073709551615 --as-of 2024-02-29 --states CA,NV --book east --commercial-share 0 --vehicles 1-4 " +
			"-output-dir=gs://b/f -parts 4 --format csv,ndjson --tables persons --overwrite --goroutines 2 --entities=",
			beam.Plan{Folder: "gs://b/f", Parts: 4, Formats: []string{"csv", "ndjson"}, Tables: []string{"persons"}, Overwrite: true, Workers: 2,
				Settings: settings(func(s *synthhub.Settings) {
					s.Records, s.Seed, s.AsOf = 40, 1<<64-1, schema.NewDate(2024, 2, 29)
					s.States, s.Book, s.CommercialShare = []synthhub.State{synthhub.StateCA, synthhub.StateNV}, "east", synthhub.NoCommercial
					s.Vehicles = synthhub.VehicleRange{Min: 1, Max: 4}
				})}, ""},
		{"flags of Beam", "generate --runner=universal --output-dir x --endpoint localhost:1 --beam_strict --job_name -a-", beam.Plan{Folder: "x", Settings: synthhub.DefaultSettings()},
			"--runner=universal --endpoint localhost:1 --beam_strict --job_name -a-"},
		{"a file of settings", "generate --output-dir x --seed 9 --config " + config, beam.Plan{Folder: "x", Settings: settings(func(s *synthhub.Settings) { s.Records, s.Seed = 7, 9 })}, ""},
		{"verify", "verify --runner prism x --goroutines 3", beam.Plan{Folder: "x", Workers: 3}, "--runner prism"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := parse(strings.Fields(c.line))
			if err != nil {
				t.Fatal(err)
			}
			c.plan.Workers = max(c.plan.Workers, 1)
			if len(got.plan.Entities) == 0 {
				got.plan.Entities = nil
			}
			want, have := asJSON(t, c.plan), asJSON(t, got.plan)
			if want != have {
				t.Errorf("plan\n%s, want\n%s", have, want)
			}
			if !reflect.DeepEqual(got.beam, append([]string(nil), strings.Fields(c.beam)...)) {
				t.Errorf("for Beam: %q", got.beam)
			}
		})
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestUsage wants exit code 2 and a line that says what is wrong.
func TestUsage(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"gnerate", `unknown command "gnerate": want generate or verify`},
		{"generate", "--output-dir is missing"},
		{"generate --output-dir", "--output-dir: the value is missing"},
		{"generate --output-dir x y", `unexpected argument "y"`},
		{"generate --output-dir x --recrods 5", "unknown flag --recrods: neither generate nor Beam has it"},
		{"generate --output-dir x --records ten", "want a whole number"},
		{"generate --output-dir x --records 0x10", "want a whole number"},
		{"generate --output-dir x --vehicles 1-x", "want a number, or a range such as 1-4"},
		{"generate --output-dir x --states CA,XX", "XX"},
		{"generate --output-dir x --as-of 2025-02-30", "2025-02-30"},
		{"generate --output-dir x --config missing.json", "missing.json"},
		{"verify", "want the name of one folder"},
		{"verify x y", "want the name of one folder"},
		{"verify x --records 5", "unknown flag --records"},
	} {
		t.Run(c.line, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			if code := Main(strings.Fields(c.line), &stdout, &stderr); code != exitUsage || !strings.Contains(stderr.String(), c.want) || stdout.Len() > 0 {
				t.Errorf("exit code %d, %s%s, want %s", code, &stdout, &stderr, c.want)
			}
		})
	}
}

// TestHelp wants the flags of both commands and of Beam.
func TestHelp(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if code := Main([]string{"--help"}, &stdout, &stderr); code != exitSuccess || stderr.Len() > 0 {
		t.Errorf("exit code %d, %s", code, &stderr)
	}
	for _, want := range []string{"usage: synthhub-beam generate", "-output-dir folder", "-endpoint string"} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("the help lacks %s", want)
		}
	}
}

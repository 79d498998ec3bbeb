package quote_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/conformance/consumer/quote"
	"github.com/synthhub/synthhub/synthtest"
)

// do sends a request to a new service and returns the response and the log.
func do(t *testing.T, method, target string, body []byte) (*httptest.ResponseRecorder, string) {
	t.Helper()
	var log bytes.Buffer
	h := quote.NewHandler(slog.New(slog.NewJSONHandler(&log, nil)), synthhub.DefaultSettings().AsOf)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, target, bytes.NewReader(body)))
	return w, log.String()
}

// problems returns the problems of a response, by Where.
func problems(t *testing.T, w *httptest.ResponseRecorder) map[string]string {
	t.Helper()
	var answer struct{ Problems []quote.Problem }
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
	why := map[string]string{}
	for _, p := range answer.Problems {
		why[p.Where] = p.Why
	}
	return why
}

// TestQuote prices every record of a dataset with fleets.
func TestQuote(t *testing.T) {
	t.Parallel()
	g := synthtest.Generator(t, synthhub.Settings{Records: 20, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}})
	for r := range g.All() {
		body, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		w, log := do(t, "POST", "/quotes", body)
		var q quote.Quote
		if err := json.Unmarshal(w.Body.Bytes(), &q); w.Code != http.StatusOK || err != nil {
			t.Fatalf("status %d, %v: %s", w.Code, err, w.Body)
		}
		if q.PersonID != r.Person.ID.String() || q.Rating != r.Profile.RiskRating.String() || q.Cents < 300_00 {
			t.Errorf("got %+v for %s", q, r.Profile.Narrative())
		}
		if !strings.Contains(log, q.PersonID) || strings.Contains(log, r.Person.Email) {
			t.Errorf("want the id and no e-mail address in the log: %s", log)
		}
	}
}

// TestQuoteRefused checks the problems of wrong records.
func TestQuoteRefused(t *testing.T) {
	t.Parallel()
	good := synthtest.Generator(t, synthhub.Settings{}).Record(0)
	for _, tc := range []struct {
		name   string
		status int
		where  string // one of the problems
		change func(r *synthhub.Record)
	}{
		{"no vehicle", http.StatusUnprocessableEntity, "persons.person_id.has_vehicle", func(r *synthhub.Record) { r.Vehicles = nil }},
		{"wrong VIN", http.StatusUnprocessableEntity, "vehicles.vin.check_digit", func(r *synthhub.Record) {
			r.Vehicles[0].VIN = r.Vehicles[0].VIN[:16] + string('0'+('9'-r.Vehicles[0].VIN[16]))
		}},
		{"no state", http.StatusUnprocessableEntity, "persons.state.required", func(r *synthhub.Record) { r.Person.State = 0 }},
		{"wrong profile", http.StatusUnprocessableEntity, "profiles.age.derived", func(r *synthhub.Record) { r.Profile.Age++ }},
		{"empty record", http.StatusUnprocessableEntity, "persons.first_name.required", func(r *synthhub.Record) { *r = synthhub.Record{} }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := good.Clone()
			tc.change(&r)
			body, err := json.Marshal(&r)
			if err != nil {
				t.Fatal(err)
			}
			w, _ := do(t, "POST", "/quotes", body)
			if _, ok := problems(t, w)[tc.where]; !ok || w.Code != tc.status {
				t.Errorf("status %d, want %d and %s: %s", w.Code, tc.status, tc.where, w.Body)
			}
		})
	}
	t.Run("unknown word", func(t *testing.T) {
		w, _ := do(t, "POST", "/quotes", []byte(`{"person": {"gender": "W"}}`))
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "want F, M, X") {
			t.Errorf("status %d: %s", w.Code, w.Body)
		}
	})
}

// TestPersons parses the stream with the library, and compares it with the dataset.
func TestPersons(t *testing.T) {
	t.Parallel()
	settings := synthhub.Settings{Records: 50, Seed: 3, States: []synthhub.State{synthhub.StateNV, synthhub.StateCA}, Book: "west"}
	var want []synthhub.Person
	for r := range synthtest.Generator(t, settings).All() {
		want = append(want, r.Person)
	}
	for _, format := range []string{"csv", "ndjson"} {
		t.Run(format, func(t *testing.T) {
			w, _ := do(t, "GET", "/persons?records=50&seed=3&states=NV,CA&book=west&format="+format, nil)
			read := synthhub.PersonTable.ReadCSV
			if format == "ndjson" {
				read = synthhub.PersonTable.ReadNDJSON
			}
			var got []synthhub.Person
			for p, err := range read(w.Body) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, *p)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestPersonsRefused checks the problems of wrong parameters.
func TestPersonsRefused(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, query string
		want        map[string]string // part of the message, by parameter
	}{
		{"number", "records=ten&seed=-1", map[string]string{"records": "whole number", "seed": "whole number"}},
		{"too many", "records=1000000", map[string]string{"records": "100000"}},
		{"state", "states=CAL,NV", map[string]string{"states": "did you mean CA?"}},
		{"state twice", "states=NV,NV", map[string]string{"states": "once"}},
		{"book", "book=" + strings.Repeat("x", 201), map[string]string{"book": "200"}},
		{"name", "recrods=5", map[string]string{"recrods": "did you mean records?"}},
		{"as-of date", "as_of=2050-01-01&commercial_share=101", map[string]string{"as_of": "2027-12-31", "commercial_share": "percentage"}},
		{"no date", "as_of=2025-02-30", map[string]string{"as_of": "date"}},
		{"format", "format=xml", map[string]string{"format": "csv or ndjson"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w, _ := do(t, "GET", "/persons?"+tc.query, nil)
			got := problems(t, w)
			if w.Code != http.StatusBadRequest || len(got) != len(tc.want) {
				t.Errorf("status %d: %v, want %v", w.Code, got, tc.want)
			}
			for where, part := range tc.want {
				if !strings.Contains(got[where], part) {
					t.Errorf("%s: %q does not contain %q", where, got[where], part)
				}
			}
		})
	}
}

package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// TestErrors checks the status, the code and the form of every error, and that each request
// is in the log.
func TestErrors(t *testing.T) {
	t.Parallel()
	_, url, log := start(t, func(l *limits) { l.body, l.records = 1000, 5000 })
	for _, c := range []struct {
		name, method, path, body, accept string
		status                           int
		code, message                    string
	}{
		{"unknown path", "GET", "/", "", "", 404, "not_found", "/healthz"},
		{"unknown entity", "POST", "/generate/claim", "", "", 404, "not_found", "person, vehicle, profile"},
		{"deeper path", "POST", "/generate/person/1", "", "", 404, "not_found", ""},
		{"method of generate", "GET", "/generate/person", "", "", 405, "method_not_allowed", "POST"},
		{"method of health", "POST", "/healthz", "", "", 405, "method_not_allowed", "GET"},
		{"no JSON", "POST", "/generate/person", "records=3", "", 400, "bad_request", "JSON object"},
		{"an array", "POST", "/generate/person", "[]", "", 400, "bad_request", "JSON object"},
		{"cut short", "POST", "/generate/person", `{"records": 3`, "", 400, "bad_request", ""},
		{"two objects", "POST", "/generate/person", `{} {}`, "", 400, "bad_request", "after the JSON object"},
		{"unknown member", "POST", "/generate/person", `{"count": 3}`, "", 400, "bad_request", "count"},
		{"unknown setting", "POST", "/generate/person", `{"settings": {"state": "CA"}}`, "", 400, "invalid_settings", "did you mean states?"},
		{"fraction", "POST", "/generate/person", `{"records": 1.5}`, "", 400, "bad_request", "records"},
		{"zero records", "POST", "/generate/person", `{"records": 0}`, "", 400, "bad_request", "want 1 to 5000"},
		{"negative records", "POST", "/generate/person", `{"records": -1}`, "", 400, "bad_request", "want 1 to 5000"},
		{"negative seed", "POST", "/generate/person", `{"seed": -1}`, "", 400, "bad_request", "seed"},
		{"two seeds", "POST", "/generate/person", `{"seed": 1, "randomize": true}`, "", 400, "bad_request", "randomize"},
		{"too many", "POST", "/generate/person", `{"records": 5001}`, "", 400, "too_many_records", "5000"},
		{"too many by settings", "POST", "/generate/person", `{"settings": {"records": 5001}}`, "", 400, "too_many_records", "5000"},
		{"wrong setting", "POST", "/generate/person", `{"settings": {"states": ["XX"], "commercial_share": 101}}`, "", 400, "invalid_settings", "CommercialShare"},
		{"wrong version", "POST", "/generate/person", `{"settings": {"version": "v9"}}`, "", 400, "invalid_settings", "v0.1"},
		{"large body", "POST", "/generate/person", strings.Repeat(" ", 1001), "", 413, "body_too_large", "1000"},
		{"no stream accepted", "POST", "/generate/person", `{"records": 1001}`, "application/json", 406, "not_acceptable", "application/x-ndjson"},
	} {
		t.Run(c.name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), c.method, url+c.path, strings.NewReader(c.body))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Accept", c.accept)
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			var got struct {
				Error struct{ Code, Message string }
			}
			dec := json.NewDecoder(resp.Body)
			dec.DisallowUnknownFields()
			err = dec.Decode(&got)
			if err != nil || resp.StatusCode != c.status || got.Error.Code != c.code || !strings.Contains(got.Error.Message, c.message) || got.Error.Message == "" {
				t.Errorf("status %d, %+v, %v; want %d, %s, %q", resp.StatusCode, got, err, c.status, c.code, c.message)
			}
			if strings.Contains(got.Error.Message, "\n") {
				t.Errorf("the message has several lines: %s", got.Error.Message)
			}
		})
	}
	if n := strings.Count(log.String(), `"msg":"request"`); n != 22 {
		t.Errorf("%d requests in the log, want 22", n)
	}
}

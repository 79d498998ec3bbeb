package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestErrors checks the status, the code and the form of every error, and that each request
// is in the log.
func TestErrors(t *testing.T) {
	t.Parallel()
	_, url, log := start(t, func(l *limits) { l.body, l.records = 3000, 5000 })
	cases := []struct {
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
		{"many wrong settings", "POST", "/generate/person", `{"settings": {"states": [` + strings.Repeat(`"?", `, 40) + `"?"]}}`, "", 400, "invalid_settings", "…"},
		{"long member", "POST", "/generate/person", `{"` + strings.Repeat("ä", 1400) + `": 1}`, "", 400, "bad_request", "ä…"},
		{"wrong version", "POST", "/generate/person", `{"settings": {"version": "v9"}}`, "", 400, "invalid_settings", "v0.1"},
		{"large body", "POST", "/generate/person", strings.Repeat(" ", 3001), "", 413, "body_too_large", "3000"},
		{"no stream accepted", "POST", "/generate/person", `{"records": 1001}`, "application/json", 406, "not_acceptable", "application/x-ndjson"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), c.method, url+c.path, strings.NewReader(c.body))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", "application/json")
			req.Header.Set("Accept", c.accept)
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			answer, err := readAnswer(resp)
			if err != nil {
				t.Fatal(err)
			}
			if resp.StatusCode != c.status || answer.Code != c.code || !strings.Contains(answer.Message, c.message) {
				t.Errorf("status %d, %+v; want %d, %s, %q", resp.StatusCode, answer, c.status, c.code, c.message)
			}
		})
	}
	if n := strings.Count(log.String(), `"msg":"request"`); n != len(cases) {
		t.Errorf("%d requests in the log, want %d", n, len(cases))
	}
}

// An answer is the content of an error.
type answer struct{ Code, Message string }

// readAnswer reads a response. It returns an error if the response is not complete, or does
// not have the form of the service.
func readAnswer(resp *http.Response) (a answer, err error) {
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return a, fmt.Errorf("status %d, cut off after %d bytes: %w", resp.StatusCode, len(text), err)
	}
	mediaType := resp.Header.Get("Content-Type")
	switch {
	case resp.Request != nil && resp.Request.Method == http.MethodHead:
		if len(text) > 0 {
			return a, fmt.Errorf("the response to HEAD has a body: %.200q", text)
		}
		return a, nil
	case mediaType == pageType:
		if !strings.HasPrefix(string(text), "<!doctype html>\n") || !strings.HasSuffix(strings.TrimSpace(string(text)), "</html>") || resp.ContentLength != int64(len(text)) {
			return a, fmt.Errorf("status %d: not a page: %.200q", resp.StatusCode, text)
		}
		return a, nil
	case strings.HasPrefix(resp.Header.Get("Content-Disposition"), "attachment") && resp.StatusCode == http.StatusOK:
		return a, nil
	case resp.StatusCode < 400:
		lines := text
		if mediaType == streamType {
			lines = bytes.Join([][]byte{{'['}, bytes.ReplaceAll(bytes.TrimSpace(text), []byte("\n"), []byte(",")), {']'}}, nil)
		}
		if len(text) > 0 && (!json.Valid(lines) || !strings.HasSuffix(string(text), "}\n")) {
			return a, fmt.Errorf("status %d and %s: not the form: %.200q", resp.StatusCode, mediaType, text)
		}
		return a, nil
	}
	var form struct{ Error answer }
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	err = dec.Decode(&form)
	a = form.Error
	if err != nil || mediaType != "application/json" || a.Code == "" || a.Message == "" || strings.Contains(a.Message, "\n") || len(text) > 2000 || resp.ContentLength != int64(len(text)) {
		return a, fmt.Errorf("status %d and %s: not the form of errors: %.200q, %v", resp.StatusCode, mediaType, text, err)
	}
	return a, nil
}

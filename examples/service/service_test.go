package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// logBuffer collects log lines of several goroutines.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// start runs the service on a real port.
func start(t *testing.T, change func(*limits)) (s *service, url string, log *logBuffer) {
	t.Helper()
	l := defaultLimits()
	if change != nil {
		change(&l)
	}
	log = new(logBuffer)
	s = newService(l, slog.New(slog.NewJSONHandler(log, nil)))
	server := httptest.NewServer(s.handler())
	t.Cleanup(server.Close)
	return s, server.URL, log
}

// post sends a request and returns the answer with its whole body.
func post(t *testing.T, url, body, accept string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if accept != "" {
		req.Header.Set("Accept", accept)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatalf("POST %s: %v after %d bytes", url, err, len(text))
	}
	return resp, string(text)
}

func generator(t *testing.T, s synthhub.Settings) *synthhub.Generator {
	t.Helper()
	g, err := synthhub.NewGenerator(s)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestHealth(t *testing.T) {
	_, url, _ := start(t, nil)
	resp, err := http.Get(url + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var got map[string]string
	if err := json.NewDecoder(resp.Body).Decode(&got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"status": "ok", "dataset_version": synthhub.Version}, got); diff != "" || resp.StatusCode != http.StatusOK {
		t.Errorf("status %d (-want +got):\n%s", resp.StatusCode, diff)
	}
}

// TestDocument holds that small requests are answered with the bytes of the library.
func TestDocument(t *testing.T) {
	_, url, _ := start(t, nil)
	for _, c := range []struct{ what, body, table string }{
		{"bundle", `{"records": 3, "seed": 42}`, ""},
		{"person", `{"records": 3, "seed": 42}`, "persons"},
		{"vehicle", `{"seed": 42, "settings": {"records": 3}}`, "vehicles"},
		{"profile", ` {"records": 3, "seed": 42, "settings": {"seed": 1}} `, "profiles"},
	} {
		var opts []export.Option
		if c.table != "" {
			opts = append(opts, export.Tables(c.table))
		}
		var want bytes.Buffer
		if err := export.Dataset(t.Context(), &want, generator(t, synthhub.Settings{Records: 3, Seed: 42}), opts...); err != nil {
			t.Fatal(err)
		}
		resp, got := post(t, url+"/generate/"+c.what, c.body, "")
		if diff := cmp.Diff(want.String(), got); diff != "" {
			t.Errorf("%s %s (-want +got):\n%s", c.what, c.body, diff)
		}
		for name, want := range map[string]string{"Content-Type": "application/json", "X-Seed": "42", "X-Dataset-Version": "v0.1"} {
			if got := resp.Header.Get(name); got != want {
				t.Errorf("%s: header %s is %q, want %q", c.what, name, got, want)
			}
		}
	}
	if _, got := post(t, url+"/generate/person", "", ""); strings.Count(got, `"person_id":`) != 200 {
		t.Errorf("an empty request is not answered with the defaults, but with %d persons", strings.Count(got, `"person_id":`))
	}
}

// TestStream holds that large requests are streamed, with the bytes of the library.
func TestStream(t *testing.T) {
	_, url, _ := start(t, nil)
	g := generator(t, synthhub.Settings{Records: 1001, Seed: 7, Vehicles: synthhub.VehicleRange{Max: 3}})
	body := `{"records": 1001, "seed": 7, "settings": {"vehicles": {"max": 3}}}`
	for what, entity := range map[string]synthhub.Entity{"person": synthhub.Persons, "vehicle": synthhub.Vehicles, "profile": synthhub.Profiles} {
		var want bytes.Buffer
		if err := export.NDJSON(t.Context(), &want, g, entity); err != nil {
			t.Fatal(err)
		}
		resp, got := post(t, url+"/generate/"+what, body, "")
		if got != want.String() || resp.Header.Get("Content-Type") != "application/x-ndjson" {
			t.Errorf("%s: %d bytes of %s that are not the %d of the library", what, len(got), resp.Header.Get("Content-Type"), want.Len())
		}
	}
	_, got := post(t, url+"/generate/bundle", body, "text/plain, application/*")
	lines := bufio.NewScanner(strings.NewReader(got))
	i := 0
	for ; lines.Scan(); i++ {
		var line struct {
			Person   synthhub.Person
			Vehicles []synthhub.Vehicle
			Profile  synthhub.Profile
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatalf("line %d: %v", i, err)
		}
		r := g.Record(i)
		if diff := cmp.Diff(r, synthhub.Record{Slot: i, Key: uint64(i), Person: line.Person, Vehicles: line.Vehicles, Profile: line.Profile}); diff != "" {
			t.Fatalf("record %d (-want +got):\n%s", i, diff)
		}
	}
	if i != 1001 {
		t.Errorf("%d lines, want 1001", i)
	}
	if resp, got := post(t, url+"/generate/person", `{"records": 2}`, "application/x-ndjson"); strings.Count(got, "\n") != 2 || resp.Header.Get("Content-Type") != "application/x-ndjson" {
		t.Errorf("two records asked for as a stream come as %s: %s", resp.Header.Get("Content-Type"), got)
	}
}

// TestRandomize holds that a seed by lot is told and repeats the answer.
func TestRandomize(t *testing.T) {
	_, url, _ := start(t, nil)
	resp, first := post(t, url+"/generate/profile", `{"records": 5, "randomize": true}`, "")
	other, _ := post(t, url+"/generate/profile", `{"records": 5, "randomize": true}`, "")
	seed := resp.Header.Get("X-Seed")
	if seed == other.Header.Get("X-Seed") {
		t.Errorf("two requests got seed %s", seed)
	}
	if _, again := post(t, url+"/generate/profile", `{"records": 5, "seed": `+seed+`}`, ""); again != first {
		t.Errorf("seed %s does not repeat the answer", seed)
	}
}

// TestErrors holds that every mistake is told in the one form, with status and code.
func TestErrors(t *testing.T) {
	_, url, log := start(t, func(l *limits) { l.body, l.records = 1000, 5000 })
	for _, c := range []struct {
		name, method, path, body, accept string
		status                           int
		code, says                       string
	}{
		{"unknown path", "GET", "/", "", "", 404, "not_found", "/healthz"},
		{"unknown entity", "POST", "/generate/claim", "", "", 404, "not_found", "person, vehicle, profile"},
		{"deeper path", "POST", "/generate/person/1", "", "", 404, "not_found", ""},
		{"method of generate", "GET", "/generate/person", "", "", 405, "method_not_allowed", "POST"},
		{"method of health", "POST", "/healthz", "", "", 405, "method_not_allowed", "GET"},
		{"no JSON", "POST", "/generate/person", "records=3", "", 400, "bad_request", "JSON object"},
		{"an array", "POST", "/generate/person", "[]", "", 400, "bad_request", "JSON object"},
		{"cut short", "POST", "/generate/person", `{"records": 3`, "", 400, "bad_request", ""},
		{"two objects", "POST", "/generate/person", `{} {}`, "", 400, "bad_request", "behind"},
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
		req, err := http.NewRequestWithContext(t.Context(), c.method, url+c.path, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept", c.accept)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Error struct{ Code, Message string }
		}
		dec := json.NewDecoder(resp.Body)
		dec.DisallowUnknownFields()
		err = dec.Decode(&got)
		resp.Body.Close()
		if err != nil || resp.StatusCode != c.status || got.Error.Code != c.code || !strings.Contains(got.Error.Message, c.says) || got.Error.Message == "" {
			t.Errorf("%s: status %d, %+v, %v; want %d, %s, %q", c.name, resp.StatusCode, got, err, c.status, c.code, c.says)
		}
		if strings.Contains(got.Error.Message, "\n") {
			t.Errorf("%s: the message has several lines: %s", c.name, got.Error.Message)
		}
	}
	if n := strings.Count(log.String(), `"msg":"request"`); n != 22 {
		t.Errorf("%d requests in the log, want 22", n)
	}
}

// TestBusy holds that requests beyond the most are refused at once, and that a client
// who hangs up in the middle of a stream makes room.
func TestBusy(t *testing.T) {
	s, url, _ := start(t, func(l *limits) { l.concurrent = 1 })
	ctx, hangUp := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/generate/bundle", strings.NewReader(`{"records": 1000000}`))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if _, err := io.ReadFull(resp.Body, make([]byte, 1000)); err != nil {
		t.Fatal(err)
	}
	refused, text := post(t, url+"/generate/person", "", "")
	if refused.StatusCode != http.StatusServiceUnavailable || refused.Header.Get("Retry-After") == "" || !strings.Contains(text, `"code":"busy"`) {
		t.Errorf("beyond the most: status %d, %s", refused.StatusCode, text)
	}
	hangUp()
	s.slots <- struct{}{} // blocks until the answer has been given up
	<-s.slots
	if resp, _ := post(t, url+"/generate/person", "", ""); resp.StatusCode != http.StatusOK {
		t.Errorf("after the hang-up: status %d", resp.StatusCode)
	}
}

// TestLog holds what a line of the log tells.
func TestLog(t *testing.T) {
	_, url, log := start(t, nil)
	_, body := post(t, url+"/generate/person", `{"records": 3, "seed": 8}`, "")
	var line map[string]any
	if err := json.Unmarshal([]byte(log.String()), &line); err != nil {
		t.Fatalf("%v in %s", err, log)
	}
	for name, want := range map[string]any{"msg": "request", "method": "POST", "path": "/generate/person", "status": 200.0, "records": 3.0, "seed": 8.0, "bytes": float64(len(body))} {
		if line[name] != want {
			t.Errorf("%s is %v, want %v, in %s", name, line[name], want, log)
		}
	}
}

// TestRun starts the program as its user does, asks how it is, and stops it.
func TestRun(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	logs, stderr := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, []string{"--addr", "localhost:0"}, stderr)
		stderr.Close()
	}()
	var line struct{ Msg, Addr string }
	lines := json.NewDecoder(logs)
	if err := lines.Decode(&line); err != nil || line.Msg != "listening" {
		t.Fatalf("the first line of the log is %+v, %v", line, err)
	}
	go io.Copy(io.Discard, logs)
	resp, err := http.Get("http://" + line.Addr + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	stop()
	if err := <-ended; err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("status %d, and then %v", resp.StatusCode, err)
	}
	for _, args := range [][]string{{"--max-records", "0"}, {"--max-concurrent", "-1"}, {"--grace", "soon"}, {"--addr", "nowhere"}, {"--port", "1"}} {
		if err := run(t.Context(), args, io.Discard); err == nil {
			t.Errorf("%q is taken", args)
		}
	}
}

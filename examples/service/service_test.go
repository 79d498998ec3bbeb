package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/synthtest"
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

// start runs the service on a free port.
func start(t *testing.T, change func(*limits)) (s *service, url string, log *logBuffer) {
	t.Helper()
	l := defaultLimits()
	if change != nil {
		change(&l)
	}
	log = new(logBuffer)
	s = newService(l, slog.New(slog.NewJSONHandler(log, nil)))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.serve(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("serve returned %v", err)
		}
	})
	return s, "http://" + listener.Addr().String(), log
}

// post sends a request and returns the response and its body.
func post(t *testing.T, url, body, accept string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
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

func TestHealth(t *testing.T) {
	t.Parallel()
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

// TestDocument checks that the response to a small request has the bytes of the library.
func TestDocument(t *testing.T) {
	t.Parallel()
	_, url, _ := start(t, nil)
	for _, c := range []struct{ kind, body, table string }{
		{"bundle", `{"records": 3, "seed": 42}`, ""},
		{"person", `{"records": 3, "seed": 42}`, "persons"},
		{"vehicle", `{"seed": 42, "settings": {"records": 3}}`, "vehicles"},
		{"profile", ` {"records": 3, "seed": 42, "settings": {"seed": 1}} `, "profiles"},
	} {
		t.Run(c.kind, func(t *testing.T) {
			var opts []export.Option
			if c.table != "" {
				opts = append(opts, export.Tables(c.table))
			}
			var want bytes.Buffer
			if err := export.Dataset(t.Context(), &want, synthtest.Generator(t, synthhub.Settings{Records: 3, Seed: 42}), opts...); err != nil {
				t.Fatal(err)
			}
			resp, got := post(t, url+"/generate/"+c.kind, c.body, "")
			if diff := cmp.Diff(want.String(), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			for name, want := range map[string]string{"Content-Type": "application/json", "X-Seed": "42", "X-Dataset-Version": "v0.1"} {
				if got := resp.Header.Get(name); got != want {
					t.Errorf("header %s is %q, want %q", name, got, want)
				}
			}
		})
	}
	t.Run("empty body", func(t *testing.T) {
		_, text := post(t, url+"/generate/person", "", "")
		if n := strings.Count(text, `"person_id":`); n != 200 {
			t.Errorf("%d persons, want the default of 200", n)
		}
	})
}

// TestStream checks that the response to a large request is a stream with the bytes of the
// library.
func TestStream(t *testing.T) {
	t.Parallel()
	_, url, _ := start(t, nil)
	g := synthtest.Generator(t, synthhub.Settings{Records: 1001, Seed: 7, Vehicles: synthhub.VehicleRange{Max: 3}})
	const body = `{"records": 1001, "seed": 7, "settings": {"vehicles": {"max": 3}}}`
	const ndjson = "application/x-ndjson"
	for kind, entity := range map[string]synthhub.Entity{"person": synthhub.Persons, "vehicle": synthhub.Vehicles, "profile": synthhub.Profiles} {
		t.Run(kind, func(t *testing.T) {
			var want bytes.Buffer
			if err := export.NDJSON(t.Context(), &want, g, entity); err != nil {
				t.Fatal(err)
			}
			resp, got := post(t, url+"/generate/"+kind, body, "")
			if got != want.String() || resp.Header.Get("Content-Type") != ndjson {
				t.Errorf("%d bytes of %s, which differ from the %d bytes of the library", len(got), resp.Header.Get("Content-Type"), want.Len())
			}
		})
	}
	t.Run("bundle", func(t *testing.T) {
		_, text := post(t, url+"/generate/bundle", body, "text/plain, application/*")
		lines := bufio.NewScanner(strings.NewReader(text))
		i := 0
		for ; lines.Scan(); i++ {
			got := synthhub.Record{Slot: i, Key: g.Record(i).Key}
			if err := json.Unmarshal(lines.Bytes(), &got); err != nil {
				t.Fatalf("line %d: %v", i, err)
			}
			if diff := cmp.Diff(g.Record(i), got); diff != "" {
				t.Fatalf("record %d (-want +got):\n%s", i, diff)
			}
		}
		if i != 1001 {
			t.Errorf("%d lines, want 1001", i)
		}
	})
	t.Run("two records", func(t *testing.T) {
		resp, text := post(t, url+"/generate/person", `{"records": 2}`, ndjson)
		if strings.Count(text, "\n") != 2 || resp.Header.Get("Content-Type") != ndjson {
			t.Errorf("got %s: %s", resp.Header.Get("Content-Type"), text)
		}
	})
}

// TestRandomize checks that the response reports a random seed, which repeats it.
func TestRandomize(t *testing.T) {
	t.Parallel()
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

// TestLog checks the attributes of a line of the log.
func TestLog(t *testing.T) {
	t.Parallel()
	_, url, log := start(t, nil)
	_, body := post(t, url+"/generate/person", `{"records": 3, "seed": 8}`, "")
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	var line map[string]any
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &line); err != nil {
		t.Fatalf("%v in %s", err, log)
	}
	for name, want := range map[string]any{"msg": "request", "method": "POST", "path": "/generate/person", "status": 200.0, "records": 3.0, "seed": 8.0, "bytes": float64(len(body))} {
		if line[name] != want {
			t.Errorf("%s is %v, want %v, in %s", name, line[name], want, log)
		}
	}
}

// TestRun starts the program, sends a request and stops it.
func TestRun(t *testing.T) {
	t.Parallel()
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
}

// TestWrongFlags checks that run returns an error for a wrong command line.
func TestWrongFlags(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--max-records", "0"}, {"--max-concurrent", "-1"}, {"--grace", "soon"}, {"--addr", "nowhere"}, {"--port", "1"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			if err := run(t.Context(), args, io.Discard); err == nil {
				t.Error("no error")
			}
		})
	}
}

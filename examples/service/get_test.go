package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/synthtest"
	"github.com/synthhub/synthhub/validate"
)

// TestGetErrors checks the errors of requests whose query is a form, as JSON and on the page.
func TestGetErrors(t *testing.T) {
	t.Parallel()
	_, url, _ := start(t, func(l *limits) { l.reference = 100 })
	for _, c := range []struct {
		method, target string
		status         int
		code, message  string
	}{
		{"GET", "/report?records=10001", 400, "too_many_records", `records is "10001": want a whole number from 1 to 10000`},
		{"GET", "/download/persons.csv?records=100001", 400, "too_many_records", "1 to 100000"},
		{"GET", "/download/persons.csv?records=0", 400, "bad_request", "1 to 100000"},
		{"GET", "/download/persons.csv?records=1e3", 400, "bad_request", "1 to 100000"},
		{"GET", "/download/persons.csv?records=99999999999999999999", 400, "bad_request", "1 to 100000"},
		{"GET", "/download/persons.csv?records=5&records=6", 400, "bad_request", "one value"},
		{"GET", "/download/persons.csv?seed=18446744073709551616", 400, "bad_request", "18446744073709551615"},
		{"GET", "/download/persons.csv?as_of=2025-02-29", 400, "bad_request", "2015-01-01 to 2027-12-31"},
		{"GET", "/download/persons.csv?as_of=2028-01-01", 400, "bad_request", "2015-01-01 to 2027-12-31"},
		{"GET", "/download/persons.csv?commercial_share=-1", 400, "bad_request", "0 to 100"},
		{"GET", "/download/persons.csv?vehicles_min=0", 400, "bad_request", "1 to 64"},
		{"GET", "/download/persons.csv?vehicles_min=3&vehicles_max=2", 400, "invalid_settings", "the fewest vehicles"},
		{"GET", "/download/persons.csv?states=ca,CB", 400, "bad_request", "did you mean CA?"},
		{"GET", "/download/persons.csv?states=CA,+ca", 400, "invalid_settings", "each state once"},
		{"GET", "/download/persons.csv?states=WY&records=100000&vehicles_max=64", 400, "invalid_settings", "registration_plate"},
		{"GET", "/download/persons.csv?state=CA", 400, "bad_request", `unknown name "state"`},
		{"GET", "/download/persons.csv?seed=x&records=y", 400, "bad_request", `records is "y": want a whole number from 1 to 100000; seed is "x"`},
		{"GET", "/download/persons.csv?seed=" + strings.Repeat("9", 3000), 400, "bad_request", "9…"},
		{"GET", "/download/claims.csv", 404, "not_found", "/download/"},
		{"GET", "/download/", 404, "not_found", ""},
		{"GET", "/report/", 404, "not_found", ""},
		{"POST", "/report", 405, "method_not_allowed", "GET, HEAD"},
		{"PUT", "/download/persons.csv", 405, "method_not_allowed", "GET, HEAD"},
		{"POST", "/", 404, "not_found", ""},
	} {
		t.Run(short(c.method+" "+c.target, 100), func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), c.method, url+c.target, nil)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			a, err := readAnswer(resp)
			if err != nil || resp.StatusCode != c.status || a.Code != c.code || !strings.Contains(a.Message, c.message) || resp.Header.Get("Content-Disposition") != "" {
				t.Errorf("status %d, %+v, %v; want %d, %s, %q", resp.StatusCode, a, err, c.status, c.code, c.message)
			}
			if c.status != http.StatusBadRequest {
				return
			}
			page, text := fetch(t, "GET", url+c.target, "Accept", browser)
			if page.StatusCode != c.status || page.Header.Get("Content-Type") != pageType || strings.Contains(text, "aria-invalid") == strings.Contains(a.Message, "unknown name") {
				t.Errorf("the page has status %d, %s", page.StatusCode, text)
			}
		})
	}
}

// TestOtherSites checks that other web pages can link to the service, and not load from it.
func TestOtherSites(t *testing.T) {
	t.Parallel()
	_, url, _ := start(t, func(l *limits) { l.reference = 100 })
	for _, c := range []struct {
		site, dest string
		status     int
		reason     string
	}{
		{"", "", http.StatusOK, "programs and old browsers do not say"},
		{"none", "document", http.StatusOK, "the reader typed the address"},
		{"same-origin", "document", http.StatusOK, "the form"},
		{"cross-site", "document", http.StatusOK, "a link"},
		{"cross-site", "image", http.StatusForbidden, "an image that the reader did not ask for"},
		{"cross-site", "empty", http.StatusForbidden, "a script"},
		{"same-site", "iframe", http.StatusForbidden, "a frame"},
	} {
		t.Run(c.site+" "+c.dest, func(t *testing.T) {
			for _, path := range []string{"/", "/report?records=5", "/download/snapshot.zip?records=5"} {
				resp, text := fetch(t, "GET", url+path, "Accept", browser, "Sec-Fetch-Site", c.site, "Sec-Fetch-Dest", c.dest)
				if resp.StatusCode != c.status {
					t.Errorf("%s: status %d, want %d: %s: %.200s", path, resp.StatusCode, c.status, c.reason, text)
				}
			}
		})
	}
}

// TestDownloads checks that each file has the bytes of the library, also if it is a stream, and that the zip
// file is a valid snapshot.
func TestDownloads(t *testing.T) {
	t.Parallel()
	_, url, _ := start(t, nil)
	settings := synthhub.Settings{Records: 1500, Seed: 7, AsOf: synthhub.DefaultSettings().AsOf.AddDays(-400), States: []synthhub.State{synthhub.StateNV, synthhub.StateCA}, CommercialShare: synthhub.NoCommercial, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}}
	g := synthtest.Generator(t, settings)
	query := fmt.Sprintf("?records=1500&seed=7&as_of=%v&states=NV+CA&commercial_share=0&vehicles_max=3", settings.AsOf)
	want := map[string]func(w io.Writer) error{
		"dataset.json": func(w io.Writer) error { return export.Dataset(t.Context(), w, g) },
		"snapshot.zip": func(w io.Writer) error {
			_, err := export.SnapshotTo(t.Context(), export.Zip(w), g)
			return err
		},
	}
	for _, e := range synthhub.Entities() {
		want[e.Table().Name()+".csv"] = func(w io.Writer) error { return export.CSV(t.Context(), w, g, e) }
		want[e.Table().Name()+".ndjson"] = func(w io.Writer) error { return export.NDJSON(t.Context(), w, g, e) }
	}
	for name, write := range want {
		t.Run(name, func(t *testing.T) {
			var want bytes.Buffer
			if err := write(&want); err != nil {
				t.Fatal(err)
			}
			resp, got := fetch(t, "GET", url+"/download/"+name+query)
			if resp.StatusCode != http.StatusOK || got != want.String() {
				t.Errorf("status %d and %d bytes, which differ from the %d of the library: %.300s", resp.StatusCode, len(got), want.Len(), got)
			}
			if got := resp.Header.Get("Content-Disposition"); got != `attachment; filename="`+name+`"` {
				t.Errorf("Content-Disposition is %s", got)
			}
			if name == "snapshot.zip" {
				checkZip(t, got)
			}
		})
	}
}

// checkZip checks that a zip file is a snapshot without findings.
func checkZip(t *testing.T, text string) {
	t.Helper()
	if _, err := zip.NewReader(strings.NewReader(text), int64(len(text))); err != nil {
		t.Fatal(err)
	}
	found, err := validate.Zip(t.Context(), strings.NewReader(text), int64(len(text)))
	if err != nil || found.Err() != nil {
		t.Errorf("%v, %v", err, found.Err())
	}
}

// TestReport checks that a report has the bytes of the library, and the policy that is on the page.
func TestReport(t *testing.T) {
	t.Parallel()
	s, url, _ := start(t, func(l *limits) { l.reference = 500 })
	settings := synthhub.Settings{Records: 300, Seed: 7, Vehicles: synthhub.VehicleRange{Max: 3}}
	profile, err := report.Source(t.Context(), synthtest.Generator(t, settings))
	if err != nil {
		t.Fatal(err)
	}
	reference, err := report.Reference(t.Context(), settings, s.limits.reference)
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := profile.WriteHTML(&want, report.Expect(reference)); err != nil {
		t.Fatal(err)
	}
	resp, got := fetch(t, "GET", url+"/report?records=300&seed=7&vehicles_max=3", "Accept", browser)
	if resp.StatusCode != http.StatusOK || got != want.String() {
		t.Errorf("status %d and %d bytes, which differ from the %d of the library", resp.StatusCode, len(got), want.Len())
	}
	policy, _ := strings.CutSuffix(resp.Header.Get("Content-Security-Policy"), "; frame-ancestors 'none'")
	if !strings.Contains(got, `http-equiv="Content-Security-Policy" content="`+policy+`"`) || !strings.Contains(policy, "script-src 'sha256-") {
		t.Errorf("the policy is %s, and the page has another one", policy)
	}
	if got := resp.Header.Get("Content-Disposition"); got != "inline" {
		t.Errorf("Content-Disposition is %s", got)
	}
}

// TestBusyPages checks that requests above a limit are refused after the wait, and that a browser sees it on
// the page.
func TestBusyPages(t *testing.T) {
	for _, c := range []struct {
		name, path string
		slots      func(s *service) chan struct{}
		waits      bool
	}{
		{"requests", "/", func(s *service) chan struct{} { return s.slots }, true},
		{"reports", "/report?records=5", func(s *service) chan struct{} { return s.reports }, true},
		{"streams", "/download/persons.csv?records=1001", func(s *service) chan struct{} { return s.streams }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			bubble(t, func(l *limits) { l.reference = 100 }, func(t *testing.T, s *service, l *pipeListener, _ func(), _ <-chan error) {
				slots := c.slots(s)
				for range cap(slots) {
					slots <- struct{}{}
				}
				for _, free := range []bool{false, true} {
					if free {
						<-slots
					}
					start, conn := time.Now(), dial(t, l)
					if _, err := fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: test\r\nAccept: text/html\r\n\r\n", c.path); err != nil {
						t.Fatal(err)
					}
					resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
					if err != nil {
						t.Fatal(err)
					}
					text, err := io.ReadAll(resp.Body)
					if err != nil {
						t.Fatal(err)
					}
					waited := time.Since(start) > 0
					if free && resp.StatusCode != http.StatusOK || !free && (resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" || !bytes.Contains(text, []byte("try again later")) || waited != c.waits) {
						t.Errorf("free %t: status %d after %v: %.2000s", free, resp.StatusCode, time.Since(start), text)
					}
				}
				<-slots
				for range cap(slots) - 2 {
					<-slots
				}
			})
		})
	}
}

// TestSlowReport checks that a report that takes too long is an error in the form of all errors.
func TestSlowReport(t *testing.T) {
	t.Parallel()
	_, url, _ := start(t, func(l *limits) { l.total = time.Nanosecond })
	resp, text := fetch(t, "GET", url+"/report?records=10000")
	if resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(text, `"code":"too_slow"`) || resp.Header.Get("Content-Type") != jsonType {
		t.Errorf("status %d, %s", resp.StatusCode, text)
	}
}

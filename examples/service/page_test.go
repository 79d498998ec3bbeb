package main

import (
	"context"
	"flag"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden page")

// browser is what browsers accept.
const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"

// fetch sends a request with headers, each a name and a value, and returns the response and its body.
func fetch(t *testing.T, method, url string, headers ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(text)
}

// TestPageGolden checks every byte of the page of a form with a wrong value and of a valid one.
func TestPageGolden(t *testing.T) {
	t.Parallel()
	_, url, _ := start(t, nil)
	for name, query := range map[string]string{"page.html": "?records=3&seed=42&states=NV,CA&vehicles_max=2", "wrong.html": "?records=3&seed=-1"} {
		t.Run(name, func(t *testing.T) {
			_, got := fetch(t, "GET", url+"/"+query, "Accept", browser)
			_, again := fetch(t, "GET", url+"/"+query, "Accept", browser)
			if got != again {
				t.Error("the same query has another page")
			}
			got = strings.ReplaceAll(got, strings.TrimPrefix(url, "http://"), "localhost:8080")
			file := "testdata/" + name
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-want +got), rewrite it with -update:\n%s", diff)
			}
		})
	}
}

// TestNegotiation checks who gets the page at /: those who name its type, and do not prefer JSON.
func TestNegotiation(t *testing.T) {
	t.Parallel()
	_, url, _ := start(t, nil)
	for _, c := range []struct {
		accept string
		page   bool
		reason string
	}{
		{browser, true, "browsers name the type"},
		{"text/html", true, "the type alone"},
		{"TEXT/HTML; Charset=utf-8", true, "case and parameters do not matter"},
		{"text/*;q=0.5", true, "a range of types"},
		{"application/json;q=0.5, text/html", true, "JSON is second"},
		{"", false, "programs say nothing"},
		{"*/*", false, "curl takes anything, and got JSON before"},
		{"application/json", false, "JSON"},
		{"application/json, text/html;q=0.9", false, "JSON is first"},
		{"text/html;q=0", false, "the type is excluded"},
		{"text/html;q=much", false, "a quality that is no number"},
		{"text/html5", false, "another type"},
	} {
		t.Run(c.accept, func(t *testing.T) {
			if got := acceptsPage(c.accept); got != c.page {
				t.Errorf("page: %t, want %t: %s", got, c.page, c.reason)
			}
			resp, text := fetch(t, "GET", url+"/", "Accept", c.accept)
			status, mediaType := http.StatusNotFound, jsonType
			if c.page {
				status, mediaType = http.StatusOK, pageType
			}
			if resp.StatusCode != status || resp.Header.Get("Content-Type") != mediaType || resp.Header.Get("Vary") != "Accept" {
				t.Errorf("status %d, %v; want %d and %s", resp.StatusCode, resp.Header, status, mediaType)
			}
			if !c.page && !strings.Contains(text, `"code":"not_found"`) {
				t.Errorf("got %s", text)
			}
		})
	}
}

// TestPageHeaders checks the headers of the pages, and that HEAD has the same ones.
func TestPageHeaders(t *testing.T) {
	t.Parallel()
	_, url, _ := start(t, func(l *limits) { l.reference = 100 })
	for _, path := range []string{"/?seed=7", "/report?records=20&seed=7", "/?seed=x", "/report?seed=x"} {
		t.Run(path, func(t *testing.T) {
			get, text := fetch(t, "GET", url+path, "Accept", browser)
			head, none := fetch(t, "HEAD", url+path, "Accept", browser)
			get.Header.Del("Date")
			head.Header.Del("Date")
			if diff := cmp.Diff(get.Header, head.Header); diff != "" || get.StatusCode != head.StatusCode || none != "" || head.ContentLength != int64(len(text)) {
				t.Errorf("HEAD: status %d, length %d, %q (-GET +HEAD):\n%s", head.StatusCode, head.ContentLength, none, diff)
			}
			for name, want := range map[string]string{"Content-Type": pageType, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin", "Vary": "Accept", "Set-Cookie": ""} {
				if got := get.Header.Get(name); got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
			policy := get.Header.Get("Content-Security-Policy")
			for _, want := range []string{"default-src 'none'; ", "; base-uri 'none'", "; frame-ancestors 'none'", "form-action "} {
				if !strings.Contains(policy, want) {
					t.Errorf("the policy is %s, want %s in it", policy, want)
				}
			}
			if strings.Contains(policy, "script-src 'unsafe-inline'") || strings.Contains(policy, "*") {
				t.Errorf("the policy is %s", policy)
			}
			if get.StatusCode != http.StatusOK {
				return
			}
			tag := get.Header.Get("ETag")
			for _, list := range []string{tag, `"other", W/` + tag, "*"} {
				if resp, text := fetch(t, "GET", url+path, "Accept", browser, "If-None-Match", list); resp.StatusCode != http.StatusNotModified || text != "" || resp.Header.Get("ETag") != tag {
					t.Errorf("If-None-Match %s: status %d, %d bytes", list, resp.StatusCode, len(text))
				}
			}
			if resp, _ := fetch(t, "GET", url+path, "Accept", browser, "If-None-Match", `"other"`); resp.StatusCode != http.StatusOK {
				t.Errorf("another tag: status %d", resp.StatusCode)
			}
		})
	}
}

// TestHostileQuery checks that whatever stands in a query is on the page as text, or nowhere.
func TestHostileQuery(t *testing.T) {
	t.Parallel()
	_, url, _ := start(t, nil)
	const hostile = `%22%3E%3Cscript%3Ealert(1)%3C/script%3E%00%FF'%20onfocus=x`
	for _, query := range []string{"records=" + hostile, "seed=" + hostile, "as_of=" + hostile, "states=" + hostile, "commercial_share=" + hostile, "vehicles_min=" + hostile, "vehicles_max=" + hostile,
		hostile + "=1", "%zz" + hostile, ";" + hostile} {
		for _, path := range []string{"/", "/report", "/download/persons.csv"} {
			t.Run(path+"?"+query, func(t *testing.T) {
				resp, text := fetch(t, "GET", url+path+"?"+query, "Accept", browser)
				if resp.StatusCode != http.StatusBadRequest || resp.Header.Get("Content-Type") != pageType || resp.Header.Get("Content-Disposition") != "" {
					t.Errorf("status %d, %v", resp.StatusCode, resp.Header)
				}
				if strings.Contains(strings.ToLower(text), "<script") || strings.Contains(text, "\x00") || !utf8.ValidString(text) || regexp.MustCompile(`<[^>"]*onfocus`).MatchString(text) {
					t.Errorf("the page has it: %s", text)
				}
				if name, value, _ := strings.Cut(query, "="); value == hostile && !strings.Contains(text, `value="&#34;&gt;&lt;script&gt;alert(1)`) {
					t.Errorf("%s is not what was typed: %s", name, text)
				}
				resp, text = fetch(t, "GET", url+path+"?"+query, "Accept", "text/html;q=0.1, application/json")
				if path != "/" && (resp.StatusCode != http.StatusBadRequest || resp.Header.Get("Content-Type") != jsonType || !strings.Contains(text, `"code":"bad_request"`)) {
					t.Errorf("JSON: status %d, %s", resp.StatusCode, text)
				}
			})
		}
	}
}

// TestLinks checks that all links of the page answer, and that each is for the dataset of the page.
func TestLinks(t *testing.T) {
	t.Parallel()
	_, url, _ := start(t, func(l *limits) { l.reference = 100 })
	_, text := fetch(t, "GET", url+"/", "Accept", browser)
	links := regexp.MustCompile(`(?:href|action)="(/[^"]*)"`).FindAllStringSubmatch(text, -1)
	if len(links) != 13 { // 2 of the form, 3 to look at, 8 files
		t.Errorf("%d links, want 13", len(links))
	}
	for _, link := range links {
		link := strings.ReplaceAll(link[1], "&amp;", "&")
		t.Run(link, func(t *testing.T) {
			resp, body := fetch(t, "GET", url+link, "Accept", browser)
			if resp.StatusCode != http.StatusOK || body == "" {
				t.Errorf("status %d, %s", resp.StatusCode, body)
			}
			if head, _ := fetch(t, "HEAD", url+link, "Accept", browser); head.StatusCode != http.StatusOK || head.Header.Get("Content-Type") != resp.Header.Get("Content-Type") {
				t.Errorf("HEAD: status %d, %v", head.StatusCode, head.Header)
			}
			next := strings.Contains(link, "seed=20251102")
			if seed := resp.Header.Get("X-Seed"); seed != "20251101" && !next || next && seed != "20251102" {
				t.Errorf("seed %s", seed)
			}
		})
	}
	t.Run("settings", func(t *testing.T) {
		const query = "records=5&seed=18446744073709551615&as_of=2020-02-29&commercial_share=0&vehicles_min=2&vehicles_max=3&states=CA,NV"
		_, text := fetch(t, "GET", url+"/?"+query, "Accept", browser)
		want := strings.ReplaceAll(query, "&", "&amp;")
		if !strings.Contains(text, `href="/report?`+want+`"`) || !strings.Contains(text, "seed=0&amp;") {
			t.Errorf("the links are not for %s: %s", query, text)
		}
		body := regexp.MustCompile(`curl --json &#39;(.*)&#39;|curl --json '(.*)'`).FindStringSubmatch(text)
		if body == nil {
			t.Fatalf("no request for programs: %s", text)
		}
		_, programs := post(t, url+"/generate/bundle", html.UnescapeString(body[1]+body[2]), "")
		if _, people := fetch(t, "GET", url+"/download/dataset.json?"+query); people != programs {
			t.Errorf("the request %s has another dataset", body[0])
		}
	})
}

// TestCancellation checks that a report and a download end with the context of their request.
func TestCancellation(t *testing.T) {
	t.Parallel()
	s, _, _ := start(t, func(l *limits) { l.report, l.download, l.records = 100_000_000, 100_000_000, 100_000_000 })
	for _, path := range []string{"/report", "/download/snapshot.zip", "/download/persons.csv"} {
		t.Run(path, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			w := &cancelWriter{httptest.NewRecorder(), cancel}
			if path == "/report" {
				cancelWhen(s, cancel)
			}
			func() {
				defer func() { _ = recover() }() // a response in the middle is cut off by a panic
				s.ServeHTTP(w, httptest.NewRequestWithContext(ctx, "GET", path+"?records=50000000", nil))
			}()
			if ctx.Err() == nil {
				t.Error("the response ended before it was canceled")
			}
			if n := len(s.slots) + len(s.streams) + len(s.reports); n != 0 {
				t.Errorf("%d slots are lost", n)
			}
		})
	}
}

// cancelWhen calls a function when a report has begun.
func cancelWhen(s *service, cancel func()) {
	go func() {
		for len(s.reports) == 0 {
			runtime.Gosched()
		}
		cancel()
	}()
}

// A cancelWriter cancels the request at the first byte of the response.
type cancelWriter struct {
	http.ResponseWriter
	cancel func()
}

func (w *cancelWriter) Write(b []byte) (int, error) {
	w.cancel()
	return w.ResponseWriter.Write(b)
}

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// post3 is a request for three persons.
const post3 = "POST /generate/person HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"records\": 3}"

// get returns a request of one line and headers.
func get(line string, headers ...string) string {
	return line + "\r\n" + strings.Join(append(headers, "\r\n"), "\r\n")
}

// withBody returns a request with a JSON body that begins with headers of its own.
func withBody(headersAndBody string) string {
	return "POST /generate/person HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + headersAndBody
}

// A rawRequest is what a client sends, and what it gets.
type rawRequest struct {
	name, request string
	want          string // status and code of each response
}

// rawRequests returns requests that no HTTP client sends.
func rawRequests() []rawRequest {
	const host = "Host: a"
	bad, missing := "400 bad_request", "404 not_found"
	return []rawRequest{
		// Request lines.
		{"empty line", "\r\n\r\n", bad},
		{"one word", get("hello"), bad},
		{"zeros", strings.Repeat("\x00", 100) + "\r\n\r\n", bad},
		{"HTTP/0.9", get("GET /healthz"), bad},
		{"TLS hello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n\n", bad},
		{"preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505 http_version_not_supported"},
		{"version 0.9", get("GET /healthz HTTP/0.9", host), "505 http_version_not_supported"},
		{"version 3", get("GET /healthz HTTP/3.0", host), "505 http_version_not_supported"},
		{"version 1.0", get("GET /healthz HTTP/1.0"), "200"},
		{"version 1.0, error", get("GET /health HTTP/1.0"), missing},
		{"version 1.0, stream", "POST /generate/person HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n{\"records\": 2000}", "505 http_version_not_supported"},
		{"version 1.9", get("GET /healthz HTTP/1.9", host), "200"},
		{"version without minor", get("GET /healthz HTTP/1", host), bad},
		{"version in lower case", get("GET /healthz http/1.1", host), bad},
		{"fourth word", get("GET /healthz HTTP/1.1 again", host), bad},
		{"two spaces", get("GET  /healthz HTTP/1.1", host), bad},
		{"line feeds alone", "GET /healthz HTTP/1.1\nHost: a\n\n", "200"},
		{"long line", get("GET /"+strings.Repeat("a", 10_000)+" HTTP/1.1", host), "431 request_header_fields_too_large"},
		{"line of a megabyte", strings.Repeat("a", 1_000_000), "431 request_header_fields_too_large"},

		// Methods.
		{"lower case", get("get /healthz HTTP/1.1", host), "405 method_not_allowed"},
		{"long method", get(strings.Repeat("A", 3900)+" /healthz HTTP/1.1", host), "405 method_not_allowed"},
		{"not a method", get("G@T /healthz HTTP/1.1", host), bad},
		{"HEAD", get("HEAD /healthz HTTP/1.1", host), "200"},
		{"HEAD, error", get("HEAD /health HTTP/1.1", host), "404"},
		{"HEAD of generate", get("HEAD /generate/person HTTP/1.1", host), "405"},
		{"OPTIONS of all", get("OPTIONS * HTTP/1.1", host), "200"},
		{"OPTIONS", get("OPTIONS /healthz HTTP/1.1", host), "405 method_not_allowed"},
		{"TRACE", get("TRACE /generate/person HTTP/1.1", host), "405 method_not_allowed"},
		{"CONNECT", get("CONNECT a:443 HTTP/1.1", host), missing},
		{"CONNECT to a path", get("CONNECT /healthz HTTP/1.1", host), "405 method_not_allowed"},
		{"GET of all", get("GET * HTTP/1.1", host), missing},

		{"HEAD of the page", get("HEAD / HTTP/1.1", host, "Accept: text/html"), "200"},
		{"OPTIONS of the page", get("OPTIONS / HTTP/1.1", host, "Accept: text/html"), "405 method_not_allowed"},
		{"POST of a report", get("POST /report HTTP/1.1", host, "Content-Length: 0"), "405 method_not_allowed"},
		{"HEAD of a download", get("HEAD /download/persons.csv HTTP/1.1", host), "200"},

		// Paths.
		{"absolute URI", get("GET http://other/healthz HTTP/1.1", host), "200"},
		{"absolute URI alone", get("GET http://other HTTP/1.1", host), missing},
		{"no slash", get("GET healthz HTTP/1.1", host), bad},
		{"two slashes", get("POST //generate/person HTTP/1.1", host), missing},
		{"parent", get("GET /generate/../healthz HTTP/1.1", host), missing},
		{"dot", get("GET /./healthz HTTP/1.1", host), missing},
		{"slash at the end", get("POST /generate/person/ HTTP/1.1", host), missing},
		{"encoded slash", get("POST /generate%2Fperson HTTP/1.1", host), missing},
		{"encoded zero", get("GET /healthz%00 HTTP/1.1", host), missing},
		{"wrong escape", get("GET /%zz HTTP/1.1", host), bad},
		{"query", get("GET /healthz?a=1&%zz;b HTTP/1.1", host), "200"},
		{"two types in Accept", get("GET / HTTP/1.1", host, "Accept: application/json", "Accept: text/html"), missing},
		{"page", get("GET / HTTP/1.1", host, "Accept: text/html"), "200"},
		{"page, error", get("GET /?seed=x HTTP/1.1", host, "Accept: text/html"), "400"},
		{"page, error, and another", get("GET /?seed=x HTTP/1.1", host, "Accept: text/html") + post3, "400, 200"},
		{"download, wrong escape", get("GET /download/persons.csv?%zz HTTP/1.1", host), bad},
		{"download, slash at the end", get("GET /download/persons.csv/ HTTP/1.1", host), missing},
		{"version 1.0, download", get("GET /download/persons.csv?records=2000 HTTP/1.0"), "505 http_version_not_supported"},
		{"not ASCII", get("GET /härte HTTP/1.1", host), missing},

		// Headers.
		{"no Host", get("GET /healthz HTTP/1.1"), bad},
		{"two Hosts", get("GET /healthz HTTP/1.1", host, "Host: b"), bad},
		{"wrong Host", get("GET /healthz HTTP/1.1", "Host: a/b c"), bad},
		{"no colon", get("GET /healthz HTTP/1.1", host, "colon"), bad},
		{"space in a name", get("GET /healthz HTTP/1.1", host, "a b: c"), bad},
		{"zero in a value", get("GET /healthz HTTP/1.1", host, "a: \x00"), bad},
		{"continued first line", get("GET /healthz HTTP/1.1", " a: b", host), bad},
		{"continued line", get("GET /healthz HTTP/1.1", host, "a: b", "  c"), "200"},
		{"large headers", get("GET /healthz HTTP/1.1", host, strings.Repeat("a: "+strings.Repeat("b", 100)+"\r\n", 50)), "431 request_header_fields_too_large"},
		{"400 lines", get("GET /healthz HTTP/1.1", strings.Repeat("a:\r\n", 396)+host, "a:"), "200"},
		{"401 lines", get("GET /healthz HTTP/1.1", strings.Repeat("a:\r\n", 397)+host, "a:"), bad},
		{"expectation", get("GET /healthz HTTP/1.1", host, "Expect: more"), "417 expectation_failed"},
		{"expectation of 1.0", get("GET /healthz HTTP/1.0", "Expect: more"), "417 expectation_failed"},
		{"upgrade", get("GET /healthz HTTP/1.1", host, "Connection: Upgrade", "Upgrade: websocket"), "200"},
		{"close", get("GET /healthz HTTP/1.1", host, "Connection: close"), "200"},

		// Bodies.
		{"no body", get("POST /generate/person HTTP/1.1", host), "200"},
		{"no type", get("POST /generate/person HTTP/1.1", host, "Content-Length: 2") + "{}", "415 unsupported_media_type"},
		{"type of a form", get("POST /generate/person HTTP/1.1", host, "Content-Type: application/x-www-form-urlencoded", "Content-Length: 2") + "{}", "415 unsupported_media_type"},
		{"type of text", get("POST /generate/person HTTP/1.1", host, "Content-Type: text/plain", "Content-Length: 2") + "{}", "415 unsupported_media_type"},
		{"type with parameter", get("POST /generate/person HTTP/1.1", host, "Content-Type: Application/JSON; charset=utf-8", "Content-Length: 2") + "{}", "200"},
		{"body of GET", get("GET /healthz HTTP/1.1", host, "Content-Length: 2") + "{}", "200"},
		{"two equal lengths", withBody("Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"), "200"},
		{"two lengths", withBody("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "), bad},
		{"negative length", withBody("Content-Length: -2\r\n\r\n{}"), bad},
		{"length with a sign", withBody("Content-Length: +2\r\n\r\n{}"), bad},
		{"long length", withBody("Content-Length: 99999999999999999999\r\n\r\n{}"), bad},
		{"length of a terabyte", withBody("Content-Length: 1000000000000\r\n\r\n" + strings.Repeat(" ", 20_000)), "413 body_too_large"},
		{"short length", withBody("Content-Length: 2\r\n\r\n{}{}\r\n\r\n"), "200, " + bad},
		{"settings with many errors", withBody(fmt.Sprintf("Content-Length: %d\r\n\r\n{\"settings\": {%s\"a\": 1}}", 22+7*2000, strings.Repeat(`"a": 1,`, 2000))), "400 invalid_settings"},
		{"encoding gzip", withBody("Transfer-Encoding: gzip\r\n\r\n"), "501 not_implemented"},
		{"two encodings", withBody("Transfer-Encoding: gzip, chunked\r\n\r\n"), "501 not_implemented"},
		{"chunks", withBody("Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"), "200"},
		{"chunks and a trailer", withBody("Transfer-Encoding: chunked\r\nTrailer: a\r\n\r\n1;x=y\r\n{\r\n1\r\n}\r\n0\r\na: b\r\n\r\n"), "200"},
		{"trailer of many lines", withBody("Transfer-Encoding: chunked\r\n\r\n0\r\n" + strings.Repeat("a:\r\n", 400) + "\r\n"), bad},
		{"body of many lines", withBody("Content-Length: 402\r\n\r\n" + strings.Repeat("\n", 400) + "{}"), bad},
		{"chunks and a length", withBody("Transfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n2\r\n{}\r\n0\r\n\r\n"), "200"},
		{"size of a chunk", withBody("Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n"), bad},
		{"long chunk", withBody("Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"), bad},
		{"many chunks", withBody("Transfer-Encoding: chunked\r\n\r\n" + strings.Repeat("400\r\n"+strings.Repeat(" ", 1024)+"\r\n", 20)), "413 body_too_large"},
		{"continue", withBody("Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}"), "100, 200"},
		{"continue with a wrong type", get("POST /generate/person HTTP/1.1", host, "Expect: 100-continue", "Content-Length: 2"), "415 unsupported_media_type"},

		// Several requests.
		{"two", get("GET /healthz HTTP/1.1", host) + post3, "200, 200"},
		{"five", strings.Repeat(post3, 5), "200, 200, 200, 200, 200"},
		{"after an error", get("GET / HTTP/1.1", host) + post3, missing + ", 200"},
		{"error after", post3 + "\r\n" + post3 + "oops\r\n\r\n", "200, 200, " + bad},
		{"after a wrong type", get("POST /generate/person HTTP/1.1", host, "Content-Length: 2") + "{}" + post3, "415 unsupported_media_type, 200"},
		{"after close", get("GET /healthz HTTP/1.1", host, "Connection: close") + post3, "200"},
	}
}

// TestRawRequests checks that each response to a raw request has the form of the service, and
// that nothing follows it.
func TestRawRequests(t *testing.T) {
	t.Parallel()
	_, url, _ := start(t, func(l *limits) { l.read = time.Minute })
	for _, c := range rawRequests() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if got, err := exchange(conn, c); got != c.want || err != nil {
				t.Errorf("got %s, %v; want %s", got, err, c.want)
			}
		})
	}
}

// exchange sends a request and reads the responses. It returns their statuses and codes, and an
// error if one does not have the form of the service, or if the service sends more.
func exchange(conn net.Conn, c rawRequest) (string, error) {
	go io.WriteString(conn, c.request) // the service may refuse the request before it has arrived
	r := bufio.NewReader(conn)
	got, _, err := readAnswers(r, c)
	if err != nil {
		return got, err
	}
	_ = conn.(interface{ CloseWrite() error }).CloseWrite() // an error means that the service has closed the connection
	if rest, err := io.ReadAll(r); len(rest) > 0 || err != nil && !reset(err) {
		return got, fmt.Errorf("then %.200q, %w", rest, err)
	}
	return got, nil
}

// readAnswers reads the responses to a request, as many as it wants, or fewer if the service says
// that it closes the connection. It returns their statuses and codes.
func readAnswers(r *bufio.Reader, c rawRequest) (got string, closed bool, err error) {
	method, _, _ := strings.Cut(c.request, " ")
	for n := 0; n <= strings.Count(c.want, ", ") && !closed; n++ {
		resp, err := http.ReadResponse(r, &http.Request{Method: method})
		if err != nil {
			return got, closed, err
		}
		a, err := readAnswer(resp)
		if n > 0 {
			got += ", "
		}
		got += strings.TrimSpace(fmt.Sprint(resp.StatusCode, " ", a.Code))
		if err != nil {
			return got, closed, err
		}
		closed = resp.Close
	}
	return got, closed, nil
}

// reset reports whether a read failed because the other side has reset the connection. Its number
// is not the same on all systems.
func reset(err error) bool {
	_, ok := errors.AsType[*net.OpError](err)
	return ok
}

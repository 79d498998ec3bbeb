package main

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A panicReader is a body that panics.
type panicReader struct{ io.ReadCloser }

func (panicReader) Read([]byte) (int, error) { panic("secret") }

// A panicWriter is a response that panics after some writes.
type panicWriter struct {
	http.ResponseWriter
	writes int
}

func (w *panicWriter) Write(b []byte) (int, error) {
	if w.writes--; w.writes < 0 {
		panic("secret")
	}
	return w.ResponseWriter.Write(b)
}

// TestPanic checks that a panic before the response is an error in the form of all errors, that
// a panic in the middle cuts the response off, that both are in the log and not in the response,
// and that no slot is lost.
func TestPanic(t *testing.T) {
	t.Parallel()
	s, _, log := start(t, nil)
	const many = `{"records": 20000}`
	for _, c := range []struct {
		name   string
		change func(http.ResponseWriter, *http.Request) http.ResponseWriter
		cutOff bool
	}{
		{"before", func(w http.ResponseWriter, r *http.Request) http.ResponseWriter {
			r.Body = panicReader{r.Body}
			return w
		}, false},
		{"in the middle", func(w http.ResponseWriter, _ *http.Request) http.ResponseWriter {
			return &panicWriter{w, 2}
		}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				s.ServeHTTP(c.change(w, r), r)
			}))
			defer server.Close()
			resp, err := http.Post(server.URL+"/generate/person", "application/json", strings.NewReader(many))
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			if c.cutOff {
				if text, err := io.ReadAll(resp.Body); !errors.Is(err, io.ErrUnexpectedEOF) || strings.Contains(string(text), "secret") {
					t.Errorf("%d bytes and then %v, want %v", len(text), err, io.ErrUnexpectedEOF)
				}
			} else if answer, err := readAnswer(resp); err != nil || resp.StatusCode != http.StatusInternalServerError || answer.Code != "internal" || strings.Contains(answer.Message, "secret") {
				t.Errorf("status %d, %+v, %v", resp.StatusCode, answer, err)
			}
			if n := len(s.slots) + len(s.streams); n != 0 {
				t.Errorf("%d slots are lost", n)
			}
		})
	}
	if n := strings.Count(log.String(), "panic: secret"); n != 2 {
		t.Errorf("%d panics in the log, want 2:\n%s", n, log)
	}
}

// TestStopUnderAbuse stops the service in the middle of what clients can do to it. It must end
// within the grace period with every place and slot free. The bubble fails if a goroutine is left.
func TestStopUnderAbuse(t *testing.T) {
	for _, later := range []time.Duration{0, time.Second, 11 * time.Second} {
		t.Run(later.String(), func(t *testing.T) {
			bubble(t, func(l *limits) { l.connections, l.concurrent = 10, 4 }, func(t *testing.T, s *service, l *pipeListener, stop func(), ended <-chan error) {
				for _, text := range []string{
					"",                                       // no request
					"POST /generate/per",                     // slow header
					withBody("Content-Length: 100\r\n\r\n{"), // slow body
					withBody("Transfer-Encoding: chunked\r\n\r\n2\r\n{}"), // slow chunks
					"GET / HTTP/1.1\r\nHost: a\r\n\r\n",                   // does not read the error
					"oops\r\n\r\n",                                        // does not read the error of net/http
					post3,                                                 // does not read the document
					strings.Replace(post3, "14\r\n\r\n{", "19\r\n\r\n{     ", 1), // nor this one
				} {
					conn := dial(t, l)
					go io.WriteString(conn, text)
				}
				gone, stuck := dial(t, l), dial(t, l)
				send(t, gone, "bundle", 1_000_000)
				if _, err := http.ReadResponse(bufio.NewReader(gone), nil); err != nil {
					t.Fatal(err)
				}
				gone.Close() // in the middle of a stream
				send(t, stuck, "bundle", 1_000_000)
				for range 3 { // all but one wait for a place
					go l.dial()
				}
				time.Sleep(later)
				synctest.Wait()

				start := time.Now()
				stop()
				if err := <-ended; err != nil {
					t.Errorf("serve returned %v", err)
				}
				if took := time.Since(start); took > s.limits.grace {
					t.Errorf("stopped after %v, want at most %v", took, s.limits.grace)
				}
				time.Sleep(time.Second) // net/http waits half a second before it closes some connections
				synctest.Wait()
				if places, slots := len(s.places), len(s.slots)+len(s.streams); places+slots != 0 {
					t.Errorf("%d places and %d slots are not free", places, slots)
				}
			})
		})
	}
}

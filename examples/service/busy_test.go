package main

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestBusy checks that a request above the limit waits for a while and is then refused, and
// that a client that closes its connection in the middle of a stream frees its slot.
func TestBusy(t *testing.T) {
	bubble(t, func(l *limits) { l.concurrent = 1 }, func(t *testing.T, s *service, l *pipeListener, _ func(), _ <-chan error) {
		stream := dial(t, l)
		send(t, stream, "bundle", 1_000_000)
		synctest.Wait()
		for _, free := range []bool{false, true} {
			if free {
				time.AfterFunc(s.limits.wait/2, func() { stream.Close() })
			}
			start, conn := time.Now(), dial(t, l)
			send(t, conn, "person", 1)
			resp, answer := receive(t, conn)
			took := time.Since(start)
			if free {
				if resp.StatusCode != http.StatusOK || took != s.limits.wait/2 {
					t.Errorf("after the client has gone: status %d, %+v, after %v", resp.StatusCode, answer, took)
				}
			} else if resp.StatusCode != http.StatusServiceUnavailable || resp.Header.Get("Retry-After") == "" || answer.Code != "busy" || took != s.limits.wait {
				t.Errorf("above the limit: status %d, %+v, after %v, want %v", resp.StatusCode, answer, took, s.limits.wait)
			}
		}
	})
}

// TestStreams checks that slow streams leave slots for other requests.
func TestStreams(t *testing.T) {
	bubble(t, func(l *limits) { l.concurrent = 4 }, func(t *testing.T, _ *service, l *pipeListener, _ func(), _ <-chan error) {
		for range 2 {
			send(t, dial(t, l), "bundle", 1_000_000)
		}
		synctest.Wait()
		for records, status := range map[int]int{1001: http.StatusServiceUnavailable, 1000: http.StatusOK} {
			conn := dial(t, l)
			send(t, conn, "person", records)
			if resp, answer := receive(t, conn); resp.StatusCode != status {
				t.Errorf("%d records beside two of two streams: status %d, %+v, want %d", records, resp.StatusCode, answer, status)
			}
		}
	})
}

// TestWaitingReports checks that reports that wait for their turn keep no slot from other requests.
func TestWaitingReports(t *testing.T) {
	bubble(t, func(l *limits) { l.reference, l.reports, l.concurrent = 100, 1, 2 }, func(t *testing.T, s *service, l *pipeListener, _ func(), _ <-chan error) {
		ask := func(path string) net.Conn {
			conn := dial(t, l)
			if _, err := io.WriteString(conn, "GET "+path+" HTTP/1.1\r\nHost: test\r\nAccept: text/html\r\n\r\n"); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			return conn
		}
		s.reports <- struct{}{}
		for range 4 {
			ask("/report?records=5")
		}
		if n := len(s.slots); n != 0 {
			t.Errorf("reports that wait take %d slots", n)
		}
		start, conn := time.Now(), ask("/?records=5")
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode != http.StatusOK || time.Since(start) != 0 {
			t.Errorf("beside reports that wait: status %d after %v", resp.StatusCode, time.Since(start))
		}
	})
}

// TestConnections checks that a connection above the limit waits until another ends, and that
// connections end after their response while more than half of the places are taken.
func TestConnections(t *testing.T) {
	bubble(t, func(l *limits) { l.connections = 4 }, func(t *testing.T, _ *service, l *pipeListener, _ func(), _ <-chan error) {
		first := dial(t, l)
		send(t, first, "person", 1)
		if resp, _ := receive(t, first); resp.Close {
			t.Error("the service closes the only connection after its response")
		}
		for range 3 {
			dial(t, l)
		}
		waiting := make(chan net.Conn)
		go func() {
			conn, _ := l.dial()
			waiting <- conn
		}()
		synctest.Wait()
		select {
		case <-waiting:
			t.Fatal("a connection above the limit was accepted")
		default:
		}
		send(t, first, "person", 1)
		if resp, _ := receive(t, first); !resp.Close {
			t.Error("the service keeps a connection while another client waits")
		}
		fifth := <-waiting
		defer fifth.Close()
		send(t, fifth, "person", 1)
		if resp, answer := receive(t, fifth); resp.StatusCode != http.StatusOK {
			t.Errorf("the client that waited got status %d, %+v", resp.StatusCode, answer)
		}
	})
}

// TestNoReader checks that the service gives up on a client that reads no answer, whether the
// answer is of the service or of net/http, and that the connection ends.
func TestNoReader(t *testing.T) {
	for name, request := range map[string]string{
		"error":       "GET / HTTP/1.1\r\nHost: test\r\n\r\n",
		"health":      "GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n",
		"bad request": "GET / HTTP/1.1\r\n\r\n",
		"expectation": "GET / HTTP/1.1\r\nHost: test\r\nExpect: more\r\n\r\n",
		"options":     "OPTIONS * HTTP/1.1\r\nHost: test\r\n\r\n",
		"large body":  "POST /generate/person HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: 20000\r\n\r\n" + strings.Repeat(" ", 20000),
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, nil, func(t *testing.T, s *service, l *pipeListener, _ func(), _ <-chan error) {
				conn := dial(t, l)
				go conn.Write([]byte(request))
				time.Sleep(s.limits.write - 1)
				synctest.Wait()
				if n := len(s.places); n != 2 { // the listener has one for the next client
					t.Fatalf("%d places are taken before the limit, want 2", n)
				}
				time.Sleep(time.Second) // net/http waits half a second before it closes a connection
				synctest.Wait()
				if n := len(s.places); n != 1 {
					t.Errorf("%d places are taken after the limit, want 1", n)
				}
			})
		})
	}
}

// receive reads a response of the right form.
func receive(t *testing.T, conn net.Conn) (*http.Response, answer) {
	t.Helper()
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := readAnswer(resp)
	if err != nil {
		t.Fatal(err)
	}
	return resp, a
}

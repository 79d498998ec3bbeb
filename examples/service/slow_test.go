package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// The tests of this file run the service in a synctest bubble with a fake clock, over
// connections in memory, so that clients can be slow without delaying the tests.

// A pipeListener accepts connections in memory.
type pipeListener struct {
	conns  chan net.Conn
	closed chan struct{}
}

func newPipeListener() *pipeListener {
	return &pipeListener{make(chan net.Conn), make(chan struct{})}
}

func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *pipeListener) Close() error {
	select {
	case <-l.closed:
	default:
		close(l.closed)
	}
	return nil
}

func (l *pipeListener) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "unix"} }

// dial connects. It returns net.ErrClosed if the listener is closed.
func (l *pipeListener) dial() (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case l.conns <- server:
		return client, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// bubble runs a test against a service in a bubble. stop ends the service, and ended
// receives the result of serve.
func bubble(t *testing.T, change func(*limits), test func(t *testing.T, s *service, l *pipeListener, stop func(), ended <-chan error)) {
	synctest.Test(t, func(t *testing.T) {
		limits := defaultLimits()
		if change != nil {
			change(&limits)
		}
		s := newService(limits, slog.New(slog.DiscardHandler))
		listener := newPipeListener()
		ctx, stop := context.WithCancel(context.Background())
		ended, done := make(chan error, 1), make(chan struct{})
		go func() {
			ended <- s.serve(ctx, listener)
			close(done)
		}()
		defer func() {
			stop()
			<-done
		}()
		test(t, s, listener, stop, ended)
	})
}

func dial(t *testing.T, l *pipeListener) net.Conn {
	t.Helper()
	conn, err := l.dial()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// send writes a request for a number of records.
func send(t *testing.T, conn net.Conn, kind string, records int) {
	t.Helper()
	body := fmt.Sprintf(`{"records": %d}`, records)
	if _, err := fmt.Fprintf(conn, "POST /generate/%s HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", kind, len(body), body); err != nil {
		t.Fatal(err)
	}
}

// readSlowly reads all text, with a pause after every step bytes. Its error is nil at the
// end of the response, and io.ErrUnexpectedEOF if the response is cut off.
func readSlowly(r io.Reader, step int64, pause time.Duration) (string, error) {
	var b strings.Builder
	for {
		if _, err := io.CopyN(&b, r, step); errors.Is(err, io.EOF) {
			return b.String(), nil
		} else if err != nil {
			return b.String(), err
		}
		time.Sleep(pause)
	}
}

// TestSlowHeader checks that the service closes the connection of a client that does not
// finish its request.
func TestSlowHeader(t *testing.T) {
	bubble(t, nil, func(t *testing.T, s *service, l *pipeListener, _ func(), _ <-chan error) {
		conn, start := dial(t, l), time.Now()
		fmt.Fprint(conn, "POST /generate/person HTTP/1.1\r\n")
		if _, err := io.ReadAll(conn); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took != s.limits.read {
			t.Errorf("the connection was closed after %v, want %v", took, s.limits.read)
		}
	})
}

// TestSlowBody checks that a client that does not finish its body gets an error, and does
// not block other clients until then.
func TestSlowBody(t *testing.T) {
	bubble(t, func(l *limits) { l.concurrent = 1 }, func(t *testing.T, s *service, l *pipeListener, _ func(), _ <-chan error) {
		slow := dial(t, l)
		fmt.Fprint(slow, "POST /generate/person HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
		synctest.Wait()

		quick := dial(t, l)
		send(t, quick, "bundle", 1)
		resp, err := http.ReadResponse(bufio.NewReader(quick), nil)
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Fatalf("the quick client got %v, %v", resp, err)
		}
		if _, err := io.Copy(io.Discard, resp.Body); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		resp, err = http.ReadResponse(bufio.NewReader(slow), nil)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusRequestTimeout || !strings.Contains(string(text), `"code":"request_timeout"`) {
			t.Errorf("the slow client got status %d, %s, %v", resp.StatusCode, text, err)
		}
		if took := time.Since(start); took != s.limits.read {
			t.Errorf("the error came after %v, want %v", took, s.limits.read)
		}
	})
}

// TestSlowReader checks that the service gives up on a client that has stopped reading, and
// serves a client that reads slowly.
func TestSlowReader(t *testing.T) {
	bubble(t, func(l *limits) { l.concurrent = 1 }, func(t *testing.T, s *service, l *pipeListener, _ func(), _ <-chan error) {
		stuck, start := dial(t, l), time.Now()
		send(t, stuck, "bundle", 100_000)
		synctest.Wait()
		s.slots <- struct{}{} // blocks until the service gives up on the stuck client
		<-s.slots
		if took := time.Since(start); took != s.limits.write {
			t.Errorf("the service gave up after %v, want %v", took, s.limits.write)
		}

		slow := dial(t, l)
		send(t, slow, "person", 1100)
		resp, err := http.ReadResponse(bufio.NewReaderSize(slow, 16), nil)
		if err != nil {
			t.Fatal(err)
		}
		start = time.Now()
		text, err := readSlowly(resp.Body, 10_000, s.limits.write/5)
		if lines := strings.Count(text, "\n"); err != nil || lines != 1100 {
			t.Errorf("the slow client got %d lines of 1100: %v", lines, err)
		}
		if took := time.Since(start); took < 10*s.limits.write {
			t.Errorf("the client took only %v: it is not slow", took)
		}
	})
}

// TestTotalTime checks that a response that takes too long is cut off, and that the client
// sees an error.
func TestTotalTime(t *testing.T) {
	bubble(t, nil, func(t *testing.T, s *service, l *pipeListener, _ func(), _ <-chan error) {
		conn := dial(t, l)
		send(t, conn, "bundle", 1_000_000)
		resp, err := http.ReadResponse(bufio.NewReaderSize(conn, 16), nil)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		_, err = readSlowly(resp.Body, 30_000, s.limits.write/4)
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("the response ended with %v, want %v", err, io.ErrUnexpectedEOF)
		}
		if took := time.Since(start); took < s.limits.total || took > s.limits.total+2*s.limits.write {
			t.Errorf("cut off after %v, want %v", took, s.limits.total)
		}
	})
}

// TestGracefulStop checks that a stopped service accepts no connection, and completes a
// response in progress.
func TestGracefulStop(t *testing.T) {
	bubble(t, nil, func(t *testing.T, _ *service, l *pipeListener, stop func(), ended <-chan error) {
		conn := dial(t, l)
		send(t, conn, "bundle", 1200)
		resp, err := http.ReadResponse(bufio.NewReaderSize(conn, 16), nil)
		if err != nil {
			t.Fatal(err)
		}
		stop()
		synctest.Wait()
		if _, err := l.dial(); err == nil {
			t.Error("a stopped service accepts connections")
		}
		text, err := io.ReadAll(resp.Body)
		if lines := strings.Count(string(text), "\n"); err != nil || lines != 1200 {
			t.Errorf("the response in progress ended after %d lines of 1200: %v", lines, err)
		}
		if err := <-ended; err != nil {
			t.Errorf("serve returned %v", err)
		}
	})
}

// TestStopCutsOff checks that a stopped service waits no longer than the grace period for a
// client that does not read, also while it waits for a place for the next client.
func TestStopCutsOff(t *testing.T) {
	bubble(t, func(l *limits) { l.write, l.connections = time.Hour, 1 }, func(t *testing.T, s *service, l *pipeListener, stop func(), ended <-chan error) {
		send(t, dial(t, l), "bundle", 1_000_000)
		synctest.Wait()
		start := time.Now()
		stop()
		if err := <-ended; err != nil {
			t.Errorf("serve returned %v", err)
		}
		if took := time.Since(start); took != s.limits.grace {
			t.Errorf("stopped after %v, want %v", took, s.limits.grace)
		}
		synctest.Wait()
		if n := len(s.slots); n > 0 {
			t.Errorf("%d responses are still in progress", n)
		}
	})
}

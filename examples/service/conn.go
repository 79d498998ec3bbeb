package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A limitListener accepts as many connections as the service has places. Further clients wait in
// the queue of the operating system, where they take no memory of the service. The system resets
// the connections for which its queue has no space.
type limitListener struct {
	net.Listener
	service *service
	stop    context.Context // ends the wait for a place
}

func (l *limitListener) Accept() (net.Conn, error) {
	select {
	case l.service.places <- struct{}{}:
	case <-l.stop.Done():
		return nil, net.ErrClosed
	}
	c, err := l.Listener.Accept()
	if err != nil {
		<-l.service.places
		return nil, err
	}
	return &conn{Conn: c, service: l.service, free: sync.OnceFunc(func() { <-l.service.places })}, nil
}

// maxLines is the maximum number of lines of a request: of its header, body and trailer together. In
// net/http a header or a trailer of 4 KiB takes 100 KiB of memory if its lines are short.
const maxLines = 400

var errLines = fmt.Errorf("want a request of at most %d lines", maxLines)

// A conn is the connection of a client. It limits the lines of each request, and the time of each
// write, also of those for which net/http has no limit. And it gives the common form to the errors
// that net/http writes by itself: to a request that it cannot parse, before any handler runs.
type conn struct {
	net.Conn
	service *service
	lines   atomic.Int32 // read since the last write
	free    func()       // frees the place
}

func (c *conn) Close() error {
	defer c.free()
	return c.Conn.Close()
}

// CloseWrite tells the client that the answer is complete. net/http calls it.
func (c *conn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return errors.ErrUnsupported
}

// Read reads little at a time, because net/http reserves memory for each line of a header that it
// has read. If there are too many lines, net/http answers with an error, or the handler if it is
// reading the body.
func (c *conn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b[:min(len(b), 1024)])
	if c.lines.Add(int32(bytes.Count(b[:n], []byte("\n")))) > maxLines {
		return 0, errLines
	}
	return n, err
}

func (c *conn) Write(b []byte) (int, error) {
	if err := c.SetWriteDeadline(time.Now().Add(c.service.limits.write)); err != nil {
		return 0, err
	}
	c.lines.Store(0)
	p := serverError(b)
	if p == nil {
		return c.Conn.Write(b)
	}
	c.service.log.Warn("request", "remote", c.RemoteAddr().String(), "status", p.status, "error", p.message)
	body, _ := json.Marshal(p.form()) // strings have a JSON form
	if _, err := fmt.Fprintf(c.Conn, "HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s\n",
		p.status, http.StatusText(p.status), jsonType, len(body)+1, body); err != nil {
		return 0, err
	}
	// net/http closes the connection next. While the client is still sending, that would
	// reset the connection, and the client could lose the answer.
	_ = c.CloseWrite()
	_ = c.SetReadDeadline(time.Now().Add(time.Second / 2))
	_, _ = io.CopyN(io.Discard, c.Conn, 256<<10)
	return len(b), nil
}

// serverError returns the problem if b is an error that net/http answers by itself, otherwise
// nil. net/http writes it in one piece, and not as JSON, as the service does.
func serverError(b []byte) *problem {
	if !bytes.HasPrefix(b, []byte("HTTP/1.")) {
		return nil
	}
	resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(b)), nil)
	if err != nil || resp.StatusCode < 400 {
		return nil
	}
	if written := resp.Header.Get("Content-Type"); written == jsonType || written == pageType {
		return nil
	}
	_, reason, _ := strings.Cut(resp.Status, ": ")
	return serverProblem(resp.StatusCode, reason)
}

//go:build linux || darwin

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// jsonRequest returns a request for data of a kind.
func jsonRequest(name, kind, body, want string, headers ...string) rawRequest {
	headers = append([]string{"Host: a", "Content-Type: application/json", fmt.Sprint("Content-Length: ", len(body))}, headers...)
	return rawRequest{name, get("POST /generate/"+kind+" HTTP/1.1", headers...) + body, want}
}

// wrongRequests returns valid HTTP requests that the service refuses.
func wrongRequests() []rawRequest {
	return []rawRequest{
		jsonRequest("cut short", "person", `{"records": 3`, "400 bad_request"),
		jsonRequest("array", "vehicle", `[]`, "400 bad_request"),
		jsonRequest("unknown member", "profile", `{"count": 3}`, "400 bad_request"),
		jsonRequest("no records", bundle, `{"records": 0}`, "400 bad_request"),
		jsonRequest("too many records", bundle, `{"records": 1000001}`, "400 too_many_records"),
		jsonRequest("unknown setting", "person", `{"settings": {"state": "CA"}}`, "400 invalid_settings"),
		jsonRequest("wrong settings", "person", `{"settings": {"states": ["XX"], "commercial_share": 101}}`, "400 invalid_settings"),
		jsonRequest("many wrong settings", "person", `{"settings": {"states": [`+strings.Repeat(`"?", `, 3000)+`"?"]}}`, "400 invalid_settings"),
		jsonRequest("no stream accepted", bundle, `{"records": 1001}`, "406 not_acceptable", "Accept: application/json"),
		jsonRequest("large body", "person", strings.Repeat(" ", 16<<10+1), "413 body_too_large"),
		jsonRequest("body of a megabyte", "person", strings.Repeat(" ", 1_000_000), "413 body_too_large"),
		jsonRequest("unknown kind", "claim", `{}`, "404 not_found"),
	}
}

// A longRequest is a request that a client sends in two parts.
type longRequest struct {
	rawRequest
	first int // bytes of the first part
}

// longRequests returns the requests that take the most memory. The first has as many lines as net/http
// reads, the others as many as the service takes.
func longRequests() []longRequest {
	lines := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strconv.FormatInt(int64(i), 36) + ":\n") // a line feed alone ends a line, too
		}
		return b.String()
	}
	build := func(name, want string, header, trailer int) longRequest {
		body := fmt.Sprintf(`{"records": 1000%*s`, 16<<10-16, "}")
		text := strings.Replace(withBody("Transfer-Encoding: chunked\r\n"), "person", bundle, 1) + lines(header) + fmt.Sprintf("\r\n%x\r\n%s\r\n0\r\n%sz:\r\n", len(body), body, lines(trailer))
		return longRequest{rawRequest{name, text + "\r\n", want}, len(text)}
	}
	header := build("long header", "200", 380, 0)
	header.first = strings.Index(header.request, "\n\r\n")
	return []longRequest{build("too many lines", "400 bad_request", 970, 970), header, build("long trailer", "200", 80, 300)}
}

// begin sends the first part of a request over a new connection.
func (c *client) begin(q longRequest) error {
	c.close()
	if err := c.dial(); err != nil {
		return err
	}
	_, _ = io.WriteString(c.conn, q.request[:q.first]) // the service may refuse the request before it has arrived
	return nil
}

// end sends the second part, and checks the answer.
func (c *client) end(q longRequest) error {
	go io.WriteString(c.conn, q.request[q.first:])
	_, err := c.receive(q.rawRequest)
	c.close()
	return err
}

// slowHeader sends lines of a header until the service closes the connection.
func (c *client) slowHeader(ctx context.Context) error {
	err := c.trickle(ctx, longRequests()[1].request[:1500], "\na:")
	switch {
	case ctx.Err() != nil:
		return nil
	case errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET):
		c.noHeader++
		return nil
	}
	return fmt.Errorf("slow header: an answer or %v, want a closed connection", err)
}

// slowBody sends bytes of a body until the service answers.
func (c *client) slowBody(ctx context.Context) error {
	q := longRequests()[2]
	err := c.trickle(ctx, q.request[:10_000], " ")
	if ctx.Err() != nil {
		return nil
	}
	if err == nil {
		q.want = "408 request_timeout"
		_, err = c.receive(q.rawRequest)
	}
	return err
}

// trickle opens a connection, and sends the first text at once and the next one twice a second,
// until there is an answer, the connection ends or the context ends.
func (c *client) trickle(ctx context.Context, first, next string) error {
	c.close()
	if err := c.dial(); err != nil {
		return err
	}
	for text := first; ctx.Err() == nil; text = next {
		_, _ = io.WriteString(c.conn, text) // the next read reports a closed connection
		if err := c.conn.SetReadDeadline(time.Now().Add(time.Second / 2)); err != nil {
			return err
		}
		if _, err := c.reader.Peek(1); !errors.Is(err, os.ErrDeadlineExceeded) {
			return errors.Join(err, c.conn.SetReadDeadline(time.Time{}))
		}
	}
	return ctx.Err()
}

// stopReading asks for a long stream and stops reading until the service has given up, which must
// show in the middle of the response.
func (c *client) stopReading(ctx context.Context) error {
	c.close()
	if err := c.dial(); err != nil {
		return err
	}
	defer c.close()
	q := jsonRequest("stream that is not read", bundle, `{"records": 1000000}`, "503 busy")
	if _, err := io.WriteString(c.conn, q.request); err != nil {
		return err
	}
	resp, err := http.ReadResponse(c.reader, nil)
	if err != nil {
		return fmt.Errorf("%s: %w", q.name, err)
	}
	if resp.StatusCode != http.StatusOK {
		a, err := readAnswer(resp)
		pause(ctx, time.Second) // as Retry-After says
		return c.check(q, fmt.Sprint(resp.StatusCode, " ", a.Code), err)
	}
	if _, err := io.CopyN(io.Discard, resp.Body, 50_000); err != nil {
		return fmt.Errorf("%s: %w", q.name, err)
	}
	if pause(ctx, 2*defaultLimits().write); ctx.Err() != nil {
		return nil
	}
	// The rest is in the buffers of the operating system.
	n, err := io.Copy(io.Discard, io.LimitReader(resp.Body, 50_000_000))
	if !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, syscall.ECONNRESET) {
		return fmt.Errorf("%s: got %d bytes more and %w, want the end in the middle", q.name, n, err)
	}
	c.cutOff++
	return nil
}

// leave closes the connection in the middle of a request, or of its answer.
func (c *client) leave(q rawRequest) error {
	c.close()
	if err := c.dial(); err != nil {
		return err
	}
	defer c.close()
	c.left++
	_, err := io.WriteString(c.conn, q.request[:min(len(q.request), c.rand.IntN(2*len(q.request)))])
	if err != nil {
		return err
	}
	if err := c.conn.SetReadDeadline(time.Now().Add(time.Second / 10)); err != nil {
		return err
	}
	_, _ = io.CopyN(io.Discard, c.reader, c.rand.Int64N(100_000)) // an error means that no more has come
	return nil
}

// pause waits for a time, or until the context ends.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

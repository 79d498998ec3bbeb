//go:build linux || darwin

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"regexp"
	"strings"
	"time"
)

// A client has at most one connection at a time. Its number decides what it sends.
type client struct {
	addr   string
	number int
	rand   *rand.Rand
	bad    []rawRequest // which clients share
	conn   net.Conn     // nil between connections
	reader *bufio.Reader
	tally
}

// A tally counts what clients have seen.
type tally struct {
	bytes    int64           // received
	answers  map[string]int  // by status
	small    []time.Duration // latencies of good requests for few records
	cutOff   int             // streams, because the client did not read
	noHeader int             // connections closed without an answer, because the client did not complete its header
	left     int             // connections that the client has closed in the middle
}

func newTally() tally { return tally{answers: make(map[string]int)} }

func newClient(addr string, number int, bad []rawRequest) *client {
	return &client{addr: addr, number: number, rand: rand.New(rand.NewPCG(1, uint64(number))), bad: bad, tally: newTally()}
}

// A meter is a connection that counts the bytes it receives.
type meter struct {
	*net.TCPConn
	bytes *int64
}

func (m meter) Read(b []byte) (int, error) {
	n, err := m.TCPConn.Read(b)
	*m.bytes += int64(n)
	return n, err
}

// dial connects, unless the client is connected.
func (c *client) dial() error {
	if c.conn != nil {
		return nil
	}
	conn, err := net.Dial("tcp", c.addr)
	if err != nil {
		return err
	}
	c.conn = meter{conn.(*net.TCPConn), &c.bytes}
	c.reader = bufio.NewReader(c.conn)
	return nil
}

// close closes the connection, if there is one.
func (c *client) close() {
	if c.conn != nil {
		c.conn.Close()
		c.conn = nil
	}
}

// run sends requests until the context ends. A client of ten never completes its header, one of ten
// never completes its body, and four never read to the end of a stream, so that they take half of the
// streams.
func (c *client) run(ctx context.Context) error {
	defer c.close()
	for ctx.Err() == nil {
		var err error
		switch {
		case c.number%10 == 0:
			err = c.slowHeader(ctx)
		case c.number%10 == 1:
			err = c.slowBody(ctx)
		case c.number%50 == 2 && c.number < 200:
			err = c.stopReading(ctx)
		default:
			err = c.quick()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// quick sends a request, or several in one piece.
func (c *client) quick() error {
	kind := []string{"person", "vehicle", "profile", bundle}[c.rand.IntN(4)]
	good := func(records int, headers ...string) rawRequest {
		body := fmt.Sprintf(`{"records": %d, "seed": %d}`, records, c.rand.Uint32())
		return jsonRequest("good", kind, body, "200", headers...)
	}
	switch n := c.rand.IntN(100); {
	case n < 55:
		start := time.Now()
		got, err := c.do(good(1 + c.rand.IntN(5)))
		if got == "200" {
			c.small = append(c.small, time.Since(start))
		}
		return err
	case n < 65:
		_, err := c.do(good(200))
		return err
	case n < 68:
		_, err := c.do(good(1000))
		return err
	case n < 70:
		_, err := c.do(good(1+c.rand.IntN(5000), "Accept: application/x-ndjson"))
		return err
	case n < 74:
		path := []string{"/?records=1000", "/report?records=10000&vehicles_max=4", "/download/snapshot.zip?records=500", "/download/persons.csv?records=5000"}[n-70]
		_, err := c.do(rawRequest{"good", get(fmt.Sprintf("GET %s&seed=%d HTTP/1.1", path, c.rand.Uint32()), "Host: a", "Accept: text/html"), "200"})
		return err
	case n < 97:
		return c.doRaw(c.bad[c.rand.IntN(len(c.bad))])
	}
	return c.leave(good([]int{1000, 1_000_000}[c.rand.IntN(2)]))
}

// do sends a request over the connection of the client, and checks the answer. It returns its status
// and code.
func (c *client) do(q rawRequest) (got string, err error) {
	if err := c.dial(); err != nil {
		return "", err
	}
	go io.WriteString(c.conn, q.request) // the service may refuse the request before it has arrived
	return c.receive(q)
}

// receive reads the answer to a request, and checks it.
func (c *client) receive(q rawRequest) (got string, err error) {
	got, closed, err := readAnswers(c.reader, q)
	if closed || err != nil {
		c.close()
	}
	return got, c.check(q, got, err)
}

// doRaw sends requests over a new connection, and checks the answers and that nothing follows.
func (c *client) doRaw(q rawRequest) error {
	c.close()
	if err := c.dial(); err != nil {
		return err
	}
	defer c.close()
	got, err := exchange(c.conn, q)
	return c.check(q, got, err)
}

var (
	// generates matches requests that take a slot.
	generates = regexp.MustCompile(`POST /generate/|/report|/download/`)
	// noCode matches those of them whose errors have no code in JSON.
	noCode = regexp.MustCompile(`^HEAD /download/|Accept: text/html`)
)

// check counts answers, and returns an error if they are not the first of those that the request
// wants. A request for data may get the answer that the service is busy.
func (c *client) check(q rawRequest, got string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %s, then %w", q.name, got, err)
	}
	wants := strings.Split(q.want, ", ")
	for i, answer := range strings.Split(got, ", ") {
		busy := answer == "503 busy" && generates.MatchString(q.request) || answer == "503" && noCode.MatchString(q.request)
		if answer != wants[i] && !busy {
			return fmt.Errorf("%s: got %s, want %s", q.name, got, q.want)
		}
		c.answers[answer[:3]]++
	}
	return nil
}

//go:build linux || darwin

package main

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/synthhub/synthhub/internal/testenv"
)

var (
	loadTime        = flag.Duration("load.time", 0, "time of TestLoad (default 1s, or 5s with SYNTHHUB_LONG=1)")
	loadConnections = flag.Int("load.connections", 0, "connections of TestLoad (default 50, or 1000 with SYNTHHUB_LONG=1)")
)

// TestLoad runs the program with its default limits in a process of its own, under clients of all
// kinds at the same time: some are quick, some send what is wrong, some are slow, some stop reading,
// and some close their connection in the middle. Each answer must be complete and in its form. The
// service must take at most 200 MiB, give back its descriptors and goroutines, and stop at SIGTERM.
//
// With -v the test logs the throughput and the latency, which it does not check: the clients take
// most of the cores. The full form, in which clients also meet the limits of 10 seconds, is
//
//	go test ./examples/service -run TestLoad -v -load.time 1m -load.connections 1000
//
// Linux resets connections above about 5,000, for which its queue has no space.
func TestLoad(t *testing.T) {
	duration, connections := *loadTime, *loadConnections
	if duration == 0 {
		duration = time.Duration(testenv.Scale(1, 5)) * time.Second
	}
	if connections == 0 {
		connections = testenv.Scale(50, 1000)
	}
	p := startProcess(t)
	checkHealthy(t, p.addr)
	idle := p.descriptors()

	clients, bad := make([]*client, connections), slices.Concat(rawRequests(), wrongRequests())
	for i := range clients {
		clients[i] = newClient(p.addr, i, bad)
	}
	held := clients[:min(connections, defaultLimits().connections)]
	for _, q := range longRequests() {
		each(t, held, func(c *client) error { return c.begin(q) })
		if q.want == "200" {
			p.waitForDescriptors(t, "one for each client", func(n int) bool { return n >= idle+len(held) })
		}
		each(t, held, func(c *client) error { return c.end(q) })
	}
	for _, c := range held {
		c.tally = newTally()
	}

	start := time.Now()
	ctx, cancel := context.WithTimeout(t.Context(), duration)
	defer cancel()
	each(t, clients, func(c *client) error { return c.run(ctx) })
	took := time.Since(start)

	p.waitForDescriptors(t, "no more than an idle service", func(n int) bool { return n <= idle })
	checkHealthy(t, p.addr)
	peak := p.stop(t)
	if peak > 200<<20 && !testenv.Race() {
		t.Errorf("the service took %d MiB, want at most 200", peak>>20)
	}
	t.Logf("%s; memory at most %d MiB", summary(clients, took), peak>>20)
}

// checkHealthy checks that the service answers a good request.
func checkHealthy(t *testing.T, addr string) {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	c := jsonRequest("one bundle", "bundle", `{"records": 1}`, "200")
	if got, err := exchange(conn, c); got != c.want || err != nil {
		t.Fatalf("one bundle from an idle service: got %s, %v", got, err)
	}
}

// each calls f for all clients at the same time, and reports the first errors.
func each(t *testing.T, clients []*client, f func(*client) error) {
	t.Helper()
	errs := make(chan error, len(clients))
	var group sync.WaitGroup
	for _, c := range clients {
		group.Go(func() {
			if err := f(c); err != nil {
				errs <- fmt.Errorf("client %d: %w", c.number, err)
			}
		})
	}
	group.Wait()
	for failed := 0; len(errs) > 0 && failed < 10; failed++ {
		t.Error(<-errs)
	}
	if len(errs) > 0 {
		t.Errorf("and %d more", len(errs))
	}
}

// summary returns what the clients have seen in a time, on one line.
func summary(clients []*client, took time.Duration) string {
	sum := newTally()
	total := 0
	for _, c := range clients {
		for status, n := range c.answers {
			sum.answers[status] += n
			total += n
		}
		sum.bytes += c.bytes
		sum.small = append(sum.small, c.small...)
		sum.cutOff += c.cutOff
		sum.noHeader += c.noHeader
		sum.left += c.left
	}
	var answers strings.Builder
	for _, status := range slices.Sorted(maps.Keys(sum.answers)) {
		fmt.Fprintf(&answers, "%s: %d, ", status, sum.answers[status])
	}
	var p50, p99 time.Duration
	if n := len(sum.small); n > 0 {
		slices.Sort(sum.small)
		p50, p99 = sum.small[n/2], sum.small[n*99/100]
	}
	return fmt.Sprintf("%d connections, %.1f s, %d answers, %.0f a second, %.1f MB/s, small good requests: %d, p50 %.1f ms, p99 %.1f ms, answers %sstreams cut off: %d, closed in the header: %d, left in the middle: %d",
		len(clients), took.Seconds(), total, float64(total)/took.Seconds(), float64(sum.bytes)/1e6/took.Seconds(),
		len(sum.small), p50.Seconds()*1e3, p99.Seconds()*1e3, answers.String(), sum.cutOff, sum.noHeader, sum.left)
}

// Command benchmarks compares this library with others that do parts of its work,
// and prints a table in Markdown:
//
//	cd internal/benchmarks && go run . [-rounds 20] [-time 50ms]
//
// The contenders of a group run in turn, round after round, so that whatever else the
// machine does meets all of them; the table has the best round, since other work can
// only add to a time, and, as what counts, the ratio to this library. All run on one
// goroutine. The same contenders run
// under go test -bench.
//
// It is a module of its own, so that nobody who imports synthhub sees the others.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// A group is contenders that do the same.
type group struct {
	name, doc string
	unit      string
	list      []contender
}

// A contender does n units of work.
type contender struct {
	name string
	run  func(n int)
}

func main() {
	rounds := flag.Int("rounds", 20, "how often each contender runs")
	length := flag.Duration("time", 50*time.Millisecond, "how long it runs each time")
	flag.Parse()
	fmt.Printf("%s, %s, %s/%s, %d cores, %s.\n", time.Now().Format("2006-01-02"), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), cpuName())
	for _, g := range []group{generation(), encoding()} {
		fmt.Printf("\n%s\n\n| %s | ns per %s | ratio |\n|---|---:|---:|\n", g.doc, g.name, g.unit)
		best := measure(g, *rounds, *length)
		for i, c := range g.list {
			fmt.Printf("| %s | %.0f | %.1f |\n", c.name, best[i], best[i]/best[0])
		}
	}
}

// measure returns the best time of a unit for each contender, in nanoseconds.
func measure(g group, rounds int, length time.Duration) []float64 {
	best := make([]float64, len(g.list))
	for round := range rounds {
		for i, c := range g.list {
			if t := timeOf(c, length); round == 0 || t < best[i] {
				best[i] = t
			}
		}
	}
	return best
}

// timeOf runs a contender for about the given time.
func timeOf(c contender, length time.Duration) float64 {
	runtime.GC() // nobody pays for the garbage of the one before
	n, done := 512, 0
	start := time.Now()
	for time.Since(start) < length {
		c.run(n)
		done += n
	}
	return float64(time.Since(start).Nanoseconds()) / float64(done)
}

// cpuName is what Linux says of the processor.
func cpuName() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err == nil {
		for line := range strings.Lines(string(text)) {
			if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
				return strings.TrimSpace(value)
			}
		}
	}
	return "an unnamed processor"
}

// Command benchmarks compares synthhub with other libraries that do parts of its work, and
// prints tables in Markdown:
//
//	cd internal/benchmarks && go run . [-rounds 20] [-time 50ms]
//
// The contenders of a group take turns on one goroutine, so that other work on the machine
// affects all of them. The tables have the best round of each, since other work can only
// add to a time, and the ratio to synthhub. The same contenders run under go test -bench.
//
// It is a nested module, so that importers of synthhub do not depend on the other libraries.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// A group is a list of contenders that do the same work.
type group struct {
	name, doc  string
	unit       string
	contenders []contender
}

// A contender is a library whose function run does n units of work.
type contender struct {
	name string
	run  func(n int)
}

func main() {
	rounds := flag.Int("rounds", 20, "number of rounds")
	duration := flag.Duration("time", 50*time.Millisecond, "duration of each contender in a round")
	flag.Parse()
	fmt.Printf("%s, %s, %s/%s, %d cores, %s.\n", time.Now().Format("2006-01-02"), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), cpuName())
	for _, g := range []group{generation(), encoding()} {
		fmt.Printf("\n%s\n\n| %s | ns per %s | ratio |\n|---|---:|---:|\n", g.doc, g.name, g.unit)
		best := measure(g, *rounds, *duration)
		for i, c := range g.contenders {
			fmt.Printf("| %s | %.0f | %.1f |\n", c.name, best[i], best[i]/best[0])
		}
	}
}

// measure returns the shortest time per unit for each contender, in nanoseconds.
func measure(g group, rounds int, duration time.Duration) []float64 {
	best := make([]float64, len(g.contenders))
	for round := range rounds {
		for i, c := range g.contenders {
			if t := timeOf(c, duration); round == 0 || t < best[i] {
				best[i] = t
			}
		}
	}
	return best
}

// timeOf runs a contender for about the duration, and returns the nanoseconds per unit.
func timeOf(c contender, duration time.Duration) float64 {
	runtime.GC() // so that no contender collects the garbage of the previous one
	n, done := 512, 0
	start := time.Now()
	for time.Since(start) < duration {
		c.run(n)
		done += n
	}
	return float64(time.Since(start).Nanoseconds()) / float64(done)
}

// cpuName returns the name of the processor, on Linux.
func cpuName() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err == nil {
		for line := range strings.Lines(string(text)) {
			if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
				return strings.TrimSpace(value)
			}
		}
	}
	return "unknown processor"
}

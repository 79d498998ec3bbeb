// Command attack tries to break what the library and the command promise, thousands of times
// and at random: it damages and rewrites snapshots, kills and interrupts runs, lets system calls
// fail, starts runs at the same time and cancels them. Each attack prints one line of counts,
// and a line for each broken promise.
//
//	go run ./internal/attack                      # all attacks in full
//	go run ./internal/attack -short               # all attacks in a few seconds
//	go run ./internal/attack -n 500 consistent    # one attack
//	go run ./internal/attack -seed 7 -try 4711 mutations
//
// The seed decides what a try does, so -seed and -try repeat it. When a signal arrives and which
// of two runs comes first, no seed decides. A panic in a goroutine of the library ends the
// command: with GODEBUG=tracebacklabels=1 in the environment the trace names the try.
//
// Kills at system calls and failing system calls need strace; without it the output says that
// they are skipped. Most of the time goes into files: TMPDIR=/dev/shm makes it a third.
//
// The exit code is 1 if a promise was broken, and 2 if an attack could not be carried out.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"time"
)

// An attack tries a number of times to break a promise.
type attack struct {
	name        string
	doc         string
	short, full int // tries
	run         func(r *run) error
}

// attacks returns all attacks.
func attacks() []attack {
	return []attack{
		{"mutations", "damage snapshots at random", 150, 11_000, mutations},
		{"consistent", "change rows, and compute every digest again", 70, 1_600, consistent},
		{"kills", "kill and interrupt the command", 6, 280, kills},
		{"concurrent", "start runs at the same time", 12, 500, concurrent},
		{"ioerrors", "let system calls of the command fail", 8, 300, ioErrors},
		{"writers", "let writers fail", 50, 1_000, writers},
		{"cancels", "cancel the context", 40, 1_000, cancels},
	}
}

// named returns the attacks of these names, or all if there are none.
func named(names []string) (list []attack, err error) {
	if len(names) == 0 {
		return attacks(), nil
	}
	for _, name := range names {
		i := slices.IndexFunc(attacks(), func(a attack) bool { return a.name == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no attack %q", name)
		}
		list = append(list, attacks()[i])
	}
	return list, nil
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(command(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// command carries out the command line and returns the exit code.
func command(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("attack", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: attack [flags] [ATTACK...]")
		for _, a := range attacks() {
			fmt.Fprintf(stderr, "  %-10s %s, %d times\n", a.name, a.doc, a.full)
		}
		flags.PrintDefaults()
	}
	seed := flags.Uint64("seed", 1, "what decides every try")
	tries := flags.Int("n", 0, "number of tries (default as listed)")
	only := flags.Int("try", -1, "number of the only try to carry out, from 0")
	short := flags.Bool("short", false, "try less often")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	list, err := named(flags.Args())
	if err != nil {
		fmt.Fprintln(stderr, "attack:", err)
		return 2
	}
	code := 0
	for _, a := range list {
		n := a.full
		if *short {
			n = a.short
		}
		if *tries > 0 {
			n = *tries
		}
		start := time.Now()
		r, err := a.start(ctx, options{seed: *seed, tries: n, only: *only})
		if err != nil {
			fmt.Fprintf(stderr, "attack: %s: %v\n", a.name, err)
			return 2
		}
		fmt.Fprintf(stdout, "%s in %.0f s\n", r, time.Since(start).Seconds())
		for _, line := range r.details() {
			fmt.Fprintln(stdout, "  "+line)
		}
		if len(r.failures) > 0 {
			code = 1
		}
	}
	return code
}

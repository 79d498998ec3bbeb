// Command service offers synthetic records over HTTP, with nothing but the library
// and net/http. It is an example of how a service imports synthhub, and small enough
// to be copied.
//
//	go run ./examples/service --addr localhost:8080
//	curl localhost:8080/healthz
//	curl -d '{"records": 3, "seed": 42}' localhost:8080/generate/bundle
//	curl -d '{"records": 100000, "randomize": true}' localhost:8080/generate/person
//
// The paths are GET /healthz and POST /generate/{person,vehicle,profile,bundle}. The
// body of a request is a JSON object, all of whose members are optional:
//
//	records    number of persons; default 200
//	seed       decides every value; default that of the library
//	randomize  true for a seed by lot; the answer tells it
//	settings   other settings, as in the metadata of a snapshot
//
// Up to 1,000 records are answered as one JSON document with metadata; more, or
// where the client accepts application/x-ndjson, as a stream of JSON objects, one a
// line: rows of the table, or for a bundle one record with person, vehicles and
// profile. The headers X-Dataset-Version and X-Seed tell what it takes to make the
// same again. A stream that cannot be completed is cut off, so that no client takes
// a part for the whole.
//
// Every error has the same form, {"error":{"code":"...","message":"..."}}.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

// limits bound what clients can make the service do.
type limits struct {
	body       int64         // bytes of a request's body
	records    int           // records of a request
	document   int           // records of an answer that is not a stream
	concurrent int           // requests that generate at the same time
	read       time.Duration // for a request to arrive
	write      time.Duration // for a client to take a piece of the answer
	total      time.Duration // for an answer
	grace      time.Duration // for answers under way when the service stops
}

func defaultLimits() limits {
	return limits{
		body: 64 << 10, records: 1_000_000, document: 1000, concurrent: 4 * runtime.GOMAXPROCS(0),
		read: 10 * time.Second, write: 10 * time.Second, total: 5 * time.Minute, grace: 10 * time.Second,
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	if err := run(ctx, os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "service:", err)
		os.Exit(1)
	}
}

// run serves until the context ends.
func run(ctx context.Context, args []string, stderr io.Writer) error {
	l := defaultLimits()
	fs := flag.NewFlagSet("service", flag.ContinueOnError)
	fs.SetOutput(stderr)
	addr := fs.String("addr", "localhost:8080", "address to listen on")
	fs.IntVar(&l.records, "max-records", l.records, "most records of a request")
	fs.IntVar(&l.concurrent, "max-concurrent", l.concurrent, "most requests that generate at the same time")
	fs.DurationVar(&l.total, "max-time", l.total, "most time of an answer")
	fs.DurationVar(&l.grace, "grace", l.grace, "time for answers under way when the service stops")
	if err := fs.Parse(args); errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}
	if l.records < 1 || l.concurrent < 1 {
		return errors.New("--max-records and --max-concurrent: want 1 or more")
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", *addr)
	if err != nil {
		return err
	}
	return newService(l, slog.New(slog.NewJSONHandler(stderr, nil))).serve(ctx, listener)
}

// serve answers requests until the context ends. Then it accepts no more, lets the
// answers under way end in the time of grace, and cuts off what is left.
func (s *service) serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler:        s.handler(),
		ReadTimeout:    s.limits.read, // of header and body; writes have the time of patientWriter
		IdleTimeout:    time.Minute,
		MaxHeaderBytes: 16 << 10,
		ErrorLog:       slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	stopped := make(chan error, 1)
	context.AfterFunc(ctx, func() {
		s.log.Info("stopping")
		patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.limits.grace)
		defer cancel()
		err := server.Shutdown(patience)
		if errors.Is(err, context.DeadlineExceeded) {
			s.log.Warn("cutting off answers that are under way")
			err = server.Close() // their next write fails
		}
		stopped <- err
	})
	s.log.Info("listening", "addr", listener.Addr().String())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}

// Command service offers synthetic records over HTTP. It uses only the library and
// net/http, and is small enough to copy into a service of your own.
//
//	go run ./examples/service --addr localhost:8080
//	curl localhost:8080/healthz
//	curl --json '{"records": 3, "seed": 42}' localhost:8080/generate/bundle
//	curl --json '{"records": 100000, "randomize": true}' -H 'Accept: application/x-ndjson' localhost:8080/generate/person
//
// A browser at http://localhost:8080/ gets a page: a form, the first rows of the dataset that it asks for,
// a report of what is in it, and downloads.
//
// For programs, the paths are GET /healthz and POST /generate/{person,vehicle,profile,bundle}. The
// body of a request is a JSON object of the type application/json, as curl --json sends it,
// or empty. All members are optional:
//
//	records    number of persons; the default is 200
//	seed       the number that decides every value; the default is that of the library
//	randomize  true for a random seed, which the response reports
//	settings   further settings, as in the metadata of a snapshot
//
// The response to at most 1,000 records is one JSON document with metadata. The response
// to more records, or to a client that accepts application/x-ndjson, is a stream of JSON
// objects, one per line: rows of the table, or for a bundle records with person, vehicles
// and profile. The headers X-Dataset-Version and X-Seed hold what is needed to generate
// the same data again. If a stream cannot be completed, the service closes the connection
// in the middle of the response, so that the client sees an error.
//
// GET /report and GET /download/FILE take a dataset from the query, as the form of the page sends it:
//
//	records           number of persons, at most 100,000, or 10,000 for a report; the default is 200
//	seed              the number that decides every value
//	as_of             the day of the dataset, such as 2025-11-01
//	states            USPS codes with commas in between, such as CA,NV; empty for all
//	commercial_share  percentage of persons in the commercial line
//	vehicles_min      minimum number of vehicles of a person
//	vehicles_max      maximum number of vehicles of a person
//
// A FILE is persons.csv, vehicles.csv, profiles.csv, the same as .ndjson, dataset.json or snapshot.zip. A
// browser gets errors on the page. Other web pages can link to these addresses, but not load them.
//
// Every error has the same form, {"error":{"code":"...","message":"..."}}, also where the
// request is not valid HTTP. A client that does not finish its header gets no response: the
// service closes the connection.
//
// The service takes at most 200 MiB of memory, whatever its clients do. The limits of
// connections, headers, bodies and requests in progress see to that.
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
	"runtime/debug"
	"syscall"
	"time"
)

// limits are the maximum resources of requests.
type limits struct {
	connections int           // connections at the same time; further clients wait
	body        int64         // bytes of a request's body
	records     int           // records of a request
	document    int           // records of a response that is not a stream
	download    int           // records of the page and its downloads
	report      int           // records of a report
	reference   int           // records that a report compares them with
	concurrent  int           // requests that generate at the same time, at most half of them streams
	reports     int           // reports at the same time
	wait        time.Duration // until a request above the limit of concurrent is refused
	read        time.Duration // until a request has arrived
	write       time.Duration // until a client has received a chunk of the response
	total       time.Duration // until a response is complete
	grace       time.Duration // until responses in progress end when the service stops
}

// memory is what all connections and responses together may take with the default limits, in
// bytes. Near it, the garbage collector works harder.
const memory = 140 << 20

func defaultLimits() limits {
	return limits{
		connections: 1000, body: 16 << 10, records: 1_000_000, document: 1000, download: 100_000, report: 10_000, reference: 10_000,
		concurrent: 16, reports: 2, wait: time.Second,
		read: 10 * time.Second, write: 10 * time.Second, total: 5 * time.Minute, grace: 10 * time.Second,
	}
}

// defaultAddress is the address to listen on.
const defaultAddress = "localhost:8080"

func main() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memory)
	}
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
	flags := flag.NewFlagSet("service", flag.ContinueOnError)
	flags.SetOutput(stderr)
	addr := flags.String("addr", defaultAddress, "address to listen on")
	flags.IntVar(&l.connections, "max-connections", l.connections, "maximum number of connections at the same time")
	flags.IntVar(&l.records, "max-records", l.records, "maximum number of records of a request")
	flags.IntVar(&l.concurrent, "max-concurrent", l.concurrent, "maximum number of requests that generate at the same time")
	flags.DurationVar(&l.total, "max-time", l.total, "maximum time of a response")
	flags.DurationVar(&l.grace, "grace", l.grace, "time for responses in progress when the service stops")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}
	if l.connections < 1 || l.records < 1 || l.concurrent < 1 {
		return errors.New("--max-connections, --max-records and --max-concurrent: want 1 or more")
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", *addr)
	if err != nil {
		return err
	}
	return newService(l, slog.New(slog.NewJSONHandler(stderr, nil))).serve(ctx, listener)
}

// serve answers requests until the context ends. Then it accepts no more requests, waits
// for the responses in progress, and after the grace period closes their connections.
func (s *service) serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler:        s,
		ReadTimeout:    s.limits.read, // of header and body; conn limits writes
		IdleTimeout:    time.Minute,
		MaxHeaderBytes: 1, // net/http adds 4096
		ErrorLog:       slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	stopped := make(chan error, 1)
	context.AfterFunc(ctx, func() {
		s.log.Info("stopping")
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.limits.grace)
		defer cancel()
		err := server.Shutdown(grace)
		if errors.Is(err, context.DeadlineExceeded) {
			s.log.Warn("closing the connections of responses in progress")
			err = server.Close() // their next write fails
		}
		stopped <- err
	})
	s.log.Info("listening", "addr", listener.Addr().String())
	if err := server.Serve(&limitListener{listener, s, ctx}); ctx.Err() == nil {
		return err
	}
	return <-stopped
}

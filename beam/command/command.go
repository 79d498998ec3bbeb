// Package command is the command synthhub-beam, for programs that hold user-defined entities:
//
//	func main() {
//		beam.Register(custom.Entities()...)
//		os.Exit(command.Main(os.Args[1:], os.Stdout, os.Stderr))
//	}
package command

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	sdk "github.com/apache/beam/sdks/v2/go/pkg/beam"
	beamlog "github.com/apache/beam/sdks/v2/go/pkg/beam/log"

	"github.com/synthhub/synthhub/beam"
)

// The exit codes.
const (
	exitSuccess = 0
	exitFailure = 1 // also if findings were reported
	exitUsage   = 2
)

const usage = `usage: synthhub-beam generate --output-dir FOLDER [flags] [flags of Beam]
       synthhub-beam verify FOLDER [flags] [flags of Beam]

A FOLDER is a path or an address such as gs://bucket/folder. Without flags of Beam the work is done
in this process. With --runner=universal --endpoint=HOST:PORT a job service does it, and this
program is sent to its workers.

`

// Main carries out a command line, without the name of the program, and returns the exit code: 0
// for success, 1 for a failure or findings, 2 for a wrong command line. It does not return in a
// worker. Call it once in a process, since it parses the flags of Beam, which are global.
func Main(args []string, stdout, stderr io.Writer) int {
	if isWorker(args) {
		flag.CommandLine.Parse(args)
		sdk.Init() // does not return
	}
	c, err := parse(args)
	if err != nil {
		fmt.Fprintln(stderr, "synthhub-beam:", err)
		return exitUsage
	}
	if c == nil {
		help(stdout)
		return exitSuccess
	}
	if err := flag.CommandLine.Parse(c.beam); err != nil {
		fmt.Fprintln(stderr, "synthhub-beam:", err)
		return exitUsage
	}
	if !c.verbose {
		beamlog.LogLevel = "error"
	}
	sdk.Init()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	switch err := c.run(ctx, stdout); {
	case err == nil:
		return exitSuccess
	case errors.Is(err, errFindings):
		return exitFailure
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "synthhub-beam: interrupted")
	default:
		fmt.Fprintln(stderr, "synthhub-beam:", err)
	}
	return exitFailure
}

// isWorker reports whether a command line is that with which Beam starts a worker.
func isWorker(args []string) bool {
	return len(args) > 0 && (args[0] == "--worker" || args[0] == "--worker=true")
}

// errFindings ends a command that has printed findings.
var errFindings = errors.New("findings were reported")

// run does what the command line says.
func (c *command) run(ctx context.Context, stdout io.Writer) error {
	if c.name == "generate" {
		totals, err := beam.Generate(ctx, c.plan)
		if err != nil {
			return err
		}
		if c.json {
			return json.NewEncoder(stdout).Encode(totals)
		}
		_, err = fmt.Fprintf(stdout, "%s: %d parts, %d rows, %d bytes, %d retries\n", c.plan.Folder, totals.Parts, totals.Records, totals.Bytes, totals.Retries)
		return err
	}
	report, err := beam.Verify(ctx, c.plan)
	if err != nil {
		return err
	}
	if err := c.print(stdout, report); err != nil {
		return err
	}
	if report.Total > 0 {
		return errFindings
	}
	return nil
}

func (c *command) print(w io.Writer, report *beam.Report) error {
	if c.json {
		return json.NewEncoder(w).Encode(report)
	}
	for _, f := range report.Findings {
		fmt.Fprintln(w, f)
	}
	_, err := fmt.Fprintf(w, "%s: %d parts, %d rows, %d bytes, %d retries, %d findings\n",
		c.plan.Folder, report.Parts, report.Records, report.Bytes, report.Retries, report.Total)
	return err
}

func help(w io.Writer) {
	fmt.Fprint(w, usage)
	for _, name := range []string{"generate", "verify"} {
		fmt.Fprintf(w, "Flags of %s:\n", name)
		f := newCommand(name).flags
		f.SetOutput(w)
		f.PrintDefaults()
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w, "Flags of Beam:")
	flag.CommandLine.SetOutput(w)
	flag.CommandLine.PrintDefaults()
}

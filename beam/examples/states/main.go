// Command states is a pipeline of its own over the records of a dataset: it writes the persons as
// newline-delimited JSON, and counts them by state. Run it with the flags of Beam, or in this
// process without any:
//
//	go run ./examples/states --persons persons.ndjson --counts counts.txt
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"

	sdk "github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/textio"
	beamlog "github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/transforms/stats"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/beam"
)

// Workers find functions by their names, which they have after this.
func init() {
	register.Function1x1(personLine)
	register.Function1x1(stateOf)
	register.Function2x1(countLine)
}

func personLine(r synthhub.Record) string {
	return string(synthhub.PersonTable.AppendJSON(nil, &r.Person))
}

func stateOf(r synthhub.Record) string { return r.Person.State.String() }

func countLine(state string, n int) string { return fmt.Sprint(state, " ", n) }

func main() {
	records := flag.Int("records", 2000, "number of persons")
	persons := flag.String("persons", "persons.ndjson", "where to write the persons")
	counts := flag.String("counts", "counts.txt", "where to write the number of persons of each state")
	flag.Parse()
	beamlog.LogLevel = "error"
	if self, err := os.Executable(); err == nil && *jobopts.WorkerBinary == "" {
		*jobopts.WorkerBinary = self // instead of compiling this program again
	}
	sdk.Init()

	pipeline, s := sdk.NewPipelineWithRoot()
	all, err := beam.Records(s, synthhub.Settings{Records: *records, Seed: 42}, 8)
	if err != nil {
		log.Fatal(err)
	}
	textio.Write(s, *persons, sdk.ParDo(s, personLine, all))
	textio.Write(s, *counts, sdk.ParDo(s, countLine, stats.Count(s, sdk.ParDo(s, stateOf, all))))
	if err := beamx.Run(context.Background(), pipeline); err != nil {
		log.Fatal(err)
	}
}

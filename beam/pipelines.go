package beam

import (
	"reflect"
	"slices"

	sdk "github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/metrics"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/synthhub/synthhub"
)

// A worker finds functions by the names of their types, before main comes to anything but Init of
// Beam. Beam gives these names to types, so every function has a type of its own that is not
// generic: all instances of a generic one would be the same function.
func init() {
	register.DoFn3x1(&prepareFn{})
	register.DoFn3x1(&writeFn{})
	register.DoFn1x2(&keyFn{})
	register.DoFn3x1(&finishFn{})
	register.DoFn3x1(&verifyFn{})
	register.DoFn3x1(&reportFn{})
	register.DoFn3x1(&recordsFn{})
	sdk.RegisterCoder(reflect.TypeFor[synthhub.Record](), encodeRecord, decodeRecord)
	register.Emitter1[synthhub.Record]()
	register.Emitter1[int]()
	register.Emitter1[string]()
	register.Iter1[string]()
}

// counters returns the counters of a namespace.
func counters(result sdk.PipelineResult, namespace string) []metrics.CounterResult {
	return result.Metrics().Query(func(r metrics.SingleResult) bool { return r.Namespace() == namespace }).Counters()
}

// totals reads the counters of a run.
func totals(result sdk.PipelineResult) (t Totals) {
	for _, c := range counters(result, namespace) {
		switch c.Name() {
		case "parts":
			t.Parts += c.Result()
		case "records":
			t.Records += c.Result()
		case "bytes":
			t.Bytes += c.Result()
		case "retries":
			t.Retries += c.Result()
		}
	}
	return t
}

// finished reports whether the last piece of work of a run was done.
func finished(result sdk.PipelineResult) bool {
	return slices.ContainsFunc(counters(result, namespace), func(c metrics.CounterResult) bool {
		return c.Name() == "finished" && c.Result() > 0
	})
}

package beam

import (
	sdk "github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/metrics"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
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
	register.Emitter1[int]()
	register.Emitter1[string]()
	register.Iter1[string]()
}

// totals reads the counters of a run.
func totals(result sdk.PipelineResult) (t Totals) {
	counters := result.Metrics().Query(func(r metrics.SingleResult) bool { return r.Namespace() == namespace }).Counters()
	for _, c := range counters {
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

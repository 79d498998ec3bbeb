package export

import "sync/atomic"

// Progress tells how far an export has come.
type Progress struct {
	// Records grows to TotalRecords. An export that goes over the records several
	// times counts each time as a part of them.
	Records, TotalRecords int
	// Bytes is the number written so far, TotalBytes that of the whole export. The total is an
	// estimate from the first records until the export has ended.
	Bytes, TotalBytes int64
}

// OnProgress calls f during the export, always from the calling goroutine, and a last time
// at its end. There are many hundreds of calls a second: a display should skip most.
func OnProgress(f func(Progress)) Option { return func(o *options) { o.onProgress = f } }

// progress counts for the callback.
type progress struct {
	report func(Progress)
	done   Progress
	bytes  atomic.Int64 // written so far
	passes int          // over all records
	seen   int          // records in all passes so far
}

// estimateSample is the number of records that estimate the bytes of an export.
const estimateSample = 64

// expect sets the totals: how often the export goes over the records, and an estimate of the
// bytes of all outputs, for which it encodes the first records.
func (e *exporter) expect(passes int, outputs []*output) {
	e.estimate(passes, func(n int) (bytes int) {
		var text []byte
		for r := range e.src.Range(e.lo, e.lo+n) {
			for _, out := range outputs {
				text, _ = out.encode(text[:0], r)
				bytes += len(text)
			}
		}
		return bytes
	})
}

// estimate sets the totals from the number of bytes of the first n records, which sample returns. It
// does nothing if nobody wants to know.
func (e *exporter) estimate(passes int, sample func(n int) (bytes int)) {
	p := &e.progress
	if p.report == nil {
		return
	}
	p.passes, p.done.TotalRecords = passes, e.hi-e.lo
	n := min(estimateSample, e.hi-e.lo)
	p.done.TotalBytes = int64(float64(sample(n)) / float64(max(n, 1)) * float64(e.hi-e.lo))
}

// add counts records of one pass and calls back.
func (p *progress) add(records int) {
	if p.report == nil {
		return
	}
	p.seen += records
	p.done.Records = p.seen / p.passes
	p.done.Bytes = p.bytes.Load()
	p.done.TotalBytes = max(p.done.TotalBytes, p.done.Bytes)
	p.report(p.done)
}

// end calls back a last time.
func (p *progress) end() {
	if p.report == nil {
		return
	}
	p.done.Bytes = p.bytes.Load()
	p.done.Records, p.done.TotalBytes = p.done.TotalRecords, p.done.Bytes
	p.report(p.done)
}

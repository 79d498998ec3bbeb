package beam

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"

	sdk "github.com/apache/beam/sdks/v2/go/pkg/beam"
	jobpb "github.com/apache/beam/sdks/v2/go/pkg/beam/model/jobmanagement_v1"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/util/grpcx"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
)

// errCanceled ends the work of a canceled run.
var errCanceled = errors.New("the run was canceled")

// turn lets one pipeline run at a time: the options of Beam are global variables, and the first
// run in a process sets the endpoint of the runner for all.
var turn = make(chan struct{}, 1)

// A run is a pipeline that this process has submitted. If the workers are in this process too, as
// those of Prism are by default, they find it here, and end with it.
type run struct {
	ctx  context.Context // ends when the run is canceled or over
	stop context.CancelCauseFunc

	mu     sync.Mutex
	active int // pieces of work
	over   bool
	idle   sync.Cond // active is 0
}

var runs sync.Map // *run by the name of the run

// execute runs a pipeline to its end, in its turn. When it returns, nothing of the run goes on in
// this process.
func (p Plan) execute(ctx context.Context, pipeline *sdk.Pipeline) (result sdk.PipelineResult, err error) {
	if !sdk.Initialized() {
		return nil, errors.New("call flag.Parse and Init of Beam before a pipeline runs")
	}
	if *jobopts.Async {
		return nil, errors.New("--async: a run waits for its end, to tell how it went")
	}
	select {
	case turn <- struct{}{}:
		defer func() { <-turn }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer setOptions(p.Run)()
	r := &run{}
	r.idle.L = &r.mu
	r.ctx, r.stop = context.WithCancelCause(context.WithoutCancel(ctx))
	runs.Store(p.Run, r)
	defer runs.Delete(p.Run)

	ended := make(chan struct{})
	var canceling sync.WaitGroup
	endpoint, job, here := *jobopts.Endpoint, *jobopts.JobName, inProcess() // which Beam may set
	canceling.Go(func() {
		select {
		case <-ctx.Done():
			r.stop(errCanceled)
			if !here {
				p.cancel(context.WithoutCancel(ctx), endpoint, job, ended)
			}
		case <-ended:
		}
	})
	// Beam would not pass a cancellation on: it panics within Prism, and stops only waiting for
	// any other runner.
	result, err = beamx.RunWithMetrics(context.WithoutCancel(ctx), pipeline)
	close(ended)
	canceling.Wait()
	r.end()
	switch {
	case err == nil && finished(result):
		return result, nil // even if it was canceled in the last moment
	case ctx.Err() != nil:
		return nil, errors.Join(context.Cause(ctx), err)
	case err == nil:
		// A canceled job too has ended well.
		err = errors.New("the runner does not say that the job has done its work: somebody else has canceled it, or the runner returns no counters")
	}
	return nil, err
}

// setOptions sets the options of Beam for a run, and returns a function that undoes it.
func setOptions(id string) (undo func()) {
	name, binary := *jobopts.JobName, *jobopts.WorkerBinary
	*jobopts.JobName = "synthhub-" + id // by which cancel finds the job
	if name != "" {
		*jobopts.JobName = name + "-" + id
	}
	if binary == "" {
		// Beam would compile the program anew.
		if self, err := os.Executable(); err == nil {
			*jobopts.WorkerBinary = self
		}
	}
	return func() { *jobopts.JobName, *jobopts.WorkerBinary = name, binary }
}

// inProcess reports whether the options of Beam make this process do the work: then ending the
// work ends the job.
func inProcess() bool {
	if jobopts.IsLoopback() {
		return true
	}
	local := []string{"", "prism", "PrismRunner", "direct", "DirectRunner"}
	return *jobopts.Endpoint == "" && *jobopts.EnvironmentType == "" && slices.Contains(local, *runners.Runner)
}

// cancel stops the work on other machines, until the run has ended: by a mark in the folder, since
// not every runner stops what its workers are doing, and by the job service.
func (p Plan) cancel(ctx context.Context, endpoint, job string, ended <-chan struct{}) {
	for {
		if p.Writes {
			p.mark(ctx)
		}
		if endpoint != "" {
			cancelJob(ctx, endpoint, job)
		}
		select {
		case <-ended:
			return
		case <-time.After(cancelInterval): // the job may not have been submitted yet
		}
	}
}

// cancelInterval is the time between two attempts to cancel a job.
const cancelInterval = 300 * time.Millisecond

// cancelJob asks a job service to cancel a job. The caller repeats it, so errors do not matter.
func cancelJob(ctx context.Context, endpoint, name string) {
	conn, err := grpcx.Dial(ctx, endpoint, 5*time.Second)
	if err != nil {
		return
	}
	defer conn.Close()
	client := jobpb.NewJobServiceClient(conn)
	jobs, err := client.GetJobs(ctx, &jobpb.GetJobsRequest{})
	if err != nil {
		return
	}
	for _, job := range jobs.GetJobInfo() {
		if job.GetJobName() == name {
			client.Cancel(ctx, &jobpb.CancelJobRequest{JobId: job.GetJobId()})
		}
	}
}

// begin notes that a piece of work of the run begins in this process. It reports false if the run
// is over.
func (r *run) begin() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over {
		return false
	}
	r.active++
	return true
}

func (r *run) done() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.active--; r.active == 0 {
		r.idle.Broadcast()
	}
}

// end stops what a failed run still does in this process, and waits for it.
func (r *run) end() {
	r.stop(errCanceled)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.over = true
	for r.active > 0 {
		r.idle.Wait()
	}
}

// pollInterval is the time between two looks for the mark of a canceled run.
const pollInterval = time.Second

// work does a piece of the work of a run. Its context ends if the run is canceled: in the process
// that has submitted the run at once, in others when they see its mark in the folder.
func (p Plan) work(ctx context.Context, do func(ctx context.Context, s store) error) error {
	s, err := openStore(ctx, p.Folder)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	if local, ok := runs.Load(p.Run); ok {
		r := local.(*run)
		if !r.begin() {
			return errCanceled
		}
		defer r.done()
		if r.ctx.Err() != nil {
			return errCanceled
		}
		defer context.AfterFunc(r.ctx, func() { stop(errCanceled) })()
	} else {
		watching := make(chan struct{})
		go func() {
			defer close(watching)
			watch(ctx, s, p.Run, stop)
		}()
		defer func() { stop(nil); <-watching }()
	}
	if err := do(ctx, s); err != nil {
		return errors.Join(context.Cause(ctx), err)
	}
	return nil
}

// watch stops the work once the run is canceled.
func watch(ctx context.Context, s store, id string, stop context.CancelCauseFunc) {
	for {
		if checkMark(ctx, s, id) != nil {
			stop(errCanceled)
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pollInterval):
		}
	}
}

// markName is the name of the file that marks a run as canceled. It is one of those that the next
// run removes.
func markName(id string) string { return attemptName("canceled", id) }

// mark marks a run as canceled, unless nothing has begun: no folder shall hold the mark alone.
// Errors do not matter, since it is repeated.
func (p Plan) mark(ctx context.Context) {
	s, err := openStore(ctx, p.Folder)
	if err != nil {
		return
	}
	names, err := s.list(ctx)
	if err != nil || len(names) == 0 || slices.Contains(names, markName(p.Run)) {
		return
	}
	if w, err := s.create(ctx, markName(p.Run)); err == nil {
		w.Close()
	}
}

// checkMark returns errCanceled if the run is marked as canceled.
func checkMark(ctx context.Context, s store, id string) error {
	if is, err := s.exists(ctx, markName(id)); err == nil && is {
		return fmt.Errorf("%w: %s", errCanceled, markName(id))
	}
	return nil
}

package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/synthhub/synthhub"
)

// jsonType is the media type of requests, of errors, and of responses that are not streams.
const jsonType = "application/json"

// streamType is the media type of streams.
const streamType = "application/x-ndjson"

// A service answers requests within its limits. It holds no other state.
type service struct {
	limits  limits
	log     *slog.Logger
	places  chan struct{} // holds a value for each connection
	slots   chan struct{} // holds a value for each request that generates
	streams chan struct{} // holds a value for each of these that is a stream
	reports chan struct{} // holds a value for each of these that is a report
}

func newService(l limits, log *slog.Logger) *service {
	return &service{l, log, make(chan struct{}, l.connections), make(chan struct{}, l.concurrent), make(chan struct{}, max(1, l.concurrent/2)), make(chan struct{}, l.reports)}
}

// ServeHTTP answers a request, and writes a line to the log.
func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if len(s.places) > cap(s.places)/2 {
		w.Header().Set("Connection", "close") // idle connections would take the places of other clients
	}
	start, rec := time.Now(), &recorder{ResponseWriter: w}
	err := s.route(rec, r)
	cutOff := err != nil && rec.status != 0
	if err != nil && !cutOff {
		fail(rec, err)
	}
	s.logRequest(r, rec, err, time.Since(start))
	if cutOff {
		// The status is sent already. Closing the connection in the middle of the response
		// is the only way to tell the client that the response is incomplete.
		panic(http.ErrAbortHandler)
	}
}

// route calls the handler of a path. It does not use http.ServeMux, which redirects some
// requests instead of answering them in the form of the service. A panic becomes an error.
func (s *service) route(w *recorder, r *http.Request) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	path := r.URL.EscapedPath()
	kind, generates := strings.CutPrefix(path, "/generate/")
	entity, known := entityOf(kind)
	file, isFile := downloadOf(path)
	most := maximum{records: s.mostDownload()}
	switch {
	case r.ProtoMajor != 1: // net/http gives the preface of HTTP/2 to the handler
		return serverProblem(http.StatusHTTPVersionNotSupported, "")
	case path == "/healthz":
		return health(w, r)
	case generates && known:
		return s.generate(w, r, kind, entity)
	case path == "/report":
		return s.get(w, r, maximum{s.mostReport(), " for a report"}, s.answerReport, s.reports)
	case isFile:
		return s.get(w, r, most, file.answer(s))
	case path == "/":
		w.Header().Set("Vary", "Accept")
		if acceptsPage(r.Header.Get("Accept")) {
			return s.get(w, r, most, s.answerPage)
		}
	}
	return &problem{http.StatusNotFound, "not_found", "want GET /healthz or POST /generate/ with person, vehicle, profile or bundle; or GET /report or /download/, or a browser for the page"}
}

// mostDownload returns the maximum number of records of a download, and mostReport that of a report.
func (s *service) mostDownload() int { return min(s.limits.download, s.limits.records) }
func (s *service) mostReport() int   { return min(s.limits.report, s.mostDownload()) }

// health answers GET /healthz.
func health(w *recorder, r *http.Request) error {
	if err := checkMethod(w, r, http.MethodGet, http.MethodHead); err != nil {
		return err
	}
	respond(w, http.StatusOK, map[string]string{"status": "ok", "dataset_version": synthhub.Version})
	return nil
}

// checkMethod returns a problem if the path does not allow the method of the request.
func checkMethod(w *recorder, r *http.Request, allowed ...string) error {
	if slices.Contains(allowed, r.Method) {
		return nil
	}
	list := strings.Join(allowed, ", ")
	w.Header().Set("Allow", list)
	return &problem{http.StatusMethodNotAllowed, "method_not_allowed", fmt.Sprintf("this path does not allow %s: want %s", short(r.Method, 20), list)}
}

// logRequest writes the line of a request, and the error if it is not the client's.
func (s *service) logRequest(r *http.Request, rec *recorder, err error, took time.Duration) {
	level, attrs := slog.LevelInfo, []any{
		"method", short(r.Method, 20), "path", short(r.URL.Path, 200), "remote", r.RemoteAddr, "status", rec.status,
		"bytes", rec.bytes, "duration", took.String(),
	}
	if rec.records > 0 {
		attrs = append(attrs, "records", rec.records, "seed", rec.seed)
	}
	if _, ok := errors.AsType[*problem](err); err != nil && !ok {
		level, attrs = slog.LevelWarn, append(attrs, "error", err.Error())
	}
	s.log.Log(r.Context(), level, "request", attrs...)
}

// A recorder is a ResponseWriter that keeps what a request holds: its slots, and the attributes of the log line.
type recorder struct {
	http.ResponseWriter
	status   int // 0 until the response begins
	bytes    int64
	records  int
	seed     uint64
	prepared func() // gives back the slots that only the preparation of the response needs
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/synthhub/synthhub"
)

// A service answers requests within its limits. It holds no other state.
type service struct {
	limits limits
	log    *slog.Logger
	slots  chan struct{} // one for each request that generates
}

func newService(l limits, log *slog.Logger) *service {
	return &service{l, log, make(chan struct{}, l.concurrent)}
}

// handler returns the routes.
func (s *service) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", s.health)
	mux.HandleFunc("POST /generate/{what}", s.generate)
	mux.HandleFunc("/healthz", onlyMethod("GET, HEAD"))
	mux.HandleFunc("/generate/{what}", onlyMethod(http.MethodPost))
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		fail(w, notFound)
	})
	return s.logged(mux)
}

var notFound = &problem{http.StatusNotFound, "not_found", "want GET /healthz or POST /generate/ with person, vehicle, profile or bundle"}

func (s *service) health(w http.ResponseWriter, _ *http.Request) {
	answerJSON(w, http.StatusOK, map[string]string{"status": "ok", "dataset_version": synthhub.Version})
}

func onlyMethod(allowed string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", allowed)
		fail(w, &problem{http.StatusMethodNotAllowed, "method_not_allowed", fmt.Sprintf("%s is not for this path: want %s", r.Method, allowed)})
	}
}

// A problem is an error that clients are told.
type problem struct {
	status  int
	code    string // stable, for programs
	message string // for people: what is wrong and what to do
}

func (p *problem) Error() string { return p.message }

// fail answers with an error. Errors that are no problems are ours, and clients are
// told no more than that.
func fail(w http.ResponseWriter, err error) {
	var p *problem
	if !errors.As(err, &p) {
		p = &problem{http.StatusInternalServerError, "internal", "the request could not be carried out; the log of the service says why"}
	}
	answerJSON(w, p.status, map[string]any{"error": map[string]string{"code": p.code, "message": p.message}})
}

func answerJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the client may have gone, which is not our concern
}

// logged writes a line for each request, once it has ended.
func (s *service) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, rec := time.Now(), &recorder{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			level, attrs := slog.LevelInfo, []any{
				"method", r.Method, "path", r.URL.Path, "remote", r.RemoteAddr, "status", rec.status,
				"bytes", rec.bytes, "duration", time.Since(start).String(),
			}
			if rec.records > 0 {
				attrs = append(attrs, "records", rec.records, "seed", rec.seed)
			}
			if rec.err != nil {
				level, attrs = slog.LevelWarn, append(attrs, "error", rec.err.Error())
			}
			s.log.Log(r.Context(), level, "request", attrs...)
		}()
		next.ServeHTTP(rec, r)
	})
}

// A recorder notes what the log tells of a request.
type recorder struct {
	http.ResponseWriter
	status  int
	bytes   int64
	records int
	seed    uint64
	err     error // why the answer was cut off
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap leads http.ResponseController to the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

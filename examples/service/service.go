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
	slots  chan struct{} // holds a value for each request that generates
}

func newService(l limits, log *slog.Logger) *service {
	return &service{l, log, make(chan struct{}, l.concurrent)}
}

// handler returns the routes.
func (s *service) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", s.health)
	mux.HandleFunc("POST /generate/{kind}", s.generate)
	mux.HandleFunc("/healthz", onlyMethod("GET, HEAD"))
	mux.HandleFunc("/generate/{kind}", onlyMethod(http.MethodPost))
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		fail(w, notFound)
	})
	return s.logged(mux)
}

var notFound = &problem{http.StatusNotFound, "not_found", "want GET /healthz or POST /generate/ with person, vehicle, profile or bundle"}

// health answers GET /healthz.
func (s *service) health(w http.ResponseWriter, _ *http.Request) {
	respondJSON(w, http.StatusOK, map[string]string{"status": "ok", "dataset_version": synthhub.Version})
}

// onlyMethod answers requests with another method than those allowed.
func onlyMethod(allowed string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", allowed)
		fail(w, &problem{http.StatusMethodNotAllowed, "method_not_allowed", fmt.Sprintf("this path does not allow %s: want %s", r.Method, allowed)})
	}
}

// A problem is an error that the client sees.
type problem struct {
	status  int
	code    string // stable, for programs
	message string // for people: what is wrong, and how to correct it
}

func (p *problem) Error() string { return p.message }

// fail answers with an error. An error that is not a problem is internal, and the client
// does not see its text.
func fail(w http.ResponseWriter, err error) {
	var p *problem
	if !errors.As(err, &p) {
		p = &problem{http.StatusInternalServerError, "internal", "internal error: see the log of the service"}
	}
	respondJSON(w, p.status, map[string]any{"error": map[string]string{"code": p.code, "message": p.message}})
}

// respondJSON answers with a status and a JSON value.
func respondJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // an error means that the client has closed the connection
}

// logged writes a line to the log after each request.
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

// A recorder is a ResponseWriter that keeps the attributes of the log line.
type recorder struct {
	http.ResponseWriter
	status  int
	bytes   int64
	records int
	seed    uint64
	err     error // why the response is incomplete
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

// Unwrap gives http.ResponseController access to the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

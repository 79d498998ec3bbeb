package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// A problem is an error that the client sees.
type problem struct {
	status  int
	code    string // stable, for programs
	message string // for people: what is wrong, and how to correct it
}

func (p *problem) Error() string { return p.message }

// form returns the form of all errors, to encode as JSON. Its length is limited, because a
// message may quote the request.
func (p *problem) form() any {
	return map[string]any{"error": map[string]string{"code": p.code, "message": short(p.message, 1000)}}
}

// short returns the text, or the part of it that is at most limit bytes long.
func short(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	return strings.ToValidUTF8(text[:limit], "") + "…"
}

// fail answers with an error. An error that is not a problem is internal, and the client
// does not see its text.
func fail(w http.ResponseWriter, err error) {
	p, ok := errors.AsType[*problem](err)
	if !ok {
		p = &problem{http.StatusInternalServerError, "internal", "internal error: see the log of the service"}
	}
	w.Header().Del("Content-Disposition") // of the response that failed
	respond(w, p.status, p.form())
}

// respond answers with a status and a JSON value.
func respond(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", jsonType)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // an error means that the client has closed the connection
}

// badRequest returns the problem of a body that is not a valid request.
func badRequest(format string, args ...any) *problem {
	return &problem{http.StatusBadRequest, "bad_request", fmt.Sprintf(format, args...)}
}

// invalidSettings returns the problem of settings that the library rejects.
func invalidSettings(err error) *problem {
	return &problem{http.StatusBadRequest, "invalid_settings", strings.ReplaceAll(err.Error(), "\n", "; ")}
}

// serverProblem returns the problem for an error that net/http answers by itself. The reason
// may be empty.
func serverProblem(status int, reason string) *problem {
	name := http.StatusText(status)
	p := &problem{status, strings.ReplaceAll(strings.ToLower(name), " ", "_"), name}
	switch status {
	case http.StatusBadRequest:
		p.message = fmt.Sprintf("want a valid HTTP/1.1 request of at most %d lines", maxLines)
	case http.StatusExpectationFailed:
		p.message = "want no Expect header, or 100-continue"
	case http.StatusRequestHeaderFieldsTooLarge:
		p.message = "want a shorter header"
	case http.StatusNotImplemented:
		p.message = "want the transfer encoding chunked, or a Content-Length"
	case http.StatusHTTPVersionNotSupported:
		p.message = "want HTTP/1.1"
	}
	if reason != "" {
		p.message = reason + ": " + p.message
	}
	return p
}

package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// pageType is the media type of pages.
const pageType = "text/html; charset=utf-8"

// get answers GET and HEAD of a path whose query is a form: it checks the request, and calls a function for
// a valid one. A browser gets a problem on the page of the form, other clients get it as JSON.
//
// Before a slot for requests, the request takes one of each of the other slots: while it waits for one that
// few requests get, it keeps no slot from requests that need nothing else. The answer gives these other slots
// back with w.prepared.
func (s *service) get(w *recorder, r *http.Request, most maximum, answer func(w *recorder, r *http.Request, f *form) error, others ...chan struct{}) error {
	if err := checkMethod(w, r, http.MethodGet, http.MethodHead); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Vary", "Accept")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if err := checkSite(r); err != nil {
		return err
	}
	f := readForm(r.URL.RawQuery, most)
	prepared, err := s.take(w, r, others...)
	if err != nil {
		return s.problemPage(w, r, f, err)
	}
	w.prepared = sync.OnceFunc(prepared)
	defer w.prepared()
	release, err := s.take(w, r, s.slots)
	if err != nil {
		return s.problemPage(w, r, f, err)
	}
	defer release()
	f.check()
	if f.problem != nil {
		return s.problemPage(w, r, f, f.problem)
	}
	settings := f.generator.Settings()
	w.records, w.seed = settings.Records, settings.Seed
	h.Set("X-Dataset-Version", settings.Version)
	h.Set("X-Seed", strconv.FormatUint(settings.Seed, 10))
	ctx, cancel := context.WithTimeout(r.Context(), s.limits.total)
	defer cancel()
	err = answer(w, r.WithContext(ctx), f)
	if errors.Is(err, context.DeadlineExceeded) && w.status == 0 {
		err = &problem{http.StatusServiceUnavailable, "too_slow", fmt.Sprintf("the answer did not begin within %v: try again later, or ask for fewer records", s.limits.total)}
	}
	return s.problemPage(w, r, f, err)
}

// checkSite refuses what another web page asks for without the reader, such as an image, so that no page can
// keep a service on the reader's computer busy. Browsers say so in these headers. A link is allowed.
func checkSite(r *http.Request) error {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
		if r.Header.Get("Sec-Fetch-Dest") != "document" {
			return &problem{http.StatusForbidden, "cross_site", "another web page may link to this address, and not load it"}
		}
	}
	return nil
}

// take takes slots, one after the other, and returns a function that gives them back. The problem of a
// client that has to wait for too long is that the service is busy.
func (s *service) take(w http.ResponseWriter, r *http.Request, slots ...chan struct{}) (release func(), err error) {
	wait, cancel := context.WithTimeout(r.Context(), s.limits.wait)
	defer cancel()
	taken := 0
	release = func() {
		for _, c := range slots[:taken] {
			<-c
		}
	}
	for _, c := range slots {
		select {
		case c <- struct{}{}: // also if the time of the request is over, so that its problem is another one
		default:
			select {
			case c <- struct{}{}:
			case <-wait.Done():
				release()
				return nil, s.busy(w)
			}
		}
		taken++
	}
	return release, nil
}

// problemPage answers with a problem on the page of the form if the client is a browser and the response has
// not begun. Otherwise it returns the error.
func (s *service) problemPage(w *recorder, r *http.Request, f *form, err error) error {
	p, ok := errors.AsType[*problem](err)
	if !ok || w.status != 0 || !acceptsPage(r.Header.Get("Accept")) {
		return err
	}
	w.Header().Del("Content-Disposition") // of the response that failed
	return s.writePage(w, r, p.status, f, p)
}

// acceptsPage reports whether a client asks for a page: if it names the type, and does not prefer JSON.
func acceptsPage(accept string) bool {
	page, data := 0.0, 0.0
	for item := range strings.SplitSeq(accept, ",") {
		mediaType, rest, _ := strings.Cut(item, ";")
		quality := 1.0
		for parameter := range strings.SplitSeq(rest, ";") {
			if q, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(parameter)), "q="); ok {
				quality, _ = strconv.ParseFloat(q, 64) // a wrong one is 0
			}
		}
		switch strings.ToLower(strings.TrimSpace(mediaType)) {
		case "text/html", "text/*":
			page = max(page, quality)
		case jsonType:
			data = max(data, quality)
		}
	}
	return page > 0 && page >= data
}

// writeBody writes a complete response, or says that the client has it already.
func writeBody(w *recorder, r *http.Request, status int, body []byte) error {
	h := w.Header()
	if status == http.StatusOK {
		sum := sha256.Sum256(body)
		tag := `"` + hex.EncodeToString(sum[:16]) + `"`
		h.Set("ETag", tag)
		h.Set("Cache-Control", "no-cache") // a browser may keep it, and asks whether it is still the same
		if hasTag(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	} else {
		h.Set("Cache-Control", "no-store")
	}
	h.Set("Content-Type", pageType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return nil
	}
	_, err := (&chunkWriter{r.Context(), w}).Write(body)
	return err
}

// hasTag reports whether a list of entity tags has one.
func hasTag(list, tag string) bool {
	for item := range strings.SplitSeq(list, ",") {
		if item = strings.TrimSpace(item); item == "*" || strings.TrimPrefix(item, "W/") == tag {
			return true
		}
	}
	return false
}

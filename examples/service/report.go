package main

import (
	"bytes"
	"errors"
	"net/http"
	"strings"

	"github.com/synthhub/synthhub/report"
)

// answerReport answers GET /report with the page that shows what is in a dataset. HEAD and If-None-Match cost as
// much as the page: its length and its tag are those of its bytes, and the service keeps no page. A program that
// asks often should keep the page itself, since equal queries have equal pages.
func (s *service) answerReport(w *recorder, r *http.Request, f *form) error {
	page, err := s.reportPage(r, f)
	// A report takes more memory than anything else, so that few are prepared at the same time. A client
	// that reads slowly does not hold the slot.
	w.prepared()
	if err != nil {
		return err
	}
	policy, ok := policyOf(page)
	if !ok {
		return errors.New("the report has no policy")
	}
	w.Header().Set("Content-Security-Policy", policy+"; frame-ancestors 'none'")
	w.Header().Set("Content-Disposition", "inline")
	return writeBody(w, r, http.StatusOK, page)
}

// reportPage returns the page. It compares the dataset with the records after it.
func (s *service) reportPage(r *http.Request, f *form) ([]byte, error) {
	alone := report.Workers(1) // the requests share the cores
	profile, err := report.Source(r.Context(), f.generator, alone)
	if err != nil {
		return nil, err
	}
	reference, err := report.Reference(r.Context(), f.generator.Settings(), s.limits.reference, alone)
	if err != nil {
		return nil, err
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := profile.WriteHTML(&page, report.Expect(reference)); err != nil {
		return nil, err
	}
	return page.Bytes(), nil
}

// policyOf returns the content security policy that a page has in itself. As a header it also holds before
// the page begins, and it can forbid frames.
func policyOf(page []byte) (policy string, ok bool) {
	_, rest, found := strings.Cut(string(page[:min(len(page), 4096)]), `http-equiv="Content-Security-Policy" content="`)
	policy, _, ended := strings.Cut(rest, `"`)
	return policy, found && ended
}

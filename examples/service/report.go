package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/synthhub/synthhub/report"
)

// answerReport answers GET /report with the page that shows what is in a dataset.
func (s *service) answerReport(w *recorder, r *http.Request, f *form) error {
	// A report takes more memory than anything else, so that few are written at the same time.
	release, err := s.take(w, r, s.reports)
	if err != nil {
		return err
	}
	defer release()
	page, err := s.reportPage(r, f)
	if errors.Is(err, context.DeadlineExceeded) {
		return &problem{http.StatusServiceUnavailable, "too_slow", fmt.Sprintf("the report was not complete within %v: try again later, or ask for fewer records", s.limits.total)}
	} else if err != nil {
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

package main

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"

	"github.com/synthhub/synthhub"
)

// bundle is the kind of a request for all tables.
const bundle = "bundle"

// entityOf returns the table of a kind, and reports whether the kind exists. A bundle has
// no single table.
func entityOf(kind string) (e synthhub.Entity, ok bool) {
	switch kind {
	case "person":
		return synthhub.Persons, true
	case "vehicle":
		return synthhub.Vehicles, true
	case "profile":
		return synthhub.Profiles, true
	}
	return e, kind == bundle
}

// A generation is a valid request: the dataset, and the form of the response.
type generation struct {
	kind      string
	entity    synthhub.Entity // unless the kind is bundle
	generator *synthhub.Generator
	stream    bool // NDJSON instead of one JSON document
}

// parse checks the body of a request for a kind of data. Its errors are problems.
func (s *service) parse(text []byte, accept, kind string, entity synthhub.Entity) (*generation, error) {
	settings, err := s.readSettings(text)
	if err != nil {
		return nil, err
	}
	g, err := synthhub.NewGenerator(settings)
	if err != nil {
		return nil, invalidSettings(err)
	}
	stream, err := s.wantsStream(accept, g.Len())
	if err != nil {
		return nil, err
	}
	return &generation{kind, entity, g, stream}, nil
}

// A body is the JSON object of a request.
type body struct {
	Records   *int               `json:"records"`
	Seed      *uint64            `json:"seed"`
	Randomize bool               `json:"randomize"`
	Settings  *synthhub.Settings `json:"settings"`
}

// readSettings returns the settings that the body asks for. Members of the body take
// precedence over its settings.
func (s *service) readSettings(text []byte) (synthhub.Settings, error) {
	settings := synthhub.DefaultSettings()
	b := body{Settings: &settings}
	if err := decode(text, &b); err != nil {
		return settings, err
	}
	if b.Records != nil {
		if *b.Records < 1 {
			return settings, badRequest("records is %d: want 1 to %d", *b.Records, s.limits.records)
		}
		settings.Records = *b.Records
	}
	if b.Seed != nil {
		settings.Seed = *b.Seed
	}
	if b.Randomize {
		if b.Seed != nil {
			return settings, badRequest("seed and randomize: want one of them")
		}
		var seed [8]byte
		rand.Read(seed[:])
		settings.Seed = binary.LittleEndian.Uint64(seed[:])
	}
	if settings.Records > s.limits.records {
		return settings, &problem{http.StatusBadRequest, "too_many_records", fmt.Sprintf(
			"records is %d: want at most %d, or a snapshot from the command line", settings.Records, s.limits.records)}
	}
	return settings, nil
}

// readBody returns the body of a request, which may be empty.
func (s *service) readBody(w *recorder, r *http.Request) ([]byte, error) {
	// The types that a web page can send to another site without being asked are refused, so
	// that no page can use a service on the reader's computer.
	mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if mediaType != jsonType && r.ContentLength != 0 {
		return nil, &problem{http.StatusUnsupportedMediaType, "unsupported_media_type", "want a body with the header Content-Type: " + jsonType}
	}
	text, err := io.ReadAll(http.MaxBytesReader(w.ResponseWriter, r.Body, s.limits.body))
	switch _, tooLarge := errors.AsType[*http.MaxBytesError](err); {
	case tooLarge:
		return nil, &problem{http.StatusRequestEntityTooLarge, "body_too_large", fmt.Sprintf("want a body of at most %d bytes", s.limits.body)}
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, &problem{http.StatusRequestTimeout, "request_timeout", fmt.Sprintf("the body did not arrive within %v", s.limits.read)}
	case err != nil:
		return nil, badRequest("the body did not arrive: %v", err)
	}
	return text, nil
}

// decode decodes the body of a request.
func decode(text []byte, b *body) error {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(b); err != nil {
		if _, ok := errors.AsType[*synthhub.SettingError](err); ok {
			return invalidSettings(err)
		}
		return badRequest("%v: want a JSON object; records, seed, randomize and settings are optional", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return badRequest("the body continues after the JSON object: want the object alone")
	}
	return nil
}

// wantsStream reports whether the response is NDJSON: if the client asks for it, and for
// many records unless the client does not accept it.
func (s *service) wantsStream(accept string, records int) (bool, error) {
	accepts := func(mediaType string) bool { return strings.Contains(accept, mediaType) }
	switch {
	case accepts(streamType):
		return true, nil
	case records <= s.limits.document:
		return false, nil
	case accept == "" || accepts("*/*") || accepts("application/*"):
		return true, nil
	}
	return false, &problem{http.StatusNotAcceptable, "not_acceptable", fmt.Sprintf(
		"more than %d records are sent as application/x-ndjson: accept it, or ask for fewer", s.limits.document)}
}

package quote

import (
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// maxRecords is the maximum number of records of a request.
const maxRecords = 100_000

// persons streams the persons of the dataset that the query selects.
func (s *service) persons(w http.ResponseWriter, req *http.Request) {
	query := req.URL.Query()
	write, contentType := export.NDJSON, "application/x-ndjson"
	switch format := query.Get("format"); format {
	case "", export.FormatNDJSON:
	case export.FormatCSV:
		write, contentType = export.CSV, "text/csv; charset=utf-8"
	default:
		s.refuse(w, http.StatusBadRequest, Problem{"format", format, "want csv or ndjson"})
		return
	}
	query.Del("format")
	settings, err := parseSettings(query)
	if err != nil {
		s.refuse(w, http.StatusBadRequest, problemsOf(err)...)
		return
	}
	g, err := synthhub.NewGenerator(settings)
	if err != nil {
		s.refuse(w, http.StatusBadRequest, problemsOf(err)...)
		return
	}
	w.Header().Set("Content-Type", contentType)
	if err := write(req.Context(), w, g, synthhub.Persons); err != nil {
		s.log.WarnContext(req.Context(), "persons", "err", err)
		panic(http.ErrAbortHandler) // the status is sent already: only a closed connection tells the client
	}
}

// parseSettings parses settings from a query. The parameters have the names of the settings
// in JSON, so parseSettings converts them to JSON, and the library reports what is wrong.
func parseSettings(query url.Values) (synthhub.Settings, error) {
	var (
		members = map[string]any{}
		errs    []error
	)
	for _, name := range slices.Sorted(maps.Keys(query)) {
		value := query.Get(name)
		switch name {
		case "records", "seed", "commercial_share":
			n, err := strconv.ParseUint(value, 10, 64)
			if err != nil || name == "records" && n > maxRecords {
				want := "a whole number"
				if name == "records" {
					want += " of at most " + strconv.Itoa(maxRecords)
				}
				errs = append(errs, &synthhub.SettingError{Field: name, Value: value, Want: want})
				continue
			}
			members[name] = n
		case "states":
			members[name] = strings.Split(value, ",")
		default:
			members[name] = value
		}
	}
	body, err := json.Marshal(members)
	if err != nil {
		return synthhub.Settings{}, err
	}
	var s synthhub.Settings
	if err := json.Unmarshal(body, &s); err != nil {
		errs = append(errs, err)
	}
	return s, errors.Join(errs...)
}

var wordEnd = regexp.MustCompile("([a-z])([A-Z])")

// parameter returns the query parameter of a field of the settings: as_of for AsOf.
func parameter(field string) string {
	return strings.ToLower(wordEnd.ReplaceAllString(field, "${1}_${2}"))
}

// problemsOf returns a problem for each of the joined errors.
func problemsOf(err error) []Problem {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var problems []Problem
		for _, err := range joined.Unwrap() {
			problems = append(problems, problemsOf(err)...)
		}
		return problems
	}
	if wrong, ok := errors.AsType[*synthhub.SettingError](err); ok {
		return []Problem{{parameter(wrong.Field), wrong.Value, wrong.Advice()}}
	}
	return []Problem{{Where: "query", Why: err.Error()}}
}

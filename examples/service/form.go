package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/synthhub/synthhub"
)

// A form is a dataset that a person asks for in the query of a URL, so that a link has all of it. Its
// fields keep what was typed, also where that is wrong.
type form struct {
	fields    []field
	generator *synthhub.Generator // nil if there is a problem
	problem   *problem            // nil if the query is valid
	general   string              // what is wrong beside the fields
}

// readForm reads the query of a URL, for a dataset of at most so many records. A value that is absent or
// empty is the default.
func readForm(query string, most int) *form {
	f := &form{fields: newFields(most)}
	values, err := url.ParseQuery(query)
	if err != nil {
		f.general = "the query cannot be read: want name=value, with & in between"
	}
	var settings synthhub.Settings
	for i := range f.fields {
		f.fields[i].read(values[f.fields[i].Name], &settings)
		delete(values, f.fields[i].Name)
	}
	if len(values) > 0 {
		f.general = fmt.Sprintf("unknown name %q in the query: want any of %s", short(slices.Min(slices.Collect(maps.Keys(values))), 40), f.names())
	}
	code := f.code(most)
	f.show(settings.Validate())
	if f.problem = f.problemOf(code); f.problem != nil {
		return f
	}
	if f.generator, err = synthhub.NewGenerator(settings); err != nil {
		f.general, f.problem = err.Error(), invalidSettings(err)
	}
	return f
}

// names returns the names of the fields.
func (f *form) names() string {
	var names []string
	for _, field := range f.fields {
		names = append(names, field.Name)
	}
	return strings.Join(names, ", ")
}

// code returns the code of the problem of what was typed, or that of settings which do not fit each other.
func (f *form) code(most int) string {
	code := "invalid_settings"
	if f.general != "" {
		code = "bad_request"
	}
	for _, field := range f.fields {
		if field.Wrong == "" {
			continue
		}
		if n, err := strconv.Atoi(field.Value); field.Name == "records" && err == nil && n > most {
			return "too_many_records"
		}
		code = "bad_request"
	}
	return code
}

// problemOf returns the problem of everything that is wrong, or nil.
func (f *form) problemOf(code string) *problem {
	var wrong []string
	if f.general != "" {
		wrong = append(wrong, f.general)
	}
	for _, field := range f.fields {
		if field.Wrong != "" {
			wrong = append(wrong, fmt.Sprintf("%s is %q: %s", field.Name, short(field.Value, 40), field.Wrong))
		}
	}
	if wrong == nil {
		return nil
	}
	return &problem{http.StatusBadRequest, code, strings.Join(wrong, "; ")}
}

// show puts what the library says of the settings to the fields that they come from.
func (f *form) show(err error) {
	for _, e := range settingErrors(err) {
		name := map[string]string{"Records": "records", "Vehicles": "vehicles_max", "States": "states"}[e.Field]
		if i := slices.IndexFunc(f.fields, func(field field) bool { return field.Name == name }); i < 0 {
			f.general = e.Error()
		} else if f.fields[i].Wrong == "" {
			if f.fields[i].Wrong = e.Advice(); name == "vehicles_max" {
				f.fields[i].Wrong = "want as many as the fewest vehicles, or more" // each alone is within its bounds
			}
		}
	}
}

// settingErrors returns all errors that an error of settings joins.
func settingErrors(err error) (list []*synthhub.SettingError) {
	joined, ok := errors.AsType[interface {
		error
		Unwrap() []error
	}](err)
	if !ok {
		return nil
	}
	for _, err := range joined.Unwrap() {
		if e, ok := errors.AsType[*synthhub.SettingError](err); ok {
			list = append(list, e)
		}
	}
	return list
}

// query returns the query of the dataset, in one form for all queries that mean the same.
func (f *form) query() string {
	return queryOf(f.generator.Settings())
}

// next returns the query of the dataset with the next seed.
func (f *form) next() string {
	s := f.generator.Settings()
	s.Seed++
	return queryOf(s)
}

func queryOf(s synthhub.Settings) string {
	states := ""
	if len(s.States) < allStates() {
		states = strings.Join(codesOf(s.States), ",")
	}
	return fmt.Sprintf("records=%d&seed=%d&as_of=%v&commercial_share=%d&vehicles_min=%d&vehicles_max=%d&states=%s",
		s.Records, s.Seed, s.AsOf, max(0, s.CommercialShare), s.Vehicles.Min, s.Vehicles.Max, states)
}

// bodyOf returns the body of a request for the dataset, with what is not the default.
func bodyOf(s synthhub.Settings) (string, error) {
	type member = map[string]any
	d, settings := synthhub.DefaultSettings(), member{}
	if s.AsOf != d.AsOf {
		settings["as_of"] = s.AsOf
	}
	if s.CommercialShare != d.CommercialShare {
		settings["commercial_share"] = max(0, s.CommercialShare)
	}
	if s.Vehicles != d.Vehicles {
		settings["vehicles"] = s.Vehicles
	}
	if len(s.States) < allStates() {
		settings["states"] = codesOf(s.States)
	}
	body := member{"records": s.Records, "seed": s.Seed}
	if len(settings) > 0 {
		body["settings"] = settings
	}
	text, err := json.Marshal(body)
	return string(text), err
}

// allStates returns the number of all states.
func allStates() int { return len(synthhub.DefaultSettings().States) }

// codesOf returns the postal codes of states.
func codesOf(states []synthhub.State) []string {
	codes := make([]string, len(states))
	for i, state := range states {
		codes[i] = state.String()
	}
	return codes
}

package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A field is an input of a form.
type field struct {
	Name, Label, Hint string
	Type, Mode        string // of the input, for browsers
	Wide              bool
	Low, High         string // the bounds of a date, for browsers
	Value             string // what was typed, otherwise the default
	Wrong             string // what is wrong with the value, or empty

	// set puts a value into settings, or returns what is wanted instead.
	set func(s *synthhub.Settings, value string) (want string)
}

// newFields returns the fields of a dataset of at most so many records, with their defaults.
func newFields(most int) []field {
	first, last := synthhub.Window()
	d := synthhub.DefaultSettings()
	fields := []field{
		{Name: "records", Label: "Records", Hint: fmt.Sprintf("Persons, at most %s.", grouped(most)), Value: strconv.Itoa(min(d.Records, most)), set: whole(1, most, setRecords)},
		{Name: "seed", Label: "Seed", Hint: "The number that decides every value.", Value: strconv.FormatUint(d.Seed, 10), set: setSeed},
		{Name: "as_of", Label: "As-of date", Hint: fmt.Sprintf("The today of the data, from %d to %d.", first.Year(), last.Year()), Type: "date", Low: first.String(), High: last.String(), Value: d.AsOf.String(), set: setAsOf},
		{Name: "commercial_share", Label: "Commercial share", Hint: "Percent of persons in the commercial line.", Value: strconv.Itoa(d.CommercialShare), set: whole(0, 100, setCommercialShare)},
		{Name: "vehicles_min", Label: "Fewest vehicles", Hint: "Of one person, 1 or more.", Value: strconv.Itoa(d.Vehicles.Min), set: whole(1, synthhub.MaxVehicles, setFewestVehicles)},
		{Name: "vehicles_max", Label: "Most vehicles", Hint: fmt.Sprintf("Of one person, at most %d.", synthhub.MaxVehicles), Value: strconv.Itoa(d.Vehicles.Max), set: whole(1, synthhub.MaxVehicles, setMostVehicles)},
		{Name: "states", Label: "States", Hint: "Postal codes such as CA, NV. Empty for all 50 states and DC.", Wide: true, set: setStates},
	}
	for i := range fields {
		if f := &fields[i]; f.Type == "" {
			f.Type = "text" // not number, so that the browser shows whatever was typed
			if f.Value != "" {
				f.Mode = "numeric"
			}
		}
	}
	return fields
}

// read puts what was typed into settings, or says what is wrong with it.
func (f *field) read(typed []string, s *synthhub.Settings) {
	if len(typed) > 0 && strings.TrimSpace(typed[0]) != "" {
		f.Value = strings.ToValidUTF8(typed[0], "\uFFFD")
	}
	if len(typed) > 1 {
		f.Wrong = "want one value, and not several"
		return
	}
	if f.Wrong = f.set(s, strings.TrimSpace(f.Value)); f.Wrong != "" {
		f.Type = "text" // a browser shows no wrong value in an input for dates
	}
}

// whole returns a function that sets a whole number within bounds.
func whole(low, high int, set func(s *synthhub.Settings, n int)) func(*synthhub.Settings, string) string {
	return func(s *synthhub.Settings, value string) (want string) {
		n, err := strconv.Atoi(value)
		if err != nil || n < low || n > high {
			return fmt.Sprintf("want a whole number from %d to %d", low, high)
		}
		set(s, n)
		return ""
	}
}

func setRecords(s *synthhub.Settings, n int)        { s.Records = n }
func setFewestVehicles(s *synthhub.Settings, n int) { s.Vehicles.Min = n }
func setMostVehicles(s *synthhub.Settings, n int)   { s.Vehicles.Max = n }

func setCommercialShare(s *synthhub.Settings, n int) {
	if s.CommercialShare = n; n == 0 {
		s.CommercialShare = synthhub.NoCommercial
	}
}

func setSeed(s *synthhub.Settings, value string) (want string) {
	seed, err := strconv.ParseUint(value, 10, 64)
	if err != nil {
		return "want a whole number from 0 to 18446744073709551615"
	}
	s.Seed = seed
	return ""
}

func setAsOf(s *synthhub.Settings, value string) (want string) {
	first, last := synthhub.Window()
	day, err := schema.ParseDate(value)
	if err != nil || day.Before(first) || day.After(last) {
		return fmt.Sprintf("want a day from %v to %v", first, last)
	}
	s.AsOf = day
	return ""
}

// setStates takes codes in either case, with commas or spaces in between.
func setStates(s *synthhub.Settings, value string) (want string) {
	codes := strings.FieldsFunc(strings.ToUpper(value), func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
	text, err := json.Marshal(map[string][]string{"states": codes})
	if err != nil {
		return err.Error()
	}
	var read synthhub.Settings
	err = json.Unmarshal(text, &read)
	for _, e := range settingErrors(err) {
		return e.Value + ": " + e.Advice()
	}
	if err != nil {
		return err.Error()
	}
	s.States = read.States
	return ""
}

// grouped returns a number with a comma after each thousand.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

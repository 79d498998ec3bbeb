package main

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// settingsFlags declares a flag for every field of Settings. What the function it
// returns yields are the settings of, in rising order of precedence: the defaults,
// SOURCE_DATE_EPOCH, the file of --config, and the flags.
func settingsFlags(fs *flag.FlagSet) func(t *terminal) (synthhub.Settings, error) {
	var given []func(*synthhub.Settings)
	set := func(name, usage string, parse func(string) (func(*synthhub.Settings), error)) {
		fs.Func(name, usage, func(text string) error {
			apply, err := parse(text)
			if err == nil {
				given = append(given, apply)
			}
			return err
		})
	}
	text := func(name, usage string, field func(*synthhub.Settings) *string) {
		set(name, usage, func(text string) (func(*synthhub.Settings), error) {
			return func(s *synthhub.Settings) { *field(s) = text }, nil
		})
	}
	d := synthhub.DefaultSettings()

	set("records", fmt.Sprintf("N: number of persons (default %d)", d.Records), func(text string) (func(*synthhub.Settings), error) {
		n, err := number(text, 1, synthhub.MaxRecords)
		return func(s *synthhub.Settings) { s.Records = n }, err
	})
	set("seed", fmt.Sprintf("N: the number that decides every value (default %d)", d.Seed), func(text string) (func(*synthhub.Settings), error) {
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			err = fmt.Errorf("want a whole number from 0 to %d", uint64(1<<64-1))
		}
		return func(s *synthhub.Settings) { s.Seed = n }, err
	})
	randomize := fs.Bool("randomize", false, "choose a seed, and say which")
	set("as-of", fmt.Sprintf("DATE: the dataset's today (default %v, or the day of SOURCE_DATE_EPOCH)", d.AsOf), func(text string) (func(*synthhub.Settings), error) {
		day, err := schema.ParseDate(text)
		if err != nil {
			err = fmt.Errorf("want a calendar day such as %v", d.AsOf)
		}
		return func(s *synthhub.Settings) { s.AsOf = day }, err
	})
	set("states", "CA,NV,...: USPS codes to draw from (default all 50 and DC)", func(text string) (func(*synthhub.Settings), error) {
		var states []synthhub.State
		for code := range strings.SplitSeq(strings.ToUpper(strings.ReplaceAll(text, " ", "")), ",") {
			state, err := synthhub.ParseState(code)
			if err != nil {
				return nil, err
			}
			states = append(states, state)
		}
		return func(s *synthhub.Settings) { s.States = states }, nil
	})
	text("book", "NAME: book of business; datasets of different books share no id (default the states, empty for all)", func(s *synthhub.Settings) *string { return &s.Book })
	set("commercial-share", fmt.Sprintf("PERCENT: share of persons in the commercial line, 0 for none (default %d)", d.CommercialShare), func(text string) (func(*synthhub.Settings), error) {
		n, err := number(text, 0, 100)
		if n == 0 {
			n = synthhub.NoCommercial
		}
		return func(s *synthhub.Settings) { s.CommercialShare = n }, err
	})
	set("vehicles", "1-4: least and most vehicles per person, or one number for both (default 1)", func(text string) (func(*synthhub.Settings), error) {
		least, most, ok := strings.Cut(text, "-")
		if !ok {
			most = least
		}
		a, err1 := number(least, 1, synthhub.MaxVehicles)
		b, err2 := number(most, 1, synthhub.MaxVehicles)
		if err1 != nil || err2 != nil || a > b {
			return nil, fmt.Errorf("want a number, or a range such as 1-4, within 1 to %d", synthhub.MaxVehicles)
		}
		return func(s *synthhub.Settings) { s.Vehicles = synthhub.VehicleRange{Min: a, Max: b} }, nil
	})
	text("contact-team", "TEXT: who answers for the dataset", func(s *synthhub.Settings) *string { return &s.Contact.Team })
	text("contact-email", "ADDRESS: how to reach them", func(s *synthhub.Settings) *string { return &s.Contact.Email })
	set("workers", "N: number of goroutines; the bytes do not depend on it (default one per core)", func(text string) (func(*synthhub.Settings), error) {
		n, err := number(text, 0, 1024)
		return func(s *synthhub.Settings) { s.Workers = n }, err
	})
	config := fs.String("config", "", "FILE: settings in JSON, - for standard input; the metadata of a snapshot will do")

	return func(t *terminal) (synthhub.Settings, error) {
		s := d
		var err error
		if epoch, ok := os.LookupEnv("SOURCE_DATE_EPOCH"); ok {
			if s.AsOf, err = dayOfEpoch(epoch); err != nil {
				return s, err
			}
		}
		if *config != "" {
			if err := readConfig(&s, *config, t.in); err != nil {
				return s, err
			}
		}
		for _, apply := range given {
			apply(&s)
		}
		if *randomize {
			if isSet(fs, "seed") {
				return s, usagef("--seed and --randomize: want one of them")
			}
			var b [8]byte
			rand.Read(b[:])
			s.Seed = binary.LittleEndian.Uint64(b[:])
			fmt.Fprintf(t.err, "synthhub: chose seed %d; to repeat, put --seed %d in the place of --randomize\n", s.Seed, s.Seed)
		}
		if err := s.Validate(); err != nil {
			return s, settingsError(err)
		}
		return s.Effective(), nil
	}
}

// number reads a whole number within bounds.
func number(text string, least, most int) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return 0, fmt.Errorf("want a whole number from %d to %d", least, most)
	}
	return n, nil
}

// dayOfEpoch reads SOURCE_DATE_EPOCH: seconds since 1970 in UTC, as
// reproducible-builds.org defines it. A wrong value is an error, not ignored.
func dayOfEpoch(text string) (synthhub.Date, error) {
	seconds, err := strconv.ParseInt(text, 10, 64)
	day := schema.DateOf(time.Unix(seconds, 0).UTC())
	if err != nil || !day.IsValid() {
		return day, usagef("SOURCE_DATE_EPOCH is %.40q: want seconds since 1970, or unset it", text)
	}
	return day, nil
}

// maxConfig bounds the size of a settings file.
const maxConfig = 1 << 20

// readConfig reads settings from a file. It takes what --print-config prints, and
// any object that has such settings as a member, as metadata and manifests do.
func readConfig(s *synthhub.Settings, name string, stdin io.Reader) error {
	in := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return usagef("--config: %v", err)
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, maxConfig+1))
	if err != nil {
		return usagef("--config %s: %v", name, err)
	}
	if len(text) > maxConfig {
		return usagef("--config %s: more than %d bytes: want a settings file, as --print-config prints it", name, maxConfig)
	}
	var whole struct {
		Settings json.RawMessage `json:"settings"`
	}
	if json.Unmarshal(text, &whole) == nil && whole.Settings != nil {
		text = whole.Settings
	}
	if err := json.Unmarshal(text, s); err != nil {
		return usagef("--config %s: %v: want settings as --print-config prints them", name, err)
	}
	return nil
}

// printJSON writes a value as indented JSON.
func printJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// inWords tells settings in one line.
func inWords(s synthhub.Settings) string {
	states := strings.Trim(fmt.Sprint(s.States), "[]")
	if len(s.States) == len(synthhub.DefaultSettings().States) {
		states = "all states"
	} else if len(s.States) > 8 {
		states = fmt.Sprintf("%d states", len(s.States))
	}
	book := ""
	if s.Book != (synthhub.Settings{States: s.States}).Effective().Book {
		book = fmt.Sprintf("book %q, ", s.Book)
	}
	vehicles := "1 vehicle each"
	if v := s.Vehicles; v.Max > v.Min {
		vehicles = fmt.Sprintf("%d to %d vehicles each", v.Min, v.Max)
	} else if v.Max > 1 {
		vehicles = fmt.Sprintf("%d vehicles each", v.Max)
	}
	return fmt.Sprintf("seed %d, as of %v, %s%s, %d %% commercial, %s", s.Seed, s.AsOf, book, states, max(s.CommercialShare, 0), vehicles)
}

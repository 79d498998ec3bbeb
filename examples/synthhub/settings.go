package main

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// givenSettings are the flags that settings come from.
type givenSettings struct {
	flags     *flags
	changes   []func(*synthhub.Settings) // of the flags for one field, in the order given
	config    *string
	randomize *bool
}

// settingsFlags declares a flag for every field of Settings. When all flags are verified,
// the result holds the settings of, in rising order of precedence: the defaults,
// SOURCE_DATE_EPOCH, the file of --config, and the flags.
func settingsFlags(f *flags) *synthhub.Settings {
	g := &givenSettings{flags: f}
	d := synthhub.DefaultSettings()
	g.number("records", fmt.Sprintf("N: number of persons (default %d)", d.Records), 1, synthhub.MaxRecords, func(s *synthhub.Settings) *int { return &s.Records })
	f.value("seed", fmt.Sprintf("N: the number that decides every value (default %d)", d.Seed), func(text string) error {
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			return fmt.Errorf("want a whole number from 0 to %d", uint64(1<<64-1))
		}
		g.change(func(s *synthhub.Settings) { s.Seed = n })
		return nil
	})
	g.randomize = f.Bool("randomize", false, "choose a seed at random, and print it")
	f.value("as-of", fmt.Sprintf("DATE: the dataset's today (default %v, or the day of SOURCE_DATE_EPOCH)", d.AsOf), func(text string) error {
		day, err := schema.ParseDate(text)
		if err != nil {
			return fmt.Errorf("want a calendar day such as %v", d.AsOf)
		}
		g.change(func(s *synthhub.Settings) { s.AsOf = day })
		return nil
	})
	g.states()
	g.text("book", "NAME: name of the book of business; datasets of different books share no id (default the codes of --states, or none)", func(s *synthhub.Settings) *string { return &s.Book })
	f.value("commercial-share", fmt.Sprintf("PERCENT: share of persons in the commercial line, 0 for none (default %d)", d.CommercialShare), func(text string) error {
		n := 0
		err := setNumber(&n, text, 0, 100)
		if n == 0 {
			n = synthhub.NoCommercial
		}
		g.change(func(s *synthhub.Settings) { s.CommercialShare = n })
		return err
	})
	f.value("vehicles", "1-4: minimum and maximum number of vehicles per person, or one number for both (default 1)", func(text string) error {
		least, most, ok := strings.Cut(text, "-")
		if !ok {
			most = least
		}
		var v synthhub.VehicleRange
		if setNumber(&v.Min, least, 1, synthhub.MaxVehicles) != nil || setNumber(&v.Max, most, v.Min, synthhub.MaxVehicles) != nil {
			return fmt.Errorf("want a number, or a range such as 1-4, within 1 to %d", synthhub.MaxVehicles)
		}
		g.change(func(s *synthhub.Settings) { s.Vehicles = v })
		return nil
	})
	g.text("contact-team", "TEXT: who answers for the dataset", func(s *synthhub.Settings) *string { return &s.Contact.Team })
	g.text("contact-email", "ADDRESS: e-mail address of the team", func(s *synthhub.Settings) *string { return &s.Contact.Email })
	g.number("workers", "N: number of goroutines; the bytes do not depend on it (default one per core)", 0, 1024, func(s *synthhub.Settings) *int { return &s.Workers })
	g.config = f.String("config", "", "FILE: settings in JSON, - for standard input; the metadata of a snapshot will do")
	s := new(synthhub.Settings)
	f.check = func(t *terminal) []string { return g.settle(s, t) }
	return s
}

// change notes what a flag changes.
func (g *givenSettings) change(f func(*synthhub.Settings)) { g.changes = append(g.changes, f) }

// text declares a flag for a field with text.
func (g *givenSettings) text(name, usage string, field func(*synthhub.Settings) *string) {
	g.flags.value(name, usage, func(text string) error {
		g.change(func(s *synthhub.Settings) { *field(s) = text })
		return nil
	})
}

// number declares a flag for a field with a whole number.
func (g *givenSettings) number(name, usage string, least, most int, field func(*synthhub.Settings) *int) {
	g.flags.value(name, usage, func(text string) error {
		n := 0
		err := setNumber(&n, text, least, most)
		g.change(func(s *synthhub.Settings) { *field(s) = n })
		return err
	})
}

// states declares the flag for the states. The library reads them as from a file, so that
// every one that is wrong is told.
func (g *givenSettings) states() {
	var all []string
	for _, state := range synthhub.DefaultSettings().States {
		all = append(all, state.String())
	}
	g.flags.words["states"], g.flags.lists["states"] = all, true
	g.flags.Func("states", "CA,NV,...: USPS codes to draw from (default all 50 and DC)", func(text string) error {
		codes := strings.Split(text, ",")
		for i, code := range codes {
			if code = strings.TrimSpace(code); len(code) == 2 {
				code = strings.ToUpper(code)
			}
			codes[i] = code
		}
		list, _ := json.Marshal(codes) // no text is an error
		var read synthhub.Settings
		if err := json.Unmarshal(fmt.Appendf(nil, `{"states":%s}`, list), &read); err != nil {
			g.flags.wrong = append(g.flags.wrong, g.settingLines(err, "")...)
			return nil
		}
		g.change(func(s *synthhub.Settings) { s.States = read.States })
		return nil
	})
}

// settle puts the settings together. It returns a line for each that is wrong.
func (g *givenSettings) settle(s *synthhub.Settings, t *terminal) (wrong []string) {
	*s = synthhub.DefaultSettings()
	if epoch, ok := os.LookupEnv("SOURCE_DATE_EPOCH"); ok {
		if err := setDayOfEpoch(&s.AsOf, epoch); err != nil {
			wrong = append(wrong, err.Error())
		}
	}
	if *g.config != "" {
		wrong = append(wrong, g.readConfig(s, t.in)...)
	}
	for _, change := range g.changes {
		change(s)
	}
	if *g.randomize && g.flags.isSet("seed") {
		wrong = append(wrong, "--seed and --randomize: want one of them")
	}
	wrong = append(wrong, g.settingLines(s.Validate(), "")...)
	if *g.randomize && len(wrong)+len(g.flags.wrong) == 0 {
		var b [8]byte
		rand.Read(b[:])
		s.Seed = binary.LittleEndian.Uint64(b[:])
		fmt.Fprintf(t.err, "synthhub: chose seed %d; to repeat, use --seed %d instead of --randomize\n", s.Seed, s.Seed)
	}
	*s = s.Effective()
	return wrong
}

// setDayOfEpoch reads SOURCE_DATE_EPOCH: seconds since 1970 in UTC, as
// reproducible-builds.org defines it. A wrong value is an error, not ignored.
func setDayOfEpoch(day *synthhub.Date, text string) error {
	seconds, err := strconv.ParseInt(text, 10, 64)
	read := schema.DateOf(time.Unix(seconds, 0).UTC())
	if err != nil || !read.IsValid() {
		return fmt.Errorf("SOURCE_DATE_EPOCH is %.40q: want seconds since 1970, or unset it", text)
	}
	*day = read
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

package main

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A settingsBuilder collects settings from flags, a file and the environment.
type settingsBuilder struct {
	flags     *flags
	changes   []func(*synthhub.Settings) // by the flags of single fields, in command-line order
	config    *string
	randomize *bool
	epoch     string        // SOURCE_DATE_EPOCH, "" where --as-of takes precedence
	epochDay  synthhub.Date // of it
}

// settingsFlags declares a flag for every field of Settings. Once all flags are verified,
// the result holds the settings. Flags take precedence over the file of --config, that over
// SOURCE_DATE_EPOCH, and that over the defaults.
func settingsFlags(f *flags) *synthhub.Settings { return newSettingsBuilder(f, true).settings() }

// bookFlags is settingsFlags without a flag for the day, which the command chooses.
func bookFlags(f *flags) *synthhub.Settings { return newSettingsBuilder(f, false).settings() }

// newSettingsBuilder declares the flags of settings.
func newSettingsBuilder(f *flags, asOf bool) *settingsBuilder {
	b := &settingsBuilder{flags: f}
	d := synthhub.DefaultSettings()
	b.number("records", fmt.Sprintf("N: number of persons (default %d)", d.Records), 1, synthhub.MaxRecords, func(s *synthhub.Settings) *int { return &s.Records })
	b.seed(d)
	if asOf {
		b.asOf(d)
	}
	b.states(d)
	b.text("book", "NAME: name of the book of business; datasets of different books share no id (default the codes of --states, or none)",
		func(s *synthhub.Settings) *string { return &s.Book })
	b.commercialShare(d)
	b.vehicles()
	b.text("contact-team", "TEXT: the team that answers questions about the dataset", func(s *synthhub.Settings) *string { return &s.Contact.Team })
	b.text("contact-email", "ADDRESS: e-mail address of the team", func(s *synthhub.Settings) *string { return &s.Contact.Email })
	b.number("workers", "N: number of goroutines; the bytes do not depend on it (default one per core)", 0, 1024, func(s *synthhub.Settings) *int { return &s.Workers })
	b.config = f.String("config", "", "FILE: JSON file with settings, such as the metadata of a snapshot; - is standard input")
	return b
}

// settings returns the settings that the flags decide, once they are verified.
func (b *settingsBuilder) settings() *synthhub.Settings {
	s := new(synthhub.Settings)
	b.flags.check = func(ctx context.Context, t *terminal) ([]string, error) { return b.build(ctx, s, t) }
	return s
}

// change adds a change of the settings to those that build applies.
func (b *settingsBuilder) change(f func(*synthhub.Settings)) { b.changes = append(b.changes, f) }

// text declares a flag for a text field.
func (b *settingsBuilder) text(name, usage string, field func(*synthhub.Settings) *string) {
	b.flags.value(name, usage, func(text string) error {
		b.change(func(s *synthhub.Settings) { *field(s) = text })
		return nil
	})
}

// number declares a flag for an integer field.
func (b *settingsBuilder) number(name, usage string, minimum, maximum int, field func(*synthhub.Settings) *int) {
	b.flags.value(name, usage, func(text string) error {
		n := 0
		err := setNumber(&n, text, minimum, maximum)
		b.change(func(s *synthhub.Settings) { *field(s) = n })
		return err
	})
}

// seed declares the two flags for the seed.
func (b *settingsBuilder) seed(defaults synthhub.Settings) {
	b.flags.value("seed", fmt.Sprintf("N: the number that decides every value (default %d)", defaults.Seed), func(text string) error {
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			return fmt.Errorf("want a whole number from 0 to %d", uint64(1<<64-1))
		}
		b.change(func(s *synthhub.Settings) { s.Seed = n })
		return nil
	})
	b.randomize = b.flags.Bool("randomize", false, "choose a seed at random, and print it")
}

// asOf declares the flag for the as-of date.
func (b *settingsBuilder) asOf(defaults synthhub.Settings) {
	b.flags.value("as-of", fmt.Sprintf("DATE: the day that the dataset describes (default %v, or the day of SOURCE_DATE_EPOCH)", defaults.AsOf), func(text string) error {
		day, err := schema.ParseDate(text)
		if err != nil {
			return fmt.Errorf("want a calendar day such as %v", defaults.AsOf)
		}
		b.change(func(s *synthhub.Settings) { s.AsOf = day })
		return nil
	})
}

// states declares the flag for the states. It parses them as JSON, since the library then
// reports every wrong one.
func (b *settingsBuilder) states(defaults synthhub.Settings) {
	var all []string
	for _, state := range defaults.States {
		all = append(all, state.String())
	}
	b.flags.words["states"], b.flags.lists["states"] = all, true
	b.flags.Func("states", "CA,NV,...: USPS codes to draw from (default all 50 and DC)", func(text string) error {
		codes := strings.Split(text, ",")
		for i, code := range codes {
			if code = strings.TrimSpace(code); len(code) == 2 {
				code = strings.ToUpper(code)
			}
			codes[i] = code
		}
		list, _ := json.Marshal(codes) // cannot fail for text
		var parsed synthhub.Settings
		if err := json.Unmarshal(fmt.Appendf(nil, `{"states":%s}`, list), &parsed); err != nil {
			b.flags.problems = append(b.flags.problems, b.settingLines(err, fromFlags)...)
			return nil
		}
		b.change(func(s *synthhub.Settings) { s.States = parsed.States })
		return nil
	})
}

// commercialShare declares the flag for the share of the commercial line.
func (b *settingsBuilder) commercialShare(defaults synthhub.Settings) {
	b.flags.value("commercial-share", fmt.Sprintf("PERCENT: share of persons in the commercial line (default %d)", defaults.CommercialShare), func(text string) error {
		percent := 0
		err := setNumber(&percent, text, 0, 100)
		if percent == 0 {
			percent = synthhub.NoCommercial
		}
		b.change(func(s *synthhub.Settings) { s.CommercialShare = percent })
		return err
	})
}

// vehicles declares the flag for the number of vehicles: "2", or a range "1-4".
func (b *settingsBuilder) vehicles() {
	b.flags.value("vehicles", "1-4: minimum and maximum number of vehicles per person, or one number for both (default 1)", func(text string) error {
		minimum, maximum, isRange := strings.Cut(text, "-")
		if !isRange {
			maximum = minimum
		}
		var v synthhub.VehicleRange
		if setNumber(&v.Min, minimum, 1, synthhub.MaxVehicles) != nil || setNumber(&v.Max, maximum, v.Min, synthhub.MaxVehicles) != nil {
			return fmt.Errorf("want a number from 1 to %d, or a range such as 1-4", synthhub.MaxVehicles)
		}
		b.change(func(s *synthhub.Settings) { s.Vehicles = v })
		return nil
	})
}

// build sets s to the defaults, changed by the environment, the file and the flags. It
// returns a line for each wrong setting. The error is that of the context.
func (b *settingsBuilder) build(ctx context.Context, s *synthhub.Settings, t *terminal) (problems []string, err error) {
	*s = synthhub.DefaultSettings()
	if epoch, ok := os.LookupEnv("SOURCE_DATE_EPOCH"); ok && b.flags.Lookup("as-of") != nil {
		if err := setDayOfEpoch(&b.epochDay, epoch); err != nil {
			problems = append(problems, err.Error())
		} else if !b.flags.isSet("as-of") {
			s.AsOf, b.epoch = b.epochDay, epoch
		}
	}
	if *b.config != "" {
		lines, err := b.readConfig(ctx, s, t.in)
		if err != nil {
			return nil, err
		}
		problems = append(problems, lines...)
	}
	for _, change := range b.changes {
		change(s)
	}
	if *b.randomize && b.flags.isSet("seed") {
		problems = append(problems, "--seed and --randomize: want one of them")
	}
	for _, line := range b.settingLines(s.Validate(), b.source) {
		if !slices.Contains(problems, line) { // readConfig reports all settings if some are wrong
			problems = append(problems, line)
		}
	}
	if *b.randomize && len(problems)+len(b.flags.problems) == 0 {
		var seed [8]byte
		rand.Read(seed[:])
		s.Seed = binary.LittleEndian.Uint64(seed[:])
		fmt.Fprintf(t.err, "synthhub: chose seed %d; to repeat, use --seed %d instead of --randomize\n", s.Seed, s.Seed)
	}
	*s = s.Effective()
	return problems, nil
}

// source says where a wrong setting was read that no flag sets: all defaults are right.
func (b *settingsBuilder) source(e *synthhub.SettingError) string {
	if b.flags.isSet(flagName(e.Field)) || *b.config == "" {
		return ""
	}
	return b.inConfig(e)
}

// setDayOfEpoch parses SOURCE_DATE_EPOCH, which reproducible-builds.org defines: seconds
// since 1970 in UTC. A wrong value is an error; it is not ignored.
func setDayOfEpoch(day *synthhub.Date, text string) error {
	seconds, err := strconv.ParseInt(text, 10, 64)
	parsed := schema.DateOf(time.Unix(seconds, 0).UTC())
	if err != nil || !parsed.IsValid() {
		return fmt.Errorf("SOURCE_DATE_EPOCH is %.40q: want seconds since 1970, or unset it", text)
	}
	*day = parsed
	return nil
}

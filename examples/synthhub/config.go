package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"github.com/synthhub/synthhub"
)

// maxConfig bounds the size of a settings file.
const maxConfig = 1 << 20

// readConfig reads settings from a file. It takes what --print-config prints, and any
// object that has such settings as a member, as metadata and manifests do. It returns a
// line for each setting that is wrong.
func (g *givenSettings) readConfig(s *synthhub.Settings, stdin io.Reader) (wrong []string) {
	text, err := readBounded(*g.config, stdin)
	if err != nil {
		return []string{fmt.Sprintf("--config %s: %v", *g.config, err)}
	}
	var whole struct {
		Settings json.RawMessage `json:"settings"`
	}
	if json.Unmarshal(text, &whole) == nil && whole.Settings != nil && string(whole.Settings) != "null" {
		text = whole.Settings
	}
	err = json.Unmarshal(text, s)
	if !json.Valid(text) {
		err = fmt.Errorf("not JSON (%w): want settings as --print-config prints them", err)
	}
	return g.settingLines(err, " in "+*g.config)
}

// readBounded reads a settings file whole, - for standard input.
func readBounded(name string, stdin io.Reader) ([]byte, error) {
	in := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, errors.Unwrap(err) // the line names the file already
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, maxConfig+1))
	if err == nil && len(text) > maxConfig {
		err = fmt.Errorf("more than %d bytes: want a settings file, as --print-config prints it", maxConfig)
	}
	return text, err
}

// settingLines puts errors about settings into the words of flags, a line for each. place
// is where they were read, if that is known. What no flag is for can only come from the
// file of --config.
func (g *givenSettings) settingLines(err error, place string) (lines []string) {
	if err == nil {
		return nil
	}
	errs := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		errs = joined.Unwrap()
	}
	for _, err := range errs {
		var setting *synthhub.SettingError
		if errors.As(err, &setting) && g.hasFlag(setting) {
			lines = append(lines, fmt.Sprintf("--%s %s%s: %s", flagName(setting.Field), setting.Value, place, setting.Advice()))
		} else {
			lines = append(lines, fmt.Sprintf("--config %s: %v", *g.config, err))
		}
	}
	return lines
}

// hasFlag reports whether the error is about a field that has a flag. The others are the
// version, the extensions, and members of a file that are no settings: these have another
// form than fields, or a suggestion in that form.
func (g *givenSettings) hasFlag(e *synthhub.SettingError) bool {
	isField := func(name string) bool { return name != "" && unicode.IsUpper(rune(name[0])) }
	return isField(e.Field) && (e.Near == "" || isField(e.Near)) && g.flags.Lookup(flagName(e.Field)) != nil
}

// flagName returns the flag of a field of Settings: CommercialShare is
// commercial-share, Contact.Team is contact-team.
func flagName(field string) string {
	var b strings.Builder
	for i, r := range strings.ReplaceAll(field, ".", "") {
		if r >= 'A' && r <= 'Z' && i > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}

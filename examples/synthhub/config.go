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

// maxConfig is the maximum size of a settings file in bytes.
const maxConfig = 1 << 20

// readConfig reads settings from the file of --config. It accepts the output of
// --print-config, and any JSON object with such settings as a member, such as the metadata
// and the manifest of a snapshot. It returns a line for each wrong setting.
func (b *settingsBuilder) readConfig(s *synthhub.Settings, stdin io.Reader) (problems []string) {
	text, err := readBounded(*b.config, stdin)
	if err != nil {
		return []string{fmt.Sprintf("--config %s: %v", *b.config, err)}
	}
	var document struct {
		Settings json.RawMessage `json:"settings"`
	}
	if json.Unmarshal(text, &document) == nil && document.Settings != nil && string(document.Settings) != "null" {
		text = document.Settings
	}
	err = json.Unmarshal(text, s)
	if !json.Valid(text) {
		err = fmt.Errorf("not JSON (%w): want settings as --print-config prints them", err)
	}
	return b.settingLines(err, " in "+*b.config)
}

// readBounded reads a settings file of at most maxConfig bytes; "-" is standard input.
func readBounded(name string, stdin io.Reader) ([]byte, error) {
	in := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, errors.Unwrap(err) // the caller names the file already
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

// settingLines rewords errors about settings, a line for each: it names the flag instead of
// the field. source says where the settings were read, or is empty. Settings without a flag
// can only come from the file of --config.
func (b *settingsBuilder) settingLines(err error, source string) (lines []string) {
	if err == nil {
		return nil
	}
	errs := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		errs = joined.Unwrap()
	}
	for _, err := range errs {
		var setting *synthhub.SettingError
		if errors.As(err, &setting) && b.hasFlag(setting) {
			lines = append(lines, fmt.Sprintf("--%s %s%s: %s", flagName(setting.Field), setting.Value, source, setting.Advice()))
		} else {
			lines = append(lines, fmt.Sprintf("--config %s: %v", *b.config, err))
		}
	}
	return lines
}

// hasFlag reports whether the error is about a field that has a flag. The version and the
// extensions have none, and neither have unknown members of a file. Fields begin with an
// uppercase letter; the name of an unknown member, or the suggestion for it, does not.
func (b *settingsBuilder) hasFlag(e *synthhub.SettingError) bool {
	isField := func(name string) bool { return name != "" && unicode.IsUpper(rune(name[0])) }
	return isField(e.Field) && (e.Near == "" || isField(e.Near)) && b.flags.Lookup(flagName(e.Field)) != nil
}

// flagName returns the flag of a field of Settings: commercial-share for CommercialShare,
// contact-team for Contact.Team.
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

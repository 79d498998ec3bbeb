package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/strictjson"
)

// maxConfig is the maximum size of a settings file in bytes.
const maxConfig = 1 << 20

// readConfig reads settings from the file of --config. It accepts the output of
// --print-config, and any JSON object with such settings as a member, such as the metadata
// and the manifest of a snapshot. It returns a line for each wrong setting. The error is that
// of the context.
func (b *settingsBuilder) readConfig(ctx context.Context, s *synthhub.Settings, stdin io.Reader) (problems []string, err error) {
	text, err := readStart(ctx, *b.config, stdin, maxConfig+1)
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if err == nil && len(text) > maxConfig {
		err = fmt.Errorf("more than %d bytes: want a settings file, as --print-config prints it", maxConfig)
	}
	if err == nil {
		err = checkText(text)
	}
	if err == nil {
		text, err = settingsIn(text)
	}
	if err != nil {
		return []string{fmt.Sprintf("--config %s: %v", *b.config, err)}, nil
	}
	err = json.Unmarshal(text, s)
	if !json.Valid(text) {
		err = fmt.Errorf("not JSON (%w): want settings as --print-config prints them", err)
	}
	return b.settingLines(err, b.inConfig), nil
}

// fromFlags says nothing of where a setting was read, because its flag is named.
func fromFlags(*synthhub.SettingError) string { return "" }

// inConfig says that a wrong setting was read from the file of --config.
func (b *settingsBuilder) inConfig(*synthhub.SettingError) string { return " in " + *b.config }

// checkText returns an error about text that is not UTF-8. Package encoding/json takes it.
func checkText(text []byte) error {
	if bytes.HasPrefix(text, []byte("\uFEFF")) {
		return errors.New("it begins with a byte order mark: want a settings file in UTF-8 without it")
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return fmt.Errorf("byte %d is not UTF-8: want a settings file in UTF-8, as --print-config prints it", i)
		}
		i += size
	}
	return nil
}

// settingsIn returns the member settings of a JSON object, or the text itself if there is none.
// The error is about a member of the text that occurs twice, or that is called Settings.
func settingsIn(text []byte) ([]byte, error) {
	var document struct {
		Settings json.RawMessage `json:"settings"`
	}
	problems, err := strictjson.Decode(text, &document)
	if err != nil {
		return text, nil // which the caller finds too
	}
	found := document.Settings != nil && string(document.Settings) != "null"
	for _, p := range problems {
		switch {
		case strings.HasPrefix(p.Member, "settings."): // which the settings report too
		case !p.Unknown && (found || p.Member == "settings"):
			return nil, fmt.Errorf("member %s is %s: want %s", p.Member, p.Value, p.Want)
		case p.Unknown && strings.EqualFold(p.Member, "settings"):
			return nil, fmt.Errorf("unknown member %q: did you mean settings?", p.Member)
		}
	}
	if !found {
		return text, nil
	}
	return document.Settings, nil
}

// settingLines rewords errors about settings, a line for each: it names the flag instead of
// the field, or SOURCE_DATE_EPOCH if the day is of that. source says where a setting was read, ""
// for a flag. Settings without a flag can only come from the file of --config.
func (b *settingsBuilder) settingLines(err error, source func(*synthhub.SettingError) string) (lines []string) {
	if err == nil {
		return nil
	}
	errs := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		errs = joined.Unwrap()
	}
	for _, err := range errs {
		var setting *synthhub.SettingError
		switch {
		case !errors.As(err, &setting) || !b.hasFlag(setting):
			lines = append(lines, fmt.Sprintf("--config %s: %v", *b.config, err))
		case setting.Field == "AsOf" && b.epoch != "" && setting.Value == b.epochDay.String():
			lines = append(lines, fmt.Sprintf("SOURCE_DATE_EPOCH is %.40q, the day %s: %s, or unset it", b.epoch, setting.Value, setting.Advice()))
		default:
			lines = append(lines, fmt.Sprintf("--%s %s%s: %s", flagName(setting.Field), setting.Value, source(setting), setting.Advice()))
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

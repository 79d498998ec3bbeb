package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

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

// describeSettings returns a line that describes settings.
func describeSettings(s synthhub.Settings) string {
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

// withProgress adds an option that shows the progress of an export on a terminal, counted in
// records or files. done removes the progress line; it must be called after the export.
func withProgress(w io.Writer, unit string, opts []export.Option) (with []export.Option, done func()) {
	if !isTerminal(w) {
		return opts, func() {}
	}
	last := ""
	show := func(p export.Progress) {
		// The line changes with every percent, not with every call.
		line := fmt.Sprintf("%3d %%  %s %s, about %s MB", 100*int64(p.Records)/max(1, int64(p.TotalRecords)), grouped(int64(p.TotalRecords)), unit, grouped(p.TotalBytes/1e6))
		if line != last {
			last = line
			fmt.Fprintf(w, "\r\x1b[K%s", line)
		}
	}
	return append(opts, export.OnProgress(show)), func() { fmt.Fprint(w, "\r\x1b[K") }
}

// isTerminal reports whether w is a terminal: a device of characters, but not the null device.
func isTerminal(w io.Writer) bool {
	if i, ok := w.(*interruptible); ok {
		w = i.w
	}
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// grouped returns a number with commas between its thousands.
func grouped(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// quotedPath returns a path for a shell, in quotes if it needs them. No command takes it for a
// flag.
func quotedPath(path string) string {
	path = filepath.ToSlash(path)
	if strings.HasPrefix(path, "-") {
		path = "./" + path
	}
	if strings.Trim(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:") == "" && path != "" {
		return path
	}
	return singleQuoted(path)
}

// singleQuoted returns text in single quotes for a shell.
func singleQuoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/schema"
)

// A csvFile is a CSV file with rows of one table.
type csvFile struct {
	table, name string
	columns     map[string]string // by the name of a column in the file: that in the table
}

func (f *csvFile) open() (*os.File, error) {
	file, _, err := openFile(f.name)
	return file, err
}

// csvFiles returns the files of an argument such as persons=p.csv,vehicles=v.csv. If it is not one, ok is
// false. A comma belongs to the name of a file unless the name of a table follows.
func csvFiles(arg string) (files []csvFile, ok bool, err error) {
	first, _, found := strings.Cut(arg, "=")
	if !found || strings.ContainsAny(first, `/\.`) {
		return nil, false, nil
	}
	if !slices.Contains(tableNames(), first) {
		if _, err := os.Lstat(arg); err == nil {
			return nil, false, nil
		}
		return nil, true, usagef("%.200q: unknown table %.60q: %s", arg, first, advice(first, tableNames()))
	}
	for _, piece := range strings.Split(arg, ",") {
		table, name, found := strings.Cut(piece, "=")
		if found && slices.Contains(tableNames(), table) {
			if slices.ContainsFunc(files, func(f csvFile) bool { return f.table == table }) {
				return nil, true, usagef("%.200q: two files of table %s: want one", arg, table)
			}
			files = append(files, csvFile{table: table, name: name, columns: map[string]string{}})
			continue
		}
		files[len(files)-1].name += "," + piece
	}
	for _, f := range files {
		file, err := f.open()
		if err != nil {
			return nil, true, usagef("%s=%.200q: %v: want a CSV file", f.table, f.name, errors.Unwrap(err))
		}
		file.Close()
	}
	return files, true, nil
}

// maxHeader is the maximum size of the header of a CSV file in bytes.
const maxHeader = 1 << 20

// header returns the names of the columns of the file. A file that is not CSV has none: the reader of its
// rows says why.
func (f *csvFile) header() []string {
	file, err := f.open()
	if err != nil {
		return nil
	}
	defer file.Close()
	r := csv.NewReader(io.LimitReader(file, maxHeader))
	r.LazyQuotes = true
	names, err := r.Read()
	if err != nil || len(names) == 0 {
		return nil
	}
	names[0] = strings.TrimPrefix(names[0], "\uFEFF")
	return names
}

// checkHeader returns a usage error about a file whose first line does not end where it should, or has no commas.
func (f *csvFile) checkHeader() error {
	file, err := f.open()
	if err != nil {
		return nil // the reader of its rows says why
	}
	defer file.Close()
	line, err := bufio.NewReader(io.LimitReader(file, maxHeader)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) || !utf8.ValidString(line) {
		return nil
	}
	line = strings.TrimRight(line, "\r\n")
	switch {
	case strings.Contains(line, "\r") && !strings.Contains(line, `"`):
		return usagef("%s=%.200q: the file has CR line ends; want LF or CR LF", f.table, f.name)
	case strings.Contains(line, ";") && !strings.Contains(line, ","):
		return usagef("%s=%.200q: the first line has no comma but semicolons: separate the columns with commas", f.table, f.name)
	}
	return nil
}

// csvProfile returns the profile of the CSV files.
func (s *side) csvProfile(ctx context.Context, opts []report.Option) (*report.Profile, error) {
	var files []report.File
	for _, f := range s.csv {
		file, err := f.open()
		if err != nil {
			return nil, err
		}
		defer file.Close()
		files = append(files, report.File{Table: f.table, Columns: f.columns, Reader: file})
	}
	p, err := report.CSV(ctx, files, opts...)
	if errors.Is(err, report.ErrFile) {
		return nil, usagef("%.200q: %s", s.arg, withoutPackage(err))
	}
	return p, err
}

// csvFlags are the flags about CSV files.
type csvFlags struct {
	flags     *flags
	maps      []columnMap
	asOf      synthhub.Date
	synthetic *bool
}

// A columnMap says that a column of a CSV file has another name than in its table.
type columnMap struct{ text, table, theirs, ours string }

// mapFlag declares the flag --map.
func (c *csvFlags) mapFlag(f *flags) {
	c.flags = f
	f.Func("map", "THEIRS=OURS: name of a column in CSV files and its name in the table, such as dob=date_of_birth or persons.dob=date_of_birth; several separated by commas, or the flag again", func(value string) error {
		for _, item := range strings.Split(value, ",") {
			theirs, ours, found := strings.Cut(item, "=")
			if !found || theirs == "" || ours == "" {
				f.reject("map", item, "want THEIRS=OURS, such as dob=date_of_birth")
				continue
			}
			m := columnMap{text: item, theirs: theirs, ours: ours}
			if table, column, ok := strings.Cut(theirs, "."); ok && slices.Contains(tableNames(), table) {
				m.table, m.theirs = table, column
			}
			c.maps = append(c.maps, m)
		}
		return nil
	})
}

// profileFlags declares the flags that only the profile of CSV files needs.
func (c *csvFlags) profileFlags(f *flags) {
	c.synthetic = f.Bool("synthetic", false, "the CSV files have no real data, so values with few rows may be shown")
	f.value("as-of", "DATE: the day that CSV files describe", func(text string) (err error) {
		if c.asOf, err = schema.ParseDate(text); err != nil {
			return fmt.Errorf("want a calendar day such as %v", synthhub.DefaultSettings().AsOf)
		}
		return nil
	})
}

// apply gives the files of both sides their columns. The error is a usage error.
func (c *csvFlags) apply(sides ...*side) error {
	var files []*csvFile
	for _, s := range sides {
		for i := range s.csv {
			files = append(files, &s.csv[i])
		}
	}
	if len(files) == 0 {
		for _, name := range []string{"map", "synthetic", "as-of"} {
			if c.flags.isSet(name) {
				return usagef("--%s is for CSV files: omit it, or pass a side such as persons=FILE.csv", name)
			}
		}
		return nil
	}
	for _, f := range files {
		if err := f.checkHeader(); err != nil {
			return err
		}
	}
	for _, m := range c.maps {
		if err := m.apply(files); err != nil {
			return err
		}
	}
	return nil
}

// apply adds the name to the files that have such a column.
func (m *columnMap) apply(files []*csvFile) error {
	found, tables := false, []string{}
	for _, f := range files {
		if m.table != "" && m.table != f.table {
			continue
		}
		tables = append(tables, f.table)
		if e, _ := entityNamed(f.table); hasColumn(e, m.ours) && slices.Contains(f.header(), m.theirs) {
			f.columns[m.theirs], found = m.ours, true
		}
	}
	if found {
		return nil
	}
	var names, theirs []string
	for _, f := range files {
		if slices.Contains(tables, f.table) {
			theirs = append(theirs, f.header()...)
		}
	}
	for _, table := range tables {
		e, _ := entityNamed(table)
		if hasColumn(e, m.ours) {
			if near, ok := text.Nearest(m.theirs, slices.Values(theirs)); ok {
				return usagef("--map %.100s: no CSV file of %s has a column %.60q: did you mean %.60q?", m.text, table, m.theirs, near)
			}
			return usagef("--map %.100s: no CSV file of %s has a column %.60q: want a name from its first line", m.text, table, m.theirs)
		}
		for _, column := range e.Table().Columns() {
			names = append(names, column.Name)
		}
	}
	switch near, ok := text.Nearest(m.ours, slices.Values(names)); {
	case len(tables) == 0:
		return usagef("--map %.100s: there is no CSV file of %s", m.text, m.table)
	case ok:
		return usagef("--map %.100s: table %s has no column %.60q: did you mean %s?", m.text, tables[0], m.ours, near)
	}
	return usagef("--map %.100s: table %s has no column %.60q: synthhub describe %s lists them", m.text, tables[0], m.ours, tables[0])
}

// hasColumn reports whether a table has a column.
func hasColumn(e synthhub.Entity, name string) bool {
	return slices.ContainsFunc(e.Table().Columns(), func(c schema.Column) bool { return c.Name == name })
}

// options returns what the flags ask of a profile.
func (c *csvFlags) options() (opts []report.Option) {
	if *c.synthetic {
		opts = append(opts, report.Synthetic())
	}
	if !c.asOf.IsZero() {
		opts = append(opts, report.AsOf(c.asOf))
	}
	return opts
}

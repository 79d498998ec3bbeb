package export

import (
	"fmt"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// LoadScript returns a script that creates the tables of a snapshot and fills them from its
// CSV files, for the shell of the database: psql 15 or later, sqlite3 3.37 or later, or
// mysql, which needs --local-infile=1. Empty cells become NULL. The script stops at the first
// error. In PostgreSQL and SQLite all of it is one transaction, so that it creates and fills
// all tables or none. MySQL keeps the tables, but without rows. The scripts of PostgreSQL and
// SQLite are tested; that of MySQL is not.
//
// The shell finds the files in dir, the folder of the snapshot, written with slashes. A
// relative path starts at the working folder of the shell. It may hold any character except
// a line break, which is an error that wraps [ErrOption].
//
// The tables are those of the manifest; [Tables] selects among them. Add user-defined
// entities with [With].
func LoadScript(d Dialect, m *Manifest, dir string, opts ...Option) (string, error) {
	script, err := loadScript(d, m, dir, opts)
	if err != nil {
		return "", fmt.Errorf("load script: %w", err)
	}
	return script, nil
}

func loadScript(d Dialect, m *Manifest, dir string, opts []Option) (string, error) {
	if err := d.validate(); err != nil {
		return "", err
	}
	if m.DatasetVersion != synthhub.Version {
		return "", fmt.Errorf("%w: a snapshot of dataset version %q: want %s", ErrOption, m.DatasetVersion, synthhub.Version)
	}
	entities, err := describedEntities(append([]Option{listed(m)}, opts...))
	if err != nil {
		return "", err
	}
	var tables, rows strings.Builder
	for _, e := range entities {
		t := e.Table()
		files, err := csvFiles(m, dir, t.Name())
		if err != nil {
			return "", fmt.Errorf("%s: %w", t.Name(), err)
		}
		tables.WriteString("\n" + d.createTable(t, entities) + ";\n")
		rows.WriteString("\n" + d.loadTable(t, files))
	}
	script := "-- Dataset " + m.DatasetVersion + ", from a snapshot. To run it:\n"
	switch d {
	case PostgreSQL:
		script += "-- psql -f THIS_FILE DATABASE\n\\set ON_ERROR_STOP on\nBEGIN;\n" + tables.String()
	case SQLite:
		script += "-- sqlite3 DATABASE < THIS_FILE\n.bail on\nPRAGMA foreign_keys = ON;\nBEGIN;\n" + tables.String()
	case MySQL: // CREATE TABLE ends a transaction
		script += "-- mysql --local-infile=1 DATABASE < THIS_FILE\nSET SESSION sql_mode = 'TRADITIONAL';\n" + tables.String() + "\nSTART TRANSACTION;\n"
	}
	return script + rows.String() + "\nCOMMIT;\n", nil
}

// A csvFile is one CSV file to load.
type csvFile struct {
	path   string
	header bool
}

// csvFiles returns the CSV files of a table in the order of their parts. Scripts load no
// other format, because all three shells read CSV.
func csvFiles(m *Manifest, dir, table string) (files []csvFile, err error) {
	rows := 0
	for _, f := range m.tableFiles(table, format.CSV) {
		if !snapshot.IsFile(f.Path) {
			return nil, fmt.Errorf("%w: file %.100q is not in the snapshot", ErrOption, f.Path)
		}
		if f.Content != nil {
			return nil, fmt.Errorf("%w: file %s is compressed, and no shell of a database reads that; decompress it, or export without compression", ErrOption, f.Path)
		}
		path := strings.TrimSuffix(dir, "/") + "/" + f.Path
		if dir == "" {
			path = f.Path
		}
		if strings.ContainsAny(path, "\n\r\x00") {
			return nil, fmt.Errorf("%w: no script can name the file %.100q", ErrOption, path)
		}
		// Some first characters have a meaning for the shells: ~ is the home folder, |
		// starts a program, - starts an option.
		if strings.Trim(path[:1], "/.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
			path = "./" + path
		}
		files = append(files, csvFile{path, f.Part <= 1})
		rows += f.Records
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%w: the snapshot has no CSV file of this table; export one with the format %s", ErrOption, FormatCSV)
	}
	if want := m.RecordCounts[table]; rows != want {
		return nil, fmt.Errorf("%w: the manifest lists CSV files with %d rows, want all %d", ErrOption, rows, want)
	}
	return files, nil
}

// loadTable returns the statements that load the files of one table. One COPY of PostgreSQL
// does all. The other shells read an empty cell as empty text, and continue after a row that
// breaks a rule. So the cells go first into a temporary table without rules, and from there
// into the table with one statement.
func (d Dialect) loadTable(t schema.Describer, files []csvFile) string {
	var b strings.Builder
	names := d.quoteAll(columnNames(t))
	if d == PostgreSQL {
		for _, f := range files {
			header := "false"
			if f.header {
				header = "match"
			}
			fmt.Fprintf(&b, "\\copy %s (%s) FROM '%s' WITH (FORMAT csv, HEADER %s, ENCODING 'UTF8')\n", d.quote(t.Name()), names, strings.ReplaceAll(f.path, "'", "''"), header)
		}
		return b.String()
	}
	cells, textType, end, drop := d.quote("cells of "+t.Name()), " TEXT", "", "DROP TABLE"
	if d == MySQL { // without TEMPORARY, DROP TABLE ends a transaction
		textType, end, drop = " LONGTEXT", " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", "DROP TEMPORARY TABLE"
	}
	var definitions, values []string
	for _, c := range t.Columns() {
		definitions = append(definitions, d.quote(c.Name)+textType)
		values = append(values, d.fromCell(&c))
	}
	fmt.Fprintf(&b, "CREATE TEMPORARY TABLE %s (%s)%s;\n", cells, strings.Join(definitions, ", "), end)
	for _, f := range files {
		b.WriteString(d.loadFile(cells, f))
	}
	fmt.Fprintf(&b, "INSERT INTO %s (%s)\n\tSELECT %s\n\tFROM %s;\n%s %s;\n", d.quote(t.Name()), names, strings.Join(values, ", "), cells, drop, cells)
	return b.String()
}

// loadFile returns the statement that reads a file into a table of cells.
func (d Dialect) loadFile(cells string, f csvFile) string {
	skip := 0
	if f.header {
		skip = 1
	}
	if d == SQLite { // the shell reads the escapes of C between double quotes
		return fmt.Sprintf(".import --csv --skip %d \"%s\" %s\n", skip, strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(f.path), cells)
	}
	return fmt.Sprintf("LOAD DATA LOCAL INFILE %s INTO TABLE %s CHARACTER SET utf8mb4\n"+
		"\tFIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"' ESCAPED BY '' LINES TERMINATED BY '\\n' IGNORE %d LINES;\n", d.text(f.path), cells, skip)
}

// fromCell returns the value of a column from the text of its cell, NULL for an empty cell.
func (d Dialect) fromCell(c *schema.Column) string {
	name := d.quote(c.Name)
	value := "NULLIF(" + name + ", '')"
	if d == MySQL { // blanks may equal empty text
		value = "CASE WHEN LENGTH(" + name + ") > 0 THEN " + name + " END"
	}
	if c.Kind == schema.KindBool {
		value = "CASE " + name + " WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE " + value + " END"
	}
	return value
}

package export

import (
	"fmt"
	"math"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/schema"
)

// Dialect is a dialect of SQL.
type Dialect uint8

// The dialects.
const (
	PostgreSQL Dialect = iota
	SQLite             // 3.37 or later; references are enforced under PRAGMA foreign_keys
	MySQL              // 8.0.16 or later, and MariaDB
)

// String returns the name of the dialect.
func (d Dialect) String() string {
	names := [...]string{"PostgreSQL", "SQLite", "MySQL"}
	if int(d) >= len(names) {
		return fmt.Sprintf("Dialect(%d)", d)
	}
	return names[d]
}

// CreateTables returns one CREATE TABLE statement for each table, in an order in
// which they can be run, with the keys, references and checks that the columns
// declare: what may be empty, lengths, shapes, vocabularies, ranges, and what is
// unique. SQLite has no regular expressions, so shapes are not checked there; nor has
// it decimal numbers and times, which are text there, exact and in one form, with checks.
// To order decimal numbers or to add them up, take them in units:
//
//	CAST(replace(price, '.', '') AS INTEGER)
//
// [Tables], [With] and [Faulty] choose tables; references to tables that are not chosen are left
// out.
func CreateTables(d Dialect, opts ...Option) ([]string, error) {
	if d > MySQL {
		return nil, fmt.Errorf("create tables: %w: %v: want PostgreSQL, SQLite or MySQL", ErrOption, d)
	}
	entities, err := describedEntities(opts)
	if err != nil {
		return nil, fmt.Errorf("create tables: %w", err)
	}
	var statements []string
	for _, e := range entities {
		statements = append(statements, d.createTable(e.Table(), entities))
	}
	return statements, nil
}

// createTable writes one statement. References are constraints of the table and not
// of the column, because MySQL ignores the latter.
func (d Dialect) createTable(t schema.Describer, entities []synthhub.Entity) string {
	var lines []string
	var keys []string
	for _, c := range t.Columns() {
		line := d.quote(c.Name) + " " + d.typeOf(&c)
		if c.Required() {
			line += " NOT NULL"
		}
		if check := d.check(&c); check != "" {
			line += " CHECK (" + check + ")"
		}
		lines = append(lines, line)
		switch {
		case c.Key:
			keys = append(keys, "PRIMARY KEY ("+d.quote(c.Name)+")")
		case c.Unique && c.Within != "":
			keys = append(keys, "UNIQUE ("+d.quote(c.Within)+", "+d.quote(c.Name)+")")
		case c.Unique:
			keys = append(keys, "UNIQUE ("+d.quote(c.Name)+")")
		}
		if table, column, ok := strings.Cut(c.Ref, "."); ok && entitylist.Index(entities, table) >= 0 {
			keys = append(keys, fmt.Sprintf("FOREIGN KEY (%s) REFERENCES %s (%s)", d.quote(c.Name), d.quote(table), d.quote(column)))
		}
	}
	end := ""
	switch d {
	case SQLite:
		end = " STRICT"
	case MySQL:
		end = " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" // bytes decide what is equal
	}
	return "CREATE TABLE " + d.quote(t.Name()) + " (\n\t" + strings.Join(append(lines, keys...), ",\n\t") + "\n)" + end
}

// quote quotes a name, which may be a word of the language; names hold no quotes.
func (d Dialect) quote(name string) string {
	if d == MySQL {
		return "`" + name + "`"
	}
	return `"` + name + `"`
}

func (d Dialect) typeOf(c *schema.Column) string {
	type types [3]string // by dialect
	switch c.Kind {
	case schema.KindInt:
		if c.Bounded() && c.Min >= -1<<31 && c.Max < 1<<31 {
			return types{"integer", "INTEGER", "INT"}[d]
		}
		return types{"bigint", "INTEGER", "BIGINT"}[d]
	case schema.KindBool:
		return types{"boolean", "INTEGER", "BOOLEAN"}[d]
	case schema.KindUUID:
		return types{"uuid", "TEXT", "CHAR(36)"}[d]
	case schema.KindDate:
		return types{"date", "TEXT", "DATE"}[d]
	case schema.KindDecimal: // 19 digits hold every integer of 64 bits
		return types{fmt.Sprintf("numeric(19,%d)", c.Scale), "TEXT", fmt.Sprintf("DECIMAL(19,%d)", c.Scale)}[d]
	case schema.KindFloat:
		return types{"double precision", "REAL", "DOUBLE"}[d]
	case schema.KindTimestamp:
		return types{"timestamptz", "TEXT", "DATETIME(6)"}[d]
	}
	most := int64(255) // what MySQL can index
	if c.Kind == schema.KindEnum {
		most = 0
		for _, word := range c.Names {
			most = max(most, int64(len(word)))
		}
	} else if c.Kind == schema.KindText && c.Bounded() {
		most = c.Max
	}
	return types{"text", "TEXT", fmt.Sprintf("VARCHAR(%d)", most)}[d]
}

// check returns the condition on a column's values; NULL passes every check.
func (d Dialect) check(c *schema.Column) string {
	name := d.quote(c.Name)
	var terms []string
	switch c.Kind {
	case schema.KindInt, schema.KindDecimal, schema.KindFloat:
		terms = d.numberChecks(c)
	case schema.KindBool:
		if d == SQLite {
			terms = append(terms, name+" IN (0, 1)")
		}
	case schema.KindEnum:
		var words []string
		for _, word := range c.Vocabulary() {
			words = append(words, d.text(word))
		}
		terms = append(terms, name+" IN ("+strings.Join(words, ", ")+")")
	case schema.KindDate:
		if d == SQLite {
			terms = append(terms, name+" IS date("+name+")")
		}
	case schema.KindTimestamp:
		if d == SQLite {
			// The date and the time, then Z, or a fraction of up to six digits that does
			// not end with a zero and Z.
			terms = append(terms, fmt.Sprintf("substr(%[1]s, 1, 19) IS strftime('%%Y-%%m-%%dT%%H:%%M:%%S', substr(%[1]s, 1, 19)) AND %[1]s > '0001' AND length(%[1]s) <= 27 AND "+
				"(substr(%[1]s, 20) = 'Z' OR substr(%[1]s, 20) GLOB '.*[1-9]Z' AND substr(%[1]s, 21) NOT GLOB '*[^0-9]*Z')", name))
		}
	case schema.KindText, schema.KindCustom:
		length := [...]string{"octet_length(%s)", "length(CAST(%s AS BLOB))", "LENGTH(%s)"}[d]
		length = fmt.Sprintf(length, name)
		if c.Kind == schema.KindText && c.Bounded() {
			terms = append(terms, fmt.Sprintf("%s BETWEEN %d AND %d", length, c.Min, c.Max))
		} else {
			terms = append(terms, length+" > 0")
		}
	}
	if p := c.Pattern(); p != "" && (c.Kind == schema.KindText || c.Kind == schema.KindUUID) {
		p = d.text("^" + p + "$")
		switch {
		case d == PostgreSQL && c.Kind == schema.KindUUID:
			terms = append(terms, name+"::text ~ "+p)
		case d == PostgreSQL:
			terms = append(terms, name+" ~ "+p)
		case d == MySQL:
			terms = append(terms, name+" REGEXP "+p)
		}
	}
	return strings.Join(terms, " AND ")
}

// numberChecks returns the conditions on the values of a column of numbers.
func (d Dialect) numberChecks(c *schema.Column) (terms []string) {
	name := d.quote(c.Name)
	least, most := c.NumberText(c.Min), c.NumberText(c.Max)
	switch {
	case c.Kind == schema.KindDecimal && d == SQLite:
		// The text without its point is the number of units. It must have one point,
		// at its place, and must be what SQLite writes for that number.
		units := "replace(" + name + ", '.', '')"
		terms = append(terms, fmt.Sprintf("instr(%s, '.') = length(%s) - %d", name, name, c.Scale),
			fmt.Sprintf("length(%s) = length(%s) - 1", units, name), fmt.Sprintf("%s = printf('%%.%dd', %s)", units, c.Scale+1, units))
		name, least, most = "CAST("+units+" AS INTEGER)", fmt.Sprint(c.Min), fmt.Sprint(c.Max)
	case c.Kind == schema.KindFloat && !c.Bounded() && d != MySQL: // which has neither infinity nor NaN
		terms = append(terms, fmt.Sprintf("%s BETWEEN -%g AND %g", name, math.MaxFloat64, math.MaxFloat64))
	}
	if c.Bounded() {
		terms = append(terms, fmt.Sprintf("%s BETWEEN %s AND %s", name, least, most))
	}
	return terms
}

// text writes a string literal.
func (d Dialect) text(s string) string {
	if d == MySQL {
		s = strings.ReplaceAll(s, `\`, `\\`)
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

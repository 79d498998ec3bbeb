package export

import (
	"fmt"
	"math"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// Dialect is a dialect of SQL.
type Dialect uint8

// Dialects of SQL.
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

// validate reports a dialect that does not exist.
func (d Dialect) validate() error {
	if d > MySQL {
		return fmt.Errorf("%w: %v: want PostgreSQL, SQLite or MySQL", ErrOption, d)
	}
	return nil
}

// CreateTables returns one CREATE TABLE statement for each table, in an order in which they
// can be run. They declare the keys, references and checks of the columns: lengths, shapes,
// vocabularies, ranges, uniqueness, and whether a value may be empty. SQLite has no regular
// expressions, so its statements do not check shapes. It has no types for decimal numbers and
// times either: they are text in one exact form, which is checked. To order or to add decimal
// numbers, use their units:
//
//	CAST(replace(price, '.', '') AS INTEGER)
//
// [Tables], [With] and [Faulty] select tables. References to other tables are left out.
func CreateTables(d Dialect, opts ...Option) ([]string, error) {
	err := d.validate()
	var entities []synthhub.Entity
	if err == nil {
		entities, err = describedEntities(opts)
	}
	if err != nil {
		return nil, fmt.Errorf("create tables: %w", err)
	}
	var statements []string
	for _, e := range entities {
		statements = append(statements, d.createTable(e.Table(), entities))
	}
	return statements, nil
}

// createTable returns one statement. References are constraints of the table and not of the
// column, because MySQL ignores the latter.
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
		if table, column, ok := referenceOf(&c, entities); ok {
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

// quote quotes a name, which may be a keyword. Names hold no quotes.
func (d Dialect) quote(name string) string {
	if d == MySQL {
		return "`" + name + "`"
	}
	return `"` + name + `"`
}

// quoteAll quotes names, with commas between them.
func (d Dialect) quoteAll(names []string) string {
	var quoted []string
	for _, name := range names {
		quoted = append(quoted, d.quote(name))
	}
	return strings.Join(quoted, ", ")
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
	length := int64(255) // MySQL can index a column of this length
	if c.Kind == schema.KindEnum {
		length = 0
		for _, word := range c.Names {
			length = max(length, int64(len(word)))
		}
	} else if c.Kind == schema.KindText && c.Bounded() {
		length = c.Max
	}
	return types{"text", "TEXT", fmt.Sprintf("VARCHAR(%d)", length)}[d]
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
			// The date and the time, then Z, or a fraction of at most six digits that does
			// not end with a zero, then Z.
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
	lower, upper := c.NumberText(c.Min), c.NumberText(c.Max)
	switch {
	case c.Kind == schema.KindDecimal && d == SQLite:
		// The text without its point is the number of units. The text must have one point,
		// at the right position, and must be the form in which SQLite writes that number.
		units := "replace(" + name + ", '.', '')"
		terms = append(terms, fmt.Sprintf("instr(%s, '.') = length(%s) - %d", name, name, c.Scale),
			fmt.Sprintf("length(%s) = length(%s) - 1", units, name), fmt.Sprintf("%s = printf('%%.%dd', %s)", units, c.Scale+1, units))
		name, lower, upper = "CAST("+units+" AS INTEGER)", fmt.Sprint(c.Min), fmt.Sprint(c.Max)
	case c.Kind == schema.KindFloat && !c.Bounded() && d != MySQL: // MySQL has neither infinity nor NaN
		terms = append(terms, fmt.Sprintf("%s BETWEEN -%g AND %g", name, math.MaxFloat64, math.MaxFloat64))
	}
	if c.Bounded() {
		terms = append(terms, fmt.Sprintf("%s BETWEEN %s AND %s", name, lower, upper))
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

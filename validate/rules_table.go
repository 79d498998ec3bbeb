package validate

import (
	"fmt"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// tableRules are the rules of one table, each under the name by which checks know it.
type tableRules struct {
	// Rules about the text of a row in a file, in any format, and about the CSV header.
	header, columns, quoting, syntax, utf8, length, lineEnd, canonical Rule
	// Rules about one column, by its position; the zero Rule where the column has none.
	form, vocabulary, unique, reference []Rule
	// Rules about all rows.
	count, reproduced Rule

	// list holds all of them but reproduced, which is listed after the rules of snapshots,
	// and those of the schema and across tables, in the order of reports.
	list []Rule
}

// rulesOf returns the rules of a table: how its rows are read, those of its columns and
// rows, and those across rows and tables.
func rulesOf(d schema.Describer) *tableRules {
	table, columns := d.Name(), d.Columns()
	perColumn := func() []Rule { return make([]Rule, len(columns)) }
	t := &tableRules{form: perColumn(), vocabulary: perColumn(), unique: perColumn(), reference: perColumn()}
	declare := func(q Question, column, name, doc string) Rule {
		t.list = append(t.list, newRule(q, table, column, name, doc))
		return t.list[len(t.list)-1]
	}

	t.header = declare(WellFormed, "header", "columns", "Names every column in order, separated by commas, without a byte order mark.")
	t.columns = declare(WellFormed, "row", "columns", "Has every column, and no other.")
	t.quoting = declare(WellFormed, "row", "quoting", "Quotes only the cells that need it, and closes quotes on the same line.")
	t.syntax = declare(WellFormed, "row", "syntax", "Is a JSON object of one line.")
	t.utf8 = declare(WellFormed, "row", "utf8", "Is valid UTF-8.")
	t.length = declare(WellFormed, "row", "length", fmt.Sprintf("Is at most %d bytes long.", schema.MaxRow))
	t.lineEnd = declare(WellFormed, "row", "line_end", "Ends with a line feed and no carriage return, as does the last row.")
	t.canonical = declare(WellFormed, "row", "canonical", "Has the canonical bytes of the format.")
	for i := range columns {
		if doc := formOf(&columns[i]); doc != "" {
			t.form[i] = declare(WellFormed, columns[i].Name, "form", doc)
		}
	}
	for r := range d.Rules() {
		rule := declare(questionOf(r.Name), r.Column, r.Name, r.Doc)
		if i := columnIndex(columns, r.Column); r.Name == "vocabulary" && i >= 0 {
			t.vocabulary[i] = rule
		}
	}
	for i, c := range columns {
		if c.Unique && c.Within != "" {
			t.unique[i] = declare(Coherent, c.Name, "unique", "Is unique among rows of the same "+c.Within+".")
		} else if c.Unique {
			t.unique[i] = declare(Coherent, c.Name, "unique", "Is unique.")
		}
		if c.Ref != "" {
			t.reference[i] = declare(Coherent, c.Name, "reference", "Is the "+c.Ref+" of an existing row.")
		}
	}
	t.list = append(t.list, recordRules[table]...)
	t.count = declare(Intact, "row", "count", "The number of rows is that of the metadata and the manifest.")
	t.reproduced = newRule(Reproducible, table, "row", "reproduced", "Is the row that the settings in the metadata generate.")
	return t
}

// rulesOfAll returns the rules of the table of each entity.
func rulesOfAll(entities []synthhub.Entity) []*tableRules {
	rules := make([]*tableRules, len(entities))
	for i, e := range entities {
		rules[i] = rulesOf(e.Table())
	}
	return rules
}

// columnIndex returns the position of the column of that name, -1 if there is none.
func columnIndex(columns []schema.Column, name string) int {
	return slices.IndexFunc(columns, func(c schema.Column) bool { return c.Name == name })
}

// questionOf tells which question a rule of package schema belongs to: those of single
// columns make a value well-formed, those of rows are about values that must fit together.
func questionOf(rule string) Question {
	switch rule {
	case "required", "text", "length", "shape", "vocabulary", "range":
		return WellFormed
	}
	return Coherent
}

// forms completes the sentence "Must be ..." of the rule "form", by kind. Any text is a
// KindText, and a KindEnum has a vocabulary instead.
var forms = map[schema.Kind]string{
	schema.KindUUID:      "a UUID of 36 characters in lower case",
	schema.KindDate:      "a calendar day as YYYY-MM-DD",
	schema.KindTimestamp: "a time in UTC as YYYY-MM-DDThh:mm:ssZ, with at most six digits of a fraction if it is not zero",
	schema.KindInt:       "a whole number without leading zeros",
	schema.KindDecimal:   "a number with all of its decimals, %s for none",
	schema.KindFloat:     "a number in its shortest form",
	schema.KindBool:      "true or false",
	schema.KindCustom:    "in the form of its type",
}

// formOf returns the sentence of the rule "form" of a column, "" if it has none.
func formOf(c *schema.Column) string {
	form := forms[c.Kind]
	if form == "" {
		return ""
	}
	if c.Kind == schema.KindDecimal {
		form = fmt.Sprintf(form, c.NumberText(0))
	}
	if c.Nullable {
		form = "null, or " + form
	}
	return "Must be " + form + "."
}

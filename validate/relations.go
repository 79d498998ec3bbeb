package validate

import (
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A subset is a promise that every value of one column is among those of another.
type subset struct {
	from, to *hashList
	rule     Rule
	why      string
	missing  []uint64 // hashes of values that are not, ascending
}

// relate derives from the columns what must be unique and what must be found elsewhere.
func (c *check) relate() {
	for _, t := range c.tables {
		for i, col := range t.columns {
			if col.Unique {
				within := -1
				if col.Within != "" {
					within = t.column(col.Within)
				}
				c.list(t, i, within).unique = true
			}
			if col.Ref != "" {
				c.refer(t, i, col.Ref)
			}
		}
	}
	if p := c.table("persons"); p != nil && p.Describer == schema.Describer(synthhub.PersonTable) {
		c.everyPerson(p, ruleHasVehicle, "vehicles")
		c.everyPerson(p, ruleHasProfile, "profiles")
	}
	c.chooseHashes()
}

// chooseHashes decides which lists have the hashes of bytes: those of UUIDs that are compared with
// no list of another kind, where a UUID may be text.
func (c *check) chooseHashes() {
	for _, l := range c.window.lists {
		l.binary = l.within < 0 && l.table.columns[l.column].Kind == schema.KindUUID
	}
	for again := true; again; {
		again = false
		for _, s := range c.subsets {
			if s.from.binary != s.to.binary {
				s.from.binary, s.to.binary, again = false, false, true
			}
		}
	}
}

// refer adds the check that every value of a column is in the column that it refers to.
func (c *check) refer(t *table, column int, ref string) {
	name, target, _ := strings.Cut(ref, ".")
	to := c.table(name)
	if to == nil || to.column(target) < 0 {
		if t.ids.checks(t.columns[column].Name) {
			return
		}
		c.note("%s.%s was not checked against %s, which is not there", t.Name(), t.columns[column].Name, ref)
		return
	}
	c.subsets = append(c.subsets, &subset{
		from: c.list(t, column, -1), to: c.list(to, to.column(target), -1),
		rule: t.rules.reference[column], why: "no row of " + name + " has this " + target,
	})
}

// everyPerson adds the check that a table that refers to persons has every person.
func (c *check) everyPerson(persons *table, rule Rule, name string) {
	t := c.table(name)
	if t == nil || t.column("person_id") < 0 {
		return
	}
	c.subsets = append(c.subsets, &subset{
		from: c.list(persons, persons.key, -1), to: c.list(t, t.column("person_id"), -1),
		rule: rule, why: "no row of " + name + " has this person_id",
	})
}

// list returns the list of hashes of a column, which it adds if need be. If within is not
// -1, values count among the rows with an equal value of that column.
func (c *check) list(t *table, column, within int) *hashList {
	for _, l := range t.lists {
		if l.column == column && l.within == within {
			return l
		}
	}
	l := c.window.newList(t, column, within)
	t.lists = append(t.lists, l)
	return l
}

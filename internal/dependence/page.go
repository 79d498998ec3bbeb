package dependence

import (
	"fmt"
	"slices"
	"strings"
)

// Tables returns the parts of docs/DEPENDENCE.md that are written from the table, by name.
func Tables() map[string]string {
	return map[string]string{"persons": table(Person), "vehicles": table(Vehicle), "hidden": table(Hidden), "roots": roots(), "independent": independent(), "unmeasured": unmeasured()}
}

// table returns a table of the nodes of one kind, or of profiles with that of what no column shows, that depend on something.
func table(kind Kind) string {
	var b strings.Builder
	b.WriteString("| attribute | depends on | how | source | test |\n|---|---|---|---|---|\n")
	for i := range Nodes {
		n := &Nodes[i]
		list := causes(n)
		if n.Kind != kind && !(kind == Hidden && n.Kind == Profile) || len(list) == 0 && n.Source == "" && n.Test == "" && n.Kind != Hidden {
			continue
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", n.Name, strings.Join(list, ", "), n.Why, n.Source, code(n.Test))
	}
	return b.String()
}

// code returns names of tests as code.
func code(tests string) string {
	if tests == "" {
		return ""
	}
	return "`" + strings.ReplaceAll(tests, ", ", "`, `") + "`"
}

// roots returns a sentence for each column that depends on nothing but the number of the slot or the occupant.
func roots() string {
	var b strings.Builder
	for i := range Nodes {
		n := &Nodes[i]
		if n.Kind == Key || n.Kind == Hidden || len(causes(n)) > 0 || n.Source != "" || n.Test != "" {
			continue
		}
		fmt.Fprintf(&b, "- %s: %s\n", n.Name, lower(n.Why))
	}
	return b.String()
}

// lower returns a sentence with a small first letter.
func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// independent returns the table of the pairs that are independent on purpose.
func independent() string {
	var b strings.Builder
	b.WriteString("| one | other | among people with the same | why |\n|---|---|---|---|\n")
	for _, p := range Independent {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", p.A, p.B, strings.Join(p.Given, ", "), p.Reason)
	}
	return b.String()
}

// unmeasured returns the table of the dependences that do not show.
func unmeasured() string {
	var b strings.Builder
	b.WriteString("| attribute | depends on | why it does not show |\n|---|---|---|\n")
	for _, u := range Unmeasured {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", u.To, u.From, u.Reason)
	}
	return b.String()
}

// TestNames returns the names of the tests that the table names, each once.
func TestNames() (names []string) {
	for i := range Nodes {
		if Nodes[i].Test != "" {
			names = append(names, strings.Split(Nodes[i].Test, ", ")...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

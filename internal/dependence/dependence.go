// Package dependence says which attribute of the rows depends on which. The table stands here once:
// tests draw the picture and write the tables of docs/DEPENDENCE.md from it, and compare it with
// generated records. It is only for tests; generation does not read it.
package dependence

import (
	"fmt"
	"slices"
	"strings"
)

// A Node is a column, or something that no column shows and that columns depend on.
type Node struct {
	// Name is the name of the column. A column of vehicles that persons have too is "vehicles."
	// and the name.
	Name    string
	Kind    Kind
	Parents []string // names of the nodes that it depends on directly
	Why     string   // one sentence: how it depends on them
	Source  string   // of the figures: who published them, or that they are illustrative
	Test    string   // what compares the figures with generated records
	Section string   // the title of the section of the table that begins with the node
}

// A Kind says what a Node is.
type Kind uint8

const (
	// Person is the Kind of a column of persons.
	Person Kind = iota
	// Vehicle is the Kind of a column of vehicles.
	Vehicle
	// Profile is the Kind of a column of profiles.
	Profile
	// Hidden is the Kind of what no column shows.
	Hidden
	// Key is the Kind of a number that tells draws apart. Values that are drawn with one key and
	// different labels are independent, so a Key makes nothing move together.
	Key
)

// Table returns the name of the table that has columns of a Kind, none for other nodes.
func (k Kind) Table() string { return [...]string{"persons", "vehicles", "profiles", "", ""}[k] }

// Column returns the name of a column in its table.
func (n *Node) Column() string { return strings.TrimPrefix(n.Name, "vehicles.") }

// Find returns the node of a name, nil if there is none.
func Find(name string) *Node {
	i := slices.IndexFunc(Nodes, func(n Node) bool { return n.Name == name })
	if i < 0 {
		return nil
	}
	return &Nodes[i]
}

// Ancestors returns a node and all nodes that it depends on, directly or not. A node that cut
// reports has one value in a dataset: it passes nothing on, as keys.
func Ancestors(name string, cut func(name string) bool) map[string]bool {
	found := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		n := Find(name)
		if n == nil {
			panic("dependence: no node " + name)
		}
		if n.Kind == Key || found[name] || cut != nil && cut(name) {
			return
		}
		found[name] = true
		for _, p := range n.Parents {
			visit(p)
		}
	}
	visit(name)
	return found
}

// Related reports whether two nodes may move together: one depends on the other, or both on a
// third. It does not follow nodes that cut reports.
func Related(a, b string, cut func(name string) bool) bool {
	ancestors := Ancestors(a, cut)
	for name := range Ancestors(b, cut) {
		if ancestors[name] {
			return true
		}
	}
	return false
}

// Separated reports whether by the table two nodes are independent among records that have the
// same values of given nodes. It is the usual test: in the graph of all that the nodes depend on, where
// the parents of each node are joined with each other, every path between the two meets a given node.
func Separated(a, b string, given []string) bool {
	relevant := map[string]bool{}
	for _, name := range append([]string{a, b}, given...) {
		for ancestor := range Ancestors(name, nil) {
			relevant[ancestor] = true
		}
	}
	joined := map[string][]string{}
	for name := range relevant {
		family := []string{name}
		for _, p := range Find(name).Parents {
			if relevant[p] {
				family = append(family, p)
			}
		}
		for _, one := range family {
			joined[one] = append(joined[one], family...)
		}
	}
	reached, todo := map[string]bool{a: true}, []string{a}
	for len(todo) > 0 {
		name := todo[0]
		todo = todo[1:]
		for _, next := range joined[name] {
			if !reached[next] && !slices.Contains(given, next) {
				reached[next] = true
				todo = append(todo, next)
			}
		}
	}
	return !reached[b]
}

// Causes returns what a node depends on directly. In place of a node that is not visible it returns
// what that one depends on. So it returns the causes that a test can look at.
func Causes(name string, visible func(name string) bool) (causes []string) {
	for _, p := range Find(name).Parents {
		list := []string{p}
		if Find(p).Kind == Key {
			continue
		} else if !visible(p) {
			list = Causes(p, visible)
		}
		for _, cause := range list {
			if !slices.Contains(causes, cause) {
				causes = append(causes, cause)
			}
		}
	}
	return causes
}

// Proxies returns the nodes in which a test can see what another one depends on: the cause itself if it is
// visible, otherwise what that one depends on and what else depends on it.
func Proxies(cause, of string, visible func(name string) bool) (list []string) {
	if visible(cause) {
		return []string{cause}
	}
	list = Causes(cause, visible)
	var add func(name string)
	add = func(name string) {
		for _, effect := range effects(name) {
			if !visible(effect) {
				add(effect)
			} else if effect != of && !slices.Contains(list, effect) {
				list = append(list, effect)
			}
		}
	}
	add(cause)
	return list
}

// Check returns an error for a table that is not in order: names must be unique, and every node stands
// after those that it depends on.
func Check() error {
	seen := map[string]bool{}
	for _, n := range Nodes {
		for _, p := range n.Parents {
			if !seen[p] {
				return fmt.Errorf("%s depends on %s, which does not stand before it", n.Name, p)
			}
		}
		if seen[n.Name] || n.Why == "" || !strings.HasSuffix(n.Why, ".") {
			return fmt.Errorf("%s is there twice, or has no sentence", n.Name)
		}
		seen[n.Name] = true
	}
	return nil
}

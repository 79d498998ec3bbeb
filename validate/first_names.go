package validate

import "slices"

// firstNames are the first of any number of names, in order.
type firstNames struct {
	limit int
	names []string
	count int // of all names
}

func (n *firstNames) add(name string) {
	n.count++
	i, _ := slices.BinarySearch(n.names, name)
	if i < n.limit {
		n.names = slices.Insert(n.names, i, name)
		n.names = n.names[:min(len(n.names), n.limit)]
	}
}

// foundAll counts a finding for each name.
func (f *folder) foundAll(r Rule, n *firstNames, why string) {
	for _, name := range n.names {
		f.found(r, name, "", why)
	}
	if more := n.count - len(n.names); more > 0 {
		f.check.tally.of(f.check.rule(r).Code).count += more
	}
}

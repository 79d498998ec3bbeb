package rowdiff

import "slices"

// Indexes of the kinds of changes that are kept.
const (
	keptChanged = iota
	keptRemoved
	keptAdded
)

// kept are the first changes of a kind, by the position of their rows.
type kept struct {
	limit int
	items []keptItem
}

type keptItem struct {
	pos    int
	change Change
}

// wants reports whether a change at a position is among the first.
func (k *kept) wants(pos int) bool {
	return len(k.items) < k.limit || k.limit > 0 && pos < k.items[len(k.items)-1].pos
}

// add adds a change that is wanted.
func (k *kept) add(pos int, c Change) {
	i, _ := slices.BinarySearchFunc(k.items, pos, func(item keptItem, pos int) int { return item.pos - pos })
	k.items = slices.Insert(k.items, i, keptItem{pos, c})
	k.items = k.items[:min(len(k.items), k.limit)]
}

func (k *kept) list() []Change {
	list := make([]Change, len(k.items))
	for i := range k.items {
		list[i] = k.items[i].change
	}
	return list
}

// report hands a change to the functions of the caller, and keeps it if it is among the first of its kind at
// its position. Lines of a side without the row are empty.
func (c *comparison) report(kind int, change Change, pos int, key, before, after string) error {
	wanted := !c.countsOnly && c.kept[kind].wants(pos)
	if !wanted && c.each == nil {
		return nil
	}
	change.Key = string([]byte(key)) // the key and the lines are part of the text of a whole chunk
	change.Cells = c.cells(change.Op, string([]byte(before)), string([]byte(after)))
	if wanted {
		c.kept[kind].add(pos, change)
	}
	for _, visit := range c.each {
		if err := visit(&change); err != nil {
			return err
		}
	}
	return nil
}

// cells returns the cells of a change.
func (c *comparison) cells(op Op, before, after string) []Cell {
	cells := []Cell{}
	for i, name := range c.form.names {
		var was, is string
		was, before = cutCell(before)
		is, after = cutCell(after)
		if c.form.columns[i] != c.form.key && (op != Changed || was != is) {
			cells = append(cells, Cell{name, unquoted(was), unquoted(is)})
		}
	}
	return cells
}

// countCells counts the cells in which two lines differ.
func (c *comparison) countCells(before, after string) {
	for i := range c.columns {
		var was, is string
		was, before = cutCell(before)
		is, after = cutCell(after)
		if was != is {
			c.columns[i]++
		}
	}
}

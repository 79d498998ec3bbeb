package validate

import (
	"testing"

	"github.com/synthhub/synthhub/schema"
)

// TestChooseHashes: lists that are compared have hashes of the same form, also over other lists.
func TestChooseHashes(t *testing.T) {
	t.Parallel()
	tab := &table{columns: []schema.Column{{Kind: schema.KindUUID}, {Kind: schema.KindText}}}
	c := &check{}
	id, other, text, alone, within := c.window.newList(tab, 0, -1), c.window.newList(tab, 0, -1), c.window.newList(tab, 1, -1), c.window.newList(tab, 0, -1), c.window.newList(tab, 0, 1)
	c.chooseHashes()
	for name, l := range map[string]struct {
		*hashList
		binary bool
	}{"a UUID": {id, true}, "a text": {text, false}, "a UUID within another column": {within, false}} {
		if l.hashList.binary != l.binary {
			t.Errorf("%s: binary is %t", name, !l.binary)
		}
	}
	// The first reference compares two UUIDs, and the second one of them with a text.
	c.subsets = []*subset{{from: other, to: id}, {from: text, to: id}}
	c.chooseHashes()
	if id.binary || other.binary || text.binary {
		t.Error("lists that are compared with those of texts have the hashes of bytes")
	}
	if !alone.binary {
		t.Error("a list that is compared with none has the hashes of text")
	}
}

package validate

import (
	"crypto/sha256"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/export"
)

// FuzzLeaves compares leaves with those of a slow division into rows, however the text is written
// and whatever the numbers of rows are.
func FuzzLeaves(f *testing.F) {
	f.Add("h\na\nb\nc\n", []byte{2, 1}, []byte{3}, true)
	f.Add("a\nb\nc", []byte{0, 1, 0, 2, 0}, []byte{1, 1}, false)
	f.Add("\n\n\n\n", []byte{3}, []byte{}, false)
	f.Add("no header ends", []byte{1}, []byte{5}, true)
	f.Fuzz(func(t *testing.T, text string, rows, cuts []byte, header bool) {
		var stated []export.Leaf
		for _, n := range rows {
			stated = append(stated, export.Leaf{Rows: int(int8(n))})
		}
		l := newLeaves(stated, header)
		rest := text
		for _, n := range cuts {
			part := rest[:min(int(n), len(rest))]
			if n, err := l.Write([]byte(part)); n != len(part) || err != nil {
				t.Fatalf("Write returns %d, %v for %d bytes", n, err, len(part))
			}
			rest = rest[len(part):]
		}
		_, _ = l.Write([]byte(rest))
		l.complete()
		if want := slowLeaves(text, stated, header); !slices.Equal(l.sums, want) {
			t.Errorf("%q in leaves of %v rows, header %t: %d leaves, want %d, or another digest", text, rows, header, len(l.sums), len(want))
		}
	})
}

// slowLeaves returns the leaves of a text by the definition: as many lines as stated in each, and the
// rest in another one.
func slowLeaves(text string, stated []export.Leaf, header bool) (sums [][sha256.Size]byte) {
	lines := strings.SplitAfter(text, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	if header {
		lines = lines[min(1, len(lines)):]
	}
	for _, leaf := range stated {
		n := max(0, min(leaf.Rows, len(lines)))
		if n == 0 && leaf.Rows > 0 {
			break // the table ends before
		}
		sums = append(sums, sha256.Sum256([]byte(strings.Join(lines[:n], ""))))
		lines = lines[n:]
	}
	if len(lines) > 0 {
		sums = append(sums, sha256.Sum256([]byte(strings.Join(lines, ""))))
	}
	return sums
}

package validate

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestHashes compares what the lists find with what maps find, with room for all
// hashes and with room for few.
func TestHashes(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, most := range []int{1 << 20, 1000, 50, 1} {
		var a, b []uint64
		for range 2000 {
			h := r.Uint64() | 1
			a = append(a, h)
			if r.IntN(10) > 0 {
				b = append(b, h)
			}
			if r.IntN(20) == 0 {
				a = append(a, h, h)
			}
		}
		w := &window{high: buckets, maximum: most}
		la, lb := w.newList(nil, 0, -1), w.newList(nil, 0, -1)
		var missing []uint64
		passes := 0
		for {
			w.add(la, a)
			w.add(lb, b)
			w.sort()
			w.addRepeated(la)
			missing = w.missing(missing, la, lb)
			if passes++; !w.next() {
				break
			}
		}
		var repeated, lost []uint64
		count, in := map[uint64]int{}, map[uint64]bool{}
		for _, h := range b {
			in[h] = true
		}
		for _, h := range a {
			if count[h]++; count[h] == 2 {
				repeated = append(repeated, h)
			}
			if count[h] == 1 && !in[h] {
				lost = append(lost, h)
			}
		}
		slices.Sort(repeated)
		slices.Sort(lost)
		if diff := cmp.Diff(repeated, la.repeated); diff != "" {
			t.Errorf("room for %d: repeated (-want +got):\n%s", most, diff)
		}
		if diff := cmp.Diff(lost, missing); diff != "" {
			t.Errorf("room for %d: missing (-want +got):\n%s", most, diff)
		}
		if (passes > 1) != (most < len(a)+len(b)) {
			t.Errorf("room for %d of %d hashes: %d passes", most, len(a)+len(b), passes)
		}
	}
}

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"plain":         "plain",
		`a "b" \c`:      `a "b" \\c`,
		"\x00\n\x1b[2J": `\x00\n\x1b[2J`,
		"\u202e\ufeff":  `\u202e\ufeff`,
		"\xff":          `\xff`,
		"Zoë":           "Zoë",
	} {
		if got := visible(in); got != want {
			t.Errorf("visible(%q) = %s, want %s", in, got, want)
		}
	}
	if got := visible(string(make([]byte, 1e6))); len(got) > 300 {
		t.Errorf("a long value takes %d bytes", len(got))
	}
}

// TestFirstLines: pieces of whole lines, none of them too many, are the text again.
func TestFirstLines(t *testing.T) {
	for _, text := range []string{"a", "a\nb\n", strings.Repeat("\n", maxLines), strings.Repeat("\n", 3*maxLines+1) + "end", strings.Repeat("row\n", maxLines+1)} {
		all, total := "", 0
		for rest := text; rest != ""; {
			part, lines := firstLines(rest)
			if part == "" || lines > maxLines || lines != strings.Count(part, "\n") || len(part) < len(rest) && !strings.HasSuffix(part, "\n") {
				t.Fatalf("a piece of %d bytes has %d lines, said to be %d", len(part), strings.Count(part, "\n"), lines)
			}
			all, total, rest = all+part, total+lines, rest[len(part):]
		}
		if all != text || total != strings.Count(text, "\n") {
			t.Errorf("the pieces have %d bytes and %d lines, want %d and %d", len(all), total, len(text), strings.Count(text, "\n"))
		}
	}
}

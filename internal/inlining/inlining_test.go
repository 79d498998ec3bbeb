package inlining

import (
	"slices"
	"testing"
)

func TestMissing(t *testing.T) {
	const output = `# example.org/m/text
text/arena.go:61:6: can inline (*Arena).Reserve
text/arena.go:84:6: can inline Cut
text/text.go:20:6: cannot inline AppendUint: function too complex
text/plain.go:21:6: can inline load8[go.shape.string]
text/plain.go:48:13: inlining call to load8[go.shape.[]uint8]
text/word.go:14:6: can inline NewWord
# example.org/m
./person.go:218:20: inlining call to text.(*Arena).Reserve
./person.go:220:26: inlining call to text.Cut
./risk.go:96:6: can inline ratingOf
./profile.go:115:26: inlining call to ratingOf
./batch.go:40:6: can inline (*batch[go.shape.struct { a int; b []int }]).add
./batch.go:50:6: inlining call to (*batch[int]).add
`
	got := missing(output, map[string][]string{
		"example.org/m/text": {"(*Arena).Reserve", "Cut", "load8", "AppendUint", "NewWord", "Gone"},
		"example.org/m":      {"ratingOf", "(*batch).add", "Cut"},
	})
	want := []string{
		"example.org/m.Cut can no longer be inlined",
		"example.org/m/text.AppendUint can no longer be inlined",
		"example.org/m/text.NewWord is inlined nowhere in these packages",
		"example.org/m/text.Gone can no longer be inlined",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

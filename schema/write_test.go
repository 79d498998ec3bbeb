package schema_test

import (
	"strings"
	"testing"

	"github.com/synthhub/synthhub/schema"
)

// TestTextLengths writes texts of all lengths that are copied in different ways, with every byte
// that has a meaning in one of the formats at every position, and compares them with the oracles.
func TestTextLengths(t *testing.T) {
	t.Parallel()
	const plain = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRST"
	for n := range len(plain) {
		checkEncoding(t, pairTable, &pair{plain[:n], plain[:n]})
		for i := range n {
			for _, c := range " !\"#,-\\\x7f\x1f\n\ré" {
				s := plain[:i] + string(c) + plain[i+1:n]
				checkEncoding(t, pairTable, &pair{s, plain[:i%8]})
			}
		}
	}
}

// TestRowStays writes rows to a buffer in which something follows: no byte after what a row
// reserves changes.
func TestRowStays(t *testing.T) {
	const most = 100 // bytes that a row may write after itself
	for n := range 200 {
		p := pair{strings.Repeat("a", n), strings.Repeat("b", 200-n)}
		buf := []byte(strings.Repeat("#", 900))
		for name, row := range map[string][]byte{"CSV": pairTable.AppendCSV(buf[:0], &p), "JSON": pairTable.AppendJSON(buf[:0], &p)} {
			if rest := string(buf[len(row)+most:]); strings.Trim(rest, "#") != "" {
				t.Fatalf("a row of %d bytes in %s writes to %q after it", len(row), name, rest)
			}
		}
	}
}

// TestDateBounds writes the dates around the turns of years and centuries.
func TestDateBounds(t *testing.T) {
	for _, want := range []string{"0001-01-01", "0099-12-31", "0100-01-01", "0100-02-28", "0100-03-01", "1999-12-31", "2000-01-01", "2000-02-29", "2000-03-01", "9999-12-31"} {
		t.Run(want, func(t *testing.T) {
			if got := schema.MustParseDate(want).String(); got != want {
				t.Errorf("String gives %s", got)
			}
		})
	}
}

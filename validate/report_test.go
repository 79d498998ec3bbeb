package validate

import "testing"

func TestVisible(t *testing.T) {
	t.Parallel()
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

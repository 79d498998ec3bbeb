package main

import "testing"

func TestGrouped(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n    int64
		want string
	}{
		{0, "0"}, {999, "999"}, {1000, "1,000"}, {100_000, "100,000"}, {-1234567, "-1,234,567"}, {1 << 40, "1,099,511,627,776"},
	} {
		t.Run(c.want, func(t *testing.T) {
			if got := grouped(c.n); got != c.want {
				t.Errorf("grouped(%d) = %s, want %s", c.n, got, c.want)
			}
		})
	}
}

// TestQuotedPath checks that a path can be pasted into a shell.
func TestQuotedPath(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, path, want string }{
		{"plain", "a/b_c-1.2", "a/b_c-1.2"},
		{"empty", "", "''"},
		{"space", "a b", "'a b'"},
		{"quote", "it's", `'it'\''s'`},
		{"variable", "$HOME", "'$HOME'"},
		{"dash", "-x", "./-x"},
		{"dash and space", "-x y", "'./-x y'"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := quotedPath(c.path); got != c.want {
				t.Errorf("quotedPath(%q) = %s, want %s", c.path, got, c.want)
			}
		})
	}
}

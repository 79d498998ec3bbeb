package snapshot

import "testing"

// TestEncodeDocument holds the form of documents.
func TestEncodeDocument(t *testing.T) {
	v := map[string]any{"a": "<é&>", "b": []int{1, 2}}
	for _, c := range []struct {
		name     string
		indented bool
		want     string
	}{
		{"one line", false, `{"a":"<é&>","b":[1,2]}` + "\n"},
		{"indented", true, "{\n  \"a\": \"<é&>\",\n  \"b\": [\n    1,\n    2\n  ]\n}\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := EncodeDocument(v, c.indented)
			if err != nil || string(got) != c.want {
				t.Errorf("got %q, %v, want %q", got, err, c.want)
			}
		})
	}
	if _, err := EncodeDocument(func() {}, false); err == nil {
		t.Error("a function is encoded without an error")
	}
}

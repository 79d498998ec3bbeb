package strictjson

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// TestCheckObjects: each limit of a map of objects is a problem, and of many problems ten are listed.
func TestCheckObjects(t *testing.T) {
	object := func(bytes int) json.RawMessage {
		return json.RawMessage(`{"a":"` + strings.Repeat("x", bytes-len(`{"a":""}`)) + `"}`)
	}
	many := func(n int, text json.RawMessage) map[string]json.RawMessage {
		objects := map[string]json.RawMessage{}
		for i := range n {
			objects[fmt.Sprintf("x%03d", i)] = text
		}
		return objects
	}
	for _, tt := range []struct {
		name    string
		objects map[string]json.RawMessage
		want    string // the last problem
		count   int
	}{
		{"none", nil, "", 0},
		{"the longest ones", many(2, object(64<<10)), "", 0},
		{"one that is too long", many(1, object(64<<10+1)), "at most 65536 bytes and 8 levels of nesting", 1},
		{"one that is too deep", many(1, json.RawMessage(`{"a":[[[[[[[[1]]]]]]]]}`)), "at most 65536 bytes and 8 levels of nesting", 1},
		{"too long together", many(3, object(64<<10)), "at most 131072 bytes of all of them", 1},
		{"no object", many(1, json.RawMessage("1")), "a JSON object (json: cannot unmarshal number into Go value of type map[string]interface {})", 1},
		{"a wrong name", map[string]json.RawMessage{"A": object(9)}, "names in snake_case of at most 63 characters", 1},
		{"many that are wrong", many(100, json.RawMessage("1")), "those before them to be right", 11},
	} {
		t.Run(tt.name, func(t *testing.T) {
			problems := CheckObjects("Extensions", tt.objects)
			if len(problems) != tt.count {
				t.Fatalf("%d problems, want %d: %.500v", len(problems), tt.count, problems)
			}
			if n := len(problems); n > 0 && problems[n-1].Want != tt.want {
				t.Errorf("want %q, not %q", tt.want, problems[n-1].Want)
			}
		})
	}
}

// TestCanonicalOfLongText: a text far beyond the limit is not decoded.
func TestCanonicalOfLongText(t *testing.T) {
	spaced := func(n int) []byte { return []byte(`{ "a":` + strings.Repeat(" ", n) + `1}`) }
	if got := Canonical(spaced(1 << 19)); string(got) != `{"a":1}` {
		t.Errorf("an object with spaces becomes %.40q", got)
	}
	if long := spaced(1 << 21); len(Canonical(long)) != len(long) {
		t.Error("a text that is too long is decoded")
	}
}

package format_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/internal/format"
)

// TestCutChange: a line is cut into the parts that AppendChange joins, whatever quotes and brackets are in
// its texts, and no other line is.
func TestCutChange(t *testing.T) {
	before, after := `{"a":"}\\\"{","b":{"c":1}}`, `{"a":"\\"}`
	for op, images := range map[format.Op][2]string{format.Create: {"", after}, format.Update: {before, after}, format.Delete: {before, ""}} {
		c := format.Change{Op: op, Table: "people", Key: []byte(`"k\"e}y"`)}
		if images[0] != "" {
			c.Before = []byte(images[0])
		}
		if images[1] != "" {
			c.After = []byte(images[1])
		}
		line := strings.TrimSuffix(string(format.NDJSON.AppendChange(nil, &c)), "\n")
		want := format.ChangeText{Op: op, Table: "people", Key: `"k\"e}y"`, Before: images[0], After: images[1]}
		if got, err := format.CutChange(line); err != nil || got != want {
			t.Errorf("%s is cut into %+v, %v", line, got, err)
		}
		for i := range line {
			if _, err := format.CutChange(line[:i]); err == nil {
				t.Errorf("%s is cut", line[:i])
			}
			if got, err := format.CutChange(line[:i] + " " + line[i:]); err == nil && got == want {
				t.Errorf("a space at %d of %s makes no difference", i, line)
			}
		}
		if _, err := format.CutChange(line + "}"); err == nil {
			t.Errorf("%s} is cut", line)
		}
	}
	for _, line := range []string{"", "{}", `{"op":"c","table":"t","key":null,"before":null,"after":{}}`, `{"op":"c","table":"t","key":"","before":[],"after":{}}`, `{"op":"c","table":"t","key":"","before":"","after":{}}`} {
		if _, err := format.CutChange(line); err == nil {
			t.Errorf("%s is cut", line)
		}
	}
	for _, op := range []string{"z", "r", "C", " ", "\x00", `\`} {
		line := `{"op":"` + op + `","table":"t","key":"k","before":{},"after":{}}`
		if c, err := format.CutChange(line); !errors.Is(err, format.ErrChangeOp) || c.Op != format.Op(op[0]) || c.Key != `"k"` || c.After != "{}" {
			t.Errorf("%q is cut into %+v, %v", line, c, err)
		}
	}
}

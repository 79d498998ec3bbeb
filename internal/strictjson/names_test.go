package strictjson

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type base struct {
	Base int `json:"base"`
}

type Embedded struct {
	Count int `json:"count"`
}

// parameters has every kind of field that encoding/json finds in its own way.
type parameters struct {
	base
	*Embedded
	Rate    int             `json:"rate"`
	Plain   string          // the name of its member is Plain
	Skipped string          `json:"-"`
	Dash    int             `json:"-,"`
	List    []size          `json:"list"`
	Sizes   map[string]size `json:"sizes"`
	Pointer *size           `json:"pointer"`
	Raw     json.RawMessage `json:"raw"`
	Any     any             `json:"any"`
}

// TestDecodeExact: a member is taken if its name is that of its field, and it occurs once.
func TestDecodeExact(t *testing.T) {
	for _, c := range []struct{ reason, text, want string }{
		{"nothing", `{}`, ""},
		{"every field", `{"base":1,"count":2,"rate":3,"Plain":"x","-":4,"list":[{"min":1},{"max":2}],"sizes":{"Min":{"min":1}},"pointer":{"unit":{"name":"x"}},"raw":{"A":1,"a":2},"any":{"A":1,"a":2}}`, ""},
		{"another spelling", `{"Rate":1}`, `unknown member "Rate": did you mean rate?`},
		{"both spellings", `{"rate":1,"RATE":2}`, `unknown member "RATE": did you mean rate?`},
		{"a letter that folds", `{"ba\u017fe":1}`, `unknown member "baſe": did you mean base?`},
		{"the Go name of a plain field in lowercase", `{"plain":"x"}`, `unknown member "plain": did you mean Plain?`},
		{"in an embedded struct", `{"Base":1}`, `unknown member "Base": did you mean base?`},
		{"in an embedded pointer", `{"Count":1}`, `unknown member "Count": did you mean count?`},
		{"in a list", `{"list":[{"min":1},{"Min":1}]}`, `unknown member "list.Min": did you mean min?`},
		{"in a map", `{"sizes":{"x":{"unit":{"Name":"y"}}}}`, `unknown member "sizes.x.unit.Name": did you mean name?`},
		{"behind a pointer", `{"pointer":{"MAX":1}}`, `unknown member "pointer.MAX": did you mean max?`},
		{"no field", `{"other":1}`, `unknown field "other"`},
		{"a field that JSON skips", `{"Skipped":"x"}`, `unknown field "Skipped"`},
		{"twice", `{"rate":1,"rate":2}`, `member "rate" is 1, then 2: want the member once`},
		{"twice in a list", `{"list":[{"min":1,"min":1}]}`, `member "list.min" is 1, then 1: want the member once`},
		{"twice in a map", `{"sizes":{"x":{},"x":{}}}`, `member "sizes.x" is {}, then {}: want the member once`},
		{"twice in what decodes itself", `{"raw":[{"x":1,"x":2}]}`, `member "raw.x" is 1, then 2: want the member once`},
		{"no JSON", `{"rate":`, `unexpected EOF`},
		{"another type", `{"rate":"x"}`, `cannot unmarshal string`},
	} {
		t.Run(c.reason, func(t *testing.T) {
			err := DecodeExact([]byte(c.text), new(parameters))
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("%s: error %v, want %q", c.text, err, c.want)
			}
		})
	}
	got, want := parameters{Rate: 1, Plain: "x"}, parameters{Rate: 2, Plain: "x"}
	if err := DecodeExact([]byte(`{"rate":2}`), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(parameters{}, base{})); diff != "" {
		t.Errorf("absent members must keep their value (-want +got):\n%s", diff)
	}
	var m map[string]int
	if err := DecodeExact([]byte(`{"a":1,"A":2}`), &m); err != nil || len(m) != 2 {
		t.Errorf("a map takes two spellings as two keys: %v, %v", m, err)
	}
}

// TestManyMembersTwice: of a text that repeats every member, ten problems are reported.
func TestManyMembersTwice(t *testing.T) {
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, `"m%d":{},"m%d":{"x":1,"x":2},`, i, i)
	}
	problems := members([]byte("{"+b.String()+`"z":1}`), nil)
	if len(problems) != maxProblems {
		t.Errorf("%d problems, want %d", len(problems), maxProblems)
	}
}

// TestNestedMembers: the walk over members takes a memory in proportion to the text, however deep
// it is and however long the names are.
func TestNestedMembers(t *testing.T) {
	const depth, maxPerByte = 2000, 100
	text := []byte(strings.Repeat(`{"`+strings.Repeat("a", 100)+`":`, depth) + "1" + strings.Repeat("}", depth))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	problems := members(text, nil)
	runtime.ReadMemStats(&after)
	if taken := after.TotalAlloc - before.TotalAlloc; len(problems) > 0 || taken > maxPerByte*uint64(len(text)) {
		t.Errorf("%d problems, %d bytes for a text of %d", len(problems), taken, len(text))
	}
}

// TestMemberNamesShown: names of members are shortened, and control no terminal.
func TestMemberNamesShown(t *testing.T) {
	name := "\u202e" + strings.Repeat("x", 100_000)
	problems := members([]byte(`{"`+name+`":1,"`+name+`":2}`), nil)
	if len(problems) != 1 || len(problems[0].Member) > 300 || !strings.HasPrefix(problems[0].Member, `\u202ex`) {
		t.Errorf("%.400v", problems)
	}
}

package strictjson

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// A color is a word with a text form that is a struct.
type color struct{ name string }

func (c color) MarshalText() ([]byte, error) { return []byte(c.name), nil }

func (c *color) UnmarshalText(b []byte) error {
	if string(b) != "red" && string(b) != "blue" {
		return errors.New("not a color")
	}
	c.name = string(b)
	return nil
}

type size struct {
	Min  int `json:"min"`
	Max  int `json:"max" want:"a whole number up to 9"`
	Unit struct {
		Name string `json:"name"`
	} `json:"unit"`
}

type form struct {
	Name  string            `json:"name,omitempty"`
	Count int               `json:"count"`
	Seed  uint64            `json:"seed" want:"a whole number from 0"`
	Color color             `json:"color" want:"red or blue"`
	Size  size              `json:"size" want:"an object"`
	List  []int             `json:"list" want:"a list of numbers"`
	Map   map[string]string `json:"map" want:"an object of strings"`
	Share *int              `json:"share" want:"a number"`
}

// filled returns a form whose fields have values, except those that hold references: Decode may
// write to the memory of a list or a map that is there.
func filled() form {
	f := form{Name: "n", Count: 1, Seed: 2, Color: color{"red"}, Size: size{Min: 3, Max: 4}}
	f.Size.Unit.Name = "m"
	return f
}

// TestDecode: members that fit change their fields, and all others are reported and change none.
func TestDecode(t *testing.T) {
	names := []string{"name", "count", "seed", "color", "size", "list", "map", "share"}
	share := 5
	for _, c := range []struct {
		reason, text string
		change       func(f *form)
		want         []Problem
	}{
		{"no member", `{}`, func(*form) {}, nil},
		{"null", `null`, func(*form) {}, nil},
		{"every member", `{"name":"x","count":7,"seed":18446744073709551615,"color":"blue","size":{"min":8,"unit":{"name":"y"}},"list":[1],"map":{"a":"b"},"share":5}`,
			func(f *form) {
				*f = form{"x", 7, 1<<64 - 1, color{"blue"}, size{Min: 8, Max: 4}, []int{1}, map[string]string{"a": "b"}, &share}
				f.Size.Unit.Name = "y"
			}, nil},
		{"null members", `{"name":null,"size":null,"list":null}`, func(*form) {}, nil},
		{"a fraction", `{"count":1.5}`, func(*form) {}, []Problem{{Member: "count", Value: "1.5", Want: "a whole number in digits"}}},
		{"a number for text", `{"name":5}`, func(*form) {}, []Problem{{Member: "name", Value: "5", Want: "a string"}}},
		{"text that the field refuses", `{"color":"green"}`, func(*form) {}, []Problem{{Member: "color", Value: `"green"`, Want: "red or blue"}}},
		{"an object for a text form", `{"color":{"name":"blue"}}`, func(*form) {}, []Problem{{Member: "color", Value: `{"name":"blue"}`, Want: "red or blue"}}},
		{"a number for an object", `{"size":3}`, func(*form) {}, []Problem{{Member: "size", Value: "3", Want: "an object"}}},
		{"a member of an object", `{"size":{"min":8,"max":"x"}}`, func(*form) {}, []Problem{{Member: "size.max", Value: `"x"`, Want: "a whole number up to 9"}}},
		{"a member of an inner object", `{"size":{"unit":{"nam":"x"}},"count":7}`, func(f *form) { f.Count = 7 },
			[]Problem{{Member: "size.unit.nam", Value: `"x"`, Unknown: true, Near: "name", Names: []string{"name"}}}},
		{"a list with a wrong element", `{"list":[1,"x"],"map":{"a":5}}`, func(*form) {},
			[]Problem{{Member: "list", Value: `[1,"x"]`, Want: "a list of numbers"}, {Member: "map", Value: `{"a":5}`, Want: "an object of strings"}}},
		{"unknown members", `{"zzzzzz":1,"Count":2,"count":7}`, func(f *form) { f.Count = 7 },
			[]Problem{{Member: "Count", Value: "2", Unknown: true, Near: "count", Names: names}, {Member: "zzzzzz", Value: "1", Unknown: true, Names: names}}},
		{"unknown members in order", `{"ccccc":3,"eeeee":5,"ddddd":4,"bbbbb":2}`, func(*form) {}, []Problem{
			{Member: "bbbbb", Value: "2", Unknown: true, Names: names}, {Member: "ccccc", Value: "3", Unknown: true, Names: names},
			{Member: "ddddd", Value: "4", Unknown: true, Names: names}, {Member: "eeeee", Value: "5", Unknown: true, Names: names},
		}},
		{"a value of several lines", "{\"count\":[\n1,\n2]}", func(*form) {}, []Problem{{Member: "count", Value: "[1,2]", Want: "a whole number in digits"}}},
		{"a long value", `{"count":"` + strings.Repeat("é", 99) + `"}`, func(*form) {}, []Problem{{Member: "count", Value: `"` + strings.Repeat("é", 39) + "…", Want: "a whole number in digits"}}},
		{"a value of 40 characters", `{"count":"` + strings.Repeat("é", 38) + `"}`, func(*form) {}, []Problem{{Member: "count", Value: `"` + strings.Repeat("é", 38) + `"`, Want: "a whole number in digits"}}},
		{"a member twice", `{"count":7,"name":"x","count":8}`, func(f *form) { f.Name = "x" }, []Problem{{Member: "count", Value: "7, then 8", Want: "the member once"}}},
		{"a member three times", `{"count":7,"count":8,"count":9}`, func(*form) {}, []Problem{{Member: "count", Value: "7, then 8", Want: "the member once"}}},
		{"a member twice with the same value", `{"count":7,"count":7}`, func(*form) {}, []Problem{{Member: "count", Value: "7, then 7", Want: "the member once"}}},
		{"a member twice, once with an escape", `{"count":7,"\u0063ount" : 8}`, func(*form) {}, []Problem{{Member: "count", Value: "7, then 8", Want: "the member once"}}},
		{"a member of an object twice", `{"size":{"min":8,"min":9},"count":7}`, func(f *form) { f.Count = 7 }, []Problem{{Member: "size.min", Value: "8, then 9", Want: "the member once"}}},
		{"an object twice", `{"size":{"min":8},"size":{"max":9}}`, func(*form) {}, []Problem{{Member: "size", Value: `{"min":8}, then {"max":9}`, Want: "the member once"}}},
		{"a member of a map twice", `{"map":{"a":"b","a":"c"}}`, func(*form) {}, []Problem{{Member: "map.a", Value: `"b", then "c"`, Want: "the member once"}}},
		{"a byte that is not UTF-8", "{\"name\":\"a\xff\",\"count\":7}", func(f *form) { f.Count = 7 }, []Problem{{Member: "name", Value: "\"a\uFFFD\"", Want: wantText}}},
		{"half a surrogate pair in a map", `{"map":{"\udc00":"b"}}`, func(*form) {}, []Problem{{Member: "map", Value: `{"\udc00":"b"}`, Want: wantText}}},
		{"a surrogate pair, and what looks like half of one", `{"name":"\ud83d\ude00 \\ud800 \uFFFD"}`, func(f *form) { f.Name = "\U0001F600 \\ud800 \uFFFD" }, nil},
		{"names that differ", `{"map":{"a":"b","A":"c"},"size":{"min":8},"count":8}`, func(f *form) {
			f.Map, f.Size.Min, f.Count = map[string]string{"a": "b", "A": "c"}, 8, 8
		}, nil},
	} {
		t.Run(c.reason, func(t *testing.T) {
			got, want := filled(), filled()
			c.change(&want)
			problems, err := Decode([]byte(c.text), &got)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, problems); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(color{})); diff != "" {
				t.Errorf("fields (-want +got):\n%s", diff)
			}
		})
	}
}

// TestNoObject: text that is not an object is an error and changes nothing.
func TestNoObject(t *testing.T) {
	for _, text := range []string{``, `5`, `[]`, `"x"`, `{`, `{} {}`, `{"a":}`} {
		t.Run(text, func(t *testing.T) {
			f := filled()
			problems, err := Decode([]byte(text), &f)
			if err == nil || !strings.Contains(err.Error(), "want a JSON object, not "+text) || problems != nil {
				t.Errorf("problems %v, error %v", problems, err)
			}
			if diff := cmp.Diff(filled(), f, cmp.AllowUnexported(color{})); diff != "" {
				t.Errorf("fields (-want +got):\n%s", diff)
			}
			if v, err := Object([]byte(text)); err == nil {
				t.Errorf("Object returns %v", v)
			}
			if got := Canonical([]byte(text)); string(got) != text {
				t.Errorf("Canonical returns %q", got)
			}
		})
	}
	if v, err := Object([]byte("null")); err == nil {
		t.Errorf("Object of null returns %v", v)
	}
}

func TestCanonical(t *testing.T) {
	for reason, c := range map[string][2]string{
		"order":   {"{ \"b\": 1,\n\"a\": {\"d\":[ 1 ], \"c\":null} }", `{"a":{"c":null,"d":[1]},"b":1}`},
		"numbers": {`{"a":1e400,"b":2.50,"c":-0}`, `{"a":1e400,"b":2.50,"c":-0}`},
		"text":    {`{"a":"\u0041é<"}`, `{"a":"Aé\u003c"}`},
		"pair":    {`{"a":"\ud83d\ude00"}`, `{"a":"😀"}`},
		"half":    {`{"a":"\ude00"}`, `{"a":"\ude00"}`},     // no object
		"bytes":   {"{\"a\":\"\xff\"}", "{\"a\":\"\xff\"}"}, // no object
		"twice":   {`{"a":1,"a":2}`, `{"a":1,"a":2}`},       // no object, like other mistakes
	} {
		t.Run(reason, func(t *testing.T) {
			if got := string(Canonical([]byte(c[0]))); got != c[1] {
				t.Errorf("%s becomes %s, want %s", c[0], got, c[1])
			}
		})
	}
}

// TestExact: text is exact if decoding gives the characters that were written.
func TestExact(t *testing.T) {
	for text, want := range map[string]bool{
		`""`: true, `"é\u00e9\n\\"`: true, `"\ud83d\ude00"`: true, `"\uD83D\uDE00"`: true, `"\\ud800"`: true, `"\ufffd"`: true, "\"\uFFFD\"": true,
		"\"\xff\"": false, "\"\xed\xa0\x80\"": false, `"\ud800"`: false, `"\udc00"`: false, `"\udc00\ud800"`: false, `"\ud800x\udc00"`: false,
		`"\ud800\ud800\udc00"`: false, `"\\\ud800"`: false, `"\ud800\n"`: false, `{"\uDFFF":1}`: false,
	} {
		t.Run(text, func(t *testing.T) {
			if got := exact([]byte(text)); got != want {
				t.Errorf("%q: %t, want %t", text, got, want)
			}
			var v any
			if err := json.Unmarshal([]byte(text), &v); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestDepth(t *testing.T) {
	for text, want := range map[string]int{`{}`: 1, `{"a":1}`: 1, `{"a":[]}`: 2, `{"a":1,"b":[{"c":[2]},3]}`: 4} {
		t.Run(text, func(t *testing.T) {
			v, err := Object([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if got := Depth(v); got != want {
				t.Errorf("the depth is %d, want %d", got, want)
			}
		})
	}
	if got := Depth("x"); got != 0 {
		t.Errorf("the depth of text is %d, want 0", got)
	}
}

// FuzzDecode holds the laws of Decode. It never panics. An error changes no field and leaves no
// problem. A member that is reported leaves its field unchanged. Without problems, the fields are
// those that encoding/json decodes.
func FuzzDecode(f *testing.F) {
	for _, text := range []string{
		`{}`, `null`, `[]`, `{"name":"x","count":7,"seed":18446744073709551615,"color":"blue","list":[1],"map":{"a":"b"},"share":5}`,
		`{"size":{"min":8,"max":"x","unit":{"name":"y"}}}`, `{"size":{"unit":{"nam":"x"}},"count":1.5}`, `{"color":{"name":"blue"},"Name":"x"}`,
		`{"list":[1,"x"],"map":{"a":5},"share":"x","size":null}`, `{"count":1,"count":2,"size":{"min":1},"size":{"max":2}}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		before, got := filled(), filled()
		problems, err := Decode(text, &got)
		for _, p := range problems {
			if unchanged := fieldAt(&before, p.Member); !p.Unknown && !cmp.Equal(unchanged, fieldAt(&got, p.Member), cmp.AllowUnexported(color{})) {
				t.Errorf("%q: the field of %s changes to %v", text, p.Member, fieldAt(&got, p.Member))
			}
			if !p.Unknown && p.Want == "" || p.Unknown && len(p.Names) == 0 {
				t.Errorf("%q: the problem %+v lacks something", text, p)
			}
		}
		want := before
		if err == nil && problems == nil {
			if err := json.Unmarshal(text, &want); err != nil {
				t.Fatalf("%q: encoding/json reports %v", text, err)
			}
		}
		if err != nil && problems != nil {
			t.Errorf("%q: both problems %v and error %v", text, problems, err)
		}
		if err != nil || problems == nil {
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(color{})); diff != "" {
				t.Errorf("%q: fields (-want +got):\n%s", text, diff)
			}
		}
	})
}

// fieldAt returns the value of the field for a member such as "size.min", or of the map that has
// the member, and nil if there is no such field.
func fieldAt(f *form, member string) any {
	v := reflect.ValueOf(f).Elem()
	for name := range strings.SplitSeq(member, ".") {
		if v.Kind() != reflect.Struct {
			break
		}
		i := slices.IndexFunc(reflect.VisibleFields(v.Type()), func(field reflect.StructField) bool {
			tag, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			return tag == name && tag != ""
		})
		if i < 0 {
			return nil
		}
		v = v.Field(i)
	}
	return v.Interface()
}

// FuzzCanonical holds the laws of Canonical: it means the same as the text, and the canonical
// form of it is itself.
func FuzzCanonical(f *testing.F) {
	for _, text := range []string{`{}`, `null`, `[1]`, `{"b":1,"a":{"d":[1,2.50],"c":"<é\ud800"}}`, `{"a":1e400,"a":-0} `, `{"a":`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		canonical := Canonical(text)
		if again := Canonical(canonical); string(again) != string(canonical) {
			t.Errorf("%q becomes %q, then %q", text, canonical, again)
		}
		want, err := Object(text)
		if err != nil {
			if string(canonical) != string(text) {
				t.Errorf("%q is no object and becomes %q", text, canonical)
			}
			return
		}
		if got, err := Object(canonical); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q becomes %q, which means %v (%v), want %v", text, canonical, got, err, want)
		}
	})
}

// TestManyUnknownMembers: of any number of unknown members ten are listed, and the others counted.
func TestManyUnknownMembers(t *testing.T) {
	var members []string
	for i := range 1234 {
		members = append(members, fmt.Sprintf(`"x%04d":%q`, i, strings.Repeat("long ", 1000)))
	}
	var v struct {
		A int `json:"a"`
	}
	problems, err := Decode([]byte("{"+strings.Join(members, ",")+"}"), &v)
	if err != nil || len(problems) != MaxListed+1 {
		t.Fatalf("%d problems, %v", len(problems), err)
	}
	if p := problems[9]; p.Member != "x0009" || !p.Unknown || utf8.RuneCountInString(p.Value) != 41 {
		t.Errorf("the last that is listed is %+v", p)
	}
	if p := problems[10]; p.Unknown || p.Value != "an object with 1224 more unknown members" {
		t.Errorf("the others are %+v", p)
	}
}

// Package strictjson decodes JSON objects into structs, and reports every member that does not
// fit at once. Package encoding/json stops at the first.
package strictjson

import (
	"bytes"
	"cmp"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/synthhub/synthhub/internal/text"
)

// A Problem is one member that does not fit.
type Problem struct {
	Member  string   // with those around it: "vehicles.min"
	Value   string   // JSON in one line, cut where it is long
	Want    string   // what the member must be; empty for an unknown one
	Unknown bool     // whether the struct has no such field
	Near    string   // the name that was probably meant, "" if none is near
	Names   []string // for an unknown member, the names there are
}

// Decode decodes a JSON object into the fields of a struct, given by a pointer. Members that do
// not fit leave their field unchanged. Names are those of the tag json; the tag want says what a
// member must be, where the kind of the field does not. Text that is not UTF-8 does not fit, except
// in a json.RawMessage, and neither does a member that occurs twice, on any level of nesting; at
// most ten of the latter are reported. The error says that text is no object.
func Decode(text []byte, into any) ([]Problem, error) {
	if !json.Valid(text) {
		return nil, noObject(text)
	}
	twice := members(text, nil)
	problems, err := decode("", text, reflect.ValueOf(into).Elem(), twice)
	if err != nil {
		return nil, err
	}
	return append(problems, twice...), nil
}

func noObject(text []byte) error { return fmt.Errorf("want a JSON object, not %s", excerpt(text)) }

// wantOfKind says what JSON must hold for fields without the tag want.
var wantOfKind = map[reflect.Kind]string{reflect.Int: "a whole number in digits", reflect.String: "a string"}

func decode(path string, b []byte, into reflect.Value, twice []Problem) (problems []Problem, err error) {
	var members map[string]json.RawMessage
	if json.Unmarshal(b, &members) != nil {
		return nil, noObject(b)
	}
	var names []string
	for f, v := range into.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		names = append(names, name)
		value, ok := members[name]
		if !ok {
			continue
		}
		var wrong []Problem
		decoded := reflect.New(f.Type) // apart from v, so that an error leaves v unchanged
		switch f.Type.Kind() {
		case reflect.Slice, reflect.Map, reflect.Pointer: // decoding would write to what they refer to
		default:
			decoded.Elem().Set(v) // absent members and null keep the value
		}
		if isObject(decoded, value) {
			if wrong, err = decode(path+name+".", value, decoded.Elem(), twice); err != nil {
				return nil, err
			}
		} else if json.Unmarshal(value, decoded.Interface()) != nil {
			wrong = []Problem{{Member: path + name, Value: excerpt(value), Want: cmp.Or(f.Tag.Get("want"), wantOfKind[f.Type.Kind()])}}
		} else if f.Type != reflect.TypeFor[json.RawMessage]() && !exact(value) {
			wrong = []Problem{{Member: path + name, Value: excerpt(value), Want: wantText}}
		}
		if problems = append(problems, wrong...); wrong == nil && !slices.ContainsFunc(twice, within(path+name)) {
			v.Set(decoded.Elem())
		}
	}
	return append(problems, unknown(path, members, names)...), nil
}

// MaxListed is the maximum number of problems of one kind that are listed one by one.
const MaxListed = 10

// unknown returns the members that a struct has no field for, the first ones each and the others
// in one problem: an object may have any number of members.
func unknown(path string, members map[string]json.RawMessage, names []string) (problems []Problem) {
	var others []string
	for name := range members {
		if !slices.Contains(names, name) {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	for i, name := range others {
		if i == MaxListed {
			value := fmt.Sprintf("an object with %d more unknown members", len(others)-i)
			return append(problems, Problem{Member: cmp.Or(strings.TrimSuffix(path, "."), "settings"), Value: value, Want: "none but " + strings.Join(names, ", ")})
		}
		near, _ := text.Nearest(name, slices.Values(names))
		problems = append(problems, Problem{Member: short(path + name), Value: excerpt(members[name]), Unknown: true, Near: near, Names: names})
	}
	return problems
}

// within returns a function that reports whether a problem is about a member or one in it.
func within(member string) func(Problem) bool {
	return func(p Problem) bool { return p.Member == member || strings.HasPrefix(p.Member, member+".") }
}

// isObject reports whether a pointer is to a struct without a text form, and value is a JSON
// object.
func isObject(pointer reflect.Value, value []byte) bool {
	_, isText := pointer.Interface().(encoding.TextUnmarshaler)
	return pointer.Elem().Kind() == reflect.Struct && !isText && value[0] == '{'
}

// excerpt returns JSON in one line, cut where it is long.
func excerpt(value []byte) string {
	const maxExcerpt = 40 // characters
	var line bytes.Buffer
	if start := value[:min(len(value), 64*maxExcerpt)]; len(start) < len(value) {
		line.Write(bytes.Join(bytes.Fields(start), nil))
	} else if json.Compact(&line, value) != nil {
		line.Write(value)
	}
	return shown(line.String(), maxExcerpt)
}

// maxName is the maximum number of characters, or of bytes, of a name of a member that a problem
// has.
const maxName = 200

// shownMember returns the name of a member, cut where it is long.
func shownMember(name string) string { return shown(name, maxName) }

// short returns the name of an unknown member, cut where it is long. Callers quote it.
func short(name string) string {
	if len(name) <= maxName {
		return name
	}
	return strings.ToValidUTF8(name[:maxName], "") + "…"
}

// shown returns the first characters of a text, those that are not printable as escapes: it may
// come from anywhere, and must not control the reader's terminal.
func shown(s string, maximum int) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > maximum {
			return b.String() + "…"
		}
		if unicode.IsPrint(r) {
			b.WriteRune(r)
		} else {
			q := strconv.QuoteRune(r)
			b.WriteString(q[1 : len(q)-1])
		}
	}
	return b.String()
}

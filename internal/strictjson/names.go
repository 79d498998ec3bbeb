package strictjson

import (
	"bytes"
	"cmp"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// DecodeExact decodes JSON into a variable, given by a pointer, as package encoding/json does,
// and returns an error for a member that has no field. Unlike that package, it also returns one
// for a member that occurs twice, and for one that differs from its field in upper and lower
// case. Types with methods of their own for JSON decide for themselves which case they take.
func DecodeExact(b []byte, into any) error {
	if json.Valid(b) {
		if problems := members(b, reflect.TypeOf(into)); len(problems) > 0 {
			p := problems[0]
			if p.Unknown {
				return fmt.Errorf("unknown member %q: did you mean %s?", p.Member, p.Near)
			}
			return fmt.Errorf("member %q is %s: want %s", p.Member, p.Value, p.Want)
		}
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	return dec.Decode(into)
}

// members returns a problem for each member of valid JSON that occurs twice in its object. With
// a type that the JSON is decoded into, it also returns one for each member that package
// encoding/json takes for a field of another spelling.
func members(b []byte, t reflect.Type) []Problem {
	w := &walk{text: b, dec: json.NewDecoder(bytes.NewReader(b))}
	w.value(t)
	return w.problems
}

// maxProblems limits the problems of a walk: a hostile text may repeat every member.
const maxProblems = 10

// A walk goes over the members of valid JSON, whose nesting is limited by encoding/json.
type walk struct {
	text     []byte
	dec      *json.Decoder
	path     []string // the names of the members around the current value
	problems []Problem
}

// member returns the path of the current value.
func (w *walk) member() string { return strings.Join(w.path, ".") }

// found adds a problem of the current member, if there are not too many.
func (w *walk) found(p Problem) {
	if len(w.problems) < maxProblems {
		p.Member = shownMember(w.member())
		w.problems = append(w.problems, p)
	}
}

// value goes over the next value, which is decoded into a variable of type t, nil if that is
// not known.
func (w *walk) value(t reflect.Type) {
	for t != nil && t.Kind() == reflect.Pointer && !decodesItself(t) {
		t = t.Elem()
	}
	switch token, _ := w.dec.Token(); token {
	case json.Delim('{'):
		w.object(t)
	case json.Delim('['):
		element := elementOf(t, reflect.Slice, reflect.Array)
		for w.dec.More() {
			w.value(element)
		}
		w.dec.Token() // the end of the list
	}
}

// object goes over the members of an object whose beginning has been read.
func (w *walk) object(t reflect.Type) {
	fields := fieldsOf(t)
	element := elementOf(t, reflect.Map)
	first := map[string][]byte{} // value by name, nil once it is reported
	for w.dec.More() {
		token, _ := w.dec.Token()
		name, _ := token.(string)
		child := element
		if fields != nil {
			child = fields[name]
		}
		start := w.dec.InputOffset()
		w.path = append(w.path, name)
		w.value(child)
		value := bytes.TrimLeft(w.text[start:w.dec.InputOffset()], ": \t\r\n")
		before, twice := first[name]
		near := folded(fields, name)
		if !twice {
			first[name] = value
		} else if before != nil {
			first[name] = nil
			w.found(Problem{Value: excerpt(before) + ", then " + excerpt(value), Want: "the member once"})
		}
		if near != "" {
			w.found(Problem{Value: excerpt(value), Unknown: true, Near: near})
		}
		w.path = w.path[:len(w.path)-1]
	}
	w.dec.Token() // the end of the object
}

// folded returns the field that encoding/json takes for a member of another spelling, "" if
// there is none.
func folded(fields map[string]reflect.Type, name string) string {
	if _, ok := fields[name]; ok {
		return ""
	}
	near := ""
	for field := range fields {
		if strings.EqualFold(field, name) && (near == "" || field < near) {
			near = field
		}
	}
	return near
}

// fieldsOf returns the types of the fields of a struct by the names of their members, nil for a
// type that is no struct or decodes itself.
func fieldsOf(t reflect.Type) map[string]reflect.Type {
	if t == nil || t.Kind() != reflect.Struct || decodesItself(t) {
		return nil
	}
	fields := map[string]reflect.Type{}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && f.Tag.Get("json") != "-" && !(f.Anonymous && name == "") {
			fields[cmp.Or(name, f.Name)] = f.Type
		}
	}
	return fields
}

// elementOf returns the type of the elements of a type of one of these kinds, nil for any other.
func elementOf(t reflect.Type, kinds ...reflect.Kind) reflect.Type {
	if t == nil || !slices.Contains(kinds, t.Kind()) || decodesItself(t) {
		return nil
	}
	return t.Elem()
}

// decodesItself reports whether a type has a method for JSON or text.
func decodesItself(t reflect.Type) bool {
	for _, i := range []reflect.Type{reflect.TypeFor[json.Unmarshaler](), reflect.TypeFor[encoding.TextUnmarshaler]()} {
		if t.Implements(i) || reflect.PointerTo(t).Implements(i) {
			return true
		}
	}
	return false
}

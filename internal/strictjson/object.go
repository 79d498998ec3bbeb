package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Limits of objects whose members are not known.
const (
	maxObject      = 64 << 10  // bytes
	maxObjects     = 128 << 10 // bytes of all objects of a map
	maxObjectDepth = 8

	// maxSpacedText is the maximum number of bytes of an object with spaces. Indented by two spaces
	// a level, none of maxObject bytes is longer, wherever it is in a document.
	maxSpacedText = 16 * maxObject
)

// CheckObjects returns what is wrong with a map of objects in their canonical form: with names
// that are not in snake_case, with texts that are no objects, and with their sizes. It lists the
// first ten problems, and how many objects come after them. Path is put before the names.
func CheckObjects(path string, objects map[string]json.RawMessage) (problems []Problem) {
	names := slices.Sorted(maps.Keys(objects))
	bytes := 0
	for i, name := range names {
		if len(problems) == MaxListed {
			return append(problems, Problem{Member: path, Value: fmt.Sprintf("%d more, which were not checked", len(names)-i), Want: "those before them to be right"})
		}
		bytes += len(objects[name])
		if p, ok := checkObject(path, name, objects[name]); !ok {
			problems = append(problems, p)
		}
	}
	if bytes > maxObjects {
		problems = append(problems, Problem{Member: path, Value: fmt.Sprintf("%d bytes", bytes), Want: fmt.Sprintf("at most %d bytes of all of them", maxObjects)})
	}
	return problems
}

// checkObject checks one of the objects of CheckObjects.
func checkObject(path, name string, text []byte) (p Problem, ok bool) {
	if !snakeCase(name) {
		return Problem{Member: path, Value: quoted(name), Want: "names in snake_case of at most 63 characters"}, false
	}
	p = Problem{Member: path + "." + name, Value: quoted(string(text))}
	limits := fmt.Sprintf("at most %d bytes and %d levels of nesting", maxObject, maxObjectDepth)
	if len(text) > maxObject {
		p.Want = limits
	} else if v, err := Object(text); err != nil {
		p.Want = fmt.Sprintf("a JSON object (%v)", err)
	} else if Depth(v) > maxObjectDepth {
		p.Want = limits
	}
	return p, p.Want == ""
}

// quoted returns the beginning of a text in quotes.
func quoted(s string) string { return fmt.Sprintf("%.40q", s) }

// snakeCase reports whether s is a name as columns have it.
func snakeCase(s string) bool {
	return s != "" && len(s) <= 63 && s[0]-'0' > 9 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// Object decodes a JSON object without a struct. Numbers stay as they are written. A member that
// occurs twice is an error, and so is text that is not UTF-8.
func Object(text []byte) (v map[string]any, err error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("text follows the object")
	}
	if v == nil {
		return nil, errors.New("null is not an object")
	}
	if !exact(text) {
		return nil, errors.New("want " + wantText)
	}
	for _, twice := range members(text, nil) {
		return nil, fmt.Errorf("member %q occurs twice", twice.Member)
	}
	return v, nil
}

// Canonical returns an object without spaces and with its members in order of their names. What
// is no object stays unchanged, and so does a text that is too long even with spaces: decoded, it
// takes much more memory.
func Canonical(text []byte) []byte {
	if len(text) > maxSpacedText {
		return text
	}
	v, err := Object(text)
	if err != nil {
		return text
	}
	canonical, err := json.Marshal(v)
	if err != nil {
		return text
	}
	return canonical
}

// Depth returns the levels of nesting of a value of Object, 0 for one without any.
func Depth(v any) (depth int) {
	switch v := v.(type) {
	case map[string]any:
		for _, member := range v {
			depth = max(depth, Depth(member))
		}
	case []any:
		for _, element := range v {
			depth = max(depth, Depth(element))
		}
	default:
		return 0
	}
	return depth + 1
}

package synthhub

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/schema"
)

// NewEntityWithSettings makes an entity of your own whose rows need the settings of the
// dataset: its labels, its ids, its as-of date, the parameters in
// Settings.Extensions. Like the governed entities it depends on no dataset, so it
// can be a package variable. Packages export and validate call bind with the
// effective settings of the dataset at hand, also of one that is made again from a
// snapshot; so do you, with Entity.Bind, before you append rows yourself. What bind
// returns is used as NewEntity tells; its error is that of the export.
func NewEntityWithSettings[E any](t *schema.Table[E], bind func(s Settings) (rows func(r *Record, dst []E) []E, err error)) Entity {
	e := NewEntity(t, func(*Record, []E) []E {
		panic("synthhub: the rows of " + t.Name() + " need the settings of a dataset; get them from Entity.Bind")
	})
	e.bind = func(s Settings) (Entity, error) {
		rows, err := bind(s)
		if err != nil {
			return Entity{}, fmt.Errorf("entity %s: %w", t.Name(), err)
		}
		return NewEntity(t, rows), nil
	}
	return e
}

// For returns the entity for a dataset of the given settings: one of NewEntityWithSettings
// with its rows, any other as it is.
func (e Entity) Bind(s Settings) (Entity, error) {
	if e.bind == nil {
		return e, nil
	}
	return e.bind(s.Effective())
}

// EntitiesFor returns the entities for a dataset of the given settings: For of each.
func EntitiesFor(s Settings, entities ...Entity) ([]Entity, error) {
	list := slices.Clone(entities)
	for i, e := range list {
		var err error
		if list[i], err = e.Bind(s); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// keyless tells what is wrong with a table that has no key: its rows cannot be
// named in a report, nor referred to.
func keyless(t schema.Describer) string {
	columns := t.Columns()
	if slices.ContainsFunc(columns, func(c schema.Column) bool { return c.Key }) {
		return ""
	}
	return fmt.Sprintf("synthhub: table %s has no key; give one column the option schema.Key, such as %s if it comes once in every row", t.Name(), columns[0].Name)
}

// Limits of the parameters in Settings.Extensions.
const (
	maxExtension      = 64 << 10 // bytes of JSON
	maxExtensionDepth = 8
)

// SetExtension returns the settings with the parameters of one extension, which
// must marshal to a JSON object. The name is in snake_case. Settings.Validate
// judges both.
func (s Settings) SetExtension(name string, parameters any) (Settings, error) {
	text, err := json.Marshal(parameters)
	if err != nil {
		return s, fmt.Errorf("setting Extensions.%s: %w", name, err)
	}
	s.Extensions = maps.Clone(s.Extensions)
	if s.Extensions == nil {
		s.Extensions = map[string]json.RawMessage{}
	}
	s.Extensions[name] = text
	return s, nil
}

// Extension reads the parameters of one extension into the variable that is pointed
// to. Members that are absent keep their value, so set the defaults before; without
// any parameters all do. A member that the variable has no field for, or that does
// not fit it, is a *SettingError.
func (s Settings) DecodeExtension(name string, parameters any) error {
	text, ok := s.Extensions[name]
	if !ok {
		return nil
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(parameters); err != nil {
		return &SettingError{"Extensions." + name, shown(string(text)), fmt.Sprintf("parameters that fit %T: %v", parameters, err)}
	}
	return nil
}

// effectiveExtensions returns the parameters in the one form that the metadata
// record, nil if there are none. What is wrong stays as it is.
func effectiveExtensions(extensions map[string]json.RawMessage) map[string]json.RawMessage {
	if len(extensions) == 0 {
		return nil
	}
	effective := make(map[string]json.RawMessage, len(extensions))
	for name, text := range extensions {
		effective[name] = text
		if v, err := decodeExtension(text); err == nil {
			if text, err := json.Marshal(v); err == nil {
				effective[name] = text
			}
		}
	}
	return effective
}

// decodeExtension reads a JSON object. Numbers stay as they are written.
func decodeExtension(text []byte) (v map[string]any, err error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("text follows the object")
	}
	if v == nil {
		return nil, fmt.Errorf("null is no object")
	}
	return v, nil
}

// checkExtensions calls bad with every extension that is not allowed, in order of
// their names.
func checkExtensions(extensions map[string]json.RawMessage, bad func(field string, value any, want string)) {
	for _, name := range slices.Sorted(maps.Keys(extensions)) {
		text := extensions[name]
		v, err := decodeExtension(text)
		switch {
		case !snakeCase(name):
			bad("Extensions", name, "names in snake_case of at most 63 characters")
		case err != nil:
			bad("Extensions."+name, string(text), fmt.Sprintf("a JSON object (%v)", err))
		case len(text) > maxExtension || depthOf(v) > maxExtensionDepth:
			bad("Extensions."+name, string(text), fmt.Sprintf("at most %d bytes and %d levels of nesting", maxExtension, maxExtensionDepth))
		}
	}
}

// snakeCase reports whether s is a name as columns have it.
func snakeCase(s string) bool {
	return s != "" && len(s) <= 63 && s[0]-'0' > 9 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// depthOf returns the levels of nesting of a JSON value, 0 for one without any.
func depthOf(v any) (depth int) {
	switch v := v.(type) {
	case map[string]any:
		for _, member := range v {
			depth = max(depth, depthOf(member))
		}
	case []any:
		for _, element := range v {
			depth = max(depth, depthOf(element))
		}
	default:
		return 0
	}
	return depth + 1
}

// IntN returns a number from 0 to n-1 for one record and one ordinal among its rows:
// the first draw of At, for attributes that need no more. It panics if n is not
// positive.
func (l Label) IntN(index, ordinal, n int) int {
	r := l.At(index, ordinal)
	return r.IntN(n)
}

package synthhub

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"

	"github.com/synthhub/synthhub/internal/strictjson"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/schema"
)

// NewEntityWithSettings returns a user-defined entity whose rows need the settings of the
// dataset: its labels, ids, as-of date, and the parameters in Settings.Extensions. It depends
// on no dataset, so it can be a package variable: packages export and validate call bind with
// the effective settings of the dataset. Call [Entity.Bind] before you append rows yourself.
// The rules for the function of [NewEntity] hold for the one that bind returns; an error of
// bind is the error of the export. It panics if the table has no key.
func NewEntityWithSettings[E any](t *schema.Table[E], bind func(s Settings) (rows func(r *Record, dst []E) []E, err error)) Entity {
	e := NewEntity(t, func(*Record, []E) []E {
		panic("synthhub: the rows of " + t.Name() + " need the settings of a dataset; call Entity.Bind first")
	})
	e.days = nil // the settings may have others
	e.bind = func(s Settings) (Entity, error) {
		rows, err := bind(s)
		if err != nil {
			return Entity{}, fmt.Errorf("entity %s: %w", t.Name(), err)
		}
		return NewEntity(t, rows), nil
	}
	return e
}

// Bind returns the entity for a dataset of the given settings, raw or effective: one of
// [NewEntityWithSettings] with its rows, any other unchanged. The rows of one that is not
// bound panic.
func (e Entity) Bind(s Settings) (Entity, error) {
	if e.bind == nil {
		return e, nil
	}
	bound, err := e.bind(s.Effective())
	bound.days = e.days
	return bound, err
}

// RowsOf yields the rows that an entity has for the records of a source, in order, as values
// of their own type: RowsOf[Claim](bundle, Claims). Rows may be kept. The error says that E
// is not the type of the entity's rows, or is that of [Entity.Bind].
func RowsOf[E any](src Source, entity Entity) (iter.Seq[E], error) {
	if _, ok := entity.NewRowList().(*schema.Batch[E]); !ok {
		return nil, fmt.Errorf("the rows of %s are not of type %v", entity.Table().Name(), reflect.TypeFor[E]())
	}
	bound, err := entity.Bind(src.Settings())
	if err != nil {
		return nil, err
	}
	return func(yield func(E) bool) {
		batch := bound.NewRowList().(*schema.Batch[E])
		for r := range src.Range(0, src.Len()) {
			batch.Reset()
			bound.AddRows(batch, r)
			for _, row := range batch.Rows {
				if !yield(row) {
					return
				}
			}
		}
	}, nil
}

// keyless says what to do about a table without a key, "" if it has one. Without a key, rows
// cannot be named in a report or referred to.
func keyless(t schema.Describer) string {
	columns := t.Columns()
	if slices.ContainsFunc(columns, func(c schema.Column) bool { return c.Key }) {
		return ""
	}
	return fmt.Sprintf("synthhub: table %s has no key; give one column the option schema.Key, such as %s if it comes once in every row", t.Name(), columns[0].Name)
}

// SetExtension sets the parameters of one extension, which must marshal to a JSON object.
// The name is in snake_case. Copies of the settings keep their extensions. The error is that
// of marshaling; [Settings.Validate] checks the form, Bind of the entity the parameters.
func (s *Settings) SetExtension(name string, parameters any) error {
	text, err := json.Marshal(parameters)
	if err != nil {
		return fmt.Errorf("setting Extensions.%s: %w", name, err)
	}
	extensions := maps.Clone(s.Extensions) // copies of the settings keep theirs
	if extensions == nil {
		extensions = map[string]json.RawMessage{}
	}
	extensions[name] = text
	s.Extensions = extensions
	return nil
}

// DecodeExtension decodes the parameters of one extension into a variable, given by a
// pointer. Absent members keep their value, so set the defaults before. The error is a
// *[SettingError] if a member occurs twice, does not fit or has no field of its exact name, or if
// the extension is not set but one of a similar name is, which is probably a typo. To use the
// defaults anyway, set the extension to {}.
func (s Settings) DecodeExtension(name string, parameters any) error {
	raw, ok := s.Extensions[name]
	if !ok {
		if near, ok := text.Nearest(name, slices.Values(slices.Sorted(maps.Keys(s.Extensions)))); ok {
			want := "a name that an entity reads, or {} for " + name + " to have its defaults"
			return &SettingError{"Extensions." + near, shown(string(s.Extensions[near])), want, name, false}
		}
		return nil
	}
	if err := strictjson.DecodeExact(raw, parameters); err != nil {
		return &SettingError{Field: "Extensions." + name, Value: shown(string(raw)), Want: fmt.Sprintf("parameters that fit %T: %v", parameters, err)}
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
	for name, raw := range extensions {
		effective[name] = strictjson.Canonical(raw)
	}
	return effective
}

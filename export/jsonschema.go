package export

import (
	"encoding/json"
	"fmt"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// object is a JSON object with its members in order.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in order. The caller, an encoder, removes the line feeds.
func (o object) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			b = append(b, ',')
		}
		name, err := snapshot.EncodeDocument(m.name, false)
		if err != nil {
			return nil, err
		}
		value, err := snapshot.EncodeDocument(m.value, false)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, name...), ':'), value...)
	}
	return append(b, '}'), nil
}

// JSONSchema describes the JSON document of the dataset version [synthhub.Version], as
// JSON Schema 2020-12. Its definitions hold a schema for the rows of each table, by name.
// It depends only on the version and the descriptions of the tables, which [With], [Faulty]
// and [Tables] select. Lengths are in characters, although a table has them in bytes. Comments
// hold what no schema can say: which columns are unique, which refer to another, and whether a
// value is fixed or as of the day of the dataset. The bounds of decimal numbers,
// and their unit as multipleOf, are exact, and need a validator with exact arithmetic.
func JSONSchema(opts ...Option) ([]byte, error) {
	entities, err := describedEntities(opts)
	if err != nil {
		return nil, fmt.Errorf("JSON Schema: %w", err)
	}
	return jsonSchema(synthhub.Version, entities)
}

// jsonSchema is JSONSchema with a version and the entities in order.
func jsonSchema(version string, entities []synthhub.Entity) ([]byte, error) {
	properties := object{{"metadata", object{
		{"type", "object"},
		{"required", []string{"dataset_version", "generated_at", "as_of_date", "settings"}},
		{"properties", object{{"dataset_version", object{{"const", version}}}}},
	}}}
	required := []string{"metadata"}
	var definitions object
	for _, e := range entities {
		t := e.Table()
		required = append(required, t.Name())
		properties = append(properties, member{t.Name(), object{
			{"description", t.Doc()}, {"type", "array"}, {"items", object{{"$ref", "#/$defs/" + t.Name()}}},
		}})
		definitions = append(definitions, member{t.Name(), rowSchema(t)})
	}
	return snapshot.EncodeDocument(object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", "urn:synthhub:dataset:" + version},
		{"title", "Synthetic insurance dataset " + version},
		{"type", "object"},
		{"required", required},
		{"properties", properties},
		{"additionalProperties", false},
		{"$defs", definitions},
	}, true)
}

func rowSchema(t schema.Describer) object {
	var properties object
	var required []string
	for _, c := range t.Columns() {
		properties = append(properties, member{c.Name, valueSchema(&c)})
		required = append(required, c.Name)
	}
	return object{
		{"description", t.Doc()},
		{"type", "object"},
		{"required", required},
		{"properties", properties},
		{"additionalProperties", false},
	}
}

func valueSchema(c *schema.Column) object {
	o := object{{"description", c.Doc}, {"$comment", comment(c)}, {"type", typeName(c)}}
	switch c.Kind {
	case schema.KindInt, schema.KindDecimal, schema.KindFloat:
		if c.Kind == schema.KindDecimal {
			o = append(o, member{"multipleOf", json.Number(c.NumberText(1))})
		}
		if c.Bounded() {
			o = append(o, member{"minimum", json.Number(c.NumberText(c.Min))}, member{"maximum", json.Number(c.NumberText(c.Max))})
		}
		return o
	}
	allowed := textSchema(c)
	if c.Optional && len(allowed) > 0 {
		return append(o, member{"anyOf", []object{{{"const", ""}}, allowed}})
	}
	return append(o, allowed...)
}

// typeName returns the type of the values in JSON, or two types if a value may be null.
func typeName(c *schema.Column) any {
	name := "string"
	switch c.Kind {
	case schema.KindBool:
		name = "boolean"
	case schema.KindInt:
		name = "integer"
	case schema.KindDecimal, schema.KindFloat:
		name = "number"
	}
	if c.Nullable {
		return []string{name, "null"}
	}
	return name
}

// textSchema returns what the schema says of values that are not empty text.
func textSchema(c *schema.Column) object {
	var o object
	switch c.Kind {
	case schema.KindEnum:
		words := []any{}
		for _, word := range c.Vocabulary() {
			words = append(words, word)
		}
		if c.Nullable {
			words = append(words, nil)
		}
		return object{{"enum", words}}
	case schema.KindUUID:
		o = object{{"format", "uuid"}}
	case schema.KindDate:
		o = object{{"format", "date"}}
	case schema.KindTimestamp:
		o = object{{"format", "date-time"}}
	case schema.KindText:
		if lower, upper := lengths(c); upper > 0 {
			o = object{{"minLength", lower}, {"maxLength", upper}}
		} else if c.Pattern() == "" && !c.Optional {
			o = object{{"minLength", 1}}
		}
	}
	if p := c.Pattern(); p != "" {
		o = append(o, member{"pattern", "^" + p + "$"}) // a pattern without anchors matches a part of the value
	}
	return o
}

package snapshot

import (
	"bytes"
	"encoding/json"
)

// MaxDocument is the greatest size of a document that is read as a whole: manifest, metadata,
// descriptors, README. Rows are never in one.
const MaxDocument = 16 << 20

// EncodeDocument returns v as a JSON document in the form that all documents have: UTF-8, no
// HTML escapes, and a line feed at the end. If indented, lines are indented by two spaces;
// otherwise there is only one line.
func EncodeDocument(v any, indented bool) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if indented {
		enc.SetIndent("", "  ")
	}
	err := enc.Encode(v)
	return b.Bytes(), err
}

package snapshot

import (
	"bytes"
	"encoding/json"
)

// EncodeDocument returns v in the one form that JSON documents have: UTF-8, no HTML escapes,
// and a line feed at the end. Lines are indented by two spaces, or there is only one.
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

package validate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// maxDocument is the greatest size of a document that is read as a whole: manifest,
// metadata, descriptors, README. Rows are never in one.
const maxDocument = 16 << 20

// errTooLarge is a document above maxDocument.
var errTooLarge = fmt.Errorf("larger than %d bytes", maxDocument)

// readDocument reads a small file of the folder.
func readDocument(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxDocument+1))
	if err == nil && len(text) > maxDocument {
		err = errTooLarge
	}
	return text, err
}

// decodeDocument reads JSON into v, which must be a pointer. The second result says
// where and why the text is not the one form in which the library writes v, "" if it
// is. The error is that of JSON that cannot be read at all.
func decodeDocument(text []byte, v any, indent string) (why string, err error) {
	if err := decodable(text); err != nil {
		return "", err
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return "", fmt.Errorf("%s: %w", position(text, dec.InputOffset()), err)
	}
	want, err := encodeDocument(v, indent)
	if err != nil {
		return "", err
	}
	return differs(text, want), nil
}

// maxDepth is the deepest nesting of a document.
const maxDepth = 16

// decodable looks at the brackets alone, so that no nesting is followed too far.
func decodable(text []byte) error {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return fmt.Errorf("%s: more than %d levels of nesting", position(text, int64(i)), maxDepth)
			}
		case c == '}' || c == ']':
			depth--
		case c == 0:
			return fmt.Errorf("%s: a NUL byte", position(text, int64(i)))
		}
	}
	if depth != 0 || quoted {
		return errors.New("the text ends too early")
	}
	return nil
}

// encodeDocument writes v in the fixed form: no HTML escapes, and lines indented by
// two spaces or not broken at all.
func encodeDocument(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	err := enc.Encode(v)
	return b.Bytes(), err
}

// differs says where two texts part, "" if they are equal.
func differs(is, must []byte) string {
	if bytes.Equal(is, must) {
		return ""
	}
	n := 0
	for n < len(is) && n < len(must) && is[n] == must[n] {
		n++
	}
	return fmt.Sprintf("%s: it has %q, and must have %q", position(is, int64(n)), lineAt(is, n), lineAt(must, n))
}

// lineAt returns the text around place n, within its line and of moderate length.
func lineAt(text []byte, n int) []byte {
	start := bytes.LastIndexByte(text[:n], '\n') + 1
	start = max(start, n-32)
	end := len(text)
	if i := bytes.IndexByte(text[n:], '\n'); i >= 0 {
		end = n + i
	}
	return text[start:min(end, n+32)]
}

// position tells line and column of a place in a text.
func position(text []byte, n int64) string {
	before := text[:min(int(n), len(text))]
	return fmt.Sprintf("line %d, byte %d", 1+bytes.Count(before, []byte("\n")), len(before)-bytes.LastIndexByte(before, '\n'))
}

package validate

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// decodeDocument reads JSON into v, which must be a pointer. The first result says
// where and why the text is not the one form in which the library writes v, "" if it
// is. The error is that of JSON that cannot be read at all.
func decodeDocument(text []byte, v any) (why string, err error) {
	if err := intake.CheckExtent(text); err != nil {
		return "", err
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return "", fmt.Errorf("%s: %w", intake.PlaceOf(text, dec.InputOffset()), err)
	}
	want, err := snapshot.EncodeDocument(v, true)
	if err != nil {
		return "", err
	}
	return difference(text, want), nil
}

// difference says where two texts begin to differ and how, "" if they are equal.
func difference(is, must []byte) string {
	if bytes.Equal(is, must) {
		return ""
	}
	n := 0
	for n < len(is) && n < len(must) && is[n] == must[n] {
		n++
	}
	return fmt.Sprintf("%s: it has %q, and must have %q", intake.PlaceOf(is, int64(n)), excerpt(is, n), excerpt(must, n))
}

// excerpt returns the text around offset n, within its line and of moderate length.
func excerpt(text []byte, n int) []byte {
	start := bytes.LastIndexByte(text[:n], '\n') + 1
	start = max(start, n-32)
	end := len(text)
	if i := bytes.IndexByte(text[n:], '\n'); i >= 0 {
		end = n + i
	}
	return text[start:min(end, n+32)]
}

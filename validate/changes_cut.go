package validate

import (
	"errors"
	"strings"

	"github.com/synthhub/synthhub/internal/format"
)

// A changeLine is a line of NDJSON, cut into its parts as they are written.
type changeLine struct {
	op                        format.Op
	table, key, before, after string // before and after are empty for null
}

// errChangeForm is returned for a line that is not in the one form of a change.
var errChangeForm = errors.New(`want {"op":…,"table":…,"key":…,"before":…,"after":…} without spaces`)

// cutChange cuts a line into its parts. It looks at quotes and brackets alone: what a row holds is
// for the parser of rows to say.
func cutChange(line string) (c changeLine, err error) {
	rest, ok := strings.CutPrefix(line, `{"op":"`)
	if !ok || rest == "" {
		return c, errChangeForm
	}
	c.op = format.Op(rest[0])
	if rest, ok = strings.CutPrefix(rest[1:], `","table":"`); !ok {
		return c, errChangeForm
	}
	if c.table, rest, ok = strings.Cut(rest, `","key":`); !ok {
		return c, errChangeForm
	}
	n := valueEnd(rest)
	c.key, rest = rest[:n], rest[n:]
	if rest, ok = strings.CutPrefix(rest, `,"before":`); !ok || n < 2 || c.key[0] != '"' {
		return c, errChangeForm
	}
	n = valueEnd(rest)
	c.before, rest = rest[:n], rest[n:]
	if rest, ok = strings.CutPrefix(rest, `,"after":`); !ok {
		return c, errChangeForm
	}
	n = valueEnd(rest)
	c.after = rest[:n]
	if rest[n:] != "}" || n == 0 || c.before == "" {
		return c, errChangeForm
	}
	for _, image := range []*string{&c.before, &c.after} {
		if *image == "null" {
			*image = ""
		} else if (*image)[0] != '{' {
			return c, errChangeForm
		}
	}
	return c, nil
}

// valueEnd returns the length of the string, object or null that a text begins with, 0 if it begins
// with none of them.
func valueEnd(text string) int {
	if strings.HasPrefix(text, "null") {
		return len("null")
	}
	if text == "" || text[0] != '"' && text[0] != '{' {
		return 0
	}
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			n := quotedEnd(text[i+1:])
			if n < 0 {
				return 0
			}
			if i += n; depth == 0 {
				return i + 1
			}
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// quotedEnd returns the bytes after an opening quote up to and with the closing one, -1 if there is none.
func quotedEnd(text string) int {
	for i := 0; ; {
		k := strings.IndexByte(text[i:], '"')
		if k < 0 {
			return -1
		}
		end, slashes := i+k, 0
		for s := end - 1; s >= i && text[s] == '\\'; s-- {
			slashes++
		}
		if slashes%2 == 0 {
			return end + 1
		}
		i = end + 1
	}
}

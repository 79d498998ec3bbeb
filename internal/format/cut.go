package format

import (
	"errors"
	"strings"
)

// A ChangeText is a line of NDJSON, cut into its parts as they are written.
type ChangeText struct {
	Op                        Op
	Table, Key, Before, After string // Key has its quotes; Before and After are empty for null
}

// ErrChangeForm is returned for a line that is not in the one form of a change.
var ErrChangeForm = errors.New(`want {"op":…,"table":…,"key":…,"before":…,"after":…} without spaces`)

// ErrChangeOp is returned for a line of that form whose op is not c, u or d. It is cut all the same.
var ErrChangeOp = errors.New("the op is not c, u or d")

// CutChange cuts a line into its parts. It looks at quotes, brackets and the op alone: what a row holds
// is for the parser of rows to say.
func CutChange(line string) (c ChangeText, err error) {
	rest, ok := strings.CutPrefix(line, `{"op":"`)
	if !ok || rest == "" {
		return c, ErrChangeForm
	}
	c.Op = Op(rest[0])
	if rest, ok = strings.CutPrefix(rest[1:], `","table":"`); !ok {
		return c, ErrChangeForm
	}
	if c.Table, rest, ok = strings.Cut(rest, `","key":`); !ok {
		return c, ErrChangeForm
	}
	n := valueEnd(rest)
	c.Key, rest = rest[:n], rest[n:]
	if rest, ok = strings.CutPrefix(rest, `,"before":`); !ok || n < 2 || c.Key[0] != '"' {
		return c, ErrChangeForm
	}
	n = valueEnd(rest)
	c.Before, rest = rest[:n], rest[n:]
	if rest, ok = strings.CutPrefix(rest, `,"after":`); !ok {
		return c, ErrChangeForm
	}
	n = valueEnd(rest)
	c.After = rest[:n]
	if rest[n:] != "}" || n == 0 || c.Before == "" {
		return c, ErrChangeForm
	}
	for _, image := range []*string{&c.Before, &c.After} {
		if *image == "null" {
			*image = ""
		} else if (*image)[0] != '{' {
			return c, ErrChangeForm
		}
	}
	if c.Op != Create && c.Op != Update && c.Op != Delete {
		return c, ErrChangeOp
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

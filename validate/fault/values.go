package fault

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/synthhub/synthhub/schema"
)

// emptyText returns the text of the value that counts as missing in a column, if there
// is one: where null has the empty text, other values cannot.
func emptyText(c *schema.Column) (text string, ok bool) {
	if c.Kind == schema.KindUUID {
		return "00000000-0000-0000-0000-000000000000", true
	}
	return "", c.Kind != schema.KindCustom && !c.Nullable
}

// otherVersion returns a UUID with the version changed.
func otherVersion(c *schema.Column, v string) string {
	if v == "" {
		return v
	}
	version := "1"
	if c.UUIDVersion == 1 {
		version = "4"
	}
	return v[:14] + version + v[15:]
}

// another returns a value of the column that is allowed and not v, but v itself where
// there is none.
func another(c *schema.Column, v string) string {
	if v == "" && (c.Nullable || c.Kind == schema.KindTimestamp) {
		return v
	}
	switch c.Kind {
	case schema.KindUUID:
		return changeLast("0123456789abcdef", v)
	case schema.KindInt, schema.KindDecimal:
		n, _ := strconv.ParseInt(strings.Replace(v, ".", "", 1), 10, 64)
		if c.Bounded() && n >= c.Max {
			return c.NumberText(n - 1)
		}
		return c.NumberText(n + 1)
	case schema.KindFloat:
		n, _ := strconv.ParseFloat(v, 64)
		text, _ := json.Marshal(math.Nextafter(n, math.Inf(-1))) // in the form of package schema
		return string(text)
	case schema.KindEnum:
		words := c.Vocabulary()
		return words[(slices.Index(words, v)+1)%len(words)]
	case schema.KindDate:
		d, _ := schema.ParseDate(v)
		return d.AddDays(1).String()
	case schema.KindTimestamp:
		t, _ := time.Parse(time.RFC3339Nano, v)
		return t.Add(-time.Second).Format(time.RFC3339Nano)
	case schema.KindBool:
		return strconv.FormatBool(v != "true")
	case schema.KindCustom:
		return changeLast("0123456789", v)
	}
	if len(c.Shapes) > 0 {
		return changeLast("0123456789", v)
	}
	return v + "x"
}

// changeLast returns v with its last character changed to another of chars.
func changeLast(chars, v string) string {
	if v == "" {
		return v
	}
	next := strings.IndexByte(chars, v[len(v)-1]) + 1
	return v[:len(v)-1] + string(chars[next%len(chars)])
}

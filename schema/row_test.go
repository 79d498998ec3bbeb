package schema_test

import (
	"errors"
	"net/netip"
	"strings"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/schema"
)

// An item has a column of every kind that the governed tables have. Its tags have the names of
// itemTable, for the packages that are oracles.
type item struct {
	ID    uuid.UUID   `csv:"item_id" json:"item_id"`
	Name  string      `csv:"name" json:"name"`
	Code  code        `csv:"code" json:"code"`
	Color color       `csv:"color" json:"color"`
	Size  size        `csv:"size" json:"size"`
	Made  schema.Date `csv:"made" json:"made"`
	N     int         `csv:"n" json:"n"`
	N32   int32       `csv:"n_32" json:"n_32"`
	N64   number      `csv:"n_64" json:"n_64"`
	Sold  flag        `csv:"sold" json:"sold"`
	Addr  netip.Addr  `csv:"addr" json:"addr"`
	Note  string      `csv:"note" json:"note"`
}

type (
	code   string // a defined type has the kind of its underlying type
	number int64
	flag   bool
)

var itemTable = schema.New("items", "Things of every kind.", func(e *item) []schema.Column {
	return []schema.Column{
		schema.Field(&e.ID, "item_id", "Identifier.", schema.Key),
		schema.Field(&e.Name, "name", "Name."),
		schema.Field(&e.Code, "code", "Code."),
		schema.Field(&e.Color, "color", "Color, which may be unset."),
		schema.Field(&e.Size, "size", "Size, which is always set."),
		schema.Field(&e.Made, "made", "Day."),
		schema.Field(&e.N, "n", "Number."),
		schema.Field(&e.N32, "n_32", "Number of 32 bits."),
		schema.Field(&e.N64, "n_64", "Number of 64 bits."),
		schema.Field(&e.Sold, "sold", "Truth."),
		schema.Field(&e.Addr, "addr", "Address."),
		schema.Field(&e.Note, "note", "Text."),
	}
})

// color is an enum whose zero value means unset. Its words need quotes or escapes in CSV or JSON.
type color uint8

const (
	red color = iota + 1
	darkRed
	blueish
)

func (color) Names() []string {
	return []string{"", "red", `red, "dark"`, "bleu\\" + strings.Repeat("â", 20)}
}
func (c color) MarshalText() ([]byte, error)     { return marshalWord(uint8(c), c.Names()) }
func (c *color) UnmarshalText(text []byte) error { return unmarshalWord((*uint8)(c), c.Names(), text) }

// size is an enum whose values all have names.
type size uint8

const (
	small size = iota
	large
)

func (size) Names() []string                    { return []string{"S", "L"} }
func (s size) MarshalText() ([]byte, error)     { return marshalWord(uint8(s), s.Names()) }
func (s *size) UnmarshalText(text []byte) error { return unmarshalWord((*uint8)(s), s.Names(), text) }

func marshalWord(v uint8, names []string) ([]byte, error) {
	if int(v) < len(names) {
		return []byte(names[v]), nil
	}
	return nil, nil
}

func unmarshalWord(v *uint8, names []string, text []byte) error {
	for i, name := range names {
		if name == string(text) {
			*v = uint8(i)
			return nil
		}
	}
	return errors.New("no such word")
}

// items are rows with minimum and maximum values.
var items = []item{
	{},
	{
		ID: uuid.Must(uuid.FromString("0f0e0d0c-0b0a-4908-8706-050403020100")), Name: "plain", Code: "A-1", Color: red, Size: large,
		Made: schema.NewDate(2024, 2, 29), N: 1<<31 - 1, N32: 1<<31 - 1, N64: 1<<63 - 1, Sold: true, Addr: netip.MustParseAddr("192.0.2.1"), Note: "x",
	},
	{
		Name: `a "quoted", name`, Code: "\r\n", Color: darkRed, Made: schema.NewDate(1, 1, 1), N: -1 << 31, N32: -1 << 31, N64: -1 << 63,
		Addr: netip.MustParseAddr(`2001:db8::1%a",b\`), Note: " leading",
	},
	{Name: "naïve 名前", Color: blueish, Made: schema.NewDate(9999, 12, 31), N: 9, N32: -10, N64: 10000, Note: "\\\t\b\f\x00\x7f\u2028"},
}

// specials are texts that need quotes or escapes in CSV or JSON, or look as if they did.
var specials = []string{
	"", "x", " ", "  x", "x ", "\t", "\tx", "\u00a0x", "\u3000x", "\u2003", "\u0085", "\v", "\ufeff", "\ufeffx", "x\ufeff",
	`"`, `""`, `"x"`, `x"y`, `x""`, `"x`, ",", "x,y", ",,", `","`, "\n", "\r", "\r\n", "x\ny", "x\r\ny", "x\r", "\r\r\n", "\n\r", "\"\r\n\"",
	`\`, `\.`, `\.x`, `x\.`, `\\`, `\n`, `\u0041`, `\"`, "/", "\x00", "\x00x", "\x01\x1f", "\b\f\t", "\x7f", "\x1b[0m",
	"\u2028", "x\u2029y", "\ufffd", "\u202e", "é", "e\u0301", "名前", "😀", "\U0010ffff", "\ue000", "\ud7ff",
	"\xff", "\xc3", "x\xc3\x28y", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xc0\x80", "\xe2\x80", "\xff,\"\n", "<b>&amp;</b>", "{}", "[]:", "null", "true", "-", "0",
	"=1+1", "+1", "-1", "@x", strings.Repeat("0123456", 40), strings.Repeat(`"`, 100), strings.Repeat("ü", 33),
}

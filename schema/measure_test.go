package schema_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"math/big"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/schema"
)

// A measure has a column of every type that item does not have: numbers of all widths,
// decimals, floats, times, UUIDs and texts of other types, and nullable values.
type measure struct {
	I8    int8
	I16   int16
	U8    uint8
	U16   uint16
	U32   uint32
	U     uint
	U64   uint64
	Price cents
	Tiny  int64
	Small int8
	Rate  float64
	Ratio ratio
	At    time.Time
	Seen  time.Time
	Other plainID
	Word  backwards

	NullColor *color
	NullID    *uuid.UUID
	NullDay   *schema.Date
	NullInt   *int16
	NullBool  *bool
	NullAddr  *netip.Addr
	NullPrice *cents
	NullAt    *time.Time
	NullRate  *float64
	NullOther *plainID
	NullWord  *backwards

	OrSize  sql.Null[size]
	OrID    sql.Null[uuid.UUID]
	OrDay   sql.Null[schema.Date]
	OrU64   sql.Null[uint64]
	OrBool  sql.Null[flag]
	OrAddr  sql.Null[netip.Addr]
	OrTiny  sql.Null[int64]
	OrAt    sql.Null[time.Time]
	OrRatio sql.Null[ratio]
	OrWord  sql.Null[backwards]
}

type (
	cents int64
	ratio float64
)

// plainID is a UUID type without AppendText.
type plainID [16]byte

func (id plainID) MarshalText() ([]byte, error)     { return []byte(uuid.UUID(id).String()), nil }
func (id *plainID) UnmarshalText(text []byte) error { return (*uuid.UUID)(id).UnmarshalText(text) }

// shoutID is a type of 16 bytes whose text is not the canonical form of a UUID.
type shoutID [16]byte

func (id shoutID) MarshalText() ([]byte, error) {
	return bytes.ToUpper([]byte(uuid.UUID(id).String())), nil
}
func (id *shoutID) UnmarshalText(text []byte) error { return (*uuid.UUID)(id).UnmarshalText(text) }

// backwards is a word that is written backwards, by a type without AppendText.
type backwards struct{ word string }

func (w backwards) MarshalText() ([]byte, error) {
	if w.word == "unwritten" {
		return []byte("half"), errors.New("no text form")
	}
	b := []byte(w.word)
	slices.Reverse(b)
	return b, nil
}

func (w *backwards) UnmarshalText(text []byte) error {
	b := bytes.Clone(text)
	slices.Reverse(b)
	w.word = string(b)
	return nil
}

func measureColumns(m *measure) []schema.Column {
	return []schema.Column{
		schema.Field(&m.I8, "i_8", "Number."), schema.Field(&m.I16, "i_16", "Number."), schema.Field(&m.U8, "u_8", "Number."),
		schema.Field(&m.U16, "u_16", "Number."), schema.Field(&m.U32, "u_32", "Number."), schema.Field(&m.U, "u", "Number."),
		schema.Field(&m.U64, "u_64", "Number."),
		schema.Field(&m.Price, "price", "Price.", schema.Scale(2)), schema.Field(&m.Tiny, "tiny", "Number.", schema.Scale(18)),
		schema.Field(&m.Small, "small", "Number.", schema.Scale(1)),
		schema.Field(&m.Rate, "rate", "Number."), schema.Field(&m.Ratio, "ratio", "Number."),
		schema.Field(&m.At, "at", "Time."), schema.Field(&m.Seen, "seen", "Time.", schema.Optional),
		schema.Field(&m.Other, "other", "Identifier."), schema.Field(&m.Word, "word", "Word."),

		schema.Field(&m.NullColor, "null_color", "Color."), schema.Field(&m.NullID, "null_id", "Identifier."),
		schema.Field(&m.NullDay, "null_day", "Day."), schema.Field(&m.NullInt, "null_int", "Number."), schema.Field(&m.NullBool, "null_bool", "Truth."),
		schema.Field(&m.NullAddr, "null_addr", "Address."), schema.Field(&m.NullPrice, "null_price", "Price.", schema.Scale(2)),
		schema.Field(&m.NullAt, "null_at", "Time."), schema.Field(&m.NullRate, "null_rate", "Number."),
		schema.Field(&m.NullOther, "null_other", "Identifier."), schema.Field(&m.NullWord, "null_word", "Word."),

		schema.Field(&m.OrSize, "or_size", "Size."), schema.Field(&m.OrID, "or_id", "Identifier."), schema.Field(&m.OrDay, "or_day", "Day."),
		schema.Field(&m.OrU64, "or_u_64", "Number."), schema.Field(&m.OrBool, "or_bool", "Truth."), schema.Field(&m.OrAddr, "or_addr", "Address."),
		schema.Field(&m.OrTiny, "or_tiny", "Number.", schema.Scale(18)), schema.Field(&m.OrAt, "or_at", "Time."),
		schema.Field(&m.OrRatio, "or_ratio", "Number."), schema.Field(&m.OrWord, "or_word", "Word."),
	}
}

var measureTable = schema.New("measures", "Rows of every other kind.", measureColumns)

// rational returns what math/big writes for a number of units.
func rational(units int64, scale int) json.Number {
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)
	return json.Number(new(big.Rat).SetFrac(big.NewInt(units), power).FloatString(scale))
}

// inUTC returns what encoding/json receives for a time: "" for the zero time.
func inUTC(t time.Time) any {
	if t.IsZero() {
		return ""
	}
	return t.UTC()
}

// orNil returns f of the value of a pointer, or nil.
func orNil[T any](p *T, f func(T) any) any {
	if p == nil {
		return nil
	}
	return f(*p)
}

func same[T any](v T) any { return v }

// pointerTo returns a pointer to the value of an sql.Null, or nil.
func pointerTo[T any](n sql.Null[T]) *T {
	if !n.Valid {
		return nil
	}
	return &n.V
}

// values returns what encoding/json receives for the columns of a row.
func (m *measure) values() []any {
	decimal := func(c cents) any { return rational(int64(c), 2) }
	tiny := func(v int64) any { return rational(v, 18) }
	return []any{
		m.I8, m.I16, m.U8, m.U16, m.U32, m.U, m.U64,
		rational(int64(m.Price), 2), rational(m.Tiny, 18), rational(int64(m.Small), 1),
		m.Rate, m.Ratio, inUTC(m.At), inUTC(m.Seen), m.Other, m.Word,

		orNil(m.NullColor, same), orNil(m.NullID, same), orNil(m.NullDay, same), orNil(m.NullInt, same), orNil(m.NullBool, same),
		orNil(m.NullAddr, same), orNil(m.NullPrice, decimal), orNil(m.NullAt, inUTC), orNil(m.NullRate, same), orNil(m.NullOther, same), orNil(m.NullWord, same),

		orNil(pointerTo(m.OrSize), same), orNil(pointerTo(m.OrID), same), orNil(pointerTo(m.OrDay), same), orNil(pointerTo(m.OrU64), same), orNil(pointerTo(m.OrBool), same),
		orNil(pointerTo(m.OrAddr), same), orNil(pointerTo(m.OrTiny), tiny), orNil(pointerTo(m.OrAt), inUTC), orNil(pointerTo(m.OrRatio), same), orNil(pointerTo(m.OrWord), same),
	}
}

// oracle returns a row as encoding/json writes its values, and the cells of CSV: the same without
// quotes, and empty for null.
func (m *measure) oracle() (object string, cells []string, err error) {
	var b strings.Builder
	names := measureTable.Columns()
	for i, v := range m.values() {
		var text bytes.Buffer
		enc := json.NewEncoder(&text)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(v); err != nil {
			return "", nil, err
		}
		value := strings.TrimSuffix(text.String(), "\n")
		b.WriteString(",\"" + names[i].Name + "\":" + value)
		cell := value
		if value == "null" {
			cell = ""
		} else if value[0] == '"' {
			if err := json.Unmarshal([]byte(value), &cell); err != nil {
				return "", nil, err
			}
		}
		cells = append(cells, cell)
	}
	return "{" + b.String()[1:] + "}", cells, nil
}

func ptr[T any](v T) *T { return &v }

func some[T any](v T) sql.Null[T] { return sql.Null[T]{V: v, Valid: true} }

// moment is a time that is not in UTC.
var moment = time.Date(2024, 2, 29, 23, 59, 59, 123456000, time.FixedZone("", -5*3600))

// measures are a zero row, a row with all values, and a row with minimum values.
var measures = []measure{
	{},
	{
		I8: 127, I16: 1<<15 - 1, U8: 255, U16: 1<<16 - 1, U32: 1<<32 - 1, U: 1<<32 - 1, U64: 1<<63 - 1, Price: 12345, Tiny: 1<<63 - 1, Small: 127,
		Rate: 0.1, Ratio: 1e21, At: moment, Seen: moment.Truncate(time.Second), Other: plainID{1, 15: 2}, Word: backwards{`a "quoted" word`},
		NullColor: ptr(darkRed), NullID: ptr(uuid.UUID{3}), NullDay: ptr(schema.NewDate(2024, 2, 29)), NullInt: ptr(int16(-1)), NullBool: ptr(false),
		NullAddr: ptr(netip.MustParseAddr("::1%x,\"y")), NullPrice: ptr(cents(-5)), NullAt: ptr(moment), NullRate: ptr(-1e-7), NullOther: ptr(plainID{4}), NullWord: ptr(backwards{"llun"}),
		OrSize: some(large), OrID: some(uuid.UUID{5}), OrDay: some(schema.NewDate(1, 1, 1)), OrU64: some(uint64(0)), OrBool: some(flag(true)),
		OrAddr: some(netip.MustParseAddr("192.0.2.1")), OrTiny: some(int64(1)), OrAt: some(moment), OrRatio: some(ratio(5e-324)), OrWord: some(backwards{"nu"}),
	},
	{
		I8: -128, I16: -1 << 15, Price: -1 << 63, Tiny: -1 << 63, Small: -128, Rate: -1.7976931348623157e308, Ratio: 123456789.125,
		At: time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC), Seen: time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC),
		NullPrice: ptr(cents(0)), NullInt: ptr(int16(0)), OrTiny: some(int64(0)),
	},
}

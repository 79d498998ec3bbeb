package synthhub

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/schema"
)

// The methods of the enums, the same for each: text, SQL and parsing. The work is done
// by vocabulary.

// A vocabulary is the words of an enum by value; the first is empty and means unset.
type vocabulary struct {
	name  string
	words []string
}

// word returns the word of a value, "" for a value without one.
func (w *vocabulary) word(v uint8) string {
	if int(v) < len(w.words) {
		return w.words[v]
	}
	return ""
}

// append appends the word of a value.
func (w *vocabulary) append(dst []byte, v uint8) ([]byte, error) {
	if int(v) >= len(w.words) {
		return dst, fmt.Errorf("%s %d: %w, want at most %d", w.name, v, schema.ErrUnknown, len(w.words)-1)
	}
	return append(dst, w.words[v]...), nil
}

// parse returns the value of a word. Empty text is none.
func (w *vocabulary) parse(word string) (uint8, error) {
	if i := slices.Index(w.words[1:], word); i >= 0 {
		return uint8(i + 1), nil
	}
	want := "want " + strings.Join(w.words[1:], ", ")
	if n := len(w.words) - 1; n > 20 {
		want = fmt.Sprintf("want one of %s, … %s (%d words)", strings.Join(w.words[1:4], ", "), w.words[n], n)
	}
	if near, ok := text.Nearest(word, slices.Values(w.words[1:])); ok {
		want = "did you mean " + near + "? " + want
	}
	return 0, fmt.Errorf("%s %.40q: %w, %s", w.name, word, schema.ErrUnknown, want)
}

// set is parse into a variable, which an error leaves unchanged. Empty text is unset.
func (w *vocabulary) set(v *uint8, word string) error {
	if word == "" {
		*v = 0
		return nil
	}
	parsed, err := w.parse(word)
	if err == nil {
		*v = parsed
	}
	return err
}

// value is the word for a database, NULL for unset.
func (w *vocabulary) value(v uint8) (driver.Value, error) {
	if v == 0 {
		return nil, nil
	}
	b, err := w.append(nil, v)
	if err != nil {
		return nil, err
	}
	return string(b), nil
}

// scan is set for what database drivers return.
func (w *vocabulary) scan(v *uint8, src any) error {
	switch src := src.(type) {
	case nil:
		return w.set(v, "")
	case string:
		return w.set(v, src)
	case []byte:
		return w.set(v, string(src))
	}
	return fmt.Errorf("%s: %w: cannot scan a %T", w.name, schema.ErrSyntax, src)
}

// ParseGender returns the Gender of a word. The error names the nearest word and wraps [schema.ErrUnknown].
func ParseGender(word string) (Gender, error) { v, err := genders.parse(word); return Gender(v), err }

// Names returns the words by value, in a slice of the caller's own.
func (g Gender) Names() []string { return slices.Clone(genders.words) }

// String returns the word, "" for a value without one.
func (g Gender) String() string { return genders.word(uint8(g)) }

// AppendText appends the word, nothing for unset.
func (g Gender) AppendText(dst []byte) ([]byte, error) { return genders.append(dst, uint8(g)) }

// MarshalText returns the word, empty for unset.
func (g Gender) MarshalText() ([]byte, error) { return genders.append(nil, uint8(g)) }

// UnmarshalText reads a word; empty text is unset.
func (g *Gender) UnmarshalText(b []byte) error { return genders.set((*uint8)(g), string(b)) }

// Value returns the word for a database, NULL for unset.
func (g Gender) Value() (driver.Value, error) { return genders.value(uint8(g)) }

// Scan reads a word from a database; NULL is unset.
func (g *Gender) Scan(src any) error { return genders.scan((*uint8)(g), src) }

// ParseMaritalStatus returns the MaritalStatus of a word. The error names the nearest word and wraps [schema.ErrUnknown].
func ParseMaritalStatus(word string) (MaritalStatus, error) {
	v, err := maritalStatuses.parse(word)
	return MaritalStatus(v), err
}

// Names returns the words by value, in a slice of the caller's own.
func (m MaritalStatus) Names() []string { return slices.Clone(maritalStatuses.words) }

// String returns the word, "" for a value without one.
func (m MaritalStatus) String() string { return maritalStatuses.word(uint8(m)) }

// AppendText appends the word, nothing for unset.
func (m MaritalStatus) AppendText(dst []byte) ([]byte, error) {
	return maritalStatuses.append(dst, uint8(m))
}

// MarshalText returns the word, empty for unset.
func (m MaritalStatus) MarshalText() ([]byte, error) { return maritalStatuses.append(nil, uint8(m)) }

// UnmarshalText reads a word; empty text is unset.
func (m *MaritalStatus) UnmarshalText(b []byte) error {
	return maritalStatuses.set((*uint8)(m), string(b))
}

// Value returns the word for a database, NULL for unset.
func (m MaritalStatus) Value() (driver.Value, error) { return maritalStatuses.value(uint8(m)) }

// Scan reads a word from a database; NULL is unset.
func (m *MaritalStatus) Scan(src any) error { return maritalStatuses.scan((*uint8)(m), src) }

// ParseLineOfBusiness returns the LineOfBusiness of a word. The error names the nearest word and wraps [schema.ErrUnknown].
func ParseLineOfBusiness(word string) (LineOfBusiness, error) {
	v, err := linesOfBusiness.parse(word)
	return LineOfBusiness(v), err
}

// Names returns the words by value, in a slice of the caller's own.
func (l LineOfBusiness) Names() []string { return slices.Clone(linesOfBusiness.words) }

// String returns the word, "" for a value without one.
func (l LineOfBusiness) String() string { return linesOfBusiness.word(uint8(l)) }

// AppendText appends the word, nothing for unset.
func (l LineOfBusiness) AppendText(dst []byte) ([]byte, error) {
	return linesOfBusiness.append(dst, uint8(l))
}

// MarshalText returns the word, empty for unset.
func (l LineOfBusiness) MarshalText() ([]byte, error) { return linesOfBusiness.append(nil, uint8(l)) }

// UnmarshalText reads a word; empty text is unset.
func (l *LineOfBusiness) UnmarshalText(b []byte) error {
	return linesOfBusiness.set((*uint8)(l), string(b))
}

// Value returns the word for a database, NULL for unset.
func (l LineOfBusiness) Value() (driver.Value, error) { return linesOfBusiness.value(uint8(l)) }

// Scan reads a word from a database; NULL is unset.
func (l *LineOfBusiness) Scan(src any) error { return linesOfBusiness.scan((*uint8)(l), src) }

// ParseCountry returns the Country of a word. The error names the nearest word and wraps [schema.ErrUnknown].
func ParseCountry(word string) (Country, error) {
	v, err := countries.parse(word)
	return Country(v), err
}

// Names returns the words by value, in a slice of the caller's own.
func (c Country) Names() []string { return slices.Clone(countries.words) }

// String returns the word, "" for a value without one.
func (c Country) String() string { return countries.word(uint8(c)) }

// AppendText appends the word, nothing for unset.
func (c Country) AppendText(dst []byte) ([]byte, error) { return countries.append(dst, uint8(c)) }

// MarshalText returns the word, empty for unset.
func (c Country) MarshalText() ([]byte, error) { return countries.append(nil, uint8(c)) }

// UnmarshalText reads a word; empty text is unset.
func (c *Country) UnmarshalText(b []byte) error { return countries.set((*uint8)(c), string(b)) }

// Value returns the word for a database, NULL for unset.
func (c Country) Value() (driver.Value, error) { return countries.value(uint8(c)) }

// Scan reads a word from a database; NULL is unset.
func (c *Country) Scan(src any) error { return countries.scan((*uint8)(c), src) }

// ParseUsage returns the Usage of a word. The error names the nearest word and wraps [schema.ErrUnknown].
func ParseUsage(word string) (Usage, error) { v, err := usages.parse(word); return Usage(v), err }

// Names returns the words by value, in a slice of the caller's own.
func (u Usage) Names() []string { return slices.Clone(usages.words) }

// String returns the word, "" for a value without one.
func (u Usage) String() string { return usages.word(uint8(u)) }

// AppendText appends the word, nothing for unset.
func (u Usage) AppendText(dst []byte) ([]byte, error) { return usages.append(dst, uint8(u)) }

// MarshalText returns the word, empty for unset.
func (u Usage) MarshalText() ([]byte, error) { return usages.append(nil, uint8(u)) }

// UnmarshalText reads a word; empty text is unset.
func (u *Usage) UnmarshalText(b []byte) error { return usages.set((*uint8)(u), string(b)) }

// Value returns the word for a database, NULL for unset.
func (u Usage) Value() (driver.Value, error) { return usages.value(uint8(u)) }

// Scan reads a word from a database; NULL is unset.
func (u *Usage) Scan(src any) error { return usages.scan((*uint8)(u), src) }

// ParseOwnership returns the Ownership of a word. The error names the nearest word and wraps [schema.ErrUnknown].
func ParseOwnership(word string) (Ownership, error) {
	v, err := ownerships.parse(word)
	return Ownership(v), err
}

// Names returns the words by value, in a slice of the caller's own.
func (o Ownership) Names() []string { return slices.Clone(ownerships.words) }

// String returns the word, "" for a value without one.
func (o Ownership) String() string { return ownerships.word(uint8(o)) }

// AppendText appends the word, nothing for unset.
func (o Ownership) AppendText(dst []byte) ([]byte, error) { return ownerships.append(dst, uint8(o)) }

// MarshalText returns the word, empty for unset.
func (o Ownership) MarshalText() ([]byte, error) { return ownerships.append(nil, uint8(o)) }

// UnmarshalText reads a word; empty text is unset.
func (o *Ownership) UnmarshalText(b []byte) error { return ownerships.set((*uint8)(o), string(b)) }

// Value returns the word for a database, NULL for unset.
func (o Ownership) Value() (driver.Value, error) { return ownerships.value(uint8(o)) }

// Scan reads a word from a database; NULL is unset.
func (o *Ownership) Scan(src any) error { return ownerships.scan((*uint8)(o), src) }

// ParseRiskRating returns the RiskRating of a word. The error names the nearest word and wraps [schema.ErrUnknown].
func ParseRiskRating(word string) (RiskRating, error) {
	v, err := riskRatings.parse(word)
	return RiskRating(v), err
}

// Names returns the words by value, in a slice of the caller's own.
func (r RiskRating) Names() []string { return slices.Clone(riskRatings.words) }

// String returns the word, "" for a value without one.
func (r RiskRating) String() string { return riskRatings.word(uint8(r)) }

// AppendText appends the word, nothing for unset.
func (r RiskRating) AppendText(dst []byte) ([]byte, error) { return riskRatings.append(dst, uint8(r)) }

// MarshalText returns the word, empty for unset.
func (r RiskRating) MarshalText() ([]byte, error) { return riskRatings.append(nil, uint8(r)) }

// UnmarshalText reads a word; empty text is unset.
func (r *RiskRating) UnmarshalText(b []byte) error { return riskRatings.set((*uint8)(r), string(b)) }

// Value returns the word for a database, NULL for unset.
func (r RiskRating) Value() (driver.Value, error) { return riskRatings.value(uint8(r)) }

// Scan reads a word from a database; NULL is unset.
func (r *RiskRating) Scan(src any) error { return riskRatings.scan((*uint8)(r), src) }

// ParseBodyStyle returns the BodyStyle of a word. The error names the nearest word and wraps [schema.ErrUnknown].
func ParseBodyStyle(word string) (BodyStyle, error) {
	v, err := bodyStyles.parse(word)
	return BodyStyle(v), err
}

// Names returns the words by value, in a slice of the caller's own.
func (b BodyStyle) Names() []string { return slices.Clone(bodyStyles.words) }

// String returns the word, "" for a value without one.
func (b BodyStyle) String() string { return bodyStyles.word(uint8(b)) }

// AppendText appends the word, nothing for unset.
func (b BodyStyle) AppendText(dst []byte) ([]byte, error) { return bodyStyles.append(dst, uint8(b)) }

// MarshalText returns the word, empty for unset.
func (b BodyStyle) MarshalText() ([]byte, error) { return bodyStyles.append(nil, uint8(b)) }

// UnmarshalText reads a word; empty text is unset.
func (b *BodyStyle) UnmarshalText(text []byte) error {
	return bodyStyles.set((*uint8)(b), string(text))
}

// Value returns the word for a database, NULL for unset.
func (b BodyStyle) Value() (driver.Value, error) { return bodyStyles.value(uint8(b)) }

// Scan reads a word from a database; NULL is unset.
func (b *BodyStyle) Scan(src any) error { return bodyStyles.scan((*uint8)(b), src) }

// ParseFuelType returns the FuelType of a word. The error names the nearest word and wraps [schema.ErrUnknown].
func ParseFuelType(word string) (FuelType, error) {
	v, err := fuelTypes.parse(word)
	return FuelType(v), err
}

// Names returns the words by value, in a slice of the caller's own.
func (f FuelType) Names() []string { return slices.Clone(fuelTypes.words) }

// String returns the word, "" for a value without one.
func (f FuelType) String() string { return fuelTypes.word(uint8(f)) }

// AppendText appends the word, nothing for unset.
func (f FuelType) AppendText(dst []byte) ([]byte, error) { return fuelTypes.append(dst, uint8(f)) }

// MarshalText returns the word, empty for unset.
func (f FuelType) MarshalText() ([]byte, error) { return fuelTypes.append(nil, uint8(f)) }

// UnmarshalText reads a word; empty text is unset.
func (f *FuelType) UnmarshalText(b []byte) error { return fuelTypes.set((*uint8)(f), string(b)) }

// Value returns the word for a database, NULL for unset.
func (f FuelType) Value() (driver.Value, error) { return fuelTypes.value(uint8(f)) }

// Scan reads a word from a database; NULL is unset.
func (f *FuelType) Scan(src any) error { return fuelTypes.scan((*uint8)(f), src) }

// ParseState returns the State of a word. The error names the nearest word and wraps [schema.ErrUnknown].
func ParseState(word string) (State, error) { v, err := stateCodes.parse(word); return State(v), err }

// Names returns the words by value, in a slice of the caller's own.
func (s State) Names() []string { return slices.Clone(stateCodes.words) }

// String returns the word, "" for a value without one.
func (s State) String() string { return stateCodes.word(uint8(s)) }

// AppendText appends the word, nothing for unset.
func (s State) AppendText(dst []byte) ([]byte, error) { return stateCodes.append(dst, uint8(s)) }

// MarshalText returns the word, empty for unset.
func (s State) MarshalText() ([]byte, error) { return stateCodes.append(nil, uint8(s)) }

// UnmarshalText reads a word; empty text is unset.
func (s *State) UnmarshalText(b []byte) error { return stateCodes.set((*uint8)(s), string(b)) }

// Value returns the word for a database, NULL for unset.
func (s State) Value() (driver.Value, error) { return stateCodes.value(uint8(s)) }

// Scan reads a word from a database; NULL is unset.
func (s *State) Scan(src any) error { return stateCodes.scan((*uint8)(s), src) }

package schema_test

import (
	"errors"
	"strconv"
	"testing"

	"github.com/synthhub/synthhub/schema"
)

// TestParseEmptyWord: empty text is the zero value only if the zero value has no name.
func TestParseEmptyWord(t *testing.T) {
	type row struct {
		C color
		S size
	}
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column {
		return []schema.Column{schema.Field(&r.C, "c", "C."), schema.Field(&r.S, "s", "S.")}
	})
	r := row{red, large}
	if err := table.ParseCSV(&r, ",S"); err != nil || r != (row{}) {
		t.Errorf("read %v, %v", r, err)
	}
	if err := table.ParseCSV(&r, "red,"); !errors.Is(err, schema.ErrUnknown) {
		t.Errorf("a size that is empty: %v", err)
	}
	if err := table.ParseJSON(&r, `{"c":"red","s":""}`); !errors.Is(err, schema.ErrUnknown) {
		t.Errorf("a size that is empty: %v", err)
	}
}

// every is an enum with 256 names, the maximum.
type every uint8

var everyName = func() (names []string) {
	for v := range 256 {
		names = append(names, "w"+strconv.Itoa(v*v))
	}
	return names
}()

func (every) Names() []string { return everyName }

// TestManyWords reads all names of an enum of the maximum size, and texts that are not names.
func TestManyWords(t *testing.T) {
	type row struct{ V every }
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column { return []schema.Column{schema.Field(&r.V, "v", "V.")} })
	for v, name := range everyName {
		var r row
		if err := table.ParseCSV(&r, name); err != nil || int(r.V) != v {
			t.Errorf("%q is read as %d, %v; want %d", name, r.V, err, v)
		}
		for _, other := range []string{name + "x", name[1:], "w" + name} {
			if err := table.ParseCSV(&r, other); !errors.Is(err, schema.ErrUnknown) {
				t.Errorf("%q is read as %d, %v", other, r.V, err)
			}
		}
	}
}

// alike is an enum whose words have equal lengths and equal ends, where that can be.
type alike uint8

func (alike) Names() []string {
	return []string{"", "a", "b", "ab", "xxxxx", "aba", "aca", "abca", "abcdefgh", "abcdXfgh", "abcd1efgh", "abcd2efgh", "abcd--------efgh", "abcd-------+efgh"}
}

// TestWordsAlike reads words that differ in few places, and texts that differ from all of them.
func TestWordsAlike(t *testing.T) {
	type row struct{ V alike }
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column { return []schema.Column{schema.Field(&r.V, "v", "V.")} })
	for v, name := range alike(0).Names() {
		if name == "" {
			continue
		}
		r := row{}
		if err := table.ParseCSV(&r, name); err != nil || int(r.V) != v {
			t.Errorf("%q is read as %d, %v; want %d", name, r.V, err, v)
		}
		others := []string{name + name[len(name)-1:], name[:1] + name}
		for i := range name {
			others = append(others, name[:i]+"~"+name[i+1:])
		}
		for _, other := range others {
			if err := table.ParseCSV(&r, other); !errors.Is(err, schema.ErrUnknown) {
				t.Errorf("%q is read as %d, %v", other, r.V, err)
			}
		}
	}
}

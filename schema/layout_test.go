package schema_test

import (
	"encoding/json"
	"net/netip"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/schema"
)

// checkLast compares rows that end with a value of one type with those of the oracles.
func checkLast[T any](t *testing.T, values ...T) {
	t.Helper()
	type row struct {
		A string `csv:"a" json:"a"`
		B T      `csv:"b" json:"b"`
	}
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column {
		return []schema.Column{schema.Field(&r.A, "a", "A."), schema.Field(&r.B, "b", "B.")}
	})
	t.Run(table.Columns()[1].Kind.String(), func(t *testing.T) {
		for _, b := range values {
			for _, a := range []string{"", "x", `"`, strings.Repeat("\n", 300)} {
				e := row{a, b}
				checkEncoding(t, table, &e)
				var back row
				if err := table.ParseJSON(&back, string(table.AppendJSON(nil, &e))); err != nil || table.Text(&back, "b") != table.Text(&e, "b") {
					t.Errorf("%v is read as %v: %v", e, back, err)
				}
			}
		}
	})
}

// TestLast writes rows that end with each kind of value. The text after the last value
// depends on the kind.
func TestLast(t *testing.T) {
	checkLast(t, "", "y", ",", `\`, strings.Repeat("y", 100))
	checkLast(t, red, darkRed)
	checkLast(t, 0, 1, -1, 1<<30)
	checkLast(t, true, false)
	checkLast(t, schema.NewDate(2024, 2, 29))
	checkLast(t, uuid.UUID{1, 15: 2})
	checkLast(t, netip.MustParseAddr("::1"))
}

// TestConstant writes columns that have one valid value, with that value and with others.
func TestConstant(t *testing.T) {
	type row struct {
		A string `csv:"a" json:"a"`
		B string `csv:"b" json:"b"`
		C string `csv:"c" json:"c"`
	}
	const short, long = "as ever", "as ever, \"with a text that is longer than a block\""
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column {
		return []schema.Column{
			schema.Field(&r.A, "a", "A.", schema.Shape("'"+short+"'")),
			schema.Field(&r.B, "b", "B.", schema.Shape("'"+short+"'", "d")),
			schema.Field(&r.C, "c", "C.", schema.Shape("'"+long+"'")),
		}
	})
	for _, a := range []string{short, long, "", "as eves", `",\`} {
		for _, b := range []string{short, "1"} {
			for _, c := range []string{long, short, "", long + "\n"} {
				checkEncoding(t, table, &row{a, b, c})
			}
		}
	}
}

// checkCapacity appends a row to buffers of many lengths without spare capacity.
func checkCapacity[E any](t *testing.T, table *schema.Table[E], e *E) {
	t.Helper()
	wantCSV := string(table.AppendCSV(make([]byte, 0, 50_000), e))
	wantJSON := string(table.AppendJSON(make([]byte, 0, 50_000), e))
	for n := range 300 {
		before := make([]byte, 10*n)
		if got := string(table.AppendCSV(before, e)[len(before):]); got != wantCSV {
			t.Fatalf("after %d bytes: %.99q…, want %.99q…", len(before), got, wantCSV)
		}
		if got := string(table.AppendJSON(before, e)[len(before):]); got != wantJSON {
			t.Fatalf("after %d bytes: %.99q…, want %.99q…", len(before), got, wantJSON)
		}
	}
}

// TestCapacity writes rows in which each kind of value has to grow the buffer.
func TestCapacity(t *testing.T) {
	t.Parallel()
	type row struct {
		A, B string
		C    netip.Addr
		D    veryRed
		E    bool
		F    int64
		G, H uuid.UUID
		I    schema.Date
		J    string
	}
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column {
		return []schema.Column{
			schema.Field(&r.C, "c", "C."), schema.Field(&r.A, "a", "A.", schema.Shape("'a'")), schema.Field(&r.B, "b", "B."),
			schema.Field(&r.D, "d", "D."), schema.Field(&r.E, "e", "E."), schema.Field(&r.F, "f", "F."), schema.Field(&r.G, "g", "G."),
			schema.Field(&r.H, "h", "H.", schema.Optional), schema.Field(&r.I, "i", "I."), schema.Field(&r.J, "j", "J."),
		}
	})
	quotes, last := strings.Repeat(`"`, 3000), strings.Repeat("j", 6000)
	address := netip.MustParseAddr("::1").WithZone(strings.Repeat("z", 3000))
	for name, e := range map[string]row{
		"long text": {J: last}, "wrong constant": {A: quotes, J: last}, "quotes": {A: "a", B: quotes, J: last},
		"custom": {A: "a", C: address, J: last}, "long word": {D: 1, J: last}, "last": {J: quotes}, "zero": {},
		"fixed lengths": {E: true, F: -1 << 63, G: uuid.UUID{1}, H: uuid.UUID{2}, I: schema.NewDate(2024, 2, 29), J: last},
	} {
		t.Run(name, func(t *testing.T) { checkCapacity(t, table, &e) })
	}
}

// veryRed is an enum with a long name.
type veryRed uint8

func (veryRed) Names() []string { return []string{"", strings.Repeat("very ", 600) + "red"} }

// TestConstantLengths writes names and words up to and above the length that is copied as a
// block, into buffers with and without spare capacity.
func TestConstantLengths(t *testing.T) {
	t.Parallel()
	type row struct {
		A string `json:"a"`
		C color  `json:"c"`
	}
	for n := 1; n <= 63; n++ {
		name := strings.Repeat("n", n)
		table := schema.New("rows", "Rows.", func(r *row) []schema.Column {
			return []schema.Column{schema.Field(&r.A, "a", "A."), schema.Field(&r.C, name, "C.")}
		})
		for c := range color(5) {
			r := row{"x", c}
			word, _ := json.Marshal(c)
			want := `{"a":"x","` + name + `":` + string(word) + `}`
			for capacity := range 70 {
				if got := string(table.AppendJSON(make([]byte, 0, capacity), &r)); got != want {
					t.Fatalf("with capacity %d: %s, want %s", capacity, got, want)
				}
			}
		}
	}
}

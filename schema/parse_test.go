package schema_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/schema"
)

// narrow has a column of each kind that can be wrong in an own way.
type narrow struct {
	A  string      `csv:"a" json:"a"`
	N  int32       `csv:"n" json:"n"`
	On bool        `csv:"on" json:"on"`
	C  colour      `csv:"c" json:"c"`
	D  schema.Date `csv:"d" json:"d"`
}

var narrowTable = schema.New("narrows", "Narrow rows.", func(e *narrow) []schema.Column {
	return []schema.Column{
		schema.Field(&e.A, "a", "A."), schema.Field(&e.N, "n", "N."), schema.Field(&e.On, "on", "On."), schema.Field(&e.C, "c", "C."), schema.Field(&e.D, "d", "D."),
	}
})

// at is what the tests want to know of a ParseError.
type at struct {
	Column string
	Offset int
	Value  string
	Err    error
}

// checkParse compares the error of a parser with what is wanted.
func checkParse(t *testing.T, in string, err error, want at) {
	t.Helper()
	var pe *schema.ParseError
	if !errors.As(err, &pe) {
		t.Errorf("%q: error %v, want a *ParseError of %v", in, err, want.Err)
		return
	}
	if !errors.Is(err, want.Err) || pe.Column != want.Column || pe.Offset != want.Offset || pe.Value != want.Value || pe.Line != 0 || pe.Table != "narrows" {
		t.Errorf("%q: column %q, byte %d, value %q, %v\nwant column %q, byte %d, value %q, %v", in, pe.Column, pe.Offset, pe.Value, err, want.Column, want.Offset, want.Value, want.Err)
	}
	if !strings.Contains(pe.Error(), "narrows") || !strings.Contains(pe.Error(), "byte "+strconv.Itoa(want.Offset)) || !strings.Contains(pe.Error(), want.Column) {
		t.Errorf("message %q", pe)
	}
}

func TestParseCSVErrors(t *testing.T) {
	for _, c := range []struct {
		in   string
		want at
	}{
		{"", at{"n", 0, "", schema.ErrColumns}},
		{"x", at{"n", 1, "", schema.ErrColumns}},
		{"x,1,true,red", at{"d", 12, "", schema.ErrColumns}},
		{"x,1,true,red,,", at{"", 14, "", schema.ErrColumns}},
		{"x,1,true,red,2024-02-29,more", at{"", 24, "more", schema.ErrColumns}},

		{"x,,true,red,", at{"n", 2, "", schema.ErrSyntax}},
		{"x,01,true,red,", at{"n", 2, "01", schema.ErrSyntax}},
		{"x,-0,true,red,", at{"n", 2, "-0", schema.ErrSyntax}},
		{"x,+1,true,red,", at{"n", 2, "+1", schema.ErrSyntax}},
		{"x,-,true,red,", at{"n", 2, "-", schema.ErrSyntax}},
		{"x,1.0,true,red,", at{"n", 2, "1.0", schema.ErrSyntax}},
		{"x,1e3,true,red,", at{"n", 2, "1e3", schema.ErrSyntax}},
		{"x,0x1,true,red,", at{"n", 2, "0x1", schema.ErrSyntax}},
		{"x, 1,true,red,", at{"n", 2, " 1", schema.ErrSyntax}},
		{"x,１,true,red,", at{"n", 2, "１", schema.ErrSyntax}},
		{"x,2147483648,true,red,", at{"n", 2, "2147483648", schema.ErrRange}},
		{"x,-2147483649,true,red,", at{"n", 2, "-2147483649", schema.ErrRange}},
		{"x,9223372036854775808,true,red,", at{"n", 2, "9223372036854775808", schema.ErrRange}},
		{"x,18446744073709551617,true,red,", at{"n", 2, "18446744073709551617", schema.ErrRange}}, // 1 in 64 bits
		{"x,99999999999999999999999999,true,red,", at{"n", 2, "99999999999999999999999999", schema.ErrRange}},
		{"x,9999999999999999999999999x,true,red,", at{"n", 2, "9999999999999999999999999x", schema.ErrSyntax}},

		{"x,1,True,red,", at{"on", 4, "True", schema.ErrSyntax}},
		{"x,1,1,red,", at{"on", 4, "1", schema.ErrSyntax}},
		{"x,1,,red,", at{"on", 4, "", schema.ErrSyntax}},
		{"x,1,true,Red,", at{"c", 9, "Red", schema.ErrUnknown}},
		{"x,1,true,red ,", at{"c", 9, "red ", schema.ErrUnknown}},
		{"x,1,true,red,2023-02-29", at{"d", 13, "2023-02-29", schema.ErrSyntax}},
		{"x,1,true,red,2024-02-29\r", at{"d", 13, "2024-02-29\r", schema.ErrQuote}},

		{`x"y,1,true,red,`, at{"a", 0, `x"y`, schema.ErrQuote}},
		{`x",1,true,red,`, at{"a", 0, `x"`, schema.ErrQuote}},
		{`"x,1,true,red,`, at{"a", 0, `"x,1,true,red,`, schema.ErrQuote}},
		{`"x""`, at{"a", 0, `"x""`, schema.ErrQuote}},
		{`"`, at{"a", 0, `"`, schema.ErrQuote}},
		{`"x"y,1,true,red,`, at{"a", 0, `"x"y,1,true,red,`, schema.ErrQuote}},
		{`"x" ,1,true,red,`, at{"a", 0, `"x" ,1,true,red,`, schema.ErrQuote}},
		{"x\ny,1,true,red,", at{"a", 0, "x\ny", schema.ErrQuote}},
		{"x\ry,1,true,red,", at{"a", 0, "x\ry", schema.ErrQuote}},
		{`x,"1"",true,red,`, at{"n", 2, `"1"",true,red,`, schema.ErrQuote}},
		{`"a""b","1""",true,red,`, at{"n", 7, `1"`, schema.ErrSyntax}},
		{`x,1,true,"red, ""bright""",`, at{"c", 9, `red, "bright"`, schema.ErrUnknown}},
		{"x," + strings.Repeat("1", 70) + ",true,red,", at{"n", 2, strings.Repeat("1", 64), schema.ErrRange}},
		{"x," + strings.Repeat("é", 70) + ",true,red,", at{"n", 2, strings.Repeat("é", 32), schema.ErrSyntax}},
	} {
		var e narrow
		checkParse(t, c.in, narrowTable.ParseCSV(&e, c.in), c.want)
	}
}

func TestParseJSONErrors(t *testing.T) {
	for _, c := range []struct {
		in   string
		want at
	}{
		{``, at{"", 0, "", schema.ErrSyntax}},
		{`null`, at{"", 0, "null", schema.ErrSyntax}},
		{`[]`, at{"", 0, "[]", schema.ErrSyntax}},
		{`{`, at{"", 1, "", schema.ErrSyntax}},
		{`{}`, at{"a", 2, "", schema.ErrColumns}},
		{`{,}`, at{"", 1, ",}", schema.ErrSyntax}},
		{`{a:1}`, at{"", 1, "a:1}", schema.ErrSyntax}},
		{`{"a"}`, at{"", 4, "}", schema.ErrSyntax}},
		{`{"a":}`, at{"a", 5, "}", schema.ErrSyntax}},
		{`{"a":"x",}`, at{"", 9, "}", schema.ErrSyntax}},
		{`{"a":"x" "n":1}`, at{"", 9, `"n":1}`, schema.ErrSyntax}},
		{`{"a":"x","n":1,"on":true,"c":"red"}`, at{"d", 35, "", schema.ErrColumns}},
		{`{"a":"x","n":1,"on":true,"c":"red","d":""} x`, at{"", 43, "x", schema.ErrSyntax}},
		{`{"a":"x","n":1,"on":true,"c":"red","d":""}{}`, at{"", 42, "{}", schema.ErrSyntax}},
		{`{"a":"x","n":1,"on":true,"c":"red","d":"","a":"x"}`, at{"a", 42, "", schema.ErrColumns}},
		{`{"a":"x","n":1,"on":true,"c":"red","d":"","e":"x"}`, at{"", 42, "e", schema.ErrColumns}},
		{`{"A":"x","n":1,"on":true,"c":"red","d":""}`, at{"", 1, "A", schema.ErrColumns}},
		{`{"a":"x","a":"x"}`, at{"a", 9, "", schema.ErrColumns}},

		{`{"a":null}`, at{"a", 5, "null}", schema.ErrSyntax}},
		{`{"a":1}`, at{"a", 5, "1}", schema.ErrSyntax}},
		{`{"a":"x}`, at{"a", 5, `"x}`, schema.ErrSyntax}},
		{`{"a":"\`, at{"a", 5, `"\`, schema.ErrSyntax}},
		{`{"a":"\"`, at{"a", 5, `"\"`, schema.ErrSyntax}},
		{`{"a":"\x"}`, at{"a", 5, `"\x"}`, schema.ErrSyntax}},
		{`{"a":"\u12"}`, at{"a", 5, `"\u12"}`, schema.ErrSyntax}},
		{`{"a":"\u12g4"}`, at{"a", 5, `"\u12g4"}`, schema.ErrSyntax}},
		{`{"a":"\ud800"}`, at{"a", 5, `"\ud800"}`, schema.ErrSyntax}},
		{`{"a":"\udc00\ud800"}`, at{"a", 5, `"\udc00\ud800"}`, schema.ErrSyntax}},
		{`{"a":"\udc00\udc00"}`, at{"a", 5, `"\udc00\udc00"}`, schema.ErrSyntax}},
		{`{"a":"\ud800\u0041"}`, at{"a", 5, `"\ud800\u0041"}`, schema.ErrSyntax}},
		{"{\"a\":\"x\ty\"}", at{"a", 5, "\"x\ty\"}", schema.ErrSyntax}},
		{"{\"a\":\"x\xff\"}", at{"a", 5, "\"x\xff\"}", schema.ErrUTF8}},
		{"{\"a\":\"\xed\xa0\x80\"}", at{"a", 5, "\"\xed\xa0\x80\"}", schema.ErrUTF8}},
		{"{\"\xff\":1}", at{"", 1, "\"\xff\":1}", schema.ErrUTF8}},

		{`{"a":"x","n":"1"}`, at{"n", 13, `"1"`, schema.ErrSyntax}},
		{`{"a":"x","n": 01}`, at{"n", 14, "01", schema.ErrSyntax}},
		{`{"a":"x","n":1.0}`, at{"n", 13, "1.0", schema.ErrSyntax}},
		{`{"a":"x","n":null}`, at{"n", 13, "null", schema.ErrSyntax}},
		{`{"a":"x","n":2147483648}`, at{"n", 13, "2147483648", schema.ErrRange}},
		{`{"a":"x","n":1,"on":"true"}`, at{"on", 20, `"true"`, schema.ErrSyntax}},
		{`{"a":"x","n":1,"on":TRUE}`, at{"on", 20, "TRUE", schema.ErrSyntax}},
		{`{"a":"x","n":1,"on":true,"c":"\u0052ed"}`, at{"c", 29, "Red", schema.ErrUnknown}},
		{`{"a":"x","n":1,"on":true,"c":"red","d":"2023-02-29"}`, at{"d", 39, "2023-02-29", schema.ErrSyntax}},
		{`{"d":"2023-02-29"}`, at{"d", 5, "2023-02-29", schema.ErrSyntax}},
	} {
		var e narrow
		checkParse(t, c.in, narrowTable.ParseJSON(&e, c.in), c.want)
	}
}

// TestParseAccepts: what the parsers take although we would not write it so.
func TestParseAccepts(t *testing.T) {
	want := narrow{"x", 1, true, red, schema.NewDate(2024, 2, 29)}
	for _, in := range []string{"x,1,true,red,2024-02-29", `"x","1","true","red","2024-02-29"`} {
		var got narrow
		if err := narrowTable.ParseCSV(&got, in); err != nil || got != want {
			t.Errorf("ParseCSV(%q) = %v, %v", in, got, err)
		}
	}
	for _, in := range []string{
		`{"a":"x","n":1,"on":true,"c":"red","d":"2024-02-29"}`,
		" {\t\"a\" : \"x\"\r\n, \"n\" :1 , \"on\":true,\"c\":\"red\",\"d\":\"2024-02-29\" } \n",
		`{"d":"2024-02-29","c":"red","on":true,"n":1,"a":"x"}`,
		`{"\u0061":"\u0078","n":1,"on":true,"c":"r\u0065d","d":"2024\u002D02\u002d29"}`,
	} {
		var got narrow
		if err := narrowTable.ParseJSON(&got, in); err != nil || got != want {
			t.Errorf("ParseJSON(%q) = %v, %v", in, got, err)
		}
	}
	for in, want := range map[string]string{
		`\"\\\/\b\f\n\r\t`: "\"\\/\b\f\n\r\t", `\u0000`: "\x00", `\ud83d\ude00!`: "😀!", `\uD83D\uDE00`: "😀", `\uffff`: "\uffff", "é\u2028": "é\u2028", "\x7f": "\x7f",
	} {
		var got pair
		if err := pairTable.ParseJSON(&got, `{"a":"`+in+`","b":"`+in+`"}`); err != nil || got != (pair{want, want}) {
			t.Errorf("%s is read as %q, %v; want %q", in, got, err, want)
		}
	}
}

// TestParseEmptyWord: empty text is the zero value only where that has no name.
func TestParseEmptyWord(t *testing.T) {
	type row struct {
		C colour
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

// every is an enum of 256 names, as many as there can be.
type every uint8

var everyName = func() (names []string) {
	for v := range 256 {
		names = append(names, "w"+strconv.Itoa(v*v))
	}
	return names
}()

func (every) Names() []string { return everyName }

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

// TestManyColumns has more columns than the parser has bits at hand.
func TestManyColumns(t *testing.T) {
	type row [300]string
	table := schema.New("rows", "Rows.", func(r *row) (list []schema.Column) {
		for i := range r {
			list = append(list, schema.Field(&r[i], "c"+strconv.Itoa(i), "Cell."))
		}
		return list
	})
	var r, back row
	for i := range r {
		r[i] = strconv.Itoa(i)
	}
	object := string(table.AppendJSON(nil, &r))
	if err := table.ParseJSON(&back, " "+object); err != nil || back != r {
		t.Errorf("read back with %v", err)
	}
	for _, c := range []struct{ in, column string }{
		{strings.Replace(object, `"c299":`, `"c0":`, 1), "c0"},
		{strings.Replace(object, `,"c299":"299"`, ``, 1), "c299"},
		{strings.Replace(object, `"c299":`, `"c298":`, 1), "c298"},
	} {
		var pe *schema.ParseError
		if err := table.ParseJSON(&back, c.in); !errors.As(err, &pe) || pe.Column != c.column || !errors.Is(err, schema.ErrColumns) {
			t.Errorf("error %v, want one at %s", err, c.column)
		}
	}
}

// TestParseLeavesRest: the columns before a wrong one are set, it and those
// behind it are as they were.
func TestParseLeavesRest(t *testing.T) {
	before := narrow{"old", 7, true, darkRed, schema.NewDate(2000, 1, 1)}
	for bad, want := range map[string]narrow{
		"new,2147483648,false,red,": {"new", 7, true, darkRed, before.D},
		"new,1,no,red,":             {"new", 1, true, darkRed, before.D},
		"new,1,false,no,":           {"new", 1, false, darkRed, before.D},
		"new,1,false,red,no":        {"new", 1, false, red, before.D},
	} {
		e := before
		if err := narrowTable.ParseCSV(&e, bad); err == nil || e != want {
			t.Errorf("after %q: %v, %v", bad, e, err)
		}
	}
}

func TestParseErrorMessage(t *testing.T) {
	var e narrow
	err := narrowTable.ParseCSV(&e, "x,1,true,red,2023-02-29")
	want := `narrows.d, byte 13, value "2023-02-29": not in the required form, want a calendar day as YYYY-MM-DD`
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
}

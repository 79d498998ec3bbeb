package schema_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/schema"
)

// A narrow row has a column of each kind with errors of its own.
type narrow struct {
	A  string      `csv:"a" json:"a"`
	N  int32       `csv:"n" json:"n"`
	On bool        `csv:"on" json:"on"`
	C  color       `csv:"c" json:"c"`
	D  schema.Date `csv:"d" json:"d"`
}

var narrowTable = schema.New("narrows", "Narrow rows.", func(e *narrow) []schema.Column {
	return []schema.Column{
		schema.Field(&e.A, "a", "A."), schema.Field(&e.N, "n", "N."), schema.Field(&e.On, "on", "On."), schema.Field(&e.C, "c", "C."), schema.Field(&e.D, "d", "D."),
	}
})

// A parseError has the expected fields of a ParseError.
type parseError struct {
	Column string
	Offset int
	Value  string
	Err    error
}

// checkParse compares an error of a parser of narrows with what is expected.
func checkParse(t *testing.T, err error, want parseError) {
	t.Helper()
	var pe *schema.ParseError
	if !errors.As(err, &pe) {
		t.Fatalf("error %v, want a *ParseError of %v", err, want.Err)
	}
	if !errors.Is(err, want.Err) || pe.Column != want.Column || pe.Offset != want.Offset || pe.Value != want.Value || pe.Line != 0 || pe.Table != "narrows" {
		t.Errorf("column %q, byte %d, value %q, %v\nwant column %q, byte %d, value %q, %v", pe.Column, pe.Offset, pe.Value, err, want.Column, want.Offset, want.Value, want.Err)
	}
	if !strings.Contains(pe.Error(), "narrows") || !strings.Contains(pe.Error(), "byte "+strconv.Itoa(want.Offset)) || !strings.Contains(pe.Error(), want.Column) {
		t.Errorf("message %q", pe)
	}
}

func TestParseCSVErrors(t *testing.T) {
	for _, c := range []struct {
		in   string
		want parseError
	}{
		{"", parseError{"n", 0, "", schema.ErrColumns}},
		{"x", parseError{"n", 1, "", schema.ErrColumns}},
		{"x,1,true,red", parseError{"d", 12, "", schema.ErrColumns}},
		{"x,1,true,red,,", parseError{"", 14, "", schema.ErrColumns}},
		{"x,1,true,red,2024-02-29,more", parseError{"", 24, "more", schema.ErrColumns}},

		{"x,,true,red,", parseError{"n", 2, "", schema.ErrSyntax}},
		{"x,01,true,red,", parseError{"n", 2, "01", schema.ErrSyntax}},
		{"x,-0,true,red,", parseError{"n", 2, "-0", schema.ErrSyntax}},
		{"x,+1,true,red,", parseError{"n", 2, "+1", schema.ErrSyntax}},
		{"x,-,true,red,", parseError{"n", 2, "-", schema.ErrSyntax}},
		{"x,1.0,true,red,", parseError{"n", 2, "1.0", schema.ErrSyntax}},
		{"x,1e3,true,red,", parseError{"n", 2, "1e3", schema.ErrSyntax}},
		{"x,0x1,true,red,", parseError{"n", 2, "0x1", schema.ErrSyntax}},
		{"x, 1,true,red,", parseError{"n", 2, " 1", schema.ErrSyntax}},
		{"x,１,true,red,", parseError{"n", 2, "１", schema.ErrSyntax}},
		{"x,2147483648,true,red,", parseError{"n", 2, "2147483648", schema.ErrRange}},
		{"x,-2147483649,true,red,", parseError{"n", 2, "-2147483649", schema.ErrRange}},
		{"x,9223372036854775808,true,red,", parseError{"n", 2, "9223372036854775808", schema.ErrRange}},
		{"x,18446744073709551617,true,red,", parseError{"n", 2, "18446744073709551617", schema.ErrRange}}, // 1 in 64 bits
		{"x,99999999999999999999999999,true,red,", parseError{"n", 2, "99999999999999999999999999", schema.ErrRange}},
		{"x,9999999999999999999999999x,true,red,", parseError{"n", 2, "9999999999999999999999999x", schema.ErrSyntax}},

		{"x,1,True,red,", parseError{"on", 4, "True", schema.ErrSyntax}},
		{"x,1,1,red,", parseError{"on", 4, "1", schema.ErrSyntax}},
		{"x,1,,red,", parseError{"on", 4, "", schema.ErrSyntax}},
		{"x,1,true,Red,", parseError{"c", 9, "Red", schema.ErrUnknown}},
		{"x,1,true,red ,", parseError{"c", 9, "red ", schema.ErrUnknown}},
		{"x,1,true,red,2023-02-29", parseError{"d", 13, "2023-02-29", schema.ErrSyntax}},
		{"x,1,true,red,2024-02-29\r", parseError{"d", 13, "2024-02-29\r", schema.ErrQuote}},

		{`x"y,1,true,red,`, parseError{"a", 0, `x"y`, schema.ErrQuote}},
		{`x",1,true,red,`, parseError{"a", 0, `x"`, schema.ErrQuote}},
		{`"x,1,true,red,`, parseError{"a", 0, `"x,1,true,red,`, schema.ErrQuote}},
		{`"x""`, parseError{"a", 0, `"x""`, schema.ErrQuote}},
		{`"`, parseError{"a", 0, `"`, schema.ErrQuote}},
		{`"x"y,1,true,red,`, parseError{"a", 0, `"x"y,1,true,red,`, schema.ErrQuote}},
		{`"x" ,1,true,red,`, parseError{"a", 0, `"x" ,1,true,red,`, schema.ErrQuote}},
		{"x\ny,1,true,red,", parseError{"a", 0, "x\ny", schema.ErrQuote}},
		{"x\ry,1,true,red,", parseError{"a", 0, "x\ry", schema.ErrQuote}},
		{`x,"1"",true,red,`, parseError{"n", 2, `"1"",true,red,`, schema.ErrQuote}},
		{`"a""b","1""",true,red,`, parseError{"n", 7, `1"`, schema.ErrSyntax}},
		{`x,1,true,"red, ""bright""",`, parseError{"c", 9, `red, "bright"`, schema.ErrUnknown}},
		{"x," + strings.Repeat("1", 70) + ",true,red,", parseError{"n", 2, strings.Repeat("1", 64), schema.ErrRange}},
		{"x," + strings.Repeat("é", 70) + ",true,red,", parseError{"n", 2, strings.Repeat("é", 32), schema.ErrSyntax}},
	} {
		t.Run(strconv.QuoteToASCII(c.in), func(t *testing.T) { checkParse(t, narrowTable.ParseCSV(new(narrow), c.in), c.want) })
	}
}

func TestParseJSONErrors(t *testing.T) {
	for _, c := range []struct {
		in   string
		want parseError
	}{
		{``, parseError{"", 0, "", schema.ErrSyntax}},
		{`null`, parseError{"", 0, "null", schema.ErrSyntax}},
		{`[]`, parseError{"", 0, "[]", schema.ErrSyntax}},
		{`{`, parseError{"", 1, "", schema.ErrSyntax}},
		{`{}`, parseError{"a", 2, "", schema.ErrColumns}},
		{`{,}`, parseError{"", 1, ",}", schema.ErrSyntax}},
		{`{a:1}`, parseError{"", 1, "a:1}", schema.ErrSyntax}},
		{`{"a"}`, parseError{"", 4, "}", schema.ErrSyntax}},
		{`{"a":}`, parseError{"a", 5, "}", schema.ErrSyntax}},
		{`{"a":"x",}`, parseError{"", 9, "}", schema.ErrSyntax}},
		{`{"a":"x" "n":1}`, parseError{"", 9, `"n":1}`, schema.ErrSyntax}},
		{`{"a":"x","n":1,"on":true,"c":"red"}`, parseError{"d", 35, "", schema.ErrColumns}},
		{`{"a":"x","n":1,"on":true,"c":"red","d":""} x`, parseError{"", 43, "x", schema.ErrSyntax}},
		{`{"a":"x","n":1,"on":true,"c":"red","d":""}{}`, parseError{"", 42, "{}", schema.ErrSyntax}},
		{`{"a":"x","n":1,"on":true,"c":"red","d":"","a":"x"}`, parseError{"a", 42, "", schema.ErrColumns}},
		{`{"a":"x","n":1,"on":true,"c":"red","d":"","e":"x"}`, parseError{"", 42, "e", schema.ErrColumns}},
		{`{"A":"x","n":1,"on":true,"c":"red","d":""}`, parseError{"", 1, "A", schema.ErrColumns}},
		{`{"a":"x","a":"x"}`, parseError{"a", 9, "", schema.ErrColumns}},

		{`{"a":null}`, parseError{"a", 5, "null}", schema.ErrSyntax}},
		{`{"a":1}`, parseError{"a", 5, "1}", schema.ErrSyntax}},
		{`{"a":"x}`, parseError{"a", 5, `"x}`, schema.ErrSyntax}},
		{`{"a":"\`, parseError{"a", 5, `"\`, schema.ErrSyntax}},
		{`{"a":"\"`, parseError{"a", 5, `"\"`, schema.ErrSyntax}},
		{`{"a":"\x"}`, parseError{"a", 5, `"\x"}`, schema.ErrSyntax}},
		{`{"a":"\u12"}`, parseError{"a", 5, `"\u12"}`, schema.ErrSyntax}},
		{`{"a":"\u12g4"}`, parseError{"a", 5, `"\u12g4"}`, schema.ErrSyntax}},
		{`{"a":"\ud800"}`, parseError{"a", 5, `"\ud800"}`, schema.ErrSyntax}},
		{`{"a":"\udc00\ud800"}`, parseError{"a", 5, `"\udc00\ud800"}`, schema.ErrSyntax}},
		{`{"a":"\udc00\udc00"}`, parseError{"a", 5, `"\udc00\udc00"}`, schema.ErrSyntax}},
		{`{"a":"\ud800\u0041"}`, parseError{"a", 5, `"\ud800\u0041"}`, schema.ErrSyntax}},
		{"{\"a\":\"x\ty\"}", parseError{"a", 5, "\"x\ty\"}", schema.ErrSyntax}},
		{"{\"a\":\"x\xff\"}", parseError{"a", 5, "\"x\xff\"}", schema.ErrUTF8}},
		{"{\"a\":\"\xed\xa0\x80\"}", parseError{"a", 5, "\"\xed\xa0\x80\"}", schema.ErrUTF8}},
		{"{\"\xff\":1}", parseError{"", 1, "\"\xff\":1}", schema.ErrUTF8}},

		{`{"a":"x","n":"1"}`, parseError{"n", 13, `"1"`, schema.ErrSyntax}},
		{`{"a":"x","n": 01}`, parseError{"n", 14, "01", schema.ErrSyntax}},
		{`{"a":"x","n":1.0}`, parseError{"n", 13, "1.0", schema.ErrSyntax}},
		{`{"a":"x","n":null}`, parseError{"n", 13, "null", schema.ErrSyntax}},
		{`{"a":"x","n":2147483648}`, parseError{"n", 13, "2147483648", schema.ErrRange}},
		{`{"a":"x","n":1,"on":"true"}`, parseError{"on", 20, `"true"`, schema.ErrSyntax}},
		{`{"a":"x","n":1,"on":TRUE}`, parseError{"on", 20, "TRUE", schema.ErrSyntax}},
		{`{"a":"x","n":1,"on":true,"c":"\u0052ed"}`, parseError{"c", 29, "Red", schema.ErrUnknown}},
		{`{"a":"x","n":1,"on":true,"c":"red","d":"2023-02-29"}`, parseError{"d", 39, "2023-02-29", schema.ErrSyntax}},
		{`{"d":"2023-02-29"}`, parseError{"d", 5, "2023-02-29", schema.ErrSyntax}},
	} {
		t.Run(strconv.QuoteToASCII(c.in), func(t *testing.T) { checkParse(t, narrowTable.ParseJSON(new(narrow), c.in), c.want) })
	}
}

// TestParseAccepts reads rows in forms that we do not write.
func TestParseAccepts(t *testing.T) {
	want := narrow{"x", 1, true, red, schema.NewDate(2024, 2, 29)}
	for _, in := range []string{"x,1,true,red,2024-02-29", `"x","1","true","red","2024-02-29"`} {
		t.Run(in, func(t *testing.T) {
			var got narrow
			if err := narrowTable.ParseCSV(&got, in); err != nil || got != want {
				t.Errorf("read as %v, %v", got, err)
			}
		})
	}
	for _, in := range []string{
		`{"a":"x","n":1,"on":true,"c":"red","d":"2024-02-29"}`,
		" {\t\"a\" : \"x\"\r\n, \"n\" :1 , \"on\":true,\"c\":\"red\",\"d\":\"2024-02-29\" } \n",
		`{"d":"2024-02-29","c":"red","on":true,"n":1,"a":"x"}`,
		`{"\u0061":"\u0078","n":1,"on":true,"c":"r\u0065d","d":"2024\u002D02\u002d29"}`,
	} {
		t.Run(in, func(t *testing.T) {
			var got narrow
			if err := narrowTable.ParseJSON(&got, in); err != nil || got != want {
				t.Errorf("read as %v, %v", got, err)
			}
		})
	}
}

// TestParseEscapes reads escapes in JSON strings.
func TestParseEscapes(t *testing.T) {
	for in, want := range map[string]string{
		`\"\\\/\b\f\n\r\t`: "\"\\/\b\f\n\r\t", `\u0000`: "\x00", `\ud83d\ude00!`: "😀!", `\uD83D\uDE00`: "😀", `\uffff`: "\uffff", "é\u2028": "é\u2028", "\x7f": "\x7f",
	} {
		t.Run(strconv.QuoteToASCII(in), func(t *testing.T) {
			var got pair
			if err := pairTable.ParseJSON(&got, `{"a":"`+in+`","b":"`+in+`"}`); err != nil || got != (pair{want, want}) {
				t.Errorf("read as %q, %v; want %q", got, err, want)
			}
		})
	}
}

// TestManyColumns reads a table with more columns than the parser tracks without an allocation.
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
	for _, c := range []struct{ name, in, column string }{
		{"first column twice", strings.Replace(object, `"c299":`, `"c0":`, 1), "c0"},
		{"last column missing", strings.Replace(object, `,"c299":"299"`, ``, 1), "c299"},
		{"last column but one twice", strings.Replace(object, `"c299":`, `"c298":`, 1), "c298"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var pe *schema.ParseError
			if err := table.ParseJSON(&back, c.in); !errors.As(err, &pe) || pe.Column != c.column || !errors.Is(err, schema.ErrColumns) {
				t.Errorf("error %v, want one at %s", err, c.column)
			}
		})
	}
}

// TestParseLeavesRest: with an error the columns before the invalid one are set, and the others
// are unchanged.
func TestParseLeavesRest(t *testing.T) {
	before := narrow{"old", 7, true, darkRed, schema.NewDate(2000, 1, 1)}
	for bad, want := range map[string]narrow{
		"new,2147483648,false,red,": {"new", 7, true, darkRed, before.D},
		"new,1,no,red,":             {"new", 1, true, darkRed, before.D},
		"new,1,false,no,":           {"new", 1, false, darkRed, before.D},
		"new,1,false,red,no":        {"new", 1, false, red, before.D},
	} {
		t.Run(bad, func(t *testing.T) {
			e := before
			if err := narrowTable.ParseCSV(&e, bad); err == nil || e != want {
				t.Errorf("got %v, %v; want %v", e, err, want)
			}
		})
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

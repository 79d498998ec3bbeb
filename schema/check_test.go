package schema_test

import (
	"errors"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// checked is a row with a column for every rule that a column can have.
type checked struct {
	ID      uuid.UUID
	Parent  uuid.UUID
	Name    string
	Nick    string
	Zip     string
	Color   color
	Size    size
	Born    schema.Date
	Died    schema.Date
	Level   int32
	Zero    int64
	Any     int
	Dead    bool
	Addr    netip.Addr
	Origin  netip.Addr
	Balance amount
}

// An amount writes a valid text or, for some values, an invalid one.
type amount int

func (a amount) AppendText(dst []byte) ([]byte, error) {
	switch a {
	case 1:
		return append(dst, "half a t"...), errors.New("no text form")
	case 2:
		return append(dst, "\x1b[31m1"...), nil
	}
	return append(dst, "-5"...), nil // a negative number, which is not a formula
}
func (*amount) UnmarshalText([]byte) error { return nil }

var checkedTable = schema.New("things", "Things to check.", func(e *checked) []schema.Column {
	return []schema.Column{
		schema.Field(&e.ID, "thing_id", "Identifier.", schema.Key, schema.UUIDVersion(4)),
		schema.Field(&e.Parent, "parent_id", "Another thing.", schema.Optional, schema.UUIDVersion(7), schema.Ref("things.thing_id")),
		schema.Field(&e.Name, "name", "Name.", schema.Len(2, 10)),
		schema.Field(&e.Nick, "nick", "Nickname.", schema.Optional, schema.Len(3, 80)),
		schema.Field(&e.Zip, "zip", "Code.", schema.Shape("d{5}", "d{5}-dddd")),
		schema.Field(&e.Color, "color", "Color."),
		schema.Field(&e.Size, "size", "Size."),
		schema.Field(&e.Born, "born", "Day."),
		schema.Field(&e.Died, "died", "Day, if any.", schema.Optional),
		schema.Field(&e.Level, "level", "Number.", schema.Range(-1, 9)),
		schema.Field(&e.Zero, "zero", "Always 0.", schema.Range(0, 0)),
		schema.Field(&e.Any, "any_number", "Number."),
		schema.Field(&e.Dead, "dead", "Truth."),
		schema.Field(&e.Addr, "addr", "Address."),
		schema.Field(&e.Origin, "origin", "Address, if any.", schema.Optional),
		schema.Field(&e.Balance, "balance", "Amount."),
	}
},
	schema.Rule[checked]{Column: "died", Name: "after_birth", Doc: "Is not before the birth.",
		Holds: func(e *checked) bool { return !e.Died.IsValid() || !e.Died.Before(e.Born) }},
	schema.Rule[checked]{Column: "died", Name: "past", Doc: "Is not after the as-of date.",
		HoldsOn: func(e *checked, asOf schema.Date) bool { return !e.Died.IsValid() || !e.Died.After(asOf) }},
)

// validThing is a row without violations.
var validThing = checked{
	ID: uuid.Must(uuid.FromString("0f0e0d0c-0b0a-4908-8706-050403020100")), Name: "Ångström", Zip: "01234", Color: red, Born: schema.NewDate(2000, 1, 1),
	Level: -1, Any: -7, Addr: netip.MustParseAddr("::1"),
}

// checkCases change a valid row, and give the code of the only violation, without the table,
// and its value. The code is "" where there is no violation.
var checkCases = []struct {
	reason string
	change func(e *checked)
	code   string
	value  string
}{
	{"nothing changed", func(e *checked) {}, "", ""},
	{"all optional values present", func(e *checked) {
		e.Parent = uuid.UUID{6: 0x70, 8: 0xbf, 15: 1}
		e.Nick, e.Died, e.Origin, e.Dead, e.Size = strings.Repeat("x", 80), checkAsOf, e.Addr, true, large
	}, "", ""},
	{"the other shape", func(e *checked) { e.Zip = "01234-5678" }, "", ""},
	{"the end of the range", func(e *checked) { e.Level = 9 }, "", ""},

	{"no key", func(e *checked) { e.ID = uuid.Nil }, "thing_id.required", "00000000-0000-0000-0000-000000000000"},
	{"version 1", func(e *checked) { e.ID[6] = 0x19 }, "thing_id.shape", "0f0e0d0c-0b0a-1908-8706-050403020100"},
	{"Microsoft variant", func(e *checked) { e.ID[8] = 0xc7 }, "thing_id.shape", "0f0e0d0c-0b0a-4908-c706-050403020100"},
	{"version 4 where 7 is wanted", func(e *checked) { e.Parent = e.ID }, "parent_id.shape", "0f0e0d0c-0b0a-4908-8706-050403020100"},

	{"no name", func(e *checked) { e.Name = "" }, "name.required", ""},
	{"name too short", func(e *checked) { e.Name = "x" }, "name.length", "x"},
	{"name of 12 bytes in 10 letters", func(e *checked) { e.Name = "Ångströmss" }, "name.length", "Ångströmss"},
	{"control character", func(e *checked) { e.Name = "a\tb" }, "name.text", "a\tb"},
	{"NUL", func(e *checked) { e.Name = "ab\x00" }, "name.text", "ab\x00"},
	{"DEL", func(e *checked) { e.Name = "ab\x7f" }, "name.text", "ab\x7f"},
	{"C1 control", func(e *checked) { e.Name = "ab\u0085" }, "name.text", "ab\u0085"},
	{"line feed", func(e *checked) { e.Name = "a\nb" }, "name.text", "a\nb"},
	{"line separator", func(e *checked) { e.Name = "a\u2028b" }, "name.text", "a\u2028b"},
	{"byte order mark", func(e *checked) { e.Name = "\ufeffab" }, "name.text", "\ufeffab"},
	{"not UTF-8", func(e *checked) { e.Name = "ab\xff" }, "name.text", "ab\xff"},
	{"formula with =", func(e *checked) { e.Name = "=1+1" }, "name.text", "=1+1"},
	{"formula with +", func(e *checked) { e.Name = "+1" }, "name.text", "+1"},
	{"formula with -", func(e *checked) { e.Name = "-1" }, "name.text", "-1"},
	{"formula with @", func(e *checked) { e.Name = "@x" }, "name.text", "@x"},
	{"formula after spaces", func(e *checked) { e.Name = "  =x" }, "name.text", "  =x"},
	{"formula after a Unicode space", func(e *checked) { e.Name = "\u00a0=x" }, "name.text", "\u00a0=x"},
	{"nothing but spaces", func(e *checked) { e.Name = "   " }, "", ""},
	{"minus inside", func(e *checked) { e.Name = "a-b=c" }, "", ""},
	{"optional, but too short", func(e *checked) { e.Nick = "xy" }, "nick.length", "xy"},
	{"optional, but a control character", func(e *checked) { e.Nick = "x\ry" }, "nick.text", "x\ry"},
	{"too long, and cut between characters", func(e *checked) { e.Nick = strings.Repeat("é", 41) }, "nick.length", strings.Repeat("é", 32)},
	{"too long, and cut within a character", func(e *checked) { e.Nick = "x" + strings.Repeat("é", 41) }, "nick.length", "x" + strings.Repeat("é", 31)},
	{"no code", func(e *checked) { e.Zip = "" }, "zip.required", ""},
	{"code of no shape", func(e *checked) { e.Zip = "1234" }, "zip.shape", "1234"},
	{"code between the shapes", func(e *checked) { e.Zip = "01234-567" }, "zip.shape", "01234-567"},
	{"formula comes before shape", func(e *checked) { e.Zip = "-1234" }, "zip.text", "-1234"},

	{"color unset", func(e *checked) { e.Color = 0 }, "color.required", ""},
	{"color out of range", func(e *checked) { e.Color = 4 }, "color.vocabulary", ""},
	{"color far out of range", func(e *checked) { e.Color = 255 }, "color.vocabulary", ""},
	{"size out of range", func(e *checked) { e.Size = 2 }, "size.vocabulary", ""},

	{"no day", func(e *checked) { e.Born = schema.Date{} }, "born.required", ""},
	{"below the range", func(e *checked) { e.Level = -2 }, "level.range", "-2"},
	{"above the range", func(e *checked) { e.Level = 10 }, "level.range", "10"},
	{"outside the range of one", func(e *checked) { e.Zero = 1 << 40 }, "zero.range", "1099511627776"},

	{"no address", func(e *checked) { e.Addr = netip.Addr{} }, "addr.required", ""},
	{"address with a control character", func(e *checked) { e.Addr = netip.MustParseAddr("fe80::1%\x01") }, "addr.text", "fe80::1%\x01"},
	{"optional address that is not UTF-8", func(e *checked) { e.Origin = netip.MustParseAddr("fe80::1%\xff") }, "origin.text", "fe80::1%\xff"},
	{"address with letters", func(e *checked) { e.Addr = netip.MustParseAddr("fe80::1%é") }, "", ""},
	{"no text form", func(e *checked) { e.Balance = 1 }, "balance.text", ""},
	{"text form with a control character", func(e *checked) { e.Balance = 2 }, "balance.text", "\x1b[31m1"},

	{"no day of the calendar", func(e *checked) { e.Died = schema.NewDate(2025, 2, 29) }, "died.required", ""},
	{"rule of the row", func(e *checked) { e.Died = schema.NewDate(1999, 12, 31) }, "died.after_birth", "1999-12-31"},
	{"rule of the date", func(e *checked) { e.Died = schema.NewDate(2024, 1, 2) }, "died.past", "2024-01-02"},
}

// checkAsOf is the as-of date of checkCases.
var checkAsOf = schema.NewDate(2024, 1, 1)

// TestCheck breaks every rule that Rules lists, and no other.
func TestCheck(t *testing.T) {
	unbroken := map[string]bool{}
	for r := range checkedTable.Rules() {
		if r.Table != "things" || r.Doc == "" || unbroken[r.Code()] || r.OnDate != (r.Name == "past") {
			t.Errorf("rule %+v", r)
		}
		unbroken[r.Code()] = true
	}
	for _, c := range checkCases {
		t.Run(c.reason, func(t *testing.T) {
			e := validThing
			c.change(&e)
			var got, want []schema.Violation
			for v := range checkedTable.Check(&e, checkAsOf) {
				if v.Doc == "" || !strings.Contains(v.Error(), v.Code()) || !strings.Contains(v.Error(), v.Doc) {
					t.Errorf("message %q of %+v", v.Error(), v)
				}
				got = append(got, schema.Violation{Table: v.Table, Column: v.Column, Rule: v.Rule, Value: v.Value})
			}
			if c.code != "" {
				column, rule, _ := strings.Cut(c.code, ".")
				want = []schema.Violation{{Table: "things", Column: column, Rule: rule, Value: c.value}}
				delete(unbroken, "things."+c.code)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
	// balance is never empty. The rule is broken for addr, which has the same kind.
	delete(unbroken, "things.balance.required")
	if len(unbroken) > 0 {
		t.Errorf("rules without a case: %v", slices.Sorted(maps.Keys(unbroken)))
	}
}

// TestCheckAll: violations of the columns come first, in file order, then those of the row
// rules. A loop over them can stop at any of them.
func TestCheckAll(t *testing.T) {
	e := checked{Died: schema.NewDate(1, 1, 1), Level: 10, Color: 9}
	e.Born = schema.NewDate(2, 1, 1)
	want := []string{
		"things.thing_id.required", "things.name.required", "things.zip.required", "things.color.vocabulary", "things.level.range",
		"things.addr.required", "things.died.after_birth",
	}
	if diff := cmp.Diff(want, codes(checkedTable.Check(&e, schema.NewDate(2024, 1, 1)))); diff != "" {
		t.Errorf("violations (-want +got):\n%s", diff)
	}
	for n := 1; n <= len(want); n++ { // stop after n
		var got []string
		for v := range checkedTable.Check(&e, schema.Date{}) {
			if got = append(got, v.Code()); len(got) == n {
				break
			}
		}
		if diff := cmp.Diff(want[:n], got); diff != "" {
			t.Errorf("the first %d (-want +got):\n%s", n, diff)
		}
	}
}

// TestRulesStop: a loop over the rules can stop at any of them.
func TestRulesStop(t *testing.T) {
	all := slices.Collect(checkedTable.Rules())
	for n := 1; n <= len(all); n++ {
		var got []schema.RuleInfo
		for r := range checkedTable.Rules() {
			if got = append(got, r); len(got) == n {
				break
			}
		}
		if diff := cmp.Diff(all[:n], got); diff != "" {
			t.Errorf("the first %d (-want +got):\n%s", n, diff)
		}
	}
}

// TestCheckWithoutDate: rules that depend on the as-of date are skipped without one.
func TestCheckWithoutDate(t *testing.T) {
	e := validThing
	e.Died = schema.NewDate(9999, 1, 1)
	if got := codes(checkedTable.Check(&e, schema.Date{})); got != nil {
		t.Errorf("without a date: %v", got)
	}
}

// TestGeneratedRowsHold: generated rows have no violations.
func TestGeneratedRowsHold(t *testing.T) {
	t.Parallel()
	persons, vehicles := sample(t, 2000)
	asOf := synthhub.DefaultSettings().AsOf
	for i := range persons {
		for v := range synthhub.PersonTable.Check(&persons[i], asOf) {
			t.Fatalf("person %d: %v", i, v)
		}
	}
	for i := range vehicles {
		for v := range synthhub.VehicleTable.Check(&vehicles[i], asOf) {
			t.Fatalf("vehicle %d: %v", i, v)
		}
	}
}

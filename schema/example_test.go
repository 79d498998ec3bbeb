package schema_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A Policy is a row of a user-defined table.
type Policy struct {
	ID       uuid.UUID
	Number   string
	From, To schema.Date
	Premium  int
}

var PolicyTable = schema.New("policies", "Policies in force.",
	func(p *Policy) []schema.Column {
		return []schema.Column{
			schema.Field(&p.ID, "policy_id", "Identifier of the policy.", schema.Key),
			schema.Field(&p.Number, "number", "Number on the card.", schema.Unique, schema.Shape("aa-d{6}")),
			schema.Field(&p.From, "from_day", "First day of coverage."),
			schema.Field(&p.To, "to_day", "Last day of coverage, if there is one.", schema.Optional),
			schema.Field(&p.Premium, "premium_usd", "Premium of a year in dollars.", schema.Range(1, 100_000)),
		}
	},
	schema.Rule[Policy]{Column: "to_day", Name: "after_from", Doc: "Is not before the first day.",
		Holds: func(p *Policy) bool { return p.To.IsZero() || !p.To.Before(p.From) }},
)

// A user-defined table writes and checks its rows.
func Example() {
	p := Policy{
		ID:      uuid.Must(uuid.FromString("6ba7b810-9dad-41d1-80b4-00c04fd430c8")),
		Number:  "AB-000042",
		From:    schema.NewDate(2025, 11, 1),
		Premium: 1280,
	}
	fmt.Printf("%s", PolicyTable.AppendHeader(nil))
	fmt.Printf("%s", PolicyTable.AppendCSV(nil, &p))
	fmt.Printf("%s\n", PolicyTable.AppendJSON(nil, &p))

	p.Number, p.To, p.Premium = "42", schema.NewDate(2025, 10, 1), 0
	for v := range PolicyTable.Check(&p, schema.NewDate(2025, 11, 1)) {
		fmt.Println(v)
	}
	// Output:
	// policy_id,number,from_day,to_day,premium_usd
	// 6ba7b810-9dad-41d1-80b4-00c04fd430c8,AB-000042,2025-11-01,,1280
	// {"policy_id":"6ba7b810-9dad-41d1-80b4-00c04fd430c8","number":"AB-000042","from_day":"2025-11-01","to_day":"","premium_usd":1280}
	// policies.number.shape: value "42": breaks the rule: Must have the shape aa-d{6}.
	// policies.premium_usd.range: value "0": breaks the rule: Must be 1 to 100000.
	// policies.to_day.after_from: value "2025-10-01": breaks the rule: Is not before the first day.
}

// The columns of an embedded row are among the other columns of a table.
func ExampleTable_EmbedColumns() {
	type Member struct {
		Points int
		synthhub.Person
	}
	members := schema.New("members", "Loyal persons.", func(m *Member) []schema.Column {
		return append([]schema.Column{
			schema.Field(&m.Points, "points", "Loyalty points.", schema.Range(0, 5000)),
		}, synthhub.PersonTable.EmbedColumns(&m.Person)...)
	})
	var m Member
	m.Points, m.FirstName, m.LastName = 120, "Ana", "Diaz"
	fmt.Printf("%.44s...\n", members.AppendHeader(nil))
	fmt.Printf("%.48s...\n", members.AppendCSV(nil, &m))
	// Output:
	// points,person_id,first_name,last_name,date_o...
	// 120,00000000-0000-0000-0000-000000000000,Ana,Dia...
}

// For a row that cannot be parsed, the error has the position and the reason. The rows after it
// are still read.
func ExampleTable_ReadCSV() {
	const file = `policy_id,number,from_day,to_day,premium_usd
6ba7b810-9dad-41d1-80b4-00c04fd430c8,AB-000042,2025-11-01,,1280
6ba7b810-9dad-41d1-80b4-00c04fd430c9,AB-000043,2025-02-29,,1280
6ba7b810-9dad-41d1-80b4-00c04fd430ca,AB-000044,2025-11-03,,99
`
	for p, err := range PolicyTable.ReadCSV(strings.NewReader(file)) {
		if pe, ok := errors.AsType[*schema.ParseError](err); ok {
			fmt.Printf("line %d, column %s: %v\n", pe.Line, pe.Column, pe.Err)
			continue
		}
		if err != nil {
			fmt.Println(err)
			break
		}
		fmt.Println(p.Number, p.From, p.Premium)
	}
	// Output:
	// AB-000042 2025-11-01 1280
	// line 3, column from_day: not in the required form, want a calendar day as YYYY-MM-DD
	// AB-000044 2025-11-03 99
}

// The data dictionary of a table.
func ExampleTable_Columns() {
	for _, c := range PolicyTable.Columns() {
		fmt.Printf("%-12s %-5v %-18v %s\n", c.Name, c.Kind, c.Class, c.Doc)
	}
	// Output:
	// policy_id    uuid  direct identifier  Identifier of the policy.
	// number       text  domain attribute   Number on the card.
	// from_day     date  domain attribute   First day of coverage.
	// to_day       date  domain attribute   Last day of coverage, if there is one.
	// premium_usd  int   domain attribute   Premium of a year in dollars.
}

func ExampleDate() {
	born := schema.MustParseDate("2004-02-29")
	asOf := schema.NewDate(2025, 2, 28)
	fmt.Println(asOf.YearsSince(born), born.AddYears(21), asOf.AddDays(1))
	// Output: 20 2025-03-01 2025-03-01
}

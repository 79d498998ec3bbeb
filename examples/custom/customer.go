package main

import (
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A Customer is a person with a user-defined attribute.
type Customer struct {
	synthhub.Person
	PaperlessSince synthhub.Date
}

var customerTable = schema.New("customers", "The persons as customers of the company.", func(c *Customer) []schema.Column {
	columns := synthhub.PersonTable.EmbedColumns(&c.Person)
	columns[0].Ref = "persons.person_id"
	return slices.Insert(columns, 1, schema.Field(&c.PaperlessSince, "paperless_since", "Day since which the customer gets e-mails instead of letters.", schema.AsOf, schema.Optional))
}, append(schema.EmbedRules(synthhub.PersonTable, func(c *Customer) *synthhub.Person { return &c.Person }),
	schema.Rule[Customer]{Column: "paperless_since", Name: "of_age", Doc: "Is not before the 16th birthday, nor after the as-of date.",
		HoldsOn: func(c *Customer, asOf synthhub.Date) bool {
			return c.PaperlessSince.IsZero() || !c.PaperlessSince.Before(c.DateOfBirth.AddYears(16)) && !c.PaperlessSince.After(asOf)
		}})...)

// Customers has a row for each person. It checks the governed rules and the one above.
var Customers = synthhub.NewEntityWithSettings(customerTable, func(s synthhub.Settings) (func(*synthhub.Record, []Customer) []Customer, error) {
	since := s.Label("customers", "paperless_since")
	return func(r *synthhub.Record, dst []Customer) []Customer {
		c := Customer{Person: r.Person, PaperlessSince: r.Person.DateOfBirth.AddYears(16).AddDays(since.IntN(r.Key, 60*365))}
		if c.PaperlessSince.After(s.AsOf) {
			c.PaperlessSince = synthhub.Date{} // not yet
		}
		return append(dst, c)
	}, nil
})

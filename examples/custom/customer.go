package main

import (
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A Customer is a person with a user-defined attribute.
type Customer struct {
	synthhub.Person
	Since synthhub.Date
}

var customerTable = schema.New("customers", "The persons as customers of the company.", func(c *Customer) []schema.Column {
	columns := synthhub.PersonTable.EmbedColumns(&c.Person)
	columns[0].Ref = "persons.person_id"
	return slices.Insert(columns, 1, schema.Field(&c.Since, "customer_since", "Day of the first policy."))
}, append(schema.EmbedRules(synthhub.PersonTable, func(c *Customer) *synthhub.Person { return &c.Person }),
	schema.Rule[Customer]{Column: "customer_since", Name: "after_license", Doc: "Is not before the first licence.",
		Holds: func(c *Customer) bool { return !c.Since.Before(c.FirstLicensedOn) }})...)

// Customers has a row for each person. It checks the governed rules and the one above.
var Customers = synthhub.NewEntityWithSettings(customerTable, func(s synthhub.Settings) (func(*synthhub.Record, []Customer) []Customer, error) {
	since := s.Label("customers", "customer_since")
	return func(r *synthhub.Record, dst []Customer) []Customer {
		days := since.IntN(r.Key, 1+min(20*365, s.AsOf.DaysSince(r.Person.FirstLicensedOn)))
		return append(dst, Customer{r.Person, s.AsOf.AddDays(-days)})
	}, nil
})

package report_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/schema"
)

// Two datasets differ in one setting. The comparison names it, and the columns that differ most.
func ExampleCompare() {
	profile := func(s synthhub.Settings) *report.Profile {
		g, err := synthhub.NewGenerator(s)
		if err != nil {
			log.Fatal(err)
		}
		p, err := report.Source(context.Background(), g)
		if err != nil {
			log.Fatal(err)
		}
		return p
	}
	s := synthhub.Settings{Records: 2000, Seed: 42}
	before := profile(s)
	s.CommercialShare = 60
	drift, err := report.Compare(before, profile(s))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("verdict:", drift.Verdict)
	for _, d := range drift.Intent {
		fmt.Printf("intent: %s %s, then %s\n", d.Setting, d.A, d.B)
	}
	for _, c := range drift.Columns[:3] {
		fmt.Printf("%s.%s: %s, %s\n", c.Table, c.Column, c.Verdict, c.Moved)
	}
	// Output:
	// verdict: large
	// intent: commercial_share 30, then 60
	// persons.business_name: large, (empty): 69.4 % → 40.1 %
	// persons.lob_type: large, Personal: 69.4 % → 40.1 %
	// vehicles.lob_type: large, Personal: 69.4 % → 40.1 %
}

// Quote is a row of a user-defined table.
type Quote struct {
	ID      int
	Channel string
	Premium int
}

// A user-defined table gets figures, pairs and a place in the dictionary without registration.
func ExampleWith() {
	table := schema.New("quotes", "Quotes that people asked for.", func(q *Quote) []schema.Column {
		return []schema.Column{
			schema.Field(&q.ID, "quote_id", "Number of the quote.", schema.Key),
			schema.Field(&q.Channel, "channel", "Where they asked."),
			schema.Field(&q.Premium, "premium_usd", "Premium of a year in US dollars.", schema.Range(100, 9_999)),
		}
	})
	quotes := synthhub.NewEntity(table, func(r *synthhub.Record, dst []Quote) []Quote {
		return append(dst, Quote{r.Slot + 1, []string{"web", "agent", "phone"}[r.Slot%3], 500 + 20*r.Profile.RiskScore})
	})
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 500, Seed: 42})
	if err != nil {
		log.Fatal(err)
	}
	p, err := report.Source(context.Background(), g, report.With(quotes))
	if err != nil {
		log.Fatal(err)
	}
	channel := p.Table("quotes").Column("channel")
	for i, word := range channel.Words.Texts {
		fmt.Println(word, channel.Words.Counts[i])
	}
	var page strings.Builder
	if err := p.WriteHTML(&page, report.Title("Quotes of the pilot")); err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Contains(page.String(), "<h3>premium_usd</h3>"))
	// Output:
	// agent 167
	// phone 166
	// web 167
	// true
}

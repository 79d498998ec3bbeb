package report_test

import (
	"context"
	"fmt"
	"log"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/report"
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
		fmt.Printf("%s.%s: %s, PSI %.2f\n", c.Table, c.Column, c.Verdict, c.PSI)
	}
	// Output:
	// verdict: large
	// intent: commercial_share 30, then 60
	// persons.business_name: large, PSI 0.42
	// persons.lob_type: large, PSI 0.36
	// vehicles.lob_type: large, PSI 0.36
}

package validate_test

import (
	"context"
	"fmt"
	"os"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/validate"
)

func ExampleBundle() {
	ctx := context.Background()
	b, err := synthhub.Generate(ctx, synthhub.Settings{Records: 100, Seed: 42})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := validate.Bundle(ctx, b)
	fmt.Println("good:", report.Err(), err)

	b.Profiles[6].ID = b.Profiles[3].ID
	if report, err = validate.Bundle(ctx, b); err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Findings {
		fmt.Println(f.Rule, "row", f.Row, "-", f.Why)
	}
	// Output:
	// good: <nil> <nil>
	// profiles.profile_id.unique row 7 - row 4 has the same
}

func ExampleRecord() {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 100, Seed: 42})
	if err != nil {
		fmt.Println(err)
		return
	}
	r := g.Record(7)
	r.Vehicles[0].RegistrationState = synthhub.StateHI
	for _, v := range validate.Record(&r, g.Settings().AsOf) {
		fmt.Println(v)
	}
}

func ExamplePerson() {
	var p synthhub.Person // as a service might receive it
	p.Email = "jane@company.com"
	for _, v := range validate.Person(&p, synthhub.Date{}) {
		if v.Column == "email" {
			fmt.Println(v.Code(), "-", v.Value)
		}
	}
	// Output:
	// persons.email.shape - jane@company.com
	// persons.email.of_name - jane@company.com
}

func ExampleReport_WriteText() {
	b, err := synthhub.Generate(context.Background(), synthhub.Settings{Records: 100, Seed: 42})
	if err != nil {
		fmt.Println(err)
		return
	}
	b.Persons[8].Country = 0
	report, err := validate.Bundle(context.Background(), b, validate.Limit(0))
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := report.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// well-formed   no: 1 finding
	// coherent      yes
	// intact        yes
	// reproducible  not checked
	// rows read     persons 100, vehicles 100, profiles 100
	//
	// error persons.country.required (1 finding): Must not be empty.
	//   and 1 more
}

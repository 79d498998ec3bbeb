package rowdiff_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/synthhub/synthhub/report/rowdiff"
	"github.com/synthhub/synthhub/schema"
)

type policy struct {
	Number  string
	Holder  string
	Premium int
}

var policyTable = schema.New("policies", "Policies in force.", func(p *policy) []schema.Column {
	return []schema.Column{
		schema.Field(&p.Number, "number", "Number on the card.", schema.Key),
		schema.Field(&p.Holder, "holder", "Who holds it.", schema.Optional),
		schema.Field(&p.Premium, "premium_usd", "Premium of a year."),
	}
})

// Two CSV files of a table that has nothing to do with this module. With files on disk, pass
// rowdiff.File("monday.csv") in place of the functions here.
func ExampleCompare() {
	monday := func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("number,holder,premium_usd\nP-1,Ada,410\nP-2,Bo,380\nP-3,Cy,520\n")), nil
	}
	tuesday := func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("number,holder,premium_usd\nP-3,Cy,520\nP-1,Ada,\"425\"\nP-4,Di,300\n")), nil
	}
	policies := rowdiff.Of(policyTable)
	diff, err := rowdiff.Compare(context.Background(),
		rowdiff.CSV(policies, monday).Named("monday.csv"),
		rowdiff.CSV(policies, tuesday).Named("tuesday.csv"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(diff)
	// Output:
	// policies by number: 1 same, 1 changed, 1 removed, 1 added
	// monday.csv: 3 rows
	// tuesday.csv: 3 rows
	// changed cells: premium_usd 1
	// changed P-1: premium_usd "410" -> "425"
	// removed P-2
	// added P-4
}

// A file of somebody else, with columns in another order and under other names.
func ExampleMappedCSV() {
	ours := func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("number,holder,premium_usd\nP-1,Ada,410\nP-2,Bo,380\n")), nil
	}
	theirs := func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("Premium,Branch,Policy No\r\n410,12,P-1\r\n385,14,P-2\r\n")), nil
	}
	policies := rowdiff.Of(policyTable)
	diff, err := rowdiff.Compare(context.Background(),
		rowdiff.CSV(policies, ours).Named("ours"),
		rowdiff.MappedCSV(policies, map[string]string{"Policy No": "number", "Premium": "premium_usd"}, theirs).Named("theirs"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(diff)
	// Output:
	// policies by number: 1 same, 1 changed, 0 removed, 0 added
	// ours: 2 rows
	// theirs: 2 rows; no column holder; columns ignored: Branch
	// not compared: holder
	// changed cells: premium_usd 1
	// changed P-2: premium_usd "380" -> "385"
}

// All changes as lines of JSON.
func ExampleLines() {
	policies := rowdiff.Of(policyTable)
	file := func(rows string) rowdiff.Rows {
		return rowdiff.CSV(policies, func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader("number,holder,premium_usd\n" + rows)), nil
		})
	}
	_, err := rowdiff.Compare(context.Background(), file("P-1,Ada,410\nP-2,Bo,380\n"), file("P-1,Ada,425\nP-4,Di,300\n"), rowdiff.Lines(os.Stdout))
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"op":"u","key":"P-1","cells":[{"column":"premium_usd","before":"410","after":"425"}]}
	// {"op":"d","key":"P-2","cells":[{"column":"holder","before":"Bo"},{"column":"premium_usd","before":"380"}]}
	// {"op":"c","key":"P-4","cells":[{"column":"holder","after":"Di"},{"column":"premium_usd","after":"300"}]}
}

package report_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/validate/fault"
)

func TestFaults(t *testing.T) {
	records := testenv.Scale(2000, powerRecords)
	s := shares(30, 42)
	s.Records = records
	before := profileOf(t, generatorOf(t, s))
	s.Seed = 43
	after := generatorOf(t, s)
	for code := range fault.Codes() {
		bad, err := fault.New(t.Context(), after, fault.Plan{code: records / 50})
		if err != nil {
			t.Logf("%s: %v", code, err)
			continue
		}
		d := compared(t, before, profileOf(t, after, report.Replacing(bad.Governed()...)))
		var found []string
		for _, c := range d.Columns {
			if c.Verdict > report.None {
				found = append(found, c.Table+"."+c.Column+" "+c.Verdict.String())
			}
		}
		pairs := len(d.Pairs)
		if pairs > 0 {
			found = append(found, d.Pairs[0].Table+"."+d.Pairs[0].A+"*"+d.Pairs[0].B)
		}
		t.Logf("FAULT %-55s %-8s %2d pairs %s", code, d.Verdict, pairs, strings.Join(found[:min(3, len(found))], ", "))
	}
}

var _ = slices.Contains[[]int]
var _ = errors.Is
var _ synthhub.Date

package report_test

import (
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/report"
)

// TestFalseAlarms holds that two seeds of one book do not alarm. Of 600 pairs at most 6 may, as the
// verdicts need q below 0.01, and of all columns at most one in a hundred may have such a q.
func TestFalseAlarms(t *testing.T) {
	pairs := map[int]int{200: testenv.Scale(8, 200), 2000: testenv.Scale(4, 200), 20_000: testenv.Scale(1, 200)}
	alarms, all, significant, columns := 0, 0, 0, 0
	for _, records := range []int{200, 2000, 20_000} {
		for i := range pairs[records] {
			vehicles := fleet
			if i%4 == 3 {
				vehicles = synthhub.VehicleRange{Min: 1, Max: 1}
			}
			side := func(seed int) *report.Profile {
				s := synthhub.Settings{Records: records, Seed: uint64(seed), Vehicles: vehicles}
				return profileOf(t, generatorOf(t, s))
			}
			d := compared(t, side(1000+2*i), side(1001+2*i))
			if all++; d.Verdict >= report.Moderate {
				alarms++
			}
			for _, c := range d.Columns {
				if columns++; c.Q < 0.01 {
					significant++
					t.Logf("%d records, pair %d: %s.%s PSI %.4f, q %.2g, %s", records, i, c.Table, c.Column, c.PSI, c.Q, c.Verdict)
				}
			}
			for _, p := range d.Pairs {
				t.Logf("%d records, pair %d: %s.%s with %s PSI %.4f, q %.2g, %s", records, i, p.Table, p.A, p.B, p.PSI, p.Q, p.Verdict)
			}
		}
	}
	t.Logf("%d of %d pairs alarm; %d of %d columns have q below 0.01", alarms, all, significant, columns)
	if 100*alarms > all || 100*significant > columns {
		t.Error("too many")
	}
}

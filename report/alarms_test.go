package report_test

import (
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/schema"
)

// TestFalseAlarms holds that two seeds of one book do not alarm. Of 600 pairs at most 6 may, as the
// verdicts need q below 0.01, and of all columns at most one in a hundred may have such a q.
func TestFalseAlarms(t *testing.T) {
	statistical(t)
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

// TestSameBook holds that a book that grows does not alarm, and that nothing but dates moves in a week:
// most rows of both sides are the same.
func TestSameBook(t *testing.T) {
	statistical(t)
	s := synthhub.Settings{Records: 5000, Seed: 4, Vehicles: fleet}
	before := profileOf(t, generatorOf(t, s))
	grown, later := s, s
	grown.Records, later.AsOf = 6000, schema.NewDate(2025, 11, 8)
	if d := compared(t, before, profileOf(t, generatorOf(t, grown))); d.Verdict != report.None {
		t.Errorf("verdict %s of a book that grows: %+v", d.Verdict, d.Columns[0])
	}
	if d := compared(t, before, profileOf(t, generatorOf(t, later))); d.Verdict > report.Slight {
		t.Errorf("verdict %s after a week: %+v", d.Verdict, d.Columns[0])
	}
}

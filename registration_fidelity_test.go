package synthhub_test

import (
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/registration"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

func TestMeasure(t *testing.T) {
	for seed := uint64(1); seed <= 2; seed++ {
		g := generator(t, synthhub.Settings{Records: 200_000, Seed: seed})
		for _, day := range []synthhub.Date{firstDay, schema.NewDate(2020, 2, 28), schema.NewDate(2025, 11, 1), schema.NewDate(2025, 11, 30), schema.NewDate(2025, 7, 15), lastDay} {
			var today, lapsed, own, vehicles, heavy, todayIssue, todayBirth int
			var byOwn [3]int
			var pers int
			months := [4][40]int{}
			for r := range onDay(t, g, day).Range(0, 200_000) {
				for i := range r.Vehicles {
					v := &r.Vehicles[i]
					vehicles++
					if v.RegistrationExpiresOn == day {
						today++
						switch vocab.Registrations[v.RegistrationState].Basis {
						case vocab.IssueDate:
							todayIssue++
						case vocab.Birthday:
							todayBirth++
						}
					}
					if v.RegistrationExpiresOn.Before(day) {
						lapsed++
					} else {
						months[vocab.Registrations[v.RegistrationState].Years[0]][v.RegistrationExpiresOn.DaysSince(day)*12*4/1461]++
					}
					if r.Person.LOBType == synthhub.LinePersonal {
						pers++
						byOwn[v.Ownership-1]++
					}
				}
			}
			_ = own
			_ = heavy
			_ = registration.Late
			t.Logf("%v: today %d (%d %d) of %d, lapsed %.2f, ownership %.3f %.3f %.3f", day, today, todayIssue, todayBirth, vehicles, 100*float64(lapsed)/float64(vehicles),
				float64(byOwn[0])/float64(pers), float64(byOwn[1])/float64(pers), float64(byOwn[2])/float64(pers))
			for y := 1; y < 4; y++ {
				t.Log(y, months[y][:12*y+1])
			}
		}
	}
}

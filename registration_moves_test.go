package synthhub

import (
	"testing"

	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// TestRegistrationsAfterMoves: from the day of a move to another state on, the terms are those of that state and
// begin with the move.
func TestRegistrationsAfterMoves(t *testing.T) {
	t.Parallel()
	g := generator(t, Settings{Records: testenv.Scale(2000, 20_000), Seed: 73, CommercialShare: NoCommercial})
	moves, dates, years := 0, 0, [4]int{}
	for slot := range g.Len() {
		for _, moved := range g.quotas.AppendMoves(nil, slot, 0, dayOf(latest)-vocab.TemporaryDays-1) {
			on := func(day timeline.Day) *Vehicle {
				on, err := g.On(dateOf(day))
				if err != nil {
					t.Fatal(err)
				}
				return &on.Record(slot).Vehicles[0]
			}
			now, later := on(moved), on(moved+vocab.TemporaryDays+1)
			if now.ID != later.ID || now.RegistrationState != later.RegistrationState {
				continue // another vehicle
			}
			moves++
			state := &vocab.Registrations[now.RegistrationState]
			expires := later.RegistrationExpiresOn
			term := max(state.Years[0], state.Years[1], state.Years[2])
			if now.RegistrationExpiresOn.Before(dateOf(moved+1)) || expires.After(dateOf(moved+vocab.TemporaryDays+1).AddYears(int(term))) {
				t.Fatalf("slot %d moves to %v on %v: the registration expires on %v, then on %v", slot, now.RegistrationState, dateOf(moved), now.RegistrationExpiresOn, expires)
			}
			if years[expires.DaysSince(dateOf(moved))/400]++; state.Basis != vocab.IssueDate {
				continue
			}
			dates++
			n := expires.Year() - dateOf(moved).Year()
			if now.RegistrationExpiresOn != dateOf(moved+vocab.TemporaryDays) || expires != dateOf(moved).AddYears(n) || n < 1 {
				t.Errorf("slot %d moves to %v on %v: the registration expires on %v, then on %v", slot, now.RegistrationState, dateOf(moved), now.RegistrationExpiresOn, expires)
			}
		}
	}
	if moves < 50 || dates < 10 {
		t.Errorf("%d moves, %d of them to states whose registrations expire on any day", moves, dates)
	}
	t.Logf("%d moves, %d to states of days; by years: %v", moves, dates, years)
}

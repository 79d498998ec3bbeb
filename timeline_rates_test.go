package synthhub

import (
	"testing"

	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// TestYearlyRates: how much happens in a year is about what the documents say.
func TestYearlyRates(t *testing.T) {
	t.Parallel()
	g := generator(t, Settings{Records: testenv.Scale(20_000, 200_000), Seed: 61, Vehicles: VehicleRange{1, 3}})
	last := dayOf(latest)
	years := float64(last) / 365.25
	var occupants, states, local, vehicleDays, replaced, bought, fresh float64
	var boughtIn, freshIn [13]float64 // by year since 2015
	for slot := range g.Len() {
		lob := g.lineOf(slot)
		states += float64(len(g.quotas.AppendMoves(nil, slot, 0, last)))
		for o := g.slots.At(slot, g.tables.driversOf(slot, lob), 0); o.From <= last; o = g.slots.At(slot, g.tables.driversOf(slot, lob), o.To) {
			from, to := max(o.From, 0), min(o.To-1, last)
			if o.To <= last {
				occupants++
			}
			local += float64(len(timeline.AppendEvents(nil, g.person.moves.Draw(o.Key), vocab.LocalMoveDays, from, to)))
			for ordinal := range g.maxVehicles(&o, lob) {
				chain := g.carChain(&o, g.keeperOf(&o, lob, g.genderOf(o.Key, lob)), ordinal)
				start := chain.Start()
				if start > to {
					continue
				}
				n, life := chain.On(max(start, from))
				vehicleDays += float64(to - max(start, from))
				for ; life.End <= to; life = chain.Number(n) {
					n++
					replaced++
					year := dateOf(life.End).Year() - earliest.Year()
					bought++
					boughtIn[year]++
					if life.End-chain.Number(n).Born < 365 {
						fresh++
						freshIn[year]++
					}
				}
			}
		}
	}
	for year := range boughtIn {
		share := 100 * freshIn[year] / boughtIn[year]
		if t.Logf("%d: %.1f %% of the replacements are new", earliest.Year()+year, share); share < 22 || share > 35 {
			t.Errorf("%d: %.1f %% of the replacements are new, want 22 to 35", earliest.Year()+year, share)
		}
	}
	slots := float64(g.Len()) * years
	for _, c := range []struct {
		name             string
		got, least, most float64
	}{
		{"slots that pass to somebody else", 100 * occupants / slots, 13, 14.5},
		{"people who move to another state", 100 * states / slots, 1.9, 2.3},
		{"people who move in their state", 100 * local / slots, 10, 12},
		{"vehicles that are replaced while their owners stay", 100 * replaced / (vehicleDays / 365.25), 14, 20},
		{"replacements that are new", 100 * fresh / bought, 20, 30},
	} {
		if t.Logf("%s: %.2f %% a year", c.name, c.got); c.got < c.least || c.got > c.most {
			t.Errorf("%s: %.2f %%, want %.1f to %.1f", c.name, c.got, c.least, c.most)
		}
	}
}

// TestYearlyChanges compares records of those who are there on a day and a year later, and counts
// registrations that have lapsed.
func TestYearlyChanges(t *testing.T) {
	t.Parallel()
	g := generator(t, Settings{Records: testenv.Scale(30_000, 300_000), Seed: 62})
	var before, after *Generator
	for day, g2 := range map[Date]**Generator{schema.NewDate(2021, 4, 10): &before, schema.NewDate(2022, 4, 10): &after} {
		on, err := g.On(day)
		if err != nil {
			t.Fatal(err)
		}
		*g2 = on
	}
	var same, marital, lapsed, addresses, licenses int
	for r := range before.All() {
		if r.Vehicles[0].RegistrationExpiresOn.Before(before.Settings().AsOf) {
			lapsed++
		}
		if now := after.Record(r.Slot); now.Key == r.Key {
			same++
			if now.Person.MaritalStatus != r.Person.MaritalStatus {
				marital++
			}
			if now.Person.AddressLine1 != r.Person.AddressLine1 {
				addresses++
			}
			if now.Person.DriverLicenseNumber != r.Person.DriverLicenseNumber {
				licenses++
			}
		}
	}
	for _, c := range []struct {
		name        string
		n, of       int
		least, most float64
	}{
		{"are the same person a year later", same, g.Len(), 85, 89},
		{"have another marital status", marital, same, 1.5, 6},
		{"have another address", addresses, same, 11, 15},
		{"have another license", licenses, same, 1.5, 3},
		{"have a lapsed registration", lapsed, g.Len(), 1, 3},
	} {
		got := percent(c.n, c.of)
		if t.Logf("%.2f %% %s", got, c.name); got < c.least || got > c.most {
			t.Errorf("%.2f %% %s, want %.1f to %.1f", got, c.name, c.least, c.most)
		}
	}
}

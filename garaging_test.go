package synthhub

import (
	"fmt"
	"slices"
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

// TestGaraging: on three dates, with all states and with one, the shares of vehicles that are garaged
// in another state are those of their lines, and they are in states that border on the residence; the
// others that are garaged elsewhere are nearby in the order of ZIP codes, most of them in the county or
// next to it.
func TestGaraging(t *testing.T) {
	t.Parallel()
	california, _ := ParseState("CA")
	for _, states := range [][]State{nil, {california}} {
		t.Run(fmt.Sprint(len(states), " chosen"), func(t *testing.T) {
			t.Parallel()
			eachJoint(t, Settings{States: states}, wantGarages)
		})
	}
}

func wantGarages(t *testing.T, g *Generator) {
	near := nearZIPs()
	var vehicles, abroad, elsewhere [lineEnd]float64
	var county, others float64
	for r := range g.Range(0, g.Len()) {
		p, v := &r.Person, &r.Vehicles[0]
		home := p.State
		if vehicles[p.LOBType]++; v.GaragingPostalCode == p.PostalCode {
			continue
		}
		border := vocab.Neighbors[home]
		if home.String() == "AK" || home.String() == "HI" {
			border = nil
		}
		elsewhere[p.LOBType]++
		if v.GaragingState != home {
			if abroad[p.LOBType]++; !slices.Contains(border, uint8(v.GaragingState)) {
				t.Errorf("record %d: %v does not border on %v", r.Slot, v.GaragingState, home)
			}
			continue
		}
		if d := near[v.GaragingPostalCode] - near[p.PostalCode]; d < -vocab.MaxGarageSteps || d > vocab.MaxGarageSteps {
			t.Errorf("record %d: %s is not near %s", r.Slot, v.GaragingPostalCode, p.PostalCode)
		}
		if others++; vocab.Counties[vocab.FindZIP(uint8(home), v.GaragingPostalCode).County].FIPS == p.CountyFIPS {
			county++
		}
	}
	for lob, want := range map[LineOfBusiness]float64{LinePersonal: 4, LineCommercial: 12} {
		slack := 1.0
		if testing.Short() {
			slack = 2
		}
		wantPoints(t, fmt.Sprint("another ZIP code, ", lob), 100*elsewhere[lob]/vehicles[lob], want, 0.4*slack)
		wantPoints(t, fmt.Sprint("another state, ", lob), 100*abroad[lob]/vehicles[lob], want/4, 0.2*slack)
	}
	if t.Logf("%.1f %% of those in the state are in the county", 100*county/others); county < 0.4*others {
		t.Errorf("%.1f %% of those in the state are in the county, want 40 or more", 100*county/others)
	}
}

// nearZIPs returns the position of each ZIP code among those of all states, by state and number.
func nearZIPs() map[string]int {
	var codes []string
	for i := range vocab.ZIPs {
		codes = append(codes, vocab.States[vocab.Cities[vocab.ZIPs[i].City].State]+vocab.ZIPCode(i))
	}
	slices.Sort(codes)
	positions := map[string]int{}
	for i, code := range codes {
		positions[code[2:]] = i
	}
	return positions
}

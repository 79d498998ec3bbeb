package vocab

import "testing"

// TestPayGroups compares occupations of the source with PayGroup.
func TestPayGroups(t *testing.T) {
	want := map[string]uint8{
		// Median pay in dollars of May 2021: Bureau of Labor Statistics, OEWS.
		"Accountant": 4 /* 77,200 */, "Airline Pilot": 4 /* 134,600 */, "Attorney": 4 /* 128,000 */, "Physician": 4,
		"Aircraft Mechanic": 3 /* 65,400 */, "Carpenter": 3 /* 48,300 */, "Chef": 3 /* 50,200 */, "Electrician": 3,
		"Administrative Assistant": 2 /* 37,900 */, "Auto Mechanic": 2 /* 46,900 */, "Bookkeeper": 2 /* 45,600 */, "Roofer": 2,
		"Assembler": 1 /* 36,600 */, "Bank Teller": 1 /* 36,300 */, "Cashier": 1 /* 27,300 */, "Window Cleaner": 1,
	}
	var counts [PayGroups + 1]int
	for i := range Occupations {
		if group, ok := want[Occupations[i].Name]; ok && PayGroup[i] != group {
			t.Errorf("%s: group %d, want %d", Occupations[i].Name, PayGroup[i], group)
		}
		if PayGroup[i] < 1 || PayGroup[i] > PayGroups {
			t.Fatalf("%s: group %d", Occupations[i].Name, PayGroup[i])
		}
		counts[PayGroup[i]]++
	}
	for group := 1; group <= PayGroups; group++ {
		if counts[group] < 38 || counts[group] > 48 {
			t.Errorf("group %d has %d occupations, want about a quarter of %d", group, counts[group], len(Occupations))
		}
	}
}

// TestNewerCarShares: with the weights of either line half keep newer vehicles, and more of those of
// higher pay do.
func TestNewerCarShares(t *testing.T) {
	for name, weight := range map[string]func(int) uint16{
		"personal": CareerWeight, "commercial": func(i int) uint16 { return Occupations[i].Commercial },
	} {
		t.Run(name, func(t *testing.T) {
			shares, sum, people := NewerCarShares(weight), int64(0), int64(0)
			for i, group := range PayGroup {
				sum, people = sum+int64(weight(i))*int64(shares[group]), people+int64(weight(i))
			}
			if mean := sum / people; mean < 1<<15-3 || mean > 1<<15+3 {
				t.Errorf("%d of 65,536 keep newer vehicles", mean)
			}
			for group := 2; group <= PayGroups; group++ {
				if shares[group] <= shares[group-1] {
					t.Errorf("group %d: %d, and the one below %d", group, shares[group], shares[group-1])
				}
			}
		})
	}
}

// TestFleetsByState: every state has pickups and vehicles with a plug, and some states are as their
// sources have them.
func TestFleetsByState(t *testing.T) {
	index := map[string]int{}
	for i, name := range States {
		index[name] = i
	}
	for state := 1; state <= StateCount; state++ {
		if p, e := PickupsByState[state], PlugInsByState[state]; p < 50 || p > 400 || e < 20 || e > 600 {
			t.Errorf("%s: %d pickups of 1,000, %d with a plug of 10,000", States[state], p, e)
		}
		if s := SUVsByState[state]; s != 0 && (s < 100 || s > 400) {
			t.Errorf("%s: %d SUVs of 1,000", States[state], s)
		}
	}
	for _, c := range []struct {
		state                  string
		pickups, plugIns, suvs uint16
	}{
		{"CA", 112, 558, 195}, {"WY", 373, 35, 0}, {"PA", 145, 131, 204}, {"RI", 140, 159, 0}, {"NY", 117, 240, 0}, {"AK", 289, 79, 364}, {"HI", 152, 377, 239},
	} {
		if s := index[c.state]; PickupsByState[s] != c.pickups || PlugInsByState[s] != c.plugIns || SUVsByState[s] != c.suvs {
			t.Errorf("%s: %d, %d, %d; want %+v", c.state, PickupsByState[s], PlugInsByState[s], SUVsByState[s], c)
		}
	}
}

// TestLuxuryMakes: each is a make in the table of models.
func TestLuxuryMakes(t *testing.T) {
	for _, name := range luxuryMakes {
		if !IsMake(name) || !IsLuxury(name) {
			t.Errorf("%s is no make", name)
		}
	}
	if IsLuxury("Ford") {
		t.Error("Ford is a luxury make")
	}
}

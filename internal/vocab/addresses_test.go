package vocab

import "testing"

// TestOrdinals: numbers as names of streets are English.
func TestOrdinals(t *testing.T) {
	for n, want := range map[int]string{
		1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 10: "10th", 11: "11th", 12: "12th", 13: "13th", 14: "14th", 21: "21st", 22: "22nd", 23: "23rd",
		42: "42nd", 100: "100th", 101: "101st", 102: "102nd", 111: "111th", 112: "112th", 113: "113th", 121: "121st", 150: "150th",
	} {
		if got := ordinal(n); got != want {
			t.Errorf("%d is %s, want %s", n, got, want)
		}
	}
}

// TestStreetTables: the weights have the sums that their sources have, and every type is one short word.
func TestStreetTables(t *testing.T) {
	var named, numbered, dc, dcNumbered int
	for i, k := range StreetTypes {
		named, numbered = named+int(k.Named), numbered+int(k.Numbered)
		dc, dcNumbered = dc+int(k.DCNamed), dcNumbered+int(k.DCNumbered)
		if int(k.DCNamed+k.DCNumbered) > int(k.Named+k.Numbered) {
			t.Errorf("%s has more addresses in the District of Columbia than in all", k.Name)
		}
		if i > 0 && StreetTypes[i-1].Named+StreetTypes[i-1].Numbered < k.Named+k.Numbered || k.Name != "" && !peoplePlain(k.Name) || len(k.Name) > 4 {
			t.Errorf("%q is no plain word, or not in the order of the weights", k.Name)
		}
	}
	if named+numbered != 3220 || numbered != 411 || dc+dcNumbered != 196 || dcNumbered != 54 {
		t.Errorf("%d and %d addresses, %d and %d in the District of Columbia; want 3,220 with 411 numbered, and 196 with 54", named, numbered, dc, dcNumbered)
	}
	if States[districtOfColumbia] != "DC" || States[alaska] != "AK" || States[hawaii] != "HI" {
		t.Error("a state has another number")
	}
	s := NewStreets()
	for name, list := range map[string][]uint8{"digits": s.digits, "directions": s.places[0].directions, "quadrants": s.places[1].directions} {
		if len(list) != perMille {
			t.Errorf("%s: %d weights, want 1,000", name, len(list))
		}
	}
	if s.MaxLen() > 60 {
		t.Errorf("address lines have up to %d bytes", s.MaxLen())
	}
}

// TestBusinessTables: the weights of the legal forms are of 1,000, professional forms are for licensed
// professions alone, and the longest name fits its column.
func TestBusinessTables(t *testing.T) {
	var trades, professions uint16
	for _, f := range BusinessForms {
		trades, professions = trades+f.Trades[0]+f.Trades[1], professions+f.Professions[0]+f.Professions[1]
		if f.Name[:min(1, len(f.Name))] == "P" && f.Trades[0]+f.Trades[1] > 0 {
			t.Errorf("trades have %s", f.Name)
		}
	}
	if trades != perMille || professions != perMille {
		t.Errorf("the weights are of %d and %d, want 1,000", trades, professions)
	}
	for _, name := range LicensedProfessions {
		if o := FindOccupation(name); o == nil || o.Commercial == 0 {
			t.Errorf("occupation %s is not in the commercial line", name)
		}
	}
	if n := NewBusinesses().MaxLen(); n > 60 {
		t.Errorf("names of businesses have up to %d bytes", n)
	}
}

// TestBeginsBusiness: the name of a business begins with a word or with the whole last name, without
// its suffix.
func TestBeginsBusiness(t *testing.T) {
	for _, c := range []struct {
		name, last string
		want       bool
	}{
		{"Cedar Example Plumbing", "Miller", true},
		{"Miller Example Plumbing LLC", "Miller", true},
		{"Miller & Sons Example Plumbing LLC", "Miller Jr.", true},
		{"De La Cruz Brothers Example Tile", "De La Cruz III", true},
		{"Miller Example Plumbing LLC", "Mill", false},
		{"Miller Example Plumbing LLC", "Garcia", false},
		{"Miller", "Miller", false},
		{"Example Plumbing", "Miller", false},
		{"", "Miller", false},
	} {
		if got := BeginsBusiness(c.name, c.last); got != c.want {
			t.Errorf("BeginsBusiness(%q, %q) is %t", c.name, c.last, got)
		}
	}
}

// TestGarages: from each ZIP code every other one within some steps is chosen, none of another state
// and never itself; Alaska and Hawaii have no vehicles in other states.
func TestGarages(t *testing.T) {
	zips := NewZIPChoices()
	g := NewGarages(&zips)
	for i := range ZIPs {
		state, found := Cities[ZIPs[i].City].State, map[int]bool{}
		for n := range uint64(2 * MaxGarageSteps) {
			zip := g.near(state, uint16(i), (2*n+1)*(^uint64(0)/(4*MaxGarageSteps)))
			if zip == i || Cities[ZIPs[zip].City].State != state {
				t.Fatalf("near %s of %s is %s", ZIPCode(i), States[state], ZIPCode(zip))
			}
			found[zip] = true
		}
		if len(found) < MaxGarageSteps {
			t.Errorf("only %d ZIP codes are near %s", len(found), ZIPCode(i))
		}
	}
	for s := uint8(1); s <= StateCount; s++ {
		if got, want := len(LandNeighbors(s)) == 0, States[s] == "AK" || States[s] == "HI"; got != want {
			t.Errorf("%s has no neighbors: %t", States[s], got)
		}
	}
}

// TestOldAges: the weights of the old slots and of all others add up to DriverAges, and each slot has its part.
func TestOldAges(t *testing.T) {
	old, others := uint32(0), uint32(0)
	for k, weight := range OtherDriverAges() {
		if i := k + minDriverAge - OldAge; i >= 0 && i < len(OldWeights) {
			old += OldWeights[i]
			weight += OldWeights[i]
		}
		if others += weight; weight != DriverAges[k] {
			t.Errorf("age %d: %d, want %d", k+minDriverAge, weight, DriverAges[k])
		}
	}
	if others != 100_000 || old != 200 {
		t.Errorf("the weights are of %d, and %d for 2 of 1,000 slots", others, old)
	}
}

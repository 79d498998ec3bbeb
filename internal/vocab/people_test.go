package vocab

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// peoplePlain reports whether s is words of letters, separated by single spaces or hyphens. CSV,
// JSON and spreadsheets do not treat such a text specially.
func peoplePlain(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		part := (c == ' ' || c == '-') && i > 0 && i < len(s)-1 && s[i-1] != ' ' && s[i-1] != '-'
		if !letter && !part {
			return false
		}
	}
	return s != ""
}

// TestOccupations: the table is sorted, and its fields agree.
func TestOccupations(t *testing.T) {
	if !slices.IsSortedFunc(Occupations[:], func(a, b Occupation) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("Occupations is not sorted")
	}
	personal, commercial := 0, 0
	seen := map[string]bool{}
	for _, o := range Occupations {
		if seen[o.Name] {
			t.Errorf("%s occurs twice", o.Name)
		}
		seen[o.Name] = true
		if !peoplePlain(o.Name) || len(o.Name) > 40 {
			t.Errorf("%q is not a plain name", o.Name)
		}
		if o.Personal == 0 && o.Commercial == 0 {
			t.Errorf("%s is in no line", o.Name)
		}
		if o.MinAge < 16 || o.MinAge > 60 {
			t.Errorf("%s from %d years", o.Name, o.MinAge)
		}
		if (o.Commercial > 0) != (o.Trade != "") || o.Trade != "" && !peoplePlain(o.Trade) {
			t.Errorf("%s: commercial weight %d, trade %q", o.Name, o.Commercial, o.Trade)
		}
		if (o.Commercial > 0) != (o.Fleet != 0) || o.Fleet > LimousineFleet {
			t.Errorf("%s: commercial weight %d, fleet %d", o.Name, o.Commercial, o.Fleet)
		}
		if (o.Personal > 0) != (o.Work != 0) || o.Work >= WorkEnd {
			t.Errorf("%s: personal weight %d, work %d", o.Name, o.Personal, o.Work)
		}
		personal += min(int(o.Personal), 1)
		commercial += min(int(o.Commercial), 1)
	}
	if personal < 90 || commercial < 40 {
		t.Errorf("%d personal and %d commercial occupations, want 90 and 40", personal, commercial)
	}
}

// TestOccupationIndexes: the constants are the indexes of the occupations that they name.
func TestOccupationIndexes(t *testing.T) {
	for i, name := range map[int]string{
		FarmerOccupation: "Farmer", HomemakerOccupation: "Homemaker", NotEmployedOccupation: "Not Employed",
		RetiredOccupation: "Retired", StudentOccupation: "Student",
	} {
		if Occupations[i].Name != name {
			t.Errorf("occupation %d is %s, want %s", i, Occupations[i].Name, name)
		}
	}
	for _, i := range []int{RetiredOccupation, StudentOccupation} {
		if o := Occupations[i]; o.Personal == 0 || o.Commercial != 0 {
			t.Errorf("%s is not only in the personal line: %+v", o.Name, o)
		}
	}
}

// TestOccupationAges: both lines have occupations at age 16.
func TestOccupationAges(t *testing.T) {
	young := [2]int{}
	for _, o := range Occupations {
		if o.MinAge == 16 {
			young[0] += int(o.Personal)
			young[1] += int(o.Commercial)
		}
	}
	if young[0] == 0 || young[1] == 0 {
		t.Errorf("the weights at age 16 are %v: a line has no occupation", young)
	}
	for name, want := range map[string]uint8{"Cashier": 16, "Physician": 26, "Long-Haul Truck Driver": 21, "Retired": 55, "Registered Nurse": 21} {
		i := slices.IndexFunc(Occupations[:], func(o Occupation) bool { return o.Name == name })
		if i < 0 || Occupations[i].MinAge != want {
			t.Errorf("%s is missing or not from %d years", name, want)
		}
	}
	for name, want := range map[string]string{
		"Plumber": "Plumbing", "Electrician": "Electric", "General Contractor": "Contracting", "Landscaper": "Landscaping",
		"Florist": "Floral", "Courier": "Courier", "Long-Haul Truck Driver": "Freight", "Caterer": "Catering", "Physician": "",
	} {
		i := slices.IndexFunc(Occupations[:], func(o Occupation) bool { return o.Name == name })
		if i < 0 || Occupations[i].Trade != want {
			t.Errorf("%s is missing or not in trade %q", name, want)
		}
	}
}

// TestBusinessAndStreetWords: the lists are sorted, and no mark is also an ordinary word.
func TestBusinessAndStreetWords(t *testing.T) {
	for name, words := range map[string][]string{
		"BusinessWords": BusinessWords, "BusinessMarks": BusinessMarks, "StreetMarks": StreetMarks, "StreetWords": StreetWords,
	} {
		t.Run(name, func(t *testing.T) {
			if len(words) < 3 {
				t.Errorf("only %d words", len(words))
			}
			for i, w := range words {
				if i > 0 && words[i-1] >= w {
					t.Errorf("%s is not after %s", w, words[i-1])
				}
				if !peoplePlain(w) || strings.ContainsAny(w, " -") || len(w) > 14 || w[0] < 'A' || w[0] > 'Z' {
					t.Errorf("%q is not one plain word", w)
				}
			}
		})
	}
	for _, m := range BusinessMarks {
		if slices.Contains(BusinessWords, m) {
			t.Errorf("%s is both mark and word of a business", m)
		}
	}
	for _, m := range StreetMarks {
		if slices.Contains(StreetWords, m) {
			t.Errorf("%s is both mark and word of a street", m)
		}
	}
}

// TestDriverAges compares the weights with table DL-220 for 2023, in thousands of drivers (men
// and women together).
func TestDriverAges(t *testing.T) {
	table := []struct{ from, to, thousands int }{
		{16, 16, 1127}, {17, 17, 1937}, {18, 18, 2630}, {19, 19, 3000},
		{20, 20, 3295}, {21, 21, 3406}, {22, 22, 3537}, {23, 23, 3697}, {24, 24, 3793},
		{25, 29, 19794}, {30, 34, 21331}, {35, 39, 20761}, {40, 44, 20091}, {45, 49, 18283}, {50, 54, 19110},
		{55, 59, 19124}, {60, 64, 19750}, {65, 69, 17779}, {70, 74, 14298}, {75, 79, 10333}, {80, 84, 6090}, {85, 95, 4373},
	}
	all := 0
	for _, b := range table {
		all += b.thousands
	}
	sum := 0
	for _, w := range DriverAges {
		sum += int(w)
	}
	if sum != 100_000 {
		t.Errorf("the weights add up to %d", sum)
	}
	for _, b := range table {
		got := 0
		for a := b.from; a <= b.to; a++ {
			got += int(DriverAges[a-16])
		}
		if want := float64(b.thousands) / float64(all) * 100_000; math.Abs(float64(got)-want) > 0.5+0.4*float64(b.to-b.from) {
			t.Errorf("ages %d to %d have the weight %d, and %.1f in DL-220", b.from, b.to, got, want)
		}
	}
	for i := 1; i < len(DriverAges); i++ {
		a, b := int(DriverAges[i-1]), int(DriverAges[i])
		if i < 9 && b <= a || i > 64 && b >= a {
			t.Errorf("weights must rise to 24 and fall from 80: %d at %d, %d at %d", a, 15+i, b, 16+i)
		}
		if i > 9 && max(a-b, b-a) > 80 {
			t.Errorf("not smooth: %d at %d, %d at %d", a, 15+i, b, 16+i)
		}
	}
}

// peopleGroups checks the first ages of the age groups of a table.
func peopleGroups(t *testing.T, name string, from []uint8, rows int) {
	t.Helper()
	if len(from) != rows || from[0] != 16 || !slices.IsSorted(from) || len(slices.Compact(slices.Clone(from))) != rows {
		t.Errorf("%s: %d rows for groups from %v", name, rows, from)
	}
}

// peopleMean returns the mean of a value of each age group, weighted by its drivers.
func peopleMean(from []uint8, value func(group int) float64) float64 {
	sum, group := 0.0, 0
	for i, w := range DriverAges {
		for group+1 < len(from) && 16+i >= int(from[group+1]) {
			group++
		}
		sum += value(group) * float64(w)
	}
	return sum / 100_000
}

// TestGenders: the genders of each line of business follow from its occupations.
func TestGenders(t *testing.T) {
	for _, line := range []struct {
		name   string
		have   [sexes]uint16
		weight func(i, sex int) uint32
	}{
		{"personal", PersonalGenders, func(i, sex int) uint32 {
			if i == StudentOccupation || i == RetiredOccupation {
				return 0
			}
			return careerWeight(i, Occupations[i].Personal, sex, PersonalWomenOdds)
		}},
		{"commercial", CommercialGenders, func(i, sex int) uint32 {
			return careerWeight(i, Occupations[i].Commercial, sex, CommercialWomenOdds)
		}},
	} {
		var sums [sexes]float64
		for i := range Occupations {
			for sex := range sums {
				sums[sex] += float64(line.weight(i, sex))
			}
		}
		f, m, x := line.have[0], line.have[1], line.have[2]
		got, want := float64(f)/float64(f+m), sums[0]/(sums[0]+sums[1])
		t.Logf("%s line: %.4f of F and M are F, want %.4f", line.name, got, want)
		if f+m+x != 10_000 || x < 10 || x > 30 || math.Abs(got-want) > 0.0001 {
			t.Errorf("%s line: have %v, and %.4f of F and M are F, want %.4f", line.name, line.have, got, want)
		}
	}
}

// TestOccupationWomen: each share stands beside its occupation, and the odds are raised as much as
// the constants say.
func TestOccupationWomen(t *testing.T) {
	for name, want := range map[string]uint16{ // per thousand, of the source
		"Accountant": 588, "Preschool Teacher": 974, "Auto Mechanic": 29, "Homemaker": 880, "Plumber": 11,
		"Registered Nurse": 879, "Software Developer": 215, "Student": 520, "Veterinarian": 671, "Writer": 573,
	} {
		i := slices.IndexFunc(Occupations[:], func(o Occupation) bool { return o.Name == name })
		if got := OccupationWomen[i]; got != want {
			t.Errorf("%d of 1,000 with the occupation %s are women, want %d", got, name, want)
		}
	}
	for i, share := range OccupationWomen {
		f := float64(share) / 1000
		for _, odds := range []uint64{PersonalWomenOdds, CommercialWomenOdds} {
			k := float64(odds) / 100
			want := k * f / (k*f + 1 - f)
			women, men := float64(careerWeight(i, 1, 0, odds)), float64(careerWeight(i, 1, 1, odds))
			if got := women / (women + men); math.Abs(got-want) > 0.0005 || careerWeight(i, 1, 2, odds) != 10_000 {
				t.Errorf("%s at %d percent of the odds: %.4f are women, want %.4f", Occupations[i].Name, odds, got, want)
			}
		}
	}
}

// TestLicenseAges compares the weights with the survey.
func TestLicenseAges(t *testing.T) {
	sum := 0
	for k, w := range LicenseAges {
		sum += int(w)
		if w == 0 || k > 0 && w > LicenseAges[k-1] {
			t.Errorf("weight %d at age %d", w, 16+k)
		}
	}
	if sum != 1000 || len(LicenseAges) != 30 {
		t.Errorf("%d ages add up to %d, want 30 and 1000", len(LicenseAges), sum)
	}
	// 41 percent at 16 and 60 percent before 18, of the 88 percent who have a license.
	if a, b := LicenseAges[0], LicenseAges[0]+LicenseAges[1]; a != 466 || b != 682 {
		t.Errorf("%d at 16 and %d before 18, want 466 and 682", a, b)
	}
}

func TestIncidents(t *testing.T) {
	peopleGroups(t, "Violations", IncidentFrom[:], len(Violations))
	peopleGroups(t, "Accidents", IncidentFrom[:], len(Accidents))
	for b := range IncidentFrom {
		for name, row := range map[string][]uint16{"Violations": Violations[b][:], "Accidents": Accidents[b][:]} {
			sum := 0
			for k, w := range row {
				sum += int(w)
				if k > 0 && w > row[k-1] {
					t.Errorf("%s, group %d: %d is more likely than %d", name, b, k, k-1)
				}
			}
			if sum != 1000 {
				t.Errorf("%s, group %d adds up to %d", name, b, sum)
			}
		}
		young := IncidentFrom[b] < 25
		for c := range IncidentFrom {
			if young && IncidentFrom[c] >= 25 && (Violations[b][0] >= Violations[c][0] || Accidents[b][0] >= Accidents[c][0]) {
				t.Errorf("the group from %d must have more incidents than that from %d", IncidentFrom[b], IncidentFrom[c])
			}
		}
	}
	// The shares in seven years, converted to three years at a constant rate.
	three := func(seven float64) float64 { return 1000 * (1 - math.Pow(1-seven, 3.0/7)) }
	violations := peopleMean(IncidentFrom[:], func(b int) float64 { return 1000 - float64(Violations[b][0]) })
	accidents := peopleMean(IncidentFrom[:], func(b int) float64 { return 1000 - float64(Accidents[b][0]) })
	if math.Abs(violations-three(0.2383)) > 1 || math.Abs(accidents-three(0.1246)) > 1 {
		t.Errorf("per thousand drivers %.1f have violations and %.1f accidents, want %.1f and %.1f",
			violations, accidents, three(0.2383), three(0.1246))
	}
}

func TestVehicleCounts(t *testing.T) {
	sum := 0
	for i, w := range HouseholdVehicles {
		sum += int(w)
		if w == 0 || i > 1 && w >= HouseholdVehicles[i-1] {
			t.Errorf("weight %d of %d vehicles", w, i+1)
		}
	}
	if sum != 1000 || HouseholdVehicles[0] != 360 || HouseholdVehicles[1] != 400 {
		t.Errorf("households add up to %d, have %v", sum, HouseholdVehicles)
	}
	var fleets, few, many int
	sum = 0
	for i, w := range FleetVehicles {
		sum += int(w)
		if w == 0 || i > 0 && w > FleetVehicles[i-1] {
			t.Errorf("weight %d of a fleet of %d", w, i+1)
		}
		if i < 3 {
			few += int(w)
		}
		if i >= 4 {
			fleets += int(w)
		}
		if i >= 19 {
			many += int(w)
		}
	}
	if 100*few < 70*sum || 100*fleets < 10*sum || 100*fleets > 25*sum || 100*many > 5*sum {
		t.Errorf("of %d: %d have 1 to 3, %d five or more, %d twenty or more", sum, few, fleets, many)
	}
}

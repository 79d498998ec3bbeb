package synthhub

import (
	"testing"

	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/vocab"
)

func strataOf(states ...string) *strata {
	if len(states) == 0 {
		states = vocab.States[1:]
	}
	return newStrata(newLabel(Version, 42, "persons", "state"), states)
}

// TestStrataBlock looks at whole blocks: every state has its quota, and the ranks
// of residents and of licences are each a run of numbers without gap or repetition.
func TestStrataBlock(t *testing.T) {
	for _, states := range [][]string{nil, {"CA", "NV"}, {"WY"}, {"AK", "HI", "VT"}} {
		st := strataOf(states...)
		for _, b := range []int{0, 1, 100_000_000 >> blockBits} {
			residents, licences := map[uint8]map[uint64]bool{}, map[uint8]map[uint64]bool{}
			add := func(m map[uint8]map[uint64]bool, state uint8, rank uint64) {
				if m[state] == nil {
					m[state] = map[uint64]bool{}
				}
				if m[state][rank] {
					t.Fatalf("block %d: %s has rank %d twice", b, vocab.States[state], rank)
				}
				m[state][rank] = true
			}
			elsewhere := 0
			for i := b * block; i < (b+1)*block; i++ {
				s := st.at(i)
				add(residents, s.state, s.rank)
				add(licences, s.issuer, s.licenceRank)
				if s.issuer != s.state {
					elsewhere++
				}
			}
			for _, p := range st.places {
				if len(residents[p.state]) != int(p.quota) || len(licences[p.state]) != int(p.licences) {
					t.Errorf("%s has %d residents and %d licences, want %d and %d", vocab.States[p.state], len(residents[p.state]), len(licences[p.state]), p.quota, p.licences)
				}
				for k := range uint64(p.quota) {
					if !residents[p.state][uint64(b)*uint64(p.quota)+k] {
						t.Fatalf("block %d: %s lacks rank %d", b, vocab.States[p.state], k)
					}
				}
				for k := range uint64(p.licences) {
					if !licences[p.state][uint64(b)*uint64(p.licences)+k] {
						t.Fatalf("block %d: %s lacks licence rank %d", b, vocab.States[p.state], k)
					}
				}
			}
			if share := float64(elsewhere) / block; len(st.places) == 1 && share != 0 || len(st.places) > 1 && (share < 0.02 || share > 0.026) {
				t.Errorf("%v: %.2f %% have a licence from elsewhere", states, 100*share)
			}
		}
	}
}

// TestStrataQuotas: the quotas are the populations, to a person in the block.
func TestStrataQuotas(t *testing.T) {
	sum := uint32(0)
	for _, p := range strataOf().places {
		exact := float64(vocab.Populations[p.state]) / 331_449_281 * block
		if d := float64(p.quota) - exact; d < -1 || d > 1 {
			t.Errorf("%s: quota %d, share %.1f", vocab.States[p.state], p.quota, exact)
		}
		sum += p.quota
	}
	if sum != block {
		t.Errorf("the quotas add up to %d", sum)
	}
}

// TestShuffle: a block's shuffle is one to one, and differs between blocks.
func TestShuffle(t *testing.T) {
	seen, moved := make([]bool, block), 0
	for v := range block {
		s := shuffle(99, uint16(v))
		if seen[s] {
			t.Fatalf("slot %d comes twice", s)
		}
		seen[s] = true
		if shuffle(100, uint16(v)) != s {
			moved++
		}
	}
	if moved < block*99/100 {
		t.Errorf("another key moves only %d slots", moved)
	}
}

// TestPlateZones: no two ordinals share a code, and all fit.
func TestPlateZones(t *testing.T) {
	for _, size := range []uint64{1_000_000, 6_760_000, 999_999_937} {
		end := uint64(0)
		for k := range MaxVehicles {
			start, room := plateZone(size, k)
			if start < end || room == 0 || start+room > size {
				t.Errorf("size %d: ordinal %d has %d codes from %d, the zone before ends at %d", size, k, room, start, end)
			}
			end = start + room
		}
	}
}

// TestFormatsHold: what Settings.Validate promises of 100 million records rests on
// these sizes; and two series of one state never share a code.
func TestFormatsHold(t *testing.T) {
	if err := (Settings{Records: 100_000_000}).Validate(); err != nil {
		t.Error(err)
	}
	for s := 1; s <= vocab.StateCount; s++ {
		p := vocab.Plates[s]
		if p.Commercial != p.Passenger && !mask.Disjoint(mask.MustParse(p.Passenger), mask.MustParse(p.Commercial)) {
			t.Errorf("%s: the series %s and %s could share a code", vocab.States[s], p.Passenger, p.Commercial)
		}
	}
	const vehicles = uint64(MaxRecords) * MaxVehicles
	for i := range vocab.WMIs {
		for era := range 2 {
			if n := vinCodes(&vocab.WMIs[i], era); n > 0 && n < vehicles {
				t.Errorf("prefix %s, era %d: %d VINs a year are fewer than %d vehicles", vocab.WMIs[i].Code, era, n, vehicles)
			}
		}
	}
}

// TestRanksFarOut takes positions around 10^8: licences, plates, e-mail addresses
// and VINs there are unique too.
func TestRanksFarOut(t *testing.T) {
	g, err := NewGenerator(Settings{Records: 100_000_000, Seed: 4})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	a := new(arena)
	var r Record
	for _, from := range []int{0, 99_000, 9_999_000, 99_990_000} {
		for i := from; i < from+5000; i++ {
			g.fill(&r, i, a)
			for _, key := range []string{
				"email " + r.Person.Email, "licence " + r.Person.DriverLicenseState.String() + r.Person.DriverLicenseNumber,
				"vin " + r.Vehicles[0].VIN, "plate " + r.Vehicles[0].RegistrationState.String() + r.Vehicles[0].RegistrationPlate,
				r.Person.ID.String(), r.Vehicles[0].ID.String(), r.Profile.ID.String(),
			} {
				if at, ok := seen[key]; ok {
					t.Fatalf("%s stands at %d and at %d", key, at, i)
				}
				seen[key] = i
			}
		}
	}
}

package synthhub

import (
	"math"
	"slices"
	"sort"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/vocab"
)

func strataOf(states ...State) *strata {
	if len(states) == 0 {
		states = allStates()
	}
	return newStrata(draw.NewLabel(42, epoch, "persons", "state"), states)
}

// TestStrataBlocks looks at whole blocks, the small ones at the beginning and one far
// out: every state has its quota, and the ranks of residents and of licences go on
// where the blocks before ended, without gap or repetition.
func TestStrataBlocks(t *testing.T) {
	for _, states := range [][]State{nil, {StateCA, StateNV}, {StateWY}, {StateAK, StateHI, StateVT}} {
		st := strataOf(states...)
		for _, b := range [][2]int{{0, 1024}, {1024, 4096}, {4096, 16384}, {16384, 65536}, {65536, 131072}, {131072, 196608}, {99_942_400, 100_007_936}} {
			residents, licences := map[uint8][]uint64{}, map[uint8][]uint64{}
			elsewhere := 0
			for i := b[0]; i < b[1]; i++ {
				s := st.at(i)
				residents[s.state] = append(residents[s.state], s.rank)
				licences[s.issuer] = append(licences[s.issuer], s.licenceRank)
				if s.issuer != s.state {
					elsewhere++
				}
			}
			for place, p := range st.kinds[0].places {
				r0, l0 := st.ranks(place, b[0])
				r1, l1 := st.ranks(place, b[1])
				holdsRun(t, vocab.States[p.state]+" residents", residents[p.state], r0, r1)
				holdsRun(t, vocab.States[p.state]+" licences", licences[p.state], l0, l1)
			}
			if share := float64(elsewhere) / float64(b[1]-b[0]); len(states) == 1 && share != 0 || len(states) != 1 && (share < 0.014 || share > 0.026) {
				t.Errorf("%v, block %v: %.2f %% have a licence from elsewhere", states, b, 100*share)
			}
		}
	}
}

// holdsRun wants the numbers from lo up to, but without, hi, in any order.
func holdsRun(t *testing.T, name string, numbers []uint64, lo, hi uint64) {
	t.Helper()
	slices.Sort(numbers)
	if uint64(len(numbers)) != hi-lo {
		t.Fatalf("%s: %d numbers, want %d to %d", name, len(numbers), lo, hi)
	}
	for i, n := range numbers {
		if n != lo+uint64(i) {
			t.Fatalf("%s: number %d is %d, want %d", name, i, n, lo+uint64(i))
		}
	}
}

// TestStrataQuotas: the quotas are the populations, to one slot of the block.
func TestStrataQuotas(t *testing.T) {
	st := strataOf()
	for i := range st.kinds {
		sum := 0
		size := float64(st.kinds[i].order.Len())
		for _, p := range st.kinds[i].places {
			exact := float64(vocab.Populations[p.state]) / 331_449_281 * size
			if d := float64(p.quota) - exact; d < -1 || d > 1 {
				t.Errorf("%s: quota %d, share %.1f", vocab.States[p.state], p.quota, exact)
			}
			sum += int(p.quota)
		}
		if sum != int(size) {
			t.Errorf("the quotas of %.0f slots add up to %d", size, sum)
		}
	}
}

// TestSmallDatasetsOfSmallStates: a small dataset is not refused for the sake of a
// block that it does not fill.
func TestSmallDatasetsOfSmallStates(t *testing.T) {
	for _, state := range allStates() {
		s := Settings{Records: 1000, States: []State{state}, Vehicles: VehicleRange{1, MaxVehicles}}
		if err := s.Validate(); err != nil {
			t.Errorf("1000 fleets in %s: %v", state, err)
		}
	}
}

// TestShuffle: a block's shuffle is one to one, and differs between blocks.
func TestShuffle(t *testing.T) {
	seen, moved := make([]bool, block), 0
	one, other := draw.NewLabel(1), draw.NewLabel(2)
	for v := range block {
		s := shuffle(one, uint16(v))
		if seen[s] {
			t.Fatalf("slot %d comes twice", s)
		}
		seen[s] = true
		if shuffle(other, uint16(v)) != s {
			moved++
		}
	}
	if moved < block*99/100 {
		t.Errorf("another key moves only %d slots", moved)
	}
}

// TestStatesApart: the state of a record says nothing about that of another, not even where
// their slots share a byte.
func TestStatesApart(t *testing.T) {
	const records = 4 << 20
	st := newStrata(draw.NewLabel(1, epoch, "persons", "state"), allStates())
	low, n := make([]bool, records), 0.0
	for i := range low {
		if low[i] = st.at(block+i).state < 25; low[i] {
			n++
		}
	}
	share := n / records
	for _, lag := range []int{1, 2, 255, 256, 257, 512, 768, 1024, 2048, 4096} {
		both := 0.0
		for i := range records - lag {
			if low[i] && low[i+lag] {
				both++
			}
		}
		pairs := float64(records - lag)
		if z := (both - pairs*share*share) / math.Sqrt(pairs) / (share * (1 - share)); math.Abs(z) > 4.5 {
			t.Errorf("records %d apart: %.1f deviations from independence", lag, z)
		}
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
	for i := range facts().vins {
		f := &facts().vins[i]
		if n := f.scale.Size(); n > 0 && n < vehicles {
			t.Errorf("prefix %s, era %d: %d VINs a year are fewer than %d vehicles", f.code, i%2, n, vehicles)
		}
	}
}

// TestCapacityHolds: what Validate lets pass can be made to the last record, whatever the
// seed: the states of licences are drawn, so their counts are not those of another seed.
func TestCapacityHolds(t *testing.T) {
	for seed := range uint64(3) {
		s := Settings{Seed: seed, States: []State{StateAR, StateMS, StateTN}}
		most := sort.Search(MaxRecords, func(n int) bool {
			s.Records = n + 1
			return s.Validate() != nil
		})
		s.Records = most
		g, err := NewGenerator(s)
		if err != nil {
			t.Fatal(err)
		}
		for range g.Range(most-most%block-block, most) {
		}
		s.Records = most + 1
		if _, err := NewGenerator(s); err == nil || most%block != 0 {
			t.Errorf("seed %d: %d records are allowed, the next fails with %v; want the end of a block", seed, most, err)
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
	for _, from := range []int{0, 99_000, 9_999_000, 99_990_000} {
		for r := range g.Range(from, from+5000) {
			i := r.Slot
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

// TestNear compares the neighbours that blocks know with the table, for states with some
// chosen neighbours and with none.
func TestNear(t *testing.T) {
	for _, states := range [][]State{{StateWY}, {StateAK, StateHI}, {StateCA, StateNV}, {StateAL, StateGA, StateHI}, allStates()} {
		k := &newStrata(draw.NewLabel(1, epoch, "persons", "state"), states).kinds[0]
		for place, p := range k.places {
			var want []uint8
			for other, o := range k.places {
				if slices.Contains(vocab.Neighbours[p.state], o.state) {
					want = append(want, uint8(other))
				}
			}
			if got := k.near(place); !slices.Equal(got, want) {
				t.Errorf("%v: places near %s are %v, want %v", states, vocab.States[p.state], got, want)
			}
		}
	}
}

package synthhub

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"

	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/vocab"
)

// Numbers that must be unique in a state, such as licences, come from a
// permutation of the state's few million codes. That needs the rank of a record
// among those of its state, without counting the records before it. So states
// are not drawn one by one: positions come in blocks of 65,536, in each of which
// every state has a fixed quota, and a permutation of its own shuffles the block.
// The rank is then the number of the block times the quota, plus the place in the
// quota. To a reader the states look drawn by lot, and shares are exact.

const (
	blockBits = 16
	block     = 1 << blockBits
	// foreignPart is the part of a state's persons, one in so many, who hold a
	// licence of another state.
	foreignPart = 40
)

// strata holds the quotas of each chosen state in a block. It does not change.
type strata struct {
	label  Label
	places []stratum
	first  [256]uint8 // place in places of the first state of each 256th of a block
	alien  []licence  // of those with a licence from elsewhere, by slot
}

// A stratum is one state's part of a block.
type stratum struct {
	state    uint8
	start    uint32 // first slot of the block
	quota    uint32 // slots of residents
	home     uint32 // the first of them, with a licence of this state
	aliens   uint32 // place in strata.alien of the others
	licences uint32 // licences issued by this state per block
}

type licence struct {
	state uint8
	rank  uint32 // among the licences of that state per block
}

// newStrata gives each chosen state its quota by largest remainder, at least one.
func newStrata(label Label, states []string) *strata {
	st := &strata{label: label}
	total := uint64(0)
	for _, code := range states {
		total += uint64(vocab.Populations[stateIndex(code)])
	}
	type share struct {
		place int
		rest  uint64
	}
	var shares []share
	free := uint32(block)
	for i, code := range states {
		s := stateIndex(code)
		quota, rest := bits.Div64(0, uint64(vocab.Populations[s])*block, total)
		quota = max(quota, 1)
		st.places = append(st.places, stratum{state: s, quota: uint32(quota)})
		shares = append(shares, share{i, rest})
		free -= uint32(quota)
	}
	slices.SortStableFunc(shares, func(a, b share) int { return cmp.Compare(b.rest, a.rest) })
	for i := range free {
		st.places[shares[int(i)%len(shares)].place].quota++
	}
	start := uint32(0)
	for i := range st.places {
		p := &st.places[i]
		p.start, p.home = start, p.quota
		if len(states) > 1 {
			p.home -= p.quota / foreignPart
		}
		p.licences = p.home
		start += p.quota
	}
	st.issueElsewhere()
	place := uint8(0)
	for i := range st.first {
		for end := uint32(i) * (block / 256); st.places[place].start+st.places[place].quota <= end; {
			place++
		}
		st.first[i] = place
	}
	return st
}

// issueElsewhere decides the state of the licences that were brought along: a
// chosen neighbour if there is one, weighted by population.
func (st *strata) issueElsewhere() {
	for i := range st.places {
		p := &st.places[i]
		p.aliens = uint32(len(st.alien))
		weights := make([]uint32, len(st.places))
		near := uint32(0)
		for j, o := range st.places {
			if slices.Contains(vocab.Neighbours[p.state], o.state) {
				weights[j] = vocab.Populations[o.state]
				near += weights[j]
			}
		}
		for j, o := range st.places {
			if near == 0 && j != i {
				weights[j] = vocab.Populations[o.state]
			}
		}
		r := st.label.sub(uint64(p.state)).At(0, 0)
		for range p.quota - p.home {
			o := &st.places[pickFew(r.Uint64(), weights)]
			st.alien = append(st.alien, licence{o.state, o.licences})
			o.licences++
		}
	}
}

// A seat is what the strata decide for one record.
type seat struct {
	state       uint8  // of residence
	rank        uint64 // among the residents of the state
	issuer      uint8  // state of the licence
	licenceRank uint64 // among the licences of that state
}

// at returns the seat of record i.
func (st *strata) at(i int) seat {
	b := uint64(i) >> blockBits
	slot := shuffle(st.label.sub(b|1<<40).key, uint16(i))
	at := int(st.first[slot>>8])
	for uint32(slot) >= st.places[at].start+st.places[at].quota {
		at++
	}
	p := &st.places[at]
	k := uint32(slot) - p.start
	s := seat{state: p.state, rank: b*uint64(p.quota) + uint64(k), issuer: p.state}
	if k < p.home {
		s.licenceRank = b*uint64(p.licences) + uint64(k)
		return s
	}
	l := st.alien[p.aliens+k-p.home]
	s.issuer = l.state
	o := st.places[slices.IndexFunc(st.places, func(o stratum) bool { return o.state == l.state })]
	s.licenceRank = b*uint64(o.licences) + uint64(l.rank)
	return s
}

// shuffle permutes the slots of one block: a Feistel network on two bytes.
func shuffle(key uint64, v uint16) uint16 {
	l, r := uint64(v>>8), uint64(v&255)
	for round := range uint64(3) {
		l ^= mix(key+(2*round<<8|r)*phi) >> 56
		r ^= mix(key+((2*round+1)<<8|l)*phi) >> 56
	}
	return uint16(l<<8 | r)
}

// Plates are ranked by state and by the vehicle's ordinal, so that a wider range
// of vehicles moves no plate. The first vehicle has half of a format's codes, each
// of the next three an eighth, and the rest share the last eighth.
func plateZone(size uint64, ordinal int) (start, room uint64) {
	eighth := size / 8
	switch {
	case ordinal == 0:
		return 0, 4 * eighth
	case ordinal < 4:
		return uint64(3+ordinal) * eighth, eighth
	}
	room = eighth / (MaxVehicles - 4)
	return 7*eighth + uint64(ordinal-4)*room, room
}

// capacity reports the formats that hold too few codes for the settings.
func (s Settings) capacity() (errs []error) {
	st := newStrata(Label{}, s.States)
	blocks := (uint64(s.Records) + block - 1) >> blockBits
	for _, p := range st.places {
		code := vocab.States[p.state]
		licences := blocks * uint64(p.licences)
		if m := mask.MustParse(vocab.Licences[p.state]); m.Size() < licences {
			errs = append(errs, tooFew(s, "driver_license_number", code, m, m.Size(), licences))
		}
		residents := blocks * uint64(p.quota)
		masks := []string{vocab.Plates[p.state].Passenger}
		if vocab.Plates[p.state].Commercial != masks[0] {
			masks = append(masks, vocab.Plates[p.state].Commercial)
		}
		for _, src := range masks {
			m := mask.MustParse(src)
			if _, room := plateZone(m.Size(), s.Vehicles.Max-1); room < residents {
				errs = append(errs, tooFew(s, "registration_plate", code, m, room, residents))
			}
		}
	}
	return errs
}

func tooFew(s Settings, column, state string, m *mask.Mask, holds, needs uint64) error {
	return &SettingError{"Records", fmt.Sprint(s.Records),
		fmt.Sprintf("fewer records, more states or fewer vehicles: %s has %d values for %s in the form %s, and %d may be needed", column, holds, state, m, needs)}
}

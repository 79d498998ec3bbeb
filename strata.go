package synthhub

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/vocab"
)

// Numbers that must be unique in a state, such as licences, come from a
// permutation of the state's few million codes. That needs the rank of a record
// among those of its state, without counting the records before it. So states
// are not drawn one by one: positions come in blocks, in each of which every state
// has a fixed quota, and a permutation of its own shuffles the block. The rank is
// then what the blocks before used up, plus the place in the quota. To a reader
// the states look drawn by lot, and shares are exact.
//
// The first blocks are small, so that a small dataset needs few codes: they end at
// positions 1,024, 4,096, 16,384 and 65,536. All others have 65,536 positions.

const (
	blockBits  = 16
	block      = 1 << blockBits
	firstBits  = 10
	blockKinds = 5 // four that come once, and the one that repeats
	// foreignPart is the part of a state's persons, one in so many, who hold a
	// licence of another state.
	foreignPart = 40
)

// strata holds the quotas of each chosen state in the blocks. It does not change.
type strata struct {
	label draw.Label
	kinds [blockKinds]blockKind
}

// A blockKind is how a block of one size is divided.
type blockKind struct {
	start  int              // position of the first block of the kind
	order  draw.Permutation // of the slots, for a kind that comes once
	places []stratum
	at     [vocab.StateCount + 1]uint8 // places by state
	first  [256]uint8                  // place of the first state of each 256th of the block
	alien  []licence                   // of those with a licence from elsewhere, by slot
}

// A stratum is one state's part of a block.
type stratum struct {
	state    uint8
	start    uint32 // first slot
	quota    uint32 // slots of residents
	home     uint32 // the first of them, with a licence of this state
	aliens   uint32 // place in blockKind.alien of the others
	licences uint32 // licences issued by this state

	residentsBefore, licencesBefore uint64 // in the blocks of other kinds
}

type licence struct {
	state uint8
	rank  uint32 // among the licences of that state in the block
}

// newStrata gives each chosen state its quotas.
func newStrata(label draw.Label, states []State) *strata {
	st := &strata{label: label}
	indexes := make([]uint8, len(states))
	for i, state := range states {
		indexes[i] = uint8(state)
	}
	start := 0
	for i := range st.kinds {
		k := &st.kinds[i]
		end := 1 << (firstBits + 2*i)
		if i == blockKinds-1 {
			end = start + block
		}
		own := label.Sub(1<<41 | uint64(i))
		*k = newBlockKind(own, indexes, uint64(end-start))
		k.start, k.order = start, own.NewPermutation(uint64(end-start))
		if i > 0 {
			for j := range k.places {
				before := &st.kinds[i-1].places[j]
				k.places[j].residentsBefore = before.residentsBefore + uint64(before.quota)
				k.places[j].licencesBefore = before.licencesBefore + uint64(before.licences)
			}
		}
		start = end
	}
	return st
}

// newBlockKind divides a block by largest remainder, with at least one slot for
// each state.
func newBlockKind(label draw.Label, states []uint8, size uint64) (k blockKind) {
	total := uint64(0)
	for _, s := range states {
		total += uint64(vocab.Populations[s])
	}
	type share struct {
		place int
		rest  uint64
	}
	var shares []share
	free := size
	for i, s := range states {
		quota, rest := bits.Div64(0, uint64(vocab.Populations[s])*size, total)
		quota = max(quota, 1)
		k.at[s] = uint8(i)
		k.places = append(k.places, stratum{state: s, quota: uint32(quota)})
		shares = append(shares, share{i, rest})
		free -= quota
	}
	slices.SortStableFunc(shares, func(a, b share) int { return cmp.Compare(b.rest, a.rest) })
	for i := range free {
		k.places[shares[i%uint64(len(shares))].place].quota++
	}
	start := uint32(0)
	for i := range k.places {
		p := &k.places[i]
		p.start, p.home = start, p.quota
		if len(states) > 1 {
			p.home -= (p.quota + foreignPart/2) / foreignPart
		}
		p.licences = p.home
		start += p.quota
	}
	k.issueElsewhere(label)
	place := uint8(0)
	for i := range k.first {
		for slot := uint32(i) * uint32(size/256); k.places[place].start+k.places[place].quota <= slot; {
			place++
		}
		k.first[i] = place
	}
	return k
}

// near returns the places of the chosen neighbours of the state at a place.
func (k *blockKind) near(place int) (places []uint8) {
	for _, s := range vocab.Neighbours[k.places[place].state] {
		if at := k.at[s]; k.places[at].state == s {
			places = append(places, at)
		}
	}
	return places
}

// issueElsewhere decides the state of the licences that were brought along: a
// chosen neighbour if there is one, weighted by population.
func (k *blockKind) issueElsewhere(label draw.Label) {
	for i := range k.places {
		p := &k.places[i]
		p.aliens = uint32(len(k.alien))
		from := k.near(i)
		if len(from) == 0 {
			for j := range k.places {
				if j != i {
					from = append(from, uint8(j))
				}
			}
		}
		total := 0
		for _, j := range from {
			total += int(vocab.Populations[k.places[j].state])
		}
		r := label.Sub(uint64(p.state)).At(0, 0)
		for range p.quota - p.home {
			j, at := 0, r.IntN(total)
			for ; at >= int(vocab.Populations[k.places[from[j]].state]); j++ {
				at -= int(vocab.Populations[k.places[from[j]].state])
			}
			o := &k.places[from[j]]
			k.alien = append(k.alien, licence{o.state, o.licences})
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
	k, before, slot := &st.kinds[blockKinds-1], uint64(0), uint32(0)
	if i >= block {
		before = uint64(i)>>blockBits - 1 // blocks of the kind before this one
		slot = uint32(shuffle(st.label.Sub(before|1<<40), uint16(i)))
	} else {
		k = &st.kinds[max(0, (bits.Len32(uint32(i))-firstBits+1)/2)]
		slot = uint32(k.order.At(uint64(i - k.start)))
	}
	at := k.first[uint64(slot)*256/k.order.Len()]
	for slot >= k.places[at].start+k.places[at].quota {
		at++
	}
	p := &k.places[at]
	own := slot - p.start
	s := seat{state: p.state, rank: p.residentsBefore + before*uint64(p.quota) + uint64(own), issuer: p.state}
	o, rank := p, own
	if own >= p.home {
		l := k.alien[p.aliens+own-p.home]
		s.issuer, o, rank = l.state, &k.places[k.at[l.state]], l.rank
	}
	s.licenceRank = o.licencesBefore + before*uint64(o.licences) + uint64(rank)
	return s
}

// ranks returns how many residents and licences of the state at the place the first
// records may have.
func (st *strata) ranks(place, records int) (residents, licences uint64) {
	for i := range st.kinds {
		k := &st.kinds[i]
		if records <= k.start {
			break
		}
		p, blocks := &k.places[place], uint64(1)
		if i == blockKinds-1 {
			blocks = (uint64(records-k.start) + block - 1) / block
		}
		residents = p.residentsBefore + blocks*uint64(p.quota)
		licences = p.licencesBefore + blocks*uint64(p.licences)
	}
	return residents, licences
}

// shuffle permutes the slots of one block: a Feistel network on two bytes.
func shuffle(label draw.Label, v uint16) uint16 {
	l, r := uint64(v>>8), uint64(v&255)
	l ^= label.Draw(r) >> 56
	r ^= label.Draw(1<<8|l) >> 56
	l ^= label.Draw(2<<8|r) >> 56
	r ^= label.Draw(3<<8|l) >> 56
	l ^= label.Draw(4<<8|r) >> 56 // without it slots 256 apart stay alike
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
func (s Settings) capacity(st *strata) (errs []error) {
	for place, p := range st.kinds[0].places {
		code := vocab.States[p.state]
		residents, licences := st.ranks(place, s.Records)
		if m := facts().licences[p.state]; m.Size() < licences {
			errs = append(errs, tooFew(s, "driver_license_number", code, m, m.Size(), licences))
		}
		for series, m := range facts().plates[p.state] {
			if series == 1 && m.String() == facts().plates[p.state][0].String() {
				break
			}
			if _, room := plateZone(m.Size(), s.Vehicles.Max-1); room < residents {
				errs = append(errs, tooFew(s, "registration_plate", code, m, room, residents))
			}
		}
	}
	return errs
}

func tooFew(s Settings, column, state string, m *mask.Codes, holds, needs uint64) error {
	return &SettingError{Field: "Records", Value: fmt.Sprint(s.Records), Want: fmt.Sprintf("fewer records, more states or fewer vehicles: %s has %d values for %s in the form %s, and %d may be needed", column, holds, state, m, needs)}
}

// Package strata assigns each record a state of residence and a state that issued the driver
// license, in exact shares of the population.
//
// Numbers that are unique in a state, such as licenses, come from a permutation of the few
// million codes of the state. That needs the rank of a record among those of its state,
// without counting the records before it. So states are not drawn one by one. The slots of a
// dataset form blocks; in each block every state has a fixed quota, and a permutation shuffles
// the slots of the block. The rank of a record is the sum of the quotas in the blocks before,
// plus its position in the quota. To a reader the states look drawn at random, and shares are
// exact.
//
// There are five sizes of blocks, because a dataset uses the codes of whole blocks: with large
// blocks alone, a dataset of a thousand records would need as many codes as one of 65,536. The
// first blocks are small and end at the slots 1,024, 4,096, 16,384 and 65,536. All others have
// 65,536 slots.
package strata

import (
	"math/bits"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/vocab"
)

const (
	// BlockSize is the number of slots in a block after the first four.
	BlockSize = 1 << blockBits
	blockBits = 16
	firstBits = 10 // the first block has 1<<firstBits slots
	kinds     = 5  // of blocks: four that occur once, and the one that repeats
	last      = kinds - 1

	// Numbers of the Labels under that of the column. Blocks of the last kind have one each.
	moveLabel   = 1 << 42
	kindLabels  = 1 << 41
	blockLabels = 1 << 40
)

// Quotas holds the quotas of the chosen states. It does not change and is safe for concurrent
// use.
type Quotas struct {
	label   draw.Label
	kinds   [kinds]kind
	moves   moves
	issuers []uint8 // the chosen states, then their neighbors that are not chosen
}

// A kind is how the blocks of one size are divided.
type kind struct {
	start      int              // slot where the first block of this kind begins
	size       uint64           // slots of a block
	order      draw.Permutation // of the slots, for a kind that occurs once
	quotas     []quota          // of the issuers; those that are not chosen have no residents
	index      [vocab.StateCount + 1]uint8
	firstQuota [256]uint8 // index of the quota in which each 256th of the block begins
	outOfState []license  // of the residents with a license from another state, all quotas in order
}

// A quota is the part of one state in a block.
type quota struct {
	state      uint8
	start      uint32 // first shuffled slot
	residents  uint32 // slots
	inState    uint32 // number of them with a license of this state; they come first
	outOfState uint32 // index in kind.outOfState of the first of the others
	licenses   uint32 // issued by this state, to residents of any state

	residentsBefore, licensesBefore uint64 // in the blocks of the kinds before
}

// New returns the quotas of the given states, which are indexes into vocab.States in ascending
// order.
func New[S ~uint8](label draw.Label, chosen []S) *Quotas {
	states := make([]uint8, len(chosen))
	for i, state := range chosen {
		states[i] = uint8(state)
	}
	q := &Quotas{label: label, moves: newMoves(label.Sub(moveLabel)), issuers: issuers(states)}
	start := 0
	for i := range q.kinds {
		k := &q.kinds[i]
		end := 1 << (firstBits + 2*i)
		if i == last {
			end = start + BlockSize
		}
		own := label.Sub(kindLabels | uint64(i))
		*k = newKind(own, q.issuers, len(states), uint64(end-start))
		k.start, k.size = start, uint64(end-start)
		if i < last {
			k.order = own.NewPermutation(k.size)
		}
		if i > 0 {
			k.count(&q.kinds[i-1])
		}
		start = end
	}
	return q
}

// count adds up what the blocks before those of k have used, where before is the kind before.
func (k *kind) count(before *kind) {
	for i := range k.quotas {
		b := &before.quotas[i]
		k.quotas[i].residentsBefore = b.residentsBefore + uint64(b.residents)
		k.quotas[i].licensesBefore = b.licensesBefore + uint64(b.licenses)
	}
}

// newKind divides a block of some size by population among the chosen ones of the issuers, which
// come first.
func newKind(label draw.Label, issuers []uint8, chosen int, size uint64) (k kind) {
	k.quotas = make([]quota, len(issuers))
	residents, start := shares(issuers[:chosen], size), uint32(0)
	for i, state := range issuers {
		p := quota{state: state, start: start}
		if i < chosen {
			p.residents, p.inState = residents[i], residents[i]-outOfState(residents[i])
		}
		p.licenses = p.inState
		k.index[state], k.quotas[i] = uint8(i), p
		start += p.residents
	}
	k.issueElsewhere(label)
	index := uint8(0)
	for i := range k.firstQuota {
		for slot := uint32(i) * uint32(size/256); k.quotas[index].start+k.quotas[index].residents <= slot; {
			index++
		}
		k.firstQuota[i] = index
	}
	return k
}

// A Placement is what the quotas decide for one record. Ranks count from 0.
type Placement struct {
	State       uint8  // of residence
	Rank        uint64 // among the residents of the state
	Issuer      uint8  // state of the license
	LicenseRank uint64 // among the licenses of that state
}

// At returns the placement of the record in a slot on day 0.
func (q *Quotas) At(slot int) Placement {
	k, before, shuffled := q.find(slot)
	index := k.quotaOf(shuffled)
	p := &k.quotas[index]
	position := shuffled - p.start
	s := Placement{State: p.state, Rank: p.residentsBefore + before*uint64(p.residents) + uint64(position), Issuer: p.state}
	issuer, rank := p, position
	if position >= p.inState {
		l := k.outOfState[p.outOfState+position-p.inState]
		s.Issuer, issuer, rank = l.state, &k.quotas[k.index[l.state]], l.rank
	}
	s.LicenseRank = issuer.licensesBefore + before*uint64(issuer.licenses) + uint64(rank)
	return s
}

// find returns the kind of the block of a slot, the number of blocks of the last kind before it,
// and the shuffled slot in the block.
func (q *Quotas) find(slot int) (k *kind, before uint64, shuffled uint32) {
	k = &q.kinds[kindOf(slot)]
	if slot >= BlockSize {
		before = uint64(slot)>>blockBits - 1
		return k, before, uint32(shuffle(q.label.Sub(before|blockLabels), uint16(slot)))
	}
	return k, 0, uint32(k.order.At(uint64(slot - k.start)))
}

// kindOf returns the index of the kind of the block of a slot.
func kindOf(slot int) int {
	if slot >= BlockSize {
		return last
	}
	return max(0, (bits.Len32(uint32(slot))-firstBits+1)/2)
}

// quotaOf returns the index of the quota of a shuffled slot.
func (k *kind) quotaOf(shuffled uint32) int {
	index := int(k.firstQuota[uint64(shuffled)*256/k.size])
	for shuffled >= k.quotas[index].start+k.quotas[index].residents {
		index++
	}
	return index
}

// Ranks returns how many residents and licenses one of the Issuers has at most among the first
// records: those of the blocks that the records use.
func (q *Quotas) Ranks(state uint8, records int) (residents, licenses uint64) {
	for i := range q.kinds {
		k := &q.kinds[i]
		if records <= k.start {
			break
		}
		p, blocks := &k.quotas[k.index[state]], uint64(1)
		if i == last {
			blocks = (uint64(records-k.start) + BlockSize - 1) / BlockSize
		}
		residents = p.residentsBefore + blocks*uint64(p.residents)
		licenses = p.licensesBefore + blocks*uint64(p.licenses)
	}
	return residents, licenses
}

// shuffle permutes the slots of a block: a Feistel network on two bytes. Without the fifth
// round, slots that are 256 apart stay alike.
func shuffle(label draw.Label, slot uint16) uint16 {
	l, r := uint64(slot>>8), uint64(slot&255)
	l ^= label.Draw(r) >> 56
	r ^= label.Draw(1<<8|l) >> 56
	l ^= label.Draw(2<<8|r) >> 56
	r ^= label.Draw(3<<8|l) >> 56
	l ^= label.Draw(4<<8|r) >> 56
	return uint16(l<<8 | r)
}

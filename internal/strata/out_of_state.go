package strata

import (
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/vocab"
)

// residentsPerOutOfState says how common driver licenses from other states are: one of 40
// residents of a state has one.
const residentsPerOutOfState = 40

// outOfState returns how many of the residents of a state in a block have a license from another
// state, rounded to the nearest.
func outOfState(residents uint32) uint32 {
	return (residents + residentsPerOutOfState/2) / residentsPerOutOfState
}

// A license is one that a resident of another state has.
type license struct {
	state uint8
	rank  uint32 // among the licenses that the state issues in the block
}

// neighbors returns the indexes of the quotas of the chosen neighbors of a state.
func (k *kind) neighbors(state uint8) (indexes []uint8) {
	for _, s := range vocab.Neighbors[state] {
		if i := k.index[s]; k.quotas[i].state == s {
			indexes = append(indexes, i)
		}
	}
	return indexes
}

// issueElsewhere draws the issuing state of the licenses from out of state, weighted by
// population: a chosen neighbor if there is one, else any other chosen state.
func (k *kind) issueElsewhere(label draw.Label) {
	licenses := uint32(0)
	for i := range k.quotas {
		licenses += k.quotas[i].residents - k.quotas[i].inState
	}
	k.outOfState = make([]license, 0, licenses)
	for i := range k.quotas {
		p := &k.quotas[i]
		p.outOfState = uint32(len(k.outOfState))
		from := k.neighbors(p.state)
		if len(from) == 0 {
			for other := range k.quotas {
				if other != i {
					from = append(from, uint8(other))
				}
			}
		}
		population := 0
		for _, index := range from {
			population += int(vocab.Populations[k.quotas[index].state])
		}
		r := label.Sub(uint64(p.state)).At(0, 0)
		for range p.residents - p.inState {
			n, drawn := 0, r.IntN(population)
			for ; drawn >= int(vocab.Populations[k.quotas[from[n]].state]); n++ {
				drawn -= int(vocab.Populations[k.quotas[from[n]].state])
			}
			issuer := &k.quotas[from[n]]
			k.outOfState = append(k.outOfState, license{issuer.state, issuer.licenses})
			issuer.licenses++
		}
	}
}

// Neighbors returns the chosen states that share a border with a state.
func (q *Quotas) Neighbors(state uint8) (states []uint8) {
	k := &q.kinds[0]
	for _, index := range k.neighbors(state) {
		states = append(states, k.quotas[index].state)
	}
	return states
}

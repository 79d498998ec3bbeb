package strata

import (
	"slices"

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

// issuers returns the chosen states, and then, in order, their neighbors that are not chosen.
func issuers(chosen []uint8) []uint8 {
	list := slices.Clone(chosen)
	for _, state := range chosen {
		for _, s := range vocab.Neighbors[state] {
			if !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
	}
	slices.Sort(list[len(chosen):])
	return list
}

// issueElsewhere draws the issuing state of the licenses from out of state: a neighbor, whether it is
// chosen or not, weighted by population.
func (k *kind) issueElsewhere(label draw.Label) {
	licenses := uint32(0)
	for i := range k.quotas {
		licenses += k.quotas[i].residents - k.quotas[i].inState
	}
	k.outOfState = make([]license, 0, licenses)
	for i := range k.quotas {
		p := &k.quotas[i]
		p.outOfState = uint32(len(k.outOfState))
		if p.residents == p.inState {
			continue
		}
		from := vocab.Neighbors[p.state]
		population := 0
		for _, state := range from {
			population += int(vocab.Populations[state])
		}
		r := label.Sub(uint64(p.state)).At(0, 0)
		for range p.residents - p.inState {
			n, drawn := 0, r.IntN(population)
			for ; drawn >= int(vocab.Populations[from[n]]); n++ {
				drawn -= int(vocab.Populations[from[n]])
			}
			issuer := &k.quotas[k.index[from[n]]]
			k.outOfState = append(k.outOfState, license{issuer.state, issuer.licenses})
			issuer.licenses++
		}
	}
}

// Issuers returns the states that issue licenses: the chosen ones and their neighbors.
func (q *Quotas) Issuers() []uint8 { return q.issuers }

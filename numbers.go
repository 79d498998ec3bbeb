package synthhub

import (
	"fmt"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/strata"
	"github.com/synthhub/synthhub/internal/vin"
	"github.com/synthhub/synthhub/internal/vocab"
)

// Numbers that are unique by construction. No two records share a position: their slot, or
// their rank among the residents or the licenses of a state. A permutation of the positions
// gives each record a number that looks random, and a form writes the number.

// numbers holds the orders of the numbers of one dataset.
type numbers struct {
	personIDs, vehicleIDs, profileIDs draw.IDs

	emails   [emailDecades]draw.Permutation
	licenses [vocab.StateCount + 1]series
	plates   [vocab.StateCount + 1][plateSeriesEnd]series
	vins     vin.Order
}

// A series numbers the codes of one form, such as the plates of a state.
type series struct {
	codes *mask.Codes
	order draw.Permutation
}

func newSeries(label draw.Label, codes *mask.Codes) series {
	return series{codes, label.NewPermutation(codes.Size())}
}

// at returns the number at a position. Beyond the last position they begin again.
func (s *series) at(position uint64) uint64 {
	if n := s.order.Len(); position >= n {
		position %= n
	}
	return s.order.At(position)
}

// newNumbers returns the orders for effective settings.
func newNumbers(s Settings, t *factTables) (n numbers) {
	n.personIDs = s.Label("persons", "person_id").NewIDs()
	n.vehicleIDs = s.Label("vehicles", "vehicle_id").NewIDs()
	n.profileIDs = s.Label("profiles", "profile_id").NewIDs()
	n.emails = newEmailOrder(s.Label("persons", "email"))
	n.vins = vin.NewOrder(s.Label("vehicles", "vin"), &t.VINs)
	licenses, plates := s.Label("persons", "driver_license_number"), s.Label("vehicles", "registration_plate")
	for _, state := range s.States {
		n.licenses[state] = newSeries(licenses.Sub(uint64(state)), t.licenses[state])
		for i, codes := range t.plates[state] {
			if i > 0 && t.oneSeries(state) {
				n.plates[state][i] = n.plates[state][0]
				continue
			}
			n.plates[state][i] = newSeries(plates.Sub(uint64(state)<<1|uint64(i)), codes)
		}
	}
	return n
}

// The series of plates that a state issues.
const (
	passengerPlates = iota
	commercialPlates
	plateSeriesEnd
)

// plateSeries returns the series of plates for a line of business.
func plateSeries(lob LineOfBusiness) int {
	if lob == LineCommercial {
		return commercialPlates
	}
	return passengerPlates
}

// oneSeries reports whether a state issues the same plates to all vehicles.
func (t *factTables) oneSeries(state State) bool {
	return t.plates[state][passengerPlates].String() == t.plates[state][commercialPlates].String()
}

// plateRange returns the codes of a form, from start on, that the vehicles with an ordinal have.
// Plates are ranked by state and by ordinal, so that a wider range of vehicles moves no plate.
// The first vehicles have half of the codes, each of the next three ordinals an eighth, and the
// others share the last eighth.
func plateRange(size uint64, ordinal int) (start, count uint64) {
	eighth := size / 8
	switch {
	case ordinal == 0:
		return 0, 4 * eighth
	case ordinal < 4:
		return uint64(3+ordinal) * eighth, eighth
	}
	count = eighth / (MaxVehicles - 4)
	return 7*eighth + uint64(ordinal-4)*count, count
}

// emailDecades is the number of permutations of e-mail numbers: up to 10^10 records.
const emailDecades = 8

// firstEmails is the number of positions in the first decade.
const firstEmails = 1000

func newEmailOrder(l draw.Label) (order [emailDecades]draw.Permutation) {
	start, end := uint64(0), uint64(firstEmails)
	for i := range order {
		order[i] = l.Sub(uint64(i)).NewPermutation(end - start)
		start, end = end, end*10
	}
	return order
}

// email returns the number in the e-mail address of a slot, which no other slot has. Within
// each decade of slots (0 to 999, 1,000 to 9,999, and so on) the numbers are a permutation of
// the slots, so that addresses in small datasets are short. Names hold no digits, so the number
// tells addresses apart.
func (n *numbers) email(slot int) uint64 {
	decade, start := 0, uint64(0)
	for end := uint64(firstEmails); uint64(slot) >= end; end *= 10 {
		decade, start = decade+1, end
	}
	return start + n.emails[decade].At(uint64(slot)-start)
}

// checkCapacity reports the forms that hold too few codes for effective settings.
func (s Settings) checkCapacity(quotas *strata.Quotas) (errs []error) {
	tooFew := func(column string, state State, codes *mask.Codes, holds, needs uint64) {
		errs = append(errs, &SettingError{Field: "Records", Value: fmt.Sprint(s.Records), Want: fmt.Sprintf("fewer records, more states or fewer vehicles: %s has %d values for %v in the form %s, and %d may be needed", column, holds, state, codes, needs)})
	}
	t := facts()
	for _, state := range s.States {
		residents, licenses := quotas.Ranks(uint8(state), s.Records)
		if codes := t.licenses[state]; codes.Size() < licenses {
			tooFew("driver_license_number", state, codes, codes.Size(), licenses)
		}
		for i, codes := range t.plates[state] {
			if i > 0 && t.oneSeries(state) {
				break
			}
			if _, count := plateRange(codes.Size(), s.Vehicles.Max-1); count < residents {
				tooFew("registration_plate", state, codes, count, residents)
			}
		}
	}
	return errs
}

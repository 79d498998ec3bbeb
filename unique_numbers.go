package synthhub

import (
	"fmt"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/numbers"
	"github.com/synthhub/synthhub/internal/strata"
	"github.com/synthhub/synthhub/internal/vin"
)

// uniqueNumbers are the ids and numbers of one dataset that are unique by construction: each record
// has positions of its own, and permutations map positions to numbers. See packages numbers, for
// licenses, plates and e-mail addresses, vin, and draw, for ids.
type uniqueNumbers struct {
	personIDs, vehicleIDs, profileIDs draw.IDs

	emails   numbers.Emails
	licenses numbers.Licenses
	plates   numbers.Plates
	vins     vin.Order
}

// init sets the numbers for effective settings and the states that issue licenses.
func (n *uniqueNumbers) init(s Settings, t *factTables, issuers []uint8) {
	n.personIDs = s.Label("persons", "person_id").NewIDs()
	n.vehicleIDs = s.Label("vehicles", "vehicle_id").NewIDs()
	n.profileIDs = s.Label("profiles", "profile_id").NewIDs()
	n.emails = numbers.NewEmails(s.Label("persons", "email"))
	numbers.InitLicenses(&n.licenses, s.Label("persons", "driver_license_number"), &t.Forms, issuers)
	numbers.InitPlates(&n.plates, s.Label("vehicles", "registration_plate"), &t.Forms, s.States, MaxVehicles)
	n.vins.Init(s.Label("vehicles", "vin"), &t.VINs)
}

// tableIDs are the ids of a governed table.
type tableIDs struct {
	table string
	*draw.IDs
}

// tables returns the ids of every governed table.
func (n *uniqueNumbers) tables() [3]tableIDs {
	return [...]tableIDs{{"persons", &n.personIDs}, {"vehicles", &n.vehicleIDs}, {"profiles", &n.profileIDs}}
}

// plateSeries returns the series of plates for a line of business.
func plateSeries(lob LineOfBusiness) int {
	if lob == LineCommercial {
		return numbers.CommercialPlates
	}
	return numbers.PassengerPlates
}

// checkCapacity reports the forms that hold too few codes for effective settings.
func (s Settings) checkCapacity(quotas *strata.Quotas) (errs []error) {
	tooFew := func(column string, state State, codes *mask.Codes, holds, needs uint64) {
		errs = append(errs, &SettingError{Field: "Records", Value: fmt.Sprint(s.Records), Want: fmt.Sprintf(
			"fewer records, more states or fewer vehicles: %s has values for %d persons of %v in the form %s, and %d may be needed", column, holds, state, codes, needs)})
	}
	forms := &facts().Forms
	for _, issuer := range quotas.Issuers() {
		state := State(issuer)
		residents, licenses := quotas.Ranks(issuer, s.Records)
		if holds := forms.LicenseRanks(issuer); holds < licenses {
			tooFew("driver_license_number", state, forms.Licenses[state], holds, licenses)
		}
		for i, codes := range forms.Plates[state] {
			if i > 0 && forms.OnePlateSeries(uint8(state)) {
				break
			}
			if holds := forms.PlateRanks(uint8(state), i, s.Vehicles.Max, MaxVehicles); holds < residents {
				tooFew("registration_plate", state, codes, holds, residents)
			}
		}
	}
	return errs
}

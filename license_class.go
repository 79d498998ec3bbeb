package synthhub

import (
	"github.com/synthhub/synthhub/internal/license"
	"github.com/synthhub/synthhub/internal/vocab"
)

// licenseShares are those with a commercial license among the drivers of an occupation, in a line, of
// 256: below a are those with class A, and below any those with A or B.
type licenseShares struct{ a, any uint16 }

// licenseSharesOf returns the shares of an occupation in a line.
func licenseSharesOf(o *vocab.Occupation, lob LineOfBusiness) licenseShares {
	s := vocab.LicenseShareOf(o, lob == LineCommercial)
	a, b := uint16(s.A), uint16(s.B)
	return licenseShares{a * 256 / 100, (a + b) * 256 / 100}
}

// licenseClass returns the class of a license: that of a car in the issuing state, or a commercial
// one, by the occupation and the draw of a license.Holder.
func (g *Generator) licenseClass(r *recordBuild, drawn uint64) string {
	shares := &g.tables.jobs[r.job].licenses[r.lob]
	switch drawn := uint16(drawn >> 24 & 255); { // these bits decide about nothing else alone
	case drawn < shares.a:
		return vocab.ClassA
	case drawn < shares.any:
		return vocab.ClassB
	}
	return vocab.CarLicenses[r.issued.Issuer]
}

// The laws of license_class and license_expires_on.

// hasClass reports whether the issuing state prints the class on a license.
func (p *Person) hasClass() bool {
	state := p.DriverLicenseState // if it is none, another rule says so
	return state < 1 || state >= stateEnd || p.hasCommercialClass() || p.LicenseClass == vocab.CarLicenses[state]
}

func (p *Person) hasCommercialClass() bool {
	return p.LicenseClass == vocab.ClassA || p.LicenseClass == vocab.ClassB
}

// hasStatusOfExpiry reports whether the license is Expired if its day of expiry is before the as-of
// date, and only then. It may be Suspended in either case.
func (p *Person) hasStatusOfExpiry(asOf Date) bool {
	return p.LicenseStatus == LicenseSuspended || p.LicenseExpiresOn.IsZero() || p.LicenseExpiresOn.Before(asOf) == (p.LicenseStatus == LicenseExpired)
}

// expiresOnBirthday reports whether the license expires on a birthday.
func (p *Person) expiresOnBirthday() bool {
	at := p.LicenseExpiresOn
	return at.IsZero() || p.DateOfBirth.AddYears(at.Year()-p.DateOfBirth.Year()) == at
}

// expiresInTerm reports whether the license expires within a term of the issuing state for the age,
// or has expired no longer ago than people wait with a renewal.
func (p *Person) expiresInTerm(asOf Date) bool {
	state, at := p.DriverLicenseState, p.LicenseExpiresOn
	if state < 1 || state >= stateEnd || at.IsZero() {
		return true // another rule says so
	}
	latest := license.LatestExpiry(uint8(state), asOf.YearsSince(p.DateOfBirth))
	return !at.Before(asOf.AddDays(-vocab.LateLicenseDays)) && at.YearsSince(p.DateOfBirth) <= latest
}

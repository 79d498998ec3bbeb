package synthhub

import (
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/choice"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// The texts of a person that are built from words and numbers: names, e-mail address, telephone and
// license numbers, address and business.

// emailShapes returns the shapes of e-mail addresses: first and last name, a number, and one more
// for those who were not the first to have the number.
func emailShapes() (shapes []string) {
	for _, domain := range vocab.EmailDomains {
		shapes = append(shapes, "l+.l+d+@'"+domain+"'", "l+.l+d+.d+@'"+domain+"'")
	}
	return shapes
}

// fillTexts builds the texts. Each is appended to b and cut off.
func (g *Generator) fillTexts(r *recordBuild, city *vocab.City, job *job, texts *text.Arena) {
	p, t, l, key := r.person, g.tables, &g.person, r.Key
	first, last := &r.name.FirstWord, &r.name.LastWord
	b := last.Append(append(first.Append(texts.Reserve(maxPersonText)), ' '))
	if r.name.Special {
		b = t.names.AppendMore(b, &r.name)
	}
	name, b := text.Cut(b)
	p.FirstName, p.LastName, r.profile.FullName = name[:first.Len()], name[first.Len()+1:], name
	initial := last[0]
	if r.name.Special {
		b = t.names.AppendFolded(b, &r.name)
		initial = text.Initial(p.LastName)
	} else {
		b = last.AppendLower(append(first.AppendLower(b), '.'))
	}
	b = appendHolder(text.AppendUint(b, r.email), &r.Occupant)
	b, _ = choice.AppendOneOf(b, t.words.EmailDomains, l.domain.Draw(key))
	p.Email, b = text.Cut(b)
	b = vocab.AppendPhone(b, city.PickArea(l.area.Draw(r.address)), draw.Bounded(l.line.Draw(key), 100))
	p.Phone, b = text.Cut(b)
	b = g.numbers.licenses[r.issued.Issuer].Codes.Append(b, r.license, initial)
	p.DriverLicenseNumber, b = text.Cut(b)
	p.AddressLine1, b = text.Cut(g.appendStreet(b, r.address))
	p.AddressLine2, b = text.Cut(t.units[r.lob].Pick(l.unit.Draw(r.address)).Append(b))
	if p.BusinessName = ""; r.lob == LineCommercial {
		p.BusinessName, b = text.Cut(g.appendBusiness(b, key, job))
	}
	texts.Commit(b)
}

// appendHolder appends what tells the e-mail address of a later holder of the slot from that of
// the first: ".2" for tenure 2, ".34" for the first who follows in it by age.
func appendHolder(b []byte, o *timeline.Occupant) []byte {
	if holder := uint64(o.Heir)<<timeline.TenureBits | uint64(o.Tenure); holder != 0 {
		b = text.AppendUint(append(b, '.'), holder)
	}
	return b
}

// House numbers are from minHouse on, of which there are houses.
const (
	minHouse = 100
	houses   = 9890
)

// appendStreet appends the first address line: a number and a street marked as made up.
func (g *Generator) appendStreet(b []byte, key uint64) []byte {
	b = text.AppendSmall(b, minHouse+draw.Bounded(g.person.house.Draw(key), houses))
	drawn, w := g.person.street.Draw(key), &g.tables.words
	b, drawn = choice.AppendOneOf(b, w.StreetMarks, drawn)
	b, drawn = choice.AppendOneOf(b, w.StreetNames, drawn)
	b, _ = choice.AppendOneOf(b, w.StreetTypes, drawn)
	return b
}

// appendBusiness appends the name of a business, marked as made up.
func (g *Generator) appendBusiness(b []byte, key uint64, j *job) []byte {
	drawn, w := g.person.business.Draw(key), &g.tables.words
	b, drawn = choice.AppendOneOf(b, w.BusinessNames, drawn)
	b, drawn = choice.AppendOneOf(b, w.BusinessMarks, drawn)
	b = append(append(b, ' '), j.Trade...)
	b, _ = choice.AppendOneOf(b, w.BusinessForms, drawn)
	return b
}

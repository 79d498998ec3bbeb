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
	b, _ = choice.AppendOneOf(b, t.domains, l.domain.Draw(key))
	p.Email, b = text.Cut(b)
	b = vocab.AppendPhone(b, city.PickArea(l.area.Draw(r.address)), draw.Bounded(l.line.Draw(key), 100))
	p.Phone, b = text.Cut(b)
	b = g.numbers.licenses[r.issued.Issuer].Codes.Append(b, r.license, initial)
	p.DriverLicenseNumber, b = text.Cut(b)
	p.AddressLine1, b = text.Cut(t.streets.Append(b, r.home.State, l.house.Draw(r.address), l.street.Draw(r.address)))
	p.AddressLine2, b = text.Cut(t.units[r.lob].Pick(l.unit.Draw(r.address)).Append(b))
	if p.BusinessName = ""; r.lob == LineCommercial {
		p.BusinessName, b = text.Cut(t.businesses.Append(b, &r.name, &job.trade, l.business.Draw(key)))
	}
	texts.Commit(b)
}

// appendHolder appends what tells the e-mail address of a later holder of the slot from that of
// the first: ".2" for tenure 2, ".34" for the first who follows in it by age.
func appendHolder(b []byte, o *timeline.Occupant) []byte {
	if holder := uint64(o.Heir)<<timeline.TenureBits | uint64(o.Tenure); holder != 0 {
		b = text.AppendSmall(append(b, '.'), holder) // below 2^11
	}
	return b
}

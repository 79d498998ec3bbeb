package vocab

import "github.com/synthhub/synthhub/draw"

const RiskLevels = 16

type Incidents struct{ v, a [len(IncidentFrom)]draw.Weighted }

func NewIncidents() *Incidents {
	t := &Incidents{}
	for i := range IncidentFrom {
		t.v[i] = draw.NewWeighted(Violations[i][:])
		t.a[i] = draw.NewWeighted(Accidents[i][:])
	}
	return t
}
func (t *Incidents) Violations(age, sex, level int, drawn uint64) int {
	return t.v[Bucket(IncidentFrom[:], age)].Pick(drawn)
}
func (t *Incidents) Accidents(age, sex, level int, drawn uint64) int {
	return t.a[Bucket(IncidentFrom[:], age)].Pick(drawn)
}

package synthhub

import (
	"log/slog"
	"slices"

	"github.com/gofrs/uuid/v5"
)

// A Record is everything generated for one person. Its strings share blocks of memory with
// other records, up to a megabyte each; [Record.Clone] has memory of its own.
type Record struct {
	// Slot is the position of the record in its dataset, from 0. Where [NewBundle] selects
	// records, they keep their slots.
	Slot int `json:"slot"`
	// Key numbers the person who fills the slot, below draw.MaxKeys: somebody else may fill
	// it on another day. User-defined attributes and entities draw by it.
	Key      uint64    `json:"key"`
	Person   Person    `json:"person"`
	Vehicles []Vehicle `json:"vehicles"` // the primary vehicle first
	Profile  Profile   `json:"profile"`
}

// Clone returns a copy that shares no memory with r, strings included: for records that
// outlive the dataset, or are changed.
func (r *Record) Clone() Record {
	c := Record{r.Slot, r.Key, PersonTable.Clone(&r.Person), slices.Clone(r.Vehicles), ProfileTable.Clone(&r.Profile)}
	for i := range c.Vehicles {
		c.Vehicles[i] = VehicleTable.Clone(&c.Vehicles[i])
	}
	return c
}

// Derive sets what follows from other values, after these were changed by hand: the
// references and risk ratings of the vehicles and the whole profile but its key. All other
// values stay: a new name may need another e-mail, and a younger driver a later license,
// which validate.Record tells. It panics if there is no vehicle.
func (r *Record) Derive(asOf Date) {
	for i := range r.Vehicles {
		v := &r.Vehicles[i]
		v.PersonID = r.Person.ID
		v.RiskRating = Risk(&r.Person, v, asOf).Rating()
	}
	r.Profile = deriveProfile(r.Profile.ID, &r.Person, r.Vehicles, asOf)
}

// logValue returns what a log line says of a row.
func logValue(id uuid.UUID, key, text string, state State) slog.Value {
	return slog.GroupValue(slog.String("id", id.String()), slog.String(key, text), slog.String("state", state.String()))
}

// LogValue returns slot, id, name and state, for log/slog.
func (r Record) LogValue() slog.Value {
	return slog.GroupValue(slog.Int("slot", r.Slot), slog.Any("person", r.Person), slog.Int("vehicles", len(r.Vehicles)))
}

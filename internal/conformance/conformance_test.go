package conformance

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/synthtest"
)

// settings are those of a dataset with every state and several vehicles per person.
var settings = synthhub.Settings{Records: 600, Seed: 11, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}}

// A visit is a row of a user-defined entity with names and text that need quotes.
type visit struct {
	ID       int64
	PersonID uuid.UUID
	Order    string // its column is a reserved word of SQL
	On       synthhub.Date
	Line     synthhub.LineOfBusiness
	Urgent   bool
}

var visitTable = schema.New("visits", "Visits, with names and text that need quotes.", func(v *visit) []schema.Column {
	return []schema.Column{
		schema.Field(&v.ID, "visit_id", "Number.", schema.Key),
		schema.Field(&v.PersonID, "person_id", "Who came.", schema.Ref("persons.person_id"), schema.UUIDVersion(4)),
		schema.Field(&v.Order, "order", "What they asked for.", schema.Optional, schema.Len(1, 40)),
		schema.Field(&v.On, "on", "When.", schema.Optional),
		schema.Field(&v.Line, "line", "In which line.", schema.Optional),
		schema.Field(&v.Urgent, "urgent", "Whether it was."),
	}
})

// visitsOf appends up to two visits of a record; the second has empty columns.
func visitsOf(r *synthhub.Record, dst []visit) []visit {
	for k := range r.Slot % 3 {
		v := visit{ID: int64(3*r.Slot + k), PersonID: r.Person.ID, Urgent: k == 1}
		if k == 0 {
			v.Order, v.On, v.Line = `O'Brien's "ünïcode" \ 100%, <b>`, r.Person.FirstLicensedOn, r.Person.LOBType
		}
		dst = append(dst, v)
	}
	return dst
}

var visits = synthhub.NewEntity(visitTable, visitsOf)

// snapshot writes a snapshot, and returns its folder and manifest.
func snapshot(t *testing.T, opts ...export.Option) (string, *export.Manifest) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "snapshot")
	m, err := export.Snapshot(t.Context(), dir, synthtest.Generator(t, settings), opts...)
	if err != nil {
		t.Fatal(err)
	}
	return dir, m
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

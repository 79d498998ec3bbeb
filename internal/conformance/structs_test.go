package conformance

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/synthtest"
)

// TestFieldsAsArguments passes unchanged fields of the structs to database/sql, including
// every enum, and scans them into fields. The database stores words, not numbers.
func TestFieldsAsArguments(t *testing.T) {
	t.Parallel()
	g := synthtest.Generator(t, settings)
	for _, d := range databases {
		t.Run(d.dialect.String(), func(t *testing.T) {
			db := d.open(t)
			create(t, db, d.dialect, visits)
			if _, err := export.Load(t.Context(), db, d.dialect, g, export.With(visits)); err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for r := range g.All() {
				p, v := r.Person, r.Vehicles[0]
				var person synthhub.Person
				where := `SELECT gender, marital_status, driver_license_state, state, country, lob_type FROM persons
					WHERE person_id = $1 AND gender = $2 AND marital_status = $3 AND driver_license_state = $4 AND state = $5 AND country = $6 AND lob_type = $7 AND date_of_birth = $8`
				err := db.QueryRow(where, p.ID, p.Gender, p.MaritalStatus, p.DriverLicenseState, p.State, p.Country, p.LOBType, p.DateOfBirth).
					Scan(&person.Gender, &person.MaritalStatus, &person.DriverLicenseState, &person.State, &person.Country, &person.LOBType)
				if err != nil {
					t.Fatalf("record %d is not found by its fields: %v", r.Slot, err)
				}
				if person.Gender != p.Gender || person.MaritalStatus != p.MaritalStatus || person.DriverLicenseState != p.DriverLicenseState ||
					person.State != p.State || person.Country != p.Country || person.LOBType != p.LOBType {
					t.Fatalf("record %d is scanned as %+v", r.Slot, person)
				}
				var vehicle synthhub.Vehicle
				where = `SELECT body_style, fuel_type, usage, ownership, risk_rating, garaging_state FROM vehicles
					WHERE vehicle_id = $1 AND body_style = $2 AND fuel_type = $3 AND usage = $4 AND ownership = $5 AND risk_rating = $6 AND garaging_state = $7`
				err = db.QueryRow(where, v.ID, v.BodyStyle, v.FuelType, v.Usage, v.Ownership, v.RiskRating, v.GaragingState).
					Scan(&vehicle.BodyStyle, &vehicle.FuelType, &vehicle.Usage, &vehicle.Ownership, &vehicle.RiskRating, &vehicle.GaragingState)
				if err != nil {
					t.Fatalf("the vehicle of record %d is not found by its fields: %v", r.Slot, err)
				}
				if vehicle.BodyStyle != v.BodyStyle || vehicle.FuelType != v.FuelType || vehicle.Usage != v.Usage || vehicle.Ownership != v.Ownership ||
					vehicle.RiskRating != v.RiskRating || vehicle.GaragingState != v.GaragingState {
					t.Fatalf("the vehicle of record %d is scanned as %+v", r.Slot, vehicle)
				}
				seen[p.State.String()], seen[v.BodyStyle.String()] = true, true
			}
			if len(seen) < 10 {
				t.Errorf("only %d words were tested", len(seen))
			}
			if _, err := db.Exec(`UPDATE persons SET gender = $1`, synthhub.Gender(200)); err == nil {
				t.Error("the database accepted a value without a word")
			}
			if _, err := db.Exec(`UPDATE persons SET gender = $1`, synthhub.Gender(0)); err == nil {
				t.Error("the database accepted an unset enum in a column that must not be NULL")
			}
		})
	}
}

// TestRowToStruct scans whole rows into the structs with pgx, by the names of the columns.
func TestRowToStruct(t *testing.T) {
	t.Parallel()
	db, conn := connectPostgres(t)
	create(t, db, export.PostgreSQL, visits)
	g := synthtest.Generator(t, settings)
	if _, err := export.Load(t.Context(), db, export.PostgreSQL, g, export.With(visits)); err != nil {
		t.Fatal(err)
	}
	b, err := g.Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	compareStructs(t, conn, synthhub.PersonTable, b.Persons, func(p *synthhub.Person) string { return p.ID.String() })
	compareStructs(t, conn, synthhub.VehicleTable, b.Vehicles, func(v *synthhub.Vehicle) string { return v.ID.String() })
	compareStructs(t, conn, synthhub.ProfileTable, b.Profiles, func(p *synthhub.Profile) string { return p.ID.String() })
}

// compareStructs compares the rows of a table with structs. Optional text is NULL in a
// database, which no Go string holds, so the query turns it into empty text.
func compareStructs[E any](t *testing.T, conn *pgx.Conn, table *schema.Table[E], want []E, key func(*E) string) {
	t.Helper()
	rows, err := conn.Query(t.Context(), "SELECT "+columnsOf(table.Columns())+" FROM "+table.Name())
	if err != nil {
		t.Fatal(err)
	}
	got, err := pgx.CollectRows(rows, pgx.RowToStructByName[E])
	if err != nil {
		t.Fatal(err)
	}
	byKey := map[string]E{}
	for i := range got {
		byKey[key(&got[i])] = got[i]
	}
	if len(byKey) != len(want) {
		t.Fatalf("%d rows of %s, want %d", len(byKey), table.Name(), len(want))
	}
	for i := range want {
		if diff := cmp.Diff(want[i], byKey[key(&want[i])]); diff != "" {
			t.Fatalf("%s, row %d (-want +got):\n%s", table.Name(), i, diff)
		}
	}
}

// columnsOf lists columns for a query, which returns empty text for NULL.
func columnsOf(columns []schema.Column) string {
	var names []string
	for _, c := range columns {
		name := `"` + c.Name + `"`
		if c.Optional && c.Kind != schema.KindDate { // a Date holds NULL
			name = "coalesce(" + name + ", '') AS " + name
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

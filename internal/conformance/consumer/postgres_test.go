package consumer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/conformance/consumer/claims"
	"github.com/synthhub/synthhub/schema"
)

// copyTables fills the tables of the dataset with COPY, in one transaction.
func copyTables(t *testing.T, conn *pgx.Conn, src synthhub.Source) {
	t.Helper()
	for _, statement := range createTables(t, export.PostgreSQL) {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	err := pgx.BeginFunc(t.Context(), conn, func(tx pgx.Tx) error {
		for _, entity := range append(synthhub.Entities(), claims.Claims) {
			rows, err := export.NewCopySource(t.Context(), src, entity)
			if err != nil {
				return err
			}
			defer rows.Close()
			if _, err := tx.CopyFrom(t.Context(), pgx.Identifier{entity.Table().Name()}, rows.Columns(), rows); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// from returns a query for the columns of a table. Optional text is NULL in databases, which
// pgx does not scan into a string, so the query turns it into empty text.
func from(table schema.Describer) string {
	var list []string
	for _, c := range table.Columns() {
		name := pgx.Identifier{c.Name}.Sanitize()
		if c.Kind == schema.KindText && c.Optional {
			name = "coalesce(" + name + ", '') AS " + name
		}
		list = append(list, name)
	}
	return "SELECT " + strings.Join(list, ", ") + " FROM " + table.Name()
}

// collect runs a query and returns its rows as structs, by the names in their tags.
func collect[E any](t *testing.T, conn *pgx.Conn, query string, args ...any) []E {
	t.Helper()
	rows, err := conn.Query(t.Context(), query, args...)
	if err != nil {
		t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[E])
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestCopy fills the tables and reads structs with pgx.
func TestCopy(t *testing.T) {
	conn := connect(t, postgres(t))
	b := generate(t, fleets(t, 150))
	copyTables(t, conn, b)
	t.Run("persons", func(t *testing.T) {
		compareRows(t, synthhub.PersonTable, b.Persons, collect[synthhub.Person](t, conn, from(synthhub.PersonTable)))
	})
	t.Run("vehicles", func(t *testing.T) {
		compareRows(t, synthhub.VehicleTable, b.Vehicles, collect[synthhub.Vehicle](t, conn, from(synthhub.VehicleTable)))
	})
	t.Run("profiles", func(t *testing.T) {
		compareRows(t, synthhub.ProfileTable, b.Profiles, collect[synthhub.Profile](t, conn, from(synthhub.ProfileTable)))
	})
	t.Run("claims", func(t *testing.T) {
		compareRows(t, claims.Table, claimsOf(t, b), collect[claims.Claim](t, conn, from(claims.Table)))
	})
	t.Run("optional text is NULL", func(t *testing.T) {
		rows, err := conn.Query(t.Context(), "SELECT * FROM persons")
		if err != nil {
			t.Fatal(err)
		}
		got, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p synthhub.Person, err error) {
			err = row.Scan(synthhub.PersonTable.AppendScanDest(nil, &p)...)
			return p, err
		})
		if err != nil {
			t.Fatal(err)
		}
		compareRows(t, synthhub.PersonTable, b.Persons, got)
	})
	t.Run("enums", func(t *testing.T) { enums(t, b, pgxConn{t, conn}) })
	t.Run("by state", func(t *testing.T) {
		states := []synthhub.State{synthhub.StateCA, synthhub.StateTX}
		var want []synthhub.Profile
		for _, p := range b.Profiles {
			if p.ResidenceState == states[0] || p.ResidenceState == states[1] {
				want = append(want, p)
			}
		}
		got := collect[synthhub.Profile](t, conn, from(synthhub.ProfileTable)+" WHERE residence_state = ANY($1)", states)
		compareRows(t, synthhub.ProfileTable, want, got)
	})
	t.Run("by values of a claim", func(t *testing.T) {
		for _, c := range claimsOf(t, b)[:20] {
			got := collect[claims.Claim](t, conn, from(claims.Table)+` WHERE vehicle_id = $1 AND reserve_usd = $2
				AND reported_at = $3 AND settled_on IS NOT DISTINCT FROM $4 AND paid_usd IS NOT DISTINCT FROM $5 AND fault_share = $6`,
				c.VehicleID, c.Reserve, c.ReportedAt, c.SettledOn, c.Paid, c.FaultShare)
			if diff := cmp.Diff([]claims.Claim{c}, got); diff != "" {
				t.Error(diff)
			}
		}
	})
}

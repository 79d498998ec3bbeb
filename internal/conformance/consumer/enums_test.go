package consumer_test

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/synthhub/synthhub"
)

// A querier runs a query for one row.
type querier interface {
	queryRow(query string, arg any, dst ...any) error
}

// databaseSQL is a querier with package database/sql.
type databaseSQL struct {
	t  *testing.T
	db *sql.DB
}

func (q databaseSQL) queryRow(query string, arg any, dst ...any) error {
	return q.db.QueryRowContext(q.t.Context(), query, arg).Scan(dst...)
}

// pgxConn is a querier with pgx.
type pgxConn struct {
	t    *testing.T
	conn *pgx.Conn
}

func (q pgxConn) queryRow(query string, arg any, dst ...any) error {
	return q.conn.QueryRow(q.t.Context(), query, arg).Scan(dst...)
}

// enums passes every enum of the governed tables to a query, and scans it.
func enums(t *testing.T, b *synthhub.Bundle, q querier) {
	p, v, f := b.Persons, b.Vehicles, b.Profiles
	enum(t, q, "persons.gender", p, func(r *synthhub.Person) synthhub.Gender { return r.Gender })
	enum(t, q, "persons.marital_status", p, func(r *synthhub.Person) synthhub.MaritalStatus { return r.MaritalStatus })
	enum(t, q, "persons.driver_license_state", p, func(r *synthhub.Person) synthhub.State { return r.DriverLicenseState })
	enum(t, q, "persons.state", p, func(r *synthhub.Person) synthhub.State { return r.State })
	enum(t, q, "persons.country", p, func(r *synthhub.Person) synthhub.Country { return r.Country })
	enum(t, q, "persons.lob_type", p, func(r *synthhub.Person) synthhub.LineOfBusiness { return r.LOBType })
	enum(t, q, "vehicles.body_style", v, func(r *synthhub.Vehicle) synthhub.BodyStyle { return r.BodyStyle })
	enum(t, q, "vehicles.fuel_type", v, func(r *synthhub.Vehicle) synthhub.FuelType { return r.FuelType })
	enum(t, q, "vehicles.registration_state", v, func(r *synthhub.Vehicle) synthhub.State { return r.RegistrationState })
	enum(t, q, "vehicles.usage", v, func(r *synthhub.Vehicle) synthhub.Usage { return r.Usage })
	enum(t, q, "vehicles.ownership", v, func(r *synthhub.Vehicle) synthhub.Ownership { return r.Ownership })
	enum(t, q, "vehicles.risk_rating", v, func(r *synthhub.Vehicle) synthhub.RiskRating { return r.RiskRating })
	enum(t, q, "vehicles.lob_type", v, func(r *synthhub.Vehicle) synthhub.LineOfBusiness { return r.LOBType })
	enum(t, q, "vehicles.garaging_state", v, func(r *synthhub.Vehicle) synthhub.State { return r.GaragingState })
	enum(t, q, "profiles.lob_type", f, func(r *synthhub.Profile) synthhub.LineOfBusiness { return r.LOBType })
	enum(t, q, "profiles.residence_state", f, func(r *synthhub.Profile) synthhub.State { return r.ResidenceState })
	enum(t, q, "profiles.garaging_state", f, func(r *synthhub.Profile) synthhub.State { return r.GaragingState })
	enum(t, q, "profiles.risk_rating", f, func(r *synthhub.Profile) synthhub.RiskRating { return r.RiskRating })
}

// enum queries every value of one column, and the number of rows that have it.
func enum[R any, E comparable](t *testing.T, q querier, column string, rows []R, value func(r *R) E) {
	t.Run(column, func(t *testing.T) {
		want := map[E]int{}
		for i := range rows {
			want[value(&rows[i])]++
		}
		table, _, _ := strings.Cut(column, ".")
		for e, n := range want {
			var (
				got   E
				count int
			)
			err := q.queryRow("SELECT "+column+", count(*) FROM "+table+" WHERE "+column+" = $1 GROUP BY 1", e, &got, &count)
			if err != nil || got != e || count != n {
				t.Errorf("%v: got %v in %d rows, want %d; %v", e, got, count, n, err)
			}
		}
	})
}

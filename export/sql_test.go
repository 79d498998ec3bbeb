package export_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// What the statements do is proved on real databases, in internal/conformance.

func TestCreateTables(t *testing.T) {
	for _, d := range []export.Dialect{export.PostgreSQL, export.SQLite, export.MySQL} {
		statements, err := export.CreateTables(d)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, filepath.Join("sql", strings.ToLower(d.String())+".sql"), strings.Join(statements, ";\n\n")+";\n")
	}
	if _, err := export.CreateTables(3); !errors.Is(err, export.ErrOption) {
		t.Errorf("a fourth dialect: error %v", err)
	}
	statements, err := export.CreateTables(export.SQLite, export.Tables("vehicles"))
	if err != nil || len(statements) != 1 || strings.Contains(statements[0], "REFERENCES") {
		t.Errorf("vehicles alone: %q, error %v; want no references", statements, err)
	}
}

func TestRows(t *testing.T) {
	g := generator(t, small)
	rows, err := export.NewCopySource(t.Context(), g, synthhub.Vehicles)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var got [][]any
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, append([]any(nil), values...))
	}
	if rows.Err() != nil || rows.Next() {
		t.Errorf("error %v, and rows after the last", rows.Err())
	}
	var want [][]any
	for r := range g.All() {
		for i := range r.Vehicles {
			want = append(want, synthhub.VehicleTable.AppendArgs(nil, &r.Vehicles[i]))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(rows.Columns()) != len(want[0]) {
		t.Errorf("%d columns, %d values", len(rows.Columns()), len(want[0]))
	}

	ctx, cancel := context.WithCancelCause(t.Context())
	rows, err = export.NewCopySource(ctx, g, synthhub.Persons)
	if err != nil || !rows.Next() {
		t.Fatalf("no row: %v", err)
	}
	cancel(errFull)
	if rows.Next() || !errors.Is(rows.Err(), errFull) {
		t.Errorf("the context has ended, but the error is %v", rows.Err())
	}
	rows.Close()
}

package export_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

func TestCopySource(t *testing.T) {
	t.Parallel()
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
}

func TestCopySourceContextEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	rows, err := export.NewCopySource(ctx, generator(t, small), synthhub.Persons)
	if err != nil || !rows.Next() {
		t.Fatalf("no row: %v", err)
	}
	cancel(errFull)
	if rows.Next() || !errors.Is(rows.Err(), errFull) {
		t.Errorf("the context has ended, but the error is %v", rows.Err())
	}
	rows.Close()
}

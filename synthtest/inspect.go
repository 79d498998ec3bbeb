package synthtest

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/schema"
)

// inspect tests the rows of each record alone, and reports the first case of each broken
// promise. Only if same, which means that the rows are equal in every call, it can also test
// how they are generated.
func (u *suite) inspect(same bool) {
	tests := []func(i int, rows schema.RowList) bool{u.valid, u.csv, u.json}
	if same {
		tests = append(tests, u.untouched, u.appended)
	}
	for _, test := range tests {
		for i, rows := range u.base {
			if !test(i, rows) {
				break
			}
		}
	}
	u.lean()
}

// untouched tests that generating rows does not change the record.
func (u *suite) untouched(i int, _ schema.RowList) bool {
	r := u.g.Record(i)
	before := r
	before.Vehicles = slices.Clone(r.Vehicles)
	if _, err := rowsOf(u.bound, &r); err != nil || !reflect.DeepEqual(r, before) {
		u.fail(Untouched, i, "", "the function changes the record")
		return false
	}
	return true
}

// appended tests that the rows of the next record are appended after those of this one.
func (u *suite) appended(i int, rows schema.RowList) bool {
	next := (i + 1) % len(u.base)
	dst := u.entity.NewRowList()
	for _, k := range []int{i, next} {
		r := u.g.Record(k)
		u.bound.AddRows(dst, &r)
	}
	if want := rows.Len() + u.base[next].Len(); dst.Len() != want {
		u.fail(Appended, i, "", "this record and the next have %d rows, but one list of both has %d", want, dst.Len())
		return false
	}
	var got, want []byte
	for k := range rows.Len() {
		if got, want = dst.AppendCSV(got[:0], k), rows.AppendCSV(want[:0], k); string(got) != string(want) {
			u.fail(Appended, i, "", "the next record changes a row of this one")
			return false
		}
	}
	return true
}

// valid tests the rules of the table.
func (u *suite) valid(i int, rows schema.RowList) bool {
	ok := true
	for k := range rows.Len() {
		rows.Check(k, u.s.AsOf, func(v schema.Violation) {
			if ok {
				u.fail(Valid, i, v.Column, "row %d: %v", k+1, v)
			}
			ok = false
		})
	}
	return ok
}

// csv tests that rows are equal after they are written and read as CSV.
func (u *suite) csv(i int, rows schema.RowList) bool {
	return u.roundTrip(CSV, i, rows, func(back schema.RowList, k int) error {
		return back.AddCSV(strings.TrimSuffix(string(rows.AppendCSV(nil, k)), "\n"))
	})
}

// json tests that rows are equal after they are written and read as JSON.
func (u *suite) json(i int, rows schema.RowList) bool {
	return u.roundTrip(JSON, i, rows, func(back schema.RowList, k int) error {
		return back.AddJSON(string(rows.AppendJSON(nil, k)))
	})
}

// roundTrip compares the rows of a record with those that through has written and read. The
// function through appends row k to back.
func (u *suite) roundTrip(p Promise, i int, rows schema.RowList, through func(back schema.RowList, k int) error) bool {
	back := u.entity.NewRowList()
	for k := range rows.Len() {
		if err := through(back, k); err != nil {
			u.fail(p, i, "", "row %d cannot be read: %v", k+1, err)
			return false
		}
	}
	column, why := u.compare(back, rows)
	if why != "" {
		u.fail(p, i, column, "%s", why)
	}
	return why == ""
}

// lean counts the allocations of writing and checking rows.
func (u *suite) lean() {
	all := u.entity.NewRowList()
	for i := range u.base {
		r := u.g.Record(i)
		u.bound.AddRows(all, &r)
	}
	broken := false // a report of a violation allocates
	ignore := func(schema.Violation) { broken = true }
	// Allocations per row that are not the fault of the entity: Check allocates the text of
	// a KindCustom, and a type without AppendText allocates its text and a copy of it.
	writing, checking := 0, 0
	for _, c := range u.columns {
		if c.Kind == schema.KindCustom {
			checking++
		}
		if !c.Appends() {
			checking += 2
			writing += 2
		}
	}
	var dst []byte
	for _, work := range []struct {
		name  string
		allow int
		do    func(i int)
	}{
		{"writing as CSV", writing, func(i int) { dst = all.AppendCSV(dst[:0], i) }},
		{"writing as JSON", writing, func(i int) { dst = all.AppendJSON(dst[:0], i) }},
		{"checking", checking, func(i int) { all.Check(i, u.s.AsOf, ignore) }},
	} {
		allocs := allocsPerRun(func() {
			for i := range all.Len() {
				work.do(i)
			}
		})
		if perRow := allocs / float64(all.Len()); perRow > float64(work.allow)+0.5 && !broken {
			u.fail(Lean, noRecord, "", "%s allocates %.1f times per row", work.name, perRow)
		}
	}
}

// allocsPerRun is testing.AllocsPerRun, but returns 0 while parallel tests run, where that
// panics.
func allocsPerRun(f func()) (allocs float64) {
	const runs = 5
	defer func() { _ = recover() }()
	return testing.AllocsPerRun(runs, f)
}

package synthtest

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/schema"
)

// inspect tests the rows of each record by themselves, and, if they are the same
// whenever they are asked for, how they come about. Of each promise it tells the first
// breach.
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

// untouched tests that asking changes nothing of the record.
func (u *suite) untouched(i int, _ schema.RowList) bool {
	r := u.g.Record(i)
	before := r
	before.Vehicles = slices.Clone(r.Vehicles)
	if _, err := rowsOf(u.bound, &r); err != nil || !reflect.DeepEqual(r, before) {
		u.fail(Untouched, i, "", "the record is another after it was asked for rows")
		return false
	}
	return true
}

// appended tests that rows of one record come behind those of another.
func (u *suite) appended(i int, rows schema.RowList) bool {
	dst := u.entity.NewRowList()
	want := rows.Len()
	for _, k := range []int{i, (i + 1) % len(u.base)} {
		r := u.g.Record(k)
		u.bound.AddRows(dst, &r)
	}
	want += u.base[(i+1)%len(u.base)].Len()
	if dst.Len() != want {
		u.fail(Appended, i, "", "this record and the next together have %d rows, and make %d", want, dst.Len())
		return false
	}
	var is, must []byte
	for k := range rows.Len() {
		if is, must = dst.AppendCSV(is[:0], k), rows.AppendCSV(must[:0], k); string(is) != string(must) {
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

func (u *suite) csv(i int, rows schema.RowList) bool {
	return u.roundTrip(CSV, i, rows, func(back schema.RowList, k int) error {
		return back.AddCSV(strings.TrimSuffix(string(rows.AppendCSV(nil, k)), "\n"))
	})
}

func (u *suite) json(i int, rows schema.RowList) bool {
	return u.roundTrip(JSON, i, rows, func(back schema.RowList, k int) error { return back.AddJSON(string(rows.AppendJSON(nil, k))) })
}

// roundTrip writes and reads the rows of a record.
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

// lean counts what writing and checking allocate.
func (u *suite) lean() {
	all := u.entity.NewRowList()
	for i := range u.base {
		r := u.g.Record(i)
		u.bound.AddRows(all, &r)
	}
	broken := false // to say what is broken takes memory
	ignore := func(schema.Violation) { broken = true }
	texts := 0 // columns whose text package schema makes to check it
	made := 0  // columns whose type makes it, for want of AppendText
	for _, c := range u.columns {
		if c.Kind == schema.KindCustom {
			texts++
		}
		if !c.Appends() {
			texts += 2
			made += 2
		}
	}
	var dst []byte
	for _, work := range []struct {
		name  string
		allow int
		do    func(i int)
	}{
		{"writing it as CSV", made, func(i int) { dst = all.AppendCSV(dst[:0], i) }},
		{"writing it as JSON", made, func(i int) { dst = all.AppendJSON(dst[:0], i) }},
		{"checking it", texts, func(i int) { all.Check(i, u.s.AsOf, ignore) }},
	} {
		allocs := allocsPerRun(func() {
			for i := range all.Len() {
				work.do(i)
			}
		})
		if perRow := allocs / float64(all.Len()); perRow > float64(work.allow)+0.5 && !broken {
			u.fail(Lean, -1, "", "%s allocates %.1f times a row", work.name, perRow)
		}
	}
}

// allocsPerRun is that of package testing, but 0 where that refuses to count: while
// parallel tests run.
func allocsPerRun(f func()) (allocs float64) {
	defer func() { _ = recover() }()
	return testing.AllocsPerRun(5, f)
}

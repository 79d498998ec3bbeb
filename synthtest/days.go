package synthtest

import (
	"fmt"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// span is the number of days on which the rows are compared with those of the day before. They
// include the ends of two months and of a year.
const span = 40

// spanFrom returns the day before the first of them: in the year of a date, or in the year before
// if that is the last of the window.
func (u *suite) spanFrom(date synthhub.Date) synthhub.Date {
	from := schema.NewDate(date.Year(), 11, 25)
	if _, err := u.g.On(from.AddDays(span)); err != nil {
		from = schema.NewDate(date.Year()-1, 11, 25)
	}
	return from
}

// daily tests that rows change only on days that the entity declares, if it does: from one day to
// the next, and between the as-of date and the other days. It reports the first case.
func (u *suite) daily(base moment, others []moment) {
	if u.bound.Days() == nil {
		return
	}
	yesterday, ok := u.on(u.spanFrom(u.s.AsOf))
	if !ok {
		return
	}
	// The day of the generator must play no part.
	var books []*synthhub.Generator
	for _, day := range []synthhub.Date{yesterday.day, others[len(others)-1].day} {
		book, err := u.g.On(day)
		if err != nil {
			u.fail(Declared, noRecord, "", "%v", err)
			return
		}
		books = append(books, book)
	}
	from, to := yesterday.day, yesterday.day.AddDays(span)
	for slot := range yesterday.rows {
		if _, err := declaredDays(u.bound, u.g, slot, from, to); err != nil {
			u.fail(Daily, slot, "", "%v", err)
			return
		}
	}
	for range span {
		today, ok := u.on(yesterday.day.AddDays(1))
		if !ok || !u.covered(books, yesterday, today, from, to) {
			return
		}
		yesterday = today
	}
	for _, m := range others {
		before, after := base, m
		if after.day.Before(before.day) {
			before, after = after, before
		}
		if !u.covered(books, before, after, before.day, after.day) {
			return
		}
	}
}

// covered reports whether the entity declares a day between two moments for every slot whose rows
// differ, both when it is asked for that time and when it is asked for a longer one.
func (u *suite) covered(books []*synthhub.Generator, before, after moment, from, to synthhub.Date) bool {
	for slot := range before.rows {
		column, why := u.difference(before.rows[slot], after.rows[slot])
		if why == "" {
			continue
		}
		for _, book := range books {
			for _, time := range [][2]synthhub.Date{{before.day, after.day}, {from, to}} {
				days, err := declaredDays(u.bound, book, slot, time[0], time[1])
				if err != nil {
					u.fail(Daily, slot, "", "%v", err)
					return false
				}
				if !slices.ContainsFunc(days, func(day synthhub.Date) bool { return day.After(before.day) && !day.After(after.day) }) {
					u.fail(Daily, slot, column, "%s from %v to %v, but of the days after %v, up to %v, for a generator on %v, these are declared: %v",
						why, before.day, after.day, time[0], time[1], book.Settings().AsOf, days)
					return false
				}
			}
		}
	}
	return true
}

// declaredDays returns the days that an entity declares for a slot. The error says that its
// function panics, does not append, or appends what it must not.
func declaredDays(e synthhub.Entity, g *synthhub.Generator, slot int, from, to synthhub.Date) (days []synthhub.Date, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the function of WithDays panics: %v", p)
		}
	}()
	days = e.Days()(g, []synthhub.Date{from}, slot, from, to) // a history has the first day before
	if len(days) == 0 || days[0] != from {
		return nil, fmt.Errorf("the function of WithDays does not append to the slice that is passed in")
	}
	for i, day := range days[1:] {
		switch {
		case !day.After(from) || day.After(to):
			return nil, fmt.Errorf("the function of WithDays appends %v, which is not a day after %v, up to %v", day, from, to)
		case day.Before(days[i]):
			return nil, fmt.Errorf("the function of WithDays appends %v after %v", day, days[i])
		}
	}
	return days[1:], nil
}

// difference describes the first row that another day lacks or has with other values, "" if there
// is none. Rows are those with the same key, whatever their order. A key that is not unique, which
// is another mistake, is left out.
func (u *suite) difference(before, after schema.RowList) (column, why string) {
	was, is := u.keysOf(before), u.keysOf(after)
	for i, key := range was {
		if !slices.Contains(is, key) {
			return "", fmt.Sprintf("the row with the key %.64q goes", key)
		}
		k := slices.Index(is, key)
		if slices.Contains(was[i+1:], key) || slices.Contains(is[k+1:], key) || slices.Index(was, key) < i {
			continue
		}
		for c := range u.columns {
			if a, b := before.AppendText(nil, i, c), after.AppendText(nil, k, c); string(a) != string(b) {
				return u.columns[c].Name, fmt.Sprintf("the row with the key %.64q changes from %.64q to %.64q", key, a, b)
			}
		}
	}
	for _, key := range is {
		if !slices.Contains(was, key) {
			return "", fmt.Sprintf("the row with the key %.64q comes", key)
		}
	}
	return "", ""
}

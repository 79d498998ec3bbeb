package synthhub

import (
	"errors"
	"math/bits"
	"strconv"

	"github.com/synthhub/synthhub/internal/calendar"
	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/internal/governed"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// A Target is the governed distribution of a column: which values it has, and how often.
type Target struct {
	Table, Column string
	// Given holds the conditions of the rows that the target is for, all of which they meet. It is
	// empty for all rows.
	Given []Condition
	// Values are written as in CSV, in the order of the vocabulary or of the numbers. No other
	// value occurs.
	Values []string
	// Weights has a number above 0 for each value. Their sum is below 2^53. The share of a value
	// is its weight over the sum: see [Target.Shares].
	Weights []uint64
	// Source says in a few words where the weights come from.
	Source string
}

// A Condition holds for rows whose column has one of the values. Where its table is not that of
// the target, the row of the same person counts.
type Condition struct {
	Table, Column string
	Values        []string
}

// Shares returns the share of each value, as a part of 1.
func (t *Target) Shares() []float64 {
	sum, shares := uint64(0), make([]float64, len(t.Weights))
	for _, w := range t.Weights {
		sum += w
	}
	for i, w := range t.Weights {
		shares[i] = float64(w) / float64(sum)
	}
	return shares
}

// Expected returns the governed targets for settings on their as-of date, computed from the tables
// that records are drawn from. They are in the order of tables and columns; for each column the
// target for all rows is the first. A column without a target follows from others, or from what no
// column shows. The targets do not depend on Seed and Book, and on Records only because a
// few slots always have somebody of a great age or a birth on February 29. The error, if any, is
// that of [Settings.Validate].
func Expected(s Settings) ([]Target, error) {
	s = s.Effective()
	if _, errs := s.check(); len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	e := newExpectation(s)
	e.addGenders()
	e.addMarital()
	e.addStates("persons", "state")
	e.addLines("persons", func(*governed.Line) uint64 { return 1 })
	e.addModelYears()
	e.addStates("vehicles", "registration_state")
	e.addLines("vehicles", func(l *governed.Line) uint64 { all, _ := l.Fleet(); return all })
	e.addAges()
	e.addLines("profiles", func(*governed.Line) uint64 { return 1 })
	e.addStates("profiles", "residence_state")
	e.addVehicleCounts()
	return e.targets, nil
}

// An expectation is what the targets of one dataset are computed from.
type expectation struct {
	settings Settings
	day      timeline.Day
	tables   *factTables
	lines    []governed.Line // those that have people
	words    []string        // of the lines
	ages     []int           // on the day, by age in days
	targets  []Target
}

func newExpectation(s Settings) *expectation {
	e := &expectation{settings: s, day: dayOf(s.AsOf), tables: facts()}
	home, fleet := vocab.VehicleCounts(s.Vehicles.Min, s.Vehicles.Max)
	personal, commercial := governed.Line{Genders: vocab.PersonalGenders[:], Vehicles: home}, governed.Line{Genders: vocab.CommercialGenders[:], Vehicles: fleet}
	commercial.Percent = uint64(max(s.CommercialShare, 0))
	personal.Percent = 100 - commercial.Percent
	personal.Ages = governed.AgesOf(e.tables.drivers[LinePersonal], e.tables.oldDrivers, s.Records, e.day, leapDay)
	commercial.Ages = governed.AgesOf(e.tables.drivers[LineCommercial], nil, s.Records, e.day, leapDay)
	personal.Teenager = [2]int{vocab.MinTeenCarEnd, vocab.MaxTeenCarEnd}
	for i, l := range []governed.Line{personal, commercial} {
		if l.MinVehicles, l.Adult = s.Vehicles.Min, timeline.DaysOfYears(ageOfMajority); l.Percent > 0 {
			e.lines, e.words = append(e.lines, l), append(e.words, (LinePersonal+LineOfBusiness(i)).String())
		}
	}
	on := calendar.New(s.AsOf)
	for x := range personal.Ages {
		e.ages = append(e.ages, on.YearsSince(dateOf(e.day-timeline.Day(x))))
	}
	return e
}

// add adds a target with the values that have a weight.
func (e *expectation) add(table, column, source string, values []string, weights []uint64, given ...Condition) {
	t, sum := Target{Table: table, Column: column, Given: given, Source: source}, uint64(0)
	for _, w := range weights {
		sum += w
	}
	for i, w := range weights {
		if w >>= max(0, bits.Len64(sum)-53); w > 0 {
			t.Values, t.Weights = append(t.Values, values[i]), append(t.Weights, w)
		}
	}
	if len(t.Values) > 0 {
		e.targets = append(e.targets, t)
	}
}

// addByLine adds the target of both lines together, and that of each. The sums of the weights of the
// lines are in proportion to their rows if as many people are in each line.
func (e *expectation) addByLine(table, column, source string, values []string, weights func(*governed.Line) []uint64) {
	all, lines := make([]uint64, len(values)), make([][]uint64, len(e.lines))
	for i := range e.lines {
		lines[i] = weights(&e.lines[i])
		for k, w := range lines[i] {
			all[k] += e.lines[i].Percent * w
		}
	}
	e.add(table, column, source, values, all)
	for i, word := range e.words {
		e.add(table, column, source, values, lines[i], Condition{table, "lob_type", []string{word}})
	}
}

func (e *expectation) addStates(table, column string) {
	weights := make([]uint64, stateEnd)
	for _, state := range e.settings.States {
		weights[state] = uint64(vocab.Populations[state])
	}
	e.add(table, column, "Census of 2020", stateCodes.Words, weights)
}

// addLines adds the lines of business, where each person of a line has so many rows.
func (e *expectation) addLines(table string, rows func(*governed.Line) uint64) {
	weights := make([]uint64, len(e.lines))
	for i := range e.lines {
		weights[i] = e.lines[i].Percent * rows(&e.lines[i])
	}
	e.add(table, "lob_type", "CommercialShare of the settings", e.words, weights)
}

func (e *expectation) addGenders() {
	e.addByLine("persons", "gender", "women by occupation, Current Population Survey of 2022", genders.Words[1:], func(l *governed.Line) (weights []uint64) {
		for _, w := range l.Genders {
			weights = append(weights, uint64(w))
		}
		return weights
	})
}

// maritalFrom holds the first ages of the groups for which there are targets of the marital status.
var maritalFrom = [...]uint8{16, 18, 20, 25, 30, 35, 45, 55, 65, 75}

func (e *expectation) addMarital() {
	groups := make([]int, len(e.ages))
	for x, age := range e.ages {
		groups[x] = vocab.Bucket(maritalFrom[:], age)
	}
	all, byGroup := governed.Marital(e.lines, e.tables.marital, groups, len(maritalFrom))
	add := func(weights [4]uint64, given ...Condition) {
		e.add("persons", "marital_status", "American Community Survey of 2018, table B12002", maritalStatuses.Words[1:], weights[:], given...)
	}
	both := len(all) - 1 // the row of all genders
	add(all[both])
	for _, gender := range []int{both, 0, 1, 2} {
		for i, from := range maritalFrom {
			last := MaxAge
			if i+1 < len(maritalFrom) {
				last = int(maritalFrom[i+1]) - 1
			}
			given := []Condition{{"profiles", "age", integers(int(from), last)}}
			if gender != both {
				given = append(given, Condition{"persons", "gender", []string{genders.Words[gender+1]}})
			}
			add(byGroup[i][gender], given...)
		}
	}
}

func (e *expectation) addAges() {
	e.addByLine("profiles", "age", "Federal Highway Administration, table DL-220 for 2023", integers(0, MaxAge), func(l *governed.Line) []uint64 {
		weights := make([]uint64, MaxAge+1)
		for x, people := range l.Ages {
			weights[e.ages[x]] += people
		}
		return weights
	})
}

func (e *expectation) addVehicleCounts() {
	values := integers(e.settings.Vehicles.Min, e.settings.Vehicles.Max)
	e.addByLine("profiles", "vehicle_count", "households: American Community Survey of about 2022; fleets: illustrative", values, (*governed.Line).VehicleCounts)
}

func (e *expectation) addModelYears() {
	t, values := e.tables, integers(catalog.FirstYear, catalog.LastYear)
	e.addByLine("vehicles", "model_year", "sales of the Bureau of Economic Analysis, less what was scrapped", values, func(l *governed.Line) []uint64 {
		return l.ModelYears(t.cars[0][0].Stock, t.cars[1][0].Stock, t.teenCars[0].Stock, e.day)
	})
}

// integers returns the numbers from one to another as text.
func integers(from, to int) (list []string) {
	for n := from; n <= to; n++ {
		list = append(list, strconv.Itoa(n))
	}
	return list
}

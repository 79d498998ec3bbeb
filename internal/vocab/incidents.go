package vocab

// Violations and accidents as events on a time line.
//
// The time of a driver is cut into cells of IncidentDays. The number of violations in a cell is
// Poisson with the mean
//
//	rate of the age in the middle of the cell * tilt of the sex * risk of the level * exposure
//
// but at most MaxIncidents, and their days are uniform in the cell; the same for accidents. For
// the young the risk is nearer to the mean: see youngClasses. A driver keeps for life one of
// RiskLevels levels of risk, and one of ExposureLevels that say how much the driver drives: all
// pairs are equally likely. For a driver who keeps age class and levels, the number in any
// IncidentDays days has nearly the same distribution as in a cell: exactly, but for the limit. The
// hidden level of risk is what makes drivers with violations have more accidents. The exposure
// is also behind the miles of their vehicles: see Miles.
const (
	IncidentDays = 3 * 365
	RiskLevels   = 16
	MaxIncidents = 7 // the most of one kind in a cell
)

// The numbers are fitted so that on a day the incidents of the last IncidentDays that lie after
// the first license have the shares of Violations and Accidents in each age group, within half a
// point of 100 for 0, 1, 2, and 3 or more. For the ages below 25 that depends on who is in the
// book, with a license since when; a test of the root package holds it.
//
// Two relations are fitted too:
//   - Of drivers from 30 to 65, those with a violation have 1.8 to 2.3 times the accidents of
//     those without: studies of the California DMV (IIHS Advisory 6, second hand) found 2.3 times
//     for two crashes in the past. Illustrative within this range.
//   - Men have 1.45 times the violations of women (Bureau of Justice Statistics, PPCS 2002: men
//     were 60.8 percent of the drivers stopped, a ratio of 1.55) and 1.1 times the accidents (from
//     general knowledge). A person of unspecified gender has the mean of all.
//
// Those who drive more have more accidents, but not in proportion: the fifth of the personal line
// that drives most has 1.3 to 1.5 times the accidents of the fifth that drives least. Illustrative
// within what is known: in Massachusetts claim costs rose with miles, but less than in proportion
// (Ferreira and Minikel 2010, second hand).
//
// The form is illustrative: fixed levels, the split by class, and that the levels of
// accidents only partly follow those of violations, in an order without pattern. The tests
// simulate all this.
var (
	// incidentClasses holds the first age of each class of rates. The first class also has
	// everybody younger, for the cells of new drivers.
	incidentClasses = [...]uint8{16, 18, 20, 22, 24, 29, 34, 44, 54, 69}

	// Incidents of a driver of mean risk in IncidentDays of driving, per 10,000, by class. The
	// rates of the youngest are high: their shares are of less than IncidentDays of driving.
	violationRates = [len(incidentClasses)]uint16{4830, 4385, 2860, 2667, 2316, 1786, 1786, 941, 754, 446}
	accidentRates  = [len(incidentClasses)]uint16{3980, 1535, 1000, 864, 864, 577, 489, 489, 357, 440}

	// Risks by level, per mille of the mean.
	violationRisks = [RiskLevels]uint16{13, 25, 43, 68, 101, 147, 209, 294, 409, 569, 793, 1112, 1581, 2292, 3409, 4935}
	accidentRisks  = [RiskLevels]uint16{120, 475, 590, 255, 797, 332, 372, 1130, 1261, 518, 582, 1789, 755, 2417, 2997, 1610}

	// Factors by quarter of the levels of exposure, per mille of the mean.
	violationExposures = [exposureQuarters]uint16{915, 975, 1020, 1090}
	accidentExposures  = [exposureQuarters]uint16{812, 938, 1042, 1208}
)

const (
	exposureQuarters = 4

	youngClasses = 2 // classes in which drivers differ less: lack of practice is common to all

	// What is left of the difference from the mean risk in these classes, per mille.
	youngViolations, youngAccidents = 800, 450

	// The incidents of men, per mille of those of women.
	menViolations, menAccidents = 1450, 1100
)

// Incidents draws the numbers of violations and accidents in a cell. It does not change.
type Incidents struct {
	rows                  [128]uint16 // by age: the first element of its class in the tables
	violations, accidents incidentTable
}

// The numbers of combinations of risk and exposure, of these with line of business and sex, and
// of all with class.
const (
	driverCells   = RiskLevels * exposureQuarters
	classCells    = 2 * sexes * driverCells
	incidentCells = len(incidentClasses) * classCells
)

// An incidentTable has, for each combination, the chance of no incident in 2^-32 and the mean in
// 2^-20. Nine draws of ten need only the first.
type incidentTable struct {
	none [incidentCells]uint32
	mean [incidentCells]uint32
}

// NewIncidents returns the tables.
func NewIncidents() *Incidents {
	t := &Incidents{}
	for age := range t.rows {
		t.rows[age] = uint16(Bucket(incidentClasses[:], age) * classCells)
	}
	t.violations.fill(&violationRates, &violationRisks, &violationExposures, youngViolations, menViolations)
	t.accidents.fill(&accidentRates, &accidentRisks, &accidentExposures, youngAccidents, menAccidents)
	return t
}

// incidentTilts returns the factors of women, men and others, per 10,000. Their mean, weighted
// with the genders of a line of business, is 1, so that both lines have the same rates.
func incidentTilts(genders *[sexes]uint16, men uint64) [sexes]uint64 {
	f, m, x := uint64(genders[0]), uint64(genders[1]), uint64(genders[2])
	women := 1000 * 10_000 * (10_000 - x) / (1000*f + men*m)
	return [...]uint64{women, women * men / 1000, 10_000}
}

// fill computes the table.
func (t *incidentTable) fill(rates *[len(incidentClasses)]uint16, risks *[RiskLevels]uint16, exposures *[exposureQuarters]uint16, young int, men uint64) {
	personal, commercial := incidentTilts(&PersonalGenders, men), incidentTilts(&CommercialGenders, men)
	i := 0
	for class, rate := range rates {
		for _, tilt := range append(personal[:], commercial[:]...) {
			for _, risk := range risks {
				r := int(risk) * 1000
				if class < youngClasses {
					r = 1_000_000 + (int(risk)-1000)*young
				}
				for _, exposure := range exposures {
					mean := uint64(rate) * tilt * uint64(r) / 1_000_000 * uint64(exposure) / 1000 << 20 / (10_000 * 10_000)
					t.mean[i], t.none[i] = uint32(mean), noIncident(mean)
					i++
				}
			}
		}
	}
}

// noIncident returns the chance of no incident in 2^-32, for a mean in 2^-20 of at most 4. The
// Poisson weights of 0 to MaxIncidents follow from each other, and 0 has its share of their sum.
func noIncident(mean uint64) uint32 {
	const first = 1 << 31
	w, sum := uint64(first), uint64(first)
	for n := uint64(1); n <= MaxIncidents; n++ {
		w = w * mean >> 20 / n
		sum += w
	}
	return uint32(first << 32 / sum)
}

// A Driver says which rows of the tables are those of a driver.
type Driver int

// NewDriver returns the Driver of a line of business (0 personal, 1 commercial), a sex in the
// order of PersonalGenders, a level of risk and one of exposure, which are below RiskLevels and
// ExposureLevels.
func NewDriver(line, sex, risk, exposure int) Driver {
	return Driver(((line*sexes+sex)*RiskLevels+risk)*exposureQuarters + exposure/(ExposureLevels/exposureQuarters))
}

// Row returns the row of the tables for a driver in a cell. The age is that in the middle of the
// cell, 0 to 127.
func (t *Incidents) Row(age int, d Driver) int { return int(t.rows[age]) + int(d) }

// Violations returns how many violations the driver of a row has in the cell. Only the upper 32
// bits of the draw count.
func (t *Incidents) Violations(row int, drawn uint64) int {
	if uint32(drawn>>32) < t.violations.none[row] {
		return 0
	}
	return t.violations.count(row, drawn)
}

// Accidents returns how many accidents at fault the driver of a row has in the cell. Only the
// upper 32 bits of the draw count.
func (t *Incidents) Accidents(row int, drawn uint64) int {
	if uint32(drawn>>32) < t.accidents.none[row] {
		return 0
	}
	return t.accidents.count(row, drawn)
}

// count returns the number of incidents for a draw that gives at least one. It is not inlined, so
// that its callers are.
//
//go:noinline
func (t *incidentTable) count(i int, drawn uint64) int {
	w, mean, x := uint64(t.none[i]), uint64(t.mean[i]), drawn>>32
	sum := w
	for n := 1; n < MaxIncidents; n++ {
		w = w * mean >> 20 / uint64(n)
		if sum += w; x < sum {
			return n
		}
	}
	return MaxIncidents
}

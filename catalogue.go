package synthhub

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/synthhub/synthhub/internal/vocab"
)

// A use is what vehicles are drawn for; each has its own mix of models.
type use int

const (
	usePersonal use = iota
	useWork         // cars, vans, pickups
	useTrade        // these and medium trucks
	useHaul         // medium and heavy trucks
	useCount
)

// useOf tells what the trades draw their vehicles for.
var useOf = [...]use{0: useWork, vocab.LightFleet: useWork, vocab.MixedFleet: useTrade, vocab.HeavyFleet: useHaul}

// The model years that the catalogue covers.
const (
	firstModelYear = 1986
	lastModelYear  = 2026
)

// maxClass is the heaviest weight class, of trucks above 33,000 lb.
const maxClass = 8

// A catalogue holds every model in every year that it was sold.
type catalogue struct {
	modelYears []modelYear
	fuels      []Alias                                                   // by fuel
	first      [len(vocab.Models)]int                                    // places in modelYears of each model's first
	models     [useCount][lastModelYear - firstModelYear + 1][]aliasCell // of places in modelYears
	vins       [2 * len(vocab.WMIs)]vinForm                              // two eras for each manufacturer prefix
}

// A modelYear is a model of one year, with all that is drawn or worked out from it.
type modelYear struct {
	summary     string // year, make and model
	price       uint32 // list price in dollars of the year
	year        uint16
	vin, fuels  uint16 // places in catalogue.vins and fuels
	usualMiles  uint16 // in a year
	scrap       uint16 // the least value
	model       uint8  // where the model begins in the summary
	body, class uint8
}

// yearDigits is the length of a year and a space, before the make in a summary.
const yearDigits = len("2026 ")

func (m *modelYear) makeName() string  { return m.summary[yearDigits : m.model-1] }
func (m *modelYear) modelName() string { return m.summary[m.model:] }

func newCatalogue() (c catalogue) {
	var text []byte // of all summaries, which is cut apart at the ends
	var ends []int
	mixes := make(map[[len(vocab.FuelNames)]uint8]uint16) // places in fuels
	for i := range vocab.Models {
		m := &vocab.Models[i]
		c.first[i] = len(c.modelYears)
		for _, y := range yearsOf(m) {
			mix := fuelShares(m, int(y.year))
			if _, ok := mixes[mix]; !ok {
				mixes[mix] = uint16(len(c.fuels))
				c.fuels = append(c.fuels, NewAlias(mix[:]))
			}
			y.fuels = mixes[mix]
			c.modelYears = append(c.modelYears, y)
			text = appendSummary(text, int(y.year), m.Make, m.Name)
			ends = append(ends, len(text))
		}
	}
	all, from := string(text), 0
	for i, end := range ends {
		c.modelYears[i].summary, from = all[from:end], end
	}
	for i := range c.vins {
		c.vins[i] = newVINForm(&vocab.WMIs[i/2], i%2)
	}
	for y := range lastModelYear - firstModelYear + 1 {
		for u := range useCount {
			c.models[u][y] = c.modelsOf(u, firstModelYear+y)
		}
	}
	return c
}

// appendSummary writes what a profile says of a vehicle.
func appendSummary(b []byte, year int, make, model string) []byte {
	b = strconv.AppendInt(b, int64(year), 10)
	b = append(append(b, ' '), make...)
	return append(append(b, ' '), model...)
}

// yearsOf lists the years of a model. The table of models has the price of the last
// year sold; earlier ones are 2 percent less a year, about what the consumer price
// index for new vehicles made of the forty years since 1985.
func yearsOf(m *vocab.Model) []modelYear {
	years := make([]modelYear, m.Last-m.First+1)
	price := m.Price
	for i := range slices.Backward(years) {
		y := &years[i]
		y.year, y.price, y.body, y.class = m.First+uint16(i), price, uint8(m.Body), m.Class
		y.model = uint8(yearDigits + len(m.Make) + len(" "))
		price = price * 98 / 100
		for _, w := range m.WMIs {
			if covers(w.First, w.Last, int(y.year)) {
				y.vin = uint16(2*findWMI(w.WMI) + eraOf(int(y.year)))
			}
		}
		y.usualMiles, y.scrap = 12_000, 500
		switch {
		case m.Class >= 7:
			y.usualMiles, y.scrap = 60_000, 4000
		case m.Class >= 3:
			y.usualMiles, y.scrap = 20_000, 1500
		}
	}
	return years
}

// fuelShares weighs the fuels that the model was sold with in a year.
func fuelShares(m *vocab.Model, year int) (shares [len(vocab.FuelNames)]uint8) {
	for _, f := range m.Fuels {
		if covers(f.First, f.Last, year) {
			shares[f.Fuel] = f.Share
		}
	}
	return shares
}

func covers(first, last uint16, year int) bool { return int(first) <= year && year <= int(last) }

// modelsOf weighs the models sold in a model year for a use.
func (c *catalogue) modelsOf(u use, year int) []aliasCell {
	var places []uint16
	var weights []uint64
	for i := range vocab.Models {
		m := &vocab.Models[i]
		w := m.Work
		switch {
		case u == usePersonal:
			w = m.Sales
		case u == useWork && m.Class > 3, u == useTrade && m.Class > 6, u == useHaul && m.Class < 4:
			w = 0
		case u == useTrade && m.Class > 3:
			w *= 4 // the trades that need a truck have one
		case u == useTrade && m.Body != vocab.Pickup && m.Body != vocab.CargoVan:
			w = (w + 3) / 8 // and few cars besides
		}
		if w > 0 && covers(m.First, m.Last, year) {
			places, weights = append(places, uint16(c.first[i]+year-int(m.First))), append(weights, uint64(w))
		}
	}
	return newAliasCells(places, weights)
}

// findModel returns the model and year that the vehicle says it is, nil if no such
// combination of make, model, year, body style and fuel was sold.
func findModel(v *Vehicle) *modelYear {
	i, _ := slices.BinarySearchFunc(vocab.Models[:], v, func(m vocab.Model, v *Vehicle) int {
		return cmp.Or(cmp.Compare(m.Make, v.Make), cmp.Compare(m.Name, v.Model))
	})
	for ; i < len(vocab.Models); i++ {
		m := &vocab.Models[i]
		if m.Make != v.Make || m.Name != v.Model {
			break
		}
		if covers(m.First, m.Last, v.ModelYear) && BodyStyle(m.Body) == v.BodyStyle && slices.ContainsFunc(m.Fuels, func(f vocab.FuelSpan) bool {
			return FuelType(f.Fuel) == v.FuelType && covers(f.First, f.Last, v.ModelYear)
		}) {
			c := &facts().catalogue
			return &c.modelYears[c.first[i]+v.ModelYear-int(m.First)]
		}
	}
	return nil
}

// findWMI returns the place of a manufacturer prefix in the table.
func findWMI(code string) int {
	i, ok := slices.BinarySearchFunc(vocab.WMIs[:], code, func(w vocab.WMI, code string) int { return cmp.Compare(w.Code, code) })
	if !ok {
		panic("synthhub: the manufacturer prefix " + code + " is not in the table")
	}
	return i
}

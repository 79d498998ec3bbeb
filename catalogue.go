package synthhub

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/synthhub/synthhub/draw"
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
	lines      [len(vocab.Models)]modelLine
	modelYears []modelYear
	summaries  string                                                      // of all model years: year, make and model
	fuels      []draw.Weighted                                             // by fuel
	models     [useCount][lastModelYear - firstModelYear + 1]draw.Weighted // of positions in modelYears
	vins       [2 * len(vocab.WMIs)]vinForm                                // two eras for each manufacturer prefix
}

// A modelLine is what the years of a model have in common.
type modelLine struct {
	summary     uint32 // place of the first year's summary; all have one length
	first, year uint16 // place in modelYears of the first year, and that year
	usualMiles  uint16 // in a year
	scrap       uint16 // the least value
	makeLen     uint8
	summaryLen  uint8
	body, class uint8
}

// A modelYear is a model of one year. There are thousands, and one is looked up for each
// vehicle, so they are small.
type modelYear struct {
	price            uint32 // list price in dollars of the year
	year             uint16
	line, vin, fuels uint16 // places in the lists of the catalogue
}

func newCatalogue() (c catalogue) {
	var text []byte
	mixes := make(map[[len(vocab.FuelNames)]uint8]uint16) // places in fuels
	for i := range vocab.Models {
		m, line := &vocab.Models[i], &c.lines[i]
		*line = lineOf(m)
		line.summary, line.first = uint32(len(text)), uint16(len(c.modelYears))
		for year := int(m.First); year <= int(m.Last); year++ {
			text = appendSummary(text, year, m.Make, m.Name)
			mix := fuelShares(m, year)
			if _, ok := mixes[mix]; !ok {
				mixes[mix] = uint16(len(c.fuels))
				c.fuels = append(c.fuels, draw.NewWeighted(mix[:]))
			}
			c.modelYears = append(c.modelYears, modelYear{price: priceOf(m, year), year: uint16(year), line: uint16(i), vin: uint16(vinOf(m, year)), fuels: mixes[mix]})
		}
	}
	c.summaries = string(text)
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

func lineOf(m *vocab.Model) modelLine {
	l := modelLine{
		year: m.First, body: uint8(m.Body), class: m.Class, usualMiles: 12_000, scrap: 500,
		makeLen: uint8(len(m.Make)), summaryLen: uint8(len(appendSummary(nil, int(m.First), m.Make, m.Name))),
	}
	switch {
	case m.Class >= 7:
		l.usualMiles, l.scrap = 60_000, 4000
	case m.Class >= 3:
		l.usualMiles, l.scrap = 20_000, 1500
	}
	return l
}

// summary returns year, make and model.
func (c *catalogue) summary(m *modelYear) string {
	l := &c.lines[m.line]
	return c.summaries[l.summary+uint32(m.year-l.year)*uint32(l.summaryLen):][:l.summaryLen]
}

// priceOf returns the list price of a model in a year. The table has that of the last
// year sold; earlier ones are 2 percent less a year, about what the consumer price index
// for new vehicles made of the forty years since 1985.
func priceOf(m *vocab.Model, year int) uint32 {
	price := m.Price
	for y := int(m.Last); y > year; y-- {
		price = price * 98 / 100
	}
	return price
}

// vinOf returns the place of the model's VINs of a year in catalogue.vins.
func vinOf(m *vocab.Model, year int) int {
	for _, w := range m.WMIs {
		if covers(w.First, w.Last, year) {
			return 2*findWMI(w.WMI) + eraOf(year)
		}
	}
	panic("synthhub: no manufacturer prefix for " + m.Make + " " + m.Name)
}

// appendSummary writes what a profile says of a vehicle.
func appendSummary(b []byte, year int, make, model string) []byte {
	b = strconv.AppendInt(b, int64(year), 10)
	b = append(append(b, ' '), make...)
	return append(append(b, ' '), model...)
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
func (c *catalogue) modelsOf(u use, year int) draw.Weighted {
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
			places, weights = append(places, c.lines[i].first+uint16(year)-m.First), append(weights, uint64(w))
		}
	}
	return draw.NewSparse(places, weights)
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
			return &c.modelYears[int(c.lines[i].first)+v.ModelYear-int(m.First)]
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

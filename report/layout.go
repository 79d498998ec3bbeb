package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/synthhub/synthhub/internal/plot"
)

// The governed tables have a layout of their own. All other tables, and all columns that the layout does not
// name, get figures by the description of their columns.

// A planned figure shows columns of governed tables. It is left out where the profile has none of them.
type planned struct {
	section string
	title   string
	note    string
	columns []string // as table.column; several are groups of bars
	by      string   // a column of the same table, whose classes are along the axis
	as      string   // map, stack, heat; "" for what the column suggests
	without []string // classes that are not shown, so that the others are large enough to see
	ordered bool     // whether the classes of the column have an order, which steps of one hue show
	wide    bool
}

var layout = []planned{
	{section: "People", title: "State of residence", note: "Placed by the population of the Census of 2020.", columns: []string{"persons.state"}, as: "map", wide: true},
	{section: "People", title: "Age", columns: []string{"profiles.age"}},
	{section: "People", title: "Marital status, gender, line of business", columns: []string{"persons.marital_status", "persons.gender", "persons.lob_type"}},
	{section: "People", title: "Drivers with violations, by age", note: "Share with moving violations in the last three years. New drivers have had less time to get one.",
		columns: []string{"persons.violations_3yr"}, by: "persons.date_of_birth", as: "stack", ordered: true, without: []string{"none", "0"}},
	{section: "People", title: "Risk rating by age", note: "Of the primary vehicle. It is a label for routing test cases, not an actuarial score.",
		columns: []string{"profiles.risk_rating"}, by: "profiles.age", as: "stack", ordered: true},
	{section: "People", title: "Risk score", columns: []string{"profiles.risk_score"}},
	{section: "People", title: "Vehicles of a person, status of the license", columns: []string{"profiles.vehicle_count", "persons.license_status"}, as: "bars"},
	{section: "People", title: "Occupations", columns: []string{"persons.occupation"}},
	{section: "People", title: "Classes of licenses", columns: []string{"persons.license_class"}},
	{section: "Vehicles", title: "Makes", columns: []string{"vehicles.make"}},
	{section: "Vehicles", title: "Body styles", columns: []string{"vehicles.body_style"}},
	{section: "Vehicles", title: "Vehicles that do not run on gasoline, by model year", note: "Share of each two model years.",
		columns: []string{"vehicles.fuel_type"}, by: "vehicles.model_year", as: "stack", without: []string{"none", "Gasoline"}},
	{section: "Vehicles", title: "Model years", columns: []string{"vehicles.model_year"}},
	{section: "Vehicles", title: "Miles in a year", columns: []string{"vehicles.annual_mileage"}},
	{section: "Vehicles", title: "Odometer", columns: []string{"vehicles.odometer"}},
	{section: "Vehicles", title: "Value by model year", note: "Each column is two model years. The darker a cell, the more of their vehicles are worth that many US dollars.",
		columns: []string{"vehicles.value_usd"}, by: "vehicles.model_year", as: "heat"},
	{section: "Vehicles", title: "Usage, ownership, title", columns: []string{"vehicles.usage", "vehicles.ownership", "vehicles.title_status"}},
}

// column returns a column of a table with rows, nil if the profile has none.
func (p *Profile) column(table, column string) (*Table, *Column) {
	if t := p.Table(table); t != nil && t.Rows > 0 {
		if c := t.Column(column); c != nil {
			return t, c
		}
	}
	return nil, nil
}

// planned returns a column that the layout names, with what is expected of it.
func (v *view) planned(name string) (two, bool) {
	table, column, _ := strings.Cut(name, ".")
	return v.two(table, column)
}

// figure returns the figure of a plan, and false if the profile does not have it.
func (f *planned) figure(v *view) (figure, bool) {
	var out figure
	ok := false
	switch f.as {
	case "map":
		out, ok = v.mapFigure(f)
	case "stack":
		out, ok = v.stackFigure(f)
	case "heat":
		out, ok = v.heatFigure(f)
	default:
		if len(f.columns) > 1 || f.as == "bars" {
			out, ok = v.groupsFigure(f)
		} else if p, there := v.planned(f.columns[0]); there {
			out, ok = p.figureOf(f.title)
		}
	}
	out.Wide = f.wide
	if f.note != "" {
		out.Note = strings.TrimSpace(f.note + " " + out.Note)
	}
	return out, ok
}

// mapFigure shows the share of each state.
func (v *view) mapFigure(f *planned) (figure, bool) {
	p, ok := v.planned(f.columns[0])
	if !ok || p.a.Vocabulary == nil {
		return figure{}, false
	}
	out := figure{Title: f.title}
	shares, expected := p.a.shares(p.rowsA), p.other().shares(p.rowsB)
	texts := map[string]string{}
	for _, state := range p.a.Vocabulary {
		if state == "" {
			continue
		}
		texts[state] = plot.Percent(shares[state])
		if p.b != nil {
			texts[state] += ", " + p.names.Expected + " " + plot.Percent(expected[state])
		}
		out.Numbers = append(out.Numbers, [2]string{state, texts[state]})
	}
	steps := plot.Steps{Legend: "share of persons:", Limits: []float64{0.0001, 0.004, 0.008, 0.015, 0.025, 0.04, 0.06}}
	out.Plot = plot.HTML(plot.Map{Frame: plot.Frame{Title: f.title, Description: p.a.Doc}, Steps: steps, Values: shares, Texts: texts})
	return out, true
}

// groupsFigure shows several columns as groups of bars.
func (v *view) groupsFigure(f *planned) (figure, bool) {
	out := figure{Title: f.title}
	b := plot.Bars{Frame: plot.Frame{Title: f.title}}
	for _, name := range f.columns {
		p, ok := v.planned(name)
		if !ok {
			continue
		}
		p.a, p.b = inWords(p.a, p.b)
		bars, _ := p.bars(mostBars)
		if b.Groups = append(b.Groups, plot.Group{Bars: bars, Whole: true}); len(b.Groups) == 1 {
			b.Names = p.names
		} else if b.Names != p.names {
			b.Names = plot.Names{} // several kinds of what is expected
		}
		b.Description = strings.TrimSpace(b.Description + " " + p.a.Doc)
	}
	out.Plot = plot.HTML(b)
	return out, len(b.Groups) > 0
}

// few reports whether a column has few different numbers.
func (c *Column) few() bool {
	return c != nil && c.Vocabulary == nil && c.Histogram != nil && c.Histogram.Scale == scaleExact && len(c.Histogram.At) > 0
}

// inWords returns the two columns of a figure with few numbers as ones of words.
func inWords(a, b *Column) (*Column, *Column) {
	var codes []int64
	for _, c := range []*Column{a, b} {
		if c.few() {
			codes = append(codes, c.Histogram.At...)
		}
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	words := make([]string, len(codes))
	for i, code := range codes {
		words[i] = strconv.FormatInt(code, 10)
	}
	with := func(c *Column) *Column {
		if !c.few() {
			return c
		}
		w, h := *c, *c.Histogram
		h.At = make([]int64, len(h.At))
		for i, code := range c.Histogram.At {
			k, _ := slices.BinarySearch(codes, code)
			h.At[i] = int64(k)
		}
		w.Vocabulary, w.Histogram = words, &h
		return &w
	}
	return with(a), with(b)
}

// stackFigure shows how a column spreads within the classes of another one.
func (v *view) stackFigure(f *planned) (figure, bool) {
	x, y, ok := v.crossed(f)
	if !ok {
		return figure{}, false
	}
	s := plot.Stacked{Frame: plot.Frame{Title: f.title, Description: f.note}, Names: v.names, Whole: len(f.without) == 0, Ordered: f.ordered}
	var shown []int
	for i, label := range x.of {
		if label != "" && !slices.Contains(f.without, label) && x.total(i) > 0 {
			shown = append(shown, i)
			s.Series = append(s.Series, label)
		}
	}
	if !f.ordered { // the last of a vocabulary are the newest: they stand below, where they can be compared
		slices.Reverse(shown)
		slices.Reverse(s.Series)
	}
	for k, label := range x.by {
		class := plot.Class{Label: spanText(label)}
		for _, i := range shown {
			class.Shares = append(class.Shares, x.shares[k][i])
		}
		if e := y.row(label); e != nil && len(f.without) > 0 {
			class.HasExpected = true
			for _, i := range shown {
				class.Expected += e[i]
			}
		}
		s.Classes = append(s.Classes, class)
	}
	return figure{Title: f.title, Plot: plot.HTML(s)}, len(shown) > 0
}

// heatFigure shows how a column spreads within the classes of another one by steps of color.
func (v *view) heatFigure(f *planned) (figure, bool) {
	x, _, ok := v.crossed(f)
	if !ok {
		return figure{}, false
	}
	m := plot.HeatMap{Frame: plot.Frame{Title: f.title, Description: f.note}}
	for _, label := range x.by {
		m.Columns = append(m.Columns, spanText(label))
	}
	for i := len(x.of) - 1; i >= 0; i-- {
		if x.total(i) == 0 {
			continue
		}
		m.Rows = append(m.Rows, grouped(x.of[i]))
		var row []float64
		for k := range x.by {
			row = append(row, x.shares[k][i])
		}
		m.Values = append(m.Values, row)
	}
	return figure{Title: f.title, Plot: plot.HTML(m)}, len(m.Rows) > 1 && len(m.Columns) > 1
}

// crossed returns the two columns of a plan, of the profile and of what is expected.
func (v *view) crossed(f *planned) (x, y *crossing, ok bool) {
	table, column, _ := strings.Cut(f.columns[0], ".")
	t, c := v.profile.column(table, column)
	_, by := v.profile.column(table, strings.TrimPrefix(f.by, table+"."))
	if c == nil || by == nil {
		return nil, nil, false
	}
	x, y = t.cross(c.Name, by.Name), &crossing{}
	if x == nil {
		return nil, nil, false
	}
	if v.reference != nil {
		if u, d := v.reference.column(table, column); d != nil {
			if z := u.cross(c.Name, by.Name); z != nil && len(z.of) == len(x.of) {
				y = z
			}
		}
	}
	return x, y, true
}

// total returns the share of a class among all rows, as a sum over the classes of the other column.
func (x *crossing) total(i int) (sum float64) {
	for _, shares := range x.shares {
		sum += shares[i]
	}
	return sum
}

// row returns the shares within a class of the other column, nil if it has no rows.
func (x *crossing) row(label string) []float64 {
	for k, by := range x.by {
		if by == label {
			return x.shares[k]
		}
	}
	return nil
}

// spanText returns the label of a class of dates as ages where they are before the as-of date.
func spanText(label string) string {
	years, ok := strings.CutSuffix(label, " years")
	if !ok {
		return label
	}
	n, err := strconv.Atoi(years)
	if err != nil || n > -5 {
		return label
	}
	return fmt.Sprintf("%d–%d", -n-5, -n-1)
}

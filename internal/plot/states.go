package plot

import (
	_ "embed"
	"strconv"
	"strings"
)

// outlines has a line for each jurisdiction, as usmap/build.mjs describes it.
//
//go:embed usmap/states.txt
var outlines string

//go:embed usmap/LICENSE
var outlinesLicense string

// MapNotice returns where the outlines of [Map] are from, and their license.
func MapNotice() string {
	return "Outlines of the states: us-atlas, from the cartographic boundary files of the US Census Bureau.\n" + outlinesLicense
}

// A Map shows a value for each state of the United States and the District of Columbia by steps of color.
type Map struct {
	Frame // the width is not used
	Steps
	Values map[string]float64 // by USPS code; other keys are ignored, and a state without a value has the lowest step
	Texts  map[string]string  // what the pointer shows after the code, by USPS code; nil is the value in percent
}

// The size of the drawing in tenths: the outlines and the names beside the coast.
const (
	mapWidth  = 9820
	mapHeight = 5940
)

// A named state has its name beside the coast, with a line to the state.
type named struct {
	code string
	x, y int // start of the name
}

// beside lists the states that are too small for their name.
var beside = [...]named{
	{"VT", 7740, 520}, {"NH", 8170, 240},
	{"MA", 9300, 1600}, {"RI", 9300, 2060}, {"CT", 9300, 2340}, {"NJ", 9300, 2620}, {"DE", 9300, 2900}, {"MD", 9300, 3180}, {"DC", 9300, 3460},
	{"HI", 3240, 5830},
}

// AppendSVG appends the drawing.
func (m Map) AppendSVG(dst []byte) []byte {
	most := int64(0)
	for line := range strings.Lines(outlines) {
		n, _ := billionths(m.value(line[:2]))
		most = max(most, n)
	}
	limits := m.scale(most)
	dst = m.appendOpen(dst, " pl-map", mapWidth, mapHeight, mapWidth/10)
	dst = append(dst, `<g transform="scale(.1)">`...)
	var names, lines []byte
	for line := range strings.Lines(outlines) {
		code, x, y, outline := cutOutline(line)
		value := m.value(code)
		n, _ := billionths(value)
		step := strconv.Itoa(limits.step(n))
		text := Percent(value)
		if m.Texts != nil {
			text = m.Texts[code]
		}
		dst = append(append(dst, `<path class="pl-s`...), step...)
		dst = append(append(append(dst, ` pl-edge" d="`...), outline...), `">`...)
		dst = append(appendTitle(dst, code+" "+text), "</path>"...)
		if b, ok := besideOf(code); ok {
			lines = b.appendLine(lines, x, y)
			names = appendText(names, "pl-out", b.x, b.y, code, "")
		} else {
			names = appendText(names, "pl-t"+step, x, y+50, code, "")
		}
	}
	dst = append(dst, `</g><path class="pl-lead" d="`...)
	dst = append(append(dst, lines...), `"/><g class="pl-m">`...)
	dst = append(append(dst, names...), "</g>"...)
	return append(dst, "</svg>"...)
}

// AppendLegend appends the legend.
func (m Map) AppendLegend(dst []byte) []byte { return m.appendLegend(dst) }

// value returns the value of a state, or -1, which is no value.
func (m Map) value(code string) float64 {
	if v, ok := m.Values[code]; ok {
		return v
	}
	return -1
}

// cutOutline returns the parts of a line of outlines.
func cutOutline(line string) (code string, x, y int, outline string) {
	code, line, _ = strings.Cut(strings.TrimSuffix(line, "\n"), " ")
	left, line, _ := strings.Cut(line, " ")
	top, outline, _ := strings.Cut(line, " ")
	x, _ = strconv.Atoi(left)
	y, _ = strconv.Atoi(top)
	return code, x, y, outline
}

// besideOf returns where the name of a state is beside the coast.
func besideOf(code string) (named, bool) {
	for _, b := range beside {
		if b.code == code {
			return b, true
		}
	}
	return named{}, false
}

// appendLine appends the line from a name to a point in the state.
func (b named) appendLine(dst []byte, x, y int) []byte {
	p := path{dst: dst}
	switch {
	case b.code == "HI": // the name is close to the island
		return dst
	case b.y < y-500: // the name is above
		p.absolute(b.x+200, b.y+40)
	default:
		p.absolute(b.x-40, b.y-45)
	}
	p.line(x, y)
	return p.dst
}

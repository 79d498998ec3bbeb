package plot

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden: figures have the bytes of the golden files, on every architecture.
func TestGolden(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			name := filepath.Join("testdata", s.name+".svg")
			got := []byte(strings.ReplaceAll(string(HTML(s.figure)), "><", ">\n<") + "\n")
			if *update {
				if err := os.WriteFile(name, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != string(want) {
				t.Errorf("%s: the drawing differs from %s; look at both, then run the test with -update", s.reason, name)
			}
		})
	}
}

// TestLaws: the samples hold the laws of fuzzing.
func TestLaws(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) { checkLaws(t, s.figure) })
	}
}

// TestAppend: methods append, and keep what is there.
func TestAppend(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			if got, want := string(s.figure.AppendSVG([]byte("before"))), "before"+string(SVG(s.figure)); got != want {
				t.Errorf("AppendSVG after other text differs from SVG: %.80q", got)
			}
		})
	}
}

// FuzzFigures: whatever the numbers and the labels are, figures hold the laws, and their size is
// bounded by that of the input.
func FuzzFigures(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 250, 251, 252, 253, 254, 255}, "label", 460)
	f.Add([]byte{9}, `<script>alert("&'")</script>`, -1)
	f.Add([]byte{}, "\x00\xff\u202e\ufffe\t\n", 200)
	f.Add([]byte{255, 254, 10, 10, 200}, strings.Repeat("word ", 40), 100000)
	f.Add([]byte{1, 2}, strings.Repeat("字", 80), 0)
	f.Fuzz(func(t *testing.T, data []byte, label string, width int) {
		for _, figure := range fuzzed(data, label, width) {
			size := checkLaws(t, figure)
			if _, isMap := figure.(Map); isMap {
				size -= len(outlines)
			}
			if limit := 14_000 + (len(data)+8)*(700+30*min(len(label), 60)) + 40*len(label); size > limit {
				t.Errorf("%T has %d bytes for %d numbers and a label of %d bytes, want at most %d", figure, size, len(data), len(label), limit)
			}
		}
	})
}

// fuzzed returns figures of numbers that each byte stands for.
func fuzzed(data []byte, label string, width int) []Figure {
	special := []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1, math.MaxFloat64, 1e-300, 5e-10, 1e9, math.Copysign(0, -1), 1}
	values := make([]float64, len(data))
	for i, b := range data {
		values[i] = float64(b) / 200
		if int(b) >= 256-len(special) {
			values[i] = special[255-int(b)]
		}
	}
	frame, steps := Frame{Title: label, Description: label, Width: width}, Steps{Legend: label, Labels: []string{label}}
	bars, stacked := Group{Label: label}, Stacked{Frame: frame, Series: []string{label, "b", "c"}, XTitle: label, Whole: len(data)%2 == 0, Ordered: len(data)%3 == 0}
	heat := HeatMap{Frame: frame, Steps: steps, Turned: len(data)%2 == 0, XTitle: label}
	ticks := make([]Tick, 0, len(values))
	states := map[string]float64{label: 1}
	for i, v := range values {
		ticks = append(ticks, Tick{v * 10, strconv.Itoa(i)})
		bars.Bars = append(bars.Bars, Bar{Label: strconv.Itoa(i), Share: v, HasExpected: i%2 == 0, Expected: values[len(values)-1-i]})
		stacked.Classes = append(stacked.Classes, Class{Label: strconv.Itoa(i), Shares: values[i:min(i+3, len(values))], HasExpected: true, Expected: v})
		if i%8 == 0 {
			row := values[i:min(i+8, len(values))]
			heat.Rows, heat.Values = append(heat.Rows, strconv.Itoa(i)), append(heat.Values, row)
			heat.Texts = append(heat.Texts, make([]string, len(row)))
			heat.Texts[i/8][0] = label[:min(len(label), 20)]
		}
		states["CA"] = v
	}
	heat.Columns = []string{label, "b", "c", "d", "e", "f", "g"}
	bars.Bars = append(bars.Bars, Bar{Label: label, Text: label, Share: 0.5})
	ticks = append(ticks, Tick{0, label})
	figures := []Figure{
		Histogram{Frame: frame, Names: Names{label, label}, Shares: values, Expected: append([]float64{0.5}, values...), Ticks: ticks, OpenLast: label, XTitle: label},
		Histogram{Frame: frame, Shares: append(values, 0), Ticks: ticks, OpenFirst: label},
		Bars{Frame: frame, Names: Names{label, label}, Groups: []Group{bars, {}, {Whole: true, Bars: bars.Bars}}},
		stacked, heat,
		Spark{Frame: frame, Shares: values, Expected: append([]float64{0.5}, values...)},
	}
	if len(data)%8 == 1 { // a map is larger than all others together
		figures = append(figures, Map{Frame: frame, Steps: Steps{Limits: values, Legend: label}, Values: states, Texts: map[string]string{"CA": label}})
	}
	return figures
}

var (
	numeric = regexp.MustCompile(`^-?\d*\.?\d+$`)
	viewBox = regexp.MustCompile(`^0 0 \d+(\.\d)? \d+(\.\d)?$`)
	turn    = regexp.MustCompile(`^(scale\(\.1\)|translate\([\d.]+ [\d.]+\)rotate\(-90\))$`)
	class   = regexp.MustCompile(`^pl(-[a-z]+\d?)?( pl-[a-z]+)?$`)
)

// checkLaws tests that a figure is well-formed, has only the elements and attributes that figures
// have, has the texts it was given, and draws within its frame. It returns the size.
func checkLaws(t *testing.T, figure Figure) int {
	t.Helper()
	markup := string(HTML(figure))
	if !utf8.ValidString(markup) {
		t.Error("not UTF-8")
	}
	d := xml.NewDecoder(strings.NewReader(markup))
	var view [2]float64
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return len(markup)
		}
		if err != nil {
			t.Fatalf("%T is not well-formed: %v\n%.2000s", figure, err, markup)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if !slices.Contains([]string{"div", "ul", "li", "svg", "g", "path", "rect", "text", "title"}, e.Name.Local) {
			t.Errorf("%T has an element %s", figure, e.Name.Local)
		}
		for _, a := range e.Attr {
			if err := checkAttribute(a.Name.Local, a.Value); err != nil {
				t.Errorf("%T: %s: %v", figure, e.Name.Local, err)
			}
			if a.Name.Local == "viewBox" {
				fmt.Sscanf(a.Value, "0 0 %g %g", &view[0], &view[1])
			}
			checkInside(t, figure, e.Name.Local, a, view)
		}
	}
}

// checkAttribute returns an error for what figures have no reason to write.
func checkAttribute(name, value string) error {
	ok := false
	switch name {
	case "class":
		ok = class.MatchString(value)
	case "viewBox":
		ok = viewBox.MatchString(value)
	case "role":
		ok = value == "img"
	case "aria-hidden":
		ok = value == "true"
	case "aria-label":
		ok = value != ""
	case "d":
		ok = value != "" && strings.Trim(value, "Mmlhvz -.0123456789") == "" // checkInside parses it
	case "x", "y", "width", "height", "rx":
		ok = numeric.MatchString(value)
	case "transform":
		ok = turn.MatchString(value)
	}
	if !ok {
		return fmt.Errorf("%s=%.80q", name, value)
	}
	return nil
}

// checkInside tests that a path or a mark is within the frame, or two units around it.
func checkInside(t *testing.T, figure Figure, element string, a xml.Attr, view [2]float64) {
	t.Helper()
	const around = 2
	switch {
	case a.Name.Local == "d" && !strings.HasPrefix(a.Value, "M"): // absolute ones are those of the map
		left, top, right, bottom := bounds(t, a.Value)
		if left < -around || top < -around || right > view[0]+around || bottom > view[1]+around {
			t.Errorf("%T: a path is from (%g, %g) to (%g, %g), outside of %v", figure, left, top, right, bottom, view)
		}
	case element != "svg" && (a.Name.Local == "x" || a.Name.Local == "y"):
		limit := view[0]
		if a.Name.Local == "y" {
			limit = view[1]
		}
		if v, err := strconv.ParseFloat(a.Value, 64); err != nil || v < -around || v > limit+around {
			t.Errorf("%T: %s of %s is %s, outside of %v", figure, a.Name.Local, element, a.Value, view)
		}
	}
}

var commands = regexp.MustCompile(`[Mmlhvz]|-?(\d+(\.\d+)?|\.\d+)`)

// bounds returns the box around a path, whose commands and numbers it parses.
func bounds(t *testing.T, d string) (left, top, right, bottom float64) {
	t.Helper()
	left, top, right, bottom = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	var x, y, startX, startY float64
	fields := commands.FindAllString(d, -1)
	command := ""
	next := func() float64 {
		if len(fields) == 0 {
			t.Fatalf("a path ends within a command: %.200s", d)
		}
		v, err := strconv.ParseFloat(fields[0], 64)
		if err != nil {
			t.Fatalf("a path has %q in place of a number: %.200s", fields[0], d)
		}
		fields = fields[1:]
		return v
	}
	for len(fields) > 0 {
		if strings.Contains("Mmlhvz", fields[0]) {
			command, fields = fields[0], fields[1:]
		}
		switch command {
		case "M":
			x, y = next(), next()
			startX, startY = x, y
		case "m":
			x, y = x+next(), y+next()
			startX, startY = x, y
		case "l":
			x, y = x+next(), y+next()
		case "h":
			x += next()
		case "v":
			y += next()
		case "z":
			x, y, command = startX, startY, ""
		default:
			t.Fatalf("a path has a number without a command: %.200s", d)
		}
		left, right, top, bottom = min(left, x), max(right, x), min(top, y), max(bottom, y)
	}
	return left, top, right, bottom
}

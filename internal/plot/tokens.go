package plot

import (
	_ "embed"
	"html/template"
	"slices"
)

// A Token is a color of the style sheet, as custom property "--plot-" and its name.
type Token struct {
	Name        string
	Light, Dark string   // in #rrggbb
	Use         string   // what it is for
	On          []string // tokens of its background and neighbors
	Least       float64  // least contrast with each of On in both themes: 4.5 for text, 3 for marks, 0 for what only decorates
}

const (
	textContrast = 4.5
	markContrast = 3
)

// Tokens returns the colors of the style sheet.
//
// The steps s0 to s7 need no contrast with the surface, because the lowest of them means "none":
// edges and labels show where a state is, and text on a step has its own contrast.
func Tokens() []Token {
	surface := []string{"surface"}
	return append([]Token{
		{"surface", "#ffffff", "#161d26", "what figures stand on", nil, 0},
		{"text", "#17212e", "#e8edf3", "labels of bars", surface, textContrast},
		{"muted", "#566273", "#a3b0bf", "labels of axes, values, legends", surface, textContrast},
		{"grid", "#dfe4ea", "#2a3542", "lines of axes", surface, 0},
		{"axis", "#7b8796", "#75838f", "the line that bars stand on", surface, markContrast},
		{"track", "#eef1f5", "#212b37", "behind horizontal bars", surface, 0},
		{"bar", "#2f6fde", "#5c9dff", "what is observed", []string{"surface", "track"}, markContrast},
		{"expected", "#c2410c", "#ffb068", "what is expected; a halo in the color of the surface is around it", []string{"surface", "track"}, markContrast},
	}, slices.Concat(kindTokens(surface), levelTokens(surface), stepTokens(surface))...)
}

// kindTokens returns the colors of parts that have no order.
func kindTokens(surface []string) []Token {
	const use = "a part of a stacked bar"
	return []Token{
		{"c1", "#0b8f64", "#2cc396", use, surface, markContrast},
		{"c2", "#2f8fd0", "#5cb8ea", use, surface, markContrast},
		{"c3", "#8457d6", "#a98bea", use, surface, markContrast},
		{"c4", "#6d7885", "#7d8896", use, surface, markContrast},
		{"c5", "#7f7a12", "#bdb84a", use, surface, markContrast},
		{"c6", "#b8337a", "#e779b3", use, surface, markContrast},
	}
}

// levelTokens returns the colors of parts that have an order.
func levelTokens(surface []string) []Token {
	const use = "a part of a stacked bar, from the first to the last"
	return []Token{
		{"o1", "#5f95d8", "#366ea6", use, surface, markContrast},
		{"o2", "#4680cb", "#4a86c6", use, surface, markContrast},
		{"o3", "#2d65b3", "#6fa6e2", use, surface, markContrast},
		{"o4", "#1d4a8c", "#9dc6f3", use, surface, markContrast},
		{"o5", "#102f5f", "#d3e8ff", use, surface, markContrast},
	}
}

// stepTokens returns the steps of color of maps and heat maps, and those of text on them.
func stepTokens(surface []string) []Token {
	const use = "a step, from none to most"
	low, high := []string{"s0", "s1", "s2", "s3", "s4"}, []string{"s5", "s6", "s7"}
	return []Token{
		{"s0", "#eaeff5", "#1f2934", use, surface, 0},
		{"s1", "#d3e2f4", "#20374f", use, surface, 0},
		{"s2", "#afccec", "#224466", use, surface, 0},
		{"s3", "#83b0e1", "#275788", use, surface, 0},
		{"s4", "#5690d3", "#2f6aa5", use, surface, 0},
		{"s5", "#3270bd", "#5b98d6", use, surface, 0},
		{"s6", "#20559c", "#93c0f2", use, surface, 0},
		{"s7", "#123a70", "#c9e2ff", use, surface, markContrast},
		{"onlow", "#0f1a29", "#f2f6fa", "text on the lower steps", low, textContrast},
		{"onhigh", "#ffffff", "#0b1420", "text on the higher steps", high, textContrast},
		{"edge", "#8592a3", "#6b7888", "between states, and around the steps of a legend", surface, markContrast},
	}
}

// firstHigh is the first step with text in the color of the higher steps.
const firstHigh = 5

//go:embed plot.css
var rules string

// CSS returns the style sheet of all figures: the tokens for light and dark pages, and rules whose
// classes begin with "pl". Prints are light.
func CSS() template.CSS {
	light, dark := []byte(":root{"), []byte("@media screen and (prefers-color-scheme:dark){:root{")
	var fills []byte
	for _, t := range Tokens() {
		light = append(light, "--plot-"+t.Name+":"+t.Light+";"...)
		dark = append(dark, "--plot-"+t.Name+":"+t.Dark+";"...)
	}
	for _, t := range slices.Concat(kindTokens(nil), levelTokens(nil), stepTokens(nil)[:colors]) {
		fills = append(fills, ".pl-"+t.Name+"{fill:var(--plot-"+t.Name+")}\n"...)
	}
	for step, t := range stepTokens(nil)[:colors] {
		on := "onlow"
		if step >= firstHigh {
			on = "onhigh"
		}
		fills = append(fills, ".pl .pl-t"+t.Name[1:]+"{fill:var(--plot-"+on+");stroke:var(--plot-"+t.Name+");paint-order:stroke}\n"...)
	}
	css := append(append(light, "}\n"...), dark...)
	return template.CSS(append(append(append(css, "}}\n"...), rules...), fills...))
}

package plot

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// luminance is that of WCAG 2.2.
func luminance(t *testing.T, color string) float64 {
	t.Helper()
	rgb, err := strconv.ParseUint(strings.TrimPrefix(color, "#"), 16, 32)
	if err != nil || len(color) != 7 || color[0] != '#' {
		t.Fatalf("%q is not a color", color)
	}
	part := func(shift int) float64 {
		c := float64(rgb>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

// contrast is that of WCAG 2.2.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// TestContrast: tokens have the contrast that they need, in both themes.
func TestContrast(t *testing.T) {
	byName := map[string]Token{}
	for _, token := range Tokens() {
		if _, twice := byName[token.Name]; twice {
			t.Errorf("two tokens have the name %s", token.Name)
		}
		byName[token.Name] = token
	}
	for _, token := range Tokens() {
		if token.Use == "" {
			t.Errorf("%s has no use", token.Name)
		}
		for _, on := range token.On {
			behind, ok := byName[on]
			if !ok {
				t.Errorf("%s is on %s, which is no token", token.Name, on)
				continue
			}
			if c := contrast(t, token.Light, behind.Light); c < token.Least {
				t.Errorf("light: the contrast of %s and %s is %.2f, want %.1f", token.Name, on, c, token.Least)
			}
			if c := contrast(t, token.Dark, behind.Dark); c < token.Least {
				t.Errorf("dark: the contrast of %s and %s is %.2f, want %.1f", token.Name, on, c, token.Least)
			}
		}
	}
}

// TestTextOnSteps: each step is the background of the text that its labels have.
func TestTextOnSteps(t *testing.T) {
	css := string(CSS())
	for step := range colors {
		name := strconv.Itoa(step)
		on := regexp.MustCompile(`\.pl-t` + name + `\{fill:var\(--plot-(\w+)\);stroke:var\(--plot-s` + name + `\)`).FindStringSubmatch(css)
		if on == nil {
			t.Fatalf("no rule for text on step %d", step)
		}
		found := false
		for _, token := range Tokens() {
			found = found || token.Name == on[1] && token.Least == textContrast && strings.Contains(strings.Join(token.On, " "), "s"+name)
		}
		if !found {
			t.Errorf("text on step %d has the color %s, whose contrast with it is not tested", step, on[1])
		}
	}
}

// TestRamps: steps go away from the surface, and each differs from the one before.
func TestRamps(t *testing.T) {
	surface := Tokens()[0]
	for _, ramp := range [][]Token{stepTokens(nil)[:colors], levelTokens(nil)} {
		for i := 1; i < len(ramp); i++ {
			a, b := ramp[i-1], ramp[i]
			if contrast(t, b.Light, surface.Light) < 1.12*contrast(t, a.Light, surface.Light) {
				t.Errorf("light: %s is hardly farther from the surface than %s", b.Name, a.Name)
			}
			if contrast(t, b.Dark, surface.Dark) < 1.12*contrast(t, a.Dark, surface.Dark) {
				t.Errorf("dark: %s is hardly farther from the surface than %s", b.Name, a.Name)
			}
		}
	}
}

// TestStyleSheet: classes of figures have rules, rules have classes of figures, and every custom
// property is a token.
func TestStyleSheet(t *testing.T) {
	css := string(CSS())
	tokens, used := map[string]bool{}, map[string]bool{"pl-figure": true}
	for _, token := range Tokens() {
		tokens[token.Name] = true
	}
	for _, m := range regexp.MustCompile(`var\(--plot-(\w+)\)`).FindAllStringSubmatch(css, -1) {
		if !tokens[m[1]] {
			t.Errorf("the style sheet uses --plot-%s, which is no token", m[1])
		}
		delete(used, m[1])
	}
	for name := range tokens {
		if !strings.Contains(css, "var(--plot-"+name+")") {
			t.Errorf("no rule uses --plot-%s", name)
		}
	}
	for i := range colors { // few figures have all colors
		used["pl-s"+strconv.Itoa(i)], used["pl-t"+strconv.Itoa(i)] = true, true
	}
	for i := 1; i <= kinds; i++ {
		used["pl-c"+strconv.Itoa(i)] = true
	}
	for i := 1; i <= levels; i++ {
		used["pl-o"+strconv.Itoa(i)] = true
	}
	for _, s := range samples() {
		for _, m := range regexp.MustCompile(`class="([^"]*)"`).FindAllStringSubmatch(string(HTML(s.figure)), -1) {
			for _, class := range strings.Fields(m[1]) {
				used[class] = true
			}
		}
	}
	ruled := map[string]bool{}
	for _, m := range regexp.MustCompile(`\.(pl[\w-]*)`).FindAllStringSubmatch(css, -1) {
		ruled[m[1]] = true
		if !used[m[1]] {
			t.Errorf("no figure has the class %s of the style sheet", m[1])
		}
	}
	for class := range used {
		if !ruled[class] {
			t.Errorf("the style sheet has no rule for the class %s", class)
		}
	}
	if open, closed := strings.Count(css, "{"), strings.Count(css, "}"); open != closed {
		t.Errorf("the style sheet has %d { and %d }", open, closed)
	}
}

// TestNoInlineStyle: figures have colors and fonts only from the style sheet.
func TestNoInlineStyle(t *testing.T) {
	inline := regexp.MustCompile(`(style|fill|stroke|color|font[a-z-]*)=|#[0-9a-f]{6}|rgb`)
	for _, s := range samples() {
		if found := inline.FindString(string(HTML(s.figure))); found != "" {
			t.Errorf("%s has %q", s.name, found)
		}
	}
}

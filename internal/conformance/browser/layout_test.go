package browser

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"

	"github.com/chromedp/chromedp"
)

// checkLayout: a page fits windows of all widths; only tables in regions are wider, and scroll.
func checkLayout(p *tab, file string, _ *subject) {
	p.open(file)
	for _, width := range []int64{1360, 1024, 768, 420, 360} {
		p.size(width)
		p.Logf("%d pixels", width)
		p.check(200, "checks.overflow(false)")
		if width == 1360 || width == 420 {
			p.check(100, "checks.texts(9)")
		}
	}
	if value[int](p, "checks.wide()") == 0 {
		p.Error("no table is wider than a phone: this proves nothing")
	}
}

// checkThemes: the colors follow the theme, and all have contrast.
func checkThemes(p *tab, file string, _ *subject) {
	p.open(file)
	p.media("", "light")
	light := value[[]string](p, "checks.colors()")
	p.check(20, "checks.contrasts()")
	p.media("", "dark")
	dark := value[[]string](p, "checks.colors()")
	p.check(20, "checks.contrasts()")
	if len(light) < 40 || len(light) != len(dark) {
		p.Fatalf("the page has %d light colors and %d dark ones", len(light), len(dark))
	}
	for i := range light {
		if light[i] == dark[i] {
			p.Errorf("light and dark pages have the same %s", light[i])
		}
	}
	p.media("print", "dark")
	if printed := value[[]string](p, "checks.colors()"); !slices.Equal(printed[2:], light[2:]) {
		p.Errorf("in print the colors are %q, want the light ones: %q", printed, light)
	}
	if scheme := value[string](p, "getComputedStyle(document.documentElement).colorScheme"); scheme != "light" {
		p.Errorf("in print the color scheme is %q, want light", scheme)
	}
}

// A page of letter paper with the margins of the browser, in pixels.
const paperWidth, paperHeight = 739, 979

// checkPrint: paper has all that the screen has, and cards are whole.
func checkPrint(p *tab, file string, s *subject) {
	p.open(file)
	p.size(paperWidth)
	p.media("print", "light")
	p.check(100, "checks.overflow(true)")
	height := "Infinity" // a text that is long enough is higher than any page
	if !s.hostile {
		height = quoted(paperHeight)
	}
	p.check(40, "checks.print("+height+")")
	pdf, err := chromedp.Run(p.ctx, chromedp.PrintToPDF())
	if err != nil {
		p.Fatal(err)
	}
	n := len(regexp.MustCompile(`/Type\s*/Page\b`).FindAll(pdf, -1))
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || n < s.paper[0] || n > s.paper[1] {
		p.Errorf("the page has %d sheets of paper, want %d to %d", n, s.paper[0], s.paper[1])
	}
	p.Logf("%d sheets of paper", n)
}

// A violation is a rule of axe-core that is broken.
type violation struct {
	ID, Help string
	Nodes    []struct {
		HTML           string
		FailureSummary string
	}
}

// checkAxe: axe-core finds nothing, in both themes, on a large screen and on a phone. If the check
// is brief, the themes take turns.
func checkAxe(p *tab, file, axe string, brief bool) {
	p.open(file)
	p.do(chromedp.Evaluate[chromedp.Void](axe))
	for _, width := range []int64{1360, 420} {
		for _, scheme := range []string{"light", "dark"} {
			if brief && (width == 420) != (scheme == "dark") {
				continue
			}
			p.size(width)
			p.media("", scheme)
			const run = `axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]}).then(r => JSON.stringify({passes: r.passes.length, violations: r.violations}))`
			text, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](run, chromedp.EvalAwaitPromise))
			if err != nil {
				p.Fatal(err)
			}
			var found struct {
				Passes     int
				Violations []violation
			}
			if err := json.Unmarshal([]byte(text), &found); err != nil {
				p.Fatal(err)
			}
			if found.Passes < 20 {
				p.Errorf("only %d rules of axe-core apply", found.Passes)
			}
			for _, v := range found.Violations {
				for _, n := range v.Nodes[:min(3, len(v.Nodes))] {
					p.Errorf("%d pixels, %s: %s: %s: %.200s: %s", width, scheme, v.ID, v.Help, n.HTML, n.FailureSummary)
				}
			}
		}
	}
}

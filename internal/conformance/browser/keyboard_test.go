package browser

import (
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A stop is what has the focus.
type stop struct {
	Name    string
	Problem string
}

// press presses a key.
func (p *tab) press(key string, opts ...chromedp.KeyOption) {
	p.Helper()
	p.do(chromedp.KeyEvent(key, opts...))
}

// checkKeyboard: the Tab key reaches all that can be used, in order, and shows where it is.
func checkKeyboard(p *tab, file string, s *subject) {
	for _, width := range []int64{1360, 420} {
		p.size(width)
		p.open(file)
		least := 0
		if width == 420 {
			least = 1
		}
		p.check(least, "checks.scrollers()")
		want := value[[]string](p, "checks.stops()")
		if len(want) < 8 {
			p.Fatalf("only %d elements take the focus", len(want))
		}
		for i, name := range want {
			p.press(kb.Tab)
			at := value[stop](p, "checks.focused()")
			if at.Name != name {
				p.Fatalf("%d pixels: Tab %d is at %s, want %s", width, i+1, at.Name, name)
			}
			if at.Problem != "" {
				p.Errorf("%d pixels: %s %s", width, at.Name, at.Problem)
			}
		}
		// No trap: the way back is the same, and the way on leaves the page.
		for i := len(want) - 2; i >= len(want)-6; i-- {
			p.press(kb.Tab, chromedp.KeyModifiers(kb.ModifierShift))
			if at := value[stop](p, "checks.focused()"); at.Name != want[i] {
				p.Fatalf("%d pixels: Shift+Tab is at %s, want %s", width, at.Name, want[i])
			}
		}
	}
	p.open(file)
	p.checkSkip()
	p.checkKeys(s)
}

// checkSkip: the first stop leads past the navigation.
func (p *tab) checkSkip() {
	p.press(kb.Tab)
	if at := value[stop](p, "checks.focused()"); at.Name != `<a.skip> "Skip to the content"` {
		p.Errorf("the first stop is %s, want the skip link", at.Name)
	}
	p.press(kb.Enter)
	p.press(kb.Tab)
	if !value[bool](p, `document.querySelector("main").contains(document.activeElement)`) {
		p.Errorf("after the skip link, the focus is at %s, want it in the content", value[stop](p, "checks.focused()").Name)
	}
}

// checkKeys: Enter sorts, opens details and follows links; the arrows scroll a region.
func (p *tab) checkKeys(s *subject) {
	if s.sorted > 0 {
		p.do(chromedp.Focus("table[data-sort] th.num button"))
		for _, want := range []string{"descending", "ascending"} {
			p.press(kb.Enter)
			if got := value[string](p, `document.activeElement.closest("th")?.getAttribute("aria-sort") || ""`); got != want {
				p.Errorf("Enter on the button of a column sorts %q, want %q", got, want)
			}
		}
	}
	if value[bool](p, `!!document.querySelector("summary")`) {
		p.do(chromedp.Focus("summary"))
		p.press(kb.Enter)
		if !value[bool](p, `document.querySelector("details").open`) {
			p.Error("Enter on a summary does not open its details")
		}
	}
	p.do(chromedp.Focus("nav li:last-child a"))
	p.press(kb.Enter)
	if !value[bool](p, `document.querySelector(":target") && document.querySelector(":target h2").getBoundingClientRect().top >= document.querySelector("nav").getBoundingClientRect().bottom`) {
		p.Error("a link of the navigation leads to a title behind the navigation")
	}
}

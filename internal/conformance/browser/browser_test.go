package browser

import (
	"context"
	_ "embed"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// installed returns the path of a program. Without it the test is skipped, but fails in CI.
func installed(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err == nil {
		return path
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is not installed, and CI is true: %v", program, err)
	}
	t.Skipf("%s is not installed: %v", program, err)
	return ""
}

// start starts a browser with an empty profile, and returns its context.
func start(t *testing.T) context.Context {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(installed(t, "chromium")), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-component-update", true), chromedp.WSURLReadTimeout(time.Minute))
	all, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(all)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // before the others: waits until the browser has left its folder
		if err := chromedp.Cancel(ctx); err != nil {
			t.Log(err)
		}
	})
	return ctx
}

// A tab is a tab of the browser.
type tab struct {
	*testing.T
	ctx context.Context
}

// newTab opens a tab, which closes with the test.
func newTab(t *testing.T, browser context.Context) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	p := &tab{t, ctx}
	p.do() // opens the tab for as long as ctx, before there is a time limit
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	p.ctx = ctx
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		// Keys reach the tab although another one is in front.
		_, err := chromedp.Call(p.ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
		return err
	}))
	return p
}

// do runs steps.
func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.Fatal(err)
	}
}

// value returns the value of an expression.
func value[T any](p *tab, expression string) T {
	p.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.Fatalf("%s: %v", expression, err)
	}
	return v
}

//go:embed checks.js
var checks string

// open opens a page, and defines what checks.js has.
func (p *tab) open(file string) {
	p.Helper()
	p.do(chromedp.Navigate("file://"+file), chromedp.Evaluate[chromedp.Void](checks))
}

// size sets the size of the window.
func (p *tab) size(width int64) {
	p.Helper()
	p.do(chromedp.EmulateViewport(width, 900))
}

// media sets the kind of medium, "" for a screen, and the color scheme.
func (p *tab) media(kind, scheme string) {
	p.Helper()
	params := emulation.SetEmulatedMediaParams{Media: kind, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, params); err != nil {
		p.Fatal(err)
	}
}

// A result is what a function of checks.js returns.
type result struct {
	Checked  int      `json:"checked"` // how many elements
	Problems []string `json:"problems"`
}

// check reports what a function of checks.js finds. It fails too if the function found fewer
// elements to check than least.
func (p *tab) check(least int, expression string) {
	p.Helper()
	r := value[result](p, expression)
	for i, problem := range r.Problems {
		if i == 10 {
			p.Errorf("%s: and %d more", expression, len(r.Problems)-i)
			break
		}
		p.Errorf("%s: %s", expression, problem)
	}
	if r.Checked < least {
		p.Errorf("%s checked %d elements, want at least %d", expression, r.Checked, least)
	}
}

// TestPages opens the pages of a snapshot and of a comparison, and those of hostile texts.
func TestPages(t *testing.T) {
	installed(t, "chromium")
	dir := os.Getenv("SYNTHHUB_PAGES")
	if dir == "" {
		dir = t.TempDir()
	}
	axe := axeCore(t)
	browser := start(t)
	for _, page := range pages(t) {
		t.Run(page.name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(dir, page.name+".html")
			if err := os.WriteFile(file, page.text, 0o666); err != nil {
				t.Fatal(err)
			}
			for _, c := range []struct {
				name  string
				check func(*tab, string, *subject)
			}{
				{"loads nothing", checkLoadsNothing},
				{"size", checkSize},
				{"no script", checkNoScript},
				{"filter", checkFilter},
				{"sort", checkSort},
				{"keyboard", checkKeyboard},
				{"layout", checkLayout},
				{"themes", checkThemes},
				{"print", checkPrint},
				{"axe", func(p *tab, file string, s *subject) { checkAxe(p, file, axe, s.hostile) }},
			} {
				t.Run(c.name, func(t *testing.T) { c.check(newTab(t, browser), file, &page) })
			}
		})
	}
}

package browser

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// checkLoadsNothing: the browser requests the file and nothing else, and has nothing to say about it.
func checkLoadsNothing(p *tab, file string, _ *subject) {
	var mu sync.Mutex
	var requests, messages []string
	err := chromedp.Listen(p.ctx, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch ev := ev.(type) {
		case *network.EventRequestWillBeSent:
			requests = append(requests, ev.Request.URL)
		case *network.EventWebSocketCreated:
			requests = append(requests, ev.URL)
		case *runtime.EventConsoleAPICalled:
			messages = append(messages, fmt.Sprintf("console: %s", ev.Type))
		case *runtime.EventExceptionThrown:
			messages = append(messages, fmt.Sprintf("exception: %v", ev.ExceptionDetails))
		case *log.EventEntryAdded:
			messages = append(messages, fmt.Sprintf("log: %s: %s", ev.Entry.Source, ev.Entry.Text))
		case *audits.EventIssueAdded:
			messages = append(messages, fmt.Sprintf("issue: %s: %s", ev.Issue.Code, quoted(ev.Issue.Details)))
		}
	})
	if err != nil {
		p.Fatal(err)
	}
	if _, err := chromedp.Call(p.ctx, audits.Enable, chromedp.Void{}); err != nil {
		p.Fatal(err)
	}
	if _, err := chromedp.Call(p.ctx, network.Enable, network.EnableParams{}); err != nil {
		p.Fatal(err)
	}
	p.open(file)
	// What a reader does may load something too.
	for y := range 5 {
		value[bool](p, fmt.Sprintf("scrollTo(0, document.body.scrollHeight*%d/4), true", y))
	}
	value[int](p, `for (const e of document.querySelectorAll("summary, th button")) e.click(); 1`)
	p.do(chromedp.Sleep(100 * time.Millisecond)) // for what the page does later
	if title := value[string](p, "document.title"); title == "script" || title == "image" {
		p.Errorf("a text of the page is a %s that runs", title)
	}
	mu.Lock()
	defer mu.Unlock()
	if want := []string{fileURL(file)}; !slices.Equal(requests, want) {
		p.Errorf("the page requests %q, want %q", requests, want)
	}
	for _, m := range messages {
		p.Errorf("the browser says: %s", m)
	}
}

// fileURL returns the address of a file.
func fileURL(file string) string { return "file://" + strings.ReplaceAll(file, " ", "%20") }

// Most of what a page may have.
const (
	mostBytes = 400_000
	mostNodes = 8_000
)

// checkSize: a page has a bounded size.
func checkSize(p *tab, file string, s *subject) {
	p.open(file)
	nodes := value[int](p, `document.querySelectorAll("*").length`)
	if nodes > mostNodes {
		p.Errorf("the page has %d elements, want at most %d", nodes, mostNodes)
	}
	if len(s.text) > mostBytes {
		p.Errorf("the page has %d bytes, want at most %d", len(s.text), mostBytes)
	}
	if !utf8.Valid(s.text) {
		p.Error("the page is not UTF-8, which it says it is")
	}
	p.Logf("%d bytes, %d elements", len(s.text), nodes)
}

// checkNoScript: without JavaScript a page has all its parts.
func checkNoScript(p *tab, file string, s *subject) {
	params := emulation.SetScriptExecutionDisabledParams{Value: true}
	if _, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, params); err != nil {
		p.Fatal(err)
	}
	p.open(file)
	p.check(100, fmt.Sprintf("checks.parts(%s, false)", quoted(s.sections)))
	params.Value = false
	if _, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, params); err != nil {
		p.Fatal(err)
	}
	p.open(file)
	p.check(100, fmt.Sprintf("checks.parts(%s, true)", quoted(s.sections)))
}

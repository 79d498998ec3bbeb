package mask

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// Parse parses a mask.
func Parse(src string) (*Mask, error) {
	p := parser{Mask: Mask{src: src, size: 1}}
	if err := p.parse(); err != nil {
		return nil, fmt.Errorf("mask %q: %w", src, err)
	}
	return &p.Mask, nil
}

// MustParse is like Parse but panics if the mask is not valid. It is for masks in tables.
func MustParse(src string) *Mask {
	m, err := Parse(src)
	if err != nil {
		panic(err)
	}
	return m
}

// A parser builds a Mask from its text, from left to right.
type parser struct {
	Mask
	pos int // index in src of the next character
}

// parse parses the whole text.
func (p *parser) parse() error {
	for i := range len(p.src) {
		if p.src[i] < ' ' || p.src[i] > '~' {
			return fmt.Errorf("character %d is not printable ASCII", i)
		}
	}
	for p.pos < len(p.src) {
		if err := p.parseRun(); err != nil {
			return err
		}
	}
	if p.size > maxSize {
		p.size = 0
	}
	if n := len(p.runs); n > 0 {
		p.suffix = p.runs[n-1].text
	}
	return nil
}

// parseRun parses the next class, quoted text or character.
func (p *parser) parseRun() error {
	switch c := p.src[p.pos]; {
	case c == '\'':
		return p.parseQuoted()
	case c >= 'a' && c <= 'z':
		return p.parseClass(c)
	case c == '{' || c == '}' || c == '+':
		return fmt.Errorf("the %q at %d is not after a class; put it in single quotes if it means itself", c, p.pos)
	}
	p.pos++
	return p.addText(p.src[p.pos-1 : p.pos])
}

// parseQuoted parses text in single quotes.
func (p *parser) parseQuoted() error {
	text, _, ok := strings.Cut(p.src[p.pos+1:], "'")
	if !ok {
		return fmt.Errorf("the quote at %d is not closed", p.pos)
	}
	p.pos += len(text) + len("''")
	return p.addText(text)
}

// parseClass parses a class and its repetition.
func (p *parser) parseClass(letter byte) error {
	c, ok := classOf(letter)
	if !ok {
		return fmt.Errorf("there is no class %q; put lower-case text that means itself in single quotes", letter)
	}
	p.pos++
	least, most, err := p.parseRepetition()
	if err != nil {
		return err
	}
	if p.ambiguous(c.chars) {
		return fmt.Errorf("the varying repetition before %q could match its characters", letter)
	}
	p.addClass(run{class: c, min: least, max: most})
	return nil
}

// parseRepetition parses +, {n} or {n,m}, or nothing, which means once.
func (p *parser) parseRepetition() (least, most int, err error) {
	rest := p.src[p.pos:]
	switch {
	case strings.HasPrefix(rest, "+"):
		p.pos++
		return 1, unbounded, nil
	case !strings.HasPrefix(rest, "{"):
		return 1, 1, nil
	}
	braces, _, ok := strings.Cut(rest[1:], "}")
	if !ok {
		return 0, 0, fmt.Errorf("the brace at %d is not closed", p.pos)
	}
	p.pos += len(braces) + len("{}")
	low, high, varies := strings.Cut(braces, ",")
	if !varies {
		high = low
	}
	least, err1 := strconv.Atoi(low)
	most, err2 := strconv.Atoi(high)
	if err1 != nil || err2 != nil || least < 1 || most < least || most > maxRepeat {
		return 0, 0, fmt.Errorf("a repetition is {n} or {n,m} with 1 <= n <= m <= %d", maxRepeat)
	}
	return least, most, nil
}

// ambiguous reports whether the last run is a varying repetition that could match one of the
// characters. No run may begin with such a character: then Match, which always matches as many
// characters as it can, never has to go back.
func (p *parser) ambiguous(chars string) bool {
	if len(p.runs) == 0 {
		return false
	}
	last := &p.runs[len(p.runs)-1]
	return last.varies() && strings.ContainsAny(last.chars, chars)
}

// addText adds constant text.
func (p *parser) addText(s string) error {
	if s == "" {
		return nil
	}
	if p.ambiguous(s[:1]) {
		return fmt.Errorf("the varying repetition before %q could match its first character", s)
	}
	if n := len(p.runs); n > 0 && p.runs[n-1].constant() {
		p.runs[n-1].text += s
		return nil
	}
	p.runs = append(p.runs, run{text: s})
	return nil
}

// addClass adds a repeated class, and multiplies the size of the mask.
func (p *parser) addClass(r run) {
	p.runs = append(p.runs, r)
	if r.varies() {
		p.size = 0
	}
	if r.letter == initial {
		return
	}
	for range r.min {
		high, low := bits.Mul64(p.size, uint64(len(r.chars)))
		if high != 0 {
			low = 0 // too many codes, whatever follows
		}
		p.size = low
	}
}

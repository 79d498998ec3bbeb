package report

import "strings"

// A budget is the number of bytes that a part of a page may still have. What does not fit is left out, and the page
// says so, so that no profile makes a page too large.
type budget int

// maxPage is the greatest size of a page, in bytes. The budgets of a page leave 20,000 for its frame and fixed texts.
const maxPage = 400_000

// The budgets of the page of a profile.
const (
	factsBudget      = 8_000
	rulesBudget      = 8_000
	fitBudget        = 10_000
	figuresBudget    = 160_000
	matricesBudget   = 65_000
	cardsBudget      = 22_000
	keysBudget       = 8_000
	dictionaryBudget = 95_000
)

// The budgets of the page of a comparison.
const (
	notesBudget      = 10_000
	intentBudget     = 10_000
	tablesBudget     = 20_000
	rowsBudget       = 110_000 // of the table of columns
	largestBudget    = 130_000
	pairsBudget      = 28_000
	rowTablesBudget  = 20_000
	rowChangesBudget = 40_000 // of the first changes of all tables
)

// What the elements around the texts have, in bytes.
const (
	aroundText  = 100
	aroundEntry = 300 // of a row of a table with several cells
	aroundPair  = 550 // with the numbers in it
	aroundRows  = 900 // of the rows by key of a table
)

// take takes the bytes of texts in HTML, and reports whether they fit.
func (b *budget) take(around int, texts ...string) bool {
	n := around
	for _, text := range texts {
		n += sizeOf(text)
	}
	if n > int(*b) {
		return false
	}
	*b -= budget(n)
	return true
}

// sizeOf returns the greatest number of bytes that a text has in HTML: five for what is escaped, and six for a dot,
// after which a long name may break.
func sizeOf(text string) int {
	n := len(text)
	for i := range len(text) {
		switch text[i] {
		case '"', '\'', '&', '<', '>', '+', 0:
			n += 4
		case '.':
			n += 5
		}
	}
	return n
}

// takeFigure takes the bytes of a figure.
func (b *budget) takeFigure(f *figure) bool {
	texts := []string{f.Title, f.Note, strings.Repeat(" ", len(f.Plot)+50*len(f.Numbers))}
	for _, pair := range f.Numbers {
		texts = append(texts, pair[0], pair[1])
	}
	return b.take(2*aroundText, texts...)
}

// fitting returns the first items of a list whose texts fit, and the number of the others.
func fitting[T any](b budget, around int, list []T, texts func(T) []string) (shown []T, left int) {
	for i, item := range list {
		if !b.take(around, texts(item)...) {
			return list[:i], len(list) - i
		}
	}
	return list, 0
}

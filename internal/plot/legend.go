package plot

// Names has the names of what is observed and of what is expected, for the legend. Empty names are
// "observed" and "expected".
type Names struct {
	Observed, Expected string
}

// observed returns the name of what is observed.
func (n Names) observed() string { return either(n.Observed, "observed") }

// expected returns the name of what is expected.
func (n Names) expected() string { return either(n.Expected, "expected") }

// either returns the first text unless it is empty.
func either(text, instead string) string {
	if text == "" {
		return instead
	}
	return text
}

// A key is the sign of a legend.
type key struct {
	class string
	shape string // markup after the class
	name  string
}

// The shapes of keys, in a box of 14 by 12 units.
const (
	box  = `" width="14" height="12" rx="2"/>`
	dash = `" y="4.5" width="14" height="3"/>`
	tick = `" x="5.5" width="3" height="12"/>`
)

// appendKeys appends a legend. A key without a name stands closer to its neighbors.
func appendKeys(dst []byte, title string, keys []key) []byte {
	dst = append(dst, `<ul class="pl-legend">`...)
	if title != "" {
		dst = append(appendEscaped(append(dst, "<li>"...), title), "</li>"...)
	}
	for _, k := range keys {
		dst = append(dst, `<li><svg class="pl-key" viewBox="0 0 14 12" aria-hidden="true"><rect class="`...)
		dst = append(append(dst, k.class...), k.shape...)
		dst = append(dst, "</svg>"...)
		dst = append(appendEscaped(dst, k.name), "</li>"...)
	}
	return append(dst, "</ul>"...)
}

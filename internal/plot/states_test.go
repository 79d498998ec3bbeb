package plot

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestOutlines: the outlines are those of 50 states and the District of Columbia, are small, and are within
// the drawing. Names that are inside of a state are inside of its box.
func TestOutlines(t *testing.T) {
	const maxSize = 34 << 10
	if len(outlines) > maxSize {
		t.Errorf("the outlines have %d bytes, want at most %d", len(outlines), maxSize)
	}
	codes := strings.Fields("AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY")
	syntax := regexp.MustCompile(`^(M\d+ \d+([lhv]-?\d+(([ -])\d+)*)+z)+$`)
	var got []string
	for line := range strings.Lines(outlines) {
		code, x, y, outline := cutOutline(line)
		got = append(got, code)
		if !syntax.MatchString(outline) {
			t.Errorf("%s: the outline is not a path of integers: %.60s", code, outline)
			continue
		}
		left, top, right, bottom := bounds(t, outline)
		if left < 0 || top < 0 || right > mapWidth || bottom > mapHeight {
			t.Errorf("%s is from (%g, %g) to (%g, %g), outside of the map", code, left, top, right, bottom)
		}
		if px, py := float64(x), float64(y); px < left || px > right || py < top || py > bottom {
			t.Errorf("%s: its name at (%d, %d) is outside of it", code, x, y)
		}
	}
	if !slices.Equal(got, codes) {
		t.Errorf("the outlines are of %v, want %v", got, codes)
	}
}

// TestOutlinesBox: the map fills its drawing, so that the states are as large as they can be.
func TestOutlinesBox(t *testing.T) {
	all := ""
	for line := range strings.Lines(outlines) {
		_, _, _, outline := cutOutline(line)
		all += outline
	}
	left, top, right, bottom := bounds(t, all)
	if left != 0 || top != 0 || right < mapWidth*95/100 || bottom < mapHeight*95/100 {
		t.Errorf("the map is from (%g, %g) to (%g, %g) of (%d, %d)", left, top, right, bottom, mapWidth, mapHeight)
	}
}

// TestMapNames: every state has its name once, and those beside the coast do not overlap, even in
// the size for phones.
func TestMapNames(t *testing.T) {
	const phone = 270 // font size in tenths, as the style sheet has it
	if !strings.Contains(rules, ".pl-map text{font-size:27px") {
		t.Error("the style sheet has another font size for phones")
	}
	svg := string(SVG(Map{}))
	for line := range strings.Lines(outlines) {
		if n := strings.Count(svg, ">"+line[:2]+"</text>"); n != 1 {
			t.Errorf("%s has %d names", line[:2], n)
		}
	}
	for i, a := range beside {
		width := textWidth(a.code) * phone / textHeight
		if a.x+width > mapWidth || a.y < phone*3/4 {
			t.Errorf("%s is outside of the map", a.code)
		}
		for _, b := range beside[i+1:] {
			if max(a.y, b.y)-min(a.y, b.y) < phone && max(a.x, b.x)-min(a.x, b.x) < width {
				t.Errorf("%s and %s overlap", a.code, b.code)
			}
		}
	}
}

// TestMapNotice: the license of the outlines is in the binary.
func TestMapNotice(t *testing.T) {
	for _, want := range []string{"us-atlas", "Census", "Michael Bostock", "provided that the above copyright notice"} {
		if !strings.Contains(MapNotice(), want) {
			t.Errorf("the notice lacks %q", want)
		}
	}
}

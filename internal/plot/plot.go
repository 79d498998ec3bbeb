// Package plot draws figures as SVG. It knows no data: callers give shares, labels and names.
//
// A figure is a struct: [Histogram], [Bars], [Stacked], [HeatMap], [Map] or [Spark]. [HTML]
// returns it with its legend, for a page that has the style sheet of [CSS].
//
// The bytes depend only on the fields. Shares are rounded to 1e-9 once; all that follows is
// arithmetic of integers, in tenths of a unit of the drawing, so that every architecture draws the
// same. A number that is not finite or is negative is no value, and nothing is drawn for it. Shares
// above 1000 are drawn as 1000. Labels can be any text: they are escaped, and cut where they do not
// fit. Colors and fonts are in the style sheet alone.
package plot

import (
	"html/template"
	"strconv"
)

// A Figure draws itself.
type Figure interface {
	// AppendSVG appends an svg element to dst.
	AppendSVG(dst []byte) []byte

	// AppendLegend appends an HTML list of what the colors mean to dst, or nothing if the figure
	// needs no legend. The list wraps where the page is narrow.
	AppendLegend(dst []byte) []byte
}

// A Frame has what all figures share.
type Frame struct {
	Title       string // what the figure shows; screen readers read it
	Description string // one sentence: what there is to see
	Width       int    // width of the drawing, in which text is 13 units high; 0 is 460, and others are cut to 200 to 2000
}

// pixels returns how wide a drawing is at most on a page: larger text would look out of place.
func pixels(width int) int { return width * 3 / 25 }

// defaultWidth lets text be 10 pixels high in a figure that a phone shows 360 pixels wide.
const defaultWidth = 460

// width returns the width of the drawing in tenths of a unit.
func (f Frame) width() int {
	if f.Width == 0 {
		return defaultWidth * 10
	}
	return min(max(f.Width, 200), 2000) * 10
}

// HTML returns the legend and the drawing of a figure, in an element that scales with the page.
func HTML(f Figure) template.HTML {
	dst := append([]byte(nil), `<div class="pl-figure">`...)
	dst = f.AppendLegend(dst)
	dst = f.AppendSVG(dst)
	return template.HTML(append(dst, "</div>"...))
}

// SVG returns the drawing of a figure without its legend.
func SVG(f Figure) template.HTML { return template.HTML(f.AppendSVG(nil)) }

// appendOpen appends the start of an svg element with a size in tenths. On a page it is at most so
// many pixels wide.
func (f Frame) appendOpen(dst []byte, class string, width, height, pixels int) []byte {
	dst = append(dst, `<svg class="pl`...)
	dst = append(dst, class...)
	dst = append(dst, `" viewBox="0 0 `...)
	dst = append(appendTenths(append(appendTenths(dst, width), ' '), height), `" width="`...)
	dst = append(strconv.AppendInt(dst, int64(pixels), 10), '"')
	if f.Title == "" && f.Description == "" {
		return append(dst, ` aria-hidden="true">`...)
	}
	dst = append(dst, ` role="img" aria-label="`...)
	dst = appendEscaped(dst, f.Title)
	if f.Title != "" && f.Description != "" {
		dst = append(dst, ": "...)
	}
	dst = appendEscaped(dst, f.Description)
	return append(dst, `">`...)
}

// appendEmpty appends an svg element that says that there is nothing to show.
func (f Frame) appendEmpty(dst []byte) []byte {
	const height = 600
	dst = f.appendOpen(dst, "", f.width(), height, pixels(f.width()))
	dst = append(dst, `<g class="pl-m">`...)
	dst = appendText(dst, "", f.width()/2, height/2+baseline, noValues, "")
	return append(dst, "</g></svg>"...)
}

// noValues is what a figure without bins, bars, classes or cells says.
const noValues = "no values"

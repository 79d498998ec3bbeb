package dependence

import (
	"fmt"
	"slices"
	"strings"
)

// The picture has a line of text for each node. What other nodes depend on has a lane: a vertical line that begins
// at the node with a ring and ends at the last node that depends on it. A dot on a lane is a
// node that depends on the one where the lane begins. So no two lanes cross, and every dependence can be
// followed with a finger.

// Sizes in pixels.
const (
	rowHeight  = 21
	laneWidth  = 19
	textWidth  = 600
	headHeight = 58
	margin     = 16
)

// A lane is the vertical line of a node.
type lane struct {
	column      int // from the left
	first, last int // rows
	color       int
}

// colors is the number of colors of lanes.
const colors = 8

const style = `<style>
text { font: 13px ui-sans-serif, system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328; }
.head { font-size: 15px; font-weight: 600; } .soft { fill: #59636e; } .hidden { font-style: italic; }
.page { fill: #ffffff; } .band { fill: #f6f8fa; } .rule { stroke: #d1d9e0; stroke-width: 1; } .hole { fill: #ffffff; }
.l { stroke-width: 2.5; stroke-linecap: round; } .r { stroke-width: 2.5; }
.a0 { stroke: #0969da; } .a1 { stroke: #bc4c00; } .a2 { stroke: #1a7f37; } .a3 { stroke: #8250df; }
.a4 { stroke: #bf3989; } .a5 { stroke: #9a6700; } .a6 { stroke: #1b7c83; } .a7 { stroke: #6e7781; }
.f0 { fill: #0969da; } .f1 { fill: #bc4c00; } .f2 { fill: #1a7f37; } .f3 { fill: #8250df; }
.f4 { fill: #bf3989; } .f5 { fill: #9a6700; } .f6 { fill: #1b7c83; } .f7 { fill: #6e7781; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; } .soft { fill: #9198a1; } .page { fill: #0d1117; } .band { fill: #151b23; } .rule { stroke: #3d444d; } .hole { fill: #0d1117; }
.a0 { stroke: #4493f8; } .a1 { stroke: #f0883e; } .a2 { stroke: #3fb950; } .a3 { stroke: #ab7df8; }
.a4 { stroke: #db61a2; } .a5 { stroke: #d29922; } .a6 { stroke: #39c5cf; } .a7 { stroke: #9198a1; }
.f0 { fill: #4493f8; } .f1 { fill: #f0883e; } .f2 { fill: #3fb950; } .f3 { fill: #ab7df8; }
.f4 { fill: #db61a2; } .f5 { fill: #d29922; } .f6 { fill: #39c5cf; } .f7 { fill: #9198a1; }
}
</style>
`

// drawn returns the nodes that the picture shows: those that depend on something other than a key, or
// on which something depends.
func drawn() (nodes []*Node) {
	for i := range Nodes {
		n := &Nodes[i]
		if n.Kind != Key && (len(causes(n)) > 0 || len(effects(n.Name)) > 0) {
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// causes returns the parents of a node that are no keys.
func causes(n *Node) (names []string) {
	for _, p := range n.Parents {
		if Find(p).Kind != Key {
			names = append(names, p)
		}
	}
	return names
}

// effects returns the names of the nodes that depend directly on one.
func effects(name string) (names []string) {
	for i := range Nodes {
		if slices.Contains(Nodes[i].Parents, name) {
			names = append(names, Nodes[i].Name)
		}
	}
	return names
}

// lanes gives each node on which others depend the leftmost lane that is free.
func lanes(nodes []*Node) (of map[string]lane, width int) {
	row := map[string]int{}
	for i, n := range nodes {
		row[n.Name] = i
	}
	of = map[string]lane{}
	var until []int // the last row in which each lane is used
	for i, n := range nodes {
		last := -1
		for _, e := range effects(n.Name) {
			last = max(last, row[e])
		}
		if last < 0 {
			continue
		}
		column := slices.IndexFunc(until, func(u int) bool { return u < i })
		if column < 0 {
			column, until = len(until), append(until, 0)
		}
		until[column] = last
		of[n.Name] = lane{column, i, last, len(of) % colors}
	}
	return of, len(until)
}

// Picture returns the dependences as an SVG, the same on every call.
func Picture() string {
	nodes := drawn()
	of, columns := lanes(nodes)
	width, height := 2*margin+columns*laneWidth+textWidth, headHeight+len(nodes)*rowHeight+margin
	x := func(column int) int { return margin + column*laneWidth + laneWidth/2 }
	y := func(row int) int { return headHeight + row*rowHeight + rowHeight/2 }
	label := margin + columns*laneWidth + 8

	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="t d">`+"\n", width, height, width, height)
	b.WriteString(`<title id="t">Which attribute depends on which</title>` + "\n")
	b.WriteString(`<desc id="d">A line for each attribute. A ring begins the lane of an attribute, and each dot on the lane is an attribute that depends on it. The table of the page says the same in words.</desc>` + "\n")
	b.WriteString(style)
	fmt.Fprintf(&b, `<rect class="page" width="%d" height="%d" rx="8"/>`+"\n", width, height)
	fmt.Fprintf(&b, `<text class="head" x="%d" y="26">Which attribute depends on which</text>`+"\n", margin)
	fmt.Fprintf(&b, `<text class="soft" x="%d" y="45">A ring begins the lane of an attribute; each dot on the lane is an attribute that depends on it. Italics: no column shows it.</text>`+"\n", margin)
	for i, n := range nodes {
		if i%2 == 0 {
			fmt.Fprintf(&b, `<rect class="band" x="%d" y="%d" width="%d" height="%d"/>`+"\n", margin/2, y(i)-rowHeight/2, width-margin, rowHeight)
		}
		if left, ok := leftmost(n, of); ok {
			fmt.Fprintf(&b, `<path class="rule" d="M%d %dH%d"/>`+"\n", x(left), y(i), label-4)
		}
	}
	for _, n := range nodes {
		if l, ok := of[n.Name]; ok {
			fmt.Fprintf(&b, `<path class="l a%d" d="M%d %dV%d"/>`+"\n", l.color, x(l.column), y(l.first), y(l.last))
		}
	}
	for i, n := range nodes {
		for _, p := range causes(n) {
			fmt.Fprintf(&b, `<circle class="f%d" cx="%d" cy="%d" r="4.5"/>`+"\n", of[p].color, x(of[p].column), y(i))
		}
		if l, ok := of[n.Name]; ok {
			fmt.Fprintf(&b, `<circle class="r hole a%d" cx="%d" cy="%d" r="5.5"/>`+"\n", l.color, x(l.column), y(i))
		}
		b.WriteString(words(n, of, label, y(i)+4))
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// leftmost returns the leftmost lane that a node has a mark on.
func leftmost(n *Node, of map[string]lane) (column int, ok bool) {
	for _, name := range append(causes(n), n.Name) {
		if l, has := of[name]; has && (!ok || l.column < column) {
			column, ok = l.column, true
		}
	}
	return column, ok
}

// words returns the text of a node: its name, its table, and in the colors of their lanes what it depends on.
func words(n *Node, of map[string]lane, x, y int) string {
	var b strings.Builder
	class, table := "", n.Kind.Table()
	if n.Kind == Hidden {
		class = ` class="hidden"`
	}
	fmt.Fprintf(&b, `<text%s x="%d" y="%d">%s`, class, x, y, n.Column())
	if table != "" && table != "persons" {
		fmt.Fprintf(&b, ` <tspan class="soft">of %s</tspan>`, table)
	}
	if list := causes(n); len(list) > 0 {
		b.WriteString(`<tspan class="soft"> ←</tspan>`)
		for i, p := range list {
			comma := ""
			if i > 0 {
				comma = `<tspan class="soft">,</tspan>`
			}
			fmt.Fprintf(&b, `%s <tspan class="f%d">%s</tspan>`, comma, of[p].color, p)
		}
	}
	b.WriteString("</text>\n")
	return b.String()
}

package dependence

import (
	"fmt"
	"slices"
	"strings"
)

// The picture has a line of text for each node. A node on which others depend has a lane: a
// vertical line from a ring at the node to the last of those that depend on it, each of which has a
// dot on it. So lines never cross, and every dependence can be followed with a finger.

// Sizes in pixels.
const (
	rowHeight  = 21
	laneWidth  = 17
	textWidth  = 500
	headHeight = 58
	margin     = 16
	letters    = 66 // in a line of text
)

// A line of the picture is the title of a section, a node, or more of what that depends on.
type line struct {
	title  string
	node   *Node
	first  bool // of the node
	causes []string
}

// A lane is the vertical line of a node.
type lane struct {
	column      int // from the left
	first, last int // lines
	color       int
}

// colors is the number of colors of lanes.
const colors = 8

const style = `<style>
text { font: 13px ui-sans-serif, system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328; }
.head { font-size: 15px; font-weight: 600; } .title { font-weight: 600; } .soft { fill: #59636e; } .hidden { font-style: italic; }
.page { fill: #ffffff; } .band { fill: #eff2f5; } .rule { stroke: #d1d9e0; stroke-width: 1; }
.lane { stroke-width: 2.5; } .ring { stroke-width: 2.5; fill: #ffffff; }
.a0 { stroke: #0969da; } .a1 { stroke: #bc4c00; } .a2 { stroke: #1a7f37; } .a3 { stroke: #8250df; }
.a4 { stroke: #bf3989; } .a5 { stroke: #9a6700; } .a6 { stroke: #1b7c83; } .a7 { stroke: #6e7781; }
.f0 { fill: #0969da; } .f1 { fill: #bc4c00; } .f2 { fill: #1a7f37; } .f3 { fill: #8250df; }
.f4 { fill: #bf3989; } .f5 { fill: #9a6700; } .f6 { fill: #1b7c83; } .f7 { fill: #6e7781; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; } .soft { fill: #9198a1; } .page { fill: #0d1117; } .band { fill: #151b23; } .rule { stroke: #3d444d; } .ring { fill: #0d1117; }
.a0 { stroke: #4493f8; } .a1 { stroke: #f0883e; } .a2 { stroke: #3fb950; } .a3 { stroke: #ab7df8; }
.a4 { stroke: #db61a2; } .a5 { stroke: #d29922; } .a6 { stroke: #39c5cf; } .a7 { stroke: #9198a1; }
.f0 { fill: #4493f8; } .f1 { fill: #f0883e; } .f2 { fill: #3fb950; } .f3 { fill: #ab7df8; }
.f4 { fill: #db61a2; } .f5 { fill: #d29922; } .f6 { fill: #39c5cf; } .f7 { fill: #9198a1; }
}
</style>
`

// lines returns the lines of the nodes that the picture shows: those that depend on something other
// than a key, or on which something depends.
func lines() (list []line) {
	title := ""
	for i := range Nodes {
		n := &Nodes[i]
		if n.Section != "" {
			title = n.Section
		}
		if n.Kind == Key || len(causes(n)) == 0 && len(effects(n.Name)) == 0 {
			continue
		}
		if title != "" {
			list = append(list, line{title: title})
			title = ""
		}
		list = append(list, line{node: n, first: true})
		length := len(n.Name)
		for _, p := range causes(n) {
			if length += len(p) + 2; length > letters {
				list, length = append(list, line{node: n}), len(p)+2
			}
			last := &list[len(list)-1]
			last.causes = append(last.causes, p)
		}
	}
	return list
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

// lanes gives each node on which others depend the leftmost lane that is free, and a color that no
// lane beside it has.
func lanes(lines []line) (of map[string]lane, columns int) {
	at := map[string]int{}
	for i, l := range lines {
		if l.first {
			at[l.node.Name] = i
		}
	}
	of = map[string]lane{}
	var until, color []int // of each column: the last line in use, and its color
	for i, l := range lines {
		last := -1
		if l.first {
			for _, e := range effects(l.node.Name) {
				last = max(last, at[e])
			}
		}
		if last < 0 {
			continue
		}
		column := slices.IndexFunc(until, func(u int) bool { return u < i })
		if column < 0 {
			column, until, color = len(until), append(until, 0), append(color, -1)
		}
		until[column] = last
		color[column] = freeColor(len(of), column, color)
		of[l.node.Name] = lane{column, i, last, color[column]}
	}
	return of, len(until)
}

// freeColor returns a color for a column that the two columns on each side do not have, from a
// first choice on.
func freeColor(choice, column int, color []int) int {
	for c := choice % colors; ; c = (c + 1) % colors {
		if !slices.Contains(color[max(0, column-2):min(len(color), column+3)], c) {
			return c
		}
	}
}

// Picture returns the dependences as an SVG, the same on every call.
func Picture() string {
	list := lines()
	of, columns := lanes(list)
	width, height := 2*margin+columns*laneWidth+textWidth, headHeight+len(list)*rowHeight+margin
	label := margin + columns*laneWidth + 8
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="t d">`+"\n", width, height, width, height)
	b.WriteString(`<title id="t">Which attribute depends on which</title>` + "\n")
	b.WriteString(`<desc id="d">A line of text for each attribute. A ring begins the lane of an attribute, and each dot on the lane is an attribute that depends on it. The tables of the page say the same in words.</desc>` + "\n")
	b.WriteString(style)
	fmt.Fprintf(&b, `<rect class="page" width="%d" height="%d" rx="8"/>`+"\n", width, height)
	fmt.Fprintf(&b, `<text class="head" x="%d" y="26">Which attribute depends on which</text>`+"\n", margin)
	fmt.Fprintf(&b, `<text class="soft" x="%d" y="45">A ring begins the lane of an attribute; each dot on the lane is an attribute that depends on it. Italics: no column shows it.</text>`+"\n", margin)
	for i, l := range list {
		if l.title != "" {
			fmt.Fprintf(&b, `<rect class="band" x="%d" y="%d" width="%d" height="%d"/>`+"\n", margin/2, lineY(i)-rowHeight/2, width-margin, rowHeight)
			fmt.Fprintf(&b, `<text class="title" x="%d" y="%d">%s</text>`+"\n", label, lineY(i)+4, l.title)
		} else if left, ok := leftmost(l, of); ok {
			fmt.Fprintf(&b, `<path class="rule" d="M%d %dH%d"/>`+"\n", laneX(left), lineY(i), label-4)
		}
	}
	for _, l := range list {
		if !l.first {
			continue
		}
		if lane, ok := of[l.node.Name]; ok {
			fmt.Fprintf(&b, `<path class="lane a%d" d="M%d %dV%d"/>`+"\n", lane.color, laneX(lane.column), lineY(lane.first), lineY(lane.last))
		}
	}
	for i, l := range list {
		if l.first {
			b.WriteString(marks(l.node, of, lineY(i)))
		}
		if l.node != nil {
			b.WriteString(words(l, of, label, lineY(i)+4))
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func laneX(column int) int { return margin + column*laneWidth + laneWidth/2 }

func lineY(i int) int { return headHeight + i*rowHeight + rowHeight/2 }

// leftmost returns the leftmost lane on which the first line of a node has a mark.
func leftmost(l line, of map[string]lane) (column int, ok bool) {
	if !l.first {
		return 0, false
	}
	for _, name := range append(causes(l.node), l.node.Name) {
		if lane, has := of[name]; has && (!ok || lane.column < column) {
			column, ok = lane.column, true
		}
	}
	return column, ok
}

// marks returns the dots of a node on the lanes of what it depends on, and the ring of its own.
func marks(n *Node, of map[string]lane, y int) string {
	var b strings.Builder
	for _, p := range causes(n) {
		fmt.Fprintf(&b, `<circle class="f%d" cx="%d" cy="%d" r="4.5"/>`+"\n", of[p].color, laneX(of[p].column), y)
	}
	if l, ok := of[n.Name]; ok {
		fmt.Fprintf(&b, `<circle class="ring a%d" cx="%d" cy="%d" r="5.5"/>`+"\n", l.color, laneX(l.column), y)
	}
	return b.String()
}

// words returns the text of a line: the name of a node, and in the colors of their lanes what it
// depends on.
func words(l line, of map[string]lane, x, y int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<text x="%d" y="%d">`, x, y)
	if l.first {
		class := "name"
		if l.node.Kind == Hidden {
			class = "hidden"
		}
		fmt.Fprintf(&b, `<tspan class="%s">%s</tspan>`, class, l.node.Name)
		if len(l.causes) > 0 {
			b.WriteString(`<tspan class="soft" dx="6">←</tspan>`)
		}
	}
	for i, p := range l.causes {
		end := `<tspan class="soft">,</tspan>`
		if p == causes(l.node)[len(causes(l.node))-1] {
			end = ""
		}
		dx := 5
		if i == 0 && !l.first {
			dx = 20
		}
		fmt.Fprintf(&b, `<tspan class="f%d" dx="%d">%s</tspan>%s`, of[p].color, dx, p, end)
	}
	b.WriteString("</text>\n")
	return b.String()
}

package plot

// A path is the data of a path element. Coordinates are absolute and in tenths; they are written
// relative to the last point, which is shorter.
type path struct {
	dst  []byte
	x, y int
}

// move begins an outline.
func (p *path) move(x, y int) {
	p.pair('m', x-p.x, y-p.y)
	p.x, p.y = x, y
}

// absolute begins an outline wherever the last one ended.
func (p *path) absolute(x, y int) {
	p.x, p.y = 0, 0
	p.pair('M', x, y)
	p.x, p.y = x, y
}

// horizontal draws to x.
func (p *path) horizontal(x int) {
	p.dst = appendTenths(append(p.dst, 'h'), x-p.x)
	p.x = x
}

// vertical draws to y.
func (p *path) vertical(y int) {
	p.dst = appendTenths(append(p.dst, 'v'), y-p.y)
	p.y = y
}

// line draws to a point.
func (p *path) line(x, y int) {
	p.pair('l', x-p.x, y-p.y)
	p.x, p.y = x, y
}

// rect draws a rectangle. If it has no area, nothing is drawn.
func (p *path) rect(x, y, width, height int) {
	if width <= 0 || height <= 0 {
		return
	}
	p.move(x, y)
	p.box(width, height)
}

// box draws a rectangle from the start of an outline.
func (p *path) box(width, height int) {
	x, y := p.x, p.y
	p.horizontal(x + width)
	p.vertical(y + height)
	p.horizontal(x)
	p.dst = append(p.dst, 'z')
	p.x, p.y = x, y
}

// pair appends a command with two numbers.
func (p *path) pair(command byte, dx, dy int) {
	p.dst = appendTenths(append(p.dst, command), dx)
	if dy >= 0 {
		p.dst = append(p.dst, ' ')
	}
	p.dst = appendTenths(p.dst, dy)
}

// appendTo appends the path as element with a class, or nothing if the path is empty.
func (p *path) appendTo(dst []byte, class string) []byte {
	if len(p.dst) == 0 {
		return dst
	}
	dst = append(dst, `<path class="`...)
	dst = append(dst, class...)
	dst = append(dst, `" d="`...)
	dst = append(dst, p.dst...)
	return append(dst, `"/>`...)
}

// steps draws the upper edge of bars: for each bar its left and right end and its height, all from
// the functions of a figure. The line is broken where a bar has no value and where bars do not touch.
func (p *path) steps(n int, span func(i int) (left, right int), y func(i int) (int, bool)) {
	drawing := false
	for i := range n {
		top, ok := y(i)
		left, right := span(i)
		if drawing = drawing && ok && left == p.x; drawing {
			if top != p.y {
				p.vertical(top)
			}
		} else if ok {
			p.move(left, top)
		}
		if ok {
			p.horizontal(right)
			drawing = true
		}
	}
}

package rowdiff

import (
	"context"
	"strings"
)

// suspects are keys that may come more than once on a side.
type suspects struct {
	keys  map[string]*[2]int // rows of each side, counted in the end
	bytes int64
}

// suspectBytes is what a suspect takes beside its text.
const suspectBytes = 80

func (s *suspects) add(key string) {
	if s.keys == nil {
		s.keys = make(map[string]*[2]int)
	}
	if s.keys[key] == nil {
		s.keys[strings.Clone(key)] = new([2]int)
		s.bytes += int64(len(key)) + suspectBytes
	}
}

// merge adds the keys of others.
func (s *suspects) merge(others suspects) {
	for key := range others.keys {
		s.add(key)
	}
}

// keep removes the keys that are not wanted.
func (s *suspects) keep(wanted func(key string) bool) {
	for key := range s.keys {
		if !wanted(key) {
			delete(s.keys, key)
			s.bytes -= int64(len(key)) + suspectBytes
		}
	}
}

// countSuspects reads both tables once more and counts the rows of the keys that may come more than once.
func (c *comparison) countSuspects(ctx context.Context) error {
	keys := c.suspects.keys
	if len(keys) == 0 {
		return nil
	}
	p := newPass(ctx, c.form, c.workers)
	p.keysOnly = true
	p.wanted = func(key string) bool { return keys[key] != nil }
	cursors := p.start(c.readings)
	defer p.stop()
	for side, ended := 0, [2]bool{}; !ended[sideA] || !ended[sideB]; side = 1 - side {
		for n := 0; n < rowsPerChunk && !ended[side]; n++ {
			r, err := cursors[side].next()
			if err != nil {
				return c.failed(p, side, err)
			}
			if r == nil {
				ended[side] = true
			} else if r.state == rowOK {
				keys[r.key][side]++
			}
		}
	}
	for _, rows := range keys {
		c.diff.A.Duplicates += max(rows[sideA]-1, 0)
		c.diff.B.Duplicates += max(rows[sideB]-1, 0)
	}
	c.suspects = suspects{}
	return nil
}

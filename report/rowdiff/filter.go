package rowdiff

import (
	"encoding/binary"
	"math/bits"
)

// A filter remembers which keys were paired, in a few bits for each: it knows every key that was added, and
// takes few others for one. Each key has 16 bits in one block of 64 bytes, which is one line of a cache. It
// grows by layers, up to a limit; beyond that it is wrong more often, which costs time and changes no result.
type filter struct {
	layers []layer
	left   int // blocks that may be added
}

type layer struct {
	blocks []block
	room   int // keys that may be added before the next layer begins
}

type block [8]uint64

const (
	blockBytes   = 64
	keysPerBlock = 8    // at which one of a billion other keys is taken for one of the filter
	firstBlocks  = 1024 // of the first layer
	growth       = 16   // of each layer after another: a key is looked for in all
)

func newFilter(bytes int64) *filter { return &filter{left: int(max(bytes/blockBytes, 1))} }

// add adds a key, and reports whether it may have been there before.
func (f *filter) add(hash uint64) (before bool) {
	mask := maskOf(hash)
	if f.holds(hash, &mask) {
		return true
	}
	last := len(f.layers) - 1
	if last < 0 || f.layers[last].room <= 0 && f.left > 0 {
		size := firstBlocks
		if last >= 0 {
			size = growth * len(f.layers[last].blocks)
		}
		size = min(size, f.left)
		f.left -= size
		f.layers = append(f.layers, layer{blocks: make([]block, size), room: size * keysPerBlock})
		last++
	}
	l := &f.layers[last]
	l.room--
	b := l.at(hash)
	for i := range b {
		b[i] |= mask[i]
	}
	return false
}

// has reports whether the key may have been added.
func (f *filter) has(hash uint64) bool {
	if len(f.layers) == 0 {
		return false
	}
	mask := maskOf(hash)
	return f.holds(hash, &mask)
}

// holds is has for a key whose bits are known.
func (f *filter) holds(hash uint64, mask *block) bool {
	for i := range f.layers {
		b := f.layers[i].at(hash)
		missing := uint64(0)
		for k := range b {
			missing |= mask[k] &^ b[k]
		}
		if missing == 0 {
			return true
		}
	}
	return false
}

// at returns the block of a key.
func (l *layer) at(hash uint64) *block {
	i, _ := bits.Mul64(hash, uint64(len(l.blocks)))
	return &l.blocks[i]
}

// maskOf returns the bits of a key in its block: up to two in each word.
func maskOf(hash uint64) (m block) {
	x, y := mix(hash, 0x9e3779b97f4a7c15), mix(hash, 0xd1b54a32d192ed03)
	for i := range 4 {
		m[i] = 1<<(x>>(12*i)&63) | 1<<(x>>(12*i+6)&63)
		m[i+4] = 1<<(y>>(12*i)&63) | 1<<(y>>(12*i+6)&63)
	}
	return m
}

// hashKey hashes a key for the filter. The hash has no seed, so that the moments at which keys are put off do
// not change from run to run. Somebody who knows it can fill the filter, which costs time alone.
func hashKey(key string) uint64 {
	h := uint64(len(key)) ^ 0xa0761d6478bd642f
	var word [8]byte
	for len(key) >= 8 {
		copy(word[:], key)
		h = mix(h^binary.LittleEndian.Uint64(word[:]), 0xe7037ed1a0b428db)
		key = key[8:]
	}
	word = [8]byte{}
	copy(word[:], key)
	return mix(h^binary.LittleEndian.Uint64(word[:]), 0x8ebc6af09c88c6e3)
}

// mix multiplies and folds both halves of the product.
func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a^b>>32, b|1)
	return hi ^ lo ^ a<<7
}

/*
Package draw computes random values from names and positions. The governed data are drawn with
it, and so can be the attributes and entities of other packages.

A draw is a hash of three coordinates: the [Label] of an attribute, the key of a record, and the
ordinal of a row among the rows of the record. Draws have no state, unlike a sequence of random
numbers. So they can be computed in any order, on any machine and by any number of goroutines,
and a new attribute changes no other.

	points := settings.Label("members", "points") // the Label of an attribute of the dataset
	n := points.IntN(record.Key, 5001)            // 0 to 5000, always the same for this record

An attribute that needs several draws uses the [Rand] of [Label.At]. Attributes must not share a
Label. To make an attribute depend on another, compute it from the value of the other, and
not from the draws of the other.

[Weighted] selects a position at random by weight, with one draw. [Permutation] is for values
that must be unique: it maps each position to a different number, without a table, and maps the
number back to the position. [IDs] are UUIDs from such a permutation: each leads back to its
row.

All arithmetic is on integers and specified to the bit. The results are equal on every
architecture and with every version of Go.
*/
package draw

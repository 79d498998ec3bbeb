/*
Package draw turns names and positions into random values that never depend on each other.
It is what the governed data are drawn with, and what user-defined attributes and entities
are drawn with.

There is no stream of random numbers and no state. A value is a hash of the [Label] of its
attribute, the key of its record, and the ordinal of its row among those of the record. So
any value can be drawn at any time, in any order and on any machine, and a new attribute
moves no other.

	points := settings.Label("members", "points") // a Label of the dataset
	n := points.IntN(record.Key, 5001)            // 0 to 5000, always the same for this record

An attribute that needs several draws takes a [Rand] from [Label.At]; further attributes take
Labels of their own. What depends on another value is computed from that value, never from
its draw.

Choices by weight are a [Weighted], prepared once and picked from with a single draw. Values
that must be unique are not drawn but numbered by a [Permutation], which needs no table:
position i always gives the same number, no two positions give the same one, and the number
leads back to the position. [IDs] are UUIDs made in this way.

All of it is integer arithmetic that is specified to the bit: equal on every architecture and
with every version of Go.
*/
package draw

// Package measure has the statistics that compare two distributions, given as counts of the same
// classes, and those that say how strongly two attributes move together.
//
// Every function accepts every input and returns a finite number. Where there is nothing to compare,
// because a side has no counts, distances are 0 and probabilities are 1. A list that is shorter than
// the other one goes on with zeros. Sums of counts do not overflow.
//
// Results are equal to the bit on every architecture. Go may fuse a multiplication and an addition
// into one operation, with one rounding, and some architectures have logarithms and exponentials of
// their own. So products are converted to float64 before they are added, which forbids to fuse
// them, logarithms and exponentials are those of this package, and sums do not depend on the order
// of classes, except where classes are ordered. Beyond that, results are rounded: measures with
// [Round], probabilities to 12 significant digits.
package measure

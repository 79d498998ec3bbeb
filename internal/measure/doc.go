// Package measure has the statistics that compare two distributions, given as counts of the same
// classes, and those that say how strongly two attributes move together.
//
// Every function accepts every input and returns a finite number. Where there is nothing to compare,
// because a side has no counts, distances are 0 and probabilities are 1. A list that is shorter than
// the other one goes on with zeros. Sums of counts do not overflow.
//
// Results are equal to the bit on every architecture. Some of them fuse a multiplication and an
// addition to one operation, with one rounding, and some have logarithms and exponentials of their
// own. So a product is converted to float64 before something is added to it, which keeps the two
// apart; the package has its own logarithm and exponential; and sums depend on the order of
// classes only where these are ordered. Results are rounded too: measures by [Round], probabilities
// to 12 significant digits, because small ones would become 0.
package measure

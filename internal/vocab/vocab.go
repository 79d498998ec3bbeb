// Package vocab has the tables of facts that generation uses: places, formats, vehicle models,
// names. Each table is sorted, and its comment names the sources. The package draws no values,
// and its tables do not change after the program starts.
package vocab

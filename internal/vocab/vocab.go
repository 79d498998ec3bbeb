// Package vocab has the tables of facts that generation uses: places, formats, vehicle models,
// names. Each table is sorted, and its comment names the sources. Choices, such as [ZIPChoice],
// turn a draw into an element of a table. Nothing here changes after the program starts.
package vocab

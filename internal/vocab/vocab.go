// Package vocab holds the facts that generation rests on: places, formats,
// models, names. Each table is a sorted literal with its sources beside it.
// Nothing here draws a value; nothing here changes after the program starts.
package vocab

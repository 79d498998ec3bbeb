// Package validate tells whether data can be trusted: a row, a record, a dataset, or a
// snapshot folder that came from a stranger.
//
// It answers four questions, each on its own. Is the data well-formed: types, required
// values, shapes, ranges and vocabularies? Is it coherent: references, uniqueness, values
// that follow from others, dates in order? Is it intact: manifest, checksums, counts,
// formats that agree, no missing or foreign file? Is it reproducible: do the settings
// in its metadata give the same bytes again?
//
// Everything that can be wrong is a [Rule] with a stable code, table.column.rule, and a
// sentence that says what must hold; [Rules] lists them. Rules of columns and rows come from
// the tables, and user-defined entities bring theirs. A [Report] is data: exact totals by
// rule, and the first findings of each with table, file, row, line, key, column, value and
// reason.
//
//	root, err := os.OpenRoot(dir)
//	…
//	report, err := validate.Snapshot(ctx, root.FS(), validate.Reproduce())
//	…
//	if err := report.Err(); err != nil {
//
// A function is named after what it checks: [Person], [Vehicle], [Profile] and [Record] for
// what a service receives, [Bundle] and [Source] for datasets, [Snapshot] for folders.
//
// Rows are read and checked in parallel and compared side by side in the order of the
// tables. Memory does not grow with the number of rows, except for 8 bytes for each value
// that must be unique or found elsewhere; see [Memory]. Package validate/fault breaks rules
// on purpose, to test this package and anybody's pipeline.
package validate

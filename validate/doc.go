// Package validate tells whether data can be trusted: a row, a record, a dataset, or the folder
// of a snapshot or of a feed of changes from a stranger.
//
// It answers four questions, each on its own. Is the data well-formed: types, required
// values, shapes, ranges and vocabularies? Is it coherent: references, uniqueness, values
// that follow from others, dates in order? Is it intact: manifest, checksums, counts,
// formats that agree, no missing or foreign file? Is it reproducible: do the settings
// in its metadata give the same bytes again? The page docs/TRUST.md of the module says what each
// answer proves and what it does not. With [ManifestSHA256] only one manifest is accepted.
//
// Everything that can be wrong breaks a [Rule], which has a stable code, table.column.rule,
// and a sentence that says what must hold; [Rules] lists them. The rules of columns and rows
// come from the tables, also from those of user-defined entities. A [Report] is data: totals
// by rule, and the first findings of each with table, file, row, line, key, column, value and
// reason.
//
//	root, err := os.OpenRoot(dir)
//	…
//	report, err := validate.Snapshot(ctx, root.FS(), validate.Reproduce())
//	…
//	if err := report.Err(); err != nil {
//
// A function is named after what it checks: [Person], [Vehicle], [Profile] and [Record] for
// what a service receives, [Bundle] and [Source] for datasets, [Snapshot] for folders, [Zip] for
// snapshots in a zip file, [Changes] for feeds, which with [AppliesTo] are compared with the snapshot
// that they are to be applied to. With [Part], several machines share the check of a large snapshot.
//
// Rows are read and checked in parallel and compared side by side in the order of the
// tables. Memory is bounded: values that must be unique or found elsewhere take 8 bytes each up
// to the limit of [Memory], beyond which the rows are read again, and a row out of order takes
// one bit. Package validate/fault breaks rules on purpose, to test this package and any pipeline
// that receives the data.
//
// Rows of user-defined entities and of sources come from functions of the caller. If one panics,
// validation stops and panics in the calling goroutine, as package export does.
package validate

// The life of a validation, file by file. [Snapshot] goes through all of it, [Source] begins
// at step 5 and has no files to compare.
//
//  1. snapshot.go names the steps, and says at the end which questions they could answer.
//  2. manifest.go finds the manifest, compares it with the SHA-256 that was asked for and its
//     members with each other; folder.go compares it with the files that are there, which
//     entries.go lists. A file with an unsafe path, and what is not a regular file, is never
//     opened. Documents are decoded by json_document.go, after json_extent.go has measured them.
//     zip.go has a zip file stand for a folder, and compressed.go a compressed file for its content.
//  3. metadata.go and descriptors.go generate the small documents again and compare them.
//  4. table_files.go sorts the files by table and format. checksums.go reads each file once,
//     for its digest and its number of lines; dataset_document.go learns on the way where in
//     the JSON document the tables are, and leaves.go computes the leaves of the tables. header.go
//     compares the first line of CSV. part.go narrows what follows to the part that was asked for.
//  5. check.go begins the first pass over the rows. feed.go cuts a table into chunks, which
//     workers fill in any order and which come out in order. Rows of a file come in blocks of
//     whole lines (block_reader.go) that a worker parses (row_text.go); rows in memory come
//     from records (source.go). chunk.go checks each row by the rules of its table.
//  6. join.go walks over persons, vehicles and profiles side by side (cursor.go) and compares
//     the rows of each person. row_ids.go compares the ids of the governed tables with those
//     that the settings give their rows.
//  7. Meanwhile relations.go selects the values to hash, which must be unique or are
//     references, and uniqueness.go collects the hashes. confirm.go finds the suspicious ones,
//     if any, and goes over the rows once more to name the rows that they are from. Too many to
//     be kept are a crowd (crowd.go).
//  8. encodings.go hashes the rows in the other formats on the first pass. Only where a hash
//     differs, compare.go looks for the rows that do.
//  9. If the dataset is to be reproduced, reproduce_identical.go generates it after step 4, and if all
//     bytes are the same, nothing else is done. Otherwise reproduce.go finds out what differs.
//  10. tally.go counts the findings of all steps by rule, and report.go reports them.
//
// [Changes] takes the same steps in changes.go: changes_manifest.go finds and checks the manifest of a
// feed, changes_lines.go cuts and parses its lines into chunks of rows, changes_images.go compares the two rows
// of a line, and changes_table.go checks keys,
// order and numbers. changes_reproduce.go makes the feed again and compares it with the files, and
// changes_align.go names the lines that differ. changes_fit.go compares it with a snapshot.
//
// Rules of columns and rows come from the tables. Every other rule is declared once, in
// rules_snapshot.go, rules_record.go, rules_table.go or rules_changes.go, as a value that the checks name.
// record.go checks one record alone, for callers that have no dataset.
//
// Two principles explain most of the code. Nothing in a file is believed: whatever it holds,
// time stays in proportion to the size of the files as they are, memory stays within fixed limits,
// and a name is checked before it is opened. Package internal/hostile makes folders that try to
// break this. And the report does not depend on the number of
// workers, the memory or the order in which chunks are finished.

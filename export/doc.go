// Package export writes datasets: single tables and whole datasets to any io.Writer,
// snapshot folders that others can check, and the tables of SQL databases.
//
// Every function that writes rows takes a [synthhub.Source]. A Generator is streamed and a
// Bundle is written from memory, through the same code and with the same bytes. Rows are
// generated and encoded in parallel, in chunks of a few hundred records, and written in order;
// memory does not grow with the number of records.
//
// # Files
//
// [CSV], [NDJSON] and [Write] write tables, [Dataset] writes all of them as one JSON document,
// and [Snapshot] writes a folder: the tables, the metadata, a README with the data dictionary,
// the descriptors of [DataPackage] and [JSONSchema], and a [Manifest] with the size and SHA-256
// of every file. [ManifestOf] returns the manifest that Snapshot would write, and [Check] tells
// whether Snapshot would refuse to begin. [SnapshotTo] writes to any [Sink]: a [Zip] or [Tar], an
// [ArchiveFile], or an object store. [Gzip] compresses the files of the tables.
//
// # Parts
//
// [Part] and [Parts] split tables into parts, which are the whole when concatenated. A machine writes
// one part with Snapshot, and [Merge] makes one snapshot of the parts; or it writes with [PartOf]
// wherever a scheduler stores files, and [Assemble] returns the documents that complete the snapshot.
// Neither generates or parses a row again: the digest of a table, a [TableDigest], is a tree whose
// leaves the parts compute. [TableDigests] computes it without writing anything.
//
// # From day to day
//
// [Changes] writes what turns a table of a book on one day into the same table on another: the rows that
// are created, updated and deleted. [Feed] writes a folder with the changes of all tables and a
// [FeedManifest]; [FeedTo] writes it to a Sink, and [CheckFeed] tells whether Feed would refuse to begin.
// [History] writes every version of the rows of a table between two days, with the days on which it is
// valid. [Apply] makes the snapshot of the later day of a snapshot and a feed, byte for byte; [ApplyTo]
// writes it to a Sink.
//
// # Databases
//
// [CreateTables] returns the statements, with keys, references and checks, for PostgreSQL,
// SQLite and MySQL. [Load] inserts all rows in one transaction. A [CopySource] feeds a faster
// interface, such as CopyFrom of pgx. [LoadScript] returns a script with which psql, sqlite3
// or mysql load the CSV files of a snapshot. Optional text that is empty is NULL.
// [schema.Table.AppendScanDest] reads rows back, with NULL as empty text. The structs have db
// tags for libraries that scan by name. These libraries do not read NULL into a string, so
// turn the Optional text of a governed table into empty text with COALESCE in the query.
//
// # User-defined tables, and faults
//
// [With] adds user-defined entities to the governed ones, in every format and descriptor.
// [Faulty] replaces governed entities by rows that are wrong on purpose, and marks a snapshot as
// faulty in its file names, README, descriptors and manifest.
//
// # Errors
//
// The end of the context or the first error of a writer stops the work; a writer then holds
// the beginning of the output. The context does not interrupt a writer that blocks. The caller
// flushes and closes writers. An error wraps that of the writer, the database, the source or an
// entity, or that of the context and its cause, or it wraps one of the errors below.
//
// Rows come from functions that run in other goroutines. If one panics, the export stops, cleans
// up and panics in the goroutine of the caller, with an error whose text has the value and the
// stack of that goroutine. It wraps the value if that is an error, and its method Value returns
// it. If a function calls runtime.Goexit, as FailNow of package testing does, the export ends with
// an error.
package export

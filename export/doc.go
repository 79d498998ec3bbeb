// Package export turns datasets into bytes: single tables and whole datasets for
// any io.Writer, snapshots, the governed folders that people hand to others, and
// tables of SQL databases.
//
// Everything takes a synthhub.Source, so a Generator streams and a Bundle is
// written as it is, through the same code and with the same bytes. Rows are made
// and encoded in parallel, in pieces of a few hundred records, and written in
// order; memory does not grow with the number of records. The end of the context
// or the first error of a writer stops the work and is returned.
//
// # Files
//
// CSV, NDJSON and Write write tables, JSON writes the whole dataset as one document,
// and Snapshot a folder with all of it: the tables, the metadata, a README with the
// data dictionary, the descriptors that DataPackage and JSONSchema make, and a
// Manifest with the size and SHA-256 of every file. ManifestOf tells what Snapshot
// would write. Part and Parts split tables into pieces that are the whole when put
// one after the other.
//
// # Databases
//
// CreateTables makes the statements, with keys, references and checks, for
// PostgreSQL, SQLite and MySQL; Load inserts all rows in one transaction; CopySource hands
// them to a faster way in, such as CopyFrom of pgx. LoadScript makes a script for psql,
// sqlite3 or mysql, which loads the CSV files of a snapshot without any program of ours.
// schema.Table.AppendScanDest reads rows back into structs.
//
// # Own tables, and faults
//
// With adds entities of your own beside the governed ones, in every format and
// descriptor. Faulty takes the place of governed entities with rows that are wrong on
// purpose, and marks everything that is written as such.
package export

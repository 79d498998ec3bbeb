// Package conformance has tests that hand our output to the tools that others use: a
// JSON Schema validator, a Data Package library, SQLite and PostgreSQL, with their shells
// sqlite3 and psql. It is a module of its own, so that nobody who imports synthhub sees
// what these need.
//
// PostgreSQL is used where the environment variable SYNTHHUB_POSTGRES holds a data
// source name; the script postgres.sh starts a private server and prints one.
package conformance

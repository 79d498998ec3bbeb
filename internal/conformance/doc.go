// Package conformance tests the output of synthhub with other tools: a JSON Schema
// validator, a Data Package library, SQLite and PostgreSQL, and their shells sqlite3 and
// psql. It also fits a model of accidents to datasets, with gonum. Package browser, which is
// below it, tests pages in Chromium. They are a nested module, so that importers of synthhub do
// not depend on these tools.
//
// The tests use PostgreSQL if the environment variable SYNTHHUB_POSTGRES holds a data
// source name. The script postgres.sh starts a private server and prints one.
package conformance

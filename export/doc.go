// Package export turns datasets into bytes: single tables and whole datasets for
// any io.Writer, and snapshots, the governed folders that people hand to others.
//
// Everything takes a synthhub.Source, so a Generator streams and a Bundle is
// written as it is, through the same code and with the same bytes. Rows are made
// and encoded in parallel, in pieces of a few hundred records, and written in
// order; memory does not grow with the number of records. The end of the context
// or the first error of a writer stops the work and is returned.
package export

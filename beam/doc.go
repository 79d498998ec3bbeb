// Package beam writes and checks snapshots of synthhub with Apache Beam, on as many machines as
// the runner has, and gives the records of a dataset to pipelines of your own.
//
// [Generate] writes the folder that export.Snapshot writes with export.Parts, byte for byte,
// manifest included. [Verify] generates the parts again and compares them with a folder.
// [Records] is the dataset as a PCollection.
//
// # The folder
//
// A folder is a path, or the address of an object store for which a file system is registered
// with Beam, such as gs://bucket/folder. Files appear under their names when they are complete.
// The manifest comes last: a folder without it is not a snapshot. A failed, canceled or killed run leaves
// files behind, which the next run with the same folder replaces or removes. Only one run at a
// time may write a folder.
//
// # Processes
//
// Call Init of Beam after the flags are parsed and before any function of this package that runs
// a pipeline, and [Register] before that: a worker is the same program, started again, and Init
// does not return there. Beam's options are global variables, so that one pipeline at a time
// runs in a process; others wait.
package beam

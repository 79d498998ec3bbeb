// Package consumer is what users of synthhub write: package claims adds an entity of its
// own, package quote is a service, and the tests here use datasets as fixtures, as
// snapshots and in databases. It uses nothing but the exported names of the library, so
// it tells when a change of the API would reach users.
package consumer

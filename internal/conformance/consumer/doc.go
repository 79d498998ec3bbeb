// Package consumer uses synthhub as its users do. Package claims adds a user-defined
// entity, package quote is an HTTP service, and the tests here use datasets as fixtures, as
// snapshots and in databases. The module uses only exported names of the library, so a
// change of the API that affects users breaks it.
package consumer

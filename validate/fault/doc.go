// Package fault breaks rules in good data on purpose, with a ledger of every change.
//
// An Injection breaks the rules that a Plan names, each as often as the plan says, in
// rows chosen at random from the seed of the dataset. Its entities replace the governed ones
// in an export or a validation, so it works for data in memory and for streams, and the
// original is unchanged:
//
//	bad, err := fault.New(ctx, src, fault.Plan{"persons.email.unique": 3})
//	…
//	_, err = export.Snapshot(ctx, dir, src, export.Faulty(bad.Governed()...))
//
// User-defined entities, which New takes after the plan, come back with their faults too. Pass
// both lists, each to its option; if one is left out, its faults are not in the data:
//
//	opts := []validate.Option{validate.Faulty(bad.Governed()...), validate.With(bad.UserDefined()...)}
//	report, err := validate.Source(ctx, src, opts...)
//
// The ledger then tells every change, and every finding that it must lead to: what a
// pipeline under test has to find, no more and no less.
//
// The rules are those of the dataset, which Codes lists, and stricter than those of a format:
// an e-mail address that breaks persons.email.shape may be valid for a mail program, but this
// library never generates it.
package fault

// How an injection is built: faults.go lists a fault for every rule that can be broken, those of
// columns from their declaration (column_faults.go, values.go) and those of rows one by one
// (governed_faults.go). placement.go finds records for the faults of a plan, validates the
// records around each to learn its findings, and numbers them. injection.go is what callers
// see: the plan, the ledger, and the entities with the faults.

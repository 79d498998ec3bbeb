// Package synthhub makes reproducible, governed, synthetic US insurance data:
// persons, the vehicles they insure, and profiles that join the two. No production
// data goes in.
//
//	bundle, err := synthhub.Generate(ctx, synthhub.Settings{Records: 200, Seed: 42})
//
// A dataset is decided, to the byte, by its version and its Settings. Generate
// returns it whole in memory; a Generator makes any record of it at any time, so
// that datasets of any size can be streamed, and finds the record that an id
// belongs to. Packages export and validate take either: the first turns datasets
// into CSV, JSON and snapshot folders, the second tells whether data are
// well-formed, coherent, intact and reproducible.
//
// Ids are of type UUID of github.com/gofrs/uuid/v5, the one package beside the standard
// library that this one needs.
//
// # Your own attributes and entities
//
// What an attribute is, is said once, in the table of its entity: see package
// schema. Embed a governed entity and add fields, or declare a table of your own;
// NewEntity and NewEntityWithSettings derive its rows from a Record with draws labelled by
// Settings.Label, and export and validate take it beside the governed three. Nothing
// is registered, and no governed value moves. Here persons get loyalty points:
//
//	type Member struct {
//		synthhub.Person
//		Points int
//	}
//
//	var MemberTable = schema.New("members", "Persons with loyalty points.", func(m *Member) []schema.Column {
//		return append(synthhub.PersonTable.At(&m.Person), schema.Field(&m.Points, "points", "Loyalty points.", schema.Range(0, 5000)))
//	})
//
//	var Members = synthhub.NewEntityWithSettings(MemberTable, func(s synthhub.Settings) (func(*synthhub.Record, []Member) []Member, error) {
//		points := s.Label("members", "points")
//		return func(r *synthhub.Record, dst []Member) []Member {
//			return append(dst, Member{r.Person, points.IntN(r.Index, 0, 5001)})
//		}, nil
//	})
//
//	err = export.CSV(ctx, w, bundle, Members)
//
// Package synthtest tests whether an entity keeps the promises below.
//
// # Promises
//
// The same version and settings give the same bytes on every system, with any
// number of workers. The first n records are the same in a dataset of any size.
// A value depends on the seed, its attribute, its position and the values it is
// derived from, on nothing else: there is no stream of random numbers that a new
// attribute could disturb. Ids, VINs, e-mail addresses, licence numbers and plates
// are unique because they are permutations of positions. Nothing reads the clock,
// the environment or the locale.
//
// Nothing belongs to anybody: e-mail addresses are in the domains that RFC 2606
// reserves for examples, telephone numbers in the range reserved for fiction,
// streets and businesses are marked as made up, and the attribute section of a VIN
// is one that the manufacturer has not registered. The risk score routes test
// cases; it is no actuarial score.
package synthhub

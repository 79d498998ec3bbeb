// Package synthhub generates reproducible, governed, synthetic US insurance data: persons,
// the vehicles they insure, and profiles that join the two. It uses no production data, and
// no row describes a real person, vehicle or business. Governed means that every column has
// a description, a class and rules, and every dataset can be checked and generated again.
//
//	bundle, err := synthhub.Generate(ctx, synthhub.Settings{Records: 200, Seed: synthhub.DefaultSeed})
//
// [Settings] decide every byte of a dataset. [Generate] returns it in memory as a [Bundle];
// a [Generator] returns any record of it at any time, so that datasets of any size can be
// streamed, and finds the record of an id. Ids are UUIDs of github.com/gofrs/uuid/v5, which
// convert to other 16-byte types. Package export writes either as CSV, JSON, snapshot folders
// and SQL tables; package validate checks them. [Expected] returns the shares that the
// values of a column should have.
//
// # The book from day to day
//
// A dataset is a book of business on the day [Settings] AsOf. On another day it has the same
// people, as they are then: some have left, others have come, moved, married or bought a car, and
// the shares of every column are the same. [Generator.On] returns the Generator of that day,
// [Generator.Days] the days on which a record can change, and [Generator.Tenure] when the row of
// an id is there. Package export writes the changes between two days and the versions of every row.
//
// # User-defined attributes and entities
//
// Each attribute is declared once, in the table of its entity: see package schema. Embed the
// row of a governed entity and add fields, or declare a table of your own. [NewEntity] and
// [NewEntityWithSettings] derive its rows from a [Record], and export and validate take it
// with the three governed ones. Nothing is registered, and no governed value changes. Here
// persons get loyalty points, drawn with a label: see package draw.
//
//	type Member struct {
//		synthhub.Person
//		Points int
//	}
//
//	var MemberTable = schema.New("members", "Persons with loyalty points.", func(m *Member) []schema.Column {
//		return append(synthhub.PersonTable.EmbedColumns(&m.Person), schema.Field(&m.Points, "points", "Loyalty points.", schema.Range(0, 5000)))
//	})
//
//	var Members = synthhub.NewEntityWithSettings(MemberTable, func(s synthhub.Settings) (func(*synthhub.Record, []Member) []Member, error) {
//		points := s.Label("members", "points")
//		return func(r *synthhub.Record, dst []Member) []Member {
//			return append(dst, Member{r.Person, points.IntN(r.Key, 5001)})
//		}, nil
//	})
//
//	err = export.CSV(ctx, w, bundle, Members)
//
// The new table has the columns of the governed one. Pass [schema.EmbedRules] to [schema.New]
// for its row rules too. Package synthtest tests whether an entity keeps the promises.
//
// # Promises
//
// Equal settings give equal bytes on every system, with any number of workers. The first n
// records are the same in a dataset of any size. Every attribute has random draws of its own,
// so a new attribute or entity changes no existing value. Ids, VINs, e-mail addresses, license
// numbers (in a state) and plates (in a state) are unique in a dataset by construction. No
// value depends on the clock, the environment or the locale. One version of the module
// generates one version of the dataset.
//
// E-mail addresses are in the domains that RFC 2606 reserves for examples, phone numbers in
// the range reserved for fiction, streets and businesses are marked as fictitious, and the
// attribute section of a VIN was registered for no model by 17 February 2026. The risk score
// is a label for routing test cases, not an actuarial score.
package synthhub

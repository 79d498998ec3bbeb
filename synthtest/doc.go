// Package synthtest tests entities and attributes of your own for what the governed
// ones promise, as testing/fstest tests file systems. One call tells everything that
// is wrong, with table, column and cure:
//
//	func TestPolicies(t *testing.T) {
//		if err := synthtest.TestEntities(t, synthhub.Settings{}, Policies, Claims); err != nil {
//			t.Error(err)
//		}
//	}
//
// Generator and Snapshot shorten fixtures; folder examples/fixtures has recipes.
//
// TestEntities cannot see everything: a row that depends on the environment, the locale or the
// machine is the same as long as these are.
package synthtest

// Package synthtest tests user-defined entities and attributes for the promises of the
// governed ones, as [testing/fstest] tests file systems. One call reports all problems, each
// with its table, its column and what to do:
//
//	func TestPolicies(t *testing.T) {
//		if err := synthtest.TestEntities(t, synthhub.Settings{}, Policies, Claims); err != nil {
//			t.Error(err)
//		}
//	}
//
// [Generator] and [Snapshot] are helpers for fixtures. The folder examples/fixtures has
// examples.
//
// TestEntities cannot find a dependence on the environment, the locale or the machine, because
// these do not change during a test.
package synthtest

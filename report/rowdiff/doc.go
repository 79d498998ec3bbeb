// Package rowdiff compares two tables row by row, by key: which rows were added, removed and changed, and
// which cells of them. It compares anything that a [schema.Table] describes: CSV files, snapshots, rows in
// memory, generated records. It needs nothing else of this module.
//
//	policies := rowdiff.Of(PolicyTable)
//	diff, err := rowdiff.Compare(ctx,
//		rowdiff.CSV(policies, rowdiff.File("monday.csv")),
//		rowdiff.CSV(policies, rowdiff.File("tuesday.csv")))
//	if err != nil {
//		return err
//	}
//	fmt.Print(diff)
//
// # What is compared
//
// Rows with equal text in the key column are a pair. The order of the rows does not matter. Two cells are
// equal if their values have the same text, so other quotes, another format or another order of the members
// of a JSON object are no change. If a key comes more than once on one side, the rows are paired in order of
// appearance: the first row of the key in one table with the first in the other, and so on; what is left
// over was added or removed. [Side] counts such rows.
//
// A row that cannot be read, and one without a key, is counted on its side and not compared.
//
// # Memory and time
//
// Both tables are read at the same time, in step: one row of a, one row of b. A row waits in memory until its
// partner comes. So tables in the same order need memory only for what was added or removed. If the rows that
// wait take more than [Memory] allows, half of all keys are put off, by a hash of the key, and both tables are
// read once more for them, and so on. Nothing is written to disk, and no table is too large.
//
// A filter of a few bits for each key finds keys that may come twice. If there are some, the tables are read
// once more to count them exactly.
//
// # Order
//
// A [Diff] lists the first changes of each kind: changed and removed rows in the order of a, added rows in the
// order of b. [Each] and [Lines] get all changes in another order, which depends on both tables and the limit
// of memory, but not on the number of workers: a pair of changed rows comes when the later of the two was
// read, where row n of a is read before row n of b. After the end, the removed rows follow in the order of a,
// and the added rows in the order of b. If keys were put off, the same follows for each group of them, in the
// order of their SHA-256.
//
// # Real data
//
// One side may hold data of real people. With [CountsOnly], the result has numbers and names of columns, and
// neither keys nor values.
package rowdiff

package rowdiff_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/report/rowdiff"
)

// FuzzCompare compares any two texts as CSV files. A file has no change to itself; the mirrored comparison has
// added and removed rows swapped; counts add up; neither the limit of memory nor the number of workers changes
// anything; and rows that were read as CSV of exact columns are read the same as mapped columns.
func FuzzCompare(f *testing.F) {
	f.Add("t1,,1\nt2,\"a, b\",2\nt3,x,3\n", "t3,x,3\nt1,,2\nt1,,1\n")
	f.Add("t1,,1\nt1,,1\n,,0\n", "\"t1\",,1\nx\n")
	f.Add("\"t1\",\"\"\"\",1\r\n", "t1,\",\",\"1\"\n\n")
	f.Fuzz(func(t *testing.T, textA, textB string) {
		const header = "thing_id,note,count\n"
		a, b := rowdiff.CSV(things, text(header+textA)), rowdiff.CSV(things, text(header+textB))
		opts := []rowdiff.Option{rowdiff.First(1000), rowdiff.Workers(1)}
		d := compare(t, a, b, opts...)
		if again := compare(t, a, b, rowdiff.First(1000), rowdiff.Workers(4)); document(t, again) != document(t, d) {
			t.Errorf("it depends on the number of workers:\n%s\n%s", document(t, d), document(t, again))
		}
		if less, err := rowdiff.Compare(t.Context(), a, b, append(opts, rowdiff.Memory(4<<10))...); err == nil && document(t, less) != document(t, d) {
			t.Errorf("it depends on the limit of memory:\n%s\n%s", document(t, d), document(t, less))
		}
		if self := compare(t, a, a, opts...); self.Changed+self.Added+self.Removed > 0 || self.A.Duplicates != self.B.Duplicates {
			t.Errorf("a differs from itself: %v", self)
		}
		mirrored := compare(t, b, a, opts...)
		got := rowdiff.Diff{Same: mirrored.Same, Changed: mirrored.Changed, Added: mirrored.Removed, Removed: mirrored.Added, Columns: mirrored.Columns}
		want := rowdiff.Diff{Same: d.Same, Changed: d.Changed, Added: d.Added, Removed: d.Removed, Columns: d.Columns}
		if diff := cmp.Diff(want, got); diff != "" || mirrored.A.Duplicates != d.B.Duplicates || mirrored.B.Duplicates != d.A.Duplicates {
			t.Errorf("the mirrored comparison differs (-want +got):\n%s", diff)
		}
		if keys, others := keysOf(d.First.Removed), keysOf(mirrored.First.Added); !slices.Equal(keys, others) {
			t.Errorf("removed %q, mirrored %q", keys, others)
		}
		if !bytes.ContainsAny([]byte(textA), "\"\r\n") || d.A.Unreadable == 0 {
			mapped := compare(t, rowdiff.MappedCSV(things, nil, text(header+textA)).Named("CSV file"), a, opts...)
			if d.A.Unreadable == 0 && mapped.A.Unreadable == 0 && mapped.Changed+mapped.Added+mapped.Removed > 0 {
				t.Errorf("mapped columns are read otherwise: %v", mapped)
			}
		}
	})
}

func keysOf(list []rowdiff.Change) (keys []string) {
	for _, c := range list {
		keys = append(keys, c.Key)
	}
	return keys
}

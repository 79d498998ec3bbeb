package export

import (
	"errors"
	"fmt"
	"slices"
)

// What a feed's manifest says of a table is compared with what is known of it: the rows and the digest of the
// first day with the manifest of the snapshot, the numbers of changes with those that were applied, and the
// rows and the digest of the second day with the table that was written, before the sink commits it.

// statedTable returns what the manifest says of a governed table, which it must list once.
func (s *appliedSource) statedTable(name string) (*FeedTable, error) {
	fail := func(why string, args ...any) (*FeedTable, error) {
		return nil, &ApplyError{Table: name, Err: fmt.Errorf("the manifest of the feed "+why, args...)}
	}
	is := func(t FeedTable) bool { return t.Name == name }
	i := slices.IndexFunc(s.stated, is)
	if i < 0 || slices.ContainsFunc(s.stated[i+1:], is) {
		return fail("must list the table once")
	}
	t := &s.stated[i]
	if t.Created < 0 || t.Updated < 0 || t.Deleted < 0 {
		return fail("says that fewer than no rows change: %v", t.ChangeCounts)
	}
	for _, was := range s.snapshot.manifest.Tables {
		if was.Name != name {
			continue
		}
		if t.RowsFrom != nil && *t.RowsFrom != was.Rows {
			return fail("has %d rows on the first day, and that of the snapshot %d", *t.RowsFrom, was.Rows)
		}
		if t.DigestFrom != "" && was.Digest != "" && t.DigestFrom != was.Digest {
			return fail("has the digest %.80q on the first day, and that of the snapshot %.80q", t.DigestFrom, was.Digest)
		}
	}
	return t, nil
}

// checkCounts compares the changes that were applied to a table with the manifest.
func (t *appliedTable[E]) checkCounts() error {
	if is, said := t.counts, t.stated.ChangeCounts; is != said {
		return &ApplyError{Table: t.name, Err: fmt.Errorf("the feed creates, updates and deletes %v rows, and its manifest says %v", is, said)}
	}
	return nil
}

// checkEnd checks the counts of all tables, once all records were read.
func (s *appliedSource) checkEnd() error {
	for _, check := range []func() error{s.persons.checkCounts, s.vehicles.checkCounts, s.profiles.checkCounts} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// checkWritten compares the tables that were written with what the manifest of the feed says of the second day.
func (s *appliedSource) checkWritten(written *Manifest) error {
	if s.err != nil {
		return s.err
	}
	if s.slot != s.to.Len() {
		return errors.New("the snapshot and the feed were not read to the end")
	}
	for _, is := range written.Tables {
		for _, t := range s.stated {
			if t.Name != is.Name {
				continue
			}
			if t.RowsTo != nil && *t.RowsTo != is.Rows {
				return &ApplyError{Table: t.Name, Err: fmt.Errorf("the feed leads to %d rows, and its manifest says %d", is.Rows, *t.RowsTo)}
			}
			if t.DigestTo != "" && t.DigestTo != is.Digest {
				return &ApplyError{Table: t.Name, Err: fmt.Errorf("the feed leads to the digest %s, and its manifest says %.80q: rows are missing or were changed", is.Digest, t.DigestTo)}
			}
		}
	}
	return nil
}

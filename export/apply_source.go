package export

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"sync"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
)

// An appliedSource is the dataset that a feed makes of a snapshot. It reads both in order, and begins
// again when an earlier record is asked for.
type appliedSource struct {
	snapshot *partFolder
	from, to *synthhub.Generator
	tables   [3]appliedInputs // persons, vehicles and profiles
	fail     func(error)      // ends the export

	mu       sync.Mutex
	err      error
	slot     int // of the next record
	persons  *appliedTable[synthhub.Person]
	vehicles *appliedTable[synthhub.Vehicle]
	profiles *appliedTable[synthhub.Profile]
	record   synthhub.Record
}

// appliedInputs are the files of one table.
type appliedInputs struct{ rows, changes *tableInput }

// openTables finds and checks the files of all tables.
func (s *appliedSource) openTables(ctx context.Context, feed fs.FS, f *FeedManifest) (err error) {
	for i, e := range synthhub.Entities() {
		name := e.Table().Name()
		if s.tables[i].rows, err = inputOf(ctx, s.snapshot.fs, s.snapshot.manifest.Files, name, format.CSV, format.NDJSON); err != nil {
			return &ApplyError{Table: name, Err: fmt.Errorf("the snapshot: %w", err)}
		}
		if s.tables[i].changes, err = inputOf(ctx, feed, f.Files, name, format.NDJSON); err != nil {
			return &ApplyError{Table: name, Err: fmt.Errorf("the feed: %w", err)}
		}
	}
	return nil
}

// Settings implements [synthhub.Source].
func (s *appliedSource) Settings() synthhub.Settings { return s.to.Settings() }

// Metadata implements [synthhub.Source].
func (s *appliedSource) Metadata(ctx context.Context) (synthhub.Metadata, error) {
	return s.to.Metadata(ctx)
}

// Len implements [synthhub.Source].
func (s *appliedSource) Len() int { return s.to.Len() }

// Range implements [synthhub.Source].
func (s *appliedSource) Range(lo, hi int) iter.Seq[*synthhub.Record] {
	return func(yield func(*synthhub.Record) bool) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.persons == nil || lo < s.slot {
			s.begin()
		}
		for s.slot < hi && s.err == nil {
			wanted := s.slot >= lo
			if err := s.next(); err != nil {
				s.err = err
				s.fail(err)
				return
			}
			if wanted && !yield(&s.record) {
				return
			}
		}
	}
}

// begin opens all tables at their beginning.
func (s *appliedSource) begin() {
	s.close()
	s.slot = 0
	s.persons = newAppliedTable(s, 0, synthhub.PersonTable, func(p *synthhub.Person) uuid.UUID { return p.ID })
	s.vehicles = newAppliedTable(s, 1, synthhub.VehicleTable, func(v *synthhub.Vehicle) uuid.UUID { return v.ID })
	s.profiles = newAppliedTable(s, 2, synthhub.ProfileTable, func(p *synthhub.Profile) uuid.UUID { return p.ID })
}

// close closes the files.
func (s *appliedSource) close() {
	if s.persons != nil {
		s.persons.close()
		s.vehicles.close()
		s.profiles.close()
	}
}

// next makes the next record.
func (s *appliedSource) next() error {
	r := &s.record
	persons, err := s.persons.next(s.slot)
	if err != nil {
		return err
	}
	vehicles, err := s.vehicles.next(s.slot)
	if err != nil {
		return err
	}
	profiles, err := s.profiles.next(s.slot)
	if err != nil {
		return err
	}
	if len(persons) != 1 {
		return s.persons.countError(s.slot, len(persons), 1)
	}
	if want := s.to.VehicleCount(s.slot); len(vehicles) != want {
		return s.vehicles.countError(s.slot, len(vehicles), want)
	}
	if len(profiles) != 1 {
		return s.profiles.countError(s.slot, len(profiles), 1)
	}
	at, _ := s.to.Find(persons[0].ID)
	r.Slot, r.Key, r.Person, r.Vehicles, r.Profile = s.slot, at.Key, persons[0], vehicles, profiles[0]
	s.slot++ // each table was read to the end with the last record: no id is of a later one
	return nil
}

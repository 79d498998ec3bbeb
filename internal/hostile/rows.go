package hostile

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// rowAttacks returns the attacks by files with rows.
func rowAttacks() []Attack {
	id := func(w *bufio.Writer, i int) { w.WriteString(uuid(i)) }
	return []Attack{
		{Name: "empty lines", Make: lines("persons", "csv", repeated("\n"))},
		{Name: "empty cells", Make: lines("persons", "csv", repeated(strings.Repeat(",", 21)+"\n"))},
		{Name: "empty objects", Make: lines("persons", "ndjson", repeated("{}\n"))},
		{Name: "objects that are cut", Make: lines("persons", "ndjson", numbered("{\"person_id\":\"%032x\"}\n"))},
		{Name: "one line", Make: lines("persons", "csv", repeated("x"))},
		{Name: "one line of commas", Make: lines("persons", "csv", repeated(","))},
		{Name: "lines of a mebibyte", Make: lines("persons", "csv", longRow(1<<20-1))},
		{Name: "lines of a mebibyte everywhere", Make: everywhere(longRow(1<<20 - 1))},
		{Name: "lines of control characters", Make: lines("persons", "csv", repeated(strings.Repeat("\x01", 1<<20-1)+"\n"))},
		{Name: "cells of control characters", Make: everywhere(controlRow(1<<20 - 200))},
		{Name: "lines of quotes", Make: lines("persons", "csv", repeated("\"\n"))},
		{Name: "ids alone", Make: lines("persons", "csv", func(w *bufio.Writer, i int) { id(w, i); w.WriteByte('\n') })},
		{Name: "one id everywhere", Make: lines("persons", "csv", personRow(func(int) int { return 7 }))},
		{Name: "each id twice", Make: lines("persons", "csv", personRow(func(i int) int { return i / 2 }))},
		{Name: "each id twice, far apart", Make: lines("persons", "csv", personRow(func(i int) int { return i % 1_500_000 }))},
		{Name: "persons without anything", Make: lines("persons", "csv", personRow(func(i int) int { return i }))},
		{Name: "vehicles of nobody", Make: lines("vehicles", "csv", vehicleRow(func(i int) int { return i }))},
		{Name: "vehicles of one person", Make: lines("vehicles", "csv", vehicleRow(func(i int) int { return 0 }))},
		{Name: "one vehicle many times", Make: vehiclesLike(oneVehicle)},
		{Name: "long vehicles of one person", Make: vehiclesLike(longVehicle)},
		{Name: "one misplaced row after many lines", Make: misplacedLast},
		{Name: "rows at random", Make: shuffled},
		{Name: "wrong values everywhere", Make: wrongEverywhere},
		{Name: "formats that differ", Make: differing("csv", "ndjson", "json")},
		{Name: "dataset that differs", Make: differing("csv", "json")},
		{Name: "random bytes", Make: lines("persons", "csv", func(w *bufio.Writer, i int) { fmt.Fprintf(w, "%08x", rand.Uint64()); w.WriteByte(byte(rand.Uint32())) })},
		{Name: "random bytes in lines", Make: everywhere(func(w *bufio.Writer, i int) {
			for range 1 + rand.IntN(40) {
				w.WriteByte(byte(rand.Uint32()))
			}
			w.WriteByte('\n')
		})},
	}
}

// uuid returns the text of an ID.
func uuid(i int) string {
	return fmt.Sprintf("%08x-0000-4000-8000-%012x", uint32(uint64(i)*2654435761), i)
}

// personRow returns a function that writes the shortest rows of persons that can be read, with
// the IDs that a function numbers.
func personRow(id func(i int) int) func(*bufio.Writer, int) {
	return func(w *bufio.Writer, i int) {
		w.WriteString(uuid(id(i)))
		w.WriteString(shortPerson)
	}
}

// shortPerson and shortVehicle are the shortest rows that can be read, without their IDs.
var (
	shortPerson  = shortRow(synthhub.PersonTable, 1)
	shortVehicle = shortRow(synthhub.VehicleTable, 2)
)

// shortRow returns the shortest row of a table that can be read, without its first cells.
func shortRow(t schema.Describer, cells int) string {
	var b strings.Builder
	for _, c := range t.Columns()[cells:] {
		b.WriteByte(',')
		switch c.Kind {
		case schema.KindEnum:
			b.WriteString(c.Vocabulary()[0])
		case schema.KindDate:
			b.WriteString("1990-01-01")
		case schema.KindInt:
			b.WriteByte('0')
		}
	}
	return b.String() + "\n"
}

// vehicleRow returns a function that writes short vehicles of the persons that a function
// numbers.
func vehicleRow(person func(i int) int) func(*bufio.Writer, int) {
	return func(w *bufio.Writer, i int) {
		w.WriteString(uuid(i))
		w.WriteByte(',')
		w.WriteString(uuid(person(i)))
		w.WriteString(shortVehicle)
	}
}

// longRow returns a function that writes a person with a long name.
func longRow(bytes int) func(*bufio.Writer, int) {
	return func(w *bufio.Writer, i int) {
		w.WriteString(uuid(i))
		w.WriteByte(',')
		w.WriteString(strings.Repeat("é", (bytes-37-len(shortPerson))/2))
		w.WriteString(shortPerson[1:])
	}
}

// controlRow is longRow with a name of control characters, which take six bytes each in JSON.
func controlRow(bytes int) func(*bufio.Writer, int) {
	return func(w *bufio.Writer, i int) {
		w.WriteString(uuid(i))
		w.WriteByte(',')
		w.WriteString(strings.Repeat("\x01", bytes-37-len(shortPerson)))
		w.WriteString(shortPerson[1:])
	}
}

// lines is the attack by one file with rows in one format.
func lines(table, extension string, element func(*bufio.Writer, int)) func(string, int64) error {
	return func(dir string, bytes int64) error {
		f, err := exportTo(dir, 40, export.Formats(extension))
		if err != nil {
			return err
		}
		if err := f.replaceRows(table, extension, bytes, element); err != nil {
			return err
		}
		return f.seal()
	}
}

// replaceRows replaces the rows of a file.
func (f *folder) replaceRows(table, extension string, bytes int64, element func(*bufio.Writer, int)) error {
	rows := format.Named(extension)
	header := string(rows.AppendHeader(nil, entity(table).Table()))
	return f.write(snapshot.Table(synthhub.Version, table, extension), header, bytes, element, "")
}

// entity returns the governed entity of a table.
func entity(table string) synthhub.Entity {
	for _, e := range synthhub.Entities() {
		if e.Table().Name() == table {
			return e
		}
	}
	panic("no governed table " + table)
}

// everywhere is the attack by the same lines in all tables and formats.
func everywhere(element func(*bufio.Writer, int)) func(string, int64) error {
	return func(dir string, bytes int64) error {
		f, err := exportTo(dir, 40, export.Formats("csv", "ndjson"))
		if err != nil {
			return err
		}
		for _, table := range []string{"persons", "vehicles", "profiles"} {
			for _, extension := range []string{"csv", "ndjson"} {
				if err := f.replaceRows(table, extension, bytes/6, element); err != nil {
					return err
				}
			}
		}
		return f.seal()
	}
}

// vehiclesLike is the attack by vehicles that a function writes from a valid row of the first person.
func vehiclesLike(write func(w *bufio.Writer, i int, row string)) func(string, int64) error {
	return func(dir string, bytes int64) error {
		f, err := exportTo(dir, 40, export.Formats("csv"))
		if err != nil {
			return err
		}
		row, err := firstRow(dir, "vehicles")
		if err != nil {
			return err
		}
		if err := f.replaceRows("vehicles", "csv", bytes, func(w *bufio.Writer, i int) { write(w, i, row) }); err != nil {
			return err
		}
		return f.seal()
	}
}

// oneVehicle writes the row with another ID.
func oneVehicle(w *bufio.Writer, i int, row string) {
	w.WriteString(uuid(i))
	w.WriteString(row[len(uuid(0)):])
}

// longVehicle writes the IDs of the row and a very long VIN.
func longVehicle(w *bufio.Writer, i int, row string) {
	ids := 2*len(uuid(0)) + 2
	w.WriteString(uuid(i) + row[len(uuid(0)):ids] + strings.Repeat("é", 500_000) + row[ids:])
}

// firstRow returns the first row of a CSV file.
func firstRow(dir, table string) (string, error) {
	text, err := os.ReadFile(filepath.Join(dir, snapshot.Table(synthhub.Version, table, "csv")))
	return strings.SplitAfter(string(text), "\n")[1], err
}

// misplacedLast puts a vehicle out of order after a file of empty lines.
func misplacedLast(dir string, bytes int64) error {
	f, err := exportTo(dir, 40, export.Formats("csv"))
	if err != nil {
		return err
	}
	row, err := firstRow(dir, "vehicles")
	if err != nil {
		return err
	}
	header := string(format.CSV.AppendHeader(nil, synthhub.VehicleTable))
	if err := f.write(snapshot.Table(synthhub.Version, "vehicles", "csv"), header, bytes, repeated("\n"), row+row); err != nil {
		return err
	}
	return f.seal()
}

// shuffled puts the rows of vehicles and profiles into a random order.
func shuffled(dir string, bytes int64) error {
	f, err := exportTo(dir, max(8, int(bytes/recordBytes)), export.Formats("csv"))
	if err != nil {
		return err
	}
	for _, table := range []string{"vehicles", "profiles"} {
		name := filepath.Join(dir, snapshot.Table(synthhub.Version, table, "csv"))
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rows := strings.SplitAfter(strings.TrimSuffix(string(text), "\n"), "\n")
		rows[len(rows)-1] += "\n"
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(rows)-1, func(i, k int) { rows[i+1], rows[k+1] = rows[k+1], rows[i+1] })
		if err := os.WriteFile(name, []byte(strings.Join(rows, "")), 0o644); err != nil {
			return err
		}
	}
	return f.seal()
}

// wrongEverywhere writes rows with as many wrong values as can be read.
func wrongEverywhere(dir string, bytes int64) error {
	f, err := exportTo(dir, 40, export.Formats("csv"))
	if err != nil {
		return err
	}
	for table, element := range map[string]func(*bufio.Writer, int){
		"persons":  personRow(func(i int) int { return i }),
		"vehicles": vehicleRow(func(i int) int { return i }),
		"profiles": func(w *bufio.Writer, i int) { w.WriteString(uuid(i) + "," + uuid(i) + "," + uuid(i) + shortProfile) },
	} {
		if err := f.replaceRows(table, "csv", bytes/3, element); err != nil {
			return err
		}
	}
	return f.seal()
}

var shortProfile = shortRow(synthhub.ProfileTable, 3)

// differing has a value of every row differ between the formats.
func differing(formats ...string) func(string, int64) error {
	return func(dir string, bytes int64) error {
		f, err := exportTo(dir, max(8, int(bytes)/recordBytes/len(formats)), export.Formats(formats...))
		if err != nil {
			return err
		}
		for _, name := range []string{datasetName, "persons_v0_1.ndjson", "vehicles_v0_1.ndjson", "profiles_v0_1.ndjson"} {
			name = filepath.Join(dir, name)
			text, err := os.ReadFile(name)
			if err != nil {
				continue
			}
			if err := os.WriteFile(name, []byte(strings.ReplaceAll(string(text), "Personal", "Commercial")), 0o644); err != nil {
				return err
			}
		}
		return f.seal()
	}
}

package export_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/gocarina/gocsv"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

// A snapshot is a folder that its receiver can check.
func ExampleSnapshot() {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 200, Seed: 42})
	if err != nil {
		log.Fatal(err)
	}
	temp, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(temp)
	m, err := export.Snapshot(context.Background(), filepath.Join(temp, "v0.1"), g)
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range m.Files {
		fmt.Println(f.Path, f.Records)
	}
	// Output:
	// persons_v0_1.csv 200
	// vehicles_v0_1.csv 200
	// profiles_v0_1.csv 200
	// dataset_v0_1.json 600
	// metadata_v0_1.json 0
	// schema_v0_1.json 0
	// datapackage.json 0
	// README_SNAPSHOT_V0_1.md 0
}

// A feed is what turns the rows of one day into those of another. It is applied in two phases.
func ExampleChanges() {
	ctx := context.Background()
	from, err := synthhub.NewGenerator(synthhub.Settings{Records: 200, Seed: 42, AsOf: schema.NewDate(2025, 1, 1)})
	if err != nil {
		log.Fatal(err)
	}
	to, err := from.On(schema.NewDate(2025, 2, 1))
	if err != nil {
		log.Fatal(err)
	}
	// rowsOf returns the persons of a day by key.
	rowsOf := func(g *synthhub.Generator) map[string]string {
		rows := map[string]string{}
		for r := range g.All() {
			rows[r.Person.ID.String()] = string(synthhub.PersonTable.AppendJSON(nil, &r.Person))
		}
		return rows
	}
	var lines bytes.Buffer
	counts, err := export.Changes(ctx, &lines, from, to, synthhub.Persons)
	if err != nil {
		log.Fatal(err)
	}
	rows := rowsOf(from)
	var changes []export.Change
	for in := json.NewDecoder(&lines); in.More(); {
		var c export.Change
		if err := in.Decode(&c); err != nil {
			log.Fatal(err)
		}
		if c.Op != "c" {
			delete(rows, c.Key)
		}
		changes = append(changes, c)
	}
	for _, c := range changes {
		if c.Op != "d" {
			rows[c.Key] = string(c.After)
		}
	}
	fmt.Println(len(changes) == counts.Total(), counts.Updated > 0, maps.Equal(rows, rowsOf(to)))
	// Output: true true true
}

// A feed folder has the changes of all tables, and a manifest.
func ExampleFeed() {
	from, err := synthhub.NewGenerator(synthhub.Settings{Records: 200, Seed: 42, AsOf: schema.NewDate(2025, 1, 1)})
	if err != nil {
		log.Fatal(err)
	}
	to, err := from.On(schema.NewDate(2025, 2, 1))
	if err != nil {
		log.Fatal(err)
	}
	temp, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(temp)
	m, err := export.Feed(context.Background(), filepath.Join(temp, "january"), from, to)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("from", m.From, "to", m.To)
	for _, f := range m.Files {
		fmt.Println(f.Path)
	}
	// Output:
	// from 2025-01-01 to 2025-02-01
	// changes_persons_v0_1.ndjson
	// changes_vehicles_v0_1.ndjson
	// changes_profiles_v0_1.ndjson
}

// A history has every version of each row, with the days on which it is valid.
func ExampleHistory() {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 1, Seed: 42})
	if err != nil {
		log.Fatal(err)
	}
	var b bytes.Buffer
	from, to := schema.NewDate(2025, 1, 1), schema.NewDate(2025, 1, 31)
	if _, err := export.History(context.Background(), &b, g, from, to, synthhub.Profiles, export.Formats(export.FormatCSV)); err != nil {
		log.Fatal(err)
	}
	header, _, _ := strings.Cut(b.String(), "\n")
	fmt.Println(header[len(header)-30:])
	fmt.Println(strings.Count(b.String(), ",true\n"), "current")
	// Output:
	// valid_from,valid_to,is_current
	// 1 current
}

// A store is an object store in memory. Like those in a cloud, it stores an object when its writer is
// closed, unless the context of the writer has ended.
type store map[string]string

func (s store) NewWriter(ctx context.Context, name string) io.WriteCloser {
	return &storeWriter{store: s, ctx: ctx, name: name}
}

// An object store is a sink of a few lines: the manifest is stored last, so a snapshot without it is
// not complete. Its reader, or the next export, removes such leftovers.
type storeSink struct{ store store }

func (s storeSink) Create(ctx context.Context, entry export.Entry) (io.WriteCloser, error) {
	return s.store.NewWriter(ctx, entry.Name), nil
}

func (s storeSink) Commit(context.Context, *export.Manifest) error { return nil }

func (s storeSink) Abort() error {
	clear(s.store)
	return nil
}

func ExampleSnapshotTo() {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 200, Seed: 42})
	if err != nil {
		log.Fatal(err)
	}
	bucket := store{}
	m, err := export.SnapshotTo(context.Background(), storeSink{bucket}, g, export.Formats(export.FormatNDJSON))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(bucket), "objects;", m.Tables[0].Name, m.Tables[0].Digest[:17])
	// Output: 8 objects; persons sha256-tree:65536
}

// Each part is written by another machine, and one of them completes the snapshot.
func ExampleAssemble() {
	ctx := context.Background()
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 200, Seed: 42})
	if err != nil {
		log.Fatal(err)
	}
	bucket := store{}
	create := func(ctx context.Context, name, _ string) (io.WriteCloser, error) {
		return bucket.NewWriter(ctx, name), nil
	}
	var parts []*export.Manifest
	for i := range 3 {
		m, err := export.PartOf(ctx, g, create, export.Part(i+1, 3))
		if err != nil {
			log.Fatal(err)
		}
		parts = append(parts, m)
	}
	m, documents, err := export.Assemble(ctx, g, parts)
	if err != nil {
		log.Fatal(err)
	}
	for _, d := range documents { // the manifest is the last
		bucket[d.Name] = string(d.Text)
	}
	same, err := export.ManifestOf(ctx, g, export.Parts(3), export.Formats(export.FormatCSV))
	fmt.Println(len(bucket), m.SHA256() == same.SHA256(), err)
	// Output: 14 true <nil>
}

// The structs have the tags of gocsv, which reads the CSV into them.
func ExampleCSV_gocsv() {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 3, Seed: 42})
	if err != nil {
		log.Fatal(err)
	}
	var text bytes.Buffer
	if err := export.CSV(context.Background(), &text, g, synthhub.Persons); err != nil {
		log.Fatal(err)
	}
	var persons []synthhub.Person
	if err := gocsv.Unmarshal(&text, &persons); err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(persons), persons[2] == g.Record(2).Person)
	// Output: 3 true
}

// Three machines can share the work. Their outputs, one after the other, are the whole.
func ExamplePart() {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 1000, Seed: 42})
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	var whole, parts bytes.Buffer
	if err := export.CSV(ctx, &whole, g, synthhub.Persons); err != nil {
		log.Fatal(err)
	}
	for i := range 3 {
		if err := export.CSV(ctx, &parts, g, synthhub.Persons, export.Part(i+1, 3)); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Println(bytes.Equal(whole.Bytes(), parts.Bytes()))
	// Output: true
}

// CopyFrom of pgx accepts any type with these methods.
func ExampleCopySource() {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 2, Seed: 42})
	if err != nil {
		log.Fatal(err)
	}
	rows, err := export.NewCopySource(context.Background(), g, synthhub.Profiles)
	if err != nil {
		log.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			log.Fatal(err)
		}
		n += len(values)
	}
	fmt.Println(n, len(rows.Columns()), rows.Err())
	// Output: 32 16 <nil>
}

// A storeWriter writes an object of a store. Several are open at the same time.
type storeWriter struct {
	strings.Builder
	store store
	ctx   context.Context
	name  string
}

var storing sync.Mutex

func (w *storeWriter) Close() error {
	if w.ctx.Err() != nil {
		return w.ctx.Err()
	}
	storing.Lock()
	defer storing.Unlock()
	w.store[w.name] = w.String()
	return nil
}

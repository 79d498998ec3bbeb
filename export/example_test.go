package export_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/gocarina/gocsv"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
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

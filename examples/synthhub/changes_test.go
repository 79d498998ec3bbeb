package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// A change is a line of a feed.
type change struct {
	Op, Table, Key string
	Before, After  json.RawMessage
}

// lines returns the lines of a file with the line feeds.
func lines(t *testing.T, name string) []string {
	return slices.Collect(strings.Lines(read(t, name)))
}

// TestChangesEveryMonth writes a snapshot and a feed for each month after it, as a user does, and
// applies them. After each feed the rows are those of the snapshot of its second day.
func TestChangesEveryMonth(t *testing.T) {
	t.Chdir(t.TempDir())
	book := []string{"--records", "100", "--vehicles", "1-4", "--states", "WY,VT"}
	write := func(command string, flags ...string) {
		output(t, slices.Concat([]string{command}, book, flags)...)
	}
	days := []string{"2023-10-31", "2023-11-30", "2023-12-31", "2024-01-31", "2024-02-29", "2024-03-15"}
	for _, day := range days {
		write("generate-snapshot", "--as-of", day, "--format", "ndjson", "--output-dir", day)
	}
	write("generate-changes", "--from", days[0], "--to", days[5], "--every", "month", "--output-dir", "months")
	if entries, err := os.ReadDir("months"); err != nil || len(entries) != 5 {
		t.Fatalf("%d feeds, want 5; error %v", len(entries), err)
	}
	for _, table := range tableNames() {
		rows := map[string]string{}
		for _, line := range lines(t, days[0]+"/"+table+"_v0_1.ndjson") {
			rows[keyOf(t, table, line)] = line
		}
		for i, day := range days[1:] {
			var changes []change
			for _, line := range lines(t, fmt.Sprintf("months/%s_%s/changes_%s_v0_1.ndjson", days[i], day, table)) {
				var c change
				if err := json.Unmarshal([]byte(line), &c); err != nil {
					t.Fatal(err)
				}
				changes = append(changes, c)
			}
			if len(changes) == 0 {
				t.Errorf("%s: no changes until %s", table, day)
			}
			for _, c := range changes {
				if c.Op != "c" {
					if old := rows[c.Key]; old != string(c.Before)+"\n" {
						t.Fatalf("%s of %s: the row is %s, want %s", c.Op, c.Key, old, c.Before)
					}
					delete(rows, c.Key)
				}
			}
			for _, c := range changes {
				if c.Op != "d" {
					rows[c.Key] = string(c.After) + "\n"
				}
			}
			if got, want := slices.Sorted(maps.Values(rows)), slices.Sorted(strings.Lines(read(t, day+"/"+table+"_v0_1.ndjson"))); !slices.Equal(got, want) {
				t.Fatalf("%s on %s: %d rows, want %d, or other ones", table, day, len(got), len(want))
			}
		}
	}
}

// keyOf returns the key of a row.
func keyOf(t *testing.T, table, row string) string {
	var columns map[string]any
	if err := json.Unmarshal([]byte(row), &columns); err != nil {
		t.Fatal(err)
	}
	return columns[strings.TrimSuffix(table, "s")+"_id"].(string)
}

package conformance

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

// An envelope is the value of a message, as a consumer of Debezium reads it.
type envelope struct {
	Before, After json.RawMessage
	Op            string
	TsMs          int64 `json:"ts_ms"`
	Source        struct {
		Connector, Name, DB, Schema, Table string
		Snapshot                           string
		TsMs                               int64 `json:"ts_ms"`
	}
}

// A topic is what a consumer that reads message after message knows of a topic: the last row of each
// key, and what a compacted topic keeps.
type topic struct {
	table, key string
	rows       map[string]string
	compacted  map[string]bool // the keys whose last message is no tombstone
	messages   int
}

// read reads one message, whose value is empty for a tombstone.
func (c *topic) read(t *testing.T, message string, day synthhub.Date) {
	t.Helper()
	key, value, ok := strings.Cut(strings.TrimSuffix(message, "\n"), "\t")
	var columns map[string]string
	if err := json.Unmarshal([]byte(key), &columns); err != nil || !ok || len(columns) != 1 || columns[c.key] == "" {
		t.Fatalf("the key is %s, want the column %s; error %v", key, c.key, err)
	}
	id := columns[c.key]
	c.messages++
	if value == "" {
		if _, found := c.rows[id]; found || !c.compacted[id] {
			t.Fatalf("a tombstone of %s, which is not deleted", id)
		}
		delete(c.compacted, id)
		return
	}
	var e envelope
	if err := json.Unmarshal([]byte(value), &e); err != nil {
		t.Fatal(err)
	}
	if at := schema.DateOf(time.UnixMilli(e.TsMs).UTC()); at != day || e.TsMs%(24*60*60*1000) != 0 {
		t.Fatalf("the time is %d, want midnight of %v", e.TsMs, day)
	}
	if e.Source.Table != c.table || e.Source.Schema != "public" || e.Source.TsMs != e.TsMs || (e.Source.Snapshot == "true") != (e.Op == "r") {
		t.Fatalf("%s: source %+v", e.Op, e.Source)
	}
	before, after := string(e.Before), string(e.After)
	old, found := c.rows[id]
	if wantBefore := e.Op == "u" || e.Op == "d"; wantBefore != found || found && before != old || !found && before != "null" {
		t.Fatalf("%s of %s: before is %s, and the row is %q", e.Op, id, before, old)
	}
	if (e.Op == "d") != (after == "null") {
		t.Fatalf("%s of %s: after is %s", e.Op, id, after)
	}
	c.compacted[id] = true
	c.rows[id] = after
	if e.Op == "d" {
		delete(c.rows, id)
	}
}

// TestKafkaRecipe publishes the first day and the feeds to a stand-in for kcat, reads the messages of
// each topic in order, and compares the rows with those of the snapshots.
func TestKafkaRecipe(t *testing.T) {
	t.Parallel()
	bin := commandFolder(t)
	r := newRecipe(t, bin, "jq")
	stub := "#!/bin/sh\n[ \"$1 $2 $3 $4 $6 $7 $8\" = \"-P -b broker -t -K $(printf '\\t') -Z\" ] || exit 1\ncat >> \"$5\"\n"
	if err := os.WriteFile(filepath.Join(bin, "kcat"), []byte(stub), 0o755); err != nil {
		t.Fatal(err)
	}
	r.env = append(r.env, "BROKER=broker")
	topics := map[string]*topic{}
	receive := func(day synthhub.Date) {
		t.Helper()
		for _, table := range governedTables {
			c := topics[table.name]
			if c == nil {
				c = &topic{table: table.name, key: table.key, rows: map[string]string{}, compacted: map[string]bool{}}
				topics[table.name] = c
			}
			name := "insurance.public." + table.name
			for message := range strings.Lines(string(read(t, r.dir, name))) {
				c.read(t, message, day)
			}
			r.write(t, name, "")
			var rows strings.Builder
			for id, row := range c.rows {
				rows.WriteString(row + "\n")
				if !c.compacted[id] {
					t.Fatalf("a tombstone of %s, which is not deleted", id)
				}
			}
			if len(c.compacted) != len(c.rows) {
				t.Fatalf("%d keys remain of %d rows", len(c.compacted), len(c.rows))
			}
			r.compare(t, table.name+" on "+day.String(), rows.String(), r.snapshotRows(t, table.name, day, export.FormatNDJSON))
		}
	}
	r.sh(t, "first/${table}")
	receive(r.days[0])
	for i, feed := range r.feeds {
		r.sh(t, "for feed in months/*; do\n    for table", "months/*", feed)
		receive(r.days[i+1])
	}
	messages := 0
	for _, c := range topics {
		messages += c.messages
	}
	t.Logf("%d messages; %d tables with %d rows are equal", messages, r.tables, r.rows)
}

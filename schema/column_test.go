package schema_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/schema"
)

// TestPattern compares the regular expressions of all kinds and options that have one.
func TestPattern(t *testing.T) {
	want := map[string]string{
		"thing_id":  "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
		"parent_id": "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
		"zip":       "([0-9]{5}|[0-9]{5}-[0-9]{4})",
		"born":      "[0-9]{4}-[0-9]{2}-[0-9]{2}",
		"died":      "[0-9]{4}-[0-9]{2}-[0-9]{2}",
	}
	got := map[string]string{}
	for _, c := range checkedTable.Columns() {
		if p := c.Pattern(); p != "" {
			got[c.Name] = p
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("patterns (-want +got):\n%s", diff)
	}
	var id uuid.UUID
	if c := schema.Field(&id, "any_id", "Of any version."); c.Pattern() != "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}" {
		t.Errorf("pattern of any UUID: %s", c.Pattern())
	}
}

// TestColumnFacts reads the properties that the options of a column set.
func TestColumnFacts(t *testing.T) {
	columns := map[string]schema.Column{}
	for _, c := range checkedTable.Columns() {
		columns[c.Name] = c
	}
	for name, bounded := range map[string]bool{"name": true, "level": true, "zero": true, "any_number": false, "zip": false} {
		if c := columns[name]; c.Bounded() != bounded {
			t.Errorf("%s: Bounded %v", name, c.Bounded())
		}
	}
	key, parent, tint := columns["thing_id"], columns["parent_id"], columns["color"]
	if !key.Key || !key.Unique || key.Class != schema.DirectIdentifier || !key.Required() {
		t.Errorf("key: %+v", key)
	}
	if parent.Ref != "things.thing_id" || parent.Class != schema.DirectIdentifier || parent.Required() {
		t.Errorf("reference: %+v", parent)
	}
	if diff := cmp.Diff([]string{"red", `red, "dark"`, "bleu\\" + strings.Repeat("â", 20)}, tint.Vocabulary()); diff != "" {
		t.Errorf("vocabulary (-want +got):\n%s", diff)
	}
	var s string
	c := schema.Field(&s, "number", "Number.", schema.UniqueIn("state"), schema.QuasiIdentifier)
	if !c.Unique || c.Within != "state" || c.Class != schema.QuasiIdentifier {
		t.Errorf("unique in: %+v", c)
	}
	if c := schema.Field(&s, "source", "Source.", schema.GovernanceInfo, schema.Unique); c.Class != schema.GovernanceInfo || !c.Unique {
		t.Errorf("governed: %+v", c)
	}
	if c := schema.Field(&s, "name", "Name.", schema.GovernanceInfo, schema.DirectIdentifier); c.Class != schema.DirectIdentifier {
		t.Errorf("the last class counts: %+v", c)
	}
}

// TestCustomWithPointerReceivers: the text methods of a KindCustom may be those of its pointer.
func TestCustomWithPointerReceivers(t *testing.T) {
	type row struct{ N big.Int }
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column { return []schema.Column{schema.Field(&r.N, "n", "Large number.")} })
	var r, back row
	r.N.Lsh(big.NewInt(-1), 100)
	line := string(table.AppendCSV(nil, &r))
	if err := table.ParseCSV(&back, strings.TrimSuffix(line, "\n")); err != nil || back.N.Cmp(&r.N) != 0 {
		t.Errorf("%q is read as %v, %v", line, &back.N, err)
	}
	if got := codes(table.Check(&r, schema.Date{})); got != nil {
		t.Errorf("a negative number: %v", got)
	}
}

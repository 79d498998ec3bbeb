package fault_test

import (
	"database/sql"
	"math"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate/fault"
)

// A claim has columns of every kind, with rules of every kind.
type claim struct {
	ID       uuid.UUID
	PersonID *uuid.UUID
	Small    uint8
	Full     int8
	Count    *int16
	Price    int64
	Tip      sql.Null[int32]
	At       time.Time
	Seen     *time.Time
	Weight   float64
	Rate     *float64
	Total    uint64
	From     netip.Addr
	To       *netip.Addr
	On       *schema.Date
	Line     *synthhub.LineOfBusiness
	Twin     *uuid.UUID
	Note     string
}

var claimTable = schema.New("claims", "Claims of every kind.", func(c *claim) []schema.Column {
	return []schema.Column{
		schema.Field(&c.ID, "claim_id", "Identifier.", schema.Key), schema.Field(&c.PersonID, "person_id", "Who.", schema.Ref("persons.person_id"), schema.UUIDVersion(4)),
		schema.Field(&c.Small, "small", "Number up to the end of its type.", schema.Range(1, 255)), schema.Field(&c.Full, "full", "Number of all its type.", schema.Range(-128, 127)),
		schema.Field(&c.Count, "count", "Number.", schema.Unique), schema.Field(&c.Price, "price", "Price.", schema.Scale(2), schema.Range(0, 99_999)),
		schema.Field(&c.Tip, "tip", "Tip.", schema.Range(math.MinInt32, 500), schema.Scale(2)), schema.Field(&c.At, "at", "Time.", schema.UniqueIn("small")), schema.Field(&c.Seen, "seen", "Time.", schema.Unique),
		schema.Field(&c.Weight, "weight", "Weight.", schema.Range(0, 500)), schema.Field(&c.Rate, "rate", "Rate.", schema.Unique), schema.Field(&c.Total, "total", "Total."),
		schema.Field(&c.From, "from", "Address."), schema.Field(&c.To, "to", "Address.", schema.Unique), schema.Field(&c.On, "on", "Day."), schema.Field(&c.Line, "line", "Line."),
		schema.Field(&c.Twin, "twin_id", "Another claim.", schema.Ref("claims.claim_id")), schema.Field(&c.Note, "note", "Note.", schema.Optional, schema.Len(1, 20)),
	}
})

var claims = synthhub.NewEntity(claimTable, func(r *synthhub.Record, dst []claim) []claim {
	i := r.Slot
	at := time.Date(2024, 1, 1, 0, 0, i, 0, time.UTC)
	c := claim{ID: r.Person.ID, Small: uint8(i%200 + 1), Full: int8(i), Price: int64(i), At: at, Weight: float64(i%1000) / 2, Total: uint64(i), From: netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)})}
	if i%8 > 1 {
		person, count, rate, on, line, to := r.Person.ID, int16(i), 1/float64(i+1), r.Person.DateOfBirth, r.Person.LOBType, c.From
		c.PersonID, c.Count, c.Tip, c.Seen, c.Rate, c.On, c.Line, c.To, c.Twin = &person, &count, sql.Null[int32]{V: int32(i % 500), Valid: true}, &at, &rate, &on, &line, &to, &person
	}
	return append(dst, c)
})

// TestFaultsOfEveryKind: for each rule that values of a kind can break there is a fault,
// and it is found.
func TestFaultsOfEveryKind(t *testing.T) {
	t.Parallel()
	g := generator(t, records()*2/3)
	got := map[string]bool{}
	for code := range fault.Codes(claims) {
		column, ok := strings.CutPrefix(code, "claims.")
		if !ok {
			continue
		}
		got[column] = true
		t.Run(column, func(t *testing.T) {
			t.Parallel()
			in := inject(t, g, fault.Plan{code: 3}, claims)
			if in.Totals()[code] < 3 && column != "row.count" {
				t.Errorf("the rule does not fire: %v", in.Totals())
			}
			compareWithLedger(t, in, validated(t, g, in))
		})
	}
	want := map[string]bool{}
	for _, column := range []string{
		"claim_id.required", "person_id.required", "person_id.shape", "small.range", "price.range", "tip.range", "at.required", "weight.range",
		"note.text", "note.length", "claim_id.unique", "person_id.reference", "count.unique", "at.unique", "seen.unique", "rate.unique", "to.unique",
		"twin_id.required", "twin_id.reference", "row.count",
	} {
		want[column] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rules with a fault (-want +got):\n%s", diff)
	}
}

package report_test

import (
	"database/sql"
	"fmt"
	"math"
	"net/netip"
	"time"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/schema"
)

// A gauge has a column of every kind, nullable ones too, and values at the ends of their ranges.
type gauge struct {
	ID, PersonID uuid.UUID
	Serial       string
	Level        level
	Note, Long   string
	Ratio        float64
	Amount       int64
	Count        int64
	Wide         int32
	Small        int8
	Below        int64
	At           time.Time
	Day          synthhub.Date
	Flag         bool
	Address      netip.Addr

	OrFlag    *bool
	OrDay     *synthhub.Date
	OrRatio   sql.Null[float64]
	OrLevel   sql.Null[level]
	OrCount   *int64
	OrID      *uuid.UUID
	OrAt      sql.Null[time.Time]
	OrAddress *netip.Addr
}

// level is an enum whose zero value is unset.
type level uint8

// Names returns the words by value.
func (level) Names() []string { return []string{"", "Low", "Middle", "High"} }

var gaugeTable = schema.New("gauges", "Readings of every kind.", func(g *gauge) []schema.Column {
	return []schema.Column{
		schema.Field(&g.ID, "gauge_id", "Identifier.", schema.Key),
		schema.Field(&g.PersonID, "person_id", "Whose it is.", schema.Ref("persons.person_id")),
		schema.Field(&g.Serial, "serial", "Number of the device.", schema.Unique),
		schema.Field(&g.Level, "level", "Level.", schema.Optional),
		schema.Field(&g.Note, "note", "Note.", schema.Optional),
		schema.Field(&g.Long, "long", "Text of many lengths.", schema.Optional),
		schema.Field(&g.Ratio, "ratio", "Ratio."),
		schema.Field(&g.Amount, "amount", "Amount.", schema.Scale(2)),
		schema.Field(&g.Count, "count", "Count."),
		schema.Field(&g.Wide, "wide", "Number of a wide range.", schema.Range(-100_000, 100_000)),
		schema.Field(&g.Small, "small", "Number of a small range.", schema.Range(-5, 20)),
		schema.Field(&g.Below, "below", "Number at the end of its range.", schema.Range(math.MinInt64, math.MinInt64+5)),
		schema.Field(&g.At, "at", "When."),
		schema.Field(&g.Day, "day", "Day.", schema.Optional),
		schema.Field(&g.Flag, "flag", "Truth."),
		schema.Field(&g.Address, "address", "Where."),
		schema.Field(&g.OrFlag, "or_flag", "Truth or null."),
		schema.Field(&g.OrDay, "or_day", "Day or null."),
		schema.Field(&g.OrRatio, "or_ratio", "Ratio or null."),
		schema.Field(&g.OrLevel, "or_level", "Level or null."),
		schema.Field(&g.OrCount, "or_count", "Count or null."),
		schema.Field(&g.OrID, "or_id", "Identifier or null."),
		schema.Field(&g.OrAt, "or_at", "When, or null."),
		schema.Field(&g.OrAddress, "or_address", "Where, or null."),
	}
})

// extremes are numbers at which classes begin or end.
var extremes = []int64{0, 1, -1, 63, 64, 65, 127, 128, -63, -64, -65, -128, 4095, 1 << 31, 1<<40 - 1, 1 << 41, math.MaxInt64, math.MaxInt64 - 1, math.MinInt64, math.MinInt64 + 1}

// ratios are floating-point numbers of that kind.
var ratios = []float64{0, 1, -1, 0.1, -0.1, 1.5, 1.03125, 1.03, math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, 1e-310, math.Pi}

// gauges has zero to three rows for each record.
var gauges = synthhub.NewEntityWithSettings(gaugeTable, func(s synthhub.Settings) (func(*synthhub.Record, []gauge) []gauge, error) {
	label := s.Label("gauges", "all")
	ids := s.Label("gauges", "gauge_id").NewIDs()
	return func(r *synthhub.Record, dst []gauge) []gauge {
		for n := range r.Slot % 4 {
			d := label.At(r.Key, n)
			dst = append(dst, newGauge(ids.ID(r.Key, n), r, n, &d))
		}
		return dst
	}, nil
})

func newGauge(id uuid.UUID, r *synthhub.Record, n int, d *draw.Rand) gauge {
	g := gauge{ID: id, PersonID: r.Person.ID, Serial: fmt.Sprintf("%d-%d", r.Slot, n)}
	g.Level, g.Flag = level(d.IntN(4)), d.IntN(3) == 0
	g.Note = []string{"", "a", "b", "çé", "quite a long note, with a comma", fmt.Sprint("note ", d.IntN(500))}[d.IntN(6)]
	g.Long = fmt.Sprintf("%0*d", d.IntN(200), 7)
	g.Ratio = ratios[d.IntN(len(ratios))] / float64(1+d.IntN(2))
	g.Amount, g.Count = extremes[d.IntN(len(extremes))], extremes[d.IntN(len(extremes))]
	g.Wide, g.Small = int32(d.IntN(200_001)-100_000), int8(d.IntN(26)-5)
	g.Below = math.MinInt64 + int64(d.IntN(6))
	g.At = time.Date(1900+d.IntN(300), time.Month(1+d.IntN(12)), 1+d.IntN(28), 23, 59, 59, 0, time.UTC)
	g.Address = netip.AddrFrom4([4]byte{192, 0, 2, byte(d.IntN(40))})
	days := []synthhub.Date{{}, schema.NewDate(1, 1, 1), schema.NewDate(9999, 12, 31), schema.NewDate(2024, 2, 29)}
	if g.Day = days[d.IntN(len(days))]; d.IntN(2) == 0 {
		g.Day = schema.NewDate(1920, 1, 1).AddDays(d.IntN(40_000))
	}
	if d.IntN(3) > 0 { // otherwise all are null
		flag, count, address := d.IntN(2) == 0, int64(d.IntN(1000)), g.Address
		other := uuid.UUID{1, byte(d.IntN(100))}
		g.OrFlag, g.OrCount, g.OrID, g.OrAddress = &flag, &count, &other, &address
		if day := g.Day; !day.IsZero() {
			g.OrDay = &day
		}
		g.OrRatio, g.OrAt = sql.Null[float64]{V: g.Ratio, Valid: true}, sql.Null[time.Time]{V: g.At, Valid: true}
		g.OrLevel = sql.Null[level]{V: level(1 + d.IntN(3)), Valid: true}
	}
	return g
}

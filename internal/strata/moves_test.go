package strata

import (
	"fmt"
	"slices"
	"testing"

	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/timeline"
)

// window is the number of days of the window of as-of dates.
const window Day = 4748

// stateSets are sets of states whose blocks differ: all, two, one, and a few small ones.
var stateSets = [][]string{nil, {"CA", "NV"}, {"WY"}, {"AK", "HI", "VT"}}

// testBlocks are the first and the end slot of a block of each kind, and of one far out.
var testBlocks = [...][2]int{{0, 1024}, {1024, 4096}, {4096, 16384}, {16384, 65536}, {65536, 131072}, {99_942_400, 100_007_936}}

// TestPlaces: on every day the placements of the slots of a block are the slots of that block,
// each once. So quotas and ranks are those of day 0: TestBlocks proves them for that day.
func TestPlaces(t *testing.T) {
	t.Parallel()
	for _, names := range stateSets {
		q := newQuotas(t, names...)
		for _, b := range testBlocks {
			t.Run(fmt.Sprint(names, b), func(t *testing.T) {
				t.Parallel()
				days, seen := 20, make([]Day, b[1]-b[0])
				if b[1]-b[0] > 20_000 {
					days = testenv.Scale(5, 20) // of every period
				}
				for i := range days {
					day := 1 + Day(i)*(window-1)/Day(days-1)
					for slot := b[0]; slot < b[1]; slot++ {
						p := q.PlaceOn(slot, day)
						if i%2 == 1 {
							p = q.LicensePlaceOn(slot, day)
						}
						if p.Number < b[0] || p.Number >= b[1] || seen[p.Number-b[0]] == day {
							t.Fatalf("day %d: slot %d has the place %d, of another block or again", day, slot, p.Number)
						}
						seen[p.Number-b[0]] = day
						if p.Moves > Periods || p.Moves == 0 && p.Number != slot || i%5 == 0 && p.Placement != q.At(p.Number) {
							t.Fatalf("day %d: slot %d is at %+v", day, slot, p)
						}
					}
				}
			})
		}
	}
}

// TestQuotasStay counts the residents and the licenses of each state in the block of the slots
// 1,024 to 4,095 on days of every period: they are those of day 0.
func TestQuotasStay(t *testing.T) {
	t.Parallel()
	for _, names := range stateSets {
		t.Run(fmt.Sprint(names), func(t *testing.T) {
			q := newQuotas(t, names...)
			for i := range Day(20) {
				day := i * (window - 1) / 19
				residents, licenses := map[uint8][]uint64{}, map[uint8][]uint64{}
				for slot := 1024; slot < 4096; slot++ {
					p := q.At(q.PlaceOn(slot, day).Number)
					residents[p.State] = append(residents[p.State], p.Rank)
					licenses[p.Issuer] = append(licenses[p.Issuer], p.LicenseRank)
				}
				for _, state := range q.Issuers() {
					r0, l0 := q.Ranks(state, 1024)
					r1, l1 := q.Ranks(state, 4096)
					wantRun(t, fmt.Sprint("residents on day ", day), residents[state], r0, r1)
					wantRun(t, fmt.Sprint("licenses on day ", day), licenses[state], l0, l1)
				}
			}
		})
	}
}

// TestAppendMoves looks at every day: a slot moves on the days that AppendMoves returns and on no
// others, always to another state, and in each period at most once. The same holds of licenses.
func TestAppendMoves(t *testing.T) {
	t.Parallel()
	for _, names := range stateSets {
		q := newQuotas(t, names...)
		for name, of := range map[string]struct {
			place  func(slot int, day Day) Place
			append func(dst []Day, slot int, after, upTo Day) []Day
		}{"people": {q.PlaceOn, q.AppendMoves}, "licenses": {q.LicensePlaceOn, q.AppendLicenseMoves}} {
			t.Run(fmt.Sprint(name, names), func(t *testing.T) {
				t.Parallel()
				moved := 0
				for i := range 300 {
					slot := i * 229 // of four kinds of block
					var days []Day
					for day := Day(1); day < window; day++ {
						before, p := of.place(slot, day-1), of.place(slot, day)
						if p == before {
							continue
						}
						days = append(days, day)
						if p.State == before.State || p.Moves <= before.Moves || Day(p.Moves-1) != day/PeriodDays || p.Since != day {
							t.Fatalf("slot %d, day %d: moves from %+v to %+v", slot, day, before, p)
						}
					}
					moved += len(days)
					for _, span := range append(spansOf(days), [2]Day{0, window - 1}) {
						var want []Day
						for _, day := range days {
							if day > span[0] && day <= span[1] {
								want = append(want, day)
							}
						}
						if got := of.append(nil, slot, span[0], span[1]); !slices.Equal(got, want) {
							t.Fatalf("slot %d moves within %v on %v, want %v", slot, span, got, want)
						}
					}
				}
				if (moved > 0) != (len(names) != 1) {
					t.Errorf("%d moves", moved)
				}
			})
		}
	}
}

// TestLicenseDelay: a license follows its holder 10 to 90 days after a move, or sooner at the end of
// a period.
func TestLicenseDelay(t *testing.T) {
	t.Parallel()
	q, delays := newQuotas(t), map[Day]int{}
	for slot := range 20_000 {
		moves, licenses := q.AppendMoves(nil, slot, 0, window-1), q.AppendLicenseMoves(nil, slot, 0, Periods*PeriodDays-1)
		if len(licenses) < len(moves) {
			t.Fatalf("slot %d moves on %v, licenses on %v", slot, moves, licenses)
		}
		for i, day := range moves {
			delay := licenses[i] - day
			if delay < 0 || delay > 90 || delay < 10 && (licenses[i]+1)%PeriodDays != 0 {
				t.Errorf("slot %d moves on day %d, and the license on %d", slot, day, licenses[i])
			}
			delays[delay]++
		}
	}
	if len(delays) < 81 {
		t.Errorf("only %d delays occur", len(delays))
	}
}

// TestLicenseDay: the day on which a license follows to a place is that of the last license move.
func TestLicenseDay(t *testing.T) {
	t.Parallel()
	q, n := newQuotas(t), 0
	for i := range 20_000 {
		slot := i * 31
		place := q.PlaceOn(slot, window)
		if place.Moves == 0 {
			continue
		}
		n++
		moves, licenses := q.AppendMoves(nil, slot, -1, window), q.AppendLicenseMoves(nil, slot, -1, Periods*PeriodDays-1)
		if want := licenses[len(moves)-1]; q.LicenseDay(&place) != want {
			t.Fatalf("slot %d: the license follows on day %d, want %d", slot, q.LicenseDay(&place), want)
		}
	}
	if n < 3000 {
		t.Errorf("only %d have moved", n)
	}
}

// spansOf returns for each day the spans that end and begin with it.
func spansOf(days []Day) (spans [][2]Day) {
	for _, day := range days {
		spans = append(spans, [2]Day{0, day}, [2]Day{day, window - 1}, [2]Day{day - 1, day})
	}
	return spans
}

// TestMoveRate: about 2.1 of 100 people move to another state in a year, in each year alike.
func TestMoveRate(t *testing.T) {
	t.Parallel()
	q := newQuotas(t)
	const from, slots = BlockSize, 60_000
	var moves [13]int
	for slot := from; slot < from+slots; slot++ {
		for _, day := range q.AppendMoves(nil, slot, 0, timeline.DaysOfYears(13)-1) {
			moves[timeline.Years(day)]++
		}
	}
	for year, n := range moves {
		if percent := 100 * float64(n) / slots; percent < 1.9 || percent > 2.4 {
			t.Errorf("%.2f %% move in year %d, want about 2.1", percent, year)
		}
	}
	t.Logf("moves of %d people by year: %v", slots, moves)
}

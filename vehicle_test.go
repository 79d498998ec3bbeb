package synthhub

import (
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

// TestVINCheckDigit uses VINs that are published as examples.
func TestVINCheckDigit(t *testing.T) {
	for _, c := range []struct {
		vin, reason string
		valid       bool
	}{
		{"11111111111111111", "the textbook case: every product sum is 1 modulo 11", true},
		{"1M8GDM9AXKP042788", "the check digit X", true},
		{"1HGCM82633A004352", "a widely printed example", true},
		{"5YJSA1DG9DFP14705", "a widely printed example", true},
		{"4T1BE32K25U056382", "a widely printed example", true},
		{"1HGBH41JXMN000001", "the digit should be 8", false},
		{"1M8GDM9A0KP042788", "0 instead of X", false},
	} {
		if got := vinCheckDigit((*[17]byte)([]byte(c.vin))) == c.vin[8]; got != c.valid {
			t.Errorf("%s: %v, want %v: %s", c.vin, got, c.valid, c.reason)
		}
	}
}

func TestYearCode(t *testing.T) {
	for year, want := range map[int]byte{1980: 'A', 1986: 'G', 1999: 'X', 2000: 'Y', 2001: '1', 2008: '8', 2009: '9', 2010: 'A', 2017: 'H', 2018: 'J', 2022: 'N', 2023: 'P', 2024: 'R', 2025: 'S', 2026: 'T'} {
		if got := yearCode(year); got != want {
			t.Errorf("%d has the code %c, want %c", year, got, want)
		}
	}
}

// TestValueFalls: value never rises with age or mileage, and never falls below scrap.
func TestValueFalls(t *testing.T) {
	for i := range facts().catalogue {
		m := &facts().catalogue[i]
		scrap := 500
		if m.Class >= 7 {
			scrap = 4000
		} else if m.Class >= 3 {
			scrap = 1500
		}
		for year := int(m.First); year <= int(m.Last); year++ {
			last := 1 << 30
			for asOf := year - 1; asOf < 2040; asOf++ {
				v := valueOf(m, year, asOf, 12000)
				if v > last || v < scrap {
					t.Fatalf("%d %s %s in %d is worth %d, the year before %d, scrap is %d", year, m.Make, m.Name, asOf, v, last, scrap)
				}
				last = v
			}
			last = 1 << 30
			for miles := 500; miles <= 150_000; miles += 500 {
				v := valueOf(m, year, 2025, miles)
				if v > last || v < scrap {
					t.Fatalf("%d %s %s with %d miles a year is worth %d, with less %d", year, m.Make, m.Name, miles, v, last)
				}
				last = v
			}
		}
	}
}

// TestModelsEveryYear: whatever the year and use, there is a choice of models.
func TestModelsEveryYear(t *testing.T) {
	least := [useCount]int{usePersonal: 25, useWork: 3, useTrade: 4, useHaul: 2}
	for u := range useCount {
		for y := firstModelYear; y <= lastModelYear; y++ {
			if n := len(facts().models[u][y-firstModelYear].index); n < least[u] {
				t.Errorf("use %d, model year %d: %d models, want %d", u, y, n, least[u])
			}
		}
	}
}

// TestFactsAgree: the body styles and fuels of the catalogue have points and names.
func TestFactsAgree(t *testing.T) {
	if len(bodyPoints) != len(vocab.BodyNames) || len(riskTable[riskBody].Points) != len(riskTable[riskBody].Words) || len(riskTable[riskUsage].Points) != len(riskTable[riskUsage].Words) {
		t.Errorf("%d body styles have %d risk points", len(vocab.BodyNames), len(bodyPoints))
	}
}

// TestRiskMonotone: the risk table says what it promises: for every factor more of
// what it measures never means fewer points, but for youth and experience, where
// it never means more.
func TestRiskMonotone(t *testing.T) {
	for f, factor := range RiskTable() {
		if len(factor.Words) > 0 {
			continue
		}
		sign := 1
		if f == riskYouth || f == riskExperience {
			sign = -1
		}
		for value := 1; value < 150_000; value++ {
			if step := factor.points(value) - factor.points(value-1); step*sign < 0 {
				t.Errorf("%s: %d points at %d, %d at %d", factor.Name, factor.points(value-1), value-1, factor.points(value), value)
			}
		}
		if len(factor.From) != len(factor.Points) || factor.From[0] != 0 {
			t.Errorf("%s: bands and points do not match", factor.Name)
		}
	}
}

// TestRiskScore adds the points of one case up by hand.
func TestRiskScore(t *testing.T) {
	asOf := DefaultSettings().AsOf
	p := Person{DateOfBirth: asOf.AddYears(-19), LicenseIssuedOn: asOf.AddYears(-2), Violations3Yr: 1, Accidents3Yr: 1}
	v := Vehicle{Usage: Commute, AnnualMileage: 12_000, BodyStyle: BodyStyle(vocab.Coupe), ValueUSD: 16_000}
	s := Risk(&p, &v, asOf)
	if want := [riskFactors]int{21, 0, 9, 9, 16, 5, 5, 5, 4}; s.Points != want || s.Total != 74 || s.Rating() != HighRisk {
		t.Errorf("points %v, total %d, rating %v; want %v, 74, High", s.Points, s.Total, s.Rating(), want)
	}
	if got := facts().riskTotal(19, 2, &p, &v); got != s.Total {
		t.Errorf("the quick total is %d, want %d", got, s.Total)
	}
	p.Violations3Yr, p.Accidents3Yr = 5, 3
	if s := Risk(&p, &v, asOf); s.Total != 100 {
		t.Errorf("the worst case has %d points, want 100 at most", s.Total)
	}
	for score, want := range map[int]RiskRating{0: LowRisk, MediumFrom - 1: LowRisk, MediumFrom: MediumRisk, HighFrom - 1: MediumRisk, HighFrom: HighRisk, 100: HighRisk} {
		if got := ratingOf(score); got != want {
			t.Errorf("%d points are %v, want %v", score, got, want)
		}
	}
}

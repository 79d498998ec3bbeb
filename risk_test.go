package synthhub

import (
	"math"
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

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
	v := Vehicle{Usage: UsageCommute, AnnualMileage: 12_000, BodyStyle: BodyStyle(vocab.Coupe), ValueUSD: 16_000}
	s := Risk(&p, &v, asOf)
	if want := [riskFactors]int{21, 0, 9, 9, 16, 5, 5, 5, 4}; s.Points != want || s.Total != 74 || s.Rating() != RiskHigh {
		t.Errorf("points %v, total %d, rating %v; want %v, 74, High", s.Points, s.Total, s.Rating(), want)
	}
	if got := facts().risk.total(&facts().byAge[19], 2, &p, &v); got != s.Total {
		t.Errorf("the quick total is %d, want %d", got, s.Total)
	}
	p.Violations3Yr, p.Accidents3Yr = 5, 3
	if s := Risk(&p, &v, asOf); s.Total != 100 {
		t.Errorf("the worst case has %d points, want 100 at most", s.Total)
	}
	for score, want := range map[int]RiskRating{math.MinInt: RiskLow, math.MaxInt: RiskHigh, -1: RiskLow, 0: RiskLow, RiskMediumFrom - 1: RiskLow, RiskMediumFrom: RiskMedium, RiskHighFrom - 1: RiskMedium, RiskHighFrom: RiskHigh, 100: RiskHigh} {
		if got := ratingOf(score); got != want {
			t.Errorf("%d points are %v, want %v", score, got, want)
		}
	}
}

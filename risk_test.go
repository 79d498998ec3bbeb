package synthhub

import (
	"fmt"
	"math"
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

// TestRiskMonotone: a greater value of a factor never has fewer points, except for youth and
// experience, where it never has more.
func TestRiskMonotone(t *testing.T) {
	for f, factor := range RiskTable() {
		if len(factor.Words) > 0 {
			continue
		}
		t.Run(factor.Name, func(t *testing.T) {
			sign := 1
			if f == riskYouth || f == riskExperience {
				sign = -1
			}
			for value := 1; value < 150_000; value++ {
				if step := factor.points(value) - factor.points(value-1); step*sign < 0 {
					t.Errorf("%d points at %d, %d at %d", factor.points(value-1), value-1, factor.points(value), value)
				}
			}
			if len(factor.From) != len(factor.Points) || factor.From[0] != 0 {
				t.Errorf("%d points for the buckets %v", len(factor.Points), factor.From)
			}
		})
	}
}

// TestRiskScore compares Risk with points that were added up by hand.
func TestRiskScore(t *testing.T) {
	asOf := DefaultSettings().AsOf
	p := Person{DateOfBirth: asOf.AddYears(-19), FirstLicensedOn: asOf.AddYears(-2), LicenseStatus: LicenseSuspended, Violations3Yr: 1, Accidents3Yr: 1}
	v := Vehicle{Usage: UsageCommute, AnnualMileage: 12_000, BodyStyle: BodyStyle(vocab.Coupe), ValueUSD: 16_000}
	s := Risk(&p, &v, asOf)
	if want := [riskFactors]int{18, 0, 12, 24, 14, 18, 3, 4, 3, 2}; s.Points != want || s.Total != 98 || s.Rating() != RiskHigh {
		t.Errorf("points %v, total %d, rating %v; want %v, 98, High", s.Points, s.Total, s.Rating(), want)
	}
	if got := facts().risk.total(&facts().byAge[19], 2, &p, &v); got != s.Total {
		t.Errorf("riskPoints.total is %d, want %d", got, s.Total)
	}
	p.Violations3Yr, p.Accidents3Yr, p.LicenseStatus = 0, 3, LicenseValid
	wild := Risk(&p, &v, asOf).Total
	p.Accidents3Yr = 0
	if clean := Risk(&p, &v, asOf).Total; wild-clean != 54 || wild >= maxScore {
		t.Errorf("at 19 three accidents have %d points and none %d, want 54 more, and both below the maximum", wild, clean)
	}
	p.Violations3Yr, p.Accidents3Yr = 5, 3
	if s := Risk(&p, &v, asOf); s.Total != 100 {
		t.Errorf("the worst case has %d points, want the maximum of 100", s.Total)
	}
}

func TestRatingOf(t *testing.T) {
	for score, want := range map[int]RiskRating{
		math.MinInt: RiskLow, -1: RiskLow, 0: RiskLow, RiskMediumFrom - 1: RiskLow,
		RiskMediumFrom: RiskMedium, RiskHighFrom - 1: RiskMedium,
		RiskHighFrom: RiskHigh, 100: RiskHigh, math.MaxInt: RiskHigh,
	} {
		t.Run(fmt.Sprint(score), func(t *testing.T) {
			if got := ratingOf(score); got != want {
				t.Errorf("the rating is %v, want %v", got, want)
			}
		})
	}
}

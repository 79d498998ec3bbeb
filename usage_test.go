package synthhub

import (
	"fmt"
	"strings"
	"testing"
)

// TestMileageSentences: the sentences of the rules about miles have the numbers of the tables.
func TestMileageSentences(t *testing.T) {
	thousands := func(n int) string {
		if n < 1000 {
			return fmt.Sprint(n)
		}
		return fmt.Sprintf("%d,%03d", n/1000, n%1000)
	}
	want := map[string][]string{
		"annual_mileage.of_usage": {"up to " + thousands(maxHeavyMiles)},
		"odometer.of_age":         {"least " + thousands(mileages[UsagePleasure].min), "most " + thousands(mileages[UsageBusiness].max), "or " + thousands(maxHeavyMiles)},
	}
	for u := UsagePleasure; u < usageEnd; u++ {
		text := fmt.Sprintf("%s to %s for %v", thousands(mileages[u].min), thousands(mileages[u].max), u)
		want["annual_mileage.of_usage"] = append(want["annual_mileage.of_usage"], text)
	}
	for _, r := range vehicleRules {
		for _, text := range want[r.Column+"."+r.Name] {
			if !strings.Contains(r.Doc, text) {
				t.Errorf("%s.%s: %q does not say %q", r.Column, r.Name, r.Doc, text)
			}
		}
		delete(want, r.Column+"."+r.Name)
	}
	for rule := range want {
		t.Errorf("no rule %s", rule)
	}
}

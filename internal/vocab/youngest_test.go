package vocab

import "testing"

// TestYoungestAlone compares the ages with the counts that the Traffic Injury Research Foundation
// publishes.
func TestYoungestAlone(t *testing.T) {
	var under, at, above, oldest, youngest int
	for i, months := range YoungestAlone {
		switch {
		case i == 0:
			if months != 0 {
				t.Errorf("index 0 is no state and has %d months", months)
			}
		case months < YoungestAnywhere || months > 204:
			t.Errorf("%s: %d months, want 174 to 204", States[i], months)
		case months < 192:
			under++
		case months == 192:
			at++
		default:
			above++
		}
		switch months {
		case 204:
			oldest++
		case YoungestAnywhere:
			youngest++
		}
	}
	if youngest != 1 {
		t.Errorf("%d states have the youngest age, want 1", youngest)
	}
	if under != 6 || at != 33 || above != 12 || oldest != 1 {
		t.Errorf("%d under 16 years, %d at 16, %d above, %d at 17; want 6, 33, 12 and 1", under, at, above, oldest)
	}
	for state, want := range map[string]uint8{"SD": 174, "ID": 180, "NM": 186, "CA": 192, "VA": 195, "CT": 196, "NY": 198, "NJ": 204} {
		for i, s := range States {
			if s == state && YoungestAlone[i] != want {
				t.Errorf("%s: %d months, want %d", state, YoungestAlone[i], want)
			}
		}
	}
}

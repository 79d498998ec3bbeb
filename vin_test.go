package synthhub

import "testing"

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

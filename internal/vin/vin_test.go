package vin

import (
	"fmt"
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

// TestCheckDigit uses VINs that are published as examples.
func TestCheckDigit(t *testing.T) {
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
		t.Run(c.vin, func(t *testing.T) {
			if got := CheckDigit(c.vin) == c.vin[8]; got != c.valid {
				t.Errorf("%v, want %v: %s", got, c.valid, c.reason)
			}
		})
	}
}

func TestYearCode(t *testing.T) {
	for year, want := range map[int]byte{1979: 0, 1980: 'A', 1986: 'G', 1999: 'X', 2000: 'Y', 2001: '1', 2008: '8', 2009: '9', 2010: 'A', 2017: 'H', 2018: 'J', 2022: 'N', 2023: 'P', 2024: 'R', 2025: 'S', 2026: 'T', 2027: 'V', 2028: 'W'} {
		t.Run(fmt.Sprint(year), func(t *testing.T) {
			if got := YearCode(year); got != want {
				t.Errorf("the code is %c, want %c", got, want)
			}
		})
	}
}

// TestForms writes the first, the last and some other numbers of every Form, and reads each back
// with divisions, which Append does without.
func TestForms(t *testing.T) {
	forms := NewForms()
	for i := range forms {
		f := &forms[i]
		if f.Size() == 0 {
			continue
		}
		year := newEraYear - 1 + i%eras
		if got := FormOf(vocab.WMIs[i/eras].Code, year); got != i {
			t.Fatalf("form %d is found at %d", i, got)
		}
		for _, k := range []uint64{0, 1, f.Size() / 7 * 3, f.Size() - 2, f.Size() - 1} {
			vin := string(f.Append(make([]byte, 0, Len), k, year))
			if got := f.number(vin); got != k {
				t.Fatalf("prefix %s: VIN number %d is %s, which is number %d", f.prefix, k, vin, got)
			}
			if !f.Match(vin) || !HasYear(vin, year) || HasYear(vin, year^1) || CheckDigit(vin) != vin[8] {
				t.Fatalf("prefix %s: %s is not a VIN of the form and year", f.prefix, vin)
			}
		}
	}
}

// number is the inverse of Append.
func (f *Form) number(vin string) (k uint64) {
	digit := func(set string, c byte) {
		for i := range len(set) {
			if set[i] == c {
				k = k*uint64(len(set)) + uint64(i)
			}
		}
	}
	for i := range f.count {
		digit(f.chars[f.offset[i]:][:f.count[i]], vin[3+i])
	}
	digit(plants, vin[10])
	digit(chars, vin[11])
	for i := 12; i < Len; i++ {
		digit("0123456789", vin[i])
	}
	return k
}

// TestMatch changes one character of each part of a VIN.
func TestMatch(t *testing.T) {
	forms := NewForms()
	f := &forms[FormOf("1HG", 2003)]
	vin := string(f.Append(make([]byte, 0, Len), 4711, 2003))
	if !f.Match(vin) {
		t.Fatalf("%s does not match the form that wrote it", vin)
	}
	for name, i := range map[string]int{"prefix": 2, "first attribute": 3, "last attribute": 7, "plant": 10} {
		t.Run(name, func(t *testing.T) {
			if wrong := vin[:i] + "I" + vin[i+1:]; f.Match(wrong) {
				t.Errorf("%s matches", wrong)
			}
		})
	}
}

package text

import (
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

func TestAppendInt(t *testing.T) {
	cases := []int64{0, 1, 9, 10, 99, 100, 999, 1000, 9999, 10000, 99999, 123456, 1234567, math.MaxInt64, -1, -10, math.MinInt64}
	for v := int64(1); v < math.MaxInt64/10; v *= 10 {
		cases = append(cases, v-1, v, v+1, 9*v, -v)
	}
	for v := range int64(20_000) {
		cases = append(cases, v)
	}
	for range 1000 {
		cases = append(cases, rand.Int64()>>rand.IntN(63), -(rand.Int64() >> rand.IntN(63)))
	}
	for _, v := range cases {
		if got, want := string(AppendInt([]byte("x"), v)), "x"+strconv.FormatInt(v, 10); got != want {
			t.Errorf("AppendInt(%d) = %q, want %q", v, got, want)
		}
	}
}

// TestSmall writes all numbers of at most five digits.
func TestSmall(t *testing.T) {
	for v := range 100_000 {
		var b [5]byte
		if PutFiveDigits(&b, uint64(v)); string(b[:]) != fmt.Sprintf("%05d", v) {
			t.Fatalf("PutFiveDigits(%d) writes %q", v, b)
		}
		if v < 10_000 {
			if got := string(AppendSmall(make([]byte, 0, 8), uint64(v))); got != strconv.Itoa(v) {
				t.Fatalf("AppendSmall(%d) = %q", v, got)
			}
		}
	}
}

func TestUUIDText(t *testing.T) {
	for range 1000 {
		var id [16]byte
		for i := range id {
			id[i] = byte(rand.Uint32())
		}
		h := hex.EncodeToString(id[:])
		want := strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")
		got := string(AppendUUID(nil, &id))
		if got != want {
			t.Fatalf("AppendUUID = %q, want %q", got, want)
		}
		if back, ok := ParseUUID(got); !ok || back != id {
			t.Fatalf("ParseUUID(%q) = %x, %v", got, back, ok)
		}
	}
	for name, bad := range map[string]string{
		"empty": "", "without hyphens": strings.Repeat("0", 36), "in braces": "{0f0e0d0c-0b0a-4908-8706-050403020100}",
		"upper case": "0F0e0d0c-0b0a-4908-8706-050403020100", "not a digit": "0g0e0d0c-0b0a-4908-8706-050403020100", "short": "0f0e0d0c-0b0a-4908-8706-05040302010",
	} {
		t.Run(name, func(t *testing.T) {
			if _, ok := ParseUUID(bad); ok {
				t.Errorf("ParseUUID accepts %q", bad)
			}
		})
	}
}

// TestParseUUIDBytes checks a UUID with every byte at every position.
func TestParseUUIDBytes(t *testing.T) {
	const good = "01234567-89ab-4cde-8f01-23456789abcd"
	for i := range good {
		for c := range 256 {
			b := []byte(good)
			b[i] = byte(c)
			want := strings.IndexByte("0123456789abcdef", byte(c)) >= 0
			if good[i] == '-' {
				want = c == '-'
			}
			id, ok := ParseUUID(string(b))
			if ok != want || ok && string(AppendUUID(nil, &id)) != string(b) || !ok && id != [16]byte{} {
				t.Errorf("ParseUUID(%q) = %x, %v", b, id, ok)
			}
		}
	}
}

func TestPutDate(t *testing.T) {
	for _, c := range []struct {
		century, year, month, day uint32
		want                      string
	}{{0, 1, 1, 1, "0001-01-01"}, {20, 24, 2, 29, "2024-02-29"}, {99, 99, 12, 31, "9999-12-31"}, {1, 10, 10, 9, "0110-10-09"}} {
		t.Run(c.want, func(t *testing.T) {
			var b [DateLen]byte
			if PutDate(&b, c.century, c.year, c.month, c.day); string(b[:]) != c.want {
				t.Errorf("PutDate writes %q, want %q", b, c.want)
			}
		})
	}
}

func TestAppendPair(t *testing.T) {
	for v := range uint32(100) {
		if got := string(AppendPair([]byte("x"), v)); got != fmt.Sprintf("x%02d", v) {
			t.Errorf("AppendPair(%d) = %q", v, got)
		}
	}
}

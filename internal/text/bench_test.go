package text

import "testing"

func BenchmarkUUID(b *testing.B) {
	id := [16]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}
	buf := make([]byte, 0, 64)
	b.Run("Append", func(b *testing.B) {
		for b.Loop() {
			id[3]++
			buf = AppendUUID(buf[:0], &id)
		}
	})
	s := string(AppendUUID(nil, &id))
	b.Run("Parse", func(b *testing.B) {
		for b.Loop() {
			if _, ok := ParseUUID(s); !ok {
				b.Fatal(s)
			}
		}
	})
}

func BenchmarkPlain(b *testing.B) {
	texts := []string{"Ana", "Rodriguez", "ana.rodriguez7@example.com", "415-555-0142", "K1234567", "1204 Imaginary Oak Street", "Springfield", "62701", "enterprise-synthetic-data-hub v0.1", "", "Machinist", "WDL1234ABCD"}
	buf := make([]byte, 0, 64)
	b.Run("Plain+append", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if s := texts[i%len(texts)]; Plain(s) {
				buf = append(buf[:0], s...)
			}
		}
	})
}

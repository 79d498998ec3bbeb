package memory

import (
	"fmt"
	"math"
	"os"
	"runtime/debug"
	"strconv"
	"testing"
)

// TestLimit: the limit is half of the lesser of Go's memory limit and the available memory.
func TestLimit(t *testing.T) {
	old := debug.SetMemoryLimit(-1)
	defer debug.SetMemoryLimit(old)

	debug.SetMemoryLimit(10 << 20)
	if got := Limit(); got != 5<<20 {
		t.Errorf("with Go's limit of 10 MiB it is %d, want 5 MiB", got)
	}
	if got := debug.SetMemoryLimit(-1); got != 10<<20 {
		t.Errorf("Limit changes Go's limit to %d", got)
	}

	debug.SetMemoryLimit(math.MaxInt64)
	maximum := uint64(1 << 40)
	if strconv.IntSize == 32 {
		maximum = 1 << 30
	}
	got, free := Limit(), available()
	if got == 0 || got > maximum {
		t.Errorf("without Go's limit it is %d, want at most %d", got, maximum)
	}
	// Other processes may take or free memory between two readings.
	if half := free / 2; half < maximum && (got < half/2 || got > half*2) {
		t.Errorf("without Go's limit it is %d, want about half of %d", got, free)
	}
}

// TestAvailable compares the available memory with the total of the system.
func TestAvailable(t *testing.T) {
	info, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		t.Skip(err)
	}
	var kib uint64
	if _, err := fmt.Sscanf(string(info), "MemTotal: %d kB", &kib); err != nil {
		t.Fatal(err)
	}
	if n, total := available(), kib<<10; n < total/512 || n > total {
		t.Errorf("%d of %d bytes are available", n, total)
	}
}

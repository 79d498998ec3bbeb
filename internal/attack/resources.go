package main

import (
	"fmt"
	"os"
	"runtime"
	"time"
)

// resources are what this process holds.
type resources struct{ goroutines, descriptors int }

// resourcesNow counts them. Where the system does not list descriptors, their number is 0.
func resourcesNow() resources {
	entries, _ := os.ReadDir("/proc/self/fd")
	return resources{runtime.NumGoroutine(), len(entries)}
}

// leaked says what there is more of than before, or "". A goroutine that has done its work may
// need a moment to end; one that leaks stays. A file must be closed at once.
func (before resources) leaked() string {
	now := resourcesNow()
	for range 5_000 {
		if now.goroutines <= before.goroutines || now.descriptors > before.descriptors {
			break
		}
		time.Sleep(time.Millisecond)
		now = resourcesNow()
	}
	if now.goroutines <= before.goroutines && now.descriptors <= before.descriptors {
		return ""
	}
	return fmt.Sprintf("%d goroutines and %d descriptors, where there were %d and %d", now.goroutines, now.descriptors, before.goroutines, before.descriptors)
}

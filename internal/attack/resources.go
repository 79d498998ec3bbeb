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

// leaked says what there is more of than before, or "". What has done its work may need a
// moment to end; what leaks stays.
func (before resources) leaked() string {
	var now resources
	for range 5_000 {
		if now = resourcesNow(); now.goroutines <= before.goroutines && now.descriptors <= before.descriptors {
			return ""
		}
		time.Sleep(time.Millisecond)
	}
	return fmt.Sprintf("%d goroutines and %d descriptors, where there were %d and %d", now.goroutines, now.descriptors, before.goroutines, before.descriptors)
}

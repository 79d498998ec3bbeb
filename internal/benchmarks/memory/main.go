//go:build unix

// Command memory measures the maximum resident memory of the example command while it
// writes snapshots of growing size. It fails if that exceeds a limit:
//
//	cd internal/benchmarks && go run ./memory [-records 200,1000000,10000000] [-limit 128] [-dir DIR]
//
// The largest default size takes 25 GB of disk and several minutes. The command removes a
// snapshot after the measurement.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	sizes := flag.String("records", "200,1000000,10000000", "numbers of records")
	limit := flag.Int64("limit", 128, "maximum memory in MiB")
	dir := flag.String("dir", os.TempDir(), "folder for the snapshots")
	flag.Parse()
	if err := run(*dir, strings.Split(*sizes, ","), *limit); err != nil {
		fmt.Fprintln(os.Stderr, "memory:", err)
		os.Exit(1)
	}
}

func run(dir string, sizes []string, limit int64) error {
	temp, err := os.MkdirTemp(dir, "synthhub-memory-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	command := filepath.Join(temp, "synthhub")
	build := exec.Command("go", "build", "-o", command, "./examples/synthhub")
	build.Dir = filepath.Join("..", "..")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build the example command: %w; run this in internal/benchmarks", err)
	}
	fmt.Printf("| records | MiB resident | s | MB/s |\n|---:|---:|---:|---:|\n")
	exceeded := false
	for _, size := range sizes {
		if _, err := strconv.Atoi(size); err != nil {
			return fmt.Errorf("records: %w", err)
		}
		target := filepath.Join(temp, "snapshot")
		cmd := exec.Command(command, "generate-snapshot", "--records", size, "--output-dir", target)
		cmd.Stderr = os.Stderr
		start := time.Now()
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("%s records: %w", size, err)
		}
		elapsed := time.Since(start).Seconds()
		mib := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss >> 10 // Linux reports KiB
		bytes, err := sizeOf(target)
		if err != nil {
			return err
		}
		fmt.Printf("| %s | %d | %.1f | %.0f |\n", size, mib, elapsed, float64(bytes)/1e6/elapsed)
		exceeded = exceeded || mib > limit
		if err := os.RemoveAll(target); err != nil {
			return err
		}
	}
	if exceeded {
		return fmt.Errorf("more than %d MiB", limit)
	}
	return nil
}

// sizeOf returns the total size of the files in a folder.
func sizeOf(dir string) (n int64, err error) {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			return 0, err
		}
		n += info.Size()
	}
	return n, err
}

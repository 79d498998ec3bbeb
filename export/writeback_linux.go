//go:build 386 || amd64 || arm64 || loong64 || riscv64 || s390x

package export

import (
	"os"
	"syscall"
)

// startWriteback asks the system to begin to write a range of a file to the disk, and does not wait.
// Errors are those of Sync, which is called at the end.
func startWriteback(f *os.File, from, n int64) {
	const write = 2 // SYNC_FILE_RANGE_WRITE
	_ = syscall.SyncFileRange(int(f.Fd()), from, n, write)
}

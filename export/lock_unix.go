//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package export

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// lockFolder holds a folder for this run. The lock ends with the process, however it
// ends, so that a folder under construction without one is known to be left behind.
func lockFolder(dir string) (unlock func(), err error) {
	d, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(d.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		d.Close()
		return nil, fmt.Errorf("%w in %s; wait for it to end", ErrBusy, dir)
	}
	// File systems that know no locks are used without.
	return func() { d.Close() }, nil
}

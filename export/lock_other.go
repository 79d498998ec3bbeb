//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package export

// lockFolder does nothing here: of two runs that write the same snapshot at the same
// time one fails, because its files are gone.
func lockFolder(string) (unlock func(), err error) { return func() {}, nil }

//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package export

// isMount cannot tell here.
func isMount(string) bool { return false }

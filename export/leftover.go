package export

import "fmt"

// leftover returns the contents of the old folder of a killed run, or ErrOccupied if that holds
// a file that its own manifest does not list. With overwrite it may hold any regular files.
func leftover(p place, overwrite bool) (contents, error) {
	c, err := readContents(p)
	if err != nil || overwrite || len(c.files) == 0 {
		return c, leftoverError(p, err)
	}
	names := c.names()
	manifest := names[len(names)-1]
	if !isManifest(manifest) {
		manifest = ""
	}
	_, err = c.listed(p, manifest)
	return c, leftoverError(p, err)
}

// leftoverError adds to an error which folder it is about.
func leftoverError(p place, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s, the old folder of an export that was killed: %w", p.path(), err)
}

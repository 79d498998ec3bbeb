package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"
)

// browserCommand returns the program of a system that opens a file in the browser, and its arguments.
func browserCommand(system, path string) (name string, args []string) {
	switch system {
	case "darwin", "ios":
		return "open", []string{path}
	case "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler", path}
	}
	return "xdg-open", []string{path}
}

// patience is how long openBrowser waits for the program to fail. Some do not end before the browser does.
const patience = 3 * time.Second

// openBrowser opens a page in the browser of the system.
func openBrowser(ctx context.Context, path string) error {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	name, args := browserCommand(runtime.GOOS, absolute)
	c := exec.Command(name, args...)
	if err := c.Start(); err != nil {
		return noBrowser(path, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return noBrowser(path, fmt.Errorf("%s: %w", name, err))
		}
	case <-time.After(patience):
	case <-ctx.Done():
	}
	return nil
}

// noBrowser returns the error about a page that no program opens.
func noBrowser(path string, err error) error {
	if failed, ok := errors.AsType[*exec.Error](err); ok {
		err = fmt.Errorf("%s: %w", failed.Name, failed.Err)
	}
	return fmt.Errorf("no browser opens it (%w): open %s by hand", err, quotedPath(path))
}

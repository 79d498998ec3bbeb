// Command synthhub-beam writes and verifies snapshots with Apache Beam. Run it without arguments
// for its flags. A program with user-defined entities of its own is this one with a call of
// beam.Register before command.Main.
package main

import (
	"os"

	"github.com/synthhub/synthhub/beam/command"
)

func main() { os.Exit(command.Main(os.Args[1:], os.Stdout, os.Stderr)) }

package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/synthhub/synthhub"
)

var versionCommand = command{
	name: "version",
	doc:  "print the versions of the module, the dataset and Go",
	more: `The dataset version and the settings decide every byte. The module version is that of
the release, or (devel) for a build from a working copy.`,
	examples: []string{"synthhub version", "synthhub version --json", "synthhub --version"},
	setup:    version,
}

// develVersion is the version that Go reports for a build without a release.
const develVersion = "(devel)"

// versions is the output of the command as JSON.
type versions struct {
	Module  string `json:"module"`
	Version string `json:"version"`
	Dataset string `json:"dataset_version"`
	Go      string `json:"go_version"`
}

func version(f *flags) action {
	asJSON := f.Bool("json", false, "print as JSON")

	return func(_ context.Context, t *terminal, args []string) error {
		if err := noArguments(args); err != nil {
			return err
		}
		info, _ := debug.ReadBuildInfo()
		v := versionsOf(info)
		if *asJSON {
			return printJSON(t.out, v)
		}
		about := ""
		if v.Version == develVersion {
			about = ", a build from a working copy"
		}
		_, err := fmt.Fprintf(t.out, "module   %s %s%s\ndataset  %s\ngo       %s\n", v.Module, v.Version, about, v.Dataset, v.Go)
		return err
	}
}

// versionsOf returns the versions of a build. info may be nil.
func versionsOf(info *debug.BuildInfo) versions {
	v := versions{"github.com/synthhub/synthhub", develVersion, synthhub.Version, runtime.Version()}
	if info != nil && info.Main.Path == v.Module && info.Main.Version != "" {
		v.Version = info.Main.Version
	}
	return v
}

package command

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/beam"
)

// A command is a command line.
type command struct {
	name          string
	plan          beam.Plan
	json, verbose bool
	beam          []string // arguments for Beam

	flags   *flag.FlagSet
	config  string
	changes map[string]json.RawMessage // of settings, by flags
}

// newCommand declares the flags of a command.
func newCommand(name string) *command {
	c := &command{name: name, flags: flag.NewFlagSet(name, flag.ContinueOnError), changes: map[string]json.RawMessage{}}
	f := c.flags
	f.SetOutput(io.Discard)
	f.IntVar(&c.plan.Workers, "goroutines", 1, "`number` of goroutines for each part")
	f.BoolVar(&c.json, "json", false, "print one JSON object")
	f.BoolVar(&c.verbose, "verbose", false, "print what Beam logs")
	if name == "verify" {
		return c
	}
	f.StringVar(&c.plan.Folder, "output-dir", "", "`folder` to write")
	f.IntVar(&c.plan.Parts, "parts", 0, "`number` of parts (default one for about 256 MiB of CSV)")
	f.BoolVar(&c.plan.Overwrite, "overwrite", false, "replace a snapshot of another dataset")
	list := func(target *[]string) func(string) error {
		return func(text string) error {
			if *target = nil; text != "" {
				*target = strings.Split(text, ",")
			}
			return nil
		}
	}
	f.Func("format", "`csv,ndjson`: formats of the tables (default csv)", list(&c.plan.Formats))
	f.Func("tables", "`names` of the tables, separated by commas (default all)", list(&c.plan.Tables))
	c.plan.Entities = beam.Registered()
	f.Func("entities", "`names` of user-defined tables (default all that this program holds)", list(&c.plan.Entities))
	f.StringVar(&c.config, "config", "", "JSON `file` with settings; flags take precedence")
	c.setting("records", "`number` of persons", number)
	c.setting("seed", "the `number` that decides every value", number)
	c.setting("as-of", "the `day` that the dataset describes", quoted)
	c.setting("states", "USPS `codes` separated by commas", func(text string) (any, error) { return strings.Split(text, ","), nil })
	c.setting("book", "`name` of the book of business", quoted)
	c.setting("commercial-share", "`percent` of persons in the commercial line", number)
	c.setting("vehicles", "`1-4`: minimum and maximum of vehicles of a person", vehicleRange)
	return c
}

// setting declares a flag that changes a member of the settings.
func (c *command) setting(name, usage string, parse func(string) (any, error)) {
	c.flags.Func(name, usage, func(text string) error {
		value, err := parse(text)
		if err != nil {
			return err
		}
		c.changes[strings.ReplaceAll(name, "-", "_")], err = json.Marshal(value)
		return err
	})
}

func number(text string) (any, error) {
	if _, err := strconv.ParseUint(text, 10, 64); err != nil {
		return nil, fmt.Errorf("want a whole number")
	}
	return json.Number(text), nil
}

func quoted(text string) (any, error) { return text, nil }

func vehicleRange(text string) (any, error) {
	least, most, isRange := strings.Cut(text, "-")
	if !isRange {
		most = least
	}
	var v synthhub.VehicleRange
	var err error
	if v.Min, err = strconv.Atoi(least); err == nil {
		v.Max, err = strconv.Atoi(most)
	}
	if err != nil {
		return nil, fmt.Errorf("want a number, or a range such as 1-4")
	}
	return v, nil
}

// parse returns the command of a command line, nil for one that asks for help.
func parse(args []string) (*command, error) {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		return nil, nil
	}
	if args[0] != "generate" && args[0] != "verify" {
		return nil, fmt.Errorf("unknown command %.60q: want generate or verify", args[0])
	}
	c := newCommand(args[0])
	ours, rest, err := c.split(args[1:])
	if err != nil {
		return nil, err
	}
	if err := c.flags.Parse(ours); err != nil {
		return nil, fmt.Errorf("%s: %w", c.name, err)
	}
	if c.name == "verify" {
		if len(rest) != 1 {
			return nil, fmt.Errorf("verify: want the name of one folder")
		}
		c.plan.Folder = rest[0]
		return c, nil
	}
	if len(rest) > 0 {
		return nil, fmt.Errorf("generate: unexpected argument %.60q", rest[0])
	}
	if c.plan.Folder == "" {
		return nil, fmt.Errorf("generate: --output-dir is missing")
	}
	return c, c.readSettings()
}

// split tells our flags from those of Beam, and both from other arguments. Our flags come first
// where both have a name.
func (c *command) split(args []string) (ours, rest []string, err error) {
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		name, isFlag := strings.CutPrefix(arg, "-")
		if !isFlag {
			rest = append(rest, arg)
			continue
		}
		name, _, hasValue := strings.Cut(strings.TrimPrefix(name, "-"), "=")
		list, f := &ours, c.flags.Lookup(name)
		if f == nil {
			list, f = &c.beam, flag.CommandLine.Lookup(name)
		}
		if f == nil {
			return nil, nil, fmt.Errorf("unknown flag --%.60s: neither %s nor Beam has it", name, c.name)
		}
		*list = append(*list, arg)
		isBool, ok := f.Value.(interface{ IsBoolFlag() bool })
		if !hasValue && !(ok && isBool.IsBoolFlag()) {
			if len(args) == 0 {
				return nil, nil, fmt.Errorf("--%s: the value is missing", name)
			}
			*list = append(*list, args[0])
			args = args[1:]
		}
	}
	return ours, rest, nil
}

// readSettings makes the settings of the defaults, the file and the flags.
func (c *command) readSettings() error {
	s := synthhub.DefaultSettings()
	if c.config != "" {
		text, err := os.ReadFile(c.config)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(text, &s); err != nil {
			return fmt.Errorf("%s: %w", c.config, err)
		}
	}
	text, err := json.Marshal(c.changes)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	c.plan.Settings = s
	return nil
}

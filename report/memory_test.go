package report_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/validate"
)

// apart is the environment variable that has a process do one thing and print the peak of its memory, in
// place of tests.
const apart = "SYNTHHUB_REPORT_APART"

func TestMain(m *testing.M) {
	what := os.Getenv(apart)
	if what == "" {
		os.Exit(m.Run())
	}
	if err := doApart(what); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// doApart does what a text of two words says.
func doApart(what string) error {
	ctx := context.Background()
	verb, object, _ := strings.Cut(what, " ")
	var err error
	switch verb {
	case "validate":
		_, err = validate.Snapshot(ctx, os.DirFS(object))
	case "snapshot":
		_, _, err = report.Snapshot(ctx, os.DirFS(object))
	case "read":
		var f *os.File
		if f, err = os.Open(object); err == nil {
			if _, wrong := report.Read(f); !errors.Is(wrong, report.ErrProfile) {
				err = fmt.Errorf("error %w, want that of no profile", wrong)
			}
		}
	case "source":
		err = profileApart(ctx, object)
	}
	if err != nil {
		return err
	}
	peak, _ := testenv.PeakMemory()
	fmt.Println(peak)
	return nil
}

// profileApart counts so many records, and saves the profile.
func profileApart(ctx context.Context, records string) error {
	n, err := strconv.Atoi(records)
	if err != nil {
		return err
	}
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: n, Seed: 1, Vehicles: fleet})
	if err != nil {
		return err
	}
	p, err := report.Source(ctx, g)
	if err != nil {
		return err
	}
	size := countingWriter(0)
	if err := p.WriteJSON(&size); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%d bytes saved\n", size)
	return nil
}

type countingWriter int

func (w *countingWriter) Write(b []byte) (int, error) {
	*w += countingWriter(len(b))
	return len(b), nil
}

// A usage is the peak of the memory of a process in bytes, and the time of the processors.
type usage struct {
	peak int
	time time.Duration
}

// inProcess does something in a process of its own.
func inProcess(t *testing.T, verb, object string) usage {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), apart+"="+verb+" "+object)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %.2000s", err, stderr.String())
	}
	u := usage{time: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	if u.peak, err = strconv.Atoi(strings.TrimSpace(string(out))); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s %s: a peak of %d MiB, %v %s", verb, object, u.peak>>20, u.time.Round(10*time.Millisecond), stderr.String())
	return u
}

// needsPeak skips a test where the peak of memory is not known.
func needsPeak(t *testing.T) {
	t.Helper()
	if _, ok := testenv.PeakMemory(); !ok || testenv.Race() { // which takes several times the memory
		t.Skip("the system does not tell the peak of memory")
	}
}

// textColumns is the number of governed columns that are texts or ids.
const textColumns = 37

// TestMemory holds that the memory of a count does not grow with the number of rows.
func TestMemory(t *testing.T) {
	needsPeak(t)
	n := testenv.Scale(30_000, 1_000_000)
	once := inProcess(t, "source", strconv.Itoa(n))
	if once.peak > 64<<20+textColumns*4<<20 {
		t.Errorf("a peak of %d MiB", once.peak>>20)
	}
	if testenv.Long() {
		if thrice := inProcess(t, "source", strconv.Itoa(3*n)); 10*thrice.peak > 12*once.peak {
			t.Errorf("a peak of %d MiB, and %d MiB for three times as many records", once.peak>>20, thrice.peak>>20)
		}
	}
}

// TestSnapshotCost tells what a profile costs beside the validation that reads the rows.
func TestSnapshotCost(t *testing.T) {
	needsPeak(t)
	if !testenv.Long() {
		t.Skip("it takes a minute")
	}
	dir := filepath.Join(t.TempDir(), "snapshot")
	g := generator(t, 1_000_000, 1)
	if _, err := export.Snapshot(t.Context(), dir, g, export.Formats("csv")); err != nil {
		t.Fatal(err)
	}
	var plain, counting usage
	for range 3 {
		a, b := inProcess(t, "validate", dir), inProcess(t, "snapshot", dir)
		plain.time, counting.time = plain.time+a.time, counting.time+b.time
		plain.peak, counting.peak = max(plain.peak, a.peak), max(counting.peak, b.peak)
	}
	t.Logf("%.2f times the time of the processors", float64(counting.time)/float64(plain.time))
	if more := counting.peak - plain.peak; more > 64<<20+textColumns*4<<20 {
		t.Errorf("%d MiB more than validation alone", more>>20)
	}
}

// TestReadMemory holds that no document makes Read take much memory.
func TestReadMemory(t *testing.T) {
	needsPeak(t)
	size := testenv.Scale(4<<20, 64<<20)
	fill := func(before, again, after string) string {
		return before + strings.Repeat(again, (size-len(before)-len(after))/len(again)) + after
	}
	for name, text := range map[string]string{
		"columns":           fill(`{"tables":[{"columns":[{}`, ",{}", "]}]}"),
		"nulls":             fill(`{"tables":[{"columns":[null`, ",null", "]}]}"),
		"rows that pass":    `{"tables":[{"first":[[]` + strings.Repeat(",[]", 1<<22-1) + "]}]}",
		"cells that pass":   `{"tables":[{"pairs":[{"cells":[0` + strings.Repeat(",0", 1<<22-1) + "]}]}]}",
		"columns that pass": `{"tables":[{"columns":[{}` + strings.Repeat(",{}", 1<<17-3) + "]}]}",
		"rows":              fill(`{"tables":[{"first":[[]`, ",[]", "]}]}"),
		"cells":             fill(`{"tables":[{"pairs":[{"cells":[0`, ",0", "]}]}]}"),
		"notes":             fill(`{"notes":[""`, `,""`, "]}"),
		"one word":          fill(`{"title":"`, "w", `"}`),
		"escapes":           fill(`{"title":"`, `\u0001`, `"}`),
		"unknown":           fill(`{"other":[[]`, ",[]", "]}"),
		"members":           fill(`{"a":0`, `,"a":0`, "}"),
		"long values":       fill(`{"notes":[""`, `,"0123456789abcdef0123456789abcdef"`, "]}"),
	} {
		if strings.HasSuffix(name, "that pass") && !testenv.Long() || name != "rows" && name != "notes" && quick() {
			continue // they take some seconds
		}
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "profile.json")
			if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
			if u := inProcess(t, "read", file); u.peak > 600<<20 {
				t.Errorf("a peak of %d MiB", u.peak>>20)
			}
		})
	}
}

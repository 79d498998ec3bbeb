package validate

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

func TestTmp2(t *testing.T) {
	for _, opts := range [][]export.Option{nil, {export.Formats("ndjson")}, {export.Formats("json")}, {export.Parts(3), export.Formats("csv", "ndjson", "json")}, {export.Part(2, 3)}} {
		g, _ := synthhub.NewGenerator(synthhub.Settings{Records: 2000, Seed: 1, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}})
		dir := t.TempDir() + "/s"
		if _, err := export.Snapshot(context.Background(), dir, g, opts...); err != nil {
			t.Fatal(err)
		}
		root, _ := os.OpenRoot(dir)
		r, err := Snapshot(context.Background(), root.FS(), Reproduce)
		if err != nil {
			t.Fatal(err)
		}
		r.WriteText(os.Stdout)
	}
}

func TestBig(t *testing.T) {
	n := 300000
	g, _ := synthhub.NewGenerator(synthhub.Settings{Records: n, Seed: 1})
	dir := "/tmp/w/vbig/s"
	start := time.Now()
	if _, err := export.Snapshot(context.Background(), dir, g); err != nil {
		t.Fatal(err)
	}
	t.Log("write", time.Since(start))
	root, _ := os.OpenRoot(dir)
	for range 2 {
		start = time.Now()
		r, err := Snapshot(context.Background(), root.FS())
		if err != nil {
			t.Fatal(err)
		}
		t.Log("validate", time.Since(start), r.Err())
	}
	start = time.Now()
	r, err := Snapshot(context.Background(), root.FS(), Reproduce)
	t.Log("reproduce", time.Since(start), r.Err(), err)
}

package rowdiff_test

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/report/rowdiff"
)

// TestTables checks which tables a manifest lists, and that one of a stranger is not decoded beyond the limits.
func TestTables(t *testing.T) {
	t.Parallel()
	real := exported(t, on(t, "2025-01-01"), export.Tables("persons", "profiles"))
	manifest := func(tables string) fstest.MapFS {
		text := fmt.Sprintf(`{"manifest_version":%d,"dataset_version":"v0.1","tables":[%s]}`, export.ManifestVersion, tables)
		return fstest.MapFS{manifestName: {Data: []byte(text)}}
	}
	list := func(n int, item string) string { return strings.TrimSuffix(strings.Repeat(item+",", n), ",") }
	for _, c := range []struct {
		name string
		fsys fs.FS
		want []string
		says string // of the error
	}{
		{"a snapshot", real, []string{"persons", "profiles"}, ""},
		{"a name twice", manifest(`{"name":"persons"},{"name":"persons"}`), []string{"persons"}, ""},
		{"no manifest", fstest.MapFS{}, nil, "it has no manifest such as"},
		{"another file", manifest(`{`), nil, "ends too early"},
		{"more tables than a snapshot has", manifest(list(257, `{"name":"persons"}`)), nil, "257 tables; want"},
		{"many empty tables", manifest(list(1_000_000, `{}`)), nil, "more than 1000 elements"},
		{"a manifest that is too large", manifest(list(1, strings.Repeat(" ", 17<<20))), nil, "larger than 16777216 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := rowdiff.Tables(c.fsys)
			if !slices.Equal(got, c.want) || (err != nil) != (c.says != "") {
				t.Fatalf("%q, %v; want %q", got, err, c.want)
			}
			if err != nil && (!errors.Is(err, rowdiff.ErrSnapshot) || !strings.Contains(err.Error(), c.says)) {
				t.Errorf("error %v, want one that says %q", err, c.says)
			}
		})
	}
}

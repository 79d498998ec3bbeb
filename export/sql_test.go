package export_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/export"
)

// Tests in internal/conformance run the statements on databases.

var dialects = []export.Dialect{export.PostgreSQL, export.SQLite, export.MySQL}

func TestCreateTables(t *testing.T) {
	t.Parallel()
	for _, d := range dialects {
		t.Run(d.String(), func(t *testing.T) {
			statements, err := export.CreateTables(d)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("sql", strings.ToLower(d.String())+".sql"), strings.Join(statements, ";\n\n")+";\n")
		})
	}
	t.Run("a fourth dialect", func(t *testing.T) {
		if _, err := export.CreateTables(3); !errors.Is(err, export.ErrOption) {
			t.Errorf("error %v", err)
		}
		if _, err := export.Load(t.Context(), nil, 3, generator(t, small)); !errors.Is(err, export.ErrOption) {
			t.Errorf("Load: error %v", err)
		}
	})
	t.Run("one table", func(t *testing.T) {
		statements, err := export.CreateTables(export.SQLite, export.Tables("vehicles"))
		if err != nil || len(statements) != 1 || strings.Contains(statements[0], "REFERENCES") {
			t.Errorf("%q, error %v; want no references", statements, err)
		}
	})
}

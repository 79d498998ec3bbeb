package conformance

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// A historyRecipe is the recipe of docs/CHANGES.md for a table with all versions.
type historyRecipe struct {
	*recipe
	conn                *pgx.Conn
	table, key, columns string
}

// newHistoryRecipe loads the versions of a table from the first day to another one. The page has the
// statements for the vehicles, and says that other names can take their place.
func newHistoryRecipe(t *testing.T, bin, table, key, to string) *historyRecipe {
	r := newRecipe(t, bin, "psql")
	h := &historyRecipe{r, r.connect(t), table, key, ""}
	for _, name := range []string{"history.sql", "apply_history.sql", "day.sql"} {
		r.write(t, name, strings.NewReplacer("vehicles", table, "vehicle_id", key).Replace(string(read(t, r.dir, name))))
	}
	i := slices.IndexFunc(synthhub.Entities(), func(e synthhub.Entity) bool { return e.Table().Name() == table })
	var names []string
	for _, c := range synthhub.Entities()[i].Table().Columns() {
		names = append(names, c.Name)
	}
	h.columns = strings.Join(names, ", ")
	r.sh(t, "-f prepare.sql")
	r.sh(t, "generate-history", "vehicles", table, "--to 2024-01-01", "--to "+to)
	return h
}

// compareDays compares the rows that are valid on each of some days with those of its snapshot.
func (h *historyRecipe) compareDays(t *testing.T, days []synthhub.Date) {
	t.Helper()
	for _, day := range days {
		query := fmt.Sprintf("SELECT %s FROM %s_history WHERE valid_from <= '%v' AND (valid_to > '%[3]v' OR valid_to IS NULL)", h.columns, h.table, day)
		h.compare(t, day.String(), queryPostgres(t, h.conn, query), h.snapshotRows(t, h.table, day, export.FormatCSV))
	}
}

// TestHistoryRecipe keeps a table of all versions from feeds, and compares it with the snapshots of the
// days of monthly feeds, and with the history itself from daily ones.
func TestHistoryRecipe(t *testing.T) {
	t.Parallel()
	bin := commandFolder(t)
	for _, table := range governedTables {
		t.Run(table.name+"_from_months", func(t *testing.T) {
			h := newHistoryRecipe(t, bin, table.name, table.key, "2024-01-01")
			for i, feed := range h.feeds {
				h.sh(t, "apply_history.sql", "months/*", feed)
				h.compareDays(t, h.days[:i+2])
			}
			june := strings.Count(h.snapshotRows(t, table.name, h.days[5], export.FormatCSV), "\n")
			if out, err := h.run(t, "psql --csv -f day.sql | wc -l"); err != "" || strings.TrimSpace(out) != fmt.Sprint(june) {
				t.Errorf("day.sql prints %s lines, want %d; %s", out, june, err)
			}
			if err := h.try(t, "apply_history.sql"); !strings.Contains(err, "violates") {
				t.Errorf("a feed is accepted twice: %s", err)
			}
			h.compareDays(t, h.days)
			t.Logf("%d tables with %d rows are equal", h.tables, h.rows)
		})
		t.Run(table.name+"_whole", func(t *testing.T) {
			h := newHistoryRecipe(t, bin, table.name, table.key, "2025-01-01")
			h.compareDays(t, h.days)
			t.Logf("%d tables with %d rows are equal", h.tables, h.rows)
		})
		t.Run(table.name+"_from_days", func(t *testing.T) {
			h := newHistoryRecipe(t, bin, table.name, table.key, "2024-01-01")
			const command = "synthhub %s --from 2024-01-01 --to 2024-01-21 --format csv --config first/metadata_v0_1.json "
			if _, err := h.run(t, fmt.Sprintf(command, "generate-changes")+"--every day --output-dir days"); err != "" {
				t.Fatal(err)
			}
			h.sh(t, "apply_history.sql", "months/*", "days/*")
			want, err := h.run(t, fmt.Sprintf(command, "generate-history")+"--table "+table.name)
			if err != "" {
				t.Fatal(err)
			}
			got := queryPostgres(t, h.conn, "SELECT "+h.columns+", valid_from, valid_to, is_current::text FROM "+table.name+"_history")
			h.compare(t, "history", got, want)
			t.Logf("%d lines are equal", h.rows)
		})
	}
}

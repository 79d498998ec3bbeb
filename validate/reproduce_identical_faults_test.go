package validate_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/validate"
)

// TestReproduceManifest holds that with rows which are those of the generator, what else differs from the
// snapshot of the settings is found too, although everything agrees with it.
func TestReproduceManifest(t *testing.T) {
	t.Parallel()
	csv := export.Formats(export.FormatCSV)
	for _, c := range []struct {
		name    string
		opts    []export.Option
		corrupt func(t *testing.T, f folder)
		part    validate.Option // or nil
		want    string          // a rule that must be broken
	}{
		{"more rows are said to be there", []export.Option{csv}, func(_ *testing.T, f folder) {
			f.manifest(func(m *export.Manifest) {
				m.Tables[1].Rows, m.RecordCounts["vehicles"] = m.Tables[1].Rows+5, m.RecordCounts["vehicles"]+5
			})
		}, nil, "vehicles.row.count"},
		{"a document in a part", []export.Option{csv, export.Part(1, 2)}, addDocument, nil, "snapshot.table.same_rows"},
		{"no list of leaves", []export.Option{csv, export.Part(2, 2)}, func(_ *testing.T, f folder) {
			f.manifest(func(m *export.Manifest) { m.Tables[0].Leaves = nil })
		}, nil, "snapshot.manifest.derived"},
		{"tables in other numbers of parts", []export.Option{csv, export.Tables("persons", "profiles"), export.Parts(2)}, unevenParts, nil, "persons.row.count"},
		{"another digest, and a part is checked", []export.Option{csv, export.Parts(2)}, func(_ *testing.T, f folder) {
			f.manifest(func(m *export.Manifest) { m.Tables[0].Digest = m.Tables[1].Digest })
		}, validate.Part(1, 2), "snapshot.table.digest"},
		{"a format of another part is missing", []export.Option{export.Formats("csv", "ndjson"), export.Parts(2)}, func(_ *testing.T, f folder) {
			f.without("persons_v0_1-00002-of-00002.ndjson")
		}, validate.Part(1, 2), "snapshot.table.parts"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := exported(t, tiny(t), c.opts...)
			c.corrupt(t, f)
			f.seal()
			opts := []validate.Option{validate.Reproduce()}
			if c.part != nil {
				opts = append(opts, c.part)
			}
			if r := check(t, f.fs(), opts...); r.Count(c.want) == 0 {
				t.Errorf("want %s:\n%s", c.want, text(r))
			}
		})
	}
}

// addDocument adds the JSON document of all parts with other values to the snapshot of a part.
func addDocument(t *testing.T, f folder) {
	whole := exported(t, tiny(t), export.Formats(export.FormatJSON))
	f[dataset] = bytes.ReplaceAll(whole[dataset], []byte(`"first_name":"`), []byte(`"first_name":"Z`))
	var document export.ManifestFile
	whole.manifest(func(m *export.Manifest) { document = m.Files[0] })
	f.manifest(func(m *export.Manifest) {
		i := slices.IndexFunc(m.Files, func(file export.ManifestFile) bool { return file.Table == "" })
		m.Files = slices.Insert(m.Files, i, document)
	})
}

// unevenParts leaves persons in two files, with the rows of the first two of eight parts, and gives
// profiles eight.
func unevenParts(t *testing.T, f folder) {
	more := exported(t, tiny(t), export.Formats(export.FormatCSV), export.Tables("persons", "profiles"), export.Parts(8))
	name := func(table string, part, parts int) string {
		return snapshot.TablePart("v0.1", table, "csv", part, parts)
	}
	var eighths []export.ManifestFile
	more.manifest(func(m *export.Manifest) { eighths = m.Files })
	f.manifest(func(m *export.Manifest) {
		for i := range m.Files {
			if m.Files[i].Table == "persons" {
				m.Files[i].Records = 1
			}
		}
		m.Files = slices.DeleteFunc(m.Files, func(file export.ManifestFile) bool { return file.Table == "profiles" })
		for i, file := range slices.DeleteFunc(eighths, func(file export.ManifestFile) bool { return file.Table != "profiles" }) {
			f[file.Path] = more[file.Path]
			m.Files = slices.Insert(m.Files, min(2*i+1, i+2), file)
		}
	})
	for part := 1; part <= 2; part++ {
		f[name("persons", part, 2)] = more[name("persons", part, 8)]
		delete(f, name("profiles", part, 2))
	}
}

// TestReproduceLeaves holds that leaves must begin with the right records.
func TestReproduceLeaves(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("more than one leaf takes seconds")
	}
	f := exported(t, generatorOf(t, synthhub.Settings{Records: snapshot.LeafRecords + 10}), export.Formats(export.FormatCSV), export.Tables("profiles"))
	const first = 5 // rows of the first leaf
	header, rows, _ := bytes.Cut(f[profiles], []byte("\n"))
	end := 0
	for range first {
		end += bytes.IndexByte(rows[end:], '\n') + 1
	}
	one, two := sha256.Sum256(rows[:end]), sha256.Sum256(rows[end:])
	f.manifest(func(m *export.Manifest) {
		table := &m.Tables[0]
		table.Leaves = []export.Leaf{{Rows: first, SHA256: hex.EncodeToString(one[:])}, {Rows: table.Rows - first, SHA256: hex.EncodeToString(two[:])}}
		table.Digest = snapshot.TreeDigest(append(header, '\n'), [][sha256.Size]byte{one, two})
	})
	if r := check(t, f.fs(), validate.Reproduce()); r.Count("snapshot.table.reproduced") == 0 {
		t.Errorf("report:\n%s", text(r))
	}
}

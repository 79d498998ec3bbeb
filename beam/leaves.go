package beam

import (
	"fmt"
	"slices"

	"github.com/synthhub/synthhub/export"
)

// rowFindings returns the findings in the files of the tables: one for each leaf of a file that
// differs.
func rowFindings(m *export.Manifest, parts []*verifiedPart) (findings []Finding) {
	before := map[string]int{} // rows of the parts before, by table and format
	for _, part := range parts {
		for _, file := range part.Manifest.Files {
			series := file.Table + " " + file.MediaType
			i := slices.IndexFunc(part.Differences, func(d difference) bool { return d.File == file.Name })
			if i >= 0 {
				findings = append(findings, leafFindings(leavesOf(m, file.Table), part.Differences[i], before[series])...)
			}
			before[series] += file.Records
		}
	}
	return findings
}

// leavesOf returns the leaves of a table.
func leavesOf(m *export.Manifest, table string) []export.Leaf {
	i := slices.IndexFunc(m.Tables, func(t export.TableDigest) bool { return t.Name == table })
	return m.Tables[i].Leaves
}

// leafFindings returns a finding for each leaf in which a file differs. The file begins after a
// number of rows of its table.
func leafFindings(leaves []export.Leaf, d difference, before int) (findings []Finding) {
	if d.Missing {
		return []Finding{{d.File, -1, -1, "is missing"}}
	}
	length := ""
	if d.Shorter {
		length = "; the file is shorter than it must be"
	} else if d.Longer {
		length = "; the file is longer than it must be"
	}
	if len(d.Rows) == 0 {
		if d.Longer {
			return []Finding{{d.File, -1, d.Offset, fmt.Sprintf("differs from byte %d on, after its last row%s", d.Offset, length)}}
		}
		return []Finding{{d.File, -1, d.Offset, fmt.Sprintf("ends at byte %d%s", d.Offset, length)}}
	}
	first := d.Rows[0].First
	if d.Shorter || d.Longer {
		// Where the lengths differ, everything after the first difference may just have moved.
		row := before + first
		leaf := leafOf(leaves, row)
		text := fmt.Sprintf("differs from %s, byte %d, on, in %s%s", rowName(row), d.Offset, leafName(leaf), length)
		return []Finding{{d.File, leaf, d.Offset, text}}
	}
	end := 0 // rows up to the end of the leaf
	for j, leaf := range leaves {
		begin := end + 1
		if j == 0 {
			begin = 0 // with the header
		}
		end += leaf.Rows
		rows, first := d.within(begin-before, end-before)
		if rows == 0 {
			continue
		}
		offset, at := int64(-1), ""
		if len(findings) == 0 {
			offset, at = d.Offset, fmt.Sprintf(", byte %d", d.Offset)
		}
		text := fmt.Sprintf("%d rows of %s differ, the first is %s%s", rows, leafName(j), rowName(before+first), at)
		findings = append(findings, Finding{d.File, j, offset, text})
	}
	return findings
}

// within returns how many rows from begin to end differ, and the first of them.
func (d *difference) within(begin, end int) (rows, first int) {
	for _, r := range d.Rows {
		from, to := max(r.First, begin), min(r.Last, end)
		if from > to {
			continue
		}
		if rows == 0 {
			first = from
		}
		rows += to - from + 1
	}
	return rows, first
}

// leafOf returns the leaf of a row, counted from 1.
func leafOf(leaves []export.Leaf, row int) int {
	end := 0
	for j, leaf := range leaves {
		if end += leaf.Rows; row <= end {
			return j
		}
	}
	return len(leaves) - 1
}

func leafName(leaf int) string {
	first := leaf * export.LeafRecords
	return fmt.Sprintf("leaf %d (records %d to %d)", leaf, first, first+export.LeafRecords-1)
}

func rowName(row int) string {
	if row == 0 {
		return "the header"
	}
	return fmt.Sprintf("row %d of the table", row)
}

package beam

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	sdk "github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// A Report says what Verify has found.
type Report struct {
	Totals
	Findings []Finding `json:"findings"` // at most MaxFindings, in the order of the files
	Total    int64     `json:"total"`    // of all findings
}

// MaxFindings is the number of findings that a report names.
const MaxFindings = 100

// A Finding says where a folder differs from the snapshot that its manifest describes.
type Finding struct {
	File string `json:"file"`
	// Leaf is the number of the export.Leaf of the table that differs, from 0, or -1. Its records are
	// those from Leaf*export.LeafRecords on.
	Leaf   int    `json:"leaf"`
	Offset int64  `json:"offset"` // of the first byte of the file that differs, or -1
	Text   string `json:"text"`
}

// String returns the finding on one line.
func (f Finding) String() string { return f.File + ": " + f.Text }

// Verify generates the dataset that the manifest in the folder of the plan describes again, in
// parts, and compares every file with it, byte by byte, while it reads it once. It writes nothing.
// Of the plan, only Folder, Workers and RetryDelay matter: all else is in the manifest. User-defined entities must be
// registered.
//
// Equal files are well-formed, coherent and intact, since the generator makes no others. The
// findings are no error.
func Verify(ctx context.Context, p Plan) (*Report, error) {
	p, err := p.ofManifest(ctx)
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	p.Run = newID()
	pipeline, root := sdk.NewPipelineWithRoot()
	s := root.Scope("synthhub.Verify")
	parts := sdk.ParDo(s, &verifyFn{Plan: p}, apart(s, numbers(s, p.Parts)))
	sdk.ParDo0(s, &reportFn{p}, together(s, parts))
	result, err := p.execute(ctx, pipeline)
	if err != nil {
		return nil, fmt.Errorf("verify %s: %w", p.Folder, err)
	}
	return readReport(result)
}

// ofManifest returns the plan of the snapshot in the folder.
func (p Plan) ofManifest(ctx context.Context) (Plan, error) {
	s, err := openStore(ctx, p.Folder)
	if err != nil {
		return p, err
	}
	names, err := s.list(ctx)
	if err != nil {
		return p, err
	}
	i := slices.IndexFunc(names, manifestNames.MatchString)
	if i < 0 {
		return p, fmt.Errorf("%s is not a snapshot: it has no manifest", p.Folder)
	}
	m, err := readManifest(ctx, s, names[i])
	if err != nil {
		return p, err
	}
	if m.FaultyByDesign || m.Part != 0 {
		return p, fmt.Errorf("%s: a snapshot of one part, or one that is faulty by design, cannot be verified so", names[i])
	}
	q := Plan{Settings: m.Settings, Folder: p.Folder, Parts: 1, Tables: tableNames(m), ExportedAt: m.ExportedAt, Workers: p.Workers, RetryDelay: p.RetryDelay}
	for _, name := range q.Tables {
		governed := func(e synthhub.Entity) bool { return e.Table().Name() == name }
		if !slices.ContainsFunc(synthhub.Entities(), governed) {
			q.Entities = append(q.Entities, name)
		}
	}
	for _, f := range []string{export.FormatCSV, export.FormatNDJSON} {
		if slices.ContainsFunc(m.Files, func(file export.ManifestFile) bool { return file.Table != "" && strings.HasSuffix(file.Name, "."+f) }) {
			q.Formats = append(q.Formats, f)
		}
	}
	for _, file := range m.Files {
		q.Parts = max(q.Parts, file.Parts)
		if file.Content != nil || file.Table == "" && strings.HasPrefix(file.Name, "dataset_") {
			return p, fmt.Errorf("%s lists %s: compressed files and the document with all tables are not verified in parts; use validate-snapshot --reproduce", names[i], file.Name)
		}
	}
	return q.complete()
}

// A verifiedPart is what one part of a snapshot should be, and how its files differ.
type verifiedPart struct {
	Manifest    *export.Manifest `json:"manifest"`
	Differences []difference     `json:"differences"`
}

// verifyFn compares one part, and yields a verifiedPart as JSON.
type verifyFn struct {
	Plan Plan
	data *dataset
}

// Setup opens the dataset once for many parts.
func (fn *verifyFn) Setup() (err error) {
	fn.data, err = fn.Plan.open()
	return err
}

func (fn *verifyFn) ProcessElement(ctx context.Context, part int, emit func(string)) error {
	p := fn.Plan
	var verified verifiedPart
	err := p.work(ctx, func(ctx context.Context, s store) error {
		return retry(ctx, p.RetryDelay, func() (err error) {
			var mu sync.Mutex // each file has a goroutine
			verified = verifiedPart{}
			verified.Manifest, err = fn.data.writePart(ctx, part, func(ctx context.Context, name, _ string) (io.WriteCloser, error) {
				return newComparer(ctx, s, name, firstRow(name, part), func(d difference) {
					mu.Lock()
					defer mu.Unlock()
					verified.Differences = append(verified.Differences, d)
				})
			})
			return err
		})
	})
	if err != nil {
		return fmt.Errorf("part %d of %d: %w", part, p.Parts, err)
	}
	count(ctx, verified.Manifest)
	return emitJSON(verified, emit)
}

// firstRow returns the number of the first line of a file among the rows: that of a header is 0.
func firstRow(name string, part int) int {
	if part == 1 && strings.HasSuffix(name, ".csv") {
		return 0
	}
	return 1
}

// reportFn compares the documents, and counts the findings of all parts.
type reportFn struct{ Plan Plan }

func (fn *reportFn) ProcessElement(ctx context.Context, _ int, parts func(*string) bool) error {
	p := fn.Plan
	verified := make([]*verifiedPart, p.Parts)
	for text := ""; parts(&text); {
		v := new(verifiedPart)
		if err := json.Unmarshal([]byte(text), v); err != nil {
			return err
		}
		verified[max(v.Manifest.Part, 1)-1] = v
	}
	var findings []Finding
	err := p.work(ctx, func(ctx context.Context, s store) error {
		d, err := p.open()
		if err != nil {
			return err
		}
		manifests := make([]*export.Manifest, p.Parts)
		for i, v := range verified {
			if v == nil {
				return fmt.Errorf("part %d is missing", i+1)
			}
			manifests[i] = v.Manifest
		}
		m, documents, err := export.Assemble(ctx, d.Generator, manifests, d.whole()...)
		if err != nil {
			return err
		}
		return retry(ctx, p.RetryDelay, func() (err error) {
			findings = rowFindings(m, verified)
			others, err := p.documentFindings(ctx, s, m, documents)
			findings = append(findings, others...)
			return err
		})
	})
	if err != nil {
		return err
	}
	finishCount.Inc(ctx, 1)
	return countFindings(ctx, findings)
}

// documentFindings compares the documents, and looks for files that do not belong to the snapshot.
func (p Plan) documentFindings(ctx context.Context, s store, m *export.Manifest, documents []export.Document) (findings []Finding, err error) {
	names, err := s.list(ctx)
	if err != nil {
		return nil, err
	}
	belongs := map[string]bool{}
	for _, file := range m.Files {
		belongs[file.Name] = true
	}
	for _, document := range documents {
		belongs[document.Name] = true
		if !slices.Contains(names, document.Name) {
			findings = append(findings, Finding{document.Name, -1, -1, "is missing"})
			continue
		}
		var noted []difference
		c, err := newComparer(ctx, s, document.Name, 1, func(d difference) { noted = append(noted, d) })
		if err != nil {
			return nil, err
		}
		if _, err = c.Write(document.Text); err == nil {
			err = c.Close()
		}
		if err != nil {
			return nil, err
		}
		for _, d := range noted {
			findings = append(findings, Finding{d.File, -1, d.Offset, fmt.Sprintf("differs from byte %d on", d.Offset)})
		}
	}
	for _, name := range names {
		if !belongs[name] && !strings.HasPrefix(name, documents[len(documents)-1].Name+".") { // a signature of the manifest
			findings = append(findings, Finding{name, -1, -1, "does not belong to the snapshot"})
		}
	}
	return findings, nil
}

// findingSpace is the namespace of the counters whose names are findings. Counters are the only
// thing that every runner hands back from the workers.
const findingSpace = namespace + ".findings"

var findingCount = sdk.NewCounter(namespace, "findings")

// countFindings hands findings to the process that has submitted the run.
func countFindings(ctx context.Context, findings []Finding) error {
	findingCount.Inc(ctx, int64(len(findings)))
	for i, f := range findings[:min(len(findings), MaxFindings)] {
		text, err := json.Marshal(f)
		if err != nil {
			return err
		}
		sdk.NewCounter(findingSpace, fmt.Sprintf("%03d %s", i, text)).Inc(ctx, 1)
	}
	return nil
}

// readReport reads the findings of a run.
func readReport(result sdk.PipelineResult) (*Report, error) {
	r := &Report{Totals: totals(result)}
	for _, c := range counters(result, namespace) {
		if c.Name() == "findings" {
			r.Total = c.Result()
		}
	}
	var texts []string
	for _, c := range counters(result, findingSpace) {
		texts = append(texts, c.Name())
	}
	slices.Sort(texts)
	for _, text := range slices.Compact(texts) {
		var f Finding
		if err := json.Unmarshal([]byte(text[4:]), &f); err != nil {
			return nil, fmt.Errorf("a finding: %w", err)
		}
		r.Findings = append(r.Findings, f)
	}
	if int64(len(r.Findings)) != min(r.Total, MaxFindings) {
		return nil, errors.New("the runner did not return the counters, which have the findings")
	}
	return r, nil
}

package beam_test

import (
	"strings"
	"testing"

	"github.com/synthhub/synthhub/beam"
)

// flakyPlan returns a plan for the flaky file system, and the path of its folder.
func flakyPlan(t *testing.T, records, parts int) (p beam.Plan, dir string) {
	p = planOf(t, records, parts)
	dir = p.Folder
	p.Folder = "flaky://" + dir
	return p, dir
}

// callsOf runs a plan, and returns the number of its calls of the file system.
func callsOf(t *testing.T, p beam.Plan) int {
	t.Helper()
	end := flaky.failing(func(int, string, string) error { return nil })
	if _, err := beam.Generate(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	return end()
}

// TestEveryCallFails lets each call of the file system fail in a run of its own. All runs write the
// same bytes.
func TestEveryCallFails(t *testing.T) {
	p, dir := flakyPlan(t, 300, 3)
	want := single(t, p)
	calls := callsOf(t, p)
	sameFolders(t, want, dir)
	retried, ops := 0, map[string]bool{}
	for k := 0; k < calls; k++ {
		end := flaky.failing(func(call int, op, path string) error {
			if call == k {
				ops[op] = true
				return errFlaky
			}
			return nil
		})
		totals, err := beam.Generate(t.Context(), p)
		end()
		if err != nil {
			t.Fatalf("call %d: %v", k, err)
		}
		sameFolders(t, want, dir)
		retried += min(int(totals.Retries), 1)
	}
	// Looking for the mark of a canceled run may fail, and so may removing an attempt.
	if retried < calls/2 || len(ops) < 6 {
		t.Errorf("of %d calls %d were retried, %v", calls, retried, ops)
	}
}

// TestEachStepFails lets one call in each DoFn fail once, twice and always.
func TestEachStepFails(t *testing.T) {
	for _, c := range []struct{ name, op, file string }{
		{"prepare", "list", "*"},
		{"prepare reads the manifest", "read", manifest},
		{"write a part", "rename", "persons_v0_1-00002-of-00003.csv"},
		{"close a part", "close", "vehicles_v0_1-00003-of-00003.csv.attempt-"},
		{"finish removes the manifest", "remove", manifest},
		{"finish writes a document", "write", "metadata_v0_1.json"},
		{"finish renames the manifest", "rename", manifest},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, dir := flakyPlan(t, 300, 3)
			want := single(t, p)
			for times := 1; times <= 3; times++ {
				copyFolder(t, want, dir)
				failed := 0
				end := flaky.failing(func(_ int, op, path string) error {
					if failed < times && op == c.op && strings.Contains(path[len(p.Folder):], c.file) {
						failed++
						return errFlaky
					}
					return nil
				})
				totals, err := beam.Generate(t.Context(), p)
				end()
				if times < 3 {
					if err != nil || totals.Retries != int64(times) {
						t.Fatalf("failing %d times: %v, %+v", times, err, totals)
					}
					sameFolders(t, want, dir)
				} else if file := strings.TrimSuffix(c.file, "*"); err == nil || !strings.Contains(err.Error(), p.Folder+"/"+file) && file != "" || !strings.Contains(err.Error(), errFlaky.Error()) {
					t.Errorf("failing always: %v", err)
				}
				removeAll(t, dir)
			}
		})
	}
}

// TestNeverComplete lets the file system fail for good from some call on: there is never a manifest,
// unless it is that of the complete snapshot.
func TestNeverComplete(t *testing.T) {
	p, dir := flakyPlan(t, 300, 3)
	want := single(t, p)
	calls := callsOf(t, p)
	removeAll(t, dir)
	// The calls are not in the same order in every run, so the last ones are left out.
	for k := range calls - 10 {
		end := flaky.failing(func(call int, _, _ string) error {
			if call >= k {
				return errFlaky
			}
			return nil
		})
		_, err := beam.Generate(t.Context(), p)
		end()
		if err == nil || !strings.Contains(err.Error(), "after 3 attempts") {
			t.Fatalf("from call %d on: %v", k, err)
		}
		noManifest(t, dir)
	}
	if _, err := beam.Generate(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	sameFolders(t, want, dir)
}

// TestVerifyFails lets the reading of a file fail once, twice and always.
func TestVerifyFails(t *testing.T) {
	p, dir := flakyPlan(t, 300, 3)
	copyFolder(t, single(t, p), dir)
	for _, file := range []string{"profiles_v0_1-00002-of-00003.csv", "metadata_v0_1.json"} {
		for times := 1; times <= 3; times++ {
			failed := 0
			end := flaky.failing(func(_ int, op, path string) error {
				if failed < times && op == "read" && strings.Contains(path, file) {
					failed++
					return errFlaky
				}
				return nil
			})
			r, err := beam.Verify(t.Context(), beam.Plan{Folder: p.Folder, RetryDelay: p.RetryDelay})
			end()
			if times < 3 {
				if err != nil || r.Retries != int64(times) || r.Total != 0 {
					t.Fatalf("failing %d times: %v, %+v", times, err, r)
				}
			} else if err == nil || !strings.Contains(err.Error(), "read "+p.Folder+"/"+file+": "+errFlaky.Error()) {
				t.Errorf("failing always: %v", err)
			}
		}
	}
}

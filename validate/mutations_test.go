package validate_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/validate"
)

// mutate returns a copy of a text with a byte or a few changed.
func mutate(text []byte, how uint8, at, with uint32) []byte {
	if len(text) == 0 {
		return []byte{byte(with)}
	}
	text = bytes.Clone(text)
	index := func(v uint32) int { return int(uint64(v) % uint64(len(text))) } // where int has 32 bits too
	i := index(at)
	switch how % 6 {
	case 0:
		text[i] ^= 1 << (with % 8)
	case 1:
		text = slices.Delete(text, i, i+1)
	case 2:
		text = slices.Insert(text, i, byte(with))
	case 3:
		j := index(with)
		text[i], text[j] = text[j], text[i]
	case 4:
		text = slices.Delete(text, i, min(len(text), i+int(with%2000)))
	case 5:
		text = slices.Insert(text, i, text[:index(with)]...)
	}
	return text
}

// TestMutations corrupts snapshots at random places: nothing may go unnoticed.
func TestMutations(t *testing.T) {
	t.Parallel()
	mutations := 100
	if testenv.Long() {
		mutations = 1000
	}
	good := []folder{
		exported(t, tiny(t)),
		exported(t, tiny(t), export.Formats("csv", "ndjson", "json"), export.Parts(2)),
	}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range mutations {
		f := good[i%2].clone()
		names := f.names()
		name := names[r.IntN(len(names))]
		how, at, with := uint8(r.Uint32()), r.Uint32(), r.Uint32()
		f[name] = mutate(f[name], how, at, with)
		if bytes.Equal(f[name], good[i%2][name]) {
			continue
		}
		if rep := check(t, f.fs(), validate.Workers(1)); rep.Err() == nil {
			t.Errorf("%s, mutated by %d, %d, %d: nothing was found", name, how%6, at, with)
		}
	}
}

// fuzzFile replaces one file of a good snapshot by whatever comes: validation ends,
// with a report that does not contradict itself, and notices that the file is another.
func fuzzFile(f *testing.F, name string, seeds ...string) {
	good := exported(f, tiny(f))
	f.Add(good[name])
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		corrupted := good.clone()
		corrupted[name] = text
		r := check(t, corrupted.fs(), validate.Workers(1), validate.Reproduce())
		if same := bytes.Equal(text, good[name]); same != (r.Err() == nil) {
			t.Errorf("the file is the same: %t, and the error is %v", same, r.Err())
		}
	})
}

func FuzzCSV(f *testing.F) {
	fuzzFile(f, persons, "", "\n", "\ufeffperson_id\n", "a,b\r\n", "\"\n\"\n", "\x00", "\xff\xfe", "person_id,person_id\n")
}

func FuzzDocument(f *testing.F) {
	fuzzFile(f, dataset, "", "{}", "[", `{"metadata":{},`+"\n", `{"metadata":{},`+"\n\"persons\":[\n]}\n", `{"metadata":{},`+"\n\"persons\":[\n{}\n],\n", "{\"a\":1,\"a\":1}", "1e999999")
}

func FuzzManifest(f *testing.F) {
	fuzzFile(f, manifestName, "", "{}", "[[[[", `{"dataset_version":"v0.1","files":[{"path":"../x"}]}`, `{"record_counts":null}`, `{"settings":{"records":-1}}`, "{\"files\":[{\"bytes\":-9223372036854775808}]}",
		strings.ReplaceAll(`{"dataset_version":"v0.1","part":MAX,"parts":MAX,"record_counts":{"persons":MAX},"tables":[{"name":"persons","rows":MAX}],
"files":[{"name":"persons_v0_1.csv","path":"persons_v0_1.csv","table":"persons","media_type":"text/csv","part":MAX,"parts":MAX,"records":MAX,"bytes":MAX}]}`, "MAX", "9223372036854775807"),
		`{"dataset_version":"v0.1","settings":{"records":1073741824,"vehicles":{"min":1,"max":64}},"part":1,"parts":99999,"tables":[{"name":"persons","rows":-1}]}`,
		`{"dataset_version":"v0.1","part":-1,"parts":-9223372036854775808,"tables":[{"name":"persons"}],"files":[{"table":"persons","parts":-1,"part":-9223372036854775808}]}`)
}

func FuzzMetadata(f *testing.F) {
	fuzzFile(f, metadata, "", "{}", "null", `{"settings":{"records":18446744073709551615}}`, `{"settings":{"vehicles":{"min":64,"max":64}}}`)
}

func FuzzSnapshot(f *testing.F) {
	good := exported(f, tiny(f))
	names := good.names()
	f.Add(uint8(0), uint8(0), uint32(5), uint32(7))
	f.Fuzz(func(t *testing.T, which, how uint8, at, with uint32) {
		corrupted := good.clone()
		name := names[int(which)%len(names)]
		corrupted[name] = mutate(corrupted[name], how, at, with)
		r := check(t, corrupted.fs(), validate.Workers(1), validate.Reproduce())
		if same := bytes.Equal(corrupted[name], good[name]); same != (r.Err() == nil) {
			t.Errorf("%s is the same: %t, and the error is %v", name, same, r.Err())
		}
	})
}

package validate_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// TestManifestFields changes every value of a manifest, one at a time, and has everything that follows
// from the manifest agree again. Each change must be found if the dataset is reproduced, whatever
// shortcut that takes.
func TestManifestFields(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]export.Option{
		"all formats": {export.Formats(export.FormatNames()...)},
		"parts":       {export.Formats(export.FormatCSV, export.FormatNDJSON), export.Parts(2)},
		"a part":      {export.Formats(export.FormatCSV, export.FormatNDJSON), export.Part(2, 2)},
		"compressed":  {export.Formats(export.FormatCSV), export.Gzip()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			good := exported(t, generator(t, 40), opts...)
			var document any
			decoder := json.NewDecoder(bytes.NewReader(good[manifestName]))
			decoder.UseNumber()
			if err := decoder.Decode(&document); err != nil {
				t.Fatal(err)
			}
			changes := 0
			eachValue(document, "", func(path string, set func(any), value any) {
				if strings.HasPrefix(path, ".settings.contact") || strings.HasPrefix(path, ".settings.book") {
					return // the sender's words, which settings of other words reproduce too
				}
				set(another(value))
				text, err := json.Marshal(document)
				set(value)
				if err != nil {
					t.Fatal(err)
				}
				f := good.clone()
				var m export.Manifest
				if json.Unmarshal(text, &m) != nil {
					return // not a manifest at all, which another test holds
				}
				f.manifest(func(to *export.Manifest) { *to = m })
				if m.DatasetVersion == "v0.1" {
					f.seal()
				}
				if bytes.Equal(f[manifestName], good[manifestName]) {
					return // sealing has set it right
				}
				changes++
				if r, err := validate.Snapshot(t.Context(), f.fs(), validate.Reproduce()); err != nil || r.Err() == nil {
					t.Errorf("%s is %v and was %v: error %v, nothing found:\n%s", path, another(value), value, err, f[manifestName])
				}
			})
			if changes < 50 {
				t.Errorf("only %d changes", changes)
			}
		})
	}
}

// another returns another value of the same kind.
func another(value any) any {
	switch value := value.(type) {
	case json.Number:
		n, _ := value.Int64()
		return n + 1
	case bool:
		return !value
	case string:
		if strings.Trim(value, "0123456789abcdef") == "" && value != "" {
			return strings.Repeat("0", len(value))
		}
		return value + "x"
	}
	return "x"
}

// eachValue calls visit for every value of a JSON document that is neither an object nor an array, with
// a function that replaces it.
func eachValue(document any, path string, visit func(path string, set func(any), value any)) {
	switch d := document.(type) {
	case map[string]any:
		for key, value := range d {
			if nested(value) {
				eachValue(value, path+"."+key, visit)
			} else {
				visit(path+"."+key, func(v any) { d[key] = v }, value)
			}
		}
	case []any:
		for i, value := range d {
			if nested(value) {
				eachValue(value, fmt.Sprintf("%s[%d]", path, i), visit)
			} else {
				visit(fmt.Sprintf("%s[%d]", path, i), func(v any) { d[i] = v }, value)
			}
		}
	}
}

func nested(value any) bool {
	switch value.(type) {
	case map[string]any, []any:
		return true
	}
	return false
}

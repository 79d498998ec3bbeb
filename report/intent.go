package report

import (
	"encoding/json"
	"maps"
	"slices"
)

// A Difference is a setting that differs, with its value on both sides: a text as it is, another value in JSON.
type Difference struct {
	Setting string `json:"setting"`
	A       string `json:"a"`
	B       string `json:"b"`
}

// compareSettings lists the settings that differ.
func (d *Drift) compareSettings(a, b *Profile) {
	values := [2]map[string]json.RawMessage{}
	for side, p := range []*Profile{a, b} {
		if p.Settings == nil {
			return
		}
		text, err := json.Marshal(p.Settings)
		if err != nil || json.Unmarshal(text, &values[side]) != nil {
			return // settings are always written as an object
		}
	}
	names := maps.Clone(values[0])
	maps.Copy(names, values[1])
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if va, vb := string(values[0][name]), string(values[1][name]); va != vb {
			d.Intent = append(d.Intent, Difference{name, settingText(va), settingText(vb)})
		}
	}
}

// settingText returns a value of a setting for people.
func settingText(value string) string {
	var text string
	switch {
	case value == "":
		return "(none)"
	case json.Unmarshal([]byte(value), &text) != nil:
		return value
	case text == "":
		return "(none)"
	}
	return text
}

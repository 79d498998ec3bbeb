package synthhub_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
)

// TestBooks: datasets of different books share no id and no other number but by chance,
// whatever else is equal, and Find answers for its own book alone.
func TestBooks(t *testing.T) {
	settings := func(book string, states ...synthhub.State) synthhub.Settings {
		return synthhub.Settings{Records: 500, Seed: 42, Book: book, States: states, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}}
	}
	books := map[string]*synthhub.Generator{
		"all states":        generator(t, settings("")),
		"Texas":             generator(t, settings("", synthhub.StateTX)),
		"California":        generator(t, settings("", synthhub.StateCA)),
		"both":              generator(t, settings("", synthhub.StateTX, synthhub.StateCA)),
		"Texas, of a name":  generator(t, settings("gulf", synthhub.StateTX)),
		"all, of that name": generator(t, settings("gulf2")),
	}
	owner, vins, emails := map[uuid.UUID]string{}, map[string]string{}, map[string]int{}
	sameVIN := 0
	for name, g := range books {
		for r := range g.All() {
			ids := []uuid.UUID{r.Person.ID, r.Profile.ID}
			for i := range r.Vehicles {
				ids = append(ids, r.Vehicles[i].ID)
				if vins[r.Vehicles[i].VIN] != "" {
					sameVIN++
				}
				vins[r.Vehicles[i].VIN] = name
			}
			emails[r.Person.Email]++
			for _, id := range ids {
				if other, taken := owner[id]; taken {
					t.Fatalf("%s and %s share the id %v", name, other, id)
				}
				owner[id] = name
			}
		}
	}
	if sameVIN > 0 {
		t.Errorf("%d VINs are in two books", sameVIN)
	}
	if same := 6*500 - len(emails); same > 3 {
		t.Errorf("%d e-mail addresses are in two books", same)
	}
	for id, name := range owner {
		for other, g := range books {
			if _, found := g.Find(id); found != (name == other) {
				t.Fatalf("an id of %s, looked for in %s: found %t", name, other, found)
			}
		}
	}
}

// TestBookIsTheKey: what a dataset draws depends on the name of the book, and on nothing
// that gave it: states that are written out draw as those that are the default.
func TestBookIsTheKey(t *testing.T) {
	all := synthhub.DefaultSettings().States
	for _, c := range []struct {
		reason string
		a, b   synthhub.Settings
		same   bool
	}{
		{"all states, written out", synthhub.Settings{}, synthhub.Settings{States: all}, true},
		{"the default name, written out", synthhub.Settings{States: []synthhub.State{synthhub.StateNV, synthhub.StateCA}}, synthhub.Settings{Book: "CA,NV", States: []synthhub.State{synthhub.StateCA, synthhub.StateNV}}, true},
		{"another name", synthhub.Settings{}, synthhub.Settings{Book: "x"}, false},
		{"names in another case", synthhub.Settings{Book: "x"}, synthhub.Settings{Book: "X"}, false},
	} {
		t.Run(c.reason, func(t *testing.T) {
			a, b := generator(t, c.a).Record(5).Person, generator(t, c.b).Record(5).Person
			if same := a == b; same != c.same {
				t.Errorf("equal: %t, want %t", same, c.same)
			}
			if la, lb := c.a.Label("x", "y"), c.b.Label("x", "y"); (la == lb) != c.same {
				t.Error("the labels of the settings as they stand differ from those of the dataset")
			}
		})
	}
}

// TestBookJSON: the book stands in the JSON where it is not empty, follows the states where
// it is theirs, and stays where it was chosen.
func TestBookJSON(t *testing.T) {
	texas := []synthhub.State{synthhub.StateTX}
	for _, c := range []struct {
		reason string
		s      synthhub.Settings
		want   string // in the JSON
		moved  string // effective, once the states are changed to Ohio
	}{
		{"none", synthhub.Settings{}, "", "OH"},
		{"of the states", synthhub.Settings{States: texas}, "TX", "OH"},
		{"chosen", synthhub.Settings{States: texas, Book: "gulf"}, "gulf", "gulf"},
		{"chosen, all states", synthhub.Settings{Book: "gulf"}, "gulf", "gulf"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			text, err := json.Marshal(c.s)
			if err != nil {
				t.Fatal(err)
			}
			if has := strings.Contains(string(text), `"book":"`+c.want+`"`); has != (c.want != "") || strings.Contains(string(text), `"book"`) != (c.want != "") {
				t.Errorf("%s: want the book %q", text, c.want)
			}
			var back synthhub.Settings
			if err := json.Unmarshal(text, &back); err != nil || back.Effective().Book != c.want {
				t.Errorf("it comes back as %q, %v", back.Effective().Book, err)
			}
			for name, s := range map[string]synthhub.Settings{"read": back, "read over others": c.s.Effective()} {
				if name == "read over others" {
					if err := json.Unmarshal([]byte(`{"states":["OH"]}`), &s); err != nil {
						t.Fatal(err)
					}
				}
				s.States = []synthhub.State{synthhub.StateOH}
				if s.Effective().Book != c.moved {
					t.Errorf("%s, and moved to Ohio, it is %q, want %q", name, s.Effective().Book, c.moved)
				}
			}
		})
	}
}

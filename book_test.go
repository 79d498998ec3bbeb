package synthhub_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
)

// TestBooks: datasets that differ only in their books share no id, and other numbers only by
// chance. Find returns false for an id of another book.
func TestBooks(t *testing.T) {
	t.Parallel()
	settings := func(book string, states ...synthhub.State) synthhub.Settings {
		return synthhub.Settings{Records: 500, Seed: 42, Book: book, States: states, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}}
	}
	generators := map[string]*synthhub.Generator{
		"all states":        generator(t, settings("")),
		"Texas":             generator(t, settings("", synthhub.StateTX)),
		"California":        generator(t, settings("", synthhub.StateCA)),
		"both":              generator(t, settings("", synthhub.StateTX, synthhub.StateCA)),
		"gulf, Texas":       generator(t, settings("gulf", synthhub.StateTX)),
		"gulf2, all states": generator(t, settings("gulf2")),
	}
	type mailbox struct {
		index  int
		number string // the digits that make the address unique
	}
	books, vins, emails, mailboxes := map[uuid.UUID]string{}, map[string]string{}, map[string]int{}, map[mailbox]bool{}
	sameVIN := 0
	for name, g := range generators {
		for i := range g.Len() {
			r := g.Record(i)
			number := r.Person.Email[strings.IndexAny(r.Person.Email, "0123456789"):]
			number, _, _ = strings.Cut(number, "@")
			number, _, _ = strings.Cut(number, ".") // after it is the number of the holder
			mailboxes[mailbox{i, number}] = true
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
				if other, ok := books[id]; ok {
					t.Fatalf("%s and %s share the id %v", name, other, id)
				}
				books[id] = name
			}
		}
	}
	if sameVIN > 0 {
		t.Errorf("%d VINs are in two books", sameVIN)
	}
	if same := 6*500 - len(emails); same > 3 {
		t.Errorf("%d e-mail addresses are in two books", same)
	}
	if same := 6*500 - len(mailboxes); same > 30 { // numbers have three digits here: 7 are by chance
		t.Errorf("%d persons have the e-mail number of the same person of another book", same)
	}
	for id, name := range books {
		for other, g := range generators {
			if _, found := g.Find(id); found != (name == other) {
				t.Fatalf("Find of an id of %s in %s returns %t", name, other, found)
			}
		}
	}
}

// TestBookIsTheKey: draws depend on the effective name of the book, not on how the settings
// express it.
func TestBookIsTheKey(t *testing.T) {
	all := synthhub.DefaultSettings().States
	for _, c := range []struct {
		reason string
		a, b   synthhub.Settings
		same   bool
	}{
		{"all states listed", synthhub.Settings{}, synthhub.Settings{States: all}, true},
		{"the default name set", synthhub.Settings{States: []synthhub.State{synthhub.StateNV, synthhub.StateCA}}, synthhub.Settings{Book: "CA,NV", States: []synthhub.State{synthhub.StateCA, synthhub.StateNV}}, true},
		{"another name", synthhub.Settings{}, synthhub.Settings{Book: "x"}, false},
		{"the name in another case", synthhub.Settings{Book: "x"}, synthhub.Settings{Book: "X"}, false},
	} {
		t.Run(c.reason, func(t *testing.T) {
			a, b := generator(t, c.a).Record(5).Person, generator(t, c.b).Record(5).Person
			if same := a == b; same != c.same {
				t.Errorf("equal: %t, want %t", same, c.same)
			}
			if la, lb := c.a.Label("x", "y"), c.b.Label("x", "y"); (la == lb) != c.same {
				t.Errorf("equal labels: %t, want %t", la == lb, c.same)
			}
		})
	}
}

// TestBookJSON: the JSON has the book unless it is empty. After a change of the states, a default
// book changes with them, and a chosen one stays.
func TestBookJSON(t *testing.T) {
	texas := []synthhub.State{synthhub.StateTX}
	for _, c := range []struct {
		reason string
		s      synthhub.Settings
		want   string // in the JSON
		moved  string // effective, after the states are set to Ohio
	}{
		{"none", synthhub.Settings{}, "", "OH"},
		{"default", synthhub.Settings{States: texas}, "TX", "OH"},
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
				t.Errorf("it is read as %q, %v, want %q", back.Effective().Book, err, c.want)
			}
			over := c.s.Effective()
			if err := json.Unmarshal([]byte(`{"states":["OH"]}`), &over); err != nil {
				t.Fatal(err)
			}
			for name, s := range map[string]synthhub.Settings{"read": back, "read over effective settings": over} {
				s.States = []synthhub.State{synthhub.StateOH}
				if s.Effective().Book != c.moved {
					t.Errorf("%s and moved to Ohio, it is %q, want %q", name, s.Effective().Book, c.moved)
				}
			}
		})
	}
}

package entitylist_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/schema"
)

type visit struct{ ID int }

var visitTable = schema.New("visits", "Visits.", func(v *visit) []schema.Column {
	return []schema.Column{schema.Field(&v.ID, "visit_id", "Number.", schema.Key)}
})

func TestList(t *testing.T) {
	errBind := errors.New("no visits in this book")
	visits := synthhub.NewEntityWithSettings(visitTable, func(s synthhub.Settings) (func(*synthhub.Record, []visit) []visit, error) {
		if s.Book == "empty" {
			return nil, errBind
		}
		return func(r *synthhub.Record, dst []visit) []visit { return append(dst, visit{r.Slot + s.Records}) }, nil
	})
	list := append(synthhub.Entities(), visits)
	if got, want := entitylist.Names(list), []string{"persons", "vehicles", "profiles", "visits"}; !slices.Equal(got, want) {
		t.Errorf("names %q, want %q", got, want)
	}
	for i, name := range entitylist.Names(list) {
		if got := entitylist.Index(list, name); got != i {
			t.Errorf("index of %s is %d, want %d", name, got, i)
		}
		if got, want := entitylist.Governed(name), name != "visits"; got != want {
			t.Errorf("governed is %t for %s, want %t", got, name, want)
		}
	}
	if got := entitylist.Index(list, "Persons"); got >= 0 {
		t.Errorf("index of a name that no table has: %d", got)
	}
	if got := entitylist.Names(entitylist.UserDefined(list)); !slices.Equal(got, []string{"visits"}) || len(list) != 4 {
		t.Errorf("user-defined: %q, of a list that now has %d", got, len(list))
	}

	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 5})
	if err != nil {
		t.Fatal(err)
	}
	bound, err := entitylist.Bind(g.Settings(), list)
	if err != nil {
		t.Fatal(err)
	}
	r := g.Record(2)
	if text, rows := bound[3].AppendCSV(nil, &r); rows != 1 || string(text) != "7\n" {
		t.Errorf("the bound entity has the rows %q", text)
	}
	if _, err := entitylist.Bind(synthhub.Settings{Book: "empty"}, list); !errors.Is(err, errBind) {
		t.Errorf("error %v, want that of the entity", err)
	}
}

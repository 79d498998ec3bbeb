package vocab

import (
	"strings"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/text"
)

// TestLastNames: every name that can be drawn is a last name, folds to its parts, and nothing else is.
func TestLastNames(t *testing.T) {
	names := NewNames()
	given, last := draw.NewLabel(4, "given"), draw.NewLabel(4, "last")
	var name Name
	for key := range uint64(testenv.Scale(100_000, 1_000_000)) {
		gender := uint8(key % 3)
		names.draw(&name, uint8(1+key%StateCount), gender, 1930+int(key%80), given.Draw(key), last.Draw(key))
		b := name.LastWord.Append(make([]byte, 0, 64))
		first := name.FirstWord.String()
		email := first + "." + string(b)
		if name.Special {
			b = names.AppendMore(b, &name)
			email = string(names.AppendFolded(make([]byte, 0, 64), &name))
		}
		full := string(b)
		if !IsLastName(full) || gender != 1 && !IsFemaleName(first) && (gender == 0 || !IsMaleName(first)) || gender == 1 && !IsMaleName(first) {
			t.Fatalf("%s %s is not a name of gender %d", first, full, gender)
		}
		want := string(text.AppendFolded(append(text.AppendFolded(nil, first), '.'), CutSuffix(full)))
		if !strings.EqualFold(email, want) {
			t.Fatalf("%s %s has the e-mail address %s, want %s", first, full, email, want)
		}
	}
	for name, want := range map[string]bool{
		"Smith": true, "Smith Jr.": true, "Garcia-Lopez": true, "García-López III": true, "De La Cruz Sr.": true, "O'Brien-St. John": true,
		"OBrien": true, "McDonald": true, "Smith-": false, "Smith-Smith": false, "-Smith": false, "-": false, "Smith-Jones-Brown": false, "Smith Jr": false, "Smith Jr. Sr.": false,
		"Jr.": false, " Jr.": false, "Smith  II": false, "smith": false, "SMITH": false, "Garci\u0301a": false, "Smith\xff": false, "\xff-\xfe": false,
		"O’Brien": false, "": false, "Smith-Jr.": false, "Delacruz": true, "Dela Cruz": false, " Smith": false,
	} {
		if got := IsLastName(name); got != want {
			t.Errorf("IsLastName(%q) = %t", name, got)
		}
	}
}

// FuzzLastName: no text makes the look-ups crash, and a suffix or a second surname makes a last name of a surname.
func FuzzLastName(f *testing.F) {
	for _, s := range []string{"Smith", "García", "O'Brien", "De La Cruz", "-", " ", "Smith Jr.", "\xff\xfe", "e\u0301", "a-b-c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		cut := CutSuffix(s)
		if !strings.HasPrefix(s, cut) || CutSuffix(cut+" Jr.") != cut && cut != "" {
			t.Fatalf("%q without its suffix is %q", s, cut)
		}
		if IsSurname(s) != (IsLastName(s+" Jr.") && (s == "Smith" || IsLastName(s+"-Smith")) && !strings.Contains(s, "-")) {
			t.Fatalf("%q is a surname: %t", s, IsSurname(s))
		}
	})
}

package synthhub

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"errors"
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/schema"
)

// enumValue has the methods of every enum.
type enumValue interface {
	fmt.Stringer
	encoding.TextAppender
	encoding.TextMarshaler
	driver.Valuer
	Names() []string
}

// An enumCase calls the methods and functions of one enum.
type enumCase struct {
	name  string
	of    func(v uint8) enumValue
	parse func(word string) (enumValue, error)
	into  func(v *uint8) interface {
		encoding.TextUnmarshaler
		sql.Scanner
	}
}

func caseOf[W words](name string, parse func(string) (Enum[W], error)) enumCase {
	return enumCase{name, func(v uint8) enumValue { return Enum[W](v) },
		func(word string) (enumValue, error) { return parse(word) },
		func(v *uint8) interface {
			encoding.TextUnmarshaler
			sql.Scanner
		} {
			return (*Enum[W])(v)
		}}
}

var enumCases = []enumCase{
	caseOf("Gender", ParseGender),
	caseOf("MaritalStatus", ParseMaritalStatus),
	caseOf("LicenseStatus", ParseLicenseStatus),
	caseOf("LineOfBusiness", ParseLineOfBusiness),
	caseOf("Country", ParseCountry),
	caseOf("Usage", ParseUsage),
	caseOf("Ownership", ParseOwnership),
	caseOf("TitleStatus", ParseTitleStatus),
	caseOf("RiskRating", ParseRiskRating),
	caseOf("BodyStyle", ParseBodyStyle),
	caseOf("FuelType", ParseFuelType),
	caseOf("State", ParseState),
}

// TestEnums: every value is the same after text and SQL, and what is not a word is an error that
// leaves the variable unchanged.
func TestEnums(t *testing.T) {
	for _, c := range enumCases {
		t.Run(c.name, func(t *testing.T) {
			names := c.of(0).Names()
			if names[0] != "" {
				t.Fatalf("the word of unset is %q", names[0])
			}
			for v := range uint8(len(names)) {
				e := c.of(v)
				text, err := e.MarshalText()
				appended, err2 := e.AppendText([]byte("x"))
				if err != nil || err2 != nil || string(text) != names[v] || string(appended) != "x"+names[v] || e.String() != names[v] {
					t.Errorf("%d is %q, %q, %q, %v, %v, want %q", v, text, appended, e, err, err2, names[v])
				}
				value, err := e.Value()
				if want := driver.Value(names[v]); err != nil || v > 0 && value != want || v == 0 && value != nil {
					t.Errorf("%d is %v, %v in a database", v, value, err)
				}
				for _, src := range []any{value, []byte(names[v])} {
					back := uint8(99)
					if err := c.into(&back).Scan(src); err != nil || back != v {
						t.Errorf("%T %q is scanned as %d, %v, want %d", src, src, back, err, v)
					}
				}
				back := uint8(99)
				if err := c.into(&back).UnmarshalText(text); err != nil || back != v {
					t.Errorf("%q is read as %d, %v, want %d", text, back, err, v)
				}
				if parsed, err := c.parse(names[v]); v > 0 && (err != nil || parsed != e) || v == 0 && err == nil {
					t.Errorf("%q is parsed as %v, %v", names[v], parsed, err)
				}
			}
			misspelled := names[1] + "x"
			if _, err := c.parse(misspelled); !errors.Is(err, schema.ErrUnknown) || len(names[1]) > 2 && !strings.Contains(err.Error(), "did you mean "+names[1]+"?") {
				t.Errorf("%q: error %v", misspelled, err)
			}
			value := uint8(1)
			for name, err := range map[string]error{
				"text": c.into(&value).UnmarshalText([]byte("~")), "SQL text": c.into(&value).Scan("~"), "an SQL number": c.into(&value).Scan(int64(1)),
			} {
				if err == nil || value != 1 {
					t.Errorf("%s that is not a word: %v, and the value changes to %d", name, err, value)
				}
			}
			beyond := c.of(uint8(len(names)))
			if _, err := beyond.Value(); !errors.Is(err, schema.ErrUnknown) || beyond.String() != "" {
				t.Errorf("a value without a word is %q, %v in a database", beyond, err)
			}
			if _, err := beyond.MarshalText(); !errors.Is(err, schema.ErrUnknown) {
				t.Errorf("a value without a word is text, %v", err)
			}
		})
	}
}

// constantWords has the words that are not the end of the name of their constant.
var constantWords = map[string]string{
	"GenderFemale": "F", "GenderMale": "M", "GenderUnspecified": "X", "BodyTractor": "Truck Tractor", "FuelPlugInHybrid": "Plug-in Hybrid",
}

// TestEnumConstants: there is a constant for every word, with its number and a name that ends
// with the word.
func TestEnumConstants(t *testing.T) {
	constants := enumConstants(t)
	for _, c := range enumCases {
		t.Run(c.name, func(t *testing.T) {
			words := map[string]bool{}
			for name, value := range constants[c.name] {
				word := c.of(value).String()
				words[word] = true
				if want, ok := constantWords[name]; ok && want != word || !ok && (word == "" || !strings.HasSuffix(name, strings.ReplaceAll(word, " ", ""))) {
					t.Errorf("%s is %q", name, word)
				}
			}
			for _, word := range c.of(0).Names()[1:] {
				if !words[word] {
					t.Errorf("there is no constant for %q", word)
				}
			}
		})
	}
}

// enumConstants returns the exported constants of each enum type by name, from the source.
func enumConstants(t *testing.T) map[string]map[string]uint8 {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	// Imports are not resolved: the constants do not need them.
	config := types.Config{Error: func(error) {}}
	info := types.Info{Defs: map[*ast.Ident]types.Object{}}
	_, _ = config.Check("synthhub", fset, files, &info)
	constants := map[string]map[string]uint8{}
	for ident, object := range info.Defs {
		c, ok := object.(*types.Const)
		if !ok || !ident.IsExported() {
			continue
		}
		if alias, ok := c.Type().(*types.Alias); ok {
			value, _ := constant.Uint64Val(c.Val())
			if constants[alias.Obj().Name()] == nil {
				constants[alias.Obj().Name()] = map[string]uint8{}
			}
			constants[alias.Obj().Name()][ident.Name] = uint8(value)
		}
	}
	return constants
}

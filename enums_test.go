package synthhub

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"errors"
	"fmt"
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
	count int // of the constants
	of    func(v uint8) enumValue
	parse func(word string) (enumValue, error)
	into  func(v *uint8) interface {
		encoding.TextUnmarshaler
		sql.Scanner
	}
}

func caseOf[W words](name string, last Enum[W], parse func(string) (Enum[W], error)) enumCase {
	return enumCase{name, int(last), func(v uint8) enumValue { return Enum[W](v) },
		func(word string) (enumValue, error) { return parse(word) },
		func(v *uint8) interface {
			encoding.TextUnmarshaler
			sql.Scanner
		} {
			return (*Enum[W])(v)
		}}
}

var enumCases = []enumCase{
	caseOf("Gender", GenderUnspecified, ParseGender),
	caseOf("MaritalStatus", MaritalWidowed, ParseMaritalStatus),
	caseOf("LineOfBusiness", LineCommercial, ParseLineOfBusiness),
	caseOf("Country", CountryUS, ParseCountry),
	caseOf("Usage", UsageFarm, ParseUsage),
	caseOf("Ownership", OwnershipLeased, ParseOwnership),
	caseOf("RiskRating", RiskHigh, ParseRiskRating),
	caseOf("BodyStyle", BodyHeavyTruck, ParseBodyStyle),
	caseOf("FuelType", FuelElectric, ParseFuelType),
	caseOf("State", StateWY, ParseState),
}

// TestEnums: every value is the same after text and SQL, and what is not a word is an error that
// leaves the variable unchanged.
func TestEnums(t *testing.T) {
	for _, c := range enumCases {
		t.Run(c.name, func(t *testing.T) {
			names := c.of(0).Names()
			if len(names) != c.count+1 || names[0] != "" {
				t.Fatalf("%d words for %d constants, and the word of unset is %q", len(names)-1, c.count, names[0])
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

// TestEnumConstants: the constants have the numbers that their words have in internal/vocab.
func TestEnumConstants(t *testing.T) {
	for word, e := range map[string]fmt.Stringer{
		"F": GenderFemale, "M": GenderMale, "X": GenderUnspecified,
		"Convertible": BodyConvertible, "Coupe": BodyCoupe, "Hatchback": BodyHatchback, "Sedan": BodySedan, "Wagon": BodyWagon, "SUV": BodySUV,
		"Minivan": BodyMinivan, "Pickup": BodyPickup, "Passenger Van": BodyPassengerVan, "Cargo Van": BodyCargoVan, "Step Van": BodyStepVan,
		"Box Truck": BodyBoxTruck, "Truck Tractor": BodyTractor, "Heavy Truck": BodyHeavyTruck,
		"Gasoline": FuelGasoline, "Diesel": FuelDiesel, "Hybrid": FuelHybrid, "Plug-in Hybrid": FuelPlugInHybrid, "Electric": FuelElectric,
		"AK": StateAK, "CA": StateCA, "DC": StateDC, "NV": StateNV, "TX": StateTX, "WY": StateWY,
	} {
		if e.String() != word {
			t.Errorf("the constant for %q is %q", word, e)
		}
	}
	codes := strings.Fields("AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY")
	for i, state := range []State{
		StateAK, StateAL, StateAR, StateAZ, StateCA, StateCO, StateCT, StateDC, StateDE, StateFL, StateGA, StateHI, StateIA, StateID, StateIL, StateIN, StateKS,
		StateKY, StateLA, StateMA, StateMD, StateME, StateMI, StateMN, StateMO, StateMS, StateMT, StateNC, StateND, StateNE, StateNH, StateNJ, StateNM, StateNV,
		StateNY, StateOH, StateOK, StateOR, StatePA, StateRI, StateSC, StateSD, StateTN, StateTX, StateUT, StateVA, StateVT, StateWA, StateWI, StateWV, StateWY,
	} {
		if state.String() != codes[i] {
			t.Errorf("State%s is %q", codes[i], state)
		}
	}
}

package synthhub

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// anEnum is what every enum can do.
type anEnum interface {
	fmt.Stringer
	encoding.TextAppender
	encoding.TextMarshaler
	driver.Valuer
	Names() []string
}

// enumCase has an enum as values of its own type.
type enumCase struct {
	name  string
	count int // of the constants
	of    func(v uint8) anEnum
	parse func(word string) (anEnum, error)
	into  func(v *uint8) interface {
		encoding.TextUnmarshaler
		sql.Scanner
	}
}

func caseOf[W words](name string, last Enum[W], parse func(string) (Enum[W], error)) enumCase {
	return enumCase{name, int(last), func(v uint8) anEnum { return Enum[W](v) },
		func(word string) (anEnum, error) { return parse(word) },
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

// TestEnums: every value goes through text and SQL and back, and what is not a word is an
// error that leaves the variable unchanged.
func TestEnums(t *testing.T) {
	for _, c := range enumCases {
		t.Run(c.name, func(t *testing.T) {
			names := c.of(0).Names()
			if len(names) != c.count+1 || names[0] != "" {
				t.Fatalf("%d words for %d constants, the first %q", len(names)-1, c.count, names[0])
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
			kept := uint8(1)
			for name, err := range map[string]error{
				"text": c.into(&kept).UnmarshalText([]byte("~")), "SQL": c.into(&kept).Scan("~"), "an SQL number": c.into(&kept).Scan(int64(1)),
			} {
				if err == nil || kept != 1 {
					t.Errorf("%s that is not a word: %v, and the value is %d", name, err, kept)
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

// TestEnumConstants: the constants that stand beside words of internal/vocab have the
// numbers of those.
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

// TestEnumsComplete: a new value of an enum has weights, miles and points, or this says
// what it lacks.
func TestEnumsComplete(t *testing.T) {
	for _, c := range []struct {
		table     string
		has, want int
	}{
		{"vocab.GenderWeights", len(vocab.GenderWeights), len(genders.Words) - 1},
		{"vocab.Marital", len(vocab.Marital[0]), len(maritalStatuses.Words) - 1},
		{"points of the usages", len(riskTable[riskUsage].Points), len(usages.Words) - 1},
		{"points of the body styles", len(riskTable[riskBody].Points), len(bodyStyles.Words) - 1},
		{"usage constants", int(usageEnd), len(usages.Words)},
		{"line constants", int(lineEnd), len(linesOfBusiness.Words)},
		{"ownership constants", int(ownershipEnd), len(ownerships.Words)},
		{"state constants", int(stateEnd), len(stateCodes.Words)},
		{"vocab.Populations", len(vocab.Populations), len(stateCodes.Words)},
		{"vocab.Licences", len(vocab.Licences), len(stateCodes.Words)},
		{"vocab.Plates", len(vocab.Plates), len(stateCodes.Words)},
	} {
		if c.has != c.want {
			t.Errorf("%s: %d entries, want %d", c.table, c.has, c.want)
		}
	}
	for u := UsagePleasure; u < usageEnd; u++ {
		drawn := false
		for _, weights := range usageWeights {
			drawn = drawn || weights[u-1] > 0
		}
		if r := mileages[u]; !drawn || r.min <= 0 || r.max <= r.min {
			t.Errorf("usage %v: weights %t, miles %v", u, drawn, r)
		}
	}
	for o := OwnershipOwned; o < ownershipEnd; o++ {
		drawn := false
		for _, weights := range ownershipByAge {
			drawn = drawn || weights[o-1] > 0
		}
		if !drawn {
			t.Errorf("ownership %v has no weight at any age", o)
		}
	}
	for l := LinePersonal; l < lineEnd; l++ {
		if garagedElsewhere[l] == 0 {
			t.Errorf("line %v: no share of vehicles garaged elsewhere", l)
		}
	}
	bodies, fuels := map[vocab.Body]bool{vocab.PassengerVan: true}, map[vocab.Fuel]bool{}
	for i := range vocab.Models { // none of which is a passenger van yet
		bodies[vocab.Models[i].Body] = true
		for _, f := range vocab.Models[i].Fuels {
			fuels[f.Fuel] = true
		}
	}
	if len(bodies) != len(bodyStyles.Words)-1 || len(fuels) != len(fuelTypes.Words)-1 {
		t.Errorf("the models have %d of %d bodies and %d of %d fuels", len(bodies), len(bodyStyles.Words)-1, len(fuels), len(fuelTypes.Words)-1)
	}
}

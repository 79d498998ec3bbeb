package synthhub

import (
	"log/slog"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/internal/choice"
	"github.com/synthhub/synthhub/internal/registration"
	"github.com/synthhub/synthhub/internal/strata"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vin"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// A Vehicle is insured by a person. [VehicleTable] has the sentence and the rules of each
// column: vehicle_id, person_id, vin, make, model, model_year, body_style, fuel_type,
// gvwr_class, registration_plate, registration_state, registration_expires_on, usage, annual_mileage,
// odometer, ownership, title_status, value_usd, risk_rating, lob_type, garaging_state, garaging_postal_code,
// synthetic_source.
type Vehicle struct {
	ID                    uuid.UUID      `csv:"vehicle_id" json:"vehicle_id" db:"vehicle_id"`
	PersonID              uuid.UUID      `csv:"person_id" json:"person_id" db:"person_id"`
	VIN                   string         `csv:"vin" json:"vin" db:"vin"`
	Make                  string         `csv:"make" json:"make" db:"make"`
	Model                 string         `csv:"model" json:"model" db:"model"`
	ModelYear             int            `csv:"model_year" json:"model_year" db:"model_year"`
	BodyStyle             BodyStyle      `csv:"body_style" json:"body_style" db:"body_style"`
	FuelType              FuelType       `csv:"fuel_type" json:"fuel_type" db:"fuel_type"`
	GVWRClass             int            `csv:"gvwr_class" json:"gvwr_class" db:"gvwr_class"`
	RegistrationPlate     string         `csv:"registration_plate" json:"registration_plate" db:"registration_plate"`
	RegistrationState     State          `csv:"registration_state" json:"registration_state" db:"registration_state"`
	RegistrationExpiresOn Date           `csv:"registration_expires_on" json:"registration_expires_on" db:"registration_expires_on"`
	Usage                 Usage          `csv:"usage" json:"usage" db:"usage"`
	AnnualMileage         int            `csv:"annual_mileage" json:"annual_mileage" db:"annual_mileage"`
	Odometer              int            `csv:"odometer" json:"odometer" db:"odometer"`
	Ownership             Ownership      `csv:"ownership" json:"ownership" db:"ownership"`
	TitleStatus           TitleStatus    `csv:"title_status" json:"title_status" db:"title_status"`
	ValueUSD              int            `csv:"value_usd" json:"value_usd" db:"value_usd"`
	RiskRating            RiskRating     `csv:"risk_rating" json:"risk_rating" db:"risk_rating"`
	LOBType               LineOfBusiness `csv:"lob_type" json:"lob_type" db:"lob_type"`
	GaragingState         State          `csv:"garaging_state" json:"garaging_state" db:"garaging_state"`
	GaragingPostalCode    string         `csv:"garaging_postal_code" json:"garaging_postal_code" db:"garaging_postal_code"`
	SyntheticSource       string         `csv:"synthetic_source" json:"synthetic_source" db:"synthetic_source"`
}

// VehicleTable has the description, the class and the rules of each column of [Vehicle].
var VehicleTable = schema.New("vehicles", "Vehicles that persons insure, one or more per person, the primary one first.", vehicleColumns, vehicleRules...)

func vehicleColumns(v *Vehicle) []schema.Column {
	return []schema.Column{
		schema.Field(&v.ID, "vehicle_id", "Identifier of the vehicle.", schema.Key, schema.UUIDVersion(4)),
		schema.Field(&v.PersonID, "person_id", "Person who insures the vehicle.", schema.Ref("persons.person_id"), schema.UUIDVersion(4)),
		schema.Field(&v.VIN, "vin", "Vehicle identification number. No manufacturer has registered its attribute section, so it identifies no real vehicle.", schema.DirectIdentifier, schema.Unique, schema.Shape("v{17}")),
		schema.Field(&v.Make, "make", "Make of the vehicle.", schema.Len(2, 40)),
		schema.Field(&v.Model, "model", "Model that the make sold in the model year.", schema.Len(1, 40)),
		schema.Field(&v.ModelYear, "model_year", "Model year, at most one year after the year of the as-of date.", schema.Range(1980, 2040)),
		schema.Field(&v.BodyStyle, "body_style", "Body style of the model."),
		schema.Field(&v.FuelType, "fuel_type", "Fuel, or Hybrid, Plug-in Hybrid or Electric, with which the model was sold."),
		schema.Field(&v.GVWRClass, "gvwr_class", "Class of the gross vehicle weight rating, from 1 (up to 6,000 lb) to 8 (above 33,000 lb).", schema.Range(1, vocab.MaxClass)),
		schema.Field(&v.RegistrationPlate, "registration_plate", "Registration plate in a format of the state, without separators.", schema.AsOf, schema.DirectIdentifier, schema.UniqueIn("registration_state"), schema.Len(4, 10)),
		schema.Field(&v.RegistrationState, "registration_state", "State of registration: the state where the person lives.", schema.AsOf, schema.QuasiIdentifier),
		schema.Field(&v.RegistrationExpiresOn, "registration_expires_on", "Last day of the registration, at most 36 months ahead. It is up to 12 months in the past if the registration has lapsed. Most states have the last day of a month, some a birthday of the owner or any day.", schema.AsOf),
		schema.Field(&v.Usage, "usage", "Main use of the vehicle.", schema.AsOf),
		schema.Field(&v.AnnualMileage, "annual_mileage", "Miles driven in a year.", schema.AsOf, schema.Range(500, 150000)),
		schema.Field(&v.Odometer, "odometer", "Odometer in miles at the last reading. There is one a year, and one when the person gets the vehicle.", schema.AsOf, schema.Range(0, maxOdometer)),
		schema.Field(&v.Ownership, "ownership", "Whether the vehicle is owned, financed or leased.", schema.AsOf),
		schema.Field(&v.TitleStatus, "title_status", "Brand of the title when the person gets the vehicle: Clean, Salvage (after a total loss, not for the road), or Rebuilt (repaired and inspected after a total loss)."),
		schema.Field(&v.ValueUSD, "value_usd", "Value in US dollars on the as-of date: list price less depreciation by body and fuel, age, odometer and title. The last digit of the VIN stands for the trim.", schema.AsOf, schema.Range(500, 500000)),
		schema.Field(&v.RiskRating, "risk_rating", "Rating of the person in this vehicle: Low, Medium or High. It is a label for routing test cases, not an actuarial score.", schema.AsOf),
		schema.Field(&v.LOBType, "lob_type", "Line of business of the person."),
		schema.Field(&v.GaragingState, "garaging_state", "State where the vehicle is kept: the state of residence, or for a few vehicles a neighboring state.", schema.AsOf, schema.QuasiIdentifier),
		schema.Field(&v.GaragingPostalCode, "garaging_postal_code", "ZIP code where the vehicle is kept: that of the residence, or for a few vehicles one nearby or in a neighboring state.", schema.AsOf, schema.QuasiIdentifier, schema.Shape("d{5}")),
		schema.Field(&v.SyntheticSource, "synthetic_source", "Source of the row. The same in every row.", schema.GovernanceInfo, schema.Shape("'"+Marker+"'")),
	}
}

func newVehicles() Entity {
	return entityOf(VehicleTable, func(r *Record, i int) *Vehicle {
		if i < len(r.Vehicles) {
			return &r.Vehicles[i]
		}
		return nil
	})
}

// LogValue returns id, model and state, for log/slog.
func (v Vehicle) LogValue() slog.Value {
	return logValue(v.ID, "model", string(catalog.AppendSummary(nil, v.ModelYear, v.Make, v.Model)), v.RegistrationState)
}

// vehicleLabels are the sources of randomness of a vehicle's attributes.
type vehicleLabels struct {
	count, lives, grown, model, fuel, expires, usage, mileage, odometer, ownership, garaging, garagingZIP draw.Label
}

func newVehicleLabels(label func(attribute string) draw.Label) vehicleLabels {
	return vehicleLabels{
		count: label("count"), lives: label("model_year"), grown: label("model_year.grown"),
		model: label("model"), fuel: label("fuel_type"),
		expires: label("registration_expires_on"), usage: label("usage"), mileage: label("annual_mileage"), odometer: label("odometer"),
		ownership: label("ownership"), garaging: label("garaging_state"), garagingZIP: label("garaging_postal_code"),
	}
}

// VehicleCount returns the number of vehicles in the record of a slot, without building it.
func (g *Generator) VehicleCount(slot int) int {
	checkSlot(slot)
	if g.settings.Vehicles.Min == g.settings.Vehicles.Max {
		return g.settings.Vehicles.Min
	}
	lob := g.lineOf(slot)
	o := g.occupant(slot, lob)
	return g.vehicleCount(&o, lob)
}

// vehicleCount returns the number of vehicles of an occupant on the day: households and fleets,
// within the range of the settings. Minors have the minimum.
func (g *Generator) vehicleCount(o *timeline.Occupant, lob LineOfBusiness) int {
	if g.day < adultOn(o) {
		return g.settings.Vehicles.Min
	}
	return g.maxVehicles(o, lob)
}

// maxVehicles returns the number of vehicles of an adult. It is that of the slot and does not depend
// on the person.
func (g *Generator) maxVehicles(o *timeline.Occupant, lob LineOfBusiness) int {
	if g.settings.Vehicles.Min == g.settings.Vehicles.Max {
		return g.settings.Vehicles.Min
	}
	slot, _, _ := timeline.SplitKey(o.Key)
	return g.settings.Vehicles.Min + g.vehicleCounts[lob].Pick(g.vehicle.count.Draw(uint64(slot)))
}

// adultOn returns the day from which on an occupant has vehicles above the minimum.
func adultOn(o *timeline.Occupant) timeline.Day {
	return o.Born + timeline.DaysOfYears(ageOfMajority)
}

// drawModel draws the model of a vehicle.
func (g *Generator) drawModel(v *vehicleBuild) {
	v.model = g.tables.Pick(v.models, g.vehicle.model.Draw(v.key), 0)
	v.first = v.model
}

// avoidModels draws another model for a vehicle where it must. In a household nobody buys one of a
// model that the household has or would have by first choice, as far as a few tries go; of two that
// are bought on one day the later one gives way.
func (g *Generator) avoidModels(v *vehicleBuild, vehicles []vehicleBuild) {
	const maxTries = 3
	if len(vehicles) == 1 || v.lob == LineCommercial {
		return
	}
	for try := uint64(1); try <= maxTries && g.hasModel(v, vehicles); try++ {
		v.model = g.tables.Pick(v.models, g.vehicle.model.Draw(v.key), try)
	}
}

// modelsOf returns the models of which a vehicle is one, and 1 if they have a plug, for the model year
// in which it was built.
func (g *Generator) modelsOf(r *recordBuild, p *possession) (models uint16, plug uint8) {
	use := g.tables.jobs[r.work()].use[r.lob][choice.Less(0, uint64(p.row&(1<<ordinalBits-1)))]
	return g.tables.Choose(use, modelYear(p.Born), g.buyer(r, p), g.vehicle.model.Draw(p.key))
}

// buyer returns who bought a vehicle: somebody of the state, the age and the family of that day. For
// the first vehicle that is the day on which its owner came.
func (g *Generator) buyer(r *recordBuild, p *possession) catalog.Buyer {
	drawn, gender := r.married, int(r.gender-GenderFemale)
	age := timeline.NewReading(drawn).Age(r.Born, p.From)
	buyer := g.tables.Person(g.stateOn(r, p.From), r.pay, age, g.tables.marital.Ever(gender, age, drawn), gender)
	buyer.Used = uint8(timeline.Years(p.From-p.Born)) & uint8(r.lob-LineCommercial) // 0 in the commercial line
	return buyer.Or(r.lob == LineCommercial)
}

// hasModel reports whether the household of a vehicle has one of its model on the day of the
// purchase.
func (g *Generator) hasModel(v *vehicleBuild, vehicles []vehicleBuild) bool {
	bought := v.possession.From
	for i := range vehicles {
		o := &vehicles[i]
		if o.ordinal == v.ordinal {
			continue
		}
		p, first := o.possession, o.first
		if p.From > bought { // there was another, or none
			if chain := g.carChain(&v.Occupant, v.keeper, o.ordinal); chain.Start() > bought {
				continue
			}
			p = g.possessionOn(&v.Occupant, v.keeper, o.ordinal, bought)
			models, _ := g.modelsOf(v.recordBuild, &p)
			first = g.tables.Pick(models, g.vehicle.model.Draw(p.key), 0)
		}
		if p.From == bought && o.ordinal > v.ordinal {
			continue
		}
		if g.tables.SameModel(first, v.model) {
			return true
		}
	}
	return false
}

// numberVehicle numbers the VIN and the plate of a vehicle. Later holders, later vehicles and moves
// get another of the numbers of the slot or the rank: the factors keep apart those that are near
// each other in time.
func (g *Generator) numberVehicle(v *vehicleBuild) {
	tenure, heir, purchase := uint32(v.Tenure), uint32(v.Heir), uint32(v.row>>ordinalBits)
	v.serial = g.numbers.vins[g.tables.Years[v.model].VIN].At(vin.Position(v.slot, v.ordinal, 8*tenure+(5*heir+purchase)%8))
	plates := &g.numbers.plates[v.home.State][plateSeries(v.lob)]
	v.plate = plates.NumberAt(v.home.Rank, v.ordinal, purchase+(plates.Each(v.ordinal)-1)*(tenure+2*heir)+5*uint32(v.home.Moves))
}

// fillVehicle builds the row of a vehicle, in the order of dependence.
func (g *Generator) fillVehicle(b *vehicleBuild, texts *text.Arena) {
	key, ordinal, p, t, l := b.key, b.ordinal, b.person, g.tables, &g.vehicle
	v, m := &b.vehicles[ordinal], &t.Years[b.model]

	// Identity.
	g.numbers.vehicleIDs.Put(&v.ID, b.Key, b.row)
	v.PersonID, v.LOBType, v.SyntheticSource = p.ID, b.lob, Marker
	line, summary := &t.Lines[m.Line], t.Summary(m)
	name := summary[len("2026 "):]
	v.Make, v.Model, v.ModelYear, v.BodyStyle = name[:line.MakeLen], name[line.MakeLen+1:], int(m.Year), BodyStyle(line.Body)
	v.GVWRClass, v.FuelType = int(line.Class), FuelType(t.Fuels[m.Fuels+uint16(b.plug)].Pick(l.fuel.Draw(key)))
	built := texts.Reserve(maxVehicleText)
	v.VIN, built = text.Cut(t.VINs[m.VIN].Append(built, b.serial, v.ModelYear))
	v.RegistrationPlate, built = text.Cut(t.Plates[p.State][plateSeries(b.lob)].Append(built, b.plate, 0))
	texts.Commit(built)
	v.RegistrationState = p.State
	since, isIssue := registeredOn(&b.possession, &b.home)
	terms := registration.Terms(b.home.State, line.Class >= vocab.HeavyClass, l.expires.Draw(key), since, isIssue, b.Occupant.Born, p.LastName)
	v.RegistrationExpiresOn = dateOf(terms.Expiry(g.day, registration.Late))

	// Usage and value.
	past, bought := g.fillTitle(b, v)
	v.Usage = g.usage(b, BodyStyle(line.Body))
	if v.TitleStatus == TitleSalvage {
		v.Usage = UsagePleasure
	}
	age := valueAge(b.possession.Born, g.day)
	g.fillMiles(b, v, line, age)
	v.Ownership = g.ownershipOn(b, g.day)
	g.fillOdometer(b, v, line, age, bought, past)
	v.ValueUSD = t.valueOf(m, v, age)
	score := t.risk.total(&t.byAge[b.age], b.experience, p, v)
	v.RiskRating = ratingOf(score)
	if ordinal == 0 {
		b.score, b.profile.VehicleSummary = score, summary
	}

	// Garaging.
	v.GaragingState, v.GaragingPostalCode = p.State, p.PostalCode
	if drawn := l.garaging.DrawAt(b.address, ordinal); choice.Chance(drawn, garagedElsewhere[b.lob], 100) {
		state, zip := t.garages.Elsewhere(b.home.State, b.zip, drawn, l.garagingZIP.DrawAt(b.address, ordinal))
		v.GaragingState, v.GaragingPostalCode = State(state), vocab.ZIPCode(zip)
	}
}

// garagedElsewhere is the percentage of vehicles that are garaged away from the ZIP code of the address, by
// line of business. Illustrative.
var garagedElsewhere = [lineEnd]uint64{LinePersonal: 4, LineCommercial: 12}

// registeredOn returns the day on which the registration of a vehicle was issued whose owner has a home: that of
// the purchase or of the last move. For the first vehicle of somebody who has not moved since that
// day is not known.
func registeredOn(p *possession, home *strata.Place) (since timeline.Day, isKnown bool) {
	if home.Moves > 0 && home.Since > p.From {
		return home.Since, true
	}
	return p.From, p.row>>ordinalBits > 0
}

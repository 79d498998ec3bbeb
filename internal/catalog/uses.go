package catalog

import "github.com/synthhub/synthhub/internal/vocab"

// A Use is what vehicles are drawn for. Each has its own mix of models.
type Use int

const (
	Personal   Use        = iota
	FarmHome              // farmers in the personal line
	fleetUses  = FarmHome // that of a fleet is fleetUses+fleet
	laterHeavy = fleetUses + Use(vocab.LimousineFleet) + 1
	laterHaul  = laterHeavy + 1
	useCount   = laterHaul + 1
)

// UseOf returns what a trade with the fleet draws its first vehicle for, or a later one.
func UseOf(fleet vocab.Fleet, later bool) Use {
	switch {
	case later && fleet == vocab.HeavyFleet:
		return laterHeavy
	case later && fleet == vocab.TractorFleet:
		return laterHaul
	}
	return fleetUses + Use(fleet)
}

// A stock is a list of models with weights, from which several uses draw.
type stock uint8

const (
	homeStock      stock = iota // what people buy
	toolStock                   // pickups, cargo vans and plain cars
	errandStock                 // light vehicles of all kinds
	limousineStock              // large and luxury cars
	mediumStock                 // trucks of the classes 3 to 6
	boxStock                    // those with a box
	parcelStock                 // the smaller of them
	chassisStock                // those with a chassis that carries a body for a trade
	heavyStock                  // heavy trucks, no tractors
	haulStock                   // tractors and heavy trucks
	stockCount
)

// maxParcelClass is the maximum class of the box trucks that deliver parcels.
const maxParcelClass = 4

// A useMix says what a use draws: its kinds, from one stock the trucks, and from one all others.
type useMix struct {
	light, trucks stock
	kinds         vocab.Taste // as vocab.FleetKinds; all zero for the weights of the stock
}

// mixOf returns what a use draws.
func mixOf(u Use) useMix {
	switch u {
	case Personal, FarmHome:
		return useMix{light: homeStock}
	case laterHeavy:
		return useMix{toolStock, heavyStock, vocab.LaterFleetKinds[vocab.HeavyFleet]}
	case laterHaul:
		return useMix{toolStock, haulStock, vocab.LaterFleetKinds[vocab.TractorFleet]}
	}
	fleet := vocab.Fleet(u - fleetUses)
	m := useMix{toolStock, mediumStock, vocab.FleetKinds[fleet]}
	switch fleet {
	case vocab.DeliveryFleet:
		m.trucks = parcelStock
	case vocab.BoxFleet:
		m.trucks = boxStock
	case vocab.TowFleet, vocab.YardFleet, vocab.FarmFleet:
		m.trucks = chassisStock
	case vocab.HeavyFleet:
		m.trucks = heavyStock
	case vocab.TractorFleet:
		m.trucks = haulStock
	case vocab.CarFleet:
		m.light = errandStock
	case vocab.LimousineFleet:
		return useMix{light: limousineStock}
	}
	return m
}

// share replaces the sums of the weights of the kinds by their shares, where the use has some.
func (m *useMix) share(u Use, sums *kindSums) {
	switch {
	case u == FarmHome:
		others := uint64(0)
		for kind := vocab.CarKind; kind < vocab.KindCount; kind++ {
			others += sums[kind]
		}
		sums[vocab.PickupKind] = others * vocab.FarmerPickups / (100 - vocab.FarmerPickups)
	case m.kinds != vocab.Taste{}:
		for kind := range sums {
			if sums[kind] > 0 {
				sums[kind] = uint64(m.kinds[kind])
			}
		}
	}
}

// weightOf returns the weight of a model in a stock, 0 where it is not there.
func weightOf(m *vocab.Model, s stock) uint32 {
	truck := vocab.KindOf(m.Body) == vocab.TruckKind
	switch s {
	case homeStock:
		return m.Sales
	case toolStock:
		return toolWeight(m, truck)
	case errandStock:
		return errandsWeight(m)
	case limousineStock:
		return chauffeurWeight(m)
	}
	if !truck || (m.Class >= vocab.HeavyClass) != (s >= heavyStock) && m.Body != vocab.ChassisCab {
		return 0
	}
	return truckWeight(m, s)
}

// toolWeight is weightOf for what carries tools: few plain cars, and neither sporty nor luxury ones.
func toolWeight(m *vocab.Model, truck bool) uint32 {
	if truck {
		return 0
	}
	if m.Body == vocab.CargoVan || m.Body == vocab.Pickup && !vocab.IsLuxury(m.Make) {
		return m.Work
	}
	if vocab.KindOf(m.Body) == vocab.SportyKind || vocab.IsLuxury(m.Make) {
		return 0
	}
	return (m.Work + 2) / 4
}

// truckWeight is weightOf for the stocks of trucks. The factors are illustrative.
func truckWeight(m *vocab.Model, s stock) uint32 {
	chassis := m.Body == vocab.ChassisCab
	switch s {
	case mediumStock:
		if m.Class < vocab.HeavyClass {
			return m.Work
		}
	case boxStock:
		if !chassis {
			return m.Work
		}
	case parcelStock:
		if m.Body == vocab.StepVan {
			return 5 * m.Work
		}
		if !chassis && m.Class <= maxParcelClass {
			return m.Work
		}
	case chassisStock:
		if chassis && m.Class < vocab.HeavyClass {
			return m.Work
		}
	case heavyStock:
		switch {
		case m.Body == vocab.HeavyTruck:
			return 8 * m.Work
		case chassis && m.Class > maxParcelClass+1:
			return m.Work
		case m.Body == vocab.BoxTruck:
			return (m.Work + 1) / 3
		}
	case haulStock:
		if m.Body == vocab.Tractor {
			return 2 * m.Work
		}
		if !chassis {
			return m.Work
		}
	}
	return 0
}

// errandsWeight is weightOf for light vehicles of all kinds.
func errandsWeight(m *vocab.Model) uint32 {
	if m.Class >= vocab.MediumClass {
		return 0
	}
	return m.Work
}

// chauffeurWeight is weightOf for large and luxury cars.
func chauffeurWeight(m *vocab.Model) uint32 {
	car := m.Body == vocab.Sedan || m.Body == vocab.SUV
	if m.Class < vocab.MediumClass && (car && vocab.IsLuxury(m.Make) || m.Body == vocab.SUV && m.Class == 2 || m.Body == vocab.PassengerVan) {
		return m.Work
	}
	return 0
}

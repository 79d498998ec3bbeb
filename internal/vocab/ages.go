package vocab

// How old the light vehicles on the road are: what was sold of a model year, less what was scrapped since.

// scrapped holds, of 10,000 vehicles of a class, how many are scrapped in a year: those younger than scrapFrom, and from
// scrapTo on. In between the share rises in equal steps.
//
// Fitted, offline, to the sales of each year, so that on November 1, 2025, the vehicles of the personal line have about the
// published means. There 2025 less the model year is 12.5 years on average, 14.4 for cars and 11.5 for light trucks, and
// 34 percent are cars. Since the middle of the model year 13.3, 15.1 and 12.3 years have passed. S&P Global Mobility
// published 12.8, 14.5 and 11.9 years in May 2025, and 289 million vehicles of which under 100 million were cars. The
// shape is illustrative: the schedules of the National Highway Traffic Safety Administration, from registrations up to about
// 2015, are too short-lived for 2025.
var scrapped = [CarClasses]struct{ young, old int }{PlainCar: {280, 1040}, LightTruck: {280, 600}}

const scrapFrom, scrapTo = 4, 20

// The vehicles older than FirstSold are of one of the first olderYears model years instead, most of the first. They are
// as many as if olderSold thousands more had been sold then. Illustrative: it keeps the mean age in 2015 near that of 2025,
// 12.4 and 13.3 years since the middle of the model year.
const (
	olderYears = 8
	olderSold  = 118_000
)

// OldestVehicle is the highest age of a vehicle in years.
const OldestVehicle = 42

// survivalUnit is the number of Surviving that is all.
const survivalUnit = 1 << 20

// Surviving returns how many of 2^20 vehicles of a class are still there so many years after their
// model year ended.
func Surviving(class CarClass, years int) int {
	left, s := survivalUnit*1024, &scrapped[class]
	for age := range years {
		rate := s.young + (s.old-s.young)*min(max(age-scrapFrom, 0), scrapTo-scrapFrom)/(scrapTo-scrapFrom)
		left -= left / 10_000 * rate
	}
	return left / 1024
}

// FleetTotal is the sum of each year of FleetByYear.
const FleetTotal = 1 << 18

// FleetByYear returns which model years the light vehicles have at the end of each year from FirstSold to last: for each
// model year from FirstSold on its share of FleetTotal. A year ends when the next model year begins. The years before
// first are empty, and at the end of the last one all are gone. First must be at least 20 years after FirstSold, or a share
// might be above 65,535.
//
// The tilt says by how many percent more of the newest vehicles there are, or fewer if it is negative, and
// as many fewer, or more, of the oldest: see CarAgeTilt.
func FleetByYear(first, last, tilt int) [][]uint16 {
	fleet := make([][]uint16, last-FirstSold+1)
	weights, surviving := make([]uint64, len(fleet)), [CarClasses][]uint64{}
	for class := range surviving {
		for years := range fleet {
			surviving[class] = append(surviving[class], uint64(Surviving(CarClass(class), years)))
		}
	}
	for year := first - FirstSold; year < len(fleet)-1; year++ {
		sum := uint64(0)
		for i := range year + 1 {
			cars, trucks := uint64(Sold(PlainCar, FirstSold+i)), uint64(Sold(LightTruck, FirstSold+i))
			weights[i] = cars*surviving[PlainCar][year-i] + trucks*surviving[LightTruck][year-i]
			if i < olderYears {
				older := uint64(olderSold * 2 * (olderYears - i) / (olderYears * (olderYears + 1)))
				weights[i] += weights[i] / (cars + trucks) * older
			}
			sum += weights[i]
		}
		fleet[year] = fleetShares(weights[:year+1], sum, int64(tilt))
	}
	return fleet
}

// fleetShares returns the shares of weights that have a sum, tilted.
func fleetShares(weights []uint64, sum uint64, tilt int64) []uint16 {
	// With x of the newest vehicles, as a part of all, the tilted ones are x + tilt*x*(1-x): the part of the newest is
	// 1+tilt times their share, that of the oldest 1-tilt.
	const all = FleetTotal
	tilted := func(newest uint64) int64 {
		x := int64(newest / (sum / all))
		if x = min(x, all); newest == sum {
			x = all
		}
		return x + (tilt*x*(all-x)+50*all)/(100*all)
	}
	shares, below := make([]uint16, len(weights)), uint64(0)
	for i := len(weights) - 1; i >= 0; i-- {
		before := tilted(below)
		below += weights[i]
		shares[i] = uint16(tilted(below) - before)
	}
	return shares
}

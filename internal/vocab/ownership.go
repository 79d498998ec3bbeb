package vocab

// A Finance is how many of 1,000 vehicles are leased, and how many have a loan.
type Finance struct{ Leased, Loan uint16 }

// FinanceByAge holds the vehicles that are leased or have a loan by age of the vehicle in years. Older ones
// are owned outright.
//
// A model: illustrative by age, fitted to published sums, which were read second hand. With the ages of the
// fleet at the end of 2025 it gives 4.1 percent leased and 29.8 percent with a loan: about 34 percent of the
// vehicles on the road were financed or leased in the first quarter of 2025 (accountinginsights.org). In
// the second quarter 80.3 percent of new vehicles and 37 percent of used ones were bought on credit
// (Experian, by way of echopo.com); in the last quarter of 2024 leases were 24.5 percent of the sales of
// new ones (dealeragent-news.com).
var FinanceByAge = [...]Finance{
	{240, 560}, {230, 560}, {200, 550}, {90, 570}, {30, 560}, {15, 520}, {10, 470}, {0, 430}, {0, 390},
	{0, 350}, {0, 310}, {0, 270}, {0, 230}, {0, 190}, {0, 160}, {0, 140}, {0, 120}, {0, 100},
	{0, 80}, {0, 70}, {0, 60}, {0, 50}, {0, 40}, {0, 30}, {0, 20}, {0, 20},
}

// The owners by their age in years on the day of the purchase, and how often those of each group have a
// lease or a loan, in proportion. The old own more often outright. Illustrative.
var (
	FinanceFrom    = [...]uint8{0, 45, 65}
	FinanceWeights = [len(FinanceFrom)]uint64{11, 10, 7}
)

// FinanceScales returns numbers of 1,024 by which draws are multiplied for the groups of FinanceFrom, so
// that a draw below a share comes as often as FinanceWeights says, and on average as often as the share.
// Vehicles have been held for about four years, so the groups are those that are four years older now, and
// those under 20 bought theirs as minors, who have no contracts.
func FinanceScales() (scales [len(FinanceFrom)]uint64) {
	const youngest, held = 16, 4
	var people, weighted uint64
	for i, n := range DriverAges {
		people += uint64(n)
		if i >= held {
			weighted += uint64(n) * FinanceWeights[Bucket(FinanceFrom[:], youngest+i-held)]
		}
	}
	for group, weight := range FinanceWeights {
		scales[group] = (1024*weighted + people*weight/2) / (people * weight)
	}
	return scales
}

package vocab

// FleetAges[a] is the share, of 100,000, of light vehicles on the road that
// are a years old, counted as the reference year less the model year.
//
// It is a curve, not a census: equal sales every year, of which 0.5 percent
// are scrapped yearly up to age 7, then more by even steps until age 22, then
// a constant 9.7 percent. The constant is chosen so that the mean age of the
// 41 entries is 12.75 years; S&P Global Mobility published 12.8 for the United
// States in 2025 and 12.6 for 2024, and about 4.5 percent scrapped a year. The
// curve ends at age 40 (its scrappage is 4.1 percent), so that it needs no model
// years before 1985. The shape between the published means was not checked
// against registrations.
var FleetAges = [...]uint32{
	4398, 4376, 4354, 4332, 4311, 4289, 4268, 4246, 4225, 4178,
	4106, 4010, 3891, 3753, 3596, 3423, 3238, 3043, 2841, 2636,
	2428, 2223, 2021, 1825, 1648, 1488, 1344, 1213, 1096, 989,
	893, 807, 728, 658, 594, 536, 484, 437, 395, 357,
	322,
}

package vocab

// FleetAges[a] is the share, of 100,000, of light vehicles on the road that
// are a years old, counted as the reference year less the model year.
//
// The table is a model, not a count. Sales are equal every year. Each year 0.5
// percent are scrapped up to age 7; the share then rises in equal steps to 9.7
// percent at age 22, and stays there. With 9.7 percent the mean age of the 41
// entries is 12.75 years, and 4.1 percent of all vehicles are scrapped a year.
// S&P Global Mobility published a mean of 12.8 years for the United States in
// 2025 and of 12.6 for 2024, and about 4.5 percent scrapped a year. The table
// ends at age 40, so no model years before 1985 are needed. The shape between
// the published means was not checked against registrations.
var FleetAges = [...]uint32{
	4398, 4376, 4354, 4332, 4311, 4289, 4268, 4246, 4225, 4178,
	4106, 4010, 3891, 3753, 3596, 3423, 3238, 3043, 2841, 2636,
	2428, 2223, 2021, 1825, 1648, 1488, 1344, 1213, 1096, 989,
	893, 807, 728, 658, 594, 536, 484, 437, 395, 357,
	322,
}

package vocab

// OccupationWomen[i] is the share of women, per thousand, among those who have Occupations[i].
//
// Source: Bureau of Labor Statistics, Current Population Survey, annual averages of 2022, table
// 11. Where its base is below 100,000 people the share is the mean with the American Community
// Survey of 2018 (1 year), tables B24115 and B24116 of the Census Bureau; where the survey prints
// no share it is that of the second alone. Both were read from public copies. 139 occupations are
// those of a table, and 32 have the share of the nearest one: an owner has that of the trade. Five
// are from memory, so illustrative: Homemaker, Military Service Member, Not Employed, Retired and
// Student.
//
// The choice of careers uses these shares with higher odds: see PersonalWomenOdds.
var OccupationWomen = [len(Occupations)]uint16{
	588, 407, 925, 46, 92, 42, 38, 72, 298, 385, // from Accountant
	385, 29, 636, 831, 248, 590, 850, 397, 254, 35, // from Attorney
	718, 463, 269, 420, 272, 171, 189, 484, 221, 10, // from Cashier
	49, 452, 384, 299, 265, 648, 430, 388, 81, 941, // from Construction Laborer
	963, 366, 880, 705, 28, 81, 81, 22, 797, 383, // from Dental Hygienist
	434, 745, 17, 948, 239, 21, 351, 402, 62, 629, // from Equipment Rental Owner
	699, 75, 872, 463, 642, 463, 105, 77, 85, 39, // from Flight Attendant
	537, 51, 23, 931, 54, 587, 716, 822, 118, 880, // from Graphic Designer
	665, 881, 772, 492, 656, 72, 402, 425, 502, 752, // from Hotel Desk Clerk
	72, 822, 889, 172, 81, 548, 45, 81, 68, 415, // from Landscaper
	54, 579, 589, 30, 85, 892, 175, 769, 224, 470, // from Maintenance Worker
	887, 239, 900, 859, 843, 354, 461, 105, 832, 236, // from Nurse Practitioner
	17, 60, 596, 824, 478, 702, 438, 677, 11, 127, // from Paving Contractor
	402, 561, 974, 402, 422, 503, 750, 569, 903, 879, // from Pool Service Technician
	463, 682, 494, 452, 540, 50, 287, 520, 681, 243, // from Restaurant Owner
	25, 77, 811, 215, 34, 976, 375, 520, 120, 198, // from Septic Service Operator
	622, 813, 75, 81, 226, 212, 184, 671, 884, 224, // from Tax Preparer
	339, 51, 14, 342, 402, 573, // from Web Developer
}

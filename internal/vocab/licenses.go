package vocab

// Licenses holds, for each jurisdiction, the form of a driver license number, as
// a mask of package mask. The index is that of States. A test checks that every
// mask has 15 % more numbers than needed for 100 million drivers, distributed by
// Populations. An initial (class i) is that of the name and does not count.
//
// Source: the state list of the National Traffic Safety Institute (ntsi.com,
// drivers-license-format). Where it allows several forms, the table has one that
// most of these agree on: npm usdl-regex 1.7.3, npm driver-license-validator
// 3.1.1, the lists in datafaker and faker-ruby, the gem dl_validator, and the
// list of starpointscreening.com dated 2024-12-17.
//
// Checked: the lowest, the highest and 5,000 random numbers of each mask. Both
// npm packages accept all 51 masks. The expressions of dl_validator, transcribed,
// accept all but CT and LA. The forms of datafaker are other ones for OH, OR and
// WA, and those of starpointscreening.com for LA, MT and OR. Not checked, because
// states do not publish it: which letters are in use, check digits, and the name,
// sex and birth date in the numbers of FL IL MD MI MN NH NJ WI. Of these the masks
// have only the initial of the family name, which is third in NH.
//
// Four rules go beyond the published forms:
//   - No number has a group of WithheldGroups.
//   - Nine digits could be a Social Security number. Here they begin with 9, as
//     no such number does. They have 0 in fourth place, as no taxpayer number of
//     the IRS that begins with 9 does (those have 50 to 99 in the middle).
//   - Ten digits begin with 1, as no North American telephone number does.
//   - Other numbers do not begin with 0, which a spreadsheet would drop.
var Licenses = [StateCount + 1]string{
	"",
	"nd{6}",        // AK: seven digits
	"nd{6}",        // AL: seven digits; eight are in use too
	"9dd0d{5}",     // AR: nine digits, beginning with 9
	"ad{8}",        // AZ: a letter and eight digits
	"ad{7}",        // CA: a letter and seven digits
	"9dd0d{5}",     // CO: nine digits
	"9dd0d{5}",     // CT: nine digits; genuine ones begin with 01 to 24, as SSNs do, so these do not
	"nd{6}",        // DC: seven digits
	"nd{6}",        // DE: seven digits; fewer are in use too
	"id{12}",       // FL: initial and twelve digits (name, birth date and sex, not modeled)
	"9dd0d{5}",     // GA: nine digits
	"Hd{8}",        // HI: H and eight digits
	"dddaadddd",    // IA: three digits, two letters, four digits
	"aad{6}a",      // ID: two letters, six digits, a letter
	"id{11}",       // IL: initial and eleven digits (name, birth date and sex, not modeled)
	"1d{9}",        // IN: ten digits
	"Kd{8}",        // KS: K and eight digits
	"ad{8}",        // KY: a letter and eight digits
	"1d{7}",        // LA: eight digits: 01ddddddd without its 0, as the nine could be an SSN
	"Sd{8}",        // MA: S and eight digits; newer SA and seven digits is not known to all checkers
	"id{12}",       // MD: initial and twelve digits; newer MD and eleven digits is not known to all checkers
	"nd{6}",        // ME: seven digits
	"id{12}",       // MI: initial and twelve digits (name and birth date, not modeled)
	"id{12}",       // MN: initial and twelve digits (name and birth date, not modeled)
	"ad{9}",        // MO: a letter and nine digits; newer three digits, letter, six digits is not known to all lists
	"9dd0d{5}",     // MS: nine digits
	"ad{8}",        // MT: a letter and eight digits; the form of 13 digits has the birth date
	"nd{11}",       // NC: twelve digits
	"9dd0d{5}",     // ND: nine digits; the form of three letters and six digits has name and birth year
	"ad{8}",        // NE: a letter and eight digits
	"0niaadd1dd",   // NH (16 percent are left out: any initial may complete a withheld group): month, first and last letter of the family name, initial, year and day of birth, digit
	"id{14}",       // NJ: initial and fourteen digits (name, birth month and year, eyes, not modeled)
	"9dd0d{5}",     // NM: nine digits
	"1d{9}",        // NV: ten digits
	"9dd0d{5}",     // NY: nine digits
	"aad{6}",       // OH: two letters and six digits
	"ad{9}",        // OK: a letter and nine digits
	"nd{6}",        // OR: seven digits; newer letter and six or seven digits is not known to all checkers
	"nd{7}",        // PA: eight digits
	"nnd{5}",       // RI: seven digits; a letter and six digits is in use too
	"9dd0d{5}",     // SC: nine digits; five to eleven are in use
	"nd{7}",        // SD: eight digits
	"9dd0d{5}",     // TN: nine digits; seven and eight are in use too
	"nd{7}",        // TX: eight digits
	"9dd0d{5}",     // UT: nine digits; four to ten are in use
	"ad{8}",        // VA: a letter and eight digits
	"nd{7}",        // VT: eight digits; seven and A are in use too
	"WDLdadadadad", // WA: WDL and nine letters or digits, here in turns, so that no letters spell a word; formerly a form based on the name
	"id{13}",       // WI: initial and thirteen digits (name, birth date and sex, not modeled)
	"ad{6}",        // WV: a letter and six digits; seven digits are in use too
	"9dd0d{5}",     // WY: nine digits
}

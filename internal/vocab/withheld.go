package vocab

import "sync"

// issuedGroups says which groups of three letters states issue, in alphabetical order from AAA to
// ZZZ: so many that are issued, one that is withheld, and so on. What follows the last is issued.
// No group is spelled out, as many give offense.
//
// They are 147 groups, of which 102 have only letters that plates have:
//   - 23 of the list in section 21.180 of the Vehicle Industry Registration Procedures of the
//     California DMV, the part that could be read. The groups from D on could not.
//   - All groups of three letters in the Red Guide of the New York DMV of July 2015, released
//     under the freedom of information law.
//   - Those that newspapers report of the review boards of Minnesota (Pioneer Press, 2011) and
//     Oregon (Willamette Week).
//   - Illustrative: groups that spell the same in another way, and the initials of authorities.
//
// No list is complete: Connecticut is said to withhold 938 groups. A test compares the table with
// hashes of the groups. Not covered: digits read as letters, groups of more letters, and groups
// read backward.
var issuedGroups = [...]uint16{
	38, 313, 3, 37, 65, 8, 16, 12, 179, 2, 12, 87, 42, 149, 141, 89, 0, 5, 9, 103, 35, 183, 10,
	148, 8, 7, 1, 0, 1, 0, 6, 30, 7, 2, 101, 0, 0, 154, 49, 41, 21, 85, 5, 106, 7, 194, 51, 53,
	723, 12, 14, 27, 112, 97, 3, 2, 85, 7, 147, 3, 3, 5, 6, 4, 7, 87, 37, 17, 342, 6, 155, 2, 5,
	139, 225, 138, 12, 123, 630, 230, 9, 98, 1, 87, 8, 9, 144, 454, 60, 45, 5, 28, 66, 7, 1, 2, 0,
	6, 144, 101, 510, 1, 905, 130, 16, 0, 39, 324, 879, 40, 83, 9, 11, 11, 103, 161, 45, 661, 166,
	612, 66, 90, 16, 73, 84, 18, 86, 7, 96, 32, 12, 316, 42, 217, 9, 135, 51, 176, 341, 195, 515,
	7, 160, 107, 255, 119, 797,
}

// groupLetters is the number of letters of a group.
const groupLetters = 3

// groups is the number of groups.
const groups = 26 * 26 * 26

// withheldGroups has the groups that are withheld, as a list and as bits by number.
type withheldGroups struct {
	list []string
	bits [(groups + 63) / 64]uint64
}

var withheld = sync.OnceValue(func() *withheldGroups {
	w := &withheldGroups{list: make([]string, len(issuedGroups))}
	n := -1
	for i, issued := range issuedGroups {
		n += int(issued) + 1
		w.list[i] = string([]byte{'A' + byte(n/(26*26)), 'A' + byte(n/26%26), 'A' + byte(n%26)})
		w.bits[n/64] |= 1 << (n % 64)
	}
	return w
})

// WithheldGroups returns the groups of three letters that no plate and no license has anywhere in
// a run of letters. Do not change the list.
func WithheldGroups() []string { return withheld().list }

// HasWithheldGroup reports whether one of WithheldGroups is anywhere in a text.
func HasWithheldGroup(s string) bool {
	w := withheld()
	letters, group := 0, uint(0) // letters up to this character, and the number of the last three
	for i := range len(s) {
		c := uint(s[i]) - 'A'
		if c >= 26 {
			letters, group = 0, 0
			continue
		}
		group = (group*26 + c) % groups
		if letters++; letters >= groupLetters && w.bits[group/64]>>(group%64)&1 != 0 {
			return true
		}
	}
	return false
}

package vocab

import "github.com/synthhub/synthhub/draw"

// A givenChoice is the choice of a given name of one gender, by cohort and origin: first a class of NameClasses,
// then a name of the class. The positions are those of the words of Names.
type givenChoice struct {
	classes [8][2][originCount]draw.Weighted // the second index is 0 for those whose surname is not of their origin
	names   [8][len(NameClasses)]draw.Weighted
}

// otherSurnames is how much rarer given names of their origin are among Hispanic and Asian people whose surname is not
// of their origin: names of one language go together (illustrative).
const otherSurnames = 4

// newGivenChoice returns the choice of the names of a list. Their positions begin at one number, and those of the
// spellings at another.
func newGivenChoice(list []GivenName, at int, spellings []Spelling, spelledAt int) *givenChoice {
	order := byClass(list)
	spelled := make([]uint16, len(list))                         // 0 for none
	for i, k := 0, 0; i < len(list) && k < len(spellings); i++ { // both are sorted
		if list[i].Name == spellings[k].Name {
			spelled[i] = uint16(spelledAt + k)
			k++
		}
	}
	c := new(givenChoice)
	positions, weights := make([]uint16, 0, len(list)+len(spellings)), make([]uint64, 0, len(list)+len(spellings))
	for cohort := range c.names {
		var births [len(NameClasses)]uint64
		for i := 0; i < len(order); {
			positions, weights = positions[:0], weights[:0]
			class := list[order[i]].Class
			for ; i < len(order) && list[order[i]].Class == class; i++ {
				n := &list[order[i]]
				w := 100 * uint64(n.Cohorts[cohort])
				if w == 0 {
					continue
				}
				births[class] += w / 100
				if s := spelled[order[i]]; s > 0 {
					part := w / 100 * accentPercent
					positions, weights = append(positions, s), append(weights, part)
					w -= part
				}
				positions, weights = append(positions, uint16(at)+order[i]), append(weights, w)
			}
			if len(positions) > 0 {
				c.names[cohort][class] = draw.NewSparse(positions, weights)
			}
		}
		for o := range originCount {
			c.classes[cohort][0][o], c.classes[cohort][1][o] = newClassChoices(&births, o)
		}
	}
	return c
}

// byClass returns the positions in a list of the names of each class, one class after the other.
func byClass(list []GivenName) []uint16 {
	var next [len(NameClasses) + 1]int
	for i := range list {
		next[list[i].Class+1]++
	}
	for class := range NameClasses {
		next[class+1] += next[class]
	}
	order := make([]uint16, len(list))
	for i := range list {
		class := list[i].Class
		order[next[class]] = uint16(i)
		next[class]++
	}
	return order
}

// newClassChoices returns the choice of a class in an origin from the numbers of births in the classes: for those whose
// surname is not of their origin, and for all others.
func newClassChoices(births *[len(NameClasses)]uint64, o Origin) (others, own draw.Weighted) {
	var weights [len(NameClasses)]uint64
	for class := range weights {
		weights[class] = births[class] * uint64(NameClasses[class][o])
	}
	own = draw.NewWeighted(weights[:])
	if o != Hispanic && o != Asian {
		return own, own
	}
	for class := range weights {
		if NameClasses[class][o] > 5000 {
			weights[class] /= otherSurnames
		}
	}
	return draw.NewWeighted(weights[:]), own
}

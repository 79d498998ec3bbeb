package synthhub

import (
	"github.com/synthhub/synthhub/internal/enum"
	"github.com/synthhub/synthhub/internal/vocab"
)

// TitleStatus is what the title of a vehicle says of its past: Clean, Rebuilt or Salvage.
type TitleStatus = Enum[titleStatusesWords]

const (
	TitleClean TitleStatus = iota + 1
	TitleRebuilt
	TitleSalvage
	titleEnd // sizes tables by title status
)

var titleStatuses = enum.Vocabulary{Name: "title status", Words: []string{"", "Clean", "Rebuilt", "Salvage"}}

// ParseTitleStatus reads a word: see [Enum].
func ParseTitleStatus(word string) (TitleStatus, error) { return parseEnum[titleStatusesWords](word) }

// titlePercent holds what is left of the value with each title.
var titlePercent = [titleEnd]int{TitleClean: 100, TitleRebuilt: vocab.RebuiltPercent, TitleSalvage: vocab.SalvagePercent}

// titleOf returns the title of a vehicle that its owner bought at an age. It stays as long as they have
// it. Nobody leases a vehicle with a branded title, and no bank lends on Salvage.
func (g *Generator) titleOf(b *vehicleBuild, age int, drawn uint64) TitleStatus {
	if drawn&0xffff >= uint64(vocab.BrandedShares[min(age, len(vocab.BrandedShares)-1)]) {
		return TitleClean
	}
	switch owned := g.ownershipOn(b, b.possession.From); {
	case owned == OwnershipLeased:
		return TitleClean
	case owned == OwnershipOwned && drawn>>16&0xff < vocab.SalvagePart:
		return TitleSalvage
	}
	return TitleRebuilt
}

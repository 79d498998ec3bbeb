package license

import "github.com/synthhub/synthhub/internal/vocab"

// heavyClass is the weight class of the Federal Highway Administration from which on trucks need a
// commercial license: it begins at 26,001 pounds.
const heavyClass = 7

// Allows reports whether somebody with a license of a class may drive a vehicle: one of weight class 7
// or 8 only with a commercial license, and a truck tractor only with one of class A. The body style is
// an index in vocab.BodyNames.
func Allows(class, make, model string, year int, bodyStyle uint8) bool {
	body := vocab.Body(bodyStyle)
	switch {
	case class == vocab.ClassA || body < vocab.StepVan:
		return true
	case body == vocab.Tractor:
		return false
	case class == vocab.ClassB:
		return true
	}
	i, ok := vocab.FindModel(make, model)
	if !ok {
		return true // another rule says so
	}
	heavy := false // as the last line of the model and body before or in the year
	for ; i < len(vocab.Models) && vocab.Models[i].Make == make && vocab.Models[i].Name == model; i++ {
		if m := &vocab.Models[i]; m.Body == body && int(m.First) <= year {
			heavy = m.Class >= heavyClass
		}
	}
	return !heavy
}

package license

import "github.com/synthhub/synthhub/internal/vocab"

// HeavyClass is the weight class from which on trucks need a commercial license: it begins at 26,001 pounds.
const HeavyClass = vocab.HeavyClass

// Allows reports whether somebody with a license of a class may drive a vehicle: one of weight class 7
// or 8 only with a commercial license, and a truck tractor only with one of class A.
func Allows(class string, weightClass int, isTractor bool) bool {
	return class == vocab.ClassA || !isTractor && (class == vocab.ClassB || weightClass < HeavyClass)
}

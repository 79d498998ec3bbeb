package vocab

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
)

// withheldHashes has the first 8 hexadecimal digits of the SHA-256 of each group that is withheld,
// after the words "letter group ". So this file, too, spells none out.
const withheldHashes = "" +
	"027ac32d032949e9054feb4007f5dd5a07ff5193097e1c810aab77b20c64f2ed0cd3b23f0d083f7f0dddcb10" +
	"0ebd4443111fb0c41148e23c12f7316113255f771bc4d2481ef64a31206b9c722407779e2541704d2767f410" +
	"27f11d2f2ac4f8082daaab912e0dc0c92eb3a3a52f023d2c314e8dfa3255d267343c7df53588cf2636ed136f" +
	"374babc53833a8e939e7961f3cfdf8e741adc30f42c767754357d3a043a1fa234634022a49c827564dbe1176" +
	"4ede36f850a9975450bbf15751a2b1d451eb15c554237faa542468275481da0e55063e3a5ce3622b60e0941b" +
	"6148412662d3782e6374639564fefe14656b255d668cfa7b67c6150c68862e08699f82136b1de0a56d1ff904" +
	"70c98b7370f64cd7712eb1f07406d1d775e61e4c77c7709877e9806b7903da4f790c4eee7a1ff4987ba3ddae" +
	"7ccbd22e7e91256b7ea502aa7f36ee377f8236258027c70c8661ad0386a1285688718f9e892dc81e89a5d5df" +
	"8e4a9bba9025292b936dd29994df2f3c96c8fdf19ce144f19eca767da0349a27a2f6c7cfa409fdc5a4685516" +
	"a6ffb0f6a83414e7a8538b6fa8eebedfacb79897ae3af17bae72696daf5cd1cbb169f709b3e6c2f8b64a9265" +
	"b8e766e9b9da54b6c0eab6a5c5bfeb0ec6cc7648c74ceff8c8f4b5f1c970853ecb7dff10cccac6e1ce1a045b" +
	"cee366e7d1855c10d3007e05d5278fccd5b95a68d6b1a51bd6d09a16d795cb43d8552412e0341c4be492af25" +
	"e4999a2ee63ad884e98db949e9d295e8ebdec6a2ed8ebce1edf2a0fbeed1efbdf3169fccf425da04f7315335" +
	"f7ae866ff800e40af81e387cfdb3b945"

// groupHash returns the hash of a group as in withheldHashes.
func groupHash(group string) string {
	sum := sha256.Sum256([]byte("letter group " + group))
	return hex.EncodeToString(sum[:4])
}

// TestWithheldGroups: of all groups of three letters, exactly those of the published lists are
// withheld, wherever they are in a text.
func TestWithheldGroups(t *testing.T) {
	const length = 8
	hashes := map[string]bool{}
	for i := 0; i < len(withheldHashes); i += length {
		hashes[withheldHashes[i:i+length]] = true
	}
	list := strings.Join(WithheldGroups(), " ")
	found, forPlates := 0, 0
	for n := range groups {
		group := string([]byte{'A' + byte(n/676), 'A' + byte(n/26%26), 'A' + byte(n%26)})
		want := hashes[groupHash(group)]
		if want {
			found++
			if !strings.ContainsAny(group, "IOQ") {
				forPlates++
			}
		}
		for _, text := range []string{group, "12" + group + "3", group + "Z9", "9Z" + group} {
			others := text != group && !want && (hashes[groupHash(text[1:4])] || hashes[groupHash(text[2:])])
			if HasWithheldGroup(text) != want && !others {
				t.Errorf("group %d in another text: withheld %t, want %t", n, !want, want)
			}
		}
		if HasWithheldGroup(group[:2]+"1"+group[2:]) || HasWithheldGroup(strings.ToLower(group)) {
			t.Errorf("group %d with a digit, or in lower case, is withheld", n)
		}
		if strings.Contains(list, group) != want {
			t.Errorf("group %d: in the list %t, want %t", n, !want, want)
		}
	}
	if found != len(hashes) || found != 147 || forPlates != 102 {
		t.Errorf("%d of %d groups are withheld, %d with letters of plates, want 147 and 102", found, len(hashes), forPlates)
	}
}

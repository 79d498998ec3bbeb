package main

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// damage damages a folder in one way and says how. It takes foreign files from another
// snapshot.
func (t *try) damage(f, other folder) string {
	names := f.names()
	if len(names) == 0 {
		f["empty"] = file{}
		return "a file in an empty folder"
	}
	name := pick(t.Rand, names)
	if !t.chance(4) {
		old := f[name]
		how, text := t.damageText(string(old.text))
		f[name] = file{[]byte(text), old.mode}
		return how + " in " + name
	}
	if t.chance(2) {
		return t.damageFile(f, name, pick(t.Rand, names))
	}
	return t.damageNames(f, other, name)
}

// types are types of files that are not regular.
var types = []fs.FileMode{fs.ModeDir, fs.ModeSymlink, fs.ModeNamedPipe, fs.ModeSocket, fs.ModeDevice, fs.ModeDevice | fs.ModeCharDevice, fs.ModeIrregular}

// damageFile replaces a file, maybe by another of the folder.
func (t *try) damageFile(f folder, name, second string) string {
	switch t.IntN(5) {
	case 0:
		f[name], f[second] = f[second], f[name]
		return name + " and " + second + " exchanged"
	case 1:
		f[name] = f[second]
		return second + " in place of " + name
	case 2:
		target := pick(t.Rand, []string{second, name, "/etc/passwd", "..", "nowhere"}) // of a link
		f[name] = file{[]byte(target), pick(t.Rand, types)}
		return fmt.Sprintf("%v in place of %s", f[name].mode, name)
	case 3:
		f[name] = file{}
		return "an empty " + name
	default:
		f[name] = file{append(slices.Clone(f[name].text), f[second].text...), f[name].mode}
		return second + " after the end of " + name
	}
}

// damageNames adds, removes and renames files.
func (t *try) damageNames(f, other folder, name string) string {
	foreign := pick(t.Rand, other.names())
	switch t.IntN(6) {
	case 0:
		delete(f, name)
		return "no " + name
	case 1:
		renamed := t.rename(name)
		f[renamed] = f[name]
		if renamed != name {
			delete(f, name)
		}
		return fmt.Sprintf("%s as %q", name, renamed)
	case 2:
		f[name] = other[foreign]
		return "a foreign " + foreign + " in place of " + name
	case 3:
		f[t.rename(foreign)] = other[foreign]
		return "a foreign " + foreign
	case 4:
		if _, taken := f[foreign]; taken {
			f[foreign] = other[foreign]
			return foreign + " of another dataset"
		}
		f[foreign] = file{[]byte(name), pick(t.Rand, types)}
		return fmt.Sprintf("%v named %s", f[foreign].mode, foreign)
	default:
		names := f.names()
		keep := t.IntN(len(names))
		for _, n := range names[keep:] {
			delete(f, n)
		}
		return fmt.Sprintf("only the first %d files", keep)
	}
}

// rename returns another name for a file.
func (t *try) rename(name string) string {
	stem, extension, _ := strings.Cut(name, ".")
	return pick(t.Rand, []string{
		strings.ToUpper(name), name + ".bak", "." + name, name + " ", stem, stem + ".txt", "copy of " + name, extension,
		strings.Replace(name, "v0_1", "v0_2", 1), strings.Replace(name, "v0_1", "v0_1_faulty", 1), strings.Replace(name, "00001", "00002", 1),
		strings.Replace(name, "persons", "people", 1), stem + "-00001-of-00002." + extension, "снимок.json", "a\nb", `a\b`, "a:b", "\u202ecsv.exe",
	})
}

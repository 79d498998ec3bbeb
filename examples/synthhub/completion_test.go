package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The tests of this file run the completion scripts in the shells that are installed.

// completions are command lines, and the completions of their last word. Completions of a
// list omit the words before the last comma.
var completions = []struct {
	line string
	want []string
}{
	{"synthhub gen", []string{"generate-changes", "generate-history", "generate-snapshot"}},
	{"synthhub generate-changes --every w", []string{"week"}},
	{"synthhub generate-changes --format ", []string{"csv", "ndjson"}},
	{"synthhub generate-changes --output-dir f", []string{"folder"}},
	{"synthhub describe per", []string{"persons"}},
	{"synthhub describe ", []string{"persons", "profiles", "risk", "vehicles"}},
	{"synthhub show --ind", []string{"--index"}},
	{"synthhub generate-snapshot --records 3 --over", []string{"--overwrite"}},
	{"synthhub help comp", []string{"completion"}},
	{"synthhub completion ", []string{"bash", "fish", "zsh"}},
	{"synthhub ddl --dialect m", []string{"mysql"}},
	{"synthhub ddl --dialect=s", []string{"sqlite"}},
	{"synthhub generate-snapshot --format ", []string{"csv", "json", "ndjson"}},
	{"synthhub generate-snapshot --format csv,n", []string{"ndjson"}},
	{"synthhub generate-snapshot --table=persons,v", []string{"vehicles"}},
	{"synthhub show --states CA,NV,W", []string{"WA", "WI", "WV", "WY"}},
	{"synthhub show --json --states W", []string{"WA", "WI", "WV", "WY"}},
	{"synthhub mer", []string{"merge-parts"}},
	{"synthhub merge-parts --o", []string{"--output", "--overwrite"}},
	{"synthhub merge-parts f", []string{"file", "folder"}},
	{"synthhub merge-parts folder --output f", []string{"file", "folder"}},
	{"synthhub generate-snapshot --gz", []string{"--gzip"}},
	{"synthhub generate-snapshot --output f", []string{"file", "folder"}},
	{"synthhub generate-snapshot --output-dir f", []string{"folder"}},
	{"synthhub validate-snapshot f", []string{"file", "folder"}},
	{"synthhub rep", []string{"report"}},
	{"synthhub report f", []string{"file", "folder"}},
	{"synthhub report --output f", []string{"file", "folder"}},
	{"synthhub drift folder f", []string{"file", "folder"}},
	{"synthhub drift --fail-on m", []string{"moderate"}},
	{"synthhub drift --map d", nil},
	{"synthhub diff f", []string{"file", "folder"}},
	{"synthhub diff --table persons,v", []string{"vehicles"}},
	{"synthhub apply-changes f", []string{"file", "folder"}},
	{"synthhub validate-changes f", []string{"folder"}},
	{"synthhub validate-changes folder --snapshot f", []string{"folder"}},
	{"synthhub ddl --load f", []string{"folder"}},
	{"synthhub show --config f", []string{"file", "folder"}},
	{"synthhub show --records f", nil},
	{"synthhub samples nothing", nil},
}

// complete asks a shell to complete every line, and compares the result. What bash and fish
// offer replaces the whole word; what zsh offers omits the beginning of a list.
func complete(t *testing.T, shell string, ask func(t *testing.T, program string, lines []string) (offers []string)) {
	program, err := exec.LookPath(shell)
	if err != nil {
		t.Skipf("no %s here", shell)
	}
	t.Chdir(t.TempDir())
	if err := os.Mkdir("folder", 0o777); err != nil {
		t.Fatal(err)
	}
	write(t, "file", "")
	var lines []string
	for _, c := range completions {
		lines = append(lines, c.line)
	}
	offers := ask(t, program, lines)
	if len(offers) != len(lines) {
		t.Fatalf("%d answers to %d lines", len(offers), len(lines))
	}
	for i, c := range completions {
		t.Run(c.line, func(t *testing.T) {
			var got []string
			for line := range strings.Lines(offers[i]) {
				word, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
				if typed := c.line[strings.LastIndexAny(c.line, " =")+1:]; shell != "zsh" && word != "" && !strings.Contains(word, typed) {
					t.Errorf("%q would become %q", typed, word)
				}
				word = word[strings.LastIndexAny(word, ",=")+1:]
				if word = strings.TrimSuffix(word, "/"); word != "" {
					got = append(got, word)
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// system runs an installed program and returns its output.
func system(t *testing.T, program string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", program, err, out)
	}
	return string(out)
}

// TestBashCompletion calls the function of the script as bash does. bashDriver applies the
// options that the function sets, as bash would.
func TestBashCompletion(t *testing.T) {
	complete(t, "bash", func(t *testing.T, program string, lines []string) (offers []string) {
		for _, line := range lines {
			var words []string
			for _, word := range strings.Split(line, " ") {
				if flag, value, ok := strings.Cut(word, "="); ok {
					words = append(words, flag, "=", value)
				} else {
					words = append(words, singleQuoted(word))
				}
			}
			offers = append(offers, system(t, program, "-c", bashCompletion()+fmt.Sprintf(bashDriver, strings.Join(words, " "), len(words)-1)))
		}
		return offers
	})
}

const bashDriver = `
compopt() { options="$options $*"; }
options="-o default"; COMP_WORDS=(%s); COMP_CWORD=%d; _synthhub
if [ ${#COMPREPLY[@]} = 0 ]; then
    case "$options" in
    *dirnames*) compgen -d -- "${COMP_WORDS[COMP_CWORD]}" ;;
    *+o*) ;;
    *) compgen -f -- "${COMP_WORDS[COMP_CWORD]}" ;;
    esac
fi
printf '%%s\n' "${COMPREPLY[@]}"; true`

// TestFishCompletion uses the command complete of fish.
func TestFishCompletion(t *testing.T) {
	script := filepath.Join(t.TempDir(), "synthhub.fish")
	write(t, script, fishCompletion())
	complete(t, "fish", func(t *testing.T, program string, lines []string) (offers []string) {
		for _, line := range lines {
			offers = append(offers, system(t, program, "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", script, line))
		}
		return offers
	})
}

// TestZshCompletion runs zsh in a terminal of zpty, since it completes only in a terminal.
// zsh reads the script at the start, or finds it in fpath on the first completion.
func TestZshCompletion(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "_synthhub"), zshCompletion())
	for name, setup := range map[string]string{
		"source": "autoload -Uz compinit; compinit -u -D; source " + singleQuoted(dir+"/_synthhub"),
		"fpath":  "fpath=(" + singleQuoted(dir) + " $fpath); autoload -Uz compinit; compinit -u -D",
	} {
		t.Run(name, func(t *testing.T) {
			complete(t, "zsh", func(t *testing.T, program string, lines []string) (offers []string) {
				out := system(t, program, append([]string{"-f", "-c", zshDriver, "driver", setup, filepath.Join(dir, name)}, lines...)...)
				return strings.Split(strings.TrimSuffix(out, "END\n"), "END\n")
			})
		})
	}
}

// zshDriver prints what zsh offers for each line, followed by END. It replaces compadd by a
// function that also writes the offers to a file. Control-T after Tab ends the file.
const zshDriver = `
zmodload zsh/zpty zsh/zselect
setup=$1 file=$2
shift 2
zpty z zsh -f -i
zpty -w z "OFFERS=${(q)file}"
zpty -w z 'PROMPT=; unset zle_bracketed_paste'
zpty -w z "$setup"
zpty -w z 'compadd() {
    [[ " $* " == *" -"[OAD]" "* ]] && { builtin compadd "$@"; return }
    local -a got
    builtin compadd -A got "$@"
    print -rl -- $got >> $OFFERS
    builtin compadd "$@"
}'
zpty -w z 'finish() { print END >> $OFFERS; zle kill-whole-line }; zle -N finish'
zpty -w z 'bindkey -e; bindkey "^I" complete-word "^T" finish'
for line; do
    : > $file
    zpty -w -n z "$line"$'\t\x14'
    for i in {1..600}; do
        [[ $(<$file) == *END ]] && break
        zselect -t 5
    done
    [[ $(<$file) == *END ]] || { print no answer; exit 1 }
    sort -u $file | grep -v '^END$'
    print END
done
zpty -d z`

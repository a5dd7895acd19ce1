package wiring_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// What a command says of a wrong option, of too many words and of help is the same at the prompt of the
// plain mode: it is one parser.
func TestThePlainModeReadsAsTheCommandLineDoes(t *testing.T) {
	alone(t)
	_, page, _ := ask(t, "help", "json")
	var lines []string
	for name := range fields(page) {
		if words := strings.Fields(name); words[0] == strings.ToLower(words[0]) {
			lines = append(lines, name+" --nosuch", name+" --timeout=soon", name+" --json --csv")
		}
	}
	lines = append(lines, "cusomers list", "customers lst", "order --max -9 extra", "version a b")
	if len(lines) < 100 {
		t.Fatalf("only %d lines", len(lines))
	}
	typed := filepath.Join(t.TempDir(), "typed")
	if err := os.WriteFile(typed, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(typed)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	was := os.Stdin
	os.Stdin = in
	_, _, plain := ask(t, "--sandbox", "plain")
	os.Stdin = was
	for _, line := range lines {
		code, _, errs := ask(t, append([]string{"--sandbox"}, strings.Fields(line)...)...)
		want := fmt.Sprintf("%sexit %d\n", errs, code)
		_, after, ok := strings.Cut(plain, want)
		if code != cli.Usage || !ok {
			t.Fatalf("%s: the command says\n%s and the plain mode goes on with\n%.300s", line, want, plain)
		}
		plain = after
	}
}

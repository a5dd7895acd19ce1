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

// atBoth are lines that read; what they tell does not change from one moment to the next.
var atBoth = []string{
	"customers list --json", "customers list --csv", "customers list -q", "customers show acme --json", "customers ledger acme --ndjson", "statement acme --days 30 --csv",
	"history --filter 'state:done' --limit 7 --json", "history --filter 'state:done -has:code' --csv", "history --filter 'customer:acme has:code' --limit 3 -q", "prices telegram --json",
	"insights --days 30 --csv", "export codes", "export transactions --format md", "numbers list --json", "numbers list --csv --no-header",
	"listings list --json", "listings show +14155550199 --json", "attempts --json", "limits list --json", "db path", "db check --json", "config show --csv", "config path --json",
	"keys --json", "themes --json", "version --json", "customers list --status paused -q", "customers show nobody --json", "numbers show +14155550000 --json", "activations get nosuch --ndjson",
}

// What a command writes at the prompt of the plain mode is what it writes at the shell's, and it ends the same.
func TestThePlainModeAnswersAsTheCommandLineDoes(t *testing.T) {
	alone(t)
	ask(t, "--sandbox", "customers", "list")
	ask(t, "--sandbox", "numbers", "list")
	ask(t, "--sandbox", "sync")
	typed := filepath.Join(t.TempDir(), "typed")
	if err := os.WriteFile(typed, []byte(strings.Join(atBoth, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(typed)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	was := os.Stdin
	os.Stdin = in
	_, plain, _ := ask(t, "--sandbox", "--offline", "plain")
	os.Stdin = was
	for _, line := range atBoth {
		args, err := unquoted(line)
		if err != nil {
			t.Fatal(err)
		}
		code, out, errs := ask(t, append([]string{"--sandbox", "--offline"}, args...)...)
		if code != cli.OK && code != cli.Unknown && !strings.Contains(out, `"exit":`+fmt.Sprint(code)) {
			t.Errorf("%s: exit %d: %s", line, code, errs)
		}
		before, after, ok := strings.Cut(plain, out)
		if !ok || before != "" {
			t.Fatalf("%s: the command writes\n%.300s and the plain mode goes on with\n%.300s", line, out, plain)
		}
		plain = after
	}
	if plain != "" {
		t.Errorf("the plain mode also writes %.300s", plain)
	}
}

// unquoted takes a line with single quotes apart.
func unquoted(line string) ([]string, error) {
	var out []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			out = append(out, part)
			continue
		}
		out = append(out, strings.Fields(part)...)
	}
	if strings.Count(line, "'")%2 == 1 {
		return nil, fmt.Errorf("a quote does not end in %s", line)
	}
	return out, nil
}

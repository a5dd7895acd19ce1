package wiring_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"switchboard/store"
	"switchboard/ui/cli"
)

// inline are the commands that stand in a sentence of the README.
var inline = regexp.MustCompile("`(switchboard [^`]+)`")

// standing are those of them that are done here as they stand, with the status that each ends with.
var standing = map[string]int{
	"acts": cli.OK, "attempts": cli.OK, "attempts rest": cli.OK, "completion bash": cli.OK, "completion zsh": cli.OK, "completion fish": cli.OK,
	"config init": cli.OK, "config check": cli.OK, "db confirm": cli.OK, "db gone": cli.OK, "db path": cli.OK, "doctor": cli.OK, "e911 queue": cli.OK,
	"filters list": cli.OK, "help environment": cli.OK, "help import e911": cli.OK, "help json": cli.OK, "keys": cli.OK, "limits list": cli.OK, "man": cli.OK,
	"history --filter @refunds": orUnread, "history --filter customer:=acme --oldest --limit 1": orUnread,
	"filters": cli.Usage, "note": cli.Usage, "order --count 3": cli.Usage, // the beginning of one
	"customers status --filter tag:late paused": cli.NotFound, // nobody is tagged
}

// orUnread stands for either: what is asked for was read by then, or never was.
const orUnread = -1

// elsewhere are those that run on, ask for a terminal, or take long: by the test that does them.
var elsewhere = map[string]string{
	"--plain": "TestPlainMode of ui/cli/e2e", "--sandbox --offline": "the console's own", "hooks serve --addr 127.0.0.1:8099": "the receiver's, in ui/cli/e2e/deliveries_test.go",
	"sandbox --addr 127.0.0.1:0": "TestReadmeControls of ui/cli/e2e", "sandbox fill --activations 1000000 --customers 20000": "before, smaller",
}

// blocks are the parts of the README that have lines to be typed, with how those begin that a test does; the name is the test's.
var blocks = map[string]struct {
	begins string
	test   string
}{
	"":                      {`go (run|test) `, "the test command itself; the program is built and run in ui/cli/e2e"},
	"Installing":            {`go install|sha256sum|tar|\./switchboard-`, "installed in ui/cli/e2e/release_test.go"},
	"A tour of the sandbox": {`curl \$CONTROL/`, "TestReadmeControls"},
	"Ordering":              {`switchboard order --preset `, "presets, below"},
	"Webhooks":              {`curl \$CONTROL/`, "TestReadmeControls"},
	"Connecting accounts":   {`\[|\w+ = `, "TestReadmeFiles"},
	"Importing":             {``, "TestReadmeImport"},
	"Without a screen":      {``, "TestReadmeLines"},
}

// A line to be typed that no test does, in whatever part of the README, is told.
func TestEveryLineOfTheReadmeIsDoneByATest(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	part, n := "", 0
	for line := range strings.Lines(string(page)) {
		if heading, is := strings.CutPrefix(line, "## "); is {
			part = strings.TrimSpace(heading)
		}
		code, is := strings.CutPrefix(line, "    ")
		if !is {
			continue
		}
		n++
		if done, known := blocks[part]; !known || !regexp.MustCompile(`^(?:`+done.begins+`)`).MatchString(code) {
			t.Errorf("%s: no test does %q", part, code)
		}
	}
	if n < 40 {
		t.Errorf("only %d lines were found", n)
	}
}

// before is what the person of the README has done by then, with a smaller history than there.
var before = []string{
	"sandbox fill --activations 200 --customers 3 --profile default --until 2026-11-01",
	"customers list", "filters save history refunds state:refunded",
}

// Every command that the README names in a sentence is there as it is written, with its options; presets, filters, acts and what an installation brings are done.
func TestReadmeCommands(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	alone(t)
	t.Setenv("SWITCHBOARD_PROFILE", "sandbox")
	for _, line := range before {
		if code, out, errs := ask(t, strings.Fields(line)...); code != cli.OK {
			t.Fatalf("%s: %d %s %s", line, code, out, errs)
		}
	}
	named := map[string]bool{}
	for _, m := range inline.FindAllStringSubmatch(string(page), -1) {
		if named[m[1]] {
			continue
		}
		named[m[1]] = true
		args := append(strings.Fields(strings.TrimPrefix(m[1], "switchboard ")), "--help")
		if code, out, errs := ask(t, args...); code != cli.OK || out == "" {
			t.Errorf("%s: there is no such command, or no such option: %d %s", m[1], code, errs)
		}
		line := strings.TrimPrefix(m[1], "switchboard ")
		if _, done := standing[line]; !done && elsewhere[line] == "" {
			t.Errorf("no test does %s as it stands", m[1])
		}
	}
	for line, want := range standing {
		if code, out, errs := ask(t, strings.Fields(line)...); code != want && (want != orUnread || code != cli.OK && code != cli.Unknown) || out+errs == "" {
			t.Errorf("%s: %d, want %d: %s %s", line, code, want, out, errs)
		}
	}
	presets(t, string(page))
}

// presets does the orders that the README makes by a preset, but for the waiting.
func presets(t *testing.T, page string) {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(os.Getenv("XDG_DATA_HOME"), "switchboard", "profiles", "sandbox"))
	if err != nil {
		t.Fatal(err)
	}
	err = db.PutPreset(t.Context(), store.Preset{Name: "vip", Customer: "acme", Service: "telegram", Country: "uk", Quality: 50})
	if closed := db.Close(); err != nil || closed != nil {
		t.Fatal(err, closed)
	}
	n := 0
	for line := range strings.Lines(page) {
		order, is := strings.CutPrefix(line, "    switchboard order --preset ")
		if !is {
			continue
		}
		n++
		args := append([]string{"order", "--preset"}, strings.Fields(strings.ReplaceAll(order, "--wait", ""))...)
		if code, out, errs := ask(t, args...); code != cli.OK {
			t.Errorf("%s: %d %s %s", line, code, out, errs)
		}
	}
	if n < 2 {
		t.Errorf("%d orders are made by a preset", n)
	}
}

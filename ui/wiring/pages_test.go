package wiring_test

import (
	"os"
	"path/filepath"
	"testing"

	"switchboard/testdata/proof"
	"switchboard/ui/cli"
)

// What is only words of our own is text too: every page of the manual, help in every form, and what teaches each shell.
func TestOurOwnPagesAreText(t *testing.T) {
	alone(t)
	dir := t.TempDir()
	if code, _, errs := ask(t, "man", "--dir", dir); code != cli.OK {
		t.Fatal(errs)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(pages) < 50 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, name := range pages {
		raw, err := os.ReadFile(name)
		if err != nil || proof.Acts(string(raw)) >= 0 {
			t.Errorf("%s acts at %d, %v", name, proof.Acts(string(raw)), err)
		}
	}
	for _, args := range [][]string{{"help"}, {"help", "json"}, {"help", "environment"}, {"help", "exit-codes"}, {"help", "options"}, {"man"},
		{"completion", "bash"}, {"completion", "zsh"}, {"completion", "fish"}, {"completion", "powershell"}} {
		if code, out, errs := ask(t, args...); code != cli.OK || out == "" || proof.Acts(out) >= 0 {
			t.Errorf("%q: %d, %s, acts at %d", args, code, errs, proof.Acts(out))
		}
	}
}

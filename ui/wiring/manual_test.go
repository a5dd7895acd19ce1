package wiring_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// Every command has a page of the manual that man can read, with its options and examples.
func TestManual(t *testing.T) {
	alone(t)
	dir := t.TempDir()
	if code, _, errs := ask(t, "man", "--dir", dir); code != cli.OK {
		t.Fatalf("exit %d: %s", code, errs)
	}
	for _, name := range []string{"switchboard.1", "switchboard-order.1", "switchboard-customers-credit.1", "switchboard-e911-set.1"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	pages, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(pages) < 50 {
		t.Fatalf("%d pages (%v)", len(pages), err)
	}
	for _, path := range pages {
		page, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text, name := string(page), strings.TrimSuffix(filepath.Base(path), ".1")
		if !strings.HasPrefix(text, ".TH ") || !strings.Contains(text, strings.ReplaceAll(name, "-", `\-`)+` \- `) {
			t.Errorf("%s has no heading", name)
		}
		for line := range strings.Lines(text) {
			word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
			if strings.HasPrefix(line, ".") && !strings.Contains(" .TH .SH .TP .nf .fi ", " "+word+" ") || strings.HasPrefix(line, "'") {
				t.Errorf("%s obeys %q", name, line)
			}
		}
	}
	_, page, _ := ask(t, "man", "customers", "credit")
	for _, want := range []string{`\fB\-\-ref X\fP`, ".SH EXAMPLES", `\fBswitchboard\-customers\fP(1)`} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is not in %s", want, page)
		}
	}
	if code, _, errs := ask(t, "man", "cusomers"); code != cli.Usage || !strings.Contains(errs, "did you mean") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

package numbers_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/ui/consoletest"
)

// What came of an act upon several numbers is written to a file from its recap, a line for each.
func TestTheRecapOfSeveralNumbersIsWritten(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	if err := os.Mkdir(filepath.Join(home, "Downloads"), 0o700); err != nil {
		t.Fatal(err)
	}
	inConsole(t, consoletest.Look{}, 120, 40, func(t *testing.T, r *rig) {
		r.on(bare)
		r.Press("space")
		r.on(full)
		r.Press("space", "e")
		r.Shows("Caller name of 2 numbers")
		r.Type("ACME")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("2 numbers")
		r.Press("A")
		r.Sleep(time.Minute)
		r.Shows("2 done")
		r.Press("E", "enter")
		r.Sleep(time.Second)
		r.Shows("2 rows written to")
		files, err := filepath.Glob(filepath.Join(home, "Downloads", "switchboard-cnam-*.csv"))
		if err != nil || len(files) != 1 {
			t.Fatalf("%v %v\n%s", files, err, r.Frame())
		}
		text, err := os.ReadFile(files[0])
		if err != nil || strings.Count(string(text), "\n") != 3 || strings.Count(string(text), "lines.properties,done") != 2 {
			t.Errorf("%s %v", text, err)
		}
	})
}

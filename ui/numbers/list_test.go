package numbers_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/store"
	"switchboard/ui/consoletest"
)

func TestFilterTakesTheKeysOfATextOnly(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.Press("/")
		r.Type("no such number")
		r.Press("ctrl+u")
		r.Type("5234712")
		r.Press("enter")
		r.Shows("523 4712", "1 of 60")
		r.Hides("TRUST") // Enter keeps the filter and opens nothing
		r.Press("enter")
		r.Shows("TRUST", "Not listed")
		r.Press("esc", "esc")
		r.Shows("233 8397", "60 owned")
		r.Hides(" of 60")
	})
}

func TestNumberUnderTheCursorHasAPage(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 120, 40, func(t *testing.T, r *rig) {
		r.on(full)
		r.Press("#")
		r.Sleep(time.Second)
		r.Shows("TRUST", "No activation of this number", "e-mail when 911 is called")
		r.Press("esc", "n")
		r.Type("415")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Press("#")
		r.Sleep(time.Second)
		r.Shows("Not a number of the account")
	})
}

// order is which numbers are in sight, from the top.
func (r *rig) order() []string {
	var out []string
	for _, l := range strings.Split(r.Frame(), "\n")[5:] {
		if i := strings.Index(l, "+1 "); i >= 0 && i < 6 {
			out = append(out, l[i:i+15])
		}
	}
	return out
}

func TestOrderAndColumnsAreRemembered(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.Press("s")
		r.Sleep(time.Second)
		r.Shows("Order and columns", "911 address, missing first")
		r.Press("down", "down", "enter") // by 911
		r.Press("end", "down", "down", "down", "down", "down", "down", "enter", "esc")
		r.Press("home")
		r.Shows("911 v", "MISSING")
		r.Hides("provisioned")
		first := r.order()
		r.console(consoletest.Looks()[0], 80, 24)
		r.Shows("911 v")
		if again := r.order(); len(first) == 0 || strings.Join(again, " ") != strings.Join(first, " ") {
			t.Errorf("the order was %q and is %q", first, again)
		}
		r.Press("s")
		r.Sleep(time.Second)
		r.Press("down", "down", "enter", "esc", "home")
		r.Shows("911 ^")
		r.Hides("MISSING")
	})
}

// exported opens the export, types the folder and gives what was written of a kind.
func (r *rig) exported(folder, ending string, keys ...string) string {
	r.T.Helper()
	r.Press("E")
	r.Sleep(time.Second)
	r.Press(keys...)
	r.Press("tab")
	r.Type(folder)
	r.Press("enter")
	r.Sleep(time.Second)
	r.Shows(" numbers written to", folder, "o open the folder")
	r.Press("esc")
	names, err := filepath.Glob(filepath.Join(folder, "switchboard-numbers-*"+ending))
	if err != nil || len(names) == 0 {
		r.T.Fatalf("no file was written: %v", err)
	}
	raw, err := os.ReadFile(names[len(names)-1])
	if err != nil {
		r.T.Fatal(err)
	}
	return string(raw)
}

func TestExportWritesWhatIsShownOrMarked(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		folder := t.TempDir()
		r.on(full)
		r.Press("space", "down", "V")
		rows, err := csv.NewReader(strings.NewReader(r.exported(folder, ".csv"))).ReadAll()
		if err != nil || len(rows) != 4 {
			t.Fatalf("%d lines of three marked numbers, %v", len(rows), err)
		}
		if rows[1][0] != string(full) || rows[1][2] != "provisioned" || rows[1][4] != "116 NATOMA ST" || rows[1][9] != "ACME PLUMB" || !strings.HasSuffix(rows[1][15], "Z") {
			t.Errorf("the first is %q", rows[1])
		}
		r.Press("esc") // the marks go before the filter does
		r.Press("/")
		r.Type("address:missing")
		r.Press("enter")
		r.exported(folder, ".csv")
		if names, _ := filepath.Glob(filepath.Join(folder, "*.csv")); len(names) != 2 {
			t.Errorf("the files are %v", names)
		}
		var list []map[string]any
		if err := json.Unmarshal([]byte(r.exported(folder, ".json", "right")), &list); err != nil || len(list) < 5 {
			t.Fatalf("%d objects, %v", len(list), err)
		}
		for _, v := range list {
			if v["e911"] != "missing" {
				t.Errorf("%v was not shown", v)
			}
		}
	})
}

func TestCoverageLeadsToTheNumbers(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.Press("w")
		r.Sleep(time.Second)
		r.Press("l")
		r.Shows("is:uncovered", "MISSING")
		r.Hides("911 coverage ─", "provisioned")
	})
}

func TestAnAccountThatWasNotReadIsNotCalledEmpty(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		if err := r.DB.DropNumbersUnseen(t.Context(), time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		r.console(consoletest.Looks()[0], 80, 24)
		r.Shows("No numbers yet", "0 owned")
		if err := r.DB.PutProgress(t.Context(), "numbers", store.Progress{}); err != nil {
			t.Fatal(err)
		}
		r.console(consoletest.Looks()[0], 80, 24)
		r.Shows("Asking for the numbers of the account")
		r.Hides("No numbers yet", "0 owned")
		if err := r.DB.PutProgress(t.Context(), "numbers", store.Progress{At: time.Now()}); err != nil {
			t.Fatal(err)
		}
		r.Sleep(time.Second)
		r.Shows("No numbers yet")
	})
}

func TestPageIsReadAgain(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 120, 40, func(t *testing.T, r *rig) {
		r.on(bare)
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("r loads the details")
		r.Press("r")
		r.Sleep(time.Second)
		r.Shows("was read again")
		r.Hides("Only the list was read")
	})
}

// What is pressed after a purchase is meant for what was bought.
func TestTheCursorGoesToWhatWasBought(t *testing.T) {
	inConsole(t, consoletest.Looks()[0], 80, 24, func(t *testing.T, r *rig) {
		r.on(full)
		r.find("503", "2")
		r.Press("home", "space", "B")
		r.Sleep(time.Second)
		r.Press("P")
		r.Sleep(5 * time.Second)
		r.Shows("1 of 1 bought")
		r.Press("esc", "left")
		r.Sleep(time.Second)
		r.Shows("▌  +1 503 ")
		r.Press("right", "home", "space") // what is the account's own is not bought again
		r.Shows(": yours")
	})
}

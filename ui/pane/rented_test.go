package pane

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
)

// An export from the pane has the names that the commands give the same things, which
// .github/JSON.md lists.
func TestAnExportOfNumbersHasTheNamesOfTheCommands(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", ".github", "JSON.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, part, ok := strings.Cut(string(page), "\n## history\n")
	if !ok {
		t.Fatal("the page has no such part")
	}
	part, _, _ = strings.Cut(part, "\n## ")
	for _, head := range rentedHeads {
		if !strings.Contains(part, "| "+head+" |") {
			t.Errorf("%s is no name of the commands", head)
		}
	}
}

// What a column says is what the commands say: the state in the word that a filter takes, the code
// and the SMS apart, and of what was deleted that it was.
func TestAnExportOfNumbersSaysWhatTheCommandsSay(t *testing.T) {
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	num := func(code, text string) store.Activation {
		return store.Activation{Activation: platfone.Activation{SMS: platfone.SMSReceived, Status: platfone.StatusActive, Billing: platfone.BillingBilled,
			Code: code, Text: text, ExpireAt: now.Add(time.Minute)}}
	}
	for name, c := range map[string]struct {
		of    store.Activation
		codes string
		want  [3]string
	}{
		"a code":     {num("482913", "code 482913"), "whole", [3]string{"482913", "code 482913", "false"}},
		"a link":     {num("", "see https://a.example"), "whole", [3]string{"", "see https://a.example", "false"}},
		"masked":     {num("482913", "code 482913"), "last 2", [3]string{"****13", "", "false"}},
		"none":       {num("482913", "code 482913"), "none", [3]string{"", "", "false"}},
		"is deleted": {num(store.Purged, store.Purged), "whole", [3]string{"", "", "true"}},
	} {
		row := veil{c.codes, now, func(string) store.Note { return store.Note{} }}.record(c.of).Fields()
		at := func(head string) string { return row[slices.Index(rentedHeads, head)] }
		if got := [3]string{at("code"), at("text"), at("purged")}; got != c.want || at("state") != "code" {
			t.Errorf("%s: %q, state %s", name, got, at("state"))
		}
	}
}

package wiring_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"switchboard/ui/cli"
)

// When a code came is one rule, whichever command tells of it: the export of all codes, a number
// with its codes, and the newest code say the same. Of what nobody watched they all say null.
func TestWhenACodeCameIsOneRule(t *testing.T) {
	alone(t)
	type coded struct {
		ID       string  `json:"activation_id"`
		Round    int     `json:"round"`
		Code     string  `json:"code"`
		Received *string `json:"received_at"`
	}
	read := func(into any, args ...string) {
		t.Helper()
		code, out, errs := ask(t, append([]string{"--sandbox", "--offline", "--json"}, args...)...)
		if err := json.Unmarshal([]byte(out), into); err != nil || code != cli.OK {
			t.Fatalf("%v: exit %d, %v: %s%s", args, code, err, out, errs)
		}
	}
	if code, _, errs := ask(t, "--sandbox", "activations", "list"); code != cli.OK {
		t.Fatal(errs)
	}
	ask(t, "--sandbox", "sync") // which leaves the older history for later
	var all []coded
	read(&all, "export", "codes")
	var known, unknown *coded
	for i, c := range all {
		if c.Received != nil {
			known = &all[i]
		} else {
			unknown = &all[i]
		}
	}
	if known == nil || unknown == nil {
		t.Fatalf("of %d codes it is known of %v and unknown of %v", len(all), known, unknown)
	}
	when := func(c coded) string {
		if c.Received == nil {
			return "null"
		}
		return *c.Received
	}
	for _, c := range []*coded{known, unknown} {
		var n struct{ Codes []coded }
		read(&n, "activations", "get", c.ID)
		for _, got := range n.Codes {
			if got.Round == c.Round && when(got) != when(*c) {
				t.Errorf("%s: the number says %s, the export %s", c.ID, when(got), when(*c))
			}
		}
	}
	var newest coded
	read(&newest, "code")
	for _, c := range all {
		if c.ID == newest.ID && c.Round == newest.Round && when(c) != when(newest) {
			t.Errorf("the newest code says %s, the export %s", when(newest), when(c))
		}
	}
}

// One convention for all fields: a time ends in _at, an amount in _cents, and an id says of what.
func TestFieldsHaveOneConvention(t *testing.T) {
	_, page, _ := ask(t, "help", "json")
	schema := fields(page)
	delete(schema, "The error") // which leaves out what it has not
	for command, all := range schema {
		for name, kind := range all {
			name = name[strings.LastIndex(name, ".")+1:]
			switch at, cents := strings.HasSuffix(name, "_at"), strings.HasSuffix(name, "_cents"); {
			case strings.Contains(kind, "RFC 3339") != at, cents && !strings.Contains(kind, "integer"):
				t.Errorf("%s: %s is %s", command, name, kind)
			case name == "id" && all["kind"] != "": // of a thing of that kind
			case slices.Contains([]string{"id", "at", "created", "seen", "phone", "number", "price", "amount"}, name):
				t.Errorf("%s: %s says not of what", command, name)
			}
		}
	}
}

package e2e

import (
	"strings"
	"testing"
)

// A provider that asks to wait, has trouble or cannot be reached keeps no command from showing what is saved, with
// the reason and the age; where nothing is saved the reason is the answer, and not an empty list.
func TestWhatIsSavedAnswers(t *testing.T) {
	t.Parallel()
	const owned, addressed = "+12065551422", "+12065551792"
	for name, fault := range map[string]string{
		"limited": `{"kind":"status","status":429,"times":-1}`,
		"trouble": `{"kind":"status","status":503,"times":-1}`,
		"cut":     `{"kind":"reset","times":-1}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := serve(t, "--no-limits")
			h := connected(t, p)
			listed, _, _ := strings.Cut(h.bare("listings", "list", "--state", "verified", "--quiet").out, "\n")
			commands := [][]string{{"customers", "show", "acme"}, {"listings", "show", listed}, {"numbers", "show", owned},
				{"activations", "list"}, {"e911", "show", addressed}, {"listings", "reports", listed}}
			if name == "limited" { // which takes no time
				commands = append(commands, []string{"customers", "list"}, []string{"customers", "ledger", "acme"}, []string{"prices", "telegram", "--country", "uk"},
					[]string{"listings", "list"}, []string{"numbers", "list"})
			}
			saved := map[string]string{}
			for _, args := range commands {
				got := h.bare(args...)
				if got.code != 0 {
					t.Fatalf("%v: %+v", args, got)
				}
				saved[strings.Join(args, " ")] = got.out
			}
			p.tell("fault", fault)
			for _, args := range commands {
				got := h.bare(args...)
				before, now := strings.Count(saved[strings.Join(args, " ")], "\n"), strings.Count(got.out, "\n")
				ended := args[0] == "activations" && 1 < now && now < before // numbers that run end meanwhile
				if got.code != 0 || now != before && !ended || !strings.Contains(got.err, "Showing what was saved") {
					t.Errorf("%v: %+v", args, got)
				}
				if !strings.Contains(got.err, " read at ") {
					t.Errorf("%v says no age: %s", args, got.err)
				}
			}
			fresh := connected(t, p)
			for _, args := range commands {
				if got := fresh.bare(args...); got.code == 0 {
					t.Errorf("%v where nothing is saved: %+v", args, got)
				}
			}
		})
	}
}

// An order whose price cannot be read goes by the one that is saved, and says how old that is.
func TestAnOrderByTheSavedPrice(t *testing.T) {
	p := serve(t, "--no-limits")
	h := connected(t, p)
	if got := h.bare("prices", "telegram", "--country", "uk"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	p.tell("fault", `{"provider":"sms","path":"/prices","kind":"status","status":429,"times":-1}`)
	got := h.bare(ordering("acme")...)
	if got.code != 0 || !strings.Contains(got.err, "The price is from") {
		t.Errorf("%+v", got)
	}
}

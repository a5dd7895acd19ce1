package pane

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store/act"
	"switchboard/ui/keybook"
)

// Ways are the ways out of what stands against acts, for every sheet; nil ones
// are not offered.
type Ways struct {
	Credit   func(customer string) tea.Cmd // adds to a customer's balance
	Connect  func(provider string) tea.Cmd // gives a provider another key
	Settings func() tea.Cmd                // shows the limits and the rest of the settings
	Problems func() tea.Cmd                // shows what is wrong with an account or the program, with what mends it
}

// BalanceOf is the key, in a pane of another noun, that opens the balance of the customer whom the selected row is of. customer names it, or says
// why there is none; of marked rows the customers can be several.
func (k *Kit) BalanceOf(pane string, marks func() int, customer func() (id, none string)) Action {
	off := func() string {
		switch id, none := customer(); {
		case none != "":
			return none
		case id == "":
			return "its customer is not known"
		case marks() > 0:
			return "rows are marked, and this is for one customer: Esc takes the marks off"
		}
		return ""
	}
	return Action{ID: pane + ".balance", Keys: "b", Help: "balance of its customer", Written: true, Hide: true, Off: off, Do: func() tea.Cmd {
		id, _ := customer()
		return k.Ways.Credit(id)
	}}
}

// Ways are the ways out of what stands against the act, each under one key.
func (w *Weighed) Ways() []Action {
	v, ok := w.Verdict()
	if !ok {
		return nil
	}
	var out []Action
	for _, r := range v.Refused {
		a, ok := w.way(r.Code)
		if ok && !slices.ContainsFunc(out, func(o Action) bool { return o.ID == a.ID }) {
			out = append(out, a)
		}
	}
	return out
}

func (w *Weighed) way(of act.Code) (Action, bool) {
	ways := w.kit.Ways
	switch of {
	case act.CustomerBalance:
		a, ok := w.of.(act.Order)
		return Action{ID: "way.credit", Key: keybook.Fixed("add balance for "+w.kit.Name(a.Customer).String(), "b"),
			Do: func() tea.Cmd { return ways.Credit(a.Customer) }}, ok && ways.Credit != nil
	case act.NoKey, act.KeyRefused:
		provider, _, _ := strings.Cut(w.of.Op(), ".")
		if ways.Connect != nil {
			return Action{ID: "way.connect", Key: keybook.Fixed("enter a key", "k"), Do: func() tea.Cmd { return ways.Connect(provider) }}, true
		}
	case act.SpendAct, act.SpendDay, act.SpendUnknown:
		return Action{ID: "way.settings", Key: keybook.Fixed("settings", ","), Do: func() tea.Cmd { return ways.Settings() }}, ways.Settings != nil
	case act.Offline, act.Unreachable, act.ReadOnly, act.SettingsBroken, act.JournalHeld, act.Blocked, act.Limited, act.OnHold, act.OpenAttempt:
	default:
		return Action{}, false
	}
	return Action{ID: "way.problems", Key: keybook.Fixed("problems", "!"), Do: func() tea.Cmd { return ways.Problems() }}, ways.Problems != nil
}

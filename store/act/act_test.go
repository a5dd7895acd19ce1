package act_test

import (
	"errors"
	"strings"
	"testing"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store/act"
)

func order() act.Verdict {
	v := act.Verdict{
		Act:    act.Order{Customer: "acme", Order: platfone.NewOrder{ServiceID: "telegram", CountryID: "uk", MaxPrice: 40}},
		Before: []act.Fact{{Name: "acme has free", Value: "$31.20", Kind: act.Money, Loose: true}},
		After:  []act.Fact{{Name: "you pay at most", Value: "$0.40", Kind: act.Money}},
	}
	v.Take(act.Enter())
	return v
}

func why(t *testing.T, err error) act.Code {
	t.Helper()
	var no *act.Refusal
	if err != nil && !errors.As(err, &no) {
		t.Fatalf("%v is no refusal", err)
	}
	if no == nil {
		return ""
	}
	return no.Why
}

func TestEveryReasonHasItsSentence(t *testing.T) {
	seen := map[act.Code]bool{}
	for _, e := range act.Reasons() {
		if seen[e.Code] {
			t.Errorf("%s is there twice", e.Code)
		}
		seen[e.Code] = true
		if e.Sentence == "" || e.Shown == "" || e.Exit == 0 || string(e.Code) != strings.ToLower(string(e.Code)) || strings.ContainsAny(string(e.Code), " -") {
			t.Errorf("%+v is not whole", e)
		}
		if e.Code.Exit() != e.Exit {
			t.Errorf("%s ends with %d", e.Code, e.Code.Exit())
		}
	}
}

func TestConsentIsToWhatWasSeen(t *testing.T) {
	seen := order()
	another := map[string]func(v *act.Verdict){
		"amount of the act": func(v *act.Verdict) { v.Act = act.Order{Customer: "acme", Order: platfone.NewOrder{MaxPrice: 41}} },
		"customer":          func(v *act.Verdict) { v.Act = act.Order{Customer: "zeta"} },
		"amount":            func(v *act.Verdict) { v.After[0].Value = "$0.41" },
		"warning":           func(v *act.Verdict) { v.Warn(act.SuccessForecast.Of("telegram/uk", 6, ""), act.Enter()) },
		"consent":           func(v *act.Verdict) { v.Take(act.Capital("O")) },
	}
	for what, change := range another {
		c, err := seen.Agree(act.Enter())
		if err != nil {
			t.Fatal(err)
		}
		now := order()
		change(&now)
		if got := why(t, c.Use(now)); got != act.Changed {
			t.Errorf("another %s: %q", what, got)
		}
	}
	c, err := seen.Agree(act.Enter())
	if err != nil {
		t.Fatal(err)
	}
	now := order()
	now.Before[0].Value = "$30.00" // moves by itself
	if err := c.Use(now); err != nil {
		t.Errorf("a balance that moved: %v", err)
	}
	if got := why(t, c.Use(now)); got != act.ConsentUsed {
		t.Errorf("used again: %q", got)
	}
}

func TestConsentIsStrongEnough(t *testing.T) {
	for _, c := range []struct {
		takes, given act.Consent
		want         act.Code
	}{
		{act.None(), act.None(), ""},
		{act.Enter(), act.None(), act.NotConfirmed},
		{act.Enter(), act.Capital("O"), ""},
		{act.Capital("O"), act.Enter(), act.NotConfirmed},
		{act.Capital("O"), act.Capital("D"), act.NotConfirmed},
		{act.Capital("O"), act.Typed("8423"), ""},
		{act.Typed("8423"), act.Capital("R"), act.NotTyped},
		{act.Typed("8423"), act.Typed("8424"), act.NotTyped},
		{act.Typed("8423"), act.Typed("8423"), ""},
		{act.Typed("8423").Of("+14155558423"), act.Typed("+14155558423"), ""},
		{act.Typed("8423").Of("+14155558423"), act.Typed("1 (415) 555-8423"), ""},
		{act.Typed("8423").Of("+14155558423"), act.Typed("+14155558424"), act.NotTyped},
		{act.Typed("8423").Of("+14155558423"), act.Typed("58423"), act.NotTyped},
		{act.Typed("WjvAz1").Of("xDWxt7dd6WjvAz1"), act.Typed("xDWxt7dd6WjvAz1"), ""},
		{act.Typed("WjvAz1").Of("xDWxt7dd6WjvAz1"), act.Typed(""), act.NotTyped},
	} {
		var v act.Verdict
		v.Take(c.takes)
		did, err := v.Agree(c.given)
		if err == nil {
			err = did.Use(v)
		}
		if got := why(t, err); got != c.want {
			t.Errorf("%v for %v: %q, want %q", c.given, c.takes, got, c.want)
		}
	}
}

func TestConsentThatAnswersNothingIsRefused(t *testing.T) {
	v := order()
	for _, c := range []act.Consent{act.None(), act.Enter(), act.Capital("O"), act.Typed("acme")} {
		if got := why(t, c.Use(v)); got != act.NotConfirmed {
			t.Errorf("%v: %q", c, got)
		}
	}
}

func TestRefusedVerdictTakesNoConsent(t *testing.T) {
	v := order()
	agreed, err := v.Agree(act.Enter())
	if err != nil {
		t.Fatal(err)
	}
	v.Refuse(act.PlaceFull.Of(20, 20), act.PlaceFull.Of(20, 20), act.Offline.Of())
	if len(v.Refused) != 2 {
		t.Errorf("%v", v.Refused)
	}
	if got := why(t, agreed.Use(v)); got != act.PlaceFull {
		t.Errorf("%q", got)
	}
	if _, err := v.Agree(act.Typed("x")); why(t, err) != act.PlaceFull {
		t.Error(err)
	}
}

// A tax id and a one-time code are written nowhere; another one is another act all the same.
func TestHiddenFieldsAreInTheFingerprint(t *testing.T) {
	ein := func(s string) act.Verdict {
		id := rest.NewSecret(s)
		return act.Verdict{Act: act.Stage{Number: "+14155550142", Changes: numbersonline.Changes{EIN: &id}}}
	}
	if ein("123456789").Fingerprint() == ein("987654321").Fingerprint() || ein("1").Fingerprint() != ein(string([]byte{'1'})).Fingerprint() {
		t.Error("the tax id does not count")
	}
	code := func(s string) act.Verdict {
		return act.Verdict{Act: act.Prove{Number: phone.E164("+14155550142"), Code: s}}
	}
	if code("111111").Fingerprint() == code("222222").Fingerprint() {
		t.Error("the code does not count")
	}
}

func TestWhatItTakesIsNeverLowered(t *testing.T) {
	var v act.Verdict
	for _, c := range []act.Consent{act.Capital("O"), act.Enter(), act.None()} {
		v.Take(c)
	}
	if v.Consent.Sureness() != act.ByCapital || v.Consent.What() != "O" {
		t.Errorf("it takes %v", v.Consent)
	}
	a, b := order(), order()
	a.Warn(act.SuccessForecast.Of("telegram/uk", 6, ""), act.Enter())
	b.Warn(act.SuccessForecast.Of("telegram/uk", 5, ""), act.Enter())
	if a.Fingerprint() == b.Fingerprint() {
		t.Error("another figure in a warning is the same verdict")
	}
}

func TestAConsentThatWasUsedAnswersNothing(t *testing.T) {
	v := order()
	c, err := v.Agree(act.Enter())
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Answers(v); err != nil {
		t.Error(err)
	}
	if err := c.Use(v); err != nil {
		t.Error(err)
	}
	if got := why(t, c.Answers(v)); got != act.ConsentUsed {
		t.Errorf("%q", got)
	}
}

// What mends a reason is said at the command line too: where it names a key of the screen it names
// the command beside it.
func TestWhatMendsIsSaidForScriptsToo(t *testing.T) {
	for _, r := range act.Reasons() {
		if _, after, key := strings.Cut(r.Mend, " in "); key && len(r.Mend) > 2 && r.Mend[1] == ' ' && !strings.Contains(after, ", or ") {
			t.Errorf("%s: %q names a key alone", r.Code, r.Mend)
		}
	}
}

func TestReasonIsFoundWithoutTheWholeTable(t *testing.T) {
	stopped := act.Verdict{Refused: []act.Reason{{Code: act.Turn}, {Code: act.ConsentUsed}, {Code: act.WrongState}}}
	if n := testing.AllocsPerRun(100, func() {
		if r, ok := stopped.Stop(); !ok || r.Code != act.WrongState || act.BelowZero.Exit() == 0 {
			t.Fatal("a reason is not the one of its code")
		}
	}); n > 0 {
		t.Errorf("looking up four reasons takes %v pieces of memory: each step down a list looks up dozens", n)
	}
	act.Reasons()[0].Exit = 77
	if act.Reasons()[0].Exit == 77 {
		t.Error("the table changes with what is done to a copy of it")
	}
}

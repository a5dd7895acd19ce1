package sms

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

func exitOf(err error) int {
	var e *cli.Exit
	if errors.As(err, &e) {
		return e.Code
	}
	var no *act.Refusal
	switch {
	case errors.As(err, &no):
		return no.Why.Exit()
	case err != nil:
		return cli.Failure
	}
	return cli.OK
}

func TestChoose(t *testing.T) {
	all := []named{{"uk", []string{"United Kingdom", "Great Britain"}}, {"us", []string{"United States"}}, {"uk_v", []string{"United Kingdom (virtual)"}}}
	for said, want := range map[string]string{
		"uk": "uk", "UK": "uk", "united kingdom": "uk", "great": "uk", "us": "us", "united states": "us",
	} {
		if got, err := choose("country", said, all); got != want || err != nil {
			t.Errorf("%s: %q, %v", said, got, err)
		}
	}
	if _, err := choose("country", "united", all); exitOf(err) != cli.Usage {
		t.Errorf("two that begin alike: %v", err)
	}
	if _, err := choose("country", "narnia", all); exitOf(err) != cli.NotFound {
		t.Errorf("none: %v", err)
	}
}

func TestParseHistory(t *testing.T) {
	now := time.Now()
	f, err := parseHistory(&cobra.Command{}, `acme -gone state:refunded,done customer:=x has:code price>0.40 price<1 after:2026-11-01`, "", now)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case !slices.Equal(f.Terms, []string{"acme"}), !slices.Equal(f.Not, []string{"gone"}), !slices.Equal(f.Customers, []string{"x"}),
		!f.HasCode, f.NoCode, f.MinCost != money.Known(41), f.MaxCost != money.Known(99),
		!slices.Equal(f.States, []platfone.State{platfone.Done, platfone.Refunded}), f.From.IsZero():
		t.Errorf("%+v", f)
	}
	if f, err = parseHistory(&cobra.Command{}, "-has:code -state:done", "", now); err != nil || !f.NoCode || slices.Contains(f.States, platfone.Done) || len(f.States) != 8 {
		t.Errorf("%+v, %v", f, err)
	}
	for _, bad := range []string{"colour:red", "state:happy"} {
		if _, err := parseHistory(&cobra.Command{}, bad, "", now); exitOf(err) != cli.Usage {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestOrderTerms(t *testing.T) {
	o := ordering{customer: "acme", service: "telegram", country: "uk", quality: 50}
	for _, c := range []struct {
		edit func(*ordering)
		want platfone.NewOrder
	}{
		{func(*ordering) {}, platfone.NewOrder{Mode: platfone.FixedMarkup, Markup: usualMarkup, Quality: 50}},
		{func(o *ordering) { o.max, o.markup = "0.40", "20%" }, platfone.NewOrder{MaxPrice: 40, Mode: platfone.FixedMarkup, Markup: 20, Quality: 50}},
		{func(o *ordering) { o.fixed = "0.60" }, platfone.NewOrder{Mode: platfone.FixedPrice, CustomerPrice: 60, Quality: 50}},
		{func(o *ordering) { o.dynamic, o.markup, o.quality = true, "0", 0 }, platfone.NewOrder{Mode: platfone.Dynamic}},
	} {
		typed := o
		c.edit(&typed)
		if got, err := typed.terms(platfone.NewOrder{}); got != c.want || err != nil {
			t.Errorf("%+v: %+v, %v", typed, got, err)
		}
	}
	for name, edit := range map[string]func(*ordering){
		"no customer": func(o *ordering) { o.customer = "" }, "fixed and markup": func(o *ordering) { o.fixed, o.markup = "1", "2" },
		"too dear": func(o *ordering) { o.max = "100.01" }, "nothing": func(o *ordering) { o.max = "0" }, "quality": func(o *ordering) { o.quality = 101 },
		"markup": func(o *ordering) { o.markup = "10001" }, "part of a percent": func(o *ordering) { o.markup = "1.5" },
		"an id without a price": func(o *ordering) { o.again = "o1" },
	} {
		typed := o
		edit(&typed)
		if err := typed.check(); err == nil {
			t.Errorf("%s passes", name)
		}
	}
}

func TestVeil(t *testing.T) {
	r := code{received: received{Code: "482913", Text: "your code is 482913"}, Number: "+14155550142", ID: "a1"}
	for show, want := range map[string]code{
		"all":   r,
		"last2": {received: received{Code: "••••13"}, Number: "••••••••••42", ID: "a1"},
		"none":  {ID: "a1"},
	} {
		if got := (exporting{show: show}).veilCode(r); got != want {
			t.Errorf("%s: %+v", show, got)
		}
	}
}

// Of two codes that were heard of at once the newer is the one that came later
// by the provider's time; of two that came at once, the later number's.
func TestNewestCode(t *testing.T) {
	heard := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	at := func(ago time.Duration) store.Activation {
		return store.Activation{Activation: platfone.Activation{SMS: platfone.SMSReceived, Status: platfone.StatusActive, UpdatedAt: heard.Add(-ago)}}
	}
	type coded struct {
		store.Code
		of store.Activation
	}
	code := func(id int64, number string, act store.Activation) coded {
		return coded{store.Code{ID: id, ActivationID: number, Ordered: heard.Add(-time.Hour), Seen: heard}, act}
	}
	newer := func(c, best coded) bool { return newer(c.Code, c.of, best.Code, best.of) }
	later, earlier := code(1, "later", at(5*time.Second)), code(2, "earlier", at(9*time.Second))
	if newer(earlier, later) || !newer(later, earlier) {
		t.Error("the provider's time does not decide")
	}
	if tie := code(3, "earlier", at(5*time.Second)); newer(tie, later) {
		t.Error("a tie does not go to the newer number")
	}
	second := code(4, "later", at(5*time.Second))
	if second.Round = 1; !newer(second, later) {
		t.Error("the second code of a number is not newer than its first")
	}
	if !newer(earlier, coded{}) {
		t.Error("the first code is not the newest so far")
	}
	if c := code(5, "x", at(-time.Minute)); !latest(c.Code, c.of).Equal(heard) {
		t.Error("a change after it was heard is taken for its time")
	}
}

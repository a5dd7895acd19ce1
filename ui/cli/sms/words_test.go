package sms

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/money"
	"switchboard/client/platfone"
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

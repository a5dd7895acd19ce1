package lines

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/client/oneuc"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

// given are the parts of an address as they are given on the command line.
type given struct {
	whole, street, unit, city, state, zip, caller, notify string
	accept, draft                                         bool
}

func (g *given) flags(a *app, cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&g.whole, "address", "", "the whole address in one line; it is split into its parts, and asked about where that is not certain")
	f.StringVar(&g.street, "street", "", "house number and street")
	f.StringVar(&g.unit, "unit", "", "suite, floor or apartment")
	f.StringVar(&g.city, "city", "", "city")
	f.StringVar(&g.state, "state", "", "state or province, two letters")
	f.StringVar(&g.zip, "zip", "", "postal code")
	f.StringVar(&g.caller, "caller", "", "the name shown to the 911 centre, three characters or more; empty for none")
	f.StringVar(&g.notify, "notify", "", "e-mail when 911 is called: addresses with commas between")
	cli.MayBeEmpty(cmd, "unit", "caller", "notify")
	a.Check(cmd, "notify", func(s string) error {
		if _, err := oneuc.ParseEmails(s); err != nil {
			return act.AddressUnfit.Of(store.Said(err)).Refusal()
		}
		return nil
	})
	a.Check(cmd, "state", func(s string) error {
		if _, ok := oneuc.RegionOf(s); !ok {
			return act.AddressUnfit.Of("a state or province of the United States or Canada, such as CA").Refusal()
		}
		return nil
	})
	f.BoolVar(&g.draft, "draft", false, "go on with the draft that was kept, changed by what is given")
}

// pieces are the flags of an address by the server's names, in the order of an address.
func (g *given) pieces() []struct{ flag, field, value string } {
	return []struct{ flag, field, value string }{
		{"street", "e911.street_address", g.street}, {"unit", "e911.extended_address", g.unit}, {"city", "e911.locality", g.city},
		{"state", "e911.region", g.state}, {"zip", "e911.postal_code", g.zip}, {"caller", "e911.caller_name", g.caller},
	}
}

// read makes the address to send of what is given and of what it is based on:
// what is on file, or the draft. As soon as a place is given it is what was
// given and nothing else: of the base only who is told of calls stays, and the
// caller where the given address names none for certain. An error means that nothing can be sent.
func (g *given) read(base oneuc.E911, changed func(string) bool) (oneuc.Reading, error) {
	if changed("caller") {
		base.CallerName = "" // what a person typed in its place is no guess that was left out
	}
	r := oneuc.Reading{Address: base}
	beside := map[string]string{} // what is typed beside a street line that holds more than a street
	for _, p := range g.pieces()[1:] {
		if changed(p.flag) {
			beside[p.field] = p.value
		}
	}
	line, more := oneuc.E911{StreetAddress: strings.TrimSpace(g.street)}.Spread(beside)
	more = more && changed("street") && !changed("address")
	place := changed("address") || changed("street") || changed("city") || changed("state") || changed("zip")
	if place && !g.draft || changed("address") || more {
		r = oneuc.Reading{}
		switch {
		case changed("address"):
			r = oneuc.ParseAddress(g.whole)
		case more:
			r = line // with what stands beside it
		}
		r.KeepCaller(base.CallerName)
		r.Address.Notify = base.Notify
	}
	for _, p := range g.pieces() {
		if changed(p.flag) && !more {
			r.Give(p.field, strings.TrimSpace(p.value))
		}
	}
	if at, ok := oneuc.RegionOf(r.Address.Region); ok {
		r.Address.Region = at.Code
	}
	if changed("notify") {
		list, err := oneuc.ParseEmails(g.notify)
		if err != nil {
			return r, cli.Misuse(fmt.Errorf("--notify: %w", err))
		}
		r.Address.Notify = list
	}
	return r, nil
}

// missing names the options that an address cannot be sent without.
func missing(e oneuc.E911) error {
	var none []string
	for _, f := range []struct{ flag, value string }{{"--street", e.StreetAddress}, {"--city", e.Locality}, {"--state", e.Region}, {"--zip", e.PostalCode}} {
		if f.value == "" {
			none = append(none, f.flag)
		}
	}
	if len(none) == 0 {
		return nil
	}
	return act.AddressUnfit.Of("missing: " + strings.Join(none, ", ") + ". An address that is given is sent as it is given; nothing of the one on file is added. Nothing was sent").Refusal()
}

// unsure answers an address of which a piece is not certain: what was
// understood, and what has to be looked at. Nobody has seen it yet, so that
// not even --yes sends it.
func (a *app) unsure(r oneuc.Reading) error {
	e := r.Address
	var doubts, flags []string
	for _, d := range r.Doubts {
		doubts = append(doubts, d.Say)
		for _, p := range (&given{}).pieces() {
			if flag := "--" + p.flag; p.field == d.Field && !strings.Contains(strings.Join(flags, " "), flag) {
				flags = append(flags, flag)
			}
		}
	}
	err := a.Out.Row(understood{e.StreetAddress, e.Extended, e.Locality, e.Region, e.PostalCode, e.CallerName, doubts, r.Left})
	if err != nil {
		return err
	}
	return &cli.Exit{Code: cli.Choice, Err: fmt.Errorf("the address was not understood for certain: %s. Give what is right with %s. Nothing was sent",
		strings.Join(doubts, "; "), strings.Join(flags, " and "))}
}

// unfit says what no field takes, each by the option that it is given with.
func (g *given) unfit(e oneuc.E911) error {
	bad := e.Check()
	var wrong []error
	for _, p := range g.pieces() {
		if said := bad[p.field]; said != "" {
			wrong = append(wrong, cli.Of(p.flag, act.AddressUnfit.Of(said).Refusal()))
		}
	}
	return errors.Join(wrong...)
}

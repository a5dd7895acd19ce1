package lines

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/cli"
)

func (a *app) e911Command() *cobra.Command {
	show := &cobra.Command{
		Use: "show NUMBER", Short: "Show the emergency address on file, and the draft", Args: cli.Need(1, 1, aNumber),
		RunE: func(cmd *cobra.Command, args []string) error { return a.ofLine(cmd, args[0], a.showE911) },
	}
	return cli.Group("e911", "Give numbers the right emergency address", show, a.setE911Command(), a.chooseE911Command(), a.clearE911Command())
}

func addressRecord(n phone.E164, e oneuc.E911) cli.Record {
	return cli.Record{{"number", n}, {"status", string(e.Status)}, {"caller", e.CallerName}, {"street", e.StreetAddress}, {"unit", e.Extended}, {"city", e.Locality},
		{"state", e.Region}, {"zip", e.PostalCode}, {"plus_four", e.PlusFour}, {"notify", e.Notify}, {"location_id", e.LocationID}}
}

func (a *app) showE911(ctx context.Context, s *cli.Session, n phone.E164) error {
	v, err := a.lineNow(ctx, s, n)
	if err != nil {
		return err
	}
	draft, err := s.DB.Emergency(ctx, n)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if err == nil {
		a.Out.Say("A draft is kept: %s.", draft.Address.Line())
		for i, c := range draft.Candidates {
			a.Out.Say("  %d  %s", i+1, c.Line())
		}
	}
	e, has := v.Document.E911()
	if !has {
		return cli.Missing("%s has no emergency address; it is %s", n, v.State.Words())
	}
	return a.Out.Row(addressRecord(n, e))
}

// given are the parts of an address as they are given on the command line.
type given struct {
	whole, street, unit, city, state, zip, caller, notify string
	last                                                  string
	accept                                                bool
}

func (g *given) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&g.whole, "address", "", "the whole address in one line; it is split into its parts")
	f.StringVar(&g.street, "street", "", "house number and street")
	f.StringVar(&g.unit, "unit", "", "suite, floor or apartment")
	f.StringVar(&g.city, "city", "", "city")
	f.StringVar(&g.state, "state", "", "state or province, two letters")
	f.StringVar(&g.zip, "zip", "", "postal code")
	f.StringVar(&g.caller, "caller", "", "the name shown to the 911 centre, at least three characters")
	f.StringVar(&g.notify, "notify", "", "e-mail addresses told of calls, apart by commas")
}

// over writes what is given over an address.
func (g *given) over(e oneuc.E911, changed func(string) bool) (oneuc.E911, error) {
	if g.whole != "" {
		p := oneuc.ParseAddress(g.whole)
		p.Notify = e.Notify
		if p.CallerName == "" {
			p.CallerName = e.CallerName
		}
		e = p
	}
	for name, at := range map[string]struct {
		value string
		field *string
	}{
		"street": {g.street, &e.StreetAddress}, "unit": {g.unit, &e.Extended}, "city": {g.city, &e.Locality}, "state": {g.state, &e.Region},
		"zip": {g.zip, &e.PostalCode}, "caller": {g.caller, &e.CallerName},
	} {
		if changed(name) {
			*at.field = at.value
		}
	}
	if r, ok := oneuc.RegionOf(e.Region); ok {
		e.Region = r.Code
	}
	if changed("notify") {
		list, err := oneuc.ParseEmails(g.notify)
		if err != nil {
			return e, cli.Misuse(fmt.Errorf("--notify: %w", err))
		}
		e.Notify = list
	}
	return e, nil
}

func (a *app) setE911Command() *cobra.Command {
	var g given
	cmd := &cobra.Command{
		Use: "set NUMBER", Short: "Send an emergency address; several possible places are answered with exit 8", Args: cli.Need(1, 1, aNumber),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.changing(cmd, args[0], func(ctx context.Context, s *cli.Session, n phone.E164) error {
				v, err := a.lineNow(ctx, s, n)
				if err != nil {
					return err
				}
				base, _ := v.Document.E911()
				if d, err := s.DB.Emergency(ctx, n); err == nil {
					base = d.Address
				}
				e, err := g.over(store.PlaceOf(base).E911(), cmd.Flags().Changed)
				if err != nil {
					return err
				}
				return a.sendE911(ctx, s, v, e, g)
			})
		},
	}
	g.flags(cmd)
	consent(cmd, &g)
	return cmd
}

func consent(cmd *cobra.Command, g *given) {
	cmd.Flags().StringVar(&g.last, "confirm", "", "the last four digits of the number: needed to replace the address of a number in service")
	cmd.Flags().BoolVar(&g.accept, "accept-charges", false, "pay what the provider asks for it")
}

func (a *app) chooseE911Command() *cobra.Command {
	var g given
	cmd := &cobra.Command{
		Use: "choose NUMBER N", Short: "Send the place with this number of those that e911 set answered", Args: cli.Need(2, 2, "a number and which place, from 1"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.changing(cmd, args[0], func(ctx context.Context, s *cli.Session, n phone.E164) error {
				d, err := s.DB.Emergency(ctx, n)
				if errors.Is(err, store.ErrNotFound) || err == nil && len(d.Candidates) == 0 {
					return cli.Missing("nothing is to be chosen for %s: e911 set comes first", n)
				}
				if err != nil {
					return err
				}
				at, err := strconv.Atoi(args[1])
				if err != nil || at < 1 || at > len(d.Candidates) {
					return cli.Misuse(fmt.Errorf("which place: a number from 1 to %d", len(d.Candidates)))
				}
				v, err := a.lineNow(ctx, s, n)
				if err != nil {
					return err
				}
				return a.sendE911(ctx, s, v, oneuc.MergeChosen(d.Address, d.Candidates[at-1]), g)
			})
		},
	}
	consent(cmd, &g)
	return cmd
}

// sendE911 sends an address and tells what came of it.
func (a *app) sendE911(ctx context.Context, s *cli.Session, v store.Number, e oneuc.E911, g given) error {
	if problems := e.Check(); len(problems) > 0 {
		return cli.Misuse(problems)
	}
	if now, has := v.Document.E911(); has && v.State == oneuc.InService && store.PlaceOf(now).E911().Line() != e.Line() {
		if err := typed(v.E164, g.last, "replace the address ("+now.Line()+") of"); err != nil {
			return err
		}
	}
	if err := a.Confirm("Send %s, %s as the emergency address of %s.", e.CallerName, e.Line(), v.E164); err != nil {
		return err
	}
	for _, h := range e.Hints() {
		a.Out.Say("Look again: %s.", h.Text)
	}
	o, err := s.Lines.SetE911(ctx, v.E164, e, false)
	if c, ok := o.(oneuc.Charges); ok && err == nil {
		if err := a.agree(ctx, s, g.accept, c.Quote); err != nil {
			return err
		}
		o, err = s.Lines.SetE911(ctx, v.E164, e, true)
	}
	if err != nil {
		return err
	}
	return a.answerE911(ctx, s, v.E164, o)
}

// answerE911 is success for nothing but an address that is provisioned.
func (a *app) answerE911(ctx context.Context, s *cli.Session, n phone.E164, o oneuc.Outcome) error {
	switch o := o.(type) {
	case oneuc.Provisioned:
		return a.Out.Row(addressRecord(n, o.Address))
	case oneuc.Geocoded:
		return errors.Join(a.Out.Row(addressRecord(n, o.Address)), fmt.Errorf("the address of %s is known and not active yet: help would not be sent there", n))
	case oneuc.Failed:
		return errors.Join(a.Out.Row(addressRecord(n, o.Address)), fmt.Errorf("the emergency system says %s: the address of %s is not served", o.Status, n))
	case oneuc.Choices:
		return a.offerE911(ctx, s, n)
	case oneuc.InvalidAddress:
		return fmt.Errorf("the service does not find this place: %s. Nothing was changed; the draft is kept", strings.TrimSpace(o.Message))
	case oneuc.FieldErrors:
		return cli.Misuse(o)
	}
	return errors.New("the provider asks for consent to charges again: nothing was changed")
}

// offerE911 lists the places to choose among; exit 8.
func (a *app) offerE911(ctx context.Context, s *cli.Session, n phone.E164) error {
	d, err := s.DB.Emergency(ctx, n)
	if err != nil {
		return err
	}
	a.Out.List("")
	best := oneuc.Closest(d.Address, d.Candidates)
	for i, c := range d.Candidates {
		r := cli.Record{{"choice", i + 1}, {"street", c.StreetAddress}, {"unit", c.Extended}, {"city", c.Locality}, {"state", c.Region}, {"zip", c.PostalCode},
			{"differs", oneuc.Describe(oneuc.Compare(d.Address, c))}, {"closest", i == best}, {"round", d.Round}}
		if err := a.Out.Row(r); err != nil {
			return err
		}
	}
	again := ""
	if d.Same {
		again = "; the service asks the same again, so the address itself should be changed"
	}
	return &cli.Exit{Code: cli.Choice, Err: fmt.Errorf("%d places are possible: switchboard e911 choose %s and which. Nothing is provisioned%s", len(d.Candidates), string(n), again)}
}

func (a *app) clearE911Command() *cobra.Command {
	var g given
	cmd := &cobra.Command{
		Use: "clear NUMBER", Short: "Remove the emergency address of a number", Args: cli.Need(1, 1, aNumber),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.changing(cmd, args[0], func(ctx context.Context, s *cli.Session, n phone.E164) error {
				if err := typed(n, g.last, "remove the emergency address of"); err != nil {
					return err
				}
				list, err := s.DB.Numbers(ctx)
				if err != nil {
					return err
				}
				if c := store.CoverageOf(list); c.Active+c.Unread+len(c.Geocoded) <= 1 {
					a.Out.Say("This is the last emergency address of the account.")
				}
				err = a.paying(ctx, s, g.accept, func(consent bool) error { return s.Lines.ClearE911(ctx, n, consent) })
				if err != nil {
					return err
				}
				return a.Out.Row(cli.Record{{"number", n}, {"removed", true}})
			})
		},
	}
	consent(cmd, &g)
	return cmd
}

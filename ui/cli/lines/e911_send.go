package lines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

func (a *app) setE911Command() *cobra.Command {
	var g given
	cmd := a.Command(filed{}, "set NUMBER", "Send a 911 address; several possible places are answered with exit 8", cli.Need(1, 1, aNumber),
		func(cmd *cobra.Command, args []string) error {
			of := func(n phone.E164) act.Act { return act.SetAddress{Number: n} }
			return a.changing(cmd, args[0], of, func(ctx context.Context, s *cli.Session, n phone.E164) error {
				v, err := a.lineNow(ctx, s, n)
				if err != nil {
					return err
				}
				base, err := a.base(ctx, s, v, g.draft)
				if err != nil {
					return err
				}
				r, err := g.read(base, cmd.Flags().Changed)
				if err != nil {
					return err
				}
				if len(r.Left) > 0 {
					a.Out.Say("Left out of the address: %s.", strings.Join(r.Left, ", "))
				}
				if !r.Sure() {
					return a.unsure(r)
				}
				if err := cmp.Or(missing(r.Address), g.unfit(r.Address)); err != nil {
					return err
				}
				return a.sendE911(ctx, s, v, r.Address, g)
			})
		})
	g.flags(a, cmd)
	consent(cmd, &g)
	return cmd
}

// base is what is on file now, or the draft when the person asks for it.
func (a *app) base(ctx context.Context, s *cli.Session, v store.Number, draft bool) (oneuc.E911, error) {
	kept, err := s.DB.Emergency(ctx, v.E164)
	switch {
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return oneuc.E911{}, err
	case draft && err != nil:
		return oneuc.E911{}, cli.Missing("no draft is kept for %s", v.E164)
	case draft:
		return kept.Address, nil
	case err == nil:
		a.Out.Say("A draft is kept and not used: %s. --draft goes on with it.", kept.Address.Line())
	}
	onFile, _ := v.Document.E911()
	return store.PlaceOf(onFile).E911(), nil
}

// sendE911 sends an address once the person has seen what it is and what it
// replaces, and tells what came of it.
func (a *app) sendE911(ctx context.Context, s *cli.Session, v store.Number, e oneuc.E911, g given) error {
	if a.Flags.DryRun {
		a.Out.Say("Whether the service finds the place, or asks which of several it is (exit 8), is known only when it is sent.")
	}
	o, err := cli.Carry[oneuc.Outcome](ctx, a.App, s, act.SetAddress{Number: v.E164, Address: e})
	if c, ok := o.(oneuc.Charges); ok && err == nil {
		if err := a.quoted(g.accept, c.Quote); err != nil {
			return err
		}
		o, err = cli.CarryPaid[oneuc.Outcome](ctx, a.App, s, act.SetAddress{Number: v.E164, Address: e, Charges: &c.Quote}, g.accept)
	}
	if err != nil {
		return err
	}
	return a.answerE911(ctx, s, v.E164, e, o)
}

// answerE911 is success for nothing but an address that is provisioned as it was sent.
func (a *app) answerE911(ctx context.Context, s *cli.Session, n phone.E164, sent oneuc.E911, o oneuc.Outcome) error {
	switch o := o.(type) {
	case oneuc.Provisioned:
		return a.onFile(n, sent, o.Address, nil)
	case oneuc.Geocoded:
		return a.onFile(n, sent, o.Address, passive(n, sent, o))
	case oneuc.Failed:
		return a.onFile(n, sent, o.Address, passive(n, sent, o))
	case oneuc.Choices:
		return a.offerE911(ctx, s, n)
	case oneuc.InvalidAddress:
		return fmt.Errorf("%s: %s. Nothing was changed; the draft is kept", n, oneuc.Amiss(sent, o))
	case oneuc.FieldErrors:
		return &cli.Exit{Code: act.AddressUnfit.Exit(), Err: o, Reason: string(act.AddressUnfit)}
	}
	return errors.New("the provider asks for consent to charges again: nothing was changed")
}

// passive is that an address is on file and help would not be sent there.
func passive(n phone.E164, sent oneuc.E911, o oneuc.Outcome) error {
	return &cli.Exit{Code: cli.NotAsSent, Err: fmt.Errorf("%s: %s", n, oneuc.Amiss(sent, o))}
}

// onFile shows what is on file now, and how it differs from what was sent.
func (a *app) onFile(n phone.E164, sent, onFile oneuc.E911, failed error) error {
	var differs []string
	for _, f := range oneuc.NotAsSent(sent, onFile) {
		differs = append(differs, f.Field)
		a.Out.Say("! %s: sent %s, on file %s", f.Field, cmp.Or(f.Typed, "nothing"), cmp.Or(f.Candidate, "nothing"))
	}
	r := filed{addressOf(n, onFile), len(differs) == 0, differs}
	if len(differs) > 0 && failed == nil {
		failed = &cli.Exit{Code: cli.NotAsSent, Err: fmt.Errorf("what is on file for %s is not what was sent: %s. Look at it, and set it again if it is wrong", n, strings.Join(differs, ", "))}
	}
	return errors.Join(a.Out.Row(r), failed)
}

// offerE911 lists the places to choose among; exit 8.
func (a *app) offerE911(ctx context.Context, s *cli.Session, n phone.E164) error {
	d, err := s.DB.Emergency(cli.After(ctx), n)
	if err != nil {
		return err
	}
	a.Out.Held("")
	best := oneuc.Closest(d.Address, d.Candidates)
	for i, c := range d.Candidates {
		r := choice{i + 1, c.StreetAddress, c.Extended, c.Locality, c.Region, c.PostalCode, oneuc.Describe(oneuc.Compare(d.Address, c)), i == best, d.Round}
		if err := a.Out.Row(r); err != nil {
			return err
		}
	}
	again := ""
	if d.Same {
		again = "; the service asks the same again, so the address itself should be changed"
	}
	return &cli.Exit{Code: cli.Choice, Err: fmt.Errorf("%s with switchboard e911 choose %s and its number. Nothing is provisioned%s", oneuc.PossiblePlaces(len(d.Candidates)), string(n), again)}
}

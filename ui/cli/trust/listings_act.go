package trust

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

const aNumber = "a number such as +14155550142"

// acting runs do with a number once the engine may send.
func (a *app) acting(cmd *cobra.Command, arg string, do func(context.Context, *cli.Session, phone.E164) error) error {
	return a.ofNumber(cmd, arg, func(ctx context.Context, s *cli.Session, n phone.E164) error {
		if err := s.Engine.Ready(ctx); err != nil {
			return err
		}
		return do(ctx, s, n)
	})
}

func (a *app) proveCommand() *cobra.Command {
	var by, code string
	cmd := a.Command(sent{}, "prove NUMBER", "Have a code sent to a number; with --code, prove the number with it", cli.Need(1, 1, aNumber),
		func(cmd *cobra.Command, args []string) error {
			given, err := secretFrom(cmd, code)
			if err != nil {
				return cli.Misuse(fmt.Errorf("--code: %w", err))
			}
			return a.acting(cmd, args[0], func(ctx context.Context, s *cli.Session, n phone.E164) error {
				if given == "" {
					return a.askCode(ctx, s, n, numbersonline.Channel(by))
				}
				return a.giveCode(ctx, s, n, given)
			})
		})
	cmd.Flags().StringVar(&by, "by", string(numbersonline.Voice), "how the code comes: voice calls the number, sms texts it")
	a.OneOf(cmd, "by", string(numbersonline.Voice), string(numbersonline.SMS))
	cmd.Flags().StringVar(&code, "code", "", "the code that came; - reads it from standard input")
	return cmd
}

// secretFrom is a value as it was given, or the first line of standard input for -.
func secretFrom(cmd *cobra.Command, value string) (string, error) {
	if value != "-" {
		return value, nil
	}
	line, err := bufio.NewReader(io.LimitReader(cmd.InOrStdin(), 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("reading standard input: %w", err)
	}
	if line = strings.TrimSpace(line); line == "" {
		return "", errors.New("standard input is empty")
	}
	return line, nil
}

func (a *app) askCode(ctx context.Context, s *cli.Session, n phone.E164, by numbersonline.Channel) error {
	got, err := cli.Carry[numbersonline.CodeSent](ctx, a.App, s, act.SendCode{Number: n, Channel: by})
	if err != nil {
		return err
	}
	return a.Out.Row(sent{n, string(by), true, got.Dev.Reveal()}) // only a development server, which calls nobody, tells the code
}

func (a *app) giveCode(ctx context.Context, s *cli.Session, n phone.E164, code string) error {
	got, err := cli.Carry[numbersonline.Proved](ctx, a.App, s, act.Prove{Number: n, Code: code})
	if err != nil {
		return err
	}
	return a.Out.Row(proof{n, true, got.AlreadyBound})
}

// profileFlags are the fields of a profile by their names on the wire.
var profileFlags = []struct{ name, about string }{
	{"dba", "the name in public"}, {"legal-name", "the legal name"}, {"jurisdiction", "where it is registered"}, {"formation-date", "founded on, YYYY-MM-DD"},
	{"industry", "the industry"}, {"address", "the address"}, {"website", "an https address"}, {"bio", "a few words"},
	{"name", "personal: the name, kept private"}, {"role", "personal: the role"},
}

func (a *app) stageCommand() *cobra.Command {
	var kind, marketing string
	var taxID bool
	cmd := &cobra.Command{
		Use: "stage NUMBER", Short: "Save a profile; what is not given stays, an empty value clears it", Args: cli.Need(1, 1, aNumber),
		Long: "Save the profile of a number. What is not given stays as it is, an empty value clears a field.\nOnce the number is verified this edits the public page, and asks first.",
	}
	for _, f := range profileFlags {
		cmd.Flags().String(f.name, "", f.about)
		cli.MayBeEmpty(cmd, f.name)
	}
	cmd.Flags().StringVar(&kind, "kind", "", "business ("+numbersonline.Business.Price()+") or personal ("+numbersonline.Personal.Price()+")")
	cmd.Flags().StringVar(&marketing, "marketing", "", "news by e-mail: yes or no")
	a.OneOf(cmd, "kind", string(numbersonline.Business), string(numbersonline.Personal))
	a.OneOf(cmd, "marketing", "yes", "no")
	cmd.Flags().BoolVar(&taxID, "ein", false, "read the tax id from standard input; it is sent and kept nowhere")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		c, err := changesOf(cmd, kind, marketing, taxID)
		if err != nil {
			return err
		}
		return a.acting(cmd, args[0], func(ctx context.Context, s *cli.Session, n phone.E164) error { return a.stage(ctx, s, n, c) })
	}
	return a.Gives(cmd, saved{})
}

// changesOf reads the profile's options and holds them to their documented form.
func changesOf(cmd *cobra.Command, kind, marketing string, taxID bool) (numbersonline.Changes, error) {
	c := numbersonline.Changes{Kind: numbersonline.Kind(kind)}
	into := map[string]**string{"dba": &c.DBA, "legal-name": &c.LegalName, "jurisdiction": &c.Jurisdiction, "formation-date": &c.FormationDate,
		"industry": &c.Industry, "address": &c.Address, "website": &c.Website, "bio": &c.Bio, "name": &c.Name, "role": &c.Role}
	for _, f := range profileFlags {
		if cmd.Flags().Changed(f.name) {
			v := cmd.Flags().Lookup(f.name).Value.String()
			*into[f.name] = &v
		}
	}
	switch marketing {
	case "":
	case "yes", "no":
		yes := marketing == "yes"
		c.Marketing = &yes
	default:
		return c, cli.Misuse(errors.New("--marketing: yes or no"))
	}
	if taxID {
		v, err := secretFrom(cmd, "-")
		if err != nil {
			return c, cli.Misuse(fmt.Errorf("--ein: %w", err))
		}
		secret := rest.NewSecret(v)
		c.EIN = &secret
	}
	bad := c.Check(time.Now())
	var wrong []error
	for _, field := range slices.Sorted(maps.Keys(bad)) {
		wrong = append(wrong, cli.Of(strings.ReplaceAll(field, "_", "-"), errors.New(bad[field])))
	}
	if len(wrong) > 0 {
		return c, errors.Join(wrong...)
	}
	if c.Empty() {
		return c, cli.Misuse(errors.New("nothing to change: give at least one field, --help lists them"))
	}
	return c, nil
}

func (a *app) stage(ctx context.Context, s *cli.Session, n phone.E164, c numbersonline.Changes) error {
	if err := a.Fits(ctx, s, act.Stage{Number: n, Changes: c}); err != nil {
		return err
	}
	is, err := a.judgedBy(ctx, s, n)
	if err != nil {
		return err
	}
	got, err := cli.Carry[numbersonline.Staged](ctx, a.App, s, act.Stage{Number: n, Changes: c})
	so, ends := a.SoAlready(a.asBefore(ctx, s, n, err))
	if so {
		a.Out.Say("%s: %s", n, err)
		got.State = is.State
		if is.Draft != nil {
			got.VerificationID = is.Draft.VerificationID
		}
	} else if ends != nil {
		return ends
	}
	return a.Out.Row(saved{n, string(got.State), got.VerificationID})
}

// asBefore is what an act upon a listing ends with: a dry run that would send something as the last change did, where the
// service refused it for what it tells no reader.
func (a *app) asBefore(ctx context.Context, s *cli.Session, n phone.E164, err error) error {
	if !a.Flags.DryRun {
		return err
	}
	return cli.DryAnd(err, listingsOf(s).Claimed(ctx, n))
}

func (a *app) logoCommand() *cobra.Command {
	return a.Command(logo{}, "logo NUMBER FILE", "Upload a PNG, JPEG or WebP of at most 512 KB", cli.Need(2, 2, aNumber+" and a file"),
		func(cmd *cobra.Command, args []string) error {
			return a.acting(cmd, args[0], func(ctx context.Context, s *cli.Session, n phone.E164) error {
				body, err := listingsOf(s).ReadLogo(args[1])
				if err != nil {
					return act.Invalid.Of(store.Said(err)).Refusal()
				}
				got, err := cli.Carry[numbersonline.Logo](ctx, a.App, s, act.Logo{Number: n, Image: body})
				if err != nil {
					return err
				}
				return a.Out.Row(logo{n, int64(got.Size), got.URL})
			})
		})
}

func (a *app) payCommand() *cobra.Command {
	var wait bool
	cmd := a.Command(payment{}, "pay NUMBER", "Prepare the payment that verifies a number and print its link", cli.Need(1, 1, aNumber),
		func(cmd *cobra.Command, args []string) error {
			return a.acting(cmd, args[0], func(ctx context.Context, s *cli.Session, n phone.E164) error { return a.pay(ctx, s, n, wait) })
		})
	cmd.Flags().BoolVar(&wait, "wait", false, "wait until the number is verified")
	return cmd
}

func (a *app) pay(ctx context.Context, s *cli.Session, n phone.E164, wait bool) error {
	if err := a.MayAct(ctx, s, act.Pay{Number: n}); err != nil {
		return err
	}
	if _, err := a.judgedBy(ctx, s, n); err != nil {
		return err
	}
	got, err := cli.Carry[numbersonline.Checkout](ctx, a.App, s, act.Pay{Number: n})
	so, ends := a.SoAlready(a.asBefore(ctx, s, n, err))
	if ends != nil {
		return ends
	}
	if wait {
		a.Out.Live()
	}
	if so || got.Verified() {
		return a.Out.Value(string(numbersonline.Verified), payment{n, string(numbersonline.Verified), ""})
	}
	if err := a.Out.Value(got.URL, payment{n, "paying", got.URL}); err != nil {
		return err
	}
	switch {
	case listingsOf(s).OwnPages && wait:
		a.Out.Say("The sandbox serves this page itself while this waits; no real money moves.")
	case listingsOf(s).OwnPages:
		a.Out.Say("The sandbox serves this page itself while a Switchboard of the sandbox runs: leave one open, or give --wait. No real money moves.")
	}
	if !wait {
		return nil
	}
	a.Out.Say("Waiting until %s is verified.", n)
	err = a.follow(ctx, s, time.Now(), func() (bool, error) {
		l, err := s.DB.Listing(ctx, n)
		return l.State == numbersonline.Verified, err
	})
	if err != nil {
		return err
	}
	return a.Out.Value(string(numbersonline.Verified), payment{n, string(numbersonline.Verified), ""})
}

// follow looks whenever the store has changed, until done says so, ctx ends or the key is refused after
// the moment it began.
func (a *app) follow(ctx context.Context, s *cli.Session, began time.Time, done func() (bool, error)) error {
	w := s.DB.Watch()
	defer w.Close()
	for {
		if ok, err := done(); ok || err != nil {
			return err
		}
		for {
			what, err := w.Next(ctx)
			if err != nil {
				return err
			}
			if err := a.StillAsked(ctx, s, numbersonline.Provider, began); err != nil {
				return err
			}
			if what.Has(store.Listings) {
				break
			}
		}
	}
}

package trust

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/money"
	"switchboard/client/numbersonline"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

// account is the owner of the TRUST key.
type account struct {
	ID       string      `json:"account_id" col:"account" about:"the provider's id"`
	Name     string      `json:"name" col:"name" about:"its name"`
	Email    string      `json:"email" col:"e-mail" about:"its e-mail address"`
	Balance  money.Price `json:"balance_cents" col:"balance" about:"what is prepaid; parts of a cent are left out"`
	Status   string      `json:"status" col:"status" about:"the provider's word: active or suspended"`
	Created  time.Time   `json:"created_at" col:"created" about:"when it was made"`
	Requests *int64      `json:"requests_30d" about:"requests in 30 days; null after a change, whose answer does not tell"`
	Billed   money.Price `json:"billed_30d_cents" about:"what was billed in 30 days; null with them"`
}

func accountOf(a numbersonline.Account) account {
	out := account{ID: a.ID, Name: a.Name, Email: a.Email, Status: a.Status, Created: a.Created, Balance: a.Prepaid()}
	if a.Usage != nil {
		out.Requests, out.Billed = &a.Usage.Requests, money.Known(a.Usage.Billed.Cents())
	}
	return out
}

// newAccount is an account that was just made.
type newAccount struct {
	ID     string `json:"account_id" about:"the provider's id"`
	Prefix string `json:"key_prefix" about:"the beginning of its key"`
	Where  string `json:"kept_in" about:"where its key was stored; null: nowhere, it is in key then"`
	Key    string `json:"key" about:"the key itself, only where it could not be stored: it is told once"`
}

func (a *app) accountsCommand() *cobra.Command {
	show := a.Command(account{}, "show", "Read the account of the key", cli.None, func(cmd *cobra.Command, _ []string) error {
		return a.withDesk(cmd, func(ctx context.Context, s *cli.Session) error {
			if err := s.Engine.Ready(ctx); err != nil {
				return err
			}
			got, err := listingsOf(s).Account(ctx)
			if err != nil {
				return err
			}
			return a.Out.Row(accountOf(got))
		})
	})
	return cli.Group("accounts", "The TRUST account: read it, change it, make one", show, a.setAccountCommand(), a.signUpCommand())
}

// withDesk runs do where TRUST is set up.
func (a *app) withDesk(cmd *cobra.Command, do func(context.Context, *cli.Session) error) error {
	return a.Open(cmd, a.Flags, func(ctx context.Context, s *cli.Session) error {
		if listingsOf(s).Desk == nil {
			return &cli.Exit{Code: cli.KeyRefused, Err: errors.New("TRUST is not set up in this profile")}
		}
		return do(ctx, s)
	})
}

func (a *app) setAccountCommand() *cobra.Command {
	var name, email string
	cmd := a.Command(account{}, "set", "Change the account's name or e-mail address; an empty value clears it", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			var what act.Account
			if cmd.Flags().Changed("name") {
				what.Name = &name
			}
			if cmd.Flags().Changed("email") {
				what.Email = &email
			}
			if what.Name == nil && what.Email == nil {
				return cli.Misuse(errors.New("nothing to change: give --name or --email"))
			}
			return a.withDesk(cmd, func(ctx context.Context, s *cli.Session) error {
				if err := s.Engine.Ready(ctx); err != nil {
					return err
				}
				return a.setAccount(ctx, s, what)
			})
		})
	a.owner(cmd, &name, &email)
	cli.MayBeEmpty(cmd, "name", "email")
	return cmd
}

// setAccount reads the account first: what it has already is not sent. Where that cannot be read, the act says why.
func (a *app) setAccount(ctx context.Context, s *cli.Session, what act.Account) error {
	if err := a.Fits(ctx, s, what); err != nil {
		return err
	}
	is, lost := listingsOf(s).Account(ctx)
	if lost != nil && ctx.Err() != nil {
		return lost
	}
	got, err := cli.Carry[numbersonline.Account](ctx, a.App, s, what)
	so, ends := a.SoAlready(err)
	if so {
		a.Out.Say("The account has this already: nothing was sent.")
		got = is
	} else if ends != nil {
		return ends
	}
	return a.Out.Row(accountOf(got))
}

func (a *app) signUpCommand() *cobra.Command {
	var what act.SignUp
	cmd := a.Command(newAccount{}, "signup", "Make a TRUST account and store its key; each time makes another", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			return a.withDesk(cmd, func(ctx context.Context, s *cli.Session) error {
				if err := s.Engine.Ready(ctx); err != nil {
					return err
				}
				return a.signUp(ctx, s, what)
			})
		})
	a.owner(cmd, &what.Name, &what.Email)
	return cmd
}

// owner are the options that say whose the account is, held to what the service takes.
func (a *app) owner(cmd *cobra.Command, name, email *string) {
	cmd.Flags().StringVar(name, "name", "", "the account's name")
	cmd.Flags().StringVar(email, "email", "", "its e-mail address")
	a.Check(cmd, "name", func(v string) error { return numbersonline.CheckText("name", v) })
	a.Check(cmd, "email", numbersonline.CheckEmail)
}

// signUp tells the key itself only where it was stored nowhere: nobody can read it again.
func (a *app) signUp(ctx context.Context, s *cli.Session, what act.SignUp) error {
	got, err := cli.Carry[act.SignedUp](ctx, a.App, s, what)
	if got.Key.Empty() {
		return err
	}
	r := newAccount{ID: got.Account.ID, Prefix: got.KeyPrefix, Where: got.Where}
	if got.Where == "" {
		r.Key = got.Key.Reveal()
	}
	return errors.Join(a.Out.Row(r), err)
}

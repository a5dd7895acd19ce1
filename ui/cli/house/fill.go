package house

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/config"
	"switchboard/ui/cli"
	"switchboard/ui/text"
)

const (
	fillPage    = 1000            // customers of one write, as a page of the provider has
	fillWrite   = 8 * fillPage    // numbers of one write: as many pages together touch each page of an index once
	fillKey     = "invented"      // under which the store keeps how far a fill has come
	fillTells   = 2 * time.Second // between two lines of progress
	mostOrders  = 20_000_000
	mostPeople  = 1_000_000
	fillOrders  = 100_000
	fillPeople  = 2000
	fillMetOwn  = "profile %s has numbers or customers that were not invented by this command: invented rows are never mixed with others. Leave --profile out to use the sandbox, or name an empty profile"
	fillMetOne  = "profile %s is being filled, or was, with %s: two invented histories are never mixed. The same options go on with that one. To begin anew, %s"
	fillAccount = "profile %s has an account of %s: invented rows are never mixed with your own. Leave --profile out to use the sandbox, or name a profile without an account"
)

// fill is an invented history on its way into a profile.
type fill struct {
	orders, people int
	seed           uint64
	until          string
	end            time.Time
	began, told    time.Time
	written        int // rows since it began
}

func (a *app) fillCommand() *cobra.Command {
	var f fill
	cmd := &cobra.Command{
		Use: "fill", Short: "Write an invented history of any size into a profile without an account", Args: cli.None,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.check(time.Now()); err != nil {
				return err
			}
			flags := a.Flags
			flags.Offline, flags.Sandbox = true, flags.Sandbox || flags.Profile == "" || flags.Profile == config.Sandbox
			if flags.Sandbox {
				flags.Profile = ""
			}
			if err := a.withoutAccount(cmd.Context(), flags); err != nil {
				return err
			}
			return a.Open(cmd, flags, func(ctx context.Context, s *cli.Session) error { return a.fill(ctx, s, &f) })
		},
	}
	cmd.Flags().IntVar(&f.orders, "activations", fillOrders, "how many numbers were ordered")
	cmd.Flags().IntVar(&f.people, "customers", fillPeople, "by how many customers")
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, "which history: the same seed, numbers and day, the same history")
	cmd.Flags().StringVar(&f.until, "until", "", "the day it ends before, such as 2026-11-01; today unless another is named (UTC)")
	return a.Gives(cmd, filled{})
}

// check holds the options to what they can be.
func (f *fill) check(now time.Time) error {
	var wrong []error
	if f.orders < 1 || f.orders > mostOrders {
		wrong = append(wrong, cli.Misuse(fmt.Errorf("--activations: a number from 1 to %d", mostOrders)))
	}
	if f.people < 1 || f.people > mostPeople {
		wrong = append(wrong, cli.Misuse(fmt.Errorf("--customers: a number from 1 to %d", mostPeople)))
	}
	f.end = now.UTC().Truncate(24 * time.Hour)
	if f.until != "" {
		end, err := time.Parse(time.DateOnly, f.until)
		if err != nil || end.After(now) || end.Year() < 2000 {
			wrong = append(wrong, cli.Misuse(errors.New("--until: a day such as 2026-11-01, from 2000-01-01 to today")))
		}
		f.end = end
	}
	return errors.Join(wrong...)
}

// withoutAccount refuses a profile that has a key of any provider.
func (a *app) withoutAccount(ctx context.Context, flags cli.Flags) error {
	c, profile, err := flags.Configuration(a.Paths())
	if err != nil || profile.Sandbox {
		return err
	}
	keys := config.NewKeychain(c.Paths, os.LookupEnv, config.SystemKeyring{})
	for _, provider := range config.IDs(c.Providers()) {
		// A key that cannot be read just now is one as well.
		if found, err := keys.Find(ctx, profile, provider); err != nil || !found.Secret.Empty() {
			return cli.Misuse(fmt.Errorf(fillAccount, profile.Name, provider))
		}
	}
	return nil
}

// fill writes the history page by page, from where a fill of the same options
// was interrupted.
func (a *app) fill(ctx context.Context, s *cli.Session, f *fill) error {
	name := fmt.Sprintf("%d activations of %d customers, seed %d, until %s", f.orders, f.people, f.seed, f.end.Format(time.DateOnly))
	was, err := s.DB.Progress(ctx, fillKey)
	if err == nil {
		err = a.alike(ctx, s.DB, name, was.Cursor)
	}
	if err != nil {
		return err
	}
	done := int(was.Done)
	if a.Flags.DryRun {
		a.Out.Say("Would write %s into %s. Nothing was written.", name, s.DB.Dir())
		return a.Out.Row(filled{s.DB.Dir(), 0, 0, f.seed, f.end})
	}
	if done > 0 && done < f.orders {
		a.Out.Say("Going on after %d of %d.", done, f.orders)
	}
	if err := s.DB.MakeRoom(ctx); err != nil {
		return err
	}
	book := sandbox.NewBook(f.seed, f.end, f.orders, f.people)
	f.began, f.told = time.Now(), time.Now()
	keep := func(n int) error {
		return s.DB.PutProgress(ctx, fillKey, store.Progress{Cursor: name, Done: int64(n), Total: int64(f.orders), At: time.Now()})
	}
	if done == 0 {
		if err := keep(0); err != nil {
			return err
		}
		if err := f.putCustomers(ctx, s.DB, book); err != nil {
			return err
		}
	}
	if err := a.putDays(ctx, s.DB, book, f, done, keep); err != nil {
		return err
	}
	// There is nothing older, and nothing is missing up to the day it ends before.
	if err := s.DB.Cover(ctx, store.ListOfOrders, time.Unix(1, 0), f.end); err != nil {
		return err
	}
	a.Out.Say("%d activations written, %.0f a second.", f.written, float64(f.written)/max(time.Since(f.began).Seconds(), 0.001))
	return a.Out.Row(filled{s.DB.Dir(), f.orders, f.people, f.seed, f.end})
}

// alike refuses a store that has another history than the one that is wanted:
// one that was invented before, or one that was not.
func (a *app) alike(ctx context.Context, db *store.DB, wanted, found string) error {
	sandboxed := db.Dir() == a.Paths().Profile(config.Sandbox)
	switch {
	case found == wanted, found == "" && (sandboxed || !db.Filled(ctx)):
		return nil
	case found == "":
		return cli.Misuse(fmt.Errorf(fillMetOwn, profileName(a.Flags)))
	case sandboxed:
		return cli.Misuse(fmt.Errorf(fillMetOne, config.Sandbox, found, "add --fresh, which forgets all of the sandbox"))
	}
	return cli.Misuse(fmt.Errorf(fillMetOne, profileName(a.Flags), found, "remove "+db.Dir()+", or name an empty profile"))
}

func profileName(f cli.Flags) string { return text.Clean(f.Profile).String() }

// tell says how far it has come, now and then.
func (a *app) tell(f *fill, done int) {
	if time.Since(f.told) < fillTells {
		return
	}
	f.told = time.Now()
	a.Out.Say("%d of %d, %.0f a second", done, f.orders, float64(f.written)/time.Since(f.began).Seconds())
}

func (f *fill) putCustomers(ctx context.Context, db *store.DB, book *sandbox.Book) error {
	for i := 0; i < f.people; i += fillPage {
		objects, err := book.Customers(i, fillPage)
		if err != nil {
			return err
		}
		list, err := decoded[platfone.Customer](objects)
		if err == nil {
			err = db.PutCustomers(ctx, f.end, list...)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// putDays writes the days after the newest done orders, as they would have been
// heard when all was over, several together. keep notes how many are
// written.
func (a *app) putDays(ctx context.Context, db *store.DB, book *sandbox.Book, f *fill, done int, keep func(int) error) error {
	var objects []json.RawMessage
	for day := range book.Days() {
		upTo := book.Before(day + 1)
		if upTo <= done {
			continue
		}
		more, err := book.Day(day)
		if err != nil {
			return err
		}
		if objects = append(objects, more...); len(objects) < fillWrite && upTo < f.orders {
			continue
		}
		if err := f.put(ctx, db, objects); err != nil {
			return err
		}
		if err := keep(upTo); err != nil {
			return err
		}
		objects = objects[:0]
		a.tell(f, upTo)
	}
	return nil
}

func (f *fill) put(ctx context.Context, db *store.DB, objects []json.RawMessage) error {
	for page := range slices.Chunk(objects, fillWrite) {
		list, err := decoded[platfone.Activation](page)
		if err == nil {
			err = db.PutActivations(ctx, f.end, list...)
		}
		if err != nil {
			return err
		}
		f.written += len(page)
	}
	return nil
}

// decoded reads objects as a client of the provider does.
func decoded[T any](objects []json.RawMessage) ([]T, error) {
	list := make([]T, len(objects))
	for i, object := range objects {
		if err := json.Unmarshal(object, &list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

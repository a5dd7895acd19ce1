package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
)

// lookLimit is how long a command waits for the provider before it shows what
// was saved.
const lookLimit = 10 * time.Second

// Look has the running numbers read, so that what a command then reads from
// the store is the newest. Offline, what is saved is what there is.
func (a *App) Look(ctx context.Context, s *Session) error {
	if a.Flags.Offline {
		return nil
	}
	for _, d := range s.Desks {
		if d.Look == nil {
			continue
		}
		if err := a.look(ctx, s, d); err != nil {
			return err
		}
	}
	return nil
}

func (a *App) look(ctx context.Context, s *Session, d Desk) error {
	limit, stop := context.WithTimeout(ctx, lookLimit)
	defer stop()
	err := d.Look(limit)
	var fault *rest.Error
	var no Refused
	switch {
	case err == nil:
		return nil
	case errors.As(err, &no):
		if why, _ := no.Refused(); act.Code(why) == act.NoKey || act.Code(why) == act.KeyRefused {
			return err
		}
		a.nobodyAsks(no)
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case a.keeps(err), a.unkept(s, err):
		return nil
	case errors.As(err, &fault) && fault.Kind == rest.Unauthorized:
		return act.KeyRefused.Of(rest.Screen(d.Provider)).Refusal()
	case limit.Err() != nil:
		a.notAsked(err, d.Provider, "no answer came within "+lookLimit.String())
		return nil
	}
	return a.savedAnswers(ctx, s, err)
}

// Refresh asks for something before it is read from the store. Offline, what
// is saved is what there is.
func (a *App) Refresh(ctx context.Context, s *Session, ask func(context.Context) error) error {
	if a.Flags.Offline {
		return nil
	}
	err := s.Engine.Ready(ctx)
	if err == nil {
		err = ask(ctx)
	}
	if a.keeps(err) || a.unkept(s, err) {
		return nil
	}
	var short *store.Incomplete
	if errors.As(err, &short) { // what was read is shown, and the status is about the rest
		a.short = short
		return nil
	}
	var no Refused
	if errors.As(err, &no) {
		why, _ := no.Refused()
		if slices.Contains(nobodyAsked, act.Code(why)) || act.Code(why) == act.ReadOnly && s.DB.ReadOnly() {
			a.nobodyAsks(no)
			return nil
		}
	}
	return err
}

// nobodyAsked are the reasons for which nobody is asked anything, and what is saved is shown.
var nobodyAsked = []act.Code{act.Offline, act.Unreachable, act.DiskFull, act.DiskFails, act.Locked}

// nobodyAsks says why nobody is asked, unless it stands and was told already.
func (a *App) nobodyAsks(no Refused) {
	if why, _ := no.Refused(); !everywhere[store.Condition(why)] {
		a.Out.Say("%s", no)
	}
	if a.unasked == nil {
		a.unasked = no
	}
}

// Read is Refresh for what is only shown: where the provider does not answer, or asks to wait,
// what is saved answers, and it is said that it was not asked anew, and why.
func (a *App) Read(ctx context.Context, s *Session, ask func(context.Context) error) error {
	return a.savedAnswers(ctx, s, a.Refresh(ctx, s, ask))
}

// savedAnswers has what is saved answer in the place of a provider that cannot be reached, is in
// trouble, or does not want to be asked for now. What says that the asking itself is wrong, such
// as another program at that address, stays an error.
func (a *App) savedAnswers(ctx context.Context, s *Session, err error) error {
	var fault *rest.Error
	if ctx.Err() != nil || !errors.As(err, &fault) {
		return err
	}
	switch {
	case errors.Is(err, platfone.ErrCustomerHeld):
		a.customerHeld(ctx, s, fault)
	case errors.Is(err, platfone.ErrOnHold):
		a.notAsked(err, fault.Provider, "it has put the account on hold")
	case slices.Contains([]rest.Kind{rest.Offline, rest.Unanswered, rest.Limited, rest.Server, rest.Malformed}, fault.Kind):
		a.notAsked(err, fault.Provider, strings.TrimSuffix(strings.TrimPrefix(fault.Error(), "nothing was sent: "), "."))
	default:
		return err
	}
	return nil
}

// notAsked says that the provider was not asked, and why.
func (a *App) notAsked(err error, provider, why string) {
	a.answersSaved(err, fmt.Sprintf("%s was not asked again: %s. Showing what was saved.", rest.Screen(provider), why))
}

// customerHeld says that a customer's own routes answer nothing, by the status that is saved: the
// account's own do, so that nothing is said of the account.
func (a *App) customerHeld(ctx context.Context, s *Session, fault *rest.Error) {
	c, err := s.DB.Customer(ctx, fault.Customer)
	if err != nil {
		c = store.Customer{Customer: platfone.Customer{ID: fault.Customer}}
	}
	say := TellsNothing(fault.Provider, c)
	if a.acts { // of one customer: the act is judged all the same, and so are others
		a.Out.Say("%s.", say)
		return
	}
	a.answersSaved(Guard(string(act.CustomerStatus), "%s", say), say+". Showing what was saved.")
}

// TellsNothing says why a provider does not tell what a customer on hold has.
func TellsNothing(provider string, c store.Customer) string {
	return fmt.Sprintf("%s answers nothing about %s alone: %s", rest.Screen(provider), c.ID, cmp.Or(c.Status.MayAct(), "its status does not allow that"))
}

// answersSaved says, once for each cause, that what is saved answers; err is the answer where nothing is.
func (a *App) answersSaved(err error, said string) {
	if a.unasked == nil || a.saidUnasked != said {
		a.Out.Say("%s", said)
	}
	a.unasked, a.saidUnasked = err, said
}

// Unasked reports that what is saved answered in the place of a provider.
func (a *App) Unasked() bool { return a.unasked != nil }

// keeps reports whether the program's own budget kept it from asking: what is saved answers
// then, and it is said that it was not asked anew.
func (a *App) keeps(err error) bool {
	var fault *rest.Error
	if !errors.As(err, &fault) || fault.Keeps == 0 {
		return false
	}
	a.notAsked(err, fault.Provider, fault.Keeping())
	return true
}

// unkept reports whether what was asked for came and could only not be saved: what was saved
// before answers, and it is said why it is not the newest.
func (a *App) unkept(s *Session, err error) bool {
	st, stands := s.DB.Unkept()
	if !stands || !store.Unsaved(err) {
		return false
	}
	a.tellStanding(st)
	a.unasked = &Exit{Code: Failure, Err: errors.New(st.Sentence), Reason: string(st.Code)}
	return true
}

// nothingSaved is err, or why nothing newer was asked for where nothing is saved: an empty
// answer would say that there is nothing.
func (a *App) nothingSaved(err error) error {
	if a.unasked != nil && !a.acted && a.nothingThere(err) {
		return a.unasked
	}
	return err
}

// ageOfSaved says how old what was shown is, where it was not asked anew: offline a record that
// has a place for it says so itself.
func (a *App) ageOfSaved(now time.Time) {
	read := a.Out.oldest
	saved := a.unasked != nil || a.Flags.Offline && a.Out.untold
	if !saved || read.IsZero() {
		return
	}
	what := "It was"
	if a.Out.many {
		what = "The oldest of it was"
	}
	a.Out.Say("%s read at %s, %s ago.", what, read.Local().Format("15:04:05 MST, 2 Jan"), max(now.Sub(read), 0).Truncate(time.Second))
}

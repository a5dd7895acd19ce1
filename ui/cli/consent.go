package cli

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"switchboard/client/money"
	"switchboard/store/config"
	"switchboard/ui/text"
)

// MaxSpend is the most that --max-spend lets the command spend.
func (a *App) MaxSpend() (config.Limit, error) {
	if a.Flags.MaxSpend == "" {
		return config.Limit{None: true}, nil
	}
	c, err := Dollars("--max-spend", a.Flags.MaxSpend)
	return config.Limit{Cents: c}, err
}

// WithinLimits refuses what is over --max-spend or the limits in the settings.
func (a *App) WithinLimits(ctx context.Context, s *Session, cost money.Cents) error {
	own, err := a.MaxSpend()
	if err != nil {
		return err
	}
	if !own.Allows(cost) {
		return Guard("spend_per_act", "up to %s is more than --max-spend %s: nothing was sent", cost, own.Cents)
	}
	return s.SMS.MaySpend(ctx, cost)
}

// Confirm asks a person before money is spent. Without a terminal nobody can
// be asked: then --yes has to have been said.
func (a *App) Confirm(format string, args ...any) error {
	if a.Flags.Yes || a.Flags.ReadOnly || a.Flags.Offline { // the last two are refused anyway, with their own reason
		return nil
	}
	if !Terminal(os.Stdin) || !Terminal(os.Stderr) {
		return Guard("not_confirmed", "--yes is needed where there is no terminal to ask at: nothing was sent")
	}
	fmt.Fprint(a.Out.errs, text.Clean(fmt.Sprintf(format, args...)).String()+" Type yes: ")
	said, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if answer := strings.ToLower(strings.TrimSpace(said)); err == nil && (answer == "yes" || answer == "y") {
		return nil
	}
	return Guard("not_confirmed", "not confirmed: nothing was sent")
}

// Copy puts a value on the clipboard. That it could not be copied is said, and
// is no failure of the command.
func (a *App) Copy(ctx context.Context, s *Session, value, what, shown string) {
	if s.Copy == nil {
		return
	}
	words, _ := s.Copy(ctx, value, what, shown)
	a.Out.Say("%s", words)
}

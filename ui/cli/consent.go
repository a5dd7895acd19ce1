package cli

import (
	"context"
	"fmt"
	"os"
	"strings"

	"switchboard/store/config"
	"switchboard/ui/text"
)

// Most is the most that --max-spend lets one act of the command cost.
func (f Flags) Most() (config.Limit, error) {
	if f.MaxSpend == "" {
		return config.Limit{None: true}, nil
	}
	c, err := Dollars("--max-spend", f.MaxSpend)
	return config.Limit{Cents: c}, err
}

// Confirm asks a person before money is spent. Without a terminal nobody can
// be asked: then --yes has to have been said.
func (a *App) Confirm(ctx context.Context, format string, args ...any) error {
	if a.Flags.Yes || a.Flags.ReadOnly || a.Flags.Offline { // the last two are refused anyway, with their own reason
		return nil
	}
	if !Terminal(os.Stdin) || !Terminal(os.Stderr) {
		return Guard("not_confirmed", "--yes is needed where there is no terminal to ask at: nothing was sent")
	}
	said, ok := a.Answer(ctx, text.Clean(fmt.Sprintf(format, args...)).String()+" Type yes: ")
	if said = strings.ToLower(said); ok && (said == "yes" || said == "y") {
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
	words, _ := s.Copy(ctx, text.Verbatim(value), what, shown)
	a.Out.Say("%s", words)
}

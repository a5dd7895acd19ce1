package cli

import (
	"context"
	"errors"

	"switchboard/store/config"
	"switchboard/ui/text"
)

// Most is the most that --max-spend lets one act of the command cost.
func (f Flags) Most() (config.Limit, error) {
	if f.MaxSpend == "" {
		return config.Limit{None: true}, nil
	}
	c, err := Dollars("--max-spend", f.MaxSpend)
	if err == nil && c < 0 {
		err = Misuse(errors.New("--max-spend: an amount in dollars, not less than 0"))
	}
	return config.Limit{Cents: c}, err
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

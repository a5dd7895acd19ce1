package ui

import (
	"context"
	"errors"

	"switchboard/ui/pane"
)

// Keep stores what is half written in panes and sheets; the program calls it
// once the console is closed, whatever closed it.
func (m *Model) Keep(ctx context.Context) error {
	var errs []error
	for _, p := range m.o.Panes {
		if k, ok := p.(pane.Keeper); ok {
			errs = append(errs, k.Keep(ctx))
		}
	}
	for _, o := range m.sheets {
		if k, ok := o.sheet.(pane.Keeper); ok {
			errs = append(errs, k.Keep(ctx))
		}
	}
	return errors.Join(errs...)
}

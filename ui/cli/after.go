package cli

import (
	"context"
	"errors"
	"fmt"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/ui/text"
)

// afterwards reports whether an error came of what follows an act that was
// carried out: reading anew, writing the answer, closing the store. What was
// done stays done, and the exit code is about that.
func (a *App) afterwards(ctx context.Context, err error) bool {
	if !a.acted || ctx.Err() != nil {
		return false
	}
	var chosen *Exit
	var open *store.Unsettled
	var twice *store.OpenIntentError
	var moved *platfone.PriceMoved
	var field *platfone.FieldError
	var no Refused
	var fault *rest.Error
	return !(errors.As(err, &chosen) || errors.As(err, &open) || errors.As(err, &twice) || errors.As(err, &moved) ||
		errors.As(err, &field) || errors.As(err, &no) || errors.As(err, &fault) || errors.Is(err, platfone.ErrOnHold) || errors.Is(err, platfone.ErrCustomerHeld) || errors.Is(err, platfone.ErrWrongState))
}

// tellAfter says what went wrong after everything was done, and what the answer
// was where it could not be written: nobody else knows what was bought.
func (a *App) tellAfter(err error) {
	fmt.Fprintln(a.Out.errs, text.Clean("switchboard: done; afterwards: "+sentence(err)))
	a.tellUnwritten()
}

// tellUnwritten tells what names the records of acts that could not be written.
func (a *App) tellUnwritten() {
	for _, record := range a.Out.brief {
		fmt.Fprintln(a.Out.errs, text.Clean("Done: "+string(record)))
	}
}

// result is what a session came to: what do came to, whatever closing it came to.
func (a *App) result(ran bool, did, all error) error {
	if !ran {
		return all
	}
	if did == nil && all != nil {
		a.tellAfter(all)
	}
	return did
}

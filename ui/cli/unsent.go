package cli

import (
	"errors"
	"strings"

	"switchboard/client/rest"
	"switchboard/store"
)

// notSent says of a call that was not answered as it should be, before anything was sent that changes something, that
// nothing was: whoever wanted the act cannot tell from the call alone which it was.
func notSent(err error, unsent bool) error {
	var fault *rest.Error
	if !unsent || !errors.As(err, &fault) || !fault.Unknown() || Unsettled(err) || strings.Contains(strings.ToLower(store.Said(err)), "nothing was sent") {
		return err
	}
	return &unsentError{err}
}

// unsentError is what went wrong before anything was sent.
type unsentError struct{ error }

func (u *unsentError) Error() string {
	return strings.TrimSuffix(u.error.Error(), ".") + ". Nothing was sent"
}

// Unwrap is what went wrong.
func (u *unsentError) Unwrap() error { return u.error }

package act

import (
	"context"
	"fmt"
)

// Act is something that somebody wants done at a provider. Its exported fields
// are all there is to it: they go into the fingerprint of its verdict.
type Act interface {
	Provider() string // whose desk carries it out: "sms"
	Op() string       // its name in the journal and in scripts: "sms.order"
}

// Hider is an act with a field that is written nowhere, such as a tax id. What
// Hidden gives goes into the fingerprint and no further.
type Hider interface{ Hidden() string }

// Outcome is what came of an act; each act says which type its outcome has.
type Outcome any

// Judge weighs acts and carries them out.
type Judge interface {
	// Weigh judges an act as things stand. It sends nothing.
	Weigh(ctx context.Context, a Act) (Verdict, error)
	// Do weighs once more and carries the act out if nothing stands against it
	// and the consent answers this very verdict. A *Refusal is that nothing was
	// sent, a *store.Unsettled that it was and nobody knows what came of it.
	Do(ctx context.Context, a Act, c Consent) (Outcome, error)
}

// Do carries an act out and gives its outcome as the type the act promises;
// with an error it is what is known of it all the same.
func Do[T any](ctx context.Context, j Judge, a Act, c Consent) (T, error) {
	out, err := j.Do(ctx, a, c)
	got, ok := out.(T)
	if !ok && err == nil && out != nil {
		err = fmt.Errorf("the outcome of %s is a %T", a.Op(), out)
	}
	return got, err
}

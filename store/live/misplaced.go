package live

import (
	"context"
	"errors"

	"switchboard/client/rest"
)

// Located is a desk that can make sure that its provider is where it is asked:
// one read whose path is there for every account. nil is yes.
type Located interface {
	Here(ctx context.Context) error
}

// Misplaced is err, or why it says nothing of the thing that was asked for: what
// answered "not found" without a word of the provider's own may not be the
// provider at all.
func Misplaced(ctx context.Context, at Located, err error) error {
	var fault, where *rest.Error
	if !errors.As(err, &fault) || fault.Kind != rest.NotFound || fault.Name != "" || fault.Local || fault.Unknown() {
		return err
	}
	if nowhere := at.Here(ctx); errors.As(nowhere, &where) && where.Kind == rest.NotAPI {
		return replaced(err, fault, nowhere)
	}
	return err
}

// replaced is err with one of the errors that it joins replaced by another: what
// else is said, such as that something could not be saved, stays.
func replaced(err error, fault *rest.Error, by error) error {
	all, joined := err.(interface{ Unwrap() []error })
	if !joined {
		return by
	}
	var out error
	for _, one := range all.Unwrap() {
		var of *rest.Error
		if errors.As(one, &of) && of == fault {
			one = replaced(one, fault, by)
		}
		out = errors.Join(out, one)
	}
	return out
}

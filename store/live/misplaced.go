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
		return nowhere
	}
	return err
}

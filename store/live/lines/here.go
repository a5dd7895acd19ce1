package lines

import (
	"context"

	"switchboard/client/oneuc"
)

// Here makes sure that the provider is where it is asked; nil is yes.
func (l *Lines) Here(ctx context.Context) error {
	_, err := l.api.Numbers(ctx, oneuc.Filter{PageSize: 1})
	return err
}

package lines

import (
	"context"
	"errors"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
)

func charges(accept bool) *oneuc.Quote {
	if accept {
		return &oneuc.Quote{}
	}
	return nil
}

func (l *Lines) Buy(ctx context.Context, numbers []phone.E164, accept bool) ([]oneuc.Purchase, error) {
	return acttest.Do[[]oneuc.Purchase](ctx, l.e, act.Buy{Numbers: numbers, Charges: charges(accept)})
}

func (l *Lines) Release(ctx context.Context, n phone.E164) (oneuc.State, error) {
	return acttest.Do[oneuc.State](ctx, l.e, act.Release{Number: n})
}

func (l *Lines) SetProperties(ctx context.Context, n phone.E164, p oneuc.Properties, accept bool) error {
	return acttest.Perform(ctx, l.e, act.Set{Number: n, Properties: p, Charges: charges(accept)})
}

func (l *Lines) SetE911(ctx context.Context, n phone.E164, address oneuc.E911, accept bool) (oneuc.Outcome, error) {
	o, err := acttest.Do[oneuc.Outcome](ctx, l.e, act.SetAddress{Number: n, Address: address, Charges: charges(accept)})
	var fields oneuc.FieldErrors
	if errors.As(err, &fields) {
		return fields, nil
	}
	return o, err
}

func (l *Lines) ClearE911(ctx context.Context, n phone.E164, accept bool) error {
	return acttest.Perform(ctx, l.e, act.ClearAddress{Number: n, Charges: charges(accept)})
}

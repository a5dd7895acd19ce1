package act

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"reflect"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

// place says of which run an act that is carried out is part, and where.
type (
	runKey   struct{}
	placeKey struct{}
)

// InRun has what is carried out with the context noted as part of a run.
func InRun(ctx context.Context, run int64) context.Context {
	return context.WithValue(ctx, runKey{}, run)
}

// AtPlace has what is carried out with the context noted as the act with that place among those of its run.
func AtPlace(ctx context.Context, n int) context.Context {
	return context.WithValue(ctx, placeKey{}, n)
}

// PlaceOf is the run that an act is part of, 0 for none, and its place in it.
func PlaceOf(ctx context.Context) (run int64, n int) {
	n, placed := ctx.Value(placeKey{}).(int)
	run, _ = ctx.Value(runKey{}).(int64)
	if !placed {
		run = 0
	}
	return run, n
}

// severals are the acts that are wanted upon several things at once: what is left
// of them when a program ends is written down. None has anything that is kept nowhere.
var severals = []Act{Order{}, Again{}, Cancel{}, Finalize{}, Report{}, Credit{}, Status{}, Set{}, SetAddress{}, ClearAddress{}, Release{}, Pay{}}

// Written is an act as it is written down. What would come back otherwise than it was is not.
func Written(a Act) (json.RawMessage, error) {
	if o, ok := a.(Order); ok {
		o.Left = 0 // it moves with each, and is no part of what was wanted
		a = o
	}
	body, err := json.Marshal(a)
	if err != nil {
		return nil, fmt.Errorf("writing down %s: %w", a.Op(), err)
	}
	back, err := Read(a.Op(), body)
	if err == nil && !reflect.DeepEqual(a, back) {
		err = fmt.Errorf("%s does not come back as it was written down", a.Op())
	}
	return body, err
}

// UnmarshalJSON reads an address by the names of its fields, as it is written down, and not as a provider sends one.
func (a *SetAddress) UnmarshalJSON(b []byte) error {
	type plain oneuc.E911
	var w struct {
		Number  phone.E164
		Address plain
		Charges *oneuc.Quote
		Once    bool
	}
	if err := json.Unmarshal(b, &w); err != nil {
		return err
	}
	*a = SetAddress{w.Number, oneuc.E911(w.Address), w.Charges, w.Once}
	return nil
}

// Read is an act that was written down.
func Read(op string, body json.RawMessage) (Act, error) {
	for _, kind := range severals {
		if kind.Op() != op {
			continue
		}
		a := reflect.New(reflect.TypeOf(kind))
		if err := json.Unmarshal(body, a.Interface()); err != nil {
			return nil, fmt.Errorf("reading %s as it was written down: %w", op, err)
		}
		return a.Elem().Interface().(Act), nil
	}
	return nil, fmt.Errorf("%s is not wanted upon several things", op)
}

// Upon is what one of several acts is upon: a number, a customer, or the id of an activation;
// an order that brought one is upon that.
func Upon(a Act, brought string) string {
	switch a := a.(type) {
	case Order:
		return cmp.Or(brought, a.Customer)
	case Again:
		return a.ID
	case Cancel:
		return a.ID
	case Finalize:
		return a.ID
	case Report:
		return a.ID
	case Credit:
		return a.Customer
	case Status:
		return a.Customer
	case Set:
		return string(a.Number)
	case SetAddress:
		return string(a.Number)
	case ClearAddress:
		return string(a.Number)
	case Release:
		return string(a.Number)
	case Pay:
		return string(a.Number)
	}
	return ""
}

// Package acttest does in tests what a face does with an act.
package acttest

import (
	"context"
	"errors"

	"switchboard/store/act"
)

// Do weighs an act, agrees to what it was told, and has it carried out; when
// that has changed meanwhile, once more.
func Do[T any](ctx context.Context, j act.Judge, a act.Act) (T, error) {
	got, err := once[T](ctx, j, a)
	var no *act.Refusal
	if errors.As(err, &no) && no.Why == act.Changed {
		return once[T](ctx, j, a)
	}
	return got, err
}

// Perform is Do for an act without an outcome.
func Perform(ctx context.Context, j act.Judge, a act.Act) error {
	_, err := Do[any](ctx, j, a)
	return err
}

func once[T any](ctx context.Context, j act.Judge, a act.Act) (T, error) {
	var none T
	v, err := j.Weigh(ctx, a)
	if err != nil {
		return none, err
	}
	c, err := v.Agree(v.Consent)
	if err != nil {
		return none, err
	}
	return act.Do[T](ctx, j, a, c)
}

package pane

import (
	"context"
	"errors"
	"reflect"
	"testing"
)

// drawer keeps settings in memory; stuck, it keeps nothing.
type drawer struct {
	kept  map[string]string
	stuck error
}

func (d *drawer) Setting(_ context.Context, key string) (string, error) { return d.kept[key], d.stuck }

func (d *drawer) PutSetting(ctx context.Context, key, value string) error {
	if err := errors.Join(d.stuck, ctx.Err()); err != nil {
		return err
	}
	d.kept[key] = value
	return nil
}

func TestALayoutIsReadAsItWasKept(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	d := &drawer{kept: map[string]string{"torn": "{", "other": `[1]`}}
	want := Layout{Sort: "risk", Reverse: true, Hidden: []string{"CNAM"}}
	keep := want.Keep(&Kit{Ctx: ctx}, d, "list")
	leave() // the console is left before it is written
	if msg := keep(); msg != nil {
		t.Errorf("keeping it said %v", msg)
	}
	for key, want := range map[string]Layout{"list": want, "none": {}, "torn": {}, "other": {}} {
		if got, err := ReadLayout(t.Context(), d, key); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v", key, got, err)
		}
	}
	d.stuck = errors.New("the disk is full")
	if _, err := ReadLayout(t.Context(), d, "list"); err == nil {
		t.Error("a failed read is not told")
	}
	if said, ok := keep().(Toast); !ok || !said.Bad {
		t.Errorf("a failed write said %v", said)
	}
}

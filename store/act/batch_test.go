package act_test

import (
	"errors"
	"testing"

	"switchboard/store/act"
)

func refusedAs(err error) act.Code {
	var no *act.Refusal
	if errors.As(err, &no) {
		return no.Why
	}
	return ""
}

// A consent to many acts stands for each as it was told, and for no other.
func TestABatchIsAgreedToAsItWasTold(t *testing.T) {
	one := act.Verdict{Act: act.Cancel{ID: "one"}, Consent: act.Enter()}
	two := act.Verdict{Act: act.Cancel{ID: "two"}, Consent: act.Typed("0142")}
	var b act.Batch
	b.Add(3, one)
	b.Add(7, two)
	whole := b.Verdict()
	if _, err := whole.Agree(act.Capital("A")); refusedAs(err) != act.NotTyped {
		t.Errorf("a letter is enough for what takes typing: %v", err)
	}
	if _, err := whole.Agree(act.Typed("2")); refusedAs(err) != act.NotTyped {
		t.Errorf("another count is taken: %v", err)
	}
	agreed, err := whole.Agree(act.Typed("1"))
	if err != nil || b.Typed() != 1 || b.Len() != 2 {
		t.Fatal(err, b.Typed(), b.Len())
	}
	for i, v := range map[int]act.Verdict{3: one, 7: two} {
		if c, err := b.Leave(i, agreed, v); err != nil || c.Use(v) != nil {
			t.Errorf("act %d is not let go: %v", i, err)
		}
	}
	changed := one
	changed.Before = []act.Fact{{Name: "Replaces", Value: "another address"}}
	stopped := one
	stopped.Refused = []act.Reason{act.Offline.Of()}
	for name, c := range map[string]struct {
		i    int
		with act.Consent
		v    act.Verdict
		want act.Code
	}{
		"changed":         {3, agreed, changed, act.Changed},
		"of another":      {7, agreed, one, act.Changed},
		"never added":     {4, agreed, one, act.Changed},
		"nobody agreed":   {3, act.Capital("A"), one, act.Changed},
		"stopped by then": {3, agreed, stopped, act.Offline},
	} {
		if _, err := b.Leave(c.i, c.with, c.v); refusedAs(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	b.Add(9, one)
	if _, err := b.Leave(3, agreed, one); err != nil {
		t.Errorf("what was agreed to before another was added: %v", err)
	}
}

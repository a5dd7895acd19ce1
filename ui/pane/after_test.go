package pane

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"switchboard/store"
)

// What the disk does not take is said in words, without those of the one who writes files; what is only not forgotten
// then stands in the way of no outcome.
func TestAFullDiskIsSaidInWords(t *testing.T) {
	full := fmt.Errorf("keeping the setting order.draft: %w: %w", store.ErrFull, errors.New("writing the cache: database or disk is full"))
	if got := NotKept("the draft", full); got.Text != "The disk is full: the draft is not kept." || !got.Bad {
		t.Errorf("%+v", got)
	}
	if got := NotKept("the draft", errors.New("no such table")); got.Text != "The draft could not be kept: no such table" {
		t.Errorf("%+v", got)
	}
	for _, err := range []error{nil, full, fmt.Errorf("writing: %w", store.ErrLocked)} {
		if got := Forgotten(err); got != nil {
			t.Errorf("%v: %+v", err, got)
		}
	}
	if got, ok := Forgotten(errors.New("no such table")).(Toast); !ok || !got.Bad {
		t.Errorf("%+v", got)
	}
	if got, ok := Try(func() error { return full }, "")().(Toast); !ok || !got.Bad || strings.Contains(got.Text, "setting") {
		t.Errorf("%+v", got)
	}
}

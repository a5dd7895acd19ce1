package cli

import (
	"errors"
	"testing"

	"switchboard/store"
)

// What several end with is the one that was sent and whose result is not known, wherever it stands among those that failed.
func TestAnOpenResultEndsARunOfSeveral(t *testing.T) {
	r := &several{things: make([]Thing, 3), many: "customers", failed: []error{errors.New("held"), &store.Unsettled{Intent: 7, What: "The booking"}}}
	if err := r.end(nil); !Unsettled(err) {
		t.Errorf("it ends with %v", err)
	}
	r.failed = r.failed[:1]
	if err := r.end(nil); Unsettled(err) || !errors.Is(err, r.failed[0]) {
		t.Errorf("it ends with %v", err)
	}
}

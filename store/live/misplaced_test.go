package live

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"switchboard/client/rest"
)

type elsewhere struct{}

func (elsewhere) Here(context.Context) error {
	return &rest.Error{Provider: "trust", Kind: rest.NotAPI, Message: "nothing of TRUST is here"}
}

// Where something else answers at the address, only what it said is replaced: what could not be
// saved beside it stays.
func TestWhatIsJoinedIsNotReplaced(t *testing.T) {
	lost := errors.New("the draft could not be saved")
	fault := &rest.Error{Provider: "trust", Kind: rest.NotFound, Sent: true, Status: 404, Message: "not found"}
	err := Misplaced(t.Context(), elsewhere{}, errors.Join(fmt.Errorf("paying: %w", fault), lost))
	if !errors.Is(err, lost) || !strings.Contains(err.Error(), "nothing of TRUST is here") || errors.Is(err, fault) {
		t.Errorf("%v", err)
	}
}

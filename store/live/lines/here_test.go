package lines

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
)

// nowhere reports an error that names the wrong address.
func nowhere(err error) bool {
	var e *rest.Error
	return errors.As(err, &e) && e.Kind == rest.NotAPI && strings.Contains(err.Error(), "nothing of LINES is at this address: http")
}

// What answers "not found" without a word of the provider's own is another server: the address is
// named, no number is forgotten or thought to be released for it, and what is open stays open.
func TestAWrongAddressSaysNothingOfANumber(t *testing.T) {
	const other = phone.E164("+14155550142")
	linesInBubble(t, func(t *testing.T, r *linesRig) {
		r.Stop()
		astray := r.Astray()
		r.start(nil)
		r.must(r.RefreshNumber(t.Context(), bare))
		r.fault(sandbox.Fault{Kind: sandbox.LostAnswer, Method: http.MethodDelete})
		var open *store.Unsettled
		if _, err := r.Release(t.Context(), bare); !errors.As(err, &open) {
			t.Fatal(err)
		}
		astray.On.Store(true)
		if err := r.RefreshNumber(t.Context(), bare); !nowhere(err) {
			t.Errorf("reading it: %v", err)
		}
		if _, err := r.Release(t.Context(), other); !nowhere(err) {
			t.Errorf("releasing another: %v", err)
		}
		time.Sleep(time.Hour)
		r.number(other)
		r.number(bare)
		if in := r.fate(bare); in.State != store.StateUnknown {
			t.Errorf("the attempt is %s: %s", in.State, in.Reason)
		}
	})
}

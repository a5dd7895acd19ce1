package faces

import (
	"strings"
	"testing"
)

// A sync is complete where everything is read that was to be: with one provider away it is not, whatever is saved of it.
func TestASyncIsCompleteWithEveryProvider(t *testing.T) {
	t.Parallel()
	inState(t, nil, nil, func(d *desk) {
		if status, out, errs := d.Run("sync", "--full", "--json"); status != 0 || !strings.Contains(out, `"complete":true`) {
			t.Errorf("%d %s%s", status, out, errs)
		}
		d.Control("fault", `{"provider":"trust","kind":"offline","times":99}`)
		if status, out, errs := d.Run("sync", "--full", "--json"); status == 0 || !strings.Contains(out, `"complete":false`) {
			t.Errorf("with TRUST away: %d %s%s", status, out, errs)
		}
	})
}

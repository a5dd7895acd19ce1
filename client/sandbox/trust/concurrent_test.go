package trust

import (
	"encoding/json"
	"sync"
	"testing"
)

// Everything at once: the race detector, or the map itself, tells when a part of
// the state is touched without the lock.
func TestManyClients(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	var clients sync.WaitGroup
	for range 4 {
		clients.Go(func() {
			for range 10 {
				send(t, s, "PUT", listingPath(bare), s.Keys().Main, `{"legal_name":"Bare LLC","bio":"x"}`)
				send(t, s, "POST", listingPath(bare)+"/logo", s.Keys().Main, string(picture()), "Content-Type", "image/png")
				send(t, s, "GET", listingPath(bare), s.Keys().Main, "")
				send(t, s, "GET", listingPath(dispatch)+"/reports", s.Keys().Main, "")
				send(t, s, "POST", api+"/signup", "", "")
				if _, err := s.Control("report", []byte(`{"e164":"`+dispatch+`"}`)); err != nil {
					t.Error(err)
				}
				if _, err := json.Marshal(s.Ledger()); err != nil {
					t.Error(err)
				}
				if _, err := json.Marshal(s); err != nil {
					t.Error(err)
				}
			}
		})
	}
	clients.Wait()
	if r := want(t, send(t, s, "GET", listingPath(dispatch), s.Keys().Main, ""), 200); r.number("risk.report_count") != 54 {
		t.Errorf("reports were lost: %s", r.Body)
	}
}

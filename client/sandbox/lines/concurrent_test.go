package lines

import (
	"encoding/json"
	"sync"
	"testing"
)

// Everything at once: the race detector, or the map itself, tells when a part of
// the state is touched without the lock.
func TestManyClients(t *testing.T) {
	s := New(1, Options{NoLimits: true})
	number := offered(t, s, "prefix=415")[0]
	var clients sync.WaitGroup
	for range 4 {
		clients.Go(func() {
			for range 10 {
				send(t, s, "GET", "/v2/phone_numbers?prefix=415&quantity=20", "")
				send(t, s, "PUT", one(number)+"/activate", "")
				send(t, s, "POST", one("+14155234712"), natoma)
				send(t, s, "GET", "+/phone_numbers?page_size=100", "")
				if _, err := s.Control("own", []byte(`{"count":5}`)); err != nil {
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
	bought := 0
	for _, p := range s.state.Purchases {
		if p.Number == number {
			bought++
		}
	}
	if bought != 1 {
		t.Errorf("one number was bought %d times", bought)
	}
	if r := send(t, s, "GET", "+/phone_numbers?paginate=false", ""); len(rows(r)) != 60+200+1 {
		t.Errorf("%d numbers", len(rows(r)))
	}
}

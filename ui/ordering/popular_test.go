package ordering_test

import (
	"strings"
	"testing"
	"time"
)

// While nothing is typed the services most asked for stand in front, in the provider's order.
func TestPopularServicesStandInFront(t *testing.T) {
	w := newWorld()
	w.services, w.popular = []string{"airbnb", "telegram", "whatsapp", "zalo"}, []string{"zalo", "telegram"}
	at(t, w, 100, 30, func(d *desk) {
		d.Press("n")
		d.Sleep(time.Second)
		d.keys("acme⏎", 30*time.Millisecond)
		d.Sleep(time.Second)
		last := 0
		for _, name := range []string{"Zalo", "Telegram", "Airbnb", "Whatsapp"} {
			at := strings.Index(d.Frame(), name)
			if at <= last {
				t.Fatalf("%s is not where it belongs:\n%s", name, d.Frame())
			}
			last = at
		}
		d.Press("esc")
	})
}

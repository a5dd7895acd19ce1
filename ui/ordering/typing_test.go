package ordering_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/platfone"
)

// name makes up a name that is no other's.
func name(r *rand.Rand, have []string) string {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	for {
		var b strings.Builder
		for range 3 + r.IntN(8) {
			b.WriteByte(letters[r.IntN(len(letters))])
		}
		if s := b.String(); !slices.Contains(have, s) {
			return s
		}
	}
}

func names(r *rand.Rand, n int) []string {
	var out []string
	for range n {
		out = append(out, name(r, out))
	}
	return out
}

// Whole orders are typed at the speeds of fast and of slow hands, with lists
// that are there and lists that are late. Nothing is ever ordered but what was
// typed, and what was typed and not done was told.
func TestTyping(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 1))
	catalogue := newWorld()
	catalogue.customers, catalogue.services, catalogue.countries = names(r, 1000), names(r, 100), names(r, 100)
	paces := []time.Duration{20, 50, 80, 120, 300}
	ordered := 0
	for i, customer := range catalogue.customers {
		pace := paces[i%len(paces)] * time.Millisecond
		w := newWorld()
		w.customers, w.services, w.countries = []string{customer}, nil, nil
		for range 30 { // some of the others, in any order
			w.customers = append(w.customers, catalogue.customers[r.IntN(1000)])
		}
		r.Shuffle(len(w.customers), func(a, b int) { w.customers[a], w.customers[b] = w.customers[b], w.customers[a] })
		w.customers = unique(w.customers)
		w.services, w.countries = catalogue.services[:20], catalogue.countries[:20]
		if i%2 == 1 {
			w.slow = time.Duration(100+r.IntN(3000)) * time.Millisecond
		}
		w.answer = time.Duration(r.IntN(1500)) * time.Millisecond
		service, country := w.services[r.IntN(20)], w.countries[r.IntN(20)]
		typed := "n" + customer + "⏎" + service + "⏎" + country + strings.Repeat("⏎", 1+r.IntN(4))
		if pace < 150*time.Millisecond { // slower hands see the sheet close, and mean the pane under it
			typed += tail(r, w)
		}
		synctest.Test(t, func(t *testing.T) {
			run(t, w, 120, 30, func(d *desk) { d.whole(typed, pace, customer, service, country) })
		})
		ordered += len(w.sent)
		if t.Failed() {
			t.Fatalf("%q at %s, lists after %s, answer after %s", typed, pace, w.slow, w.answer)
		}
	}
	if ordered < 1000 {
		t.Errorf("only %d of 1000 orders went out in the end", ordered)
	}
}

func unique(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// tail is what hands do after the order: nothing, or a name meant for something else.
func tail(r *rand.Rand, w *world) string {
	if r.IntN(3) > 0 {
		return ""
	}
	return w.countries[r.IntN(20)]
}

// whole types an order, looks at what came of it, and orders if it was not yet.
func (d *desk) whole(typed string, pace time.Duration, customer, service, country string) {
	d.t.Helper()
	lost, before := "", d.Frame()
	for _, r := range typed {
		if r == '⏎' {
			d.Press("enter")
		} else {
			d.Type(string(r))
		}
		time.Sleep(pace)
		d.Settle()
		after := d.Frame()
		if after == before && !strings.Contains(after, "Enter again orders") && !strings.Contains(after, "on its way") {
			lost += string(r)
		}
		before = after
	}
	if lost != "" {
		d.t.Errorf("%q changed nothing on the screen and was not told:\n%s", lost, d.Frame())
	}
	d.Sleep(8 * time.Second)
	if len(d.sent) == 0 {
		d.Shows(fmt.Sprintf("Enter orders %s, %s, for %s: at most $0.39", title(service), title(country), customer))
		d.Press("enter")
		d.Sleep(3 * time.Second)
	}
	if len(d.sent) != 1 {
		d.t.Errorf("%d orders were sent:\n%s", len(d.sent), d.Frame())
	}
	for _, o := range d.sent {
		if o.Customer != customer || o.Order.ServiceID != service || o.Order.CountryID != country ||
			o.Order.Charge() != platfone.DefaultCharge || o.Order.MaxPrice != 39 || o.Of != 1 || o.Order.Quality != platfone.DefaultQuality {
			d.t.Errorf("typed was %s %s %s, ordered %+v", customer, service, country, o)
		}
	}
	if d.board.did != "" {
		d.t.Errorf("the pane under the sheet did %q", d.board.did)
	}
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

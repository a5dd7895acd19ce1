package ordering_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/money"
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

// typed is one order as a person means it, and the keys that write it.
type typed struct {
	customer, service, country string
	count                      int
	most                       money.Cents
	pays                       platfone.Charge
	keys                       string // ⏎ is Enter, ⇥ is Tab, → is Right
}

// order is what key orders: Enter, or the capital letter of a price that is not the usual one.
func (o *typed) order() string {
	if o.pays != platfone.DefaultCharge {
		return "O"
	}
	return "⏎"
}

// words are the three words alone.
func words(customer, service, country string) *typed {
	return &typed{customer: customer, service: service, country: country, count: 1, most: 39, pays: platfone.DefaultCharge,
		keys: "n" + customer + "⏎" + service + "⏎" + country}
}

// figures writes how many, the most to be paid and what the customer pays behind the three words, each of them or none.
func (o *typed) figures(r *rand.Rand) {
	if o.keys += "⇥"; r.IntN(2) == 0 {
		o.count = 2 + r.IntN(4)
		o.keys += strconv.Itoa(o.count)
	}
	if o.keys += "⇥"; r.IntN(2) == 0 {
		o.most = money.Cents(40 + r.IntN(500))
		o.keys += o.most.Plain()
	}
	o.keys += "⇥"
	switch r.IntN(4) {
	case 1:
		o.pays.Markup = 10 + r.IntN(30)
		o.keys += strconv.Itoa(o.pays.Markup)
	case 2:
		o.pays = platfone.Charge{Mode: platfone.FixedPrice, Price: money.Cents(600 + r.IntN(900))}
		o.keys += "→" + o.pays.Price.Plain()
	case 3:
		o.pays = platfone.Charge{Mode: platfone.Dynamic, Markup: 10 + r.IntN(30)}
		o.keys += "→→" + strconv.Itoa(o.pays.Markup)
	}
}

// Whole orders are typed at the speeds of fast and of slow hands, with lists
// that are there and lists that are late: three words, and every second time
// how many, the most and what the customer pays. Nothing is ever ordered but
// what was typed, and what was typed and not done was told.
func TestTyping(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 1))
	catalogue := newWorld()
	catalogue.customers, catalogue.services, catalogue.countries = names(r, 1000), names(r, 100), names(r, 100)
	paces := []time.Duration{20, 50, 80, 120, 300}
	ordered, several, amounts, ways := 0, 0, 0, map[platfone.PriceMode]int{}
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
		o := words(customer, w.services[r.IntN(20)], w.countries[r.IntN(20)])
		if i%4 > 1 {
			o.figures(r)
		}
		o.keys += "⏎" + strings.Repeat(o.order(), r.IntN(4))
		if pace < 150*time.Millisecond { // slower hands see the sheet close, and mean the pane under it
			o.keys += tail(r, w)
		}
		synctest.Test(t, func(t *testing.T) {
			run(t, w, 90, 20, func(d *desk) { d.whole(o, pace) })
		})
		ordered += len(w.sent)
		if ways[o.pays.Mode]++; o.count > 1 {
			several++
			ordered -= o.count - 1
		}
		if o.most != 39 {
			amounts++
		}
		if t.Failed() {
			t.Fatalf("%q at %s, lists after %s, answer after %s", o.keys, pace, w.slow, w.answer)
		}
	}
	if ordered < 1000 || several < 200 || amounts < 200 || len(ways) < 3 {
		t.Errorf("of 1000 orders %d went out in the end, %d of several numbers, %d with an amount of their own, charged in the ways %v", ordered, several, amounts, ways)
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

// press presses a key of a typed order.
func (d *desk) press(r rune) {
	switch named := map[rune]string{'⏎': "enter", '⇥': "tab", '→': "right"}; {
	case named[r] != "":
		d.Press(named[r])
	default:
		d.Type(string(r))
	}
}

// whole types an order, looks at what came of it, and orders if it was not yet.
func (d *desk) whole(o *typed, pace time.Duration) {
	d.t.Helper()
	lost, before := "", d.Frame()
	for _, r := range o.keys {
		d.press(r)
		time.Sleep(pace)
		d.Settle()
		after := d.Frame()
		if after == before && !strings.Contains(after, " again orders") && !strings.Contains(after, "on its way") && !strings.Contains(after, "takes a capital letter") {
			lost += string(r)
		}
		before = after
	}
	if lost != "" {
		d.t.Errorf("%q changed nothing on the screen and was not told:\n%s", lost, d.Frame())
	}
	d.Sleep(time.Duration(8+2*o.count) * time.Second)
	if len(d.sent) == 0 {
		said := fmt.Sprintf("orders %s, %s, for %s: at most %s", title(o.service), title(o.country), o.customer, o.most)
		if o.count > 1 {
			said = fmt.Sprintf("orders %d numbers of %s, %s, for %s", o.count, title(o.service), title(o.country), o.customer)
		}
		d.Shows(said)
		d.press([]rune(o.order())[0])
		d.Sleep(time.Duration(1+2*o.count) * time.Second)
	}
	if len(d.sent) != o.count {
		d.t.Errorf("%d orders were sent, not %d:\n%s", len(d.sent), o.count, d.Frame())
	}
	for _, has := range d.sent {
		if has.Customer != o.customer || has.Order.ServiceID != o.service || has.Order.CountryID != o.country ||
			has.Order.Charge() != o.pays || has.Order.MaxPrice != o.most || has.Of != o.count || has.Order.Quality != platfone.DefaultQuality {
			d.t.Errorf("typed was %+v, ordered %+v", o, has)
		}
	}
	if d.board.did != "" {
		d.t.Errorf("the pane under the sheet did %q", d.board.did)
	}
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

package faces

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/platfone"
	"switchboard/store"
)

// moving is a fact of an act that changes while its sheet is open.
type moving struct {
	change func(*desk)
	shows  string // what the screen says from then on
	loose  bool   // it moves by itself, and is no part of what is agreed to
}

// movings are a fact of each act that is asked about.
func movings() map[string]moving {
	elsewhere := func(d *desk) {
		n, err := d.DB.Number(d.Ctx, filed)
		d.must(err)
		doc := n.Document.Clone()
		doc["e911"] = bytes.ReplaceAll(doc["e911"], []byte("116 NATOMA ST"), []byte("77 BEALE ST"))
		d.must(d.DB.PutDocument(d.Ctx, time.Now(), doc))
	}
	balance := func(cents money.Cents) func(*desk) {
		return func(d *desk) {
			d.must(d.DB.PutBalance(d.Ctx, time.Now(), customer, platfone.Balance{Total: money.Known(cents), Reserved: money.Known(0)}))
		}
	}
	listing := func(n string, edit func(*numbersonline.Listing)) func(*desk) {
		return func(d *desk) {
			list, err := d.DB.Listings(d.Ctx)
			d.must(err)
			at := slices.IndexFunc(list, func(l store.Listing) bool { return string(l.E164) == n })
			edit(&list[at].Listing)
			d.must(d.DB.PutListing(d.Ctx, time.Now(), list[at].Listing))
		}
	}
	return map[string]moving{
		"order": {change: balance(1), shows: "$0.01 free"},
		"report": {change: func(d *desk) {
			a, err := d.DB.Activation(d.Ctx, d.coded)
			d.must(err)
			a.Price, a.UpdatedAt = money.Known(77), time.Now()
			d.must(d.DB.PutActivations(d.Ctx, time.Now(), a.Activation))
		}, shows: "you paid $0.77"},
		"renew": {change: func(d *desk) {
			a, err := d.DB.Activation(d.Ctx, d.waiting)
			d.must(err)
			a.SMS, a.Code, a.UpdatedAt = platfone.SMSReceived, "482913", time.Now()
			d.must(d.DB.PutActivations(d.Ctx, time.Now(), a.Activation))
		}, shows: "its code came"},
		"new customer": {change: func(d *desk) {
			d.must(d.DB.PutCustomers(d.Ctx, time.Now(), platfone.Customer{ID: "newcomer", Status: platfone.CustomerActive, Raw: json.RawMessage("{}")}))
		}, shows: "there is a customer with this id already"},
		"credit": {change: balance(4083), shows: "balance now $40.83", loose: true},
		"status": {change: func(d *desk) {
			c, err := d.DB.Customer(d.Ctx, customer)
			d.must(err)
			c.Status = platfone.CustomerPaused
			d.must(d.DB.PutCustomers(d.Ctx, time.Now(), c.Customer))
		}, shows: "status now " + string(platfone.CustomerPaused)},
		"stage": {change: listing(string(online), func(l *numbersonline.Listing) { l.Page.Website = "https://moved.example" }), shows: "https://moved.example"},
		"pay":   {change: listing(string(unpaid), func(l *numbersonline.Listing) { l.Draft.Profile.Kind = numbersonline.Personal }), shows: "$9 once"},
		"buy": {change: func(d *desk) {
			d.must(d.DB.PutNumbers(d.Ctx, time.Now(), oneuc.Number{E164: d.offer, State: oneuc.InService}))
		}, shows: "is yours already"},
		"set 911":   {change: elsewhere, shows: "77 BEALE ST"},
		"clear 911": {change: elsewhere, shows: "77 BEALE ST"},
		"release":   {change: elsewhere, shows: "77 BEALE ST"},
	}
}

// What is shown at the consent is what holds then: a fact that changes while the sheet is open is
// drawn as it is now, and what was read before is agreed to no longer.
func TestWhatChangesUnderASheetIsShownAndAskedAnew(t *testing.T) {
	t.Parallel()
	all := movings()
	for _, r := range rows() {
		if _, free := unasked()[r.name]; free {
			continue
		}
		m, ok := all[r.name]
		if !ok {
			t.Errorf("%s is asked about, and nothing is known of it that changes", r.name)
			continue
		}
		delete(all, r.name)
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			inState(t, nil, nil, func(d *desk) { d.moves(r, m) })
		})
	}
	if len(all) > 0 {
		t.Errorf("no act is called %v", slices.Sorted(maps.Keys(all)))
	}
}

// moves changes a fact once the sheet was read, and presses what would have confirmed it.
func (d *desk) moves(r row, m moving) {
	d.T.Helper()
	d.Press("1")
	d.Sleep(toast)
	r.open(d)
	if r.fill != nil {
		r.fill(d)
	}
	d.Press(r.ask...)
	d.Sleep(2 * time.Second)
	if said(d, m.shows) {
		d.T.Fatalf("it says %q before it is so\n%s", m.shows, d.Frame())
	}
	d.Changed()
	m.change(d)
	d.Sleep(100 * time.Millisecond)
	if !said(d, m.shows) {
		d.T.Errorf("it does not say %q now\n%s", m.shows, d.Frame())
	}
	if m.loose {
		return
	}
	d.Press(r.yes...)
	d.Sleep(6 * time.Second)
	if sent := d.Changed(); len(sent) > 0 {
		d.T.Errorf("%q was sent for what was read before\n%s", sent, d.Frame())
	}
}

// said reports whether the words stand on the screen, however they are broken there.
func said(d *desk, words string) bool {
	flat := strings.Map(func(r rune) rune {
		if strings.ContainsRune("│╭╮╰╯─├┤", r) {
			return ' '
		}
		return r
	}, d.Frame())
	return strings.Contains(strings.Join(strings.Fields(flat), " "), words)
}

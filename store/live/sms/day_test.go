package sms

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live/livetest"
	"switchboard/testdata/proof"
)

// exposures collect every code the provider had to show, also those it has
// overwritten since: they are what it tells a hook.
type exposures struct {
	mu   sync.Mutex
	list []exposure
}

type exposure struct{ id, code, text string }

// take stands for a hook's listener.
func (e *exposures) take(r *http.Request) (*http.Response, error) {
	var body struct {
		Type string `json:"type"`
		Data struct {
			ID   string `json:"activation_id"`
			Code string `json:"sms_code"`
			Text string `json:"sms_text"`
		} `json:"data"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if body.Type == "customer.activation.updated" {
		e.list = append(e.list, exposure{body.Data.ID, body.Data.Code, body.Data.Text})
	}
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader("{}"))}, nil
}

// missing are those that the journal does not have exactly once.
func (e *exposures) missing(r *rig) (list []exposure) {
	r.T.Helper()
	for _, x := range e.list {
		codes, err := r.DB.Codes(r.T.Context(), x.id)
		if err != nil {
			r.T.Fatal(err)
		}
		n := 0
		for _, c := range codes {
			if c.Code == x.code && c.Text == x.text && !c.Damaged {
				n++
			}
		}
		if n != 1 {
			list = append(list, x)
		}
	}
	return list
}

// shift is a scripted day of an operator.
type shift struct {
	*rig
	dice   *rand.Rand
	serial int
	staff  []string // customers
	tally  map[string]int
}

// staffed are the customers of a day, besides those it makes itself.
var staffed = []string{"acme", "bluekite", "northwind", "harborlight", "cobaltfox", "pinecrest", "redbarrow", "tinwhistle", "yellowdoor", "copperhill"}

// dayPairs are what is ordered: ordinary pairs, and those that always cause trouble.
var dayPairs = [][2]string{
	{"telegram", "uk"}, {"telegram", "uk"}, {"google", "uk"}, {"google", "us"}, {"whatsapp", "pl"}, {"facebook", "de"}, {"instagram", "ca"},
	{"telegram", "id"}, {"whatsapp", "us"}, {"signal", "de"}, {"steam", "br"}, {"discord", "pl"}, {"telegram", "in"}, {"telegram", "nl"},
}

// script is what is done how often in a thousand.
var script = []struct {
	often int
	do    func(*shift) error
}{
	{340, (*shift).order}, {110, (*shift).cancel}, {130, (*shift).retry}, {200, (*shift).finalize},
	{130, (*shift).adjust}, {30, (*shift).create}, {30, (*shift).status}, {30, (*shift).report},
}

// mishaps are what happens to an act in a thousand: five percent of the
// answers are lost.
var mishaps = []struct {
	often int
	fault sandbox.Fault
}{
	{50, sandbox.Fault{Kind: sandbox.LostAnswer}}, {10, sandbox.Fault{Kind: sandbox.Reset}}, {10, sandbox.Fault{Kind: sandbox.Status, Status: 503}},
	{5, sandbox.Fault{Kind: sandbox.Malformed}}, {5, sandbox.Fault{Kind: sandbox.HTML}}, {20, sandbox.Fault{Kind: sandbox.Latency, MS: 4000}},
	{5, sandbox.Fault{Kind: sandbox.Offline}},
}

// step does one operation of the script, with whatever happens to it.
func (d *shift) step() {
	n := d.dice.IntN(1000)
	for _, m := range mishaps {
		if n -= m.often; n < 0 {
			for _, method := range []string{"POST", "PUT"} {
				m.fault.Method = method
				d.inject(m.fault)
			}
			break
		}
	}
	if d.dice.IntN(20) == 0 {
		d.inject(sandbox.Fault{Kind: sandbox.LostAnswer, Method: "GET"})
	}
	d.act()
	d.World.ClearFaults()
}

// act does one operation of the script.
func (d *shift) act() {
	n := d.dice.IntN(1000)
	for _, s := range script {
		if n -= s.often; n < 0 {
			d.note(s.do(d))
			return
		}
	}
}

// note counts what an operation came to. What is neither done, nor refused, nor
// open must not be.
func (d *shift) note(err error) {
	d.T.Helper()
	var open *store.Unsettled
	var before *store.OpenIntentError
	switch {
	case err == nil:
		d.tally["done"]++
	case errors.As(err, &open):
		d.tally["answer lost"]++
	case errors.As(err, &before):
		d.tally["already open"]++
	case livetest.Reason(err) != "":
		d.tally["refused here"]++
	default:
		d.tally["refused there"]++
	}
}

// pick chooses a number for which an act is possible, or the next best one.
func (d *shift) pick(can func(platfone.Activation, time.Time) string) (store.Activation, bool) {
	d.T.Helper()
	rows, err := d.db.LiveActivations(d.T.Context(), d.Now())
	if err != nil {
		d.T.Fatal(err)
	}
	rows = slices.DeleteFunc(rows, func(a store.Activation) bool { return can(a.Activation, d.Now()) != "" })
	if len(rows) == 0 {
		return store.Activation{}, false
	}
	return rows[d.dice.IntN(len(rows))], true
}

func (d *shift) order() error {
	pair := dayPairs[d.dice.IntN(len(dayPairs))]
	customer, o := d.staff[d.dice.IntN(len(d.staff))], order(pair[0], pair[1])
	if d.dice.IntN(3) == 0 {
		o.Mode, o.CustomerPrice, o.Markup = platfone.Dynamic, 0, 60
	}
	_, err := d.Order(d.T.Context(), customer, o)
	var moved *platfone.PriceMoved
	if errors.As(err, &moved) && d.dice.IntN(2) == 0 {
		_, err = d.Order(d.T.Context(), customer, o.Raised(moved))
	}
	return err
}

// upon carries out an act on a number that allows it; without one, an order is made.
func (d *shift) upon(can func(platfone.Activation, time.Time) string, act func(string) error) error {
	a, ok := d.pick(can)
	if !ok {
		return d.order()
	}
	return act(a.ID)
}

func (d *shift) cancel() error {
	return d.upon(platfone.Activation.CanCancel, func(id string) error { return d.Cancel(d.T.Context(), id) })
}

func (d *shift) retry() error {
	return d.upon(platfone.Activation.CanRetry, func(id string) error { return d.Retry(d.T.Context(), id) })
}

func (d *shift) finalize() error {
	return d.upon(platfone.Activation.CanFinalize, func(id string) error { return d.Finalize(d.T.Context(), id) })
}

func (d *shift) name(kind string) string {
	d.serial++
	return fmt.Sprintf("%s%d", kind, d.serial)
}

func (d *shift) adjust() error {
	t := platfone.NewTransaction{ID: d.name("TX"), Amount: money.Cents(d.dice.IntN(20000) - 5000), Gateway: "manual"}
	if t.Amount == 0 {
		t.Amount = 1
	}
	customer := d.staff[d.dice.IntN(len(d.staff))]
	_, err := d.AdjustBalance(d.T.Context(), customer, t)
	var open *store.Unsettled
	if errors.As(err, &open) && d.dice.IntN(2) == 0 { // a person presses Enter again
		_, err = d.AdjustBalance(d.T.Context(), customer, t)
	}
	return err
}

func (d *shift) create() error {
	id, opening := d.name("Day"), platfone.NewTransaction{}
	if d.dice.IntN(2) == 0 {
		opening = platfone.NewTransaction{ID: d.name("OPEN"), Amount: 5000}
	}
	made, err := d.CreateCustomer(d.T.Context(), id, opening)
	if made {
		d.staff = append(d.staff, id)
	}
	return err
}

func (d *shift) status() error {
	list := []platfone.CustomerStatus{platfone.CustomerActive, platfone.CustomerActive, platfone.CustomerPaused, platfone.CustomerDisabled, platfone.CustomerMarked}
	customer := d.staff[d.dice.IntN(len(d.staff))]
	return d.SetStatus(d.T.Context(), customer, list[d.dice.IntN(len(list))])
}

func (d *shift) report() error {
	rows, err := d.db.History(d.T.Context(), store.ActivationFilter{Now: d.Now(), Reportable: true}, 0, 50)
	if err != nil {
		d.T.Fatal(err)
	}
	if len(rows) == 0 {
		return d.order()
	}
	a := rows[d.dice.IntN(len(rows))]
	reasons, err := d.ReportReasons(d.T.Context(), a.ID)
	if err != nil || len(reasons) == 0 {
		return d.order()
	}
	why := reasons[d.dice.IntN(len(reasons))]
	r := platfone.NewReport{ReasonID: why.ID, Message: "it did not work"}
	if why.Evidence {
		r.Evidence = []byte("\x89PNG\r\n\x1a\n0000")
	}
	_, err = d.Report(d.T.Context(), a.ID, r)
	return err
}

// The books after a day of operations, five percent of whose
// answers are lost, are the provider's; and every code is here although not one
// delivery to a hook came.
func TestTheBooksOfAScriptedDayAreTheProviders(t *testing.T) {
	if testing.Short() {
		t.Skip("a simulated day takes seconds")
	}
	operations, luck := proof.Size(t, 600), proof.Seed(t, 2000)
	seen := &exposures{}
	inBubble(t, sandbox.Options{Deliver: seen.take}, func(t *testing.T, r *rig) {
		r.enrich(staffed[4:]...)
		time.Sleep(time.Minute)
		if _, err := r.World.Control("hook", []byte(`{"url":"http://127.0.0.1:9/","secret":"for the test alone"}`)); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		d := &shift{rig: r, dice: rand.New(rand.NewPCG(luck, 5)), staff: slices.Clone(staffed), tally: map[string]int{}}
		for n := range operations {
			d.step()
			if n%200 == 199 {
				r.again()
			}
			time.Sleep(time.Duration(d.dice.Int64N(int64(2 * 24 * time.Hour / 2000)))) // two thousand are a day
		}
		took := time.Since(start)
		time.Sleep(40 * time.Minute) // the last numbers and the last doubts have ended
		a := r.auditor(start)
		a.Audit()
		if lost := seen.missing(r); len(lost) != 0 {
			t.Errorf("%d of %d codes are not in the journal once: %q", len(lost), len(seen.list), lost)
		}
		if d.tally["answer lost"] < operations/40 || d.tally["done"] < operations/2 || len(seen.list) < operations/10 {
			t.Errorf("the day was too quiet: %v, %d codes", d.tally, len(seen.list))
		}
		proof.Figure(t, "acts", operations)
		t.Logf("%d operations in %v: %v, %d codes, %d requests\n%s", operations, took.Round(time.Minute), d.tally, len(seen.list), len(r.World.Requests()), a.Counts())
	})
}

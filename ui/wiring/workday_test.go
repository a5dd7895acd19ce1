package wiring_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
)

// now is the world's time.
func (d *workday) now() time.Time {
	d.t.Helper()
	var at struct{ Now int64 }
	answer, err := http.Get(d.url + "/_sandbox/clock")
	if err == nil {
		err = json.NewDecoder(answer.Body).Decode(&at)
		answer.Body.Close()
	}
	if err != nil {
		d.t.Fatal(err)
	}
	return time.Unix(at.Now, 0)
}

// do runs a command of whose answer only its end is of interest.
func (d *workday) do(args ...string) (done bool) {
	d.t.Helper()
	code, out, errs := ask(d.t, append(args, "--json", "--yes")...)
	if d.ends[code]++; code == cli.Usage || code == cli.KeyRefused {
		d.t.Errorf("%v ends with %d: %s%s", args, code, out, errs)
	}
	return code == cli.OK
}

// upon is a number that allows an act.
func (d *workday) upon(can func(platfone.Activation, time.Time) string) (id string, ok bool) {
	d.t.Helper()
	rows, err := d.db.LiveActivations(d.t.Context(), d.now())
	if err != nil {
		d.t.Fatal(err)
	}
	now := d.now()
	rows = slices.DeleteFunc(rows, func(a store.Activation) bool { return can(a.Activation, now) != "" })
	if len(rows) == 0 {
		return "", false
	}
	return rows[d.dice.IntN(len(rows))].ID, true
}

func (d *workday) customer() string { return d.staff[d.dice.IntN(len(d.staff))] }

func (d *workday) order() {
	pairs := [][2]string{{"telegram", "uk"}, {"telegram", "uk"}, {"google", "uk"}, {"google", "us"}, {"facebook", "de"}, {"instagram", "ca"}, {"signal", "de"}, {"steam", "br"}, {"telegram", "id"}, {"telegram", "in"}}
	pair := pairs[d.dice.IntN(len(pairs))]
	d.do("order", "--customer", d.customer(), "--service", pair[0], "--country", pair[1])
}

// act does one thing that a person of the trade does.
func (d *workday) act() {
	words := []string{"activations", "end"}
	can := platfone.Activation.CanFinalize
	switch n := d.dice.IntN(100); {
	case n < 42:
		d.order()
		return
	case n < 58:
		d.serial++
		d.do("customers", "credit", d.customer(), fmt.Sprintf("%+.2f", float64(1+d.dice.IntN(9000)-2000)/100), "--ref", "TX"+strconv.Itoa(d.serial))
		return
	case n < 61:
		d.serial++
		id := "Day" + strconv.Itoa(d.serial)
		if d.do("customers", "add", id, "--balance", "50") {
			d.staff = append(d.staff, id)
		}
		return
	case n < 65:
		d.do("customers", "status", d.customer(), []string{"active", "active", "active", "paused", "disabled"}[d.dice.IntN(5)])
		return
	case n < 75:
		words, can = []string{"activations", "again"}, platfone.Activation.CanRetry
	case n < 83:
		can = platfone.Activation.CanCancel
	case n < 87:
		d.report()
		return
	}
	if id, ok := d.upon(can); ok {
		d.do(append(words, id)...)
		return
	}
	d.order()
}

// report says of a number that it did not do.
func (d *workday) report() {
	d.t.Helper()
	rows, err := d.db.History(d.t.Context(), store.ActivationFilter{Now: d.now(), Reportable: true}, 0, 20)
	if err != nil {
		d.t.Fatal(err)
	}
	if len(rows) == 0 {
		d.order()
		return
	}
	d.do("activations", "report", rows[d.dice.IntN(len(rows))].ID, "--reason", "7", "--message", "it did not work")
}

package faces

import (
	"slices"
	"time"

	"switchboard/client/platfone"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
)

// onThings are the states of what an act is about.
func onThings() []state {
	const gone, old = "64a1c0e8d2a1f9b7e4000000", "64a1c0e8d2a1f9b7e4000001"
	closed := "a row that is shown is there"
	var young string
	return []state{
		{name: "too early", make: func(d *desk) {
			a, err := acttest.Do[platfone.Activation](d.Ctx, d.Engine, act.Order{Customer: customer, Order: order()})
			d.must(err)
			young = a.ID
			d.Changed()
		}, cells: []cell{{code: act.TooEarly, rows: one("cancel", func(r *row) {
			r.act = func(*desk) act.Act { return act.Cancel{ID: young} }
			r.args = func(*desk) []string { return []string{"activations", "end", young} }
			r.sheet = "x waits for the moment, and says so"
		})}}},
		{name: "nothing there", cells: []cell{{code: act.NotFound, rows: slices.Concat(
			one("again", func(r *row) {
				r.act, r.sheet = func(*desk) act.Act { return act.Again{ID: gone} }, closed
				r.args = func(*desk) []string { return []string{"activations", "again", gone} }
			}),
			one("cancel", func(r *row) {
				r.act, r.sheet = func(*desk) act.Act { return act.Cancel{ID: gone} }, closed
				r.args = func(*desk) []string { return []string{"activations", "end", gone} }
			}),
			one("finalize", func(r *row) {
				r.act, r.sheet = func(*desk) act.Act { return act.Finalize{ID: gone} }, closed
				r.args = func(*desk) []string { return []string{"activations", "end", gone} }
			}))}}},
		{name: "so already", make: func(d *desk) { d.must(d.lines().RefreshNumber(d.Ctx, bare)) }, cells: []cell{{code: act.AlreadySo, rows: slices.Concat(
			one("new customer", func(r *row) {
				r.act = func(*desk) act.Act {
					return act.NewCustomer{Customer: customer, Opening: platfone.NewTransaction{ID: "TX1", Amount: 500}}
				}
				r.args = func(*desk) []string { return []string{"customers", "add", customer, "--balance", "5"} }
				r.fill = func(d *desk) {
					d.Type(customer)
					d.Press("tab")
					d.Type("5")
				}
			}),
			one("sign up", func(r *row) { r.sheet = "with a key the first step is the number" }),
			one("clear 911", func(r *row) {
				r.act = func(*desk) act.Act { return act.ClearAddress{Number: bare} }
				r.args = func(*desk) []string { return []string{"e911", "clear", string(bare)} }
				r.command = "it says so, and what was wanted is so"
				r.open = func(d *desk) {
					d.Press("5")
					d.to("numbers", string(bare))
					d.Press("A")
				}
			}))}}},
		{name: "wrong state", make: func(d *desk) {
			a := d.planted(1, platfone.StatusExpired, 5*24*time.Hour)
			a.ID, a.SMS, a.Code, a.Billing, a.Report = old, platfone.SMSReceived, "482913", platfone.BillingRefunded, platfone.ReportNone
			d.must(d.DB.PutActivations(d.Ctx, time.Now(), a))
		}, cells: []cell{{code: act.WrongState, rows: slices.Concat(
			one("again", func(r *row) {
				r.act = func(d *desk) act.Act { return act.Again{ID: d.waiting} }
				r.args = func(d *desk) []string { return []string{"activations", "again", d.waiting} }
				r.open = onLive("r")
			}),
			one("finalize", func(r *row) {
				r.act = func(d *desk) act.Act { return act.Finalize{ID: d.waiting} }
				r.sheet, r.command = "x cancels a number without a code", "end cancels a number without a code"
			}),
			one("cancel", func(r *row) {
				r.act = func(d *desk) act.Act { return act.Cancel{ID: d.coded} }
				r.sheet, r.command = "x finalizes a number with a code", "end finalizes a number with a code"
			}),
			one("report", func(r *row) {
				r.act = func(*desk) act.Act {
					return act.Report{ID: old, Report: platfone.NewReport{ReasonID: reason, Message: "No."}}
				}
				r.sheet, r.command = "it is not in Live any more", "the provider gives no reason to choose for it"
			}))}}},
	}
}

func onLive(key string) func(*desk) {
	return func(d *desk) {
		d.Press("1")
		d.to("live", d.waiting)
		d.Press(key)
		d.Sleep(time.Second)
	}
}

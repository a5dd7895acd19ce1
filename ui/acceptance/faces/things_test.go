package faces

import (
	"errors"
	"slices"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
)

// onThings are the states of what an act is about.
func onThings() []state {
	const away = phone.E164("+12135550177") // was released, and ages
	const gone, old = "64a1c0e8d2a1f9b7e4000000", "64a1c0e8d2a1f9b7e4000001"
	closed := instead{why: "a row that is shown is there", holds: func(d *desk) bool {
		_, err := d.DB.Activation(d.Ctx, gone)
		return errors.Is(err, store.ErrNotFound)
	}}
	ends := func(why, word string, pick func(*desk) string) instead {
		return instead{why: why, want: word, open: func(d *desk) {
			d.Press("1")
			d.to("live", pick(d))
			d.Press("x")
			d.Sleep(time.Second)
		}}
	}
	waiting, coded := func(d *desk) string { return d.waiting }, func(d *desk) string { return d.coded }
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
			r.sheet = ends("x waits for the moment, and says so", "will cancel", func(*desk) string { return young })
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
			}),
			one("renew", func(r *row) {
				r.act, r.sheet = func(*desk) act.Act { return act.Renew{ID: gone, Repeat: act.Repeat{Times: 3}} }, closed
				r.args = func(*desk) []string { return []string{"wait", gone, "--again", "3"} }
				r.command = instead{why: "what is waited for has to be here first", want: "not_found"}
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
			one("sign up", func(r *row) { r.sheet = withKey() }),
			one("clear 911", func(r *row) {
				r.act = func(*desk) act.Act { return act.ClearAddress{Number: bare} }
				r.args = func(*desk) []string { return []string{"e911", "clear", string(bare), "--dry-run"} }
				r.open = func(d *desk) {
					d.Press("5")
					d.to("numbers", string(bare))
					d.Press("A")
				}
			}),
			one("buy", func(r *row) {
				r.act = func(*desk) act.Act { return act.Buy{Numbers: []phone.E164{filed}} }
				r.args = func(*desk) []string { return []string{"numbers", "buy", string(filed), "--dry-run"} }
				r.sheet = instead{why: "a number of the account is not for sale", holds: func(d *desk) bool {
					found, _, err := d.lines().Search(d.Ctx, oneuc.Query{Prefix: string(filed), Quantity: 1})
					return err == nil && !slices.ContainsFunc(found, func(f oneuc.Found) bool { return f.E164 == filed })
				}}
			}))}, {code: act.AlreadySo, make: func(d *desk, r row) { _ = acttest.Perform(d.Ctx, d.Engine, r.act(d)) }, rows: one("renew", func(r *row) {
			r.sheet = instead{why: "A stops it then", want: "Not ordered again any more"}
		})}}},
		{name: "wrong state", make: func(d *desk) {
			d.must(d.lines().RefreshNumber(d.Ctx, away))
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
				r.args = func(d *desk) []string { return []string{"activations", "end", d.waiting} }
				r.sheet, r.command = ends("x cancels a number without a code", "Closing +44 7700", waiting), instead{why: "end cancels a number without a code", want: "sms.cancel"}
			}),
			one("cancel", func(r *row) {
				r.act = func(d *desk) act.Act { return act.Cancel{ID: d.coded} }
				r.args = func(d *desk) []string { return []string{"activations", "end", d.coded} }
				r.sheet, r.command = ends("x finalizes a number with a code", "Closing +44 7700", coded), instead{why: "end finalizes a number with a code", want: "sms.finalize"}
			}),
			one("renew", func(r *row) {
				r.act = func(d *desk) act.Act { return act.Renew{ID: d.coded, Repeat: act.Repeat{Times: 3}} }
				r.args = func(d *desk) []string { return []string{"wait", d.coded, "--again", "3"} }
				r.open = func(d *desk) {
					d.Press("1")
					d.to("live", d.coded)
					d.Press("A")
					d.Sleep(time.Second)
				}
			}),
			one("report", func(r *row) {
				r.act = func(*desk) act.Act {
					return act.Report{ID: old, Report: platfone.NewReport{ReasonID: reason, Message: "No."}}
				}
				r.args = func(*desk) []string {
					return []string{"activations", "report", old, "--reason", "2", "--message", "No."}
				}
				r.open, r.fill = func(d *desk) {
					d.Press("3")
					d.to("history", old)
					d.Press("f")
					d.Sleep(time.Second)
				}, nil
			}),
			given(away, "set", "e"), given(away, "set 911", "a"), given(away, "release", "x"))}}},
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

// given is the row of an act upon a number of LINES, upon another number.
func given(n phone.E164, name, key string) []row {
	return one(name, func(r *row) {
		args, of := r.args, r.act
		r.act = func(d *desk) act.Act { return moved(of(d), n) }
		r.args = func(d *desk) []string {
			list := args(d)
			list[slices.Index(list, string(filed))] = string(n)
			return list
		}
		r.open, r.fill = func(d *desk) {
			d.Press("5")
			d.to("numbers", string(n))
			d.Press(key)
			d.Sleep(time.Second)
		}, nil
	})
}

// moved is an act of LINES upon another number.
func moved(a act.Act, n phone.E164) act.Act {
	switch a := a.(type) {
	case act.Set:
		a.Number = n
		return a
	case act.SetAddress:
		a.Number = n
		return a
	case act.ClearAddress:
		a.Number = n
		return a
	case act.Release:
		a.Number = n
		return a
	}
	return a
}

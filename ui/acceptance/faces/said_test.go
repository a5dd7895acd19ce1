package faces

import (
	"strings"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store/act"
)

// saidBefore are the warnings of acts as they are.
func saidBefore() []state {
	hinted := address()
	hinted.StreetAddress = "Market St"
	unfit := address()
	unfit.PostalCode = "1"
	sent := func(a oneuc.E911) []row {
		return one("set 911", func(r *row) {
			r.act = func(*desk) act.Act { return act.SetAddress{Number: filed, Address: a} }
			r.args = func(*desk) []string {
				return []string{"e911", "set", string(filed), "--caller", a.CallerName, "--street", a.StreetAddress, "--city", a.Locality, "--state", a.Region, "--zip", a.PostalCode}
			}
			r.fill = func(d *desk) { d.place(a) }
		})
	}
	return []state{{name: "as it is", cells: []cell{
		{code: act.AddressHint, rows: sent(hinted)},
		{code: act.AddressUnfit, rows: sent(unfit)},
		{code: act.StaleSearch, rows: one("buy", func(r *row) {
			r.act = func(*desk) act.Act { return act.Buy{Numbers: []phone.E164{"+19995550123"}} }
			r.args = func(*desk) []string { return []string{"numbers", "buy", "+19995550123"} }
			r.command = instead{why: "the command has just searched", want: "not for sale: +1 999 555 0123"}
			r.sheet = instead{why: "an old basket is searched for again first", want: "searching again first", open: func(d *desk) {
				d.Sleep(6 * time.Minute)
				d.Press("5")
				d.to("numbers", string(filed))
				d.Press("B")
				d.Sleep(100 * time.Millisecond)
			}}
		})},
		{code: act.UnusualPrice, rows: one("order", func(r *row) {
			r.act = func(*desk) act.Act {
				o := order()
				o.Markup = 5
				return act.Order{Customer: customer, Order: o}
			}
			r.args = func(*desk) []string {
				return []string{"order", "--customer", customer, "--service", "telegram", "--country", "uk", "--max", "1.00", "--markup", "5"}
			}
			r.fill = func(d *desk) { d.priced("", "5") }
		})},
		{code: act.Invalid, rows: badly()},
		{code: act.ReplacesAddress, rows: only("set 911")},
		{code: act.RemovesAddress, rows: only("clear 911")},
		{code: act.HasAddress, rows: only("release")},
		{code: act.CannotBeUndone, rows: only("release", "report", "status")},
		{code: act.StopsNumbers, rows: only("status")},
		{code: act.EditsPublicPage, rows: only("stage")},
		{code: act.ShowsNothing, rows: one("pay", nameless), make: (*desk).begins},
		{code: act.BelowZero, rows: one("credit", func(r *row) {
			r.act = func(*desk) act.Act {
				return act.Credit{Customer: customer, Transaction: platfone.NewTransaction{ID: "TX3", Amount: -99_00}}
			}
			r.args = func(*desk) []string { return []string{"customers", "credit", customer, "-99"} }
			r.fill = func(d *desk) { d.Type("-99") }
		})},
	}}}
}

// badly are acts with something in them that a field cannot hold.
func badly() []row {
	long, note := strings.Repeat("x", 31), strings.Repeat("x", platfone.MaxMessage+1)
	bad := func(name string, a act.Act, fill func(*desk), args ...string) row {
		r := only(name)[0]
		r.act, r.args, r.fill = func(*desk) act.Act { return a }, func(*desk) []string { return args }, fill
		return r
	}
	typed := func(s string) func(*desk) { return func(d *desk) { d.Type(s) } }
	dear := order()
	dear.MaxPrice = platfone.MaxCeiling + 100
	return []row{
		bad("order", act.Order{Customer: customer, Order: dear}, func(d *desk) { d.priced("101", "") },
			"order", "--customer", customer, "--service", "telegram", "--country", "uk", "--max", "101"),
		with(bad("renew", nil, func(d *desk) {
			d.Press("tab")
			d.Type("0.01")
		}), func(r *row) {
			r.act = func(d *desk) act.Act { return act.Renew{ID: d.waiting, Repeat: act.Repeat{Times: 3, Most: 1}} }
			r.args = func(d *desk) []string { return []string{"wait", d.waiting, "--again", "3", "--again-max", "0.01"} }
		}),
		bad("new customer", act.NewCustomer{Customer: "a_b"}, func(d *desk) {
			d.Type("a_b")
			d.Press("enter")
		}, "customers", "add", "a_b"),
		bad("credit", act.Credit{Customer: customer, Transaction: platfone.NewTransaction{ID: "TX4"}}, typed("0"), "customers", "credit", customer, "0"),
		with(bad("report", nil, func(d *desk) {
			d.Press("2")
			d.Type(note)
			d.Press("enter")
			d.Sleep(time.Second)
		}), func(r *row) {
			r.act = func(d *desk) act.Act {
				return act.Report{ID: d.coded, Report: platfone.NewReport{ReasonID: reason, Message: note}}
			}
			r.args = func(d *desk) []string {
				return []string{"activations", "report", d.coded, "--reason", "2", "--message", note}
			}
		}),
		bad("prove", act.Prove{Number: fresh, Code: "12"}, func(d *desk) {
			d.Press("ctrl+u")
			d.Type(string(fresh))
			d.Press("tab", "tab")
			d.Type("12")
		}, "listings", "prove", string(fresh), "--code", "12"),
		bad("stage", act.Stage{Number: online, Changes: numbersonline.Changes{Website: text("http://acme.example")}},
			func(d *desk) { d.field("http://acme.example", 7) }, "listings", "stage", string(online), "--website", "http://acme.example"),
		with(bad("logo", nil, func(d *desk) {
			d.Type(d.note)
			d.Press("enter")
			d.Sleep(time.Second)
		}), func(r *row) {
			r.act = func(*desk) act.Act { return act.Logo{Number: unpaid, Image: []byte("no picture")} }
			r.args = func(d *desk) []string { return []string{"listings", "logo", string(unpaid), d.note} }
		}),
		bad("account", act.Account{Email: text("nobody")}, func(d *desk) { d.field("nobody", 1) }, "accounts", "set", "--email", "nobody"),
		with(bad("sign up", act.SignUp{Name: "Acme", Email: "nobody"}, nil, "accounts", "signup", "--name", "Acme", "--email", "nobody"),
			func(r *row) { r.sheet = withKey() }),
		bad("set", act.Set{Number: filed, Properties: oneuc.Properties{CarrierName: &long}}, func(d *desk) { d.field(long, 2) }, "numbers", "set", string(filed), "--carrier", long),
		with(bad("status", act.Status{Customer: customer, Status: "happy"}, nil, "customers", "status", customer, "happy"),
			func(r *row) { r.sheet = instead{why: "it offers the four there are", want: "mark for deletion"} }),
	}
}

// with is a row, changed.
func with(r row, edit func(*row)) row {
	edit(&r)
	return r
}

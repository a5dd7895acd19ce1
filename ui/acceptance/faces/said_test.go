package faces

import (
	"strings"

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
	with := func(a oneuc.E911, say string) []row {
		return one("set 911", func(r *row) {
			r.act = func(*desk) act.Act { return act.SetAddress{Number: filed, Address: a} }
			r.args = func(*desk) []string {
				return []string{"e911", "set", string(filed), "--caller", a.CallerName, "--street", a.StreetAddress, "--city", a.Locality, "--state", a.Region, "--zip", a.PostalCode}
			}
			r.sheet = say
			if a.PostalCode == "1" {
				r.command = "the command line calls it usage, with the same status"
			}
		})
	}
	return []state{{name: "as it is", cells: []cell{
		{code: act.AddressHint, rows: with(hinted, "the form says it beside the field")},
		{code: act.AddressUnfit, rows: with(unfit, "the form says it at the field")},
		{code: act.StaleSearch, rows: one("buy", func(r *row) {
			r.act = func(*desk) act.Act { return act.Buy{Numbers: []phone.E164{"+15035550123"}} }
			r.sheet, r.command = "an old basket is searched for again first", "it searches first"
		})},
		{code: act.UnusualPrice, rows: one("order", func(r *row) {
			r.act = func(*desk) act.Act {
				o := order()
				o.Mode, o.Markup, o.CustomerPrice = platfone.FixedPrice, 0, 500
				return act.Order{Customer: customer, Order: o}
			}
			r.args = func(*desk) []string {
				return []string{"order", "--customer", customer, "--service", "telegram", "--country", "uk", "--max", "1.00", "--fixed", "5"}
			}
			r.sheet = "its own tests type another price"
		})},
		{code: act.Invalid, rows: badly()},
		{code: act.ReplacesAddress, rows: only("set 911")},
		{code: act.RemovesAddress, rows: only("clear 911")},
		{code: act.HasAddress, rows: only("release")},
		{code: act.CannotBeUndone, rows: only("release", "report", "status")},
		{code: act.StopsNumbers, rows: only("status")},
		{code: act.EditsPublicPage, rows: only("stage")},
		{code: act.ShowsNothing, rows: one("pay", nameless)},
		{code: act.BelowZero, rows: one("credit", func(r *row) {
			r.act = func(*desk) act.Act {
				return act.Credit{Customer: customer, Transaction: platfone.NewTransaction{ID: "TX3", Amount: -99_00}}
			}
			r.args = func(*desk) []string { return []string{"customers", "credit", customer, "-99"} }
			r.fill = func(d *desk) { d.Type("-99") }
		})},
	}}}
}

// badly are acts with something in them that a field cannot hold. A form says so
// at the field, by the same rule, and makes no act of it.
func badly() []row {
	long := strings.Repeat("x", 31)
	bad := func(name string, a act.Act, args ...string) row {
		r := only(name)[0]
		r.act, r.args = func(*desk) act.Act { return a }, func(*desk) []string { return args }
		r.sheet, r.command = "the field says it", "the command line calls it usage, with the same status"
		return r
	}
	return []row{
		bad("new customer", act.NewCustomer{Customer: "a b"}, "customers", "add", "a b"),
		bad("prove", act.Prove{Number: fresh, Code: "12"}, "listings", "prove", string(fresh), "--code", "12"),
		bad("stage", act.Stage{Number: online, Changes: numbersonline.Changes{Website: text("http://acme.example")}}, "listings", "stage", string(online), "--website", "http://acme.example"),
		bad("account", act.Account{Email: text("nobody")}, "accounts", "set", "--email", "nobody"),
		bad("sign up", act.SignUp{Name: "Acme", Email: "nobody"}, "accounts", "signup", "--name", "Acme", "--email", "nobody"),
		bad("set", act.Set{Number: filed, Properties: oneuc.Properties{CarrierName: &long}}, "numbers", "set", string(filed), "--carrier", long),
		bad("status", act.Status{Customer: customer, Status: "happy"}, "customers", "status", customer, "happy"),
	}
}

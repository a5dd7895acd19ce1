package faces

import (
	"slices"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/platfone"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
	"switchboard/store/config"
	"switchboard/store/live/livetest"
	"switchboard/ui/cli"
	commands "switchboard/ui/cli/sms"
)

// onMoney are the states in which an act costs too much.
func onMoney() []state {
	dear := one("order", func(r *row) {
		r.act = func(*desk) act.Act {
			o := order()
			o.MaxPrice = 9000
			return act.Order{Customer: customer, Order: o}
		}
		r.args = func(*desk) []string {
			return []string{"order", "--customer", customer, "--service", "telegram", "--country", "uk", "--max", "90"}
		}
		r.fill = func(d *desk) { d.priced("90", "") }
	})
	return []state{
		{name: "customer paused", make: func(d *desk) {
			d.must(acttest.Perform(d.Ctx, d.Engine, act.Status{Customer: customer, Status: platfone.CustomerPaused}))
			d.Sleep(5 * time.Second)
		}, cells: []cell{{code: act.CustomerStatus, rows: one("order", func(r *row) {
			r.open = func(d *desk) {
				d.Press("2")
				d.to("customers", customer)
				d.Press("N")
			}
		})}}},
		{name: "poor customer", cells: []cell{{code: act.CustomerBalance, rows: dear, make: (*desk).balanceRead}}},
		{name: "limit of an act", flags: &cli.Flags{}, before: func(d *desk) { d.settings("spend.max_per_order = \"0.10\"\n") },
			cells: []cell{{code: act.SpendAct, rows: slices.Concat(one("order", func(r *row) { r.fill = func(d *desk) { d.priced("1.00", "") } }), only("pay"))}}},
		{name: "limit of a day", flags: &cli.Flags{}, before: func(d *desk) { d.settings("spend.max_per_day = \"0.10\"\n") },
			cells: []cell{{code: act.SpendDay, rows: only("order", "pay")}}},
		{name: "price unknown", flags: &cli.Flags{}, before: func(d *desk) { d.settings("spend.max_per_order = \"0.10\"\n") },
			cells: []cell{{code: act.SpendUnknown, rows: one("pay", unread)}}},
		{name: "places full", make: func(d *desk) {
			var list []platfone.Activation
			for i := range platfone.ActiveLimit {
				list = append(list, d.planted(i, platfone.StatusActive, 0))
			}
			d.must(d.DB.PutActivations(d.Ctx, time.Now(), list...))
		}, cells: []cell{{code: act.PlaceFull, rows: only("order")}}},
		{name: "confirm over", flags: &cli.Flags{}, before: func(d *desk) { d.settings("confirm_over = \"0.10\"\n") },
			cells: []cell{{code: act.OverConfirm, rows: only("order", "renew")}}},
		{name: "poor account", make: func(d *desk) {
			d.Control("account", `{"balance":5}`)
			d.Sleep(10 * time.Minute)
		}, cells: []cell{{code: act.ProviderBalance, rows: only("order")}}},
		{name: "sold out", make: func(d *desk) {
			sms, _ := cli.Asks[commands.Desk](d.Session, config.SMS)
			d.must(sms.RefreshPrice(d.Ctx, "signal", "de"))
		}, cells: []cell{{code: act.SoldOut, rows: one("order", func(r *row) {
			r.act = func(*desk) act.Act {
				o := order()
				o.ServiceID, o.CountryID = "signal", "de"
				return act.Order{Customer: customer, Order: o}
			}
			r.args = func(*desk) []string {
				return []string{"order", "--customer", customer, "--service", "signal", "--country", "de"}
			}
			r.fill = func(d *desk) {
				for _, s := range []string{customer, "signal"} {
					d.Type(s)
					d.Press("enter")
					d.Sleep(time.Second)
				}
				d.Type("germany")
				d.Sleep(time.Second)
			}
		})}}},
		{name: "success low", make: func(d *desk) {
			var list []platfone.Activation
			for i := range 2000 {
				list = append(list, d.planted(i, platfone.StatusExpired, time.Hour))
			}
			d.must(d.DB.PutActivations(d.Ctx, time.Now(), list...))
		}, cells: []cell{{code: act.SuccessForecast, rows: only("order", "renew")}}},
	}
}

// balanceRead reads what the customer has, as the order sheet does when it opens: until then it is told as "about".
func (d *desk) balanceRead(row) {
	d.T.Helper()
	sms, _ := cli.Asks[commands.Desk](d.Session, config.SMS)
	d.must(sms.RefreshBalance(d.Ctx, customer))
}

// unread pays for a number of which nothing was read: what it costs is known to nobody here.
func unread(r *row) {
	r.act = func(*desk) act.Act { return act.Pay{Number: fresh} }
	r.args = func(*desk) []string { return []string{"listings", "pay", string(fresh)} }
	r.sheet = instead{why: "the number is a step before", want: "» Number", open: func(d *desk) {
		d.Press("4")
		d.to("listings", string(online))
		d.Press("n")
		d.Sleep(time.Second)
	}}
	r.command = instead{why: "it reads the profile first", want: "not_found"}
}

// nameless pays for a business of which no more is saved than that it is one.
func nameless(r *row) {
	r.act = func(*desk) act.Act { return act.Pay{Number: begun} }
	r.args = func(*desk) []string { return []string{"listings", "pay", string(begun)} }
	r.open = func(d *desk) {
		d.Press("4")
		d.to("listings", string(begun))
		d.Press("n")
		d.Sleep(time.Second)
		d.Press("ctrl+g") // on without what the page would show
		d.Sleep(time.Second)
	}
}

// begins saves that much of the number of nameless.
func (d *desk) begins(row) {
	d.T.Helper()
	_, err := acttest.Do[numbersonline.Staged](d.Ctx, d.Engine, act.Stage{Number: begun, Changes: numbersonline.Changes{Kind: numbersonline.Business}})
	if livetest.Reason(err) != act.AlreadySo {
		d.must(err)
	}
	d.Sleep(time.Second)
}

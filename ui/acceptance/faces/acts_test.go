package faces

import (
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store/act"
	"switchboard/ui/pane"
)

// The things of the sandbox that the acts are upon.
const (
	customer = "acme"
	filed    = phone.E164("+14152338397") // in service, with a 911 address
	bare     = phone.E164("+14155234712") // in service, without one
	online   = phone.E164("+14155550142") // a business that is listed
	begun    = phone.E164("+12135550101") // proved, without a profile
	unpaid   = phone.E164("+16285550177") // with a profile, not paid
	fresh    = phone.E164("+14155550167") // nobody's yet
)

// row is one act and how each face comes to it.
type row struct {
	name string
	act  func(*desk) act.Act
	args func(*desk) []string // the command, without what confirms it
	open func(*desk)          // goes to the thing and presses the key that begins
	fill func(*desk)          // gives the sheet what it wants; nil when it wants nothing
	ask  []string             // the keys that lead to the question
	yes  []string             // the keys that would confirm it

	sheet, command instead // what a face does that cannot come to the reason
}

// instead is why a face cannot come to a reason, and what it can be seen by.
type instead struct {
	why   string
	open  func(*desk)      // what is done, or what the row opens with
	want  string           // what the screen shows then, or the command answers
	holds func(*desk) bool // what is so, where no screen and no answer shows it
}

func text(s string) *string { return &s }

func order() platfone.NewOrder {
	return platfone.NewOrder{ServiceID: "telegram", CountryID: "uk", MaxPrice: 100, Quality: platfone.DefaultQuality}.At(platfone.DefaultCharge)
}

func address() oneuc.E911 {
	return oneuc.E911{CallerName: "Michel Mabel", StreetAddress: "1 Market St", Locality: "San Francisco", Region: "CA", PostalCode: "94105"}
}

// rows are every act there is.
func rows() []row {
	return append(append(smsRows(), trustRows()...), linesRows()...)
}

func smsRows() []row {
	on := func(pick func(*desk) string, key string) func(*desk) {
		return func(d *desk) {
			d.Press("1")
			d.to("live", pick(d))
			d.Press(key)
			d.Sleep(time.Second)
		}
	}
	who := func(key string) func(*desk) {
		return func(d *desk) {
			d.Press("2")
			d.to("customers", customer)
			d.Press(key)
			d.Sleep(time.Second)
		}
	}
	waiting, coded := func(d *desk) string { return d.waiting }, func(d *desk) string { return d.coded }
	return []row{
		{name: "order", act: func(*desk) act.Act { return act.Order{Customer: customer, Order: order()} },
			args: func(*desk) []string {
				return []string{"order", "--customer", customer, "--service", "telegram", "--country", "uk", "--max", "1.00"}
			},
			open: func(d *desk) { d.Press("1", "n") },
			fill: func(d *desk) { d.priced("", "") }, ask: []string{"enter"}, yes: []string{"enter", "O", "enter"}},
		{name: "again", act: func(d *desk) act.Act { return act.Again{ID: d.coded} },
			args: func(d *desk) []string { return []string{"activations", "again", d.coded} }, open: on(coded, "r")},
		{name: "cancel", act: func(d *desk) act.Act { return act.Cancel{ID: d.waiting} },
			args: func(d *desk) []string { return []string{"activations", "end", d.waiting} }, open: on(waiting, "x")},
		{name: "finalize", act: func(d *desk) act.Act { return act.Finalize{ID: d.coded} },
			args: func(d *desk) []string { return []string{"activations", "end", d.coded} }, open: on(coded, "x")},
		{name: "renew", act: func(d *desk) act.Act { return act.Renew{ID: d.waiting, Repeat: act.Repeat{Times: 3}} },
			args: func(d *desk) []string { return []string{"wait", d.waiting, "--again", "3"} }, open: on(waiting, "A"), ask: []string{"enter"}, yes: []string{"A", "O"}},
		{name: "report", act: func(d *desk) act.Act {
			return act.Report{ID: d.coded, Report: platfone.NewReport{ReasonID: reason, Message: "It is another text."}}
		},
			args: func(d *desk) []string {
				return []string{"activations", "report", d.coded, "--reason", "2", "--message", "It is another text."}
			},
			open: on(coded, "f"),
			fill: func(d *desk) {
				d.Press("2")
				d.Type("It is another text.")
				d.Press("enter")
				d.Sleep(time.Second)
			}, ask: []string{"enter"}, yes: []string{"S"}},
		{name: "new customer", act: func(*desk) act.Act {
			return act.NewCustomer{Customer: "newcomer", Opening: platfone.NewTransaction{ID: "TX1", Amount: 500}}
		},
			args: func(*desk) []string { return []string{"customers", "add", "newcomer", "--balance", "5"} },
			open: func(d *desk) { d.Press("2", "n") },
			fill: func(d *desk) {
				d.Type("newcomer")
				d.Press("tab")
				d.Type("5")
			}, ask: []string{"enter"}, yes: []string{"C"}},
		{name: "credit", act: func(*desk) act.Act {
			return act.Credit{Customer: customer, Transaction: platfone.NewTransaction{ID: "TX2", Amount: -500}}
		},
			args: func(*desk) []string { return []string{"customers", "credit", customer, "-5"} },
			open: who("b"), fill: func(d *desk) { d.Type("-5") }, ask: []string{"enter"}, yes: []string{"D"}},
		{name: "status", act: func(*desk) act.Act { return act.Status{Customer: customer, Status: platfone.CustomerMarked} },
			args: func(*desk) []string { return []string{"customers", "status", customer, "markedForDeletion"} },
			open: who("e"), ask: []string{"m"}, yes: []string{"a", "c", "m", "e", "enter"}},
	}
}

// reason is one for which no file is asked.
const reason = 2

func trustRows() []row {
	on := func(n phone.E164, keys ...string) func(*desk) {
		return func(d *desk) {
			d.Press("4")
			d.to("listings", string(n))
			d.Press(keys...)
			d.Sleep(time.Second)
		}
	}
	number := func(d *desk) {
		d.Press("ctrl+u")
		d.Type(string(fresh))
	}
	return []row{
		{name: "code", act: func(*desk) act.Act { return act.SendCode{Number: fresh, Channel: numbersonline.SMS} },
			args: func(*desk) []string { return []string{"listings", "prove", string(fresh), "--by", "sms"} },
			open: on(online, "n"), fill: number, yes: []string{"enter"}},
		{name: "prove", act: func(*desk) act.Act { return act.Prove{Number: fresh, Code: "123456"} },
			args: func(*desk) []string { return []string{"listings", "prove", string(fresh), "--code", "123456"} },
			open: on(online, "n"), fill: func(d *desk) {
				number(d)
				d.Press("tab", "tab")
				d.Type("123456")
			}, yes: []string{"enter"}},
		{name: "stage", act: func(*desk) act.Act {
			return act.Stage{Number: online, Changes: numbersonline.Changes{Website: text("https://shop.example")}}
		},
			args: func(*desk) []string {
				return []string{"listings", "stage", string(online), "--website", "https://shop.example"}
			},
			open: on(online, "e"), fill: func(d *desk) { d.field("https://shop.example", 7) }, ask: []string{"enter"}, yes: []string{"E"}},
		{name: "logo", act: func(d *desk) act.Act { return act.Logo{Number: unpaid, Image: d.image} },
			args: func(d *desk) []string { return []string{"listings", "logo", string(unpaid), d.logo} },
			open: on(unpaid, "n"), fill: func(d *desk) {
				d.Type(d.logo)
				d.Press("enter")
				d.Sleep(time.Second)
			}, yes: []string{"enter"}},
		{name: "pay", act: func(*desk) act.Act { return act.Pay{Number: unpaid} },
			args: func(*desk) []string { return []string{"listings", "pay", string(unpaid)} },
			open: on(unpaid, "n"), fill: func(d *desk) {
				d.Press("enter") // no logo
				d.Sleep(time.Second)
			}, ask: []string{"enter"}, yes: []string{"P"}},
		{name: "account", act: func(*desk) act.Act { return act.Account{Name: text("Acme")} },
			args: func(*desk) []string { return []string{"accounts", "set", "--name", "Acme"} },
			open: func(d *desk) {
				d.Press("4", "a")
				d.Sleep(time.Second)
			}, fill: func(d *desk) {
				d.Press("ctrl+u")
				d.Type("Acme")
			}, yes: []string{"enter"}},
		{name: "sign up", act: func(*desk) act.Act { return act.SignUp{Name: "Acme", Email: "ops@acme.example"} },
			args: func(*desk) []string {
				return []string{"accounts", "signup", "--name", "Acme", "--email", "ops@acme.example"}
			},
			open: func(d *desk) { d.Press("4", "n") }, fill: func(d *desk) { d.Type("Acme") }, yes: []string{"enter"}},
	}
}

func linesRows() []row {
	on := func(n phone.E164, keys ...string) func(*desk) {
		return func(d *desk) {
			d.Press("5")
			d.to("numbers", string(n))
			d.Press(keys...)
			d.Sleep(time.Second)
		}
	}
	digits := []string{"8", "3", "9", "7", "enter"}
	return []row{
		{name: "buy", act: func(d *desk) act.Act { return act.Buy{Numbers: []phone.E164{d.offer}} },
			args: func(d *desk) []string { return []string{"numbers", "buy", string(d.offer)} },
			open: on(filed), ask: []string{"B"}, yes: []string{"P"}},
		{name: "set", act: func(*desk) act.Act {
			return act.Set{Number: filed, Properties: oneuc.Properties{CarrierName: text("Acme Plumb")}}
		},
			args: func(*desk) []string { return []string{"numbers", "set", string(filed), "--carrier", "Acme Plumb"} },
			open: on(filed, "e"), fill: func(d *desk) { d.field("Acme Plumb", 2) }, yes: []string{"enter"}},
		{name: "set 911", act: func(*desk) act.Act { return act.SetAddress{Number: filed, Address: address()} },
			args: func(*desk) []string {
				a := address()
				return []string{"e911", "set", string(filed), "--caller", a.CallerName, "--street", a.StreetAddress, "--city", a.Locality, "--state", a.Region, "--zip", a.PostalCode}
			},
			open: on(filed, "a"), fill: func(d *desk) { d.place(address()) }, ask: []string{"enter"}, yes: append([]string{"P"}, digits...)},
		{name: "clear 911", act: func(*desk) act.Act { return act.ClearAddress{Number: filed} },
			args: func(*desk) []string { return []string{"e911", "clear", string(filed)} },
			open: on(filed), ask: []string{"A"}, yes: digits},
		{name: "release", act: func(*desk) act.Act { return act.Release{Number: filed} },
			args: func(*desk) []string { return []string{"numbers", "release", string(filed)} },
			open: on(filed), ask: []string{"x"}, yes: digits},
	}
}

// to puts the cursor of a pane on a thing.
func (d *desk) to(where, key string) {
	d.Send(pane.Goto{Pane: where, Key: key})
	d.Sleep(500 * time.Millisecond)
}

// priced fills the order sheet, with what is paid at most and what the customer
// pays where that is not as it is suggested.
func (d *desk) priced(most, pays string) {
	for _, s := range []string{customer, "telegram"} {
		d.Type(s)
		d.Press("enter")
		d.Sleep(time.Second)
	}
	d.Type("united kingdom")
	d.Sleep(time.Second)
	if most+pays == "" {
		return
	}
	d.Press("tab", "tab")
	if most != "" {
		d.Press("ctrl+u")
		d.Type(most)
	}
	if d.Press("tab"); pays != "" {
		d.Press("ctrl+u")
		d.Type(pays)
	}
	d.Sleep(time.Second)
}

// place writes the form of a 911 address anew.
func (d *desk) place(a oneuc.E911) {
	for _, v := range []string{a.StreetAddress, "", a.Locality, a.Region, a.PostalCode, a.CallerName} {
		d.Press("end", "ctrl+u")
		d.Type(v)
		d.Press("tab")
	}
}

// field writes a field anew, so many fields below the one that has the keys.
func (d *desk) field(s string, below int) {
	for range below {
		d.Press("tab")
	}
	d.Press("end", "ctrl+u")
	d.Type(s)
	d.Sleep(time.Second)
}

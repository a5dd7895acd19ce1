package faces

import (
	"encoding/json"
	"reflect"
	"slices"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
)

// keys begin the natural keys of acts, by their names in the journal.
func keys() map[string]string {
	return map[string]string{"sms.order": "sms/order/", "sms.retry": "sms/activation/", "sms.cancel": "sms/activation/", "sms.finalize": "sms/activation/",
		"sms.report": "sms/report/", "sms.customer": "sms/customer/", "sms.adjust": "sms/credit/", "sms.status": "sms/customer/",
		"trust.code": "trust/code/", "trust.prove": "trust/number/", "trust.stage": "trust/listing/", "trust.logo": "trust/listing/", "trust.checkout": "trust/listing/",
		"trust.account": "trust/account", "lines.buy": "lines/number/", "lines.properties": "lines/number/", "lines.e911": "lines/number/",
		"lines.e911-clear": "lines/number/", "lines.release": "lines/number/"}
}

// keyOf is the natural key of an act: what it is upon, by the field that says so.
func keyOf(a act.Act) string {
	key, v := keys()[a.Op()], reflect.ValueOf(a)
	for _, name := range []string{"ID", "Customer", "Number"} {
		if f := v.FieldByName(name); f.IsValid() {
			key += f.String()
		}
	}
	switch a := a.(type) {
	case act.Order:
		key += "/" + a.Order.ServiceID + "/" + a.Order.CountryID
	case act.Buy:
		key += string(a.Numbers[0])
	}
	return key
}

// leaveOpen leaves an attempt at an act whose outcome nobody knows.
func (d *desk) leaveOpen(r row) {
	d.T.Helper()
	a := r.act(d)
	key, body := keyOf(a), json.RawMessage("{}")
	if c, credit := a.(act.Credit); credit {
		body, _ = json.Marshal(map[string]any{"Customer": c.Customer, "Transaction": platfone.NewTransaction{ID: "earlier", Amount: c.Transaction.Amount}})
	}
	open := func() bool {
		list, err := d.DB.OpenIntents(d.Ctx)
		d.must(err)
		return slices.ContainsFunc(list, func(in store.Intent) bool { return in.NaturalKey == key })
	}
	for range 12 { // one of before that is about to be looked up
		if open() {
			d.Sleep(5 * time.Second)
		}
	}
	if open() {
		return // it stays as it is
	}
	id, err := d.DB.Begin(d.Ctx, store.Intent{Op: a.Op(), NaturalKey: key, Subject: r.name, Body: body, Created: time.Now()}, nil)
	d.must(err)
	d.must(d.DB.MarkSent(d.Ctx, id))
	d.must(d.DB.Settle(d.Ctx, id, store.StateUnknown, "", "no answer"))
	d.Sleep(time.Second)
}

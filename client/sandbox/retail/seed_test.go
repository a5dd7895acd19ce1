package retail

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func ledgerOf(t *testing.T, s *Service) Ledger {
	t.Helper()
	l, ok := s.Ledger().(Ledger)
	if !ok {
		t.Fatal("the ledger has another type")
	}
	return l
}

// Every cent: what a customer has is what was paid in less what was billed,
// in the seeded world and after a day of use.
func TestMoneyAddsUp(t *testing.T) {
	inWorld(t, func(d *desk) {
		for round := range 2 {
			l := ledgerOf(t, d.s)
			sum := map[string]int64{}
			for _, one := range l.Transactions {
				sum[one.Customer] += one.Amount
			}
			for _, a := range l.Activations {
				if a.Billing == billed && a.CustomerPrice != nil {
					sum[a.Customer] -= *a.CustomerPrice
				}
			}
			for _, c := range l.Customers {
				if c.Total != sum[c.ID] {
					t.Errorf("round %d: %s has %d, the ledger says %d", round, c.ID, c.Total, sum[c.ID])
				}
			}
			for range 3 {
				d.orderFor("sandpiper", "telegram", "uk")
				pass(time.Hour)
			}
			d.want(200, "", "POST", "/m/customer/acme/transaction", object{"transaction_id": "TX" + strings.Repeat("1", round+1), "amount": 77})
			pass(18 * time.Hour)
		}
	})
}

func TestSeededPeople(t *testing.T) {
	inWorld(t, func(d *desk) {
		statuses, below, long := map[string]int{}, 0, 0
		l := ledgerOf(t, d.s)
		for _, c := range l.Customers {
			statuses[c.Status]++
			if c.Total < 0 {
				below++
			}
			if len(c.ID) == 80 {
				long++
			}
		}
		if len(l.Customers) != 40 || below != 1 || long != 1 {
			t.Errorf("%d customers, %d below zero, %d with a long id", len(l.Customers), below, long)
		}
		for _, status := range customerStatuses {
			if statuses[status] == 0 {
				t.Errorf("nobody is %s", status)
			}
		}
		if countries, services := len(d.s.catalog.countries), len(d.s.catalog.services); countries < 60 || services < 80 {
			t.Errorf("%d countries, %d services", countries, services)
		}
	})
}

func TestSeededActivations(t *testing.T) {
	inWorld(t, func(d *desk) {
		has, received := map[string]bool{}, 0
		l := ledgerOf(t, d.s)
		for _, a := range l.Activations {
			has[a.Status+" "+a.SMS+" "+a.Billing] = true
			if a.Report != nil {
				has[*a.Report] = true
			}
			if a.SMS != smsRequested {
				received++
			}
		}
		for _, state := range []string{
			"active smsRequested reserved", "active smsReceived billed", "active retryRequested billed", "active retryReceived billed",
			"canceled smsRequested released", "expired smsRequested released", "expired smsReceived billed", "finalized smsReceived billed",
			"finalized smsReceived refunded", "expired smsRequested billed", inReview, approved, declined,
		} {
			if !has[state] {
				t.Errorf("no activation is %s", state)
			}
		}
		if rate := received * 100 / len(l.Activations); len(l.Activations) < 980 || rate < 50 || rate > 80 {
			t.Errorf("%d activations, %d %% received their SMS", len(l.Activations), rate)
		}
		if ordered, got := d.s.record(time.Now()); ordered < rateFrom || got*100 < 30*ordered {
			t.Errorf("a new world begins near a block: %d of %d", got, ordered)
		}
	})
}

func TestNumbersAreWrittenTwoWays(t *testing.T) {
	inWorld(t, func(d *desk) {
		onLoan := map[string]bool{}
		for _, a := range ledgerOf(t, d.s).Activations {
			if digits := strings.NewReplacer("+", "", " ", "", "-", "").Replace(a.Formatted); digits != a.Phone || strings.Trim(a.Phone, "0123456789") != "" {
				t.Errorf("phone %q is formatted %q", a.Phone, a.Formatted)
			}
			if a.Status == active && onLoan[a.Phone] {
				t.Errorf("%s is on loan twice", a.Phone)
			}
			onLoan[a.Phone] = onLoan[a.Phone] || a.Status == active
		}
		for range 60 { // one country has a hundred numbers
			made := d.want(200, "", "POST", "/activation", object{"service_id": "telegram", "country_id": "uk_v"})
			if onLoan[made.text("phone")] {
				t.Errorf("%s is on loan twice", made.text("phone"))
			}
			onLoan[made.text("phone")] = true
		}
	}, NoLimits())
}

// What a fresh world's first order gets does not depend on chance.
func TestFirstCodeInEightSeconds(t *testing.T) {
	for seed := range uint64(5) {
		synctest.Test(t, func(t *testing.T) {
			d := &desk{t, New(seed)}
			path := d.orderFor("acme", "tiktok", "us")
			pass(firstDelay - time.Second)
			d.inState(path, "active smsRequested reserved")
			pass(time.Second)
			d.inState(path, "active smsReceived billed")
		})
	}
}

func TestSameSeedSameWorld(t *testing.T) {
	run := func(seed uint64) string {
		var out string
		synctest.Test(t, func(t *testing.T) {
			d := &desk{t, New(seed)}
			d.orderFor("acme", "telegram", "uk")
			pass(time.Minute)
			path := d.orderFor("acme", "telegram", "us")
			pass(2 * time.Minute)
			d.do("PUT", path+"/cancel", nil)
			raw, err := json.Marshal(ledgerOf(t, d.s))
			if err != nil {
				t.Fatal(err)
			}
			out = string(raw)
		})
		return out
	}
	first, again := run(7), run(7)
	if first != again {
		t.Error("the same seed made two worlds")
	}
	if first == run(8) {
		t.Error("two seeds made the same world")
	}
}

// A kept world goes on where it stopped, also with what was on its way.
func TestKeptWorldContinues(t *testing.T) {
	inWorld(t, func(d *desk) {
		path := d.orderFor("acme", "telegram", "uk")
		kept, err := json.Marshal(d.s)
		if err != nil {
			t.Fatal(err)
		}
		pass(firstDelay)
		other := New(99)
		if err := json.Unmarshal(kept, other); err != nil {
			t.Fatal(err)
		}
		if other.Key() != d.s.Key() {
			t.Error("the key changed")
		}
		want := d.want(200, "", "GET", path, nil)
		d.s = other
		if got := d.want(200, "", "GET", path, nil); string(got.raw) != string(want.raw) {
			t.Errorf("continued %s, want %s", got.raw, want.raw)
		}
	})
}

func TestDamagedWorldIsRefused(t *testing.T) {
	inWorld(t, func(d *desk) {
		before := ledgerOf(t, d.s)
		for _, damaged := range []string{
			`{`, `[]`, `{"customers":[null]}`, `{"customers":[{"id":""}]}`, `{"activations":[null]}`, `{"activations":[{"id":"a","customer":"ghost"}]}`,
			`{"activations":[{"id":"a","country":"zz","service":"telegram"}]}`, `{"activations":[{"id":"a","country":"uk","service":"telegram","report":"inReview"}]}`,
		} {
			if err := json.Unmarshal([]byte(damaged), d.s); err == nil {
				t.Errorf("accepted %s", damaged)
			}
		}
		if after := ledgerOf(t, d.s); len(after.Activations) != len(before.Activations) {
			t.Error("a refused world changed the service")
		}
	})
}

func TestControls(t *testing.T) {
	inWorld(t, func(d *desk) {
		path := d.orderFor("acme", "telegram", "uk")
		made := d.want(200, "", "GET", path, nil)
		d.control("sms", `{"phone":"+`+made.text("phone")+`","text":"WhatsApp code 123-456"}`)
		if got := d.want(200, "", "GET", path, nil); got.text("sms_code") != "123-456" {
			t.Errorf("parsed %q", got.text("sms_code"))
		}
		d.want(200, "", "PUT", path+"/retry", nil)
		d.control("sms", `{"phone":"`+made.text("phone")+`","text":"code 9999","code":""}`)
		if got := d.want(200, "", "GET", path, nil); got.m["sms_code"] != nil || got.text("sms_status") != retryReceived {
			t.Errorf("after a text without a code: %s", got.raw)
		}
		for _, bad := range [][2]string{{"sms", `{"text":"x"}`}, {"sms", `{"activation_id":"x"}`}, {"sms", `{`}, {"sms", `{"phone":"` + made.text("phone") + `","text":"x"}`},
			{"account", `{}`}, {"decide", `{"activation_id":"x"}`}, {"nothing", ``}} {
			if _, err := d.s.Control(bad[0], []byte(bad[1])); err == nil {
				t.Errorf("control %v was accepted", bad)
			}
		}
		d.want(200, "", "POST", path+"/report", object{"reason_id": 4})
		d.control("decide", `{"activation_id":"`+made.text("activation_id")+`","approve":false}`)
		if got := d.want(200, "", "GET", path, nil); got.text("report_status") != declined {
			t.Errorf("decided: %s", got.raw)
		}
	}, SMSAfter(time.Hour))
}

func TestParseCode(t *testing.T) {
	for text, want := range map[string]string{
		"Your code is 482913": "482913", "G-123456 is your code": "G-123456", "code 123-456.": "123-456", "no code": "", "call 12": "", "【x】验证码：2746，": "2746",
	} {
		got := parseCode(text)
		if (got == nil) != (want == "") || got != nil && *got != want {
			t.Errorf("%q: %v, want %q", text, got, want)
		}
	}
}

func TestCanonicalPaths(t *testing.T) {
	for path, want := range map[string]string{
		"/": "/", "//m//customers/": "/m/customers", "/test/m/customers": "/m/customers", "/api/v1/retail": "/",
		"/a/activation/abc": "/activation/abc", "/api/v1/retial/m/prices/countries": "/activation/prices/countries",
	} {
		if got := canonical(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

// A new world is a month of business: six routes have most of the orders, and
// one week in it went badly.
func TestSeededMonth(t *testing.T) {
	inWorld(t, func(d *desk) {
		type count struct{ ordered, got int }
		routes, days, all, reports := map[string]int{}, map[int64]count{}, 0, 0
		now := time.Now().UTC().Truncate(24 * time.Hour)
		for _, a := range ledgerOf(t, d.s).Activations {
			all++
			routes[a.Service+"/"+a.Country]++
			day := int64(now.Sub(time.Unix(a.Created, 0).UTC().Truncate(24*time.Hour)) / (24 * time.Hour))
			c := days[day]
			c.ordered++
			if a.SMS != smsRequested {
				c.got++
			}
			days[day] = c
			if a.Report != nil {
				reports++
			}
		}
		six := 0
		for _, l := range lanes() {
			six += routes[l.service+"/"+l.country]
		}
		if six*100 < 55*all || reports < 40 {
			t.Errorf("%d of %d orders went over the six lanes, %d reports", six, all, reports)
		}
		for day := int64(1); day < historyDays; day++ {
			c := days[day]
			bad := day <= badFrom && day >= badTo
			if rate := c.got * 100 / max(c.ordered, 1); c.ordered < 20 || bad != (rate < 53) {
				t.Errorf("%d days ago %d of %d got a code (%d %%)", day, c.got, c.ordered, rate)
			}
		}
	})
}

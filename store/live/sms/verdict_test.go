package sms

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store/act"
	"switchboard/store/live"
)

// verdict weighs an act; an order charges its customer as usual.
func (r *rig) verdict(a act.Act) act.Verdict {
	r.T.Helper()
	if o, ok := a.(act.Order); ok {
		r.must(r.SetCharge(r.T.Context(), o.Customer, o.Order.Charge()))
	}
	v, err := r.Weigh(r.T.Context(), a)
	if err != nil {
		r.T.Fatal(err)
	}
	return v
}

// says holds a verdict to its reasons, those against the act or those it warns of.
func (r *rig) says(what string, v act.Verdict, want ...act.Code) {
	r.T.Helper()
	list := v.Warned
	if !v.Stands() {
		list = v.Refused
	}
	var got []act.Code
	for _, r := range list {
		got = append(got, r.Code)
	}
	if !slices.Equal(got, want) {
		r.T.Errorf("%s: %v, want %v", what, got, want)
	}
}

func (r *rig) must(err error) {
	r.T.Helper()
	if err != nil {
		r.T.Fatal(err)
	}
}

// An order needs what the customer pays, and not what the account does.
func TestTheVerdictOnWhatTheCustomerHas(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		synctest.Wait() // no read is on its way that would say otherwise
		fixed, marked := at(100), at(100)
		fixed.CustomerPrice = 130
		marked.Mode, marked.Markup, marked.CustomerPrice = platfone.FixedMarkup, 15, 0
		for _, c := range []struct {
			free  money.Cents
			order platfone.NewOrder
			want  []act.Code
		}{
			{130, fixed, nil}, {129, fixed, []act.Code{act.CustomerBalance}},
			{115, marked, nil}, {114, marked, []act.Code{act.CustomerBalance}},
		} {
			r.must(r.DB.PutBalance(t.Context(), time.Now(), "acme", platfone.Balance{Total: money.Known(c.free + 50), Reserved: money.Known(50)}))
			r.says(fmt.Sprint(c.free), r.verdict(act.Order{Customer: "acme", Order: c.order}), c.want...)
		}
		for status, want := range map[platfone.CustomerStatus][]act.Code{
			platfone.CustomerActive: nil, platfone.CustomerPaused: {act.CustomerStatus}, platfone.CustomerDisabled: {act.CustomerStatus},
		} {
			r.must(r.DB.PutCustomers(t.Context(), time.Now(), platfone.Customer{ID: "zeta", Status: status, Balance: money.Known(10_000)}))
			r.says(string(status), r.verdict(act.Order{Customer: "zeta", Order: fixed}), want...)
		}
	})
}

// What costs more than usual, has become dearer or is more than the account has takes a capital letter.
func TestTheVerdictOnWhatAnOrderCosts(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		r.limited(live.Spend{ConfirmOver: money.Known(200)})
		synctest.Wait()
		r.must(r.DB.PutAccountBalance(t.Context(), time.Now(), platfone.Balance{Total: money.Known(300)}))
		for _, c := range []struct {
			most, rose money.Cents
			want       []act.Code
		}{
			{200, 0, nil}, {201, 0, []act.Code{act.OverConfirm}},
			{40, 40, nil}, {41, 40, []act.Code{act.PriceRose}},
			{300, 0, []act.Code{act.OverConfirm}}, {301, 0, []act.Code{act.OverConfirm, act.ProviderBalance}},
		} {
			o := at(c.most)
			v := r.verdict(act.Order{Customer: "acme", Order: o, Rose: c.rose})
			r.says(fmt.Sprint(c.most), v, c.want...)
			takes := act.ByEnter
			if len(c.want) > 0 {
				takes = act.ByCapital
			}
			if v.Consent.Sureness() != takes {
				t.Errorf("%s takes %v", c.most, v.Consent)
			}
		}
	})
}

// failed puts numbers on disk that got nothing, and some that got a message.
func (r *rig) failed(service, country string, ordered, received int) {
	r.T.Helper()
	var list []platfone.Activation
	now := time.Now()
	for i := range ordered {
		a := platfone.Activation{ID: fmt.Sprint(service, country, i), CustomerID: "acme", ServiceID: service, CountryID: country, SMS: platfone.SMSRequested,
			Status: platfone.StatusExpired, Billing: platfone.BillingReleased, Price: money.Known(30), CreatedAt: now.Add(-time.Hour), UpdatedAt: now, ExpireAt: now}
		if i < received {
			a.SMS, a.Billing, a.Code = platfone.SMSReceived, platfone.BillingBilled, "123456"
		}
		list = append(list, a)
	}
	r.must(r.DB.PutActivations(r.T.Context(), now, list...))
}

// The block for a day is told before the order that could cause it: of the pair, and of the account.
func TestTheForecastOfTheSuccessRate(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		synctest.Wait() // no read is on its way that would say otherwise
		forecast := func(service string) string {
			o := order(service, "uk")
			v := r.verdict(act.Order{Customer: "acme", Order: o})
			var all []string
			for _, w := range v.Warned {
				if w.Code == act.SuccessForecast {
					all = append(all, w.Say)
				}
			}
			if (len(all) > 0) != (v.Consent.Sureness() == act.ByCapital) {
				t.Errorf("%s is warned of %q and takes %v", service, all, v.Consent)
			}
			return strings.Join(all, " ")
		}
		r.failed("fine", "zz", 200, 200) // the account is well
		r.failed("eight", "uk", 8, 0)
		r.failed("nine", "uk", 9, 0)
		r.failed("ten", "uk", 10, 1)
		r.failed("twelve", "uk", 12, 1)
		for service, want := range map[string]string{
			"eight": "", "ten": "",
			"nine":   "The next failure makes nine/uk 0 %: blocked for 24 h.",
			"twelve": "The next failure makes twelve/uk 7 %.",
		} {
			if got := forecast(service); got != want {
				t.Errorf("%s: %q, want %q", service, got, want)
			}
		}
		r.failed("bad", "zz", 9000, 0)
		if got := forecast("eight"); !strings.HasPrefix(got, "The next failure makes the account ") || !strings.HasSuffix(got, "blocked for 24 h.") {
			t.Errorf("of the account: %q", got)
		}
	})
}

// moves answers orders with prices that have moved, one after the other.
type moves struct {
	http.RoundTripper
	to    []money.Cents
	token string
	posts int
}

func (m *moves) RoundTrip(q *http.Request) (*http.Response, error) {
	if q.Method != http.MethodPost || len(m.to) == 0 {
		return m.RoundTripper.RoundTrip(q)
	}
	body := fmt.Sprintf(`{"errorName":"MaxPriceExceededException","errorMessage":"m","suggestedPrice":%d,"orderId":"%s"}`, m.to[0], m.token)
	m.posts, m.to = m.posts+1, m.to[1:]
	return &http.Response{StatusCode: 409, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body)), Request: q}, nil
}

// A rise is measured from the ceiling that the person saw, however often the price moves, and
// is gone along with a few times only, each time with the provider's token.
func TestARiseIsMeasuredFromWhatWasSeen(t *testing.T) {
	inBubble(t, sandbox.Options{}, func(t *testing.T, r *rig) {
		for name, c := range map[string]struct {
			by    money.Cents
			token string
			to    []money.Cents
			posts int
			ends  money.Cents
		}{
			"two small rises that are a large one": {5, "t1", []money.Cents{44, 48, 52}, 2, 48},
			"a rise to the last cent":              {5, "t1", []money.Cents{45, 46, 47}, 2, 46},
			"more moves than anybody follows":      {1000, "t1", []money.Cents{41, 42, 43, 44, 45, 46, 47, 48}, riseRounds + 1, 46},
			"no token to go on with":               {1000, "", []money.Cents{41, 42}, 1, 41},
		} {
			m := &moves{RoundTripper: r.World, to: c.to, token: c.token}
			r.Stop()
			r.start(func(s *setup) {
				s.Spend = live.Spend{Rise: money.Rise{Cents: c.by}}
				s.API = r.api(func(c *rest.Config) { c.Transport = m })
			})
			_, err := r.Order(t.Context(), "acme", at(40))
			var moved *platfone.PriceMoved
			if c.token != "" && (!errors.As(err, &moved) || moved.Suggested != c.ends) || err == nil {
				t.Errorf("%s: it ended with %v, want the price of %s", name, err, c.ends)
			}
			if m.posts != c.posts {
				t.Errorf("%s: %d orders were sent, want %d", name, m.posts, c.posts)
			}
		}
	})
}

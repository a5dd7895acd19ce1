package sandbox

import (
	"testing"
	"time"

	"switchboard/client/webhook"
)

// An event leaves when it is due, although nobody asks the world for anything, and also one that
// the clock was put forward to.
func TestAnEventLeavesWhenItIsDue(t *testing.T) {
	listening(t, webhook.Scheme{}, hookBody, func(u *user, l *listener) {
		late := `{"service_id":"discord","country_id":"pl","customer_price":80,"max_price":5000}`
		u.want(200, "POST", "/a/customer/acme/activation", late)
		time.Sleep(19*time.Minute - time.Second)
		if told := l.told(); len(told) != 0 {
			u.Errorf("told %q before it was due", told)
		}
		time.Sleep(2 * time.Second)
		if told := l.told(); len(told) != 1 {
			u.Errorf("told %q without a request, want one event", told)
		}
		u.want(200, "POST", "/a/customer/acme/activation", late)
		l.ahead = 19 * time.Minute
		u.want(200, "POST", "/_sandbox/clock", `{"forward":1140}`)
		if told := l.told(); len(told) != 2 {
			u.Errorf("told %q after the clock was put forward, want two events", told)
		}
	})
}

// A receiver that hangs delays neither the requests of others nor the next event.
func TestASlowReceiverDelaysNobody(t *testing.T) {
	listening(t, webhook.Scheme{}, hookBody, func(u *user, l *listener) {
		l.slow = 4 * time.Second
		first, second := u.order(), u.order()
		began := time.Now()
		u.bubble = false
		u.sms(first)
		u.sms(second)
		u.want(200, "GET", "/m/customers?limit=1", "")
		if took := time.Since(began); took != 0 {
			u.Errorf("the requests took %v", took)
		}
		time.Sleep(300 * time.Millisecond)
		l.mu.Lock()
		on := len(l.sent)
		l.mu.Unlock()
		if on != 2 {
			u.Errorf("%d deliveries on their way, want both", on)
		}
		time.Sleep(5 * time.Second)
		if told := l.told(); len(told) != 2 {
			u.Errorf("told %q, want two events", told)
		}
	})
}

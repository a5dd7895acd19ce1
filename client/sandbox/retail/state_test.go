package retail

import (
	"testing"
	"time"
)

// The life of an activation: each act in each state.
func TestStateMachine(t *testing.T) {
	type step struct {
		act  string // retry, cancel, finalize, sms, or a duration that passes
		code int
		then string
	}
	waiting, ready := "active smsRequested reserved", "active smsReceived billed"
	again, twice := "active retryRequested billed", "active retryReceived billed"
	for name, steps := range map[string][]step{
		"waiting": {{"retry", 409, waiting}, {"finalize", 409, waiting}, {"cancel", 409, waiting}, {"2m", 0, waiting},
			{"cancel", 200, "canceled smsRequested released"}, {"cancel", 409, "canceled smsRequested released"},
			{"retry", 409, "canceled smsRequested released"}, {"finalize", 409, "canceled smsRequested released"}},
		"ready": {{"sms", 0, ready}, {"2m", 0, ready}, {"cancel", 409, ready}, {"retry", 200, again}, {"retry", 409, again},
			{"cancel", 409, again}, {"sms", 0, twice}, {"retry", 200, again}, {"sms", 0, twice},
			{"finalize", 200, "finalized retryReceived billed"}, {"retry", 409, "finalized retryReceived billed"}},
		"finalized while waiting again": {{"sms", 0, ready}, {"retry", 200, again}, {"finalize", 200, "finalized retryRequested billed"}},
		"finalized at once":             {{"sms", 0, ready}, {"finalize", 200, "finalized smsReceived billed"}, {"20m", 0, "finalized smsReceived billed"}},
		"nothing came":                  {{"20m", 0, "expired smsRequested released"}, {"cancel", 409, "expired smsRequested released"}},
		"expired with a code":           {{"sms", 0, ready}, {"20m", 0, "expired smsReceived billed"}, {"finalize", 409, "expired smsReceived billed"}},
		"expired while waiting again":   {{"sms", 0, ready}, {"retry", 200, again}, {"20m", 0, "expired retryRequested billed"}},
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(d *desk) {
				path := d.orderFor("acme", "telegram", "uk")
				d.inState(path, waiting)
				for _, s := range steps {
					if s.act == "sms" {
						d.control("sms", `{"activation_id":"`+path[len(path)-24:]+`","text":"Your code is 482913"}`)
					} else if s.code == 0 {
						passing, _ := time.ParseDuration(s.act)
						pass(passing)
					} else if got := d.do("PUT", path+"/"+s.act, nil); got.code != s.code {
						d.Errorf("%s: %d %s, want %d", s.act, got.code, got.raw, s.code)
					}
					d.inState(path, s.then)
				}
			}, SMSAfter(time.Hour))
		})
	}
}

func TestFirstSMSIsBilledOnce(t *testing.T) {
	inWorld(t, func(d *desk) {
		total, held := d.money("bluekite")
		path := d.orderFor("bluekite", "google", "uk")
		made := d.want(200, "", "GET", path, nil)
		pays := int64(made.m["customer_price"].(float64))
		if t1, h1 := d.money("bluekite"); t1 != total || h1 != held+pays {
			d.Errorf("after the order %d, %d held; want %d, %d", t1, h1, total, held+pays)
		}
		pass(firstDelay)
		if seen := d.want(200, "", "GET", "/m/customers?customer_id=bluekite", nil).m["customers"].([]any)[0].(map[string]any); int64(seen["updated_at"].(float64)) != time.Now().Unix() {
			d.Errorf("the customer was billed and not updated: %v", seen)
		}
		if t2, h2 := d.money("bluekite"); t2 != total-pays || h2 != held {
			d.Errorf("after the SMS %d, %d held; want %d, %d", t2, h2, total-pays, held)
		}
		first := d.want(200, "", "GET", path, nil)
		d.want(200, "", "PUT", path+"/retry", nil)
		if between := d.want(200, "", "GET", path, nil); between.text("sms_text") != first.text("sms_text") {
			d.Error("retry took the old text away before a new one came")
		}
		pass(secondDelay)
		second := d.want(200, "", "GET", path, nil)
		if second.text("sms_status") != retryReceived || second.text("sms_text") == first.text("sms_text") {
			d.Errorf("second SMS: %s, %q after %q", second.text("sms_status"), second.text("sms_text"), first.text("sms_text"))
		}
		if t3, _ := d.money("bluekite"); t3 != total-pays {
			d.Errorf("the second SMS cost something: %d, want %d", t3, total-pays)
		}
	})
}

func TestUpdatedIsWhenItHappened(t *testing.T) {
	inWorld(t, func(d *desk) {
		made := time.Now().Unix()
		path := d.orderFor("acme", "telegram", "uk")
		pass(5 * time.Minute)
		got := d.want(200, "", "GET", path, nil)
		if at := int64(got.m["updated_at"].(float64)); at != made+8 {
			d.Errorf("updated %d seconds after the order, want 8", at-made)
		}
		pass(time.Hour)
		got = d.want(200, "", "GET", path, nil)
		if got.m["updated_at"] != got.m["expire_at"] {
			d.Errorf("updated at %v, expired at %v", got.m["updated_at"], got.m["expire_at"])
		}
	})
}

func TestActiveStatusLagsInOneCountry(t *testing.T) {
	inWorld(t, func(d *desk) {
		path := d.orderFor("acme", "telegram", laggingCountry)
		pass(lifetime)
		d.inState(path, "active smsRequested reserved")
		d.want(409, "ResourceBadStateException", "PUT", path+"/cancel", nil)
		if _, err := d.s.Control("sms", []byte(`{"activation_id":"`+path[len(path)-24:]+`","text":"1234"}`)); err == nil {
			d.Error("an SMS reached a number past its time")
		}
		pass(statusLag)
		d.inState(path, "expired smsRequested released")
	}, SMSAfter(time.Hour))
}

func TestSMSAfterTheEndIsLost(t *testing.T) {
	inWorld(t, func(d *desk) {
		path := d.orderFor("acme", "telegram", "uk")
		pass(2 * lifetime)
		d.inState(path, "expired smsRequested released")
	}, SMSAfter(lifetime+time.Minute))
}

// An SMS that was on its way when another came does not answer a retry.
func TestRetryForgetsWhatWasOnItsWay(t *testing.T) {
	inWorld(t, func(d *desk) {
		for range 30 {
			path := d.orderFor("sandpiper", "telegram", "us")
			a, first := d.s.ids[path[len(path)-24:]], "none"
			if len(a.Due) > 0 {
				first = a.Due[0].Text
			}
			d.control("sms", `{"activation_id":"`+a.ID+`","text":"1234"}`)
			d.want(200, "", "PUT", path+"/retry", nil)
			if len(a.Due) > 0 && a.Due[0].Text == first {
				t.Errorf("%s still waits for its first SMS", a.ID)
			}
		}
	}, NoLimits())
}

func TestNeverCancelable(t *testing.T) {
	inWorld(t, func(d *desk) {
		path := d.orderFor("acme", "telegram", neverCancel)
		if got := d.want(200, "", "GET", path, nil); got.m["cancelable_after"] != nil {
			d.Errorf("cancelable after %v", got.m["cancelable_after"])
		}
		pass(10 * time.Minute)
		d.want(409, "ResourceBadStateException", "PUT", path+"/cancel", nil)
	}, SMSAfter(time.Hour))
}

func TestNotRetriable(t *testing.T) {
	inWorld(t, func(d *desk) {
		path := d.orderFor("acme", "7eleven", "uk")
		pass(firstDelay)
		d.inState(path, "active smsReceived billed")
		d.want(409, "ResourceBadStateException", "PUT", path+"/retry", nil)
	})
}

func TestHardPairs(t *testing.T) {
	inWorld(t, func(d *desk) {
		late := d.orderFor("acme", "discord", "pl")
		pass(lateDelay - time.Minute)
		d.inState(late, "active smsRequested reserved")
		pass(time.Minute)
		d.inState(late, "active smsReceived billed")

		arrived := 0
		for range 200 {
			path := d.orderFor("sandpiper", "telegram", "id")
			pass(cancelAfter)
			if d.do("PUT", path+"/cancel", nil).code == 409 {
				arrived++
				d.want(200, "", "PUT", path+"/finalize", nil)
			}
		}
		if arrived < 6 || arrived > 30 {
			d.Errorf("%d of 200 SMS arrived on the pair of 8 %%", arrived)
		}
		seen := map[string]bool{}
		for range hostileTexts {
			path := d.orderFor("sandpiper", "steam", "br")
			pass(90 * time.Second)
			if got := d.want(200, "", "GET", path, nil); got.m["sms_text"] != nil {
				seen[got.text("sms_text")] = true
			}
			pass(lifetime)
		}
		if len(seen) < len(hostileTexts)/2 {
			d.Errorf("only %d hostile texts came", len(seen))
		}
	}, NoLimits())
}

func TestArchivedIsGone(t *testing.T) {
	inWorld(t, func(d *desk) {
		path := d.orderFor("acme", "telegram", "uk")
		pass(archivedAfter)
		d.want(410, "GoneException", "GET", path, nil)
	})
}

package sms

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/client/webhook"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/testdata/proof"
)

const hookSecret = "a secret of some length"

// deliver signs an event as the provider would and hands it to the inbox.
func (r *rig) deliver(in webhook.Inbox, id, kind, customer, activation string) int {
	r.T.Helper()
	v, err := webhook.NewVerifier(webhook.Scheme{}, rest.NewSecret(hookSecret), r.Now)
	if err != nil {
		r.T.Fatal(err)
	}
	body := fmt.Appendf(nil, `{"id":%q,"api_version":"1.0","type":%q,"data":{"customer_id":%q,"activation_id":%q,"sms_code":"000000"}}`,
		id, kind, customer, activation)
	stamp := strconv.FormatInt(r.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(hookSecret))
	mac.Write([]byte(stamp + "." + string(body)))
	q := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("X-Webhook-Id", id)
	q.Header.Set("X-Timestamp", stamp)
	q.Header.Set("X-Signature", hex.EncodeToString(mac.Sum(nil)))
	w := httptest.NewRecorder()
	h := webhook.NewHandler(v, in)
	h.Refused = func(_ int, why error) { r.T.Errorf("delivery %s: %v", id, why) }
	h.ServeHTTP(w, q)
	return w.Code
}

func (r *rig) sms(id, said string) {
	r.T.Helper()
	if _, err := r.World.Control("sms", fmt.Appendf(nil, `{"activation_id":%q,"text":%q}`, id, said)); err != nil {
		r.T.Fatal(err)
	}
}

func TestADeliveryBringsTheCodeAtOnceAndADuplicateBringsOnePoll(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		time.Sleep(12 * time.Second)
		r.sms(a.ID, "Your code is 481516")
		start := time.Now()
		for range 20 {
			if code := r.deliver(r.Inbox(), "event1", webhook.ActivationUpdated, "acme", a.ID); code != http.StatusOK {
				t.Fatalf("answered %d", code)
			}
		}
		time.Sleep(time.Millisecond)
		if got := r.row(a.ID); got.Code != "481516" {
			t.Errorf("a millisecond after the delivery the code is %q", got.Code)
		}
		r.deliver(r.Inbox(), "event1", webhook.ActivationUpdated, "acme", a.ID)
		time.Sleep(5 * time.Second)
		if n := len(r.Since(start, "GET", "/activation/"+a.ID)); n != 1 {
			t.Errorf("%d polls after one event told 21 times, want one", n)
		}
	})
}

func TestADeliveryIsNotBelieved(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		r.deliver(r.Inbox(), "event1", webhook.ActivationUpdated, "acme", a.ID)
		time.Sleep(time.Second)
		if got := r.row(a.ID); got.HasCode() {
			t.Errorf("the delivery's own code was taken: %q", got.Code)
		}
	})
}

func TestAHintOfAnotherProcessIsFollowed(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		second := r.Store() // as another process has it: this one leads
		engine, receiver := setup{Config: live.Config{DB: second}}.desk()
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- engine.Run(ctx) }()
		time.Sleep(11 * time.Second)
		r.sms(a.ID, "Your code is 481516")
		r.deliver(receiver.Inbox(), "event1", webhook.ActivationUpdated, "acme", a.ID)
		time.Sleep(4 * time.Second)
		if got := r.row(a.ID); got.Code != "481516" {
			t.Errorf("four seconds after another process took the delivery the code is %q", got.Code)
		}
		if left, err := r.DB.Settings(t.Context(), hintPrefix); err != nil || len(left) != 0 {
			t.Errorf("hints left over: %v, %v", left, err)
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := second.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestAnEventCountsOnceAcrossRestarts(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		r.deliver(r.Inbox(), "event1", webhook.ActivationUpdated, "acme", a.ID)
		time.Sleep(time.Second)
		r.again()
		log, err := r.DB.AuditLog(t.Context(), 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		before := len(log)
		r.deliver(r.Inbox(), "event1", webhook.ActivationUpdated, "acme", a.ID)
		if log, err = r.DB.AuditLog(t.Context(), 0, 100); err != nil || len(log) != before {
			t.Errorf("the event was taken again after a restart: %d lines, then %d, %v", before, len(log), err)
		}
	})
}

// Each of twenty events is delivered up to fifty times, in any order, several at once and over three lives of the
// program: it is looked into once.
func TestEachEventCountsOnceHoweverOftenItComes(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		dice := rand.New(rand.NewPCG(proof.Seed(t, 1), 17))
		var all []string
		for i := range 20 {
			all = append(all, slices.Repeat([]string{fmt.Sprint("event", i)}, 1+dice.IntN(50))...)
		}
		dice.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for life := range slices.Chunk(all, len(all)/3+1) {
			in := r.Inbox()
			var group sync.WaitGroup
			for part := range slices.Chunk(life, len(life)/8+1) {
				group.Go(func() {
					for _, id := range part {
						if code := r.deliver(in, id, webhook.ActivationUpdated, "acme", a.ID); code != http.StatusOK {
							t.Errorf("%s: %d", id, code)
						}
					}
				})
			}
			group.Wait()
			time.Sleep(time.Second)
			r.again()
		}
		log, err := r.DB.AuditLog(t.Context(), 0, 1000)
		taken := slices.DeleteFunc(log, func(e store.Event) bool { return e.What != "hook" })
		if err != nil || len(taken) != 20 {
			t.Errorf("of %d deliveries of 20 events %d were looked into, %v", len(all), len(taken), err)
		}
		proof.Figure(t, "deliveries of 20 events", len(all))
	})
}

func TestADayWithoutDeliveriesLosesNoCodeAndIsTold(t *testing.T) {
	if testing.Short() {
		t.Skip("a simulated day takes seconds")
	}
	inBubble(t, sandbox.Options{SMSAfter: 20 * time.Second, NoLimits: true}, func(t *testing.T, r *rig) {
		if err := r.ExpectHooks(t.Context()); err != nil {
			t.Fatal(err)
		}
		for i := range 24 {
			a := r.mustOrder("acme", "telegram", "uk")
			time.Sleep(31 * time.Second)
			if got := r.row(a.ID); !got.HasCode() {
				t.Fatalf("hour %d: no code 11 s after it came", i)
			}
			time.Sleep(time.Hour - 31*time.Second)
		}
		said := slices.DeleteFunc(r.told(), func(s string) bool { return !strings.HasPrefix(s, "hooks ") })
		if len(said) != 1 {
			t.Errorf("the silence was told %d times: %q", len(said), said)
		}
		a := r.mustOrder("acme", "telegram", "uk")
		r.deliver(r.Inbox(), "event1", webhook.ActivationUpdated, "acme", a.ID)
		if h, _, err := r.hooksHealth(t.Context()); err != nil || h.State != store.HealthLive {
			t.Errorf("after a delivery the hooks are %q, %v", h.State, err)
		}
	})
}

func TestEveryEventIsLookedInto(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		time.Sleep(12 * time.Second)
		for i, c := range []struct{ kind, path string }{
			{webhook.ActivationUpdated, "/activation/" + a.ID}, {webhook.ReportUpdated, "/activation/" + a.ID},
			{webhook.CustomerReportUpdated, "/activation/" + a.ID}, {webhook.CustomerUpdated, "customer_id=acme"},
			{webhook.CustomerLowBalance, "/acme/balance"}, {webhook.AccountLowBalance, "balance"},
		} {
			time.Sleep(time.Second)
			start := time.Now()
			r.deliver(r.Inbox(), fmt.Sprint("event", i), c.kind, "acme", a.ID)
			time.Sleep(10 * time.Millisecond)
			if len(r.Since(start, "GET", c.path)) == 0 {
				t.Errorf("%s: nothing like %s was asked", c.kind, c.path)
			}
		}
		start := time.Now()
		r.deliver(r.Inbox(), "odd", "activation.updated", "acme", a.ID)
		time.Sleep(10 * time.Millisecond)
		if n := len(r.Since(start, "GET", "/")); n != 0 {
			t.Errorf("an event that is not ours made %d requests", n)
		}
	})
}

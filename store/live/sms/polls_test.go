package sms

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live/livetest"
	"switchboard/testdata/proof"
)

const everybodyCall = "history?activation_status=active"

func TestACodeIsSeenAtTheNextBeatAndPollingStops(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 37 * time.Second}, func(t *testing.T, r *rig) {
		start := time.Now()
		a := r.mustOrder("acme", "telegram", "uk")
		time.Sleep(39 * time.Second)
		if got := r.row(a.ID); got.HasCode() {
			t.Fatalf("a code after 39 s: %q", got.Code)
		}
		time.Sleep(2 * time.Second)
		if got := r.row(a.ID); !got.HasCode() {
			t.Fatalf("no code after 41 s, the row is %s", got.RawWords())
		}
		polls := len(r.Since(start, "GET", "/activation/"+a.ID)) + len(r.Since(start, "GET", everybodyCall))
		if polls != 4 {
			t.Errorf("looked %d times in 41 s, want 4", polls)
		}
		quiet := time.Now()
		time.Sleep(10 * time.Minute)
		if n := len(r.Since(quiet, "GET", "/activation/"+a.ID)); n != 0 {
			t.Errorf("polled %d more times once the code was there", n)
		}
		if n := len(r.Since(quiet, "GET", everybodyCall)); n < 19 || n > 21 {
			t.Errorf("discovered %d times in ten minutes with one number active, want 20", n)
		}
	})
}

func TestAnotherMessageIsPolledForUntilItComes(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 15 * time.Second}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "google", "uk")
		time.Sleep(3 * time.Minute)
		if err := r.Retry(t.Context(), a.ID); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		if got := r.row(a.ID); got.SMS != platfone.RetryRequested {
			t.Errorf("right after the retry the row says %s", got.SMS)
		}
		time.Sleep(30 * time.Second)
		codes, err := r.DB.Codes(t.Context(), a.ID)
		if err != nil || len(codes) != 2 {
			t.Fatalf("%d codes, %v; want both", len(codes), err)
		}
		quiet := time.Now()
		time.Sleep(5 * time.Minute)
		if n := len(r.Since(quiet, "GET", "/activation/"+a.ID)); n != 0 {
			t.Errorf("polled %d more times after the second code", n)
		}
	})
}

func TestANumberThatGetsNothingIsReadOnceMoreAtItsEnd(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 3 * time.Hour}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		time.Sleep(time.Until(a.ExpireAt) + 11*time.Second)
		if got := r.row(a.ID); got.Status != platfone.StatusExpired {
			t.Errorf("ten seconds past its end the number is %s", got.RawWords())
		}
		quiet := time.Now()
		time.Sleep(5 * time.Minute)
		if n := len(r.Since(quiet, "GET", "/activation/"+a.ID)); n != 0 {
			t.Errorf("polled %d more times after its end", n)
		}
		if n := len(r.Since(quiet, "GET", everybodyCall)); n < 4 || n > 6 {
			t.Errorf("discovered %d times in five idle minutes, want 5", n)
		}
	})
}

func TestALaggingEndIsLeftToDiscovery(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 3 * time.Hour}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "in") // stays "active" for 90 s past its end
		time.Sleep(time.Until(a.ExpireAt) + 12*time.Second)
		late := time.Now()
		time.Sleep(2*time.Minute + 20*time.Second)
		if n := len(r.Since(late, "GET", "/activation/"+a.ID)); n > 1 {
			t.Errorf("polled %d times past the final read, want at most the read of its end", n)
		}
		if got := r.row(a.ID); got.Status != platfone.StatusExpired {
			t.Errorf("its end was not noticed: %s", got.RawWords())
		}
	})
}

func TestACodeThatCameWhileOfflineIsReadPastTheEnd(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 2 * time.Minute}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		time.Sleep(time.Minute)
		r.inject(sandbox.Fault{Kind: sandbox.Offline, Times: -1})
		time.Sleep(30 * time.Second)
		if h := r.health(); h.State != store.HealthOffline {
			t.Errorf("after two failed reads the state is %q", h.State)
		}
		if _, err := r.Order(t.Context(), "acme", order("telegram", "uk")); livetest.Reason(err) != act.Unreachable {
			t.Errorf("an order while offline: %v", err)
		}
		time.Sleep(time.Until(a.ExpireAt) + 5*time.Minute)
		r.World.ClearFaults()
		time.Sleep(11 * time.Second)
		if got := r.row(a.ID); !got.HasCode() || got.Status != platfone.StatusExpired {
			t.Errorf("ten seconds after the network came back the row is %s, code %q", got.RawWords(), got.Code)
		}
		if h := r.health(); h.State != store.HealthLive {
			t.Errorf("the state is %q, want live", h.State)
		}
	})
}

func TestANumberOrderedElsewhereAppears(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: 10 * time.Minute}, func(t *testing.T, r *rig) {
		other := r.elsewhere()
		a, err := other.Order(t.Context(), "acme", order("telegram", "uk"))
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(61 * time.Second)
		if got := r.row(a.ID); got.State(time.Now()) != platfone.Waiting {
			t.Errorf("it is %s", got.RawWords())
		}
		time.Sleep(2 * time.Minute)
		if err := other.Cancel(t.Context(), "acme", a.ID); err != nil {
			t.Fatal(err)
		}
		time.Sleep(31 * time.Second)
		if got := r.row(a.ID); got.Status != platfone.StatusCanceled {
			t.Errorf("its end elsewhere was not noticed: %s", got.RawWords())
		}
	})
}

func TestAHintIsFollowedAtOnce(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		a := r.mustOrder("acme", "telegram", "uk")
		time.Sleep(12 * time.Second)
		body := fmt.Sprintf(`{"activation_id":%q,"text":"Your code is 481516"}`, a.ID)
		if _, err := r.World.Control("sms", json.RawMessage(body)); err != nil {
			t.Fatal(err)
		}
		if err := r.Hint(t.Context(), "acme", a.ID); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Millisecond)
		if got := r.row(a.ID); got.Code != "481516" {
			t.Errorf("a millisecond after the hint the code is %q", got.Code)
		}
		b, err := r.elsewhere().Order(t.Context(), "acme", order("telegram", "uk"))
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Hint(t.Context(), "", ""); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Millisecond)
		r.row(b.ID)
	})
}

// limitsOf are the documented requests per minute by what the path contains.
var limitsOf = []struct {
	method, part string
	most         int
}{
	{"GET", "/balance", 300},
	{"POST", "/activation", 300},
	{"PUT", "/finalize", 50},
	{"GET", "/activation/history", 6},
	{"GET", "/activations", 300},
	{"GET", "/countries", 15},
	{"GET", "/services", 15},
}

func TestAnHourOfTwentyWaitingNumbers(t *testing.T) {
	hours := proof.Size(t, 1)
	const after = 290 * time.Second
	customers := []string{"acme", "bluekite", "northwind", "harborlight"}
	inBubble(t, sandbox.Options{SMSAfter: after, NoLimits: true}, func(t *testing.T, r *rig) {
		start := time.Now()
		held := map[string]time.Time{}
		seen := 0
		for hour := 1; time.Since(start) < time.Duration(hours)*time.Hour; {
			if time.Since(start) > time.Duration(hour)*time.Hour {
				hour++
				r.Control("account", `{"balance":10000000}`)
				for _, c := range customers {
					gift := platfone.NewTransaction{ID: fmt.Sprintf("hour%d%s", hour, c), Amount: platfone.MaxAmount}
					if err := r.elsewhere().AddTransaction(t.Context(), c, gift); err != nil {
						t.Fatal(err)
					}
				}
			}
			active, err := r.DB.WaitingActivations(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range active {
				if !a.HasCode() {
					if late := time.Since(held[a.ID].Add(after)); late > 12*time.Second {
						t.Fatalf("a code is not seen %v after it came", late)
					}
					continue
				}
				seen++
				if err := r.Finalize(t.Context(), a.ID); err != nil {
					t.Fatal(err)
				}
				delete(held, a.ID)
			}
			for len(held) < 20 {
				a := r.mustOrder(customers[(seen+len(held))%len(customers)], "telegram", "uk")
				held[a.ID] = time.Now()
				time.Sleep(300 * time.Millisecond)
			}
			time.Sleep(2 * time.Second)
		}
		if seen < 200*hours {
			t.Errorf("only %d codes in %d hours", seen, hours)
		}
		r.insideLimits(start)
	})
}

// insideLimits holds every minute of the request log against the documents.
func (r *rig) insideLimits(start time.Time) {
	for _, l := range limitsOf {
		list := r.Since(start, l.method, l.part)
		first := 0
		for i, q := range list {
			for q.Time.Sub(list[first].Time) >= time.Minute {
				first++
			}
			part := list[first : i+1]
			n := 0
			for _, p := range part {
				if l.part != "/activation/history" || p.Path[len(p.Path)-len("/customers/activation/history"):] != "/customers/activation/history" {
					n++
				}
			}
			if n > l.most {
				r.T.Fatalf("%s %s: %d requests in the minute before %v, %d are allowed", l.method, l.part, n, q.Time, l.most)
			}
		}
	}
	everybody := len(r.Since(start, "GET", everybodyCall))
	if per := float64(everybody) / time.Since(start).Minutes(); per > 6.1 {
		r.T.Errorf("the management call was made %.1f times a minute, want 6", per)
	}
}

func TestANumberTheProviderDeniesIsLeftAloneAndKept(t *testing.T) {
	inBubble(t, sandbox.Options{SMSAfter: time.Hour}, func(t *testing.T, r *rig) {
		ghost := platfone.Activation{
			ID: "ffffffffffffffffffffffff", CustomerID: "acme", Phone: "+447700900123", ServiceID: "telegram", CountryID: "uk",
			SMS: platfone.SMSRequested, Status: platfone.StatusActive, Billing: platfone.BillingReserved,
			CreatedAt: time.Now(), UpdatedAt: time.Now(), ExpireAt: time.Now().Add(20 * time.Minute), Raw: json.RawMessage(`{}`),
		}
		if err := r.DB.PutActivations(t.Context(), time.Now(), ghost); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		time.Sleep(10 * time.Minute)
		if n := len(r.Since(start, "GET", "/activation/"+ghost.ID)); n < 2 || n > 3 {
			t.Errorf("asked %d times for a number the provider does not know, want 2", n)
		}
		r.row(ghost.ID)
	})
}

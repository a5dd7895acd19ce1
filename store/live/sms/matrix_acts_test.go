package sms

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store"
)

// outcome is what an act comes to.
type outcome struct {
	state store.IntentState // right after it
	later store.IntentState // once it is over
	words string            // a part of what a person reads
	pause bool              // its class is paused
}

// outcomes are the cells of the matrix for an act; an act whose cell differs
// says so itself.
var outcomes = map[string]outcome{
	"no network":         {store.StateRejected, store.StateRejected, "nothing was sent", false},
	"no answer in time":  {store.StateUnknown, store.StateConfirmed, "no answer yet. Checking whether it went through", false},
	"answer lost":        {store.StateUnknown, store.StateConfirmed, "no answer yet. Checking whether it went through", false},
	"reset":              {store.StateUnknown, store.StateAbsent, "no answer yet. Checking", false},
	"400":                {store.StateRejected, store.StateRejected, "SMS refused the request", false},
	"401":                {store.StateRejected, store.StateRejected, "SMS refused the key", false},
	"402":                {store.StateRejected, store.StateRejected, "too low", false},
	"403":                {store.StateRejected, store.StateRejected, "on hold", false},
	"404":                {store.StateRejected, store.StateRejected, "SMS does not know this", false},
	"409":                {store.StateRejected, store.StateRejected, "no longer in a state", false},
	"410":                {store.StateRejected, store.StateRejected, "no longer in a state", false},
	"422":                {store.StateRejected, store.StateRejected, "SMS refused the request", false},
	"429 with a time":    {store.StateRejected, store.StateRejected, "SMS asks to wait until", true},
	"429 without a time": {store.StateRejected, store.StateRejected, "SMS asks to wait until about", true},
	"500":                {store.StateUnknown, store.StateAbsent, "SMS answered 500: Internal Server Error. Checking what became of it. It is not sent twice", false},
	"503":                {store.StateUnknown, store.StateAbsent, "SMS answered 503: Service Unavailable. Checking what became of it. It is not sent twice", false},
	"torn JSON":          {store.StateUnknown, store.StateConfirmed, "SMS answered 200: it is not complete JSON. Checking what became of it. It is not sent twice", false},
	"huge":               {store.StateUnknown, store.StateAbsent, "SMS answered 200: it is larger than 8388608 bytes. Checking what became of it. It is not sent twice", false},
	"wrong types":        {store.StateUnknown, store.StateConfirmed, "SMS answered 200: it cannot be read. Checking what became of it. It is not sent twice", false},
	"web page":           {store.StateUnknown, store.StateAbsent, "SMS answered 200: a web page answered instead of SMS: HTML from sandbox.test/api/v1/retail. Checking what became of it. It is not sent twice", false},
	"404 of an edge":     {store.StateUnknown, store.StateAbsent, "SMS answered 404: no such route. Checking what became of it. It is not sent twice", false},
	"302":                {store.StateUnknown, store.StateAbsent, "SMS answered 302 with a redirect to elsewhere.example, which is not followed. Checking what became of it. It is not sent twice", false},
	"307":                {store.StateRejected, store.StateRejected, "redirect to elsewhere.example, which is not followed", false},
	"TLS":                {store.StateRejected, store.StateRejected, "nothing was sent: cannot reach sandbox.test (its certificate", false},
}

// held is what a 403 to one customer's own route is: nothing of the account.
var held = outcome{store.StateRejected, store.StateRejected, "keeps this customer from it", false}

// acts are the classes A, S and T of the matrix.
var acts = []struct {
	name, method, path string // of the class, and the end of its path
	budget             rest.Budget
	// ready prepares something to act upon, and gives the act.
	ready func(r *rig, n int) func() error
	own   map[string]outcome // the cells that differ
}{
	{name: "A order", method: "POST", path: "/acme/activation", budget: platfone.BudgetCreate, ready: func(r *rig, _ int) func() error {
		return func() error { _, err := r.Order(r.T.Context(), "acme", order("telegram", "uk")); return err }
	}, own: map[string]outcome{
		"403": held,
		"409": {store.StateRejected, store.StateRejected, "SMS refuses it in the present state", false},
	}},
	{name: "S cancel", method: "PUT", path: "/cancel", budget: platfone.BudgetCancel, ready: func(r *rig, _ int) func() error {
		a := r.mustOrder("acme", "telegram", "uk")
		time.Sleep(2*time.Minute + 2*time.Second)
		return func() error { return r.Cancel(r.T.Context(), a.ID) }
	}, own: map[string]outcome{"403": held}},
	{name: "S finalize", method: "PUT", path: "/finalize", budget: platfone.BudgetFinalize, ready: func(r *rig, _ int) func() error {
		a := r.received()
		return func() error { return r.Finalize(r.T.Context(), a.ID) }
	}, own: map[string]outcome{"403": held}},
	{name: "S retry", method: "PUT", path: "/retry", budget: platfone.BudgetRetry, ready: func(r *rig, _ int) func() error {
		a := r.received()
		return func() error { return r.Retry(r.T.Context(), a.ID) }
	}, own: map[string]outcome{"403": held}},
	{name: "T adjust", method: "POST", path: "/acme/transaction", budget: platfone.BudgetManage, ready: func(r *rig, n int) func() error {
		return func() error {
			_, err := r.AdjustBalance(r.T.Context(), "acme", amount("TX"+string(rune('A'+n)), 100))
			return err
		}
	}, own: map[string]outcome{
		"409": {store.StateUnknown, store.StateAbsent, "no answer yet. Checking whether it went through", false}, // used before, and the ledger does not know it
		"410": {store.StateRejected, store.StateRejected, "no longer", false},
	}},
	{name: "T customer", method: "POST", path: "/m/customer", budget: platfone.BudgetManage, ready: func(r *rig, n int) func() error {
		return func() error {
			_, err := r.CreateCustomer(r.T.Context(), "matrix"+string(rune('A'+n)), platfone.NewTransaction{})
			return err
		}
	}, own: map[string]outcome{
		"409": {store.StateRejected, store.StateRejected, "used before", false},
		"410": {store.StateRejected, store.StateRejected, "no longer", false},
	}},
}

// received orders a number whose message has come.
func (r *rig) received() platfone.Activation {
	r.T.Helper()
	a := r.mustOrder("acme", "google", "uk")
	r.sms(a.ID, "Your code is 4815")
	time.Sleep(11 * time.Second)
	return a
}

// Every cell of the matrix for acts: one request, the journal right after it
// and once it is over, the words, what is paused; and in the end the books are
// the provider's.
func TestTheFailureMatrixOfActs(t *testing.T) {
	for _, class := range acts {
		t.Run(class.name, func(t *testing.T) {
			n := 0
			var began time.Time
			var last *rig
			matrix(t, func(t *testing.T, r *rig, b *bentWire, c condition) {
				if n == 0 {
					began, last = time.Now(), r
				}
				n++
				want, own := class.own[c.name]
				if !own {
					want = outcomes[c.name]
				}
				act := class.ready(r, n)
				start := time.Now()
				r.meets(b, c, class.method, class.path, 1)
				err := act()
				if err == nil || !strings.Contains(err.Error(), want.words) {
					t.Errorf("%s: it said %v, want %q", c.name, err, want.words)
				}
				in := r.newest()
				if in.State != want.state {
					t.Errorf("%s: the journal has %s, want %s", c.name, in.State, want.state)
				}
				if paused := slices.Contains(r.blocked(), class.budget.Name); paused != want.pause {
					t.Errorf("%s: paused %q", c.name, r.blocked())
				}
				time.Sleep(10 * time.Second)
				r.over(b, c)
				time.Sleep(3 * time.Minute)
				if now := r.state(in.ID); now != want.later {
					t.Errorf("%s: later the journal has %s, want %s", c.name, now, want.later)
				}
				if most := r.attempts(start, class.path); most > 1 {
					t.Errorf("%s: sent %d times", c.name, most)
				}
				if c.name == conditions[len(conditions)-1].name {
					time.Sleep(25 * time.Minute)
					last.auditor(began).Audit()
				}
			})
		})
	}
}

// newest is the newest line of the journal.
func (r *rig) newest() store.Intent {
	r.T.Helper()
	list, err := r.DB.Intents(r.T.Context(), 1)
	if err != nil || len(list) != 1 {
		r.T.Fatalf("the journal has %d lines, %v", len(list), err)
	}
	return list[0]
}

// attempts counts the acts with a path that the provider got.
func (r *rig) attempts(since time.Time, path string) (n int) {
	for _, q := range r.World.Requests() {
		if !q.Time.Before(since) && q.Provider == "sms" && q.Method != http.MethodGet && strings.HasSuffix(q.Path, path) {
			n++
		}
	}
	return n
}

package lines

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
)

// linesRig is an engine with the numbers' provider alone.
type linesRig struct {
	*livetest.Rig
	*Lines
	wire *livetest.Tap
}

// linesInBubble runs test with an engine that has the numbers' provider.
func linesInBubble(t *testing.T, test func(t *testing.T, r *linesRig)) {
	livetest.Bubble(t, sandbox.Options{}, func(t *testing.T, base *livetest.Rig) {
		time.Sleep(time.Hour)
		r := &linesRig{Rig: base, wire: base.Tap()}
		r.start(nil)
		defer r.Stop()
		test(t, r)
	})
}

// start opens the store and runs an engine over it until Stop.
func (r *linesRig) start(edit func(*live.Config)) {
	r.T.Helper()
	var cfg live.Config
	if edit != nil {
		edit(&cfg)
	}
	r.Make(cfg)
	r.Lines = New(r.Engine, r.OneUC())
	r.Run(9 * time.Second) // the first reads are over
}

func (r *linesRig) reopen() {
	r.T.Helper()
	r.Stop()
	r.start(nil)
}

func (r *linesRig) fault(f sandbox.Fault) {
	r.T.Helper()
	f.Provider = "lines"
	r.Inject(f)
}

// truth is what the provider holds to be true.
type truth struct {
	Numbers []struct {
		Number, State string
		E911          *struct {
			Status string   `json:"status"`
			Street string   `json:"street_address"`
			Unit   string   `json:"extended_address"`
			Caller string   `json:"caller_name"`
			Emails []string `json:"notification_contact_emails"`
		} `json:"e911"`
	}
	Purchases []struct {
		Number, Item string
	}
	Releases []struct{ Number, State string }
}

func (r *linesRig) truth() (t truth) {
	r.T.Helper()
	raw, err := json.Marshal(r.World.Ledger()["lines"])
	if err != nil {
		r.T.Fatal(err)
	}
	if err := json.Unmarshal(raw, &t); err != nil {
		r.T.Fatal(err)
	}
	return t
}

// bought are the numbers that were put in service once for each time.
func (t truth) bought(n phone.E164) int {
	count := 0
	for _, p := range t.Purchases {
		if p.Number == string(n) && strings.HasPrefix(p.Item, "did") || p.Number == string(n) && strings.HasPrefix(p.Item, "tollfree") {
			count++
		}
	}
	return count
}

func (t truth) owns(n phone.E164) bool {
	for _, e := range t.Numbers {
		if e.Number == string(n) {
			return e.State == "in_service"
		}
	}
	return false
}

// offers searches and returns the numbers found, in order.
func (r *linesRig) offers(prefix string, quantity int) []phone.E164 {
	r.T.Helper()
	found, _, err := r.Lines.Search(r.T.Context(), oneuc.Query{Prefix: prefix, Quantity: quantity})
	if err != nil {
		r.T.Fatal(err)
	}
	list := make([]phone.E164, len(found))
	for i, f := range found {
		list[i] = f.E164
	}
	return list
}

// fate is how the newest attempt upon a number stands.
func (r *linesRig) fate(n phone.E164) store.Intent {
	r.T.Helper()
	list, err := r.DB.Intents(r.T.Context(), 500)
	if err != nil {
		r.T.Fatal(err)
	}
	for _, in := range list {
		if in.NaturalKey == numberKey(n) {
			return in
		}
	}
	return store.Intent{}
}

func (r *linesRig) number(n phone.E164) store.Number {
	r.T.Helper()
	got, err := r.DB.Number(r.T.Context(), n)
	if err != nil {
		r.T.Fatal(err)
	}
	return got
}

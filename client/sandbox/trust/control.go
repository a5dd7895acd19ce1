package trust

import (
	"encoding/json"
	"fmt"
	"sort"
	"time"

	"switchboard/client/sandbox/answer"
)

// order is what a control takes; each uses the fields it needs.
type order struct {
	E164       string   `json:"e164"`
	Count      *int     `json:"count"`    // report: how many, 1 unless told
	EveryMS    *int     `json:"every_ms"` // report: time between two, 5000 unless told
	Tags       []string `json:"tags"`
	Lane       string   `json:"lane"`
	Provenance string   `json:"provenance"`
	Reporter   string   `json:"reporter"`
	Body       string   `json:"body"`
	Rating     *int     `json:"rating"` // review: 1 to 5, 5 unless told
	On         *bool    `json:"on"`     // dev, claim, suspend: true unless told
	By         string   `json:"by"`     // claim: "website" (the default) or "account"
}

func (o order) on() bool { return o.On == nil || *o.On }

// Controls are the control routes of this provider.
func (s *Service) Controls() []answer.Route {
	return answer.Posts(
		[3]string{"report", `{"e164", "count"?, "every_ms"?, "tags"?, "lane"?, "provenance"?, "reporter"?, "body"?}`, "has people report a number, so that its risk rises"},
		[3]string{"review", `{"e164", "rating"?, "body"?, "reporter"?}`, "has somebody review a number"},
		[3]string{"pay", `{"e164"?}`, "pays what waits: for one number, or for all"},
		[3]string{"dev", `{"on"?: bool}`, "has a checkout be paid at once, without a page"},
		[3]string{"claim", `{"e164", "on"?: bool, "by"?: "website|account"}`, "has a listing claimed on the website, or a number by another account"},
		[3]string{"suspend", `{"on"?: bool}`, "suspends the account of the printed key"},
	)
}

// Control changes the world from outside, by the name of one of Controls. The body is JSON or
// empty. An unknown name is answer.ErrNoControl.
func (s *Service) Control(name string, body []byte) (any, error) {
	controls := map[string]func(*state, order, time.Time) (any, error){
		"report": controlReport, "review": controlReview, "pay": controlPay, "dev": controlDev, "claim": controlClaim, "suspend": controlSuspend,
	}
	control := controls[name]
	if control == nil {
		return nil, answer.ErrNoControl
	}
	var o order
	if len(body) > 0 {
		if err := json.Unmarshal(body, &o); err != nil {
			return nil, fmt.Errorf("reading the %s order: %w", name, err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.options.Clock.Now().UTC()
	s.state.settle(now)
	return control(&s.state, o, now)
}

func (st *state) known(e164 string) (*number, error) {
	if n := st.Numbers[e164]; n != nil {
		return n, nil
	}
	return nil, fmt.Errorf("e164 %q is not a number of the trust world", e164)
}

// controlReport dates its reports from now on, so that the risk climbs step by step.
func controlReport(st *state, o order, now time.Time) (any, error) {
	n, err := st.known(o.E164)
	if err != nil {
		return nil, err
	}
	count, every := 1, 5*time.Second
	if o.Count != nil {
		count = *o.Count
	}
	if o.EveryMS != nil {
		every = time.Duration(*o.EveryMS) * time.Millisecond
	}
	if count < 1 || count > 1000 || every < 0 {
		return nil, fmt.Errorf("count must be 1 to 1000 and every_ms not below 0")
	}
	r := report{Tags: o.Tags, Rating: o.Rating, Body: o.Body, Reporter: o.Reporter, Lane: o.Lane, Provenance: o.Provenance}
	if r.Tags == nil {
		r.Tags = []string{"robocall"}
	}
	if r.Lane == "" {
		r.Lane = "crowd"
	}
	for i := range count {
		r.Created = now.Add(time.Duration(i) * every)
		n.Reports = append(n.Reports, r)
	}
	return map[string]any{"e164": n.E164, "score": n.risk(now).Score, "score_then": n.risk(r.Created).Score, "last_at": stamp(r.Created)}, nil
}

func controlReview(st *state, o order, now time.Time) (any, error) {
	n, err := st.known(o.E164)
	if err != nil {
		return nil, err
	}
	rating := 5
	if o.Rating != nil {
		rating = *o.Rating
	}
	if rating < 1 || rating > 5 {
		return nil, fmt.Errorf("rating must be 1 to 5")
	}
	n.Reviews = append(n.Reviews, review{Created: now, Rating: rating, Body: o.Body, Reporter: o.Reporter})
	return map[string]any{"e164": n.E164, "score": n.risk(now).Score}, nil
}

// controlPay pays what waits: one number's page, or every page when no number is named.
func controlPay(st *state, o order, now time.Time) (any, error) {
	if o.E164 != "" {
		if _, err := st.known(o.E164); err != nil {
			return nil, err
		}
	}
	paid := []string{}
	for e164, n := range st.Numbers {
		if n.Token != "" && n.Paid.IsZero() && (o.E164 == "" || o.E164 == e164) {
			st.pay(n, "stripe", now)
			paid = append(paid, e164)
		}
	}
	if len(paid) == 0 {
		return nil, fmt.Errorf("there is no payment waiting")
	}
	sort.Strings(paid)
	return map[string]any{"paid": paid}, nil
}

func controlDev(st *state, o order, _ time.Time) (any, error) {
	st.Dev = o.on()
	return map[string]any{"dev": st.Dev}, nil
}

// controlClaim has a listing claimed on the website (403 from then on), or its
// number claimed by another account (409 when proving it, 404 otherwise).
func controlClaim(st *state, o order, now time.Time) (any, error) {
	switch o.By {
	case "", "website":
		n, err := st.known(o.E164)
		if err != nil {
			return nil, err
		}
		n.Claimed = o.on()
	case "account":
		if !e164Form().MatchString(o.E164) {
			return nil, fmt.Errorf("e164 must be a number in E.164 form")
		}
		st.Numbers[o.E164] = &number{E164: o.E164, Account: rivalAccount, Bound: now, Base: 5}
	default:
		return nil, fmt.Errorf("by must be website or account")
	}
	return map[string]any{"e164": o.E164, "by": o.By, "on": o.on()}, nil
}

// controlSuspend stops the account that the main key belongs to.
func controlSuspend(st *state, o order, _ time.Time) (any, error) {
	a := st.Accounts[st.Keys[st.keys().Main].Account]
	a.Suspended = o.on()
	return map[string]any{"account": a.ID, "suspended": a.Suspended}, nil
}

// listingEntry is one listing in the ledger.
type listingEntry struct {
	E164      string    `json:"e164"`
	Account   string    `json:"account"`
	State     string    `json:"state"`
	Kind      string    `json:"kind,omitempty"`
	Paid      time.Time `json:"paid,omitzero"`
	Published time.Time `json:"published,omitzero"`
	Score     int       `json:"score"`
	Reports   int       `json:"reports"`
}

// Ledger is what the provider holds to be true: accounts, payments and listings.
func (s *Service) Ledger() any {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.options.Clock.Now().UTC()
	s.state.settle(now)
	accounts, listings := []accountView{}, []listingEntry{}
	for _, a := range s.state.Accounts {
		accounts = append(accounts, a.view())
	}
	sort.Slice(accounts, func(i, j int) bool { return accounts[i].ID < accounts[j].ID })
	for _, n := range s.state.Numbers {
		risk := n.risk(now)
		listings = append(listings, listingEntry{E164: n.E164, Account: n.Account, State: n.state(), Kind: n.Profile.Kind, Paid: n.Paid,
			Published: n.Published, Score: risk.Score, Reports: risk.ReportCount})
	}
	sort.Slice(listings, func(i, j int) bool { return listings[i].E164 < listings[j].E164 })
	return map[string]any{"accounts": accounts, "payments": append([]payment{}, s.state.Payments...), "listings": listings}
}

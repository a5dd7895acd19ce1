package trust

import (
	"fmt"
	"html"
	"net/http"
	"strings"
	"time"

	"switchboard/client/sandbox/answer"
)

// What verification costs, in cents: a business pays every year, a person once.
const (
	businessCents = 2900
	personalCents = 900
)

// publishAfter is how long the payment takes to become a published listing.
const publishAfter = 3 * time.Second

// payment is money that changed hands.
type payment struct {
	E164     string    `json:"e164"`
	Account  string    `json:"account"`
	Cents    int       `json:"cents"`
	Provider string    `json:"provider"` // stripe, dev
	At       time.Time `json:"at"`
}

// mintCheckout is N10. The same unpaid page is answered again and again; the
// development provider verifies at once and has no page.
func mintCheckout(c *call) (int, any, error) {
	n, err := c.bound()
	switch {
	case err != nil:
		return 0, nil, err
	case n.Claimed:
		return 0, nil, refuse(http.StatusForbidden, "this listing was claimed on the website and is managed there")
	case n.state() == unverified:
		return 0, nil, refuse(http.StatusBadRequest, "there is no draft to verify; stage the profile first")
	case n.state() == verified:
		return 0, nil, refuse(http.StatusConflict, "this number is already verified")
	}
	if n.Token == "" {
		n.Token = c.Mint("checkout", 32)
	}
	if !c.Dev || !n.Paid.IsZero() {
		return http.StatusOK, answer.Pairs("ok", true, "provider", "stripe", "state", "pending", "url", c.pagesAt()+PayPath+n.Token), nil
	}
	c.pay(n, "dev", c.now)
	c.open(n, c.now)
	return http.StatusOK, answer.Pairs("ok", true, "provider", "dev", "state", verified, "url", nil,
		"handle", orNull(n.Handle), "verification_id", n.Verification), nil
}

// PayPath is the beginning of the paths of the pages where a person pays.
const PayPath = "/_sandbox/pay/"

// pagesAt is where a browser finds the pages of this world.
func (c *call) pagesAt() string {
	if c.pages != nil && c.URL.Port() == "" && !strings.Contains(c.Host, ":") {
		if at := c.pages(); at != "" {
			return at
		}
	}
	return c.origin()
}

func (n *number) cents() int {
	if n.Profile.Kind == "personal" {
		return personalCents
	}
	return businessCents
}

// pay takes the money once, whatever happens to the answer.
func (st *state) pay(n *number, provider string, at time.Time) {
	if n.Paid.IsZero() {
		n.Paid = at
		st.Payments = append(st.Payments, payment{E164: n.E164, Account: n.Account, Cents: n.cents(), Provider: provider, At: at})
	}
}

// publish makes a paid listing verified when its time has come.
func (st *state) publish(n *number, now time.Time) {
	at := n.Paid.Add(publishAfter)
	if !n.Paid.IsZero() && n.Published.IsZero() && !now.Before(at) {
		st.open(n, at)
	}
}

// open makes a listing public; a business gets the address of its page.
func (st *state) open(n *number, at time.Time) {
	n.Published = at
	if n.Profile.Kind == "business" && n.Handle == "" {
		n.Handle = slug(n.Profile.name()) + "-" + st.Derive("handle "+n.E164, 4)
	}
}

// payForm is the page of one payment. It is put together by hand: a template engine finds methods by their names, and a program that holds one
// keeps every exported method of every type, a sixth of what it weighs.
func payForm(e164, kind, price string, paid bool) []byte {
	body := "<p>Paid. You can close this page: the listing goes online by itself.</p>"
	if !paid {
		body = fmt.Sprintf(`<p>%s, %s: %s. No real money moves here.</p>
<form method="post"><button type="submit">Pay %s</button></form>`, html.EscapeString(e164), html.EscapeString(kind), price, price)
	}
	return []byte(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sandbox payment</title></head>
<body>
<h1>Sandbox payment</h1>
` + body + `
</body></html>
`)
}

// payPage stands in for the payment provider's own page: GET shows it, POST pays.
func (s *Service) payPage(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	now := s.options.Clock.Now().UTC()
	s.state.settle(now)
	n := s.state.byToken(r.PathValue("token"))
	if n == nil {
		s.mu.Unlock()
		answer.Bytes(w, http.StatusNotFound, "text/html; charset=utf-8", []byte("<!doctype html><title>Not found</title><p>There is no such payment.</p>\n"))
		return
	}
	if r.Method == http.MethodPost {
		s.state.pay(n, "stripe", now)
	}
	price := fmt.Sprintf("$%d.%02d", n.cents()/100, n.cents()%100)
	page := payForm(n.E164, n.Profile.Kind, price, !n.Paid.IsZero())
	s.mu.Unlock()
	answer.Bytes(w, http.StatusOK, "text/html; charset=utf-8", page)
}

func (st *state) byToken(token string) *number {
	for _, n := range st.Numbers {
		if token != "" && n.Token == token {
			return n
		}
	}
	return nil
}

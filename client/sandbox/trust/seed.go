package trust

import (
	"bytes"
	"image"
	"image/png"
	"sort"
	"time"
)

// The populated accounts. The rival owns what others may not have.
const (
	mainAccount  = "acc_main"
	freshAccount = "acc_fresh"
	rivalAccount = "acc_rival"
)

const day = 24 * time.Hour

// populate fills an empty world: a listing in every state for the main account,
// a free account without a number, and a number that belongs to somebody else.
func (st *state) populate(now time.Time) {
	st.Accounts[mainAccount] = &account{ID: mainAccount, Name: "Switchboard demo", Email: "ops@switchboard.example", Balance: 4_200_000, Created: now.Add(-200 * day)}
	st.Accounts[freshAccount] = &account{ID: freshAccount, Created: now.Add(-day)}
	st.Accounts[rivalAccount] = &account{ID: rivalAccount, Name: "Somebody else", Created: now.Add(-300 * day)}
	keys := st.keys()
	st.Keys[keys.Main] = &key{Account: mainAccount}
	st.Keys[keys.Fresh] = &key{Account: freshAccount}
	st.Keys[keys.Tenant] = &key{Account: mainAccount, Tenant: true}
	st.Keys[keys.Second] = &key{Account: rivalAccount}
	st.Keys[keys.Revoked] = &key{Account: mainAccount, Revoked: true}

	st.seedDispatch(now)
	st.seedPlumbing(now)
	st.add(&number{E164: "+16285550123", Bound: now.Add(-90 * day), Profile: profile{Kind: "personal", Fields: map[string]string{"name": "Michel Mabel", "role": "owner"}},
		Verification: "ver_" + st.Mint("verification", 24), Paid: now.Add(-89 * day), Base: 4})
	st.add(&number{E164: "+16285550177", Bound: now.Add(-2 * time.Hour), Verification: "ver_" + st.Mint("verification", 24), Token: st.Mint("checkout", 32), Base: 5,
		Profile: profile{Kind: "business", EIN: "98-7654321", Fields: map[string]string{"legal_name": "Northwind LLC", "industry": "Freight", "website": "https://northwind.example"}}})
	st.add(&number{E164: "+12135550101", Bound: now.Add(-20 * time.Minute), Base: 5})
	st.add(&number{E164: "+12135550188", Bound: now.Add(-400 * day), Claimed: true, Base: 7, Verification: "ver_" + st.Mint("verification", 24),
		Profile: profile{Kind: "business", Fields: map[string]string{"legal_name": "Harbor Clinic PC", "industry": "Health"}}})
	st.Numbers["+14155550111"] = &number{E164: "+14155550111", Account: rivalAccount, Bound: now.Add(-300 * day), Base: 5}
	st.settle(now)
	for _, n := range st.Numbers {
		if !n.Paid.IsZero() {
			st.Payments = append(st.Payments, payment{E164: n.E164, Account: n.Account, Cents: n.cents(), Provider: "stripe", At: n.Paid})
		}
	}
	sort.Slice(st.Payments, func(i, j int) bool { return st.Payments[i].E164 < st.Payments[j].E164 })
}

func (st *state) add(n *number) {
	n.Account = mainAccount
	st.Numbers[n.E164] = n
}

// seedDispatch is the verified business whose risk is high and rises on its own:
// fourteen reports behind it, six more to come.
func (st *state) seedDispatch(now time.Time) {
	n := &number{E164: "+14155550199", Bound: now.Add(-170 * day), Verification: "ver_" + st.Mint("verification", 24), Handle: "acme-dispatch-4c1e",
		Paid: now.Add(-166 * day), Base: 11, Profile: profile{Kind: "business", EIN: "12-3456780", Fields: map[string]string{"dba": "Acme Dispatch",
			"legal_name": "Acme Dispatch Inc", "formation_date": "2017-09-12", "industry": "Logistics", "website": "https://dispatch.acme.example"}}}
	for i := range 14 {
		r := report{Created: now.Add(-29*day + time.Duration(i)*2*day + 7*time.Hour), Tags: []string{"robocall"}, Lane: "crowd"}
		switch i % 7 {
		case 2, 5:
			rating := 2
			r.Tags, r.Lane, r.Reporter, r.Provenance, r.Rating = []string{"wrong_number"}, "accountable", "bay-freight-77d0", "matched", &rating
		case 3:
			r.Tags, r.Body = []string{"robocall", "debt_collection"}, "Recorded voice, hung up when I answered."
		}
		n.Reports = append(n.Reports, r)
	}
	for i := range 6 {
		n.Reports = append(n.Reports, report{Created: now.Add(30*time.Minute + time.Duration(i)*45*time.Minute), Tags: []string{"robocall"}, Lane: "crowd"})
	}
	st.add(n)
}

// seedPlumbing is the listing of the onboarding document's own example.
func (st *state) seedPlumbing(now time.Time) {
	n := &number{E164: "+14155550142", Bound: now.Add(-167 * day), Verification: "ver_" + st.Mint("verification", 24), Handle: "acme-plumbing-9f3a", Logo: "seedlogo",
		Paid: now.Add(-166 * day), Base: 16, Profile: profile{Kind: "business", EIN: "12-3456789", Fields: map[string]string{"dba": "Acme Plumbing",
			"legal_name": "Acme Plumbing LLC", "formation_date": "2019-04-01", "industry": "Home services", "address": "1 Main St, Austin TX",
			"website": "https://acme.example", "bio": "Licensed plumbers, same-day service."}}}
	for i, body := range []string{"On time, fair price.", "Called back within the hour.", "", "Fixed it the same day."} {
		n.Reviews = append(n.Reviews, review{Created: now.Add(time.Duration(i-40) * day), Rating: 4 + i%2, Body: body, Reporter: ""})
	}
	logo := picture()
	st.Media[n.Logo] = media{Type: "image/png", Size: len(logo), Bytes: logo}
	st.add(n)
}

// picture is the smallest logo there is.
func picture() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))) // a buffer takes everything, and the picture is not empty
	return b.Bytes()
}

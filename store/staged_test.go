package store

import (
	"testing"
	"time"

	"switchboard/client/numbersonline"
)

// What is saved of a profile is one rule: whether there is one, and whether anybody would see
// something of it.
func TestWhatAProfileLacks(t *testing.T) {
	of := func(p numbersonline.Profile, logo string) Listing {
		return Listing{Listing: numbersonline.Listing{State: numbersonline.Draft, Draft: &numbersonline.StagedProfile{Profile: p, LogoURL: logo}}}
	}
	const nothing = "no name, website, address or logo is saved"
	for name, c := range map[string]struct {
		of     Listing
		staged bool
		lacks  string
	}{
		"none":                         {Listing{}, false, "no profile is saved"},
		"unverified":                   {Listing{Listing: numbersonline.Listing{State: numbersonline.Unverified}}, false, "no profile is saved"},
		"a draft that is not told":     {Listing{Listing: numbersonline.Listing{State: numbersonline.Draft}}, true, ""},
		"online":                       {Listing{Listing: numbersonline.Listing{State: numbersonline.Verified}}, true, ""},
		"an empty business":            {of(numbersonline.Profile{Kind: numbersonline.Business, Industry: "freight"}, ""), true, nothing},
		"an empty one of no told kind": {of(numbersonline.Profile{}, ""), true, nothing},
		"a personal one":               {of(numbersonline.Profile{Kind: numbersonline.Personal}, ""), true, ""},
		"a name":                       {of(numbersonline.Profile{DBA: "Acme"}, ""), true, ""},
		"a legal name":                 {of(numbersonline.Profile{LegalName: "Acme LLC"}, ""), true, ""},
		"a website":                    {of(numbersonline.Profile{Website: "https://acme.example"}, ""), true, ""},
		"an address":                   {of(numbersonline.Profile{Address: "1 Main St"}, ""), true, ""},
		"a logo":                       {of(numbersonline.Profile{}, "https://x"), true, ""},
	} {
		if c.of.Staged() != c.staged || c.of.Lacks() != c.lacks {
			t.Errorf("%s: staged %v, lacks %q", name, c.of.Staged(), c.of.Lacks())
		}
	}
}

// A payment page is waited for as long as it may take a payment.
func TestAPaymentPageLivesForADay(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	for age, lives := range map[time.Duration]bool{0: true, 24*time.Hour - time.Second: true, 24 * time.Hour: false, -time.Hour: false} {
		if got := (Checkout{Minted: now.Add(-age)}).Lives(now); got != lives {
			t.Errorf("%s old: %v", age, got)
		}
	}
	if (Checkout{}).Lives(now) {
		t.Error("none lives")
	}
}

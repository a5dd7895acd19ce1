package trust

import (
	"testing"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/store/act"
)

func text(s string) *string { return &s }

// What a profile has already, as it was just read, is not sent again; what is not told of it may be another.
func TestAProfileThatHasItAlready(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		ein, no, yes := rest.NewSecret("12-3456789"), false, true
		for _, tc := range []struct {
			what   string
			state  numbersonline.State
			after  time.Duration
			change numbersonline.Changes
			want   []act.Code
		}{
			{"the same name", numbersonline.Draft, 0, numbersonline.Changes{DBA: text("Acme")}, []act.Code{act.AlreadySo}},
			{"all the same", numbersonline.Draft, 0, numbersonline.Changes{Kind: numbersonline.Business, DBA: text("Acme"), Bio: text(""), Marketing: &no}, []act.Code{act.AlreadySo}},
			{"the same name and another website", numbersonline.Draft, 0, numbersonline.Changes{DBA: text("Acme"), Website: text("https://acme.example")}, nil},
			{"another kind", numbersonline.Draft, 0, numbersonline.Changes{Kind: numbersonline.Personal, Name: text("Acme")}, nil},
			{"news", numbersonline.Draft, 0, numbersonline.Changes{Marketing: &yes}, nil},
			{"a tax id", numbersonline.Draft, 0, numbersonline.Changes{DBA: text("Acme"), EIN: &ein}, nil},
			{"the same name, read too long ago", numbersonline.Draft, justRead, numbersonline.Changes{DBA: text("Acme")}, nil},
			{"the website of a public page", numbersonline.Verified, 0, numbersonline.Changes{Website: text("https://acme.example")}, []act.Code{act.AlreadySo}},
			{"another website of a public page", numbersonline.Verified, 0, numbersonline.Changes{Website: text("https://acme.test")}, []act.Code{act.EditsPublicPage}},
			{"the name of a public page", numbersonline.Verified, 0, numbersonline.Changes{DBA: text("Acme")}, []act.Code{act.AlreadySo}},
			{"another name of a public page", numbersonline.Verified, 0, numbersonline.Changes{DBA: text("Acme Ltd")}, []act.Code{act.EditsPublicPage}},
			{"the legal name of a public page", numbersonline.Verified, 0, numbersonline.Changes{LegalName: text("Acme")}, []act.Code{act.EditsPublicPage}},
		} {
			l := numbersonline.Listing{E164: mine, State: tc.state}
			if tc.state == numbersonline.Verified {
				l.Page = &numbersonline.Page{Name: "Acme", Website: "https://acme.example"}
			} else {
				l.Draft = &numbersonline.StagedProfile{Profile: numbersonline.Profile{Kind: numbersonline.Business, DBA: "Acme"}}
			}
			if err := r.DB.PutListing(r.T.Context(), time.Now(), l); err != nil {
				r.T.Fatal(err)
			}
			time.Sleep(tc.after)
			r.says(tc.what, act.Stage{Number: mine, Changes: tc.change}, tc.want...)
		}
	})
}

// What an account has was told to a key: it says nothing of the account of another one.
func TestWhatAnAccountHasIsOfItsKey(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		is, err := r.Trust.Account(r.T.Context())
		if err != nil {
			r.T.Fatal(err)
		}
		same := act.Account{Name: &is.Name}
		r.says("the same name", same, act.AlreadySo)
		before := r.ring.Key()
		if _, err := r.ring.Keep(r.T.Context(), rest.NewSecret(r.World.Endpoints("").Trust.Fresh)); err != nil {
			r.T.Fatal(err)
		}
		r.says("the same name of another account", same)
		if _, err := r.ring.Keep(r.T.Context(), before); err != nil {
			r.T.Fatal(err)
		}
		r.says("the same name again", same, act.AlreadySo)
	})
}

// A profile that was changed and could not be read again is not what it was before: to set it back is sent.
func TestAProfileThatWasNotReadAgain(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		const public = phone.E164("+14155550199")
		is := r.listing(public)
		if is.State != numbersonline.Verified || is.Page == nil {
			t.Fatalf("%+v", is)
		}
		if err := r.DB.PutListing(r.T.Context(), time.Now(), is.Listing); err != nil {
			r.T.Fatal(err)
		}
		back := act.Stage{Number: public, Changes: numbersonline.Changes{Website: text(is.Page.Website)}}
		r.says("as it is", back, act.AlreadySo)
		r.Control("fault", `{"provider":"trust","method":"GET","path":"/listings","kind":"status","status":503,"times":9}`)
		time.Sleep(2 * time.Second)
		if _, err := r.Trust.Stage(r.T.Context(), public, numbersonline.Changes{Website: text("https://other.example")}); err != nil {
			r.T.Fatal(err)
		}
		r.says("as it was", back, act.EditsPublicPage)
	})
}

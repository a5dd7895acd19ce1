package listings_test

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/store"
)

const (
	newNumber = "+14155550167"
	taxID     = "98-1234567" // canary
)

var codeOnScreen = regexp.MustCompile(`tells the code: (\d{6})`)

// logoFile is a picture of so many pixels in the test's folder.
func logoFile(t *testing.T, dir string) {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 48, 32))
	for x := range 48 {
		for y := range 32 {
			if (x-24)*(x-24)+(y-16)*(y-16) < 180 {
				img.Set(x, y, color.RGBA{255, 220, 120, 255})
			}
		}
	}
	path := filepath.Join(dir, "mark.png")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

// story is a number on its way online, with what must be kept nowhere.
type story struct {
	*rig
	s        setup
	key, otp string
}

// TestOnboarding leads a number from no account at all to verified, closing
// the program after every step; what must be kept nowhere is kept nowhere.
func TestOnboarding(t *testing.T) {
	files := t.TempDir()
	t.Setenv("HOME", files)
	logoFile(t, files)
	s := setup{w: 100, h: 40, noKey: true}
	inBubble(t, s, func(r *rig) {
		st := &story{rig: r, s: s}
		for _, step := range []func(){st.account, st.number, st.profile, st.logo, st.pay, st.online} {
			step()
			r.again(s)
		}
		for what, secret := range map[string]string{"tax id": taxID, "code": st.otp, "key": st.key, "tax id without its dash": "981234567"} {
			if where := r.holds(secret); len(where) > 0 {
				t.Errorf("the %s is in %q", what, where)
			}
		}
	})
}

func (r *story) account() {
	r.Shows("TRUST has no account yet.")
	r.Press("n")
	r.Shows("» Account")
	r.Sleep(time.Second)
	r.Type("Northwind")
	r.Press("enter")
	r.Sleep(time.Second)
	if len(r.keys.kept) != 1 {
		r.T.Fatalf("%d keys were stored", len(r.keys.kept))
	}
	r.key = r.keys.kept[0]
	r.Shows(r.key, "stored in keys.toml", "cannot show it again")
	r.Press("y")
	if len(r.Out.Copied) != 1 || r.Out.Copied[0] != r.key {
		r.T.Errorf("copied %q", r.Out.Copied)
	}
	r.Press("s")
	r.Sleep(time.Second)
	r.Hides(r.key)
	r.Shows("✓ Account  "+r.key[:12], "» Number")
}

func (r *story) number() {
	r.Press("n")
	r.Type("+1 (415) 555-0167")
	r.again(r.s) // in the middle of the form
	r.Press("n")
	r.Shows("+1 (415) 555-0167")
	r.Press("tab", "right", "enter")
	r.Sleep(time.Second)
	r.Shows("A code is on its way to +1 415 555 0167 by text.")
	otp := codeOnScreen.FindStringSubmatch(r.Frame())
	if otp == nil {
		r.T.Fatalf("no code:\n%s", r.Frame())
	}
	r.otp = otp[1]
	r.Paste(r.otp)
	r.Press("enter")
	r.Sleep(time.Second)
	r.Shows("» Profile", "✓ Number   +1 415 555 0167 proved")
}

func (r *story) profile() {
	r.pick(newNumber)
	r.Press("enter")
	r.Shows("» Profile", "$29 a year")
	r.Press("tab")
	r.Type("Northwind Freight")
	r.Press("tab", "tab")
	r.Type(taxID)
	r.Sleep(time.Second)
	r.Hides(taxID)
	r.again(r.s) // before it was sent: the rest of the form is kept
	r.pick(newNumber)
	r.Press("enter")
	r.Shows("Northwind Freight")
	r.Press("tab", "tab", "tab")
	r.Type(taxID)
	r.Press("enter")
	r.Sleep(time.Second)
	r.Shows("» Logo")
}

func (r *story) logo() {
	r.pick(newNumber)
	r.Press("enter")
	r.Type("~/mark.png")
	r.Press("enter")
	r.Sleep(time.Second)
	r.Shows("1 KB. Enter uploads it.", "█")
	r.Golden("listings/picture-100x40")
	r.Press("enter")
	r.Sleep(time.Second)
	r.Shows("» Pay", "✓ Logo     uploaded", "$29 a year on Stripe")
}

func (r *story) pay() {
	r.pick(newNumber)
	r.Press("enter", "enter")
	r.Sleep(time.Second)
	r.Shows("Prepare the payment?")
	if n := r.sent("POST", "verify-checkout"); n != 0 {
		r.T.Errorf("%d payments were prepared before anybody was asked", n)
	}
	r.Press("enter") // does nothing but close the question
	r.Press("enter")
	r.Sleep(time.Second)
	r.Press("P")
	r.Sleep(time.Second)
	r.Shows("Open on this computer", "next in 0:0")
	if len(r.Out.Opened) != 0 {
		r.T.Errorf("opened %q without being asked", r.Out.Opened)
	}
	r.Press("o")
	r.Sleep(time.Second)
	if len(r.Out.Opened) != 1 || !strings.HasPrefix(r.Out.Opened[0], "http://127.0.0.1/_sandbox/pay/") {
		r.T.Errorf("opened %q", r.Out.Opened)
	}
}

func (r *story) online() {
	r.pick(newNumber)
	r.Shows("paying")
	r.control("pay", `{"e164":"`+newNumber+`"}`)
	r.Press("1") // look at something else
	r.Sleep(70 * time.Second)
	if l := r.row(newNumber); l.State != numbersonline.Verified || l.Grade != "A" || l.Paying() {
		r.T.Fatalf("the number is %s %q, paying %v", l.State, l.Grade, l.Paying())
	}
	if len(r.Out.Notices) != 1 || r.Out.Notices[0].Kind != "listing" || !strings.Contains(r.Out.Notices[0].Text, "+1 415 555 0167 is online") {
		r.T.Fatalf("notices %+v", r.Out.Notices)
	}
	if strings.Contains(r.Out.Notices[0].Masked, "0167") {
		r.T.Errorf("the desktop is told the whole number: %s", r.Out.Notices[0].Masked)
	}
	if n := r.sent("POST", "signup"); n != 1 {
		r.T.Errorf("%d sign-ups", n)
	}
}

// bareNumber is proved and has no profile, draftNumber has one that is not paid for.
const bareNumber, draftNumber = "+12135550101", "+16285550177"

// The way on from an empty profile stands there in a small window too.
func TestTheWayOnFromAnEmptyProfileHasRoom(t *testing.T) {
	inBubble(t, setup{w: 80, h: 24}, func(r *rig) {
		r.pick(bareNumber)
		r.Press("enter")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("» Profile", "Ctrl-G goes on all the same")
	})
}

// An empty profile is not a step that is done: it has no mark, its form says what its page would
// show, and going on with it is a choice. Once something of it can be seen it is done.
func TestAnEmptyProfileIsNotDone(t *testing.T) {
	inBubble(t, setup{w: 100, h: 40}, func(r *rig) {
		r.pick(bareNumber)
		r.Press("enter")
		r.Shows("» Profile")
		r.Press("enter") // the kind alone is sent
		r.Sleep(time.Second)
		if r.sent("PUT", "/listings/") != 1 {
			t.Fatalf("nothing was saved:\n%s", r.Frame())
		}
		r.Shows("» Profile", "Ctrl-G goes on all the same: a profile is saved, and its page would show nothing but the")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("Nothing was changed.")
		r.Press("ctrl+g")
		r.Sleep(time.Second)
		r.Shows("» Logo", "  Profile  no name, website, address or logo is saved")
		r.Hides("✓ Profile")
		r.Press("esc")
		r.Sleep(time.Second)
		r.pick(bareNumber)
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("» Profile")
		r.Press("tab")
		r.Type("Northwind Freight")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("✓ Profile  Northwind Freight", "» Logo")
	})
}

// A payment page that was made too long ago is not waited for: another one is prepared.
func TestAnOldPaymentPageIsMadeAnew(t *testing.T) {
	inBubble(t, setup{w: 100, h: 40}, func(r *rig) {
		r.pick(draftNumber)
		if err := r.DB.PutCheckout(r.T.Context(), store.Checkout{E164: draftNumber, URL: "https://checkout.stripe.com/old", Minted: time.Now().Add(-25 * time.Hour)}); err != nil {
			t.Fatal(err)
		}
		r.Sleep(time.Second)
		r.Press("n")
		r.Sleep(time.Second)
		r.Shows("» Pay", "The payment page was made", "ago and may take no payment any more. Enter prepares another.", "prepare the payment")
		r.Hides("Show it big")
	})
}

package listings_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/rest"
	"switchboard/ui/listings"
)

// What is public changes only after the capital letter of the question.
func TestEditingThePublicPageAsks(t *testing.T) {
	inBubble(t, setup{w: 100, h: 40}, func(r *rig) {
		r.editPage()
		r.Shows("Change the public page of +1 415 555 0142?", "industry         Heating", "tax id           replaced")
		r.Hides("98-7654320")
		r.Sleep(time.Second)
		r.Press("enter", "esc", "e")
		r.Sleep(time.Second)
		if n := r.sent("PUT", "listings"); n != 0 {
			t.Fatalf("%d changes were sent without a yes", n)
		}
		r.Press("esc")
		r.Sleep(time.Second)
		r.editPage()
		r.Sleep(time.Second)
		r.Press("E")
		r.Sleep(2 * time.Second)
		if n := r.sent("PUT", "listings"); n != 1 {
			t.Errorf("%d changes were sent", n)
		}
		r.Shows("The public page was changed.")
		r.Press("esc", "enter")
		r.Sleep(time.Second)
		r.Shows("◇ 1 edit")
		r.Press("esc")
		if where := r.holds("98-7654320"); len(where) > 0 {
			t.Errorf("the tax id is in %q", where)
		}
	})
}

// A second number on a free account leads to the payment of the first.
func TestASecondNumberOnAFreeAccount(t *testing.T) {
	inBubble(t, setup{w: 100, h: 40, noKey: true}, func(r *rig) {
		r.begin()
		r.Sleep(time.Second)
		r.Press("s")
		r.Sleep(time.Second)
		r.prove("+14155550167")
		r.Press("esc")
		r.Press("n")
		r.Shows("» Profile", "+1 415 555 0167") // the number that is on its way comes first
		r.Press("ctrl+n")
		r.Shows("» Number")
		r.prove("+14155550168")
		r.Shows("A free account holds one number: pay for this one first.", "+1 415 555 0167")
	})
}

// prove types a number and the code it gets into the open sheet.
func (r *rig) prove(n string) {
	r.T.Helper()
	r.Type(n)
	r.Press("enter")
	r.Sleep(time.Second)
	r.answerCode()
}

// A second code within a minute is refused by the service, which says when to ask again.
func TestCodesHaveAPause(t *testing.T) {
	inBubble(t, setup{w: 100, h: 40}, func(r *rig) {
		r.ask("+1 415 555 0167")
		r.Press("shift+tab", "enter")
		r.Press("up")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("asks to wait", "Wait 1:0")
		before := r.sent("POST", "verify-phone/start")
		r.Press("enter")
		r.Sleep(time.Second)
		if n := r.sent("POST", "verify-phone/start"); n != before {
			t.Errorf("a code was asked for during the pause")
		}
	})
}

// The number that is being proved is found again as it was left, and what is typed next is its code.
func TestACodeIsAwaitedAfterTheSheetWasClosed(t *testing.T) {
	inBubble(t, setup{w: 100, h: 40}, func(r *rig) {
		r.ask("+1 415 555 0167")
		otp := codeOnScreen.FindStringSubmatch(r.Frame())
		r.Press("esc")
		r.Sleep(2 * time.Minute)
		r.Press("n")
		r.Sleep(time.Second)
		r.Shows("A code was asked for +1 415 555 0167 2m ago.", "Enter prove it")
		r.Type(otp[1])
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("» Profile")
	})
	inBubble(t, setup{w: 100, h: 40}, func(r *rig) {
		r.ask("+1 415 555 0167")
		r.Press("esc")
		r.Sleep(2 * time.Hour)
		r.Press("n")
		r.Sleep(time.Second)
		r.Shows("Enter send the code")
	})
}

func TestReadLogoRefuses(t *testing.T) {
	dir := t.TempDir()
	put := func(name string, body []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	png := []byte("\x89PNG\r\n\x1a\n")
	fifo := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.png")
	if err := os.Symlink(fifo, link); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(dir, "folder.png")
	if err := os.Symlink(dir, folder); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"": "write the path", filepath.Join(dir, "none.png"): "no such file", dir: "folder", folder: "folder", fifo: "not a regular file", link: "not a regular file",
		"/dev/null": "not a regular file", put("a.svg", []byte("<svg xmlns='http://www.w3.org/2000/svg'/>")): "SVG",
		put("b.png", []byte("GIF89a")): "PNG, JPEG or WebP", put("c.png", nil): "empty",
		put("d.png", append(png, make([]byte, numbersonline.MaxLogo+1-len(png))...)): "513 KB",
	} {
		if _, err := listings.ReadLogo(path); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "logo") {
			t.Errorf("%s: %v, want words about %q", path, err, want)
		}
	}
	whole := put("e.png", append(png, make([]byte, numbersonline.MaxLogo-len(png))...))
	if body, err := listings.ReadLogo(whole); err != nil || len(body) != numbersonline.MaxLogo {
		t.Errorf("512 KB: %d bytes, %v", len(body), err)
	}
	real := filepath.Join(dir, "good.png")
	if err := os.Symlink(whole, real); err != nil {
		t.Fatal(err)
	}
	if _, err := listings.ReadLogo(real); err != nil {
		t.Errorf("a link to a picture: %v", err)
	}
}

// A wrong file is told at its field and nothing is sent; a picture that lies
// about its size neither draws nor stops anything.
func TestLogoProblemsAreAtTheField(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	bomb := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xff\xff\x00\x00\xff\xff\x08\x06\x00\x00\x00"), make([]byte, 64)...)
	for name, body := range map[string][]byte{"page.svg": []byte("<svg/>"), "bomb.png": bomb} {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	inBubble(t, setup{w: 100, h: 40}, func(r *rig) {
		r.pick("+16285550177")
		r.Press("enter")
		r.Type("~/pa")
		r.Press("tab")
		r.Sleep(time.Second)
		r.Shows("~/page.svg")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("! the logo is an SVG")
		r.Press("ctrl+u")
		r.Type("~/bomb.png")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("It cannot be shown here")
		if n := r.sent("POST", "logo"); n != 0 {
			t.Errorf("%d uploads", n)
		}
	})
}

// What a check found is said with what it was before.
func TestACheckSaysWhatItFound(t *testing.T) {
	inBubble(t, setup{w: 100, h: 30}, func(r *rig) {
		r.pick("+14155550199")
		r.Press("r")
		r.Sleep(time.Second)
		r.Shows("+1 415 555 0199 was read: verified, risk 61 medium.")
		r.control("report", `{"e164":"+14155550199","count":2,"every_ms":1}`)
		r.Sleep(time.Second)
		r.Press("r")
		r.Sleep(time.Second)
		r.Shows("+1 415 555 0199 was read: verified, risk 67 medium, was 61 medium.")
	})
}

// Crossing a band is told from any pane, once, without the number for the desktop.
func TestCrossingABandIsTold(t *testing.T) {
	inBubble(t, setup{w: 100, h: 30}, func(r *rig) {
		r.Press("1")
		r.control("report", `{"e164":"+14155550199","count":4,"every_ms":1}`)
		r.Sleep(12 * time.Minute)
		if len(r.Out.Notices) != 1 || r.Out.Notices[0].Text != "+1 415 555 0199 has high risk now: 73, was 61 (medium)." {
			t.Fatalf("notices %+v", r.Out.Notices)
		}
		if strings.Contains(r.Out.Notices[0].Masked, "0199") {
			t.Error("the desktop is told the whole number")
		}
	})
}

// An account whose key could not be stored shows it all the same, loudly.
func TestAKeyThatCannotBeStored(t *testing.T) {
	inBubble(t, setup{w: 100, h: 30, noKey: true}, func(r *rig) {
		r.keys.fail = os.ErrPermission
		r.begin()
		r.Sleep(time.Second)
		r.Shows("nol_", "could not be stored", "Copy it now")
		r.Press("esc", "enter")
		r.Shows("nol_")
	})
}

// A lost answer to a sign-up is not followed by another.
func TestALostSignup(t *testing.T) {
	inBubble(t, setup{w: 100, h: 30, noKey: true}, func(r *rig) {
		if _, err := r.World.Control("fault", []byte(`{"provider":"trust","path":"signup","kind":"lost_answer","times":1}`)); err != nil {
			t.Fatal(err)
		}
		r.begin()
		r.Sleep(10 * time.Minute)
		r.Shows("An account may exist whose key nobody has")
		if n := r.sent("POST", "signup"); n != 1 {
			t.Errorf("%d sign-ups", n)
		}
		if r.keys.Key() != (rest.Secret{}) {
			t.Error("a key came from nowhere")
		}
	})
}

func TestPrivateMode(t *testing.T) {
	for _, st := range states {
		switch st.name {
		case "number-bad", "code", "code-wrong", "claimed", "account-bad", "live-ask", "profile-bad", "filter", "no-match", "link", "pay-ask": // what is typed is shown, and a question as it was asked
			continue
		}
		t.Run(st.name, func(t *testing.T) {
			set := st.set
			set.w, set.h = 120, 40
			inBubble(t, set, func(r *rig) {
				st.do(r)
				r.private()
				for _, secret := range []string{"555 0", "5550", "Acme", "Northwind", "nol_74906d7784f012c3b69f2df0c133e032dd4bf3fc"} {
					if frame := r.Frame(); strings.Contains(frame, secret) {
						t.Errorf("%q is shown:\n%s", secret, frame)
					}
				}
			})
		})
	}
}

// Every sheet and state fits any window; Frame fails the test when one does not.
func TestEverySize(t *testing.T) {
	for _, st := range states {
		t.Run(st.name, func(t *testing.T) {
			set := st.set
			set.w, set.h = 200, 60
			inBubble(t, set, func(r *rig) {
				st.do(r)
				for w := 200; w >= 20; w -= 7 {
					for _, h := range []int{4, 9, 16, 24, 45} {
						r.Resize(w, h)
						r.Frame()
					}
				}
			})
		})
	}
}

// What would be read otherwise in public than it was typed is refused at its field, and nothing is sent.
func TestAProfileThatReadsOtherwise(t *testing.T) {
	inBubble(t, setup{w: 100, h: 40}, func(r *rig) {
		r.pick("+12135550101")
		r.Press("enter")
		r.Shows("Name in public")
		r.Press("tab")
		r.Paste("Acme \u202eCLL")
		r.Press("enter")
		r.Sleep(time.Second)
		r.Shows("name in public must not hold a character that turns", "(U+202E)")
		if n := r.sent("PUT", "listings"); n != 0 {
			t.Errorf("%d profiles were sent", n)
		}
	})
}

// A number that the account lost says so, with its last values below; a renewal that is past is said to have been due.
func TestGoneAndOverdue(t *testing.T) {
	inBubble(t, setup{w: 120, h: 40}, func(r *rig) {
		r.control("claim", `{"e164":"+14155550199","by":"account"}`)
		l := r.row("+14155550142").Listing
		page := *l.Page
		page.NextBilling = time.Now().Add(-48 * time.Hour)
		l.Page = &page
		if err := r.DB.PutListing(r.T.Context(), time.Now(), l); err != nil {
			t.Fatal(err)
		}
		r.pick("+14155550142")
		r.Shows("was due " + page.NextBilling.UTC().Format("2 Jan 2006"))
		r.pick("+14155550199")
		r.Press("r")
		r.Sleep(2 * time.Second)
		r.Shows("not on this account since", "This is the last known state.", "gone", "61")
		for _, k := range []string{"e", "Q"} {
			r.Press(k)
			r.Shows("it is not on this account since")
			r.Hides("Edit the public page", "Payment link")
		}
	})
}

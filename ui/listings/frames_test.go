package listings_test

import (
	"fmt"
	"testing"
	"time"
)

// sizes are the windows of the golden frames.
var sizes = []struct{ w, h int }{{40, 8}, {80, 24}, {120, 40}}

// states are what the pane and its sheets can look like, and how to get there.
var states = []struct {
	name string
	set  setup
	do   func(*rig)
}{
	{"list", setup{}, func(*rig) {}},
	{"empty", setup{settle: time.Nanosecond, offline: true}, func(*rig) {}},
	{"unread", setup{settle: time.Second}, func(*rig) {}},
	{"no-account", setup{noKey: true}, func(*rig) {}},
	{"no-match", setup{}, func(r *rig) { r.Press("/"); r.Type("band:high"); r.Press("enter") }},
	{"filter", setup{}, func(r *rig) { r.Press("/"); r.Type("0142") }},
	{"medium", setup{}, func(r *rig) { r.pick("+14155550199") }},
	{"personal", setup{}, func(r *rig) { r.pick("+16285550123") }},
	{"changed", setup{}, func(r *rig) { r.rise() }},
	{"big-number", setup{}, func(r *rig) { r.pick("+14155550142"); r.Press("v") }},
	{"reports", setup{}, func(r *rig) { r.pick("+14155550199"); r.Press("f"); r.Sleep(time.Second) }},
	{"sort", setup{}, func(r *rig) { r.Press("s") }},
	{"outside", setup{}, func(r *rig) { r.pick("+14155550142"); r.Press("o") }},
	{"unknown", setup{}, func(r *rig) { r.lose() }},
	{"paying", setup{}, func(r *rig) { r.prepare("+16285550177"); r.Press("esc") }},
	{"account", setup{noKey: true}, func(r *rig) { r.Press("n") }},
	{"account-bad", setup{noKey: true}, func(r *rig) { r.Press("n", "tab"); r.Sleep(time.Second); r.Type("nobody"); r.Press("enter") }},
	{"key", setup{noKey: true}, func(r *rig) { r.begin(); r.Sleep(time.Second) }},
	{"number", setup{}, func(r *rig) { r.Press("n") }},
	{"number-bad", setup{}, func(r *rig) { r.Press("n"); r.Type("4155550142"); r.Press("enter") }},
	{"code", setup{}, func(r *rig) { r.ask("+1 415 555 0167") }},
	{"code-wrong", setup{}, func(r *rig) { r.ask("+1 415 555 0167"); r.Type("0000"); r.Press("enter"); r.Sleep(time.Second) }},
	{"claimed", setup{}, func(r *rig) { r.ask("+1 415 555 0111"); r.answerCode() }},
	{"profile", setup{}, func(r *rig) { r.pick("+12135550101"); r.Press("enter") }},
	{"profile-bad", setup{}, func(r *rig) { r.wrongProfile() }},
	{"profile-personal", setup{}, func(r *rig) { r.pick("+12135550101"); r.Press("enter", "right") }},
	{"claimed-website", setup{}, func(r *rig) { r.claimed() }},
	{"live-page", setup{}, func(r *rig) { r.pick("+14155550142"); r.Press("e") }},
	{"live-ask", setup{}, func(r *rig) { r.editPage() }},
	{"logo", setup{}, func(r *rig) { r.pick("+16285550177"); r.Press("enter") }},
	{"pay", setup{}, func(r *rig) { r.pick("+16285550177"); r.Press("enter", "enter"); r.Sleep(time.Second) }},
	{"pay-ask", setup{}, func(r *rig) {
		r.pick("+16285550177")
		r.Press("enter", "enter")
		r.Sleep(time.Second)
		r.Press("enter")
		r.Sleep(time.Second)
	}},
	{"pay-link", setup{}, func(r *rig) { r.prepare("+16285550177") }},
	{"link", setup{}, func(r *rig) { r.prepare("+16285550177"); r.Press("v"); r.Sleep(time.Second) }},
	{"online", setup{}, func(r *rig) {
		r.prepare("+16285550177")
		r.control("pay", `{"e164":"+16285550177"}`)
		r.Sleep(30 * time.Second)
	}},
}

func TestFrames(t *testing.T) {
	for _, st := range states {
		t.Run(st.name, func(t *testing.T) {
			set := st.set
			set.w, set.h = 120, 40
			inBubble(t, set, func(r *rig) {
				st.do(r)
				for _, size := range sizes {
					r.Resize(size.w, size.h)
					r.Golden(fmt.Sprintf("listings/%s-%dx%d", st.name, size.w, size.h))
				}
			})
		})
	}
}

// Some states in the widest window, in colour and in ASCII.
func TestWideFrames(t *testing.T) {
	for _, name := range []string{"list", "medium", "reports", "pay-link", "link", "profile"} {
		for _, st := range states {
			if st.name != name {
				continue
			}
			t.Run(name, func(t *testing.T) {
				inBubble(t, setup{w: 170, h: 45}, func(r *rig) {
					st.do(r)
					r.Golden("listings/" + name + "-170x45")
				})
				inBubble(t, setup{w: 120, h: 40, ascii: true, theme: "terminal"}, func(r *rig) {
					st.do(r)
					r.Golden("listings/" + name + "-ascii-120x40")
				})
			})
		}
	}
}

// rise looks at the number at risk, and lets it get worse.
func (r *rig) rise() {
	r.pick("+14155550199")
	r.Press("f")
	r.Sleep(time.Second)
	r.Press("esc")
	r.control("report", `{"e164":"+14155550199","count":4,"every_ms":1000,"tags":["robocall"]}`)
	r.Sleep(6 * time.Minute)
}

// lose has the answer to a change lost after it was done.
func (r *rig) lose() {
	if _, err := r.World.Control("fault", []byte(`{"provider":"trust","path":"/listings/","kind":"lost_answer","times":100}`)); err != nil {
		r.T.Fatal(err)
	}
	r.pick("+12135550101")
	r.Press("enter")
	r.Sleep(time.Second)
	r.Press("tab")
	r.Type("Kite & Sons")
	r.Press("enter")
	r.Sleep(time.Second)
	r.Press("esc")
	r.Sleep(time.Second)
}

// ask has a code sent to a number.
func (r *rig) ask(n string) {
	r.Press("n")
	r.Type(n)
	r.Press("enter")
	r.Sleep(time.Second)
}

func (r *rig) answerCode() {
	r.T.Helper()
	otp := codeOnScreen.FindStringSubmatch(r.Frame())
	if otp == nil {
		r.T.Fatalf("no code is shown:\n%s", r.Frame())
	}
	r.Type(otp[1])
	r.Press("enter")
	r.Sleep(time.Second)
}

func (r *rig) wrongProfile() {
	r.pick("+12135550101")
	r.Press("enter", "tab", "tab", "tab")
	r.Type("123456789")
	r.Press("tab", "tab")
	r.Type("2019-02-30")
	r.Press("tab", "tab", "tab")
	r.Type("http://kite.example")
	r.Press("enter")
	r.Sleep(time.Second)
}

func (r *rig) claimed() {
	r.pick("+12135550188")
	r.Press("e", "tab")
	r.Type("Clinic")
	r.Press("enter")
	r.Sleep(time.Second)
}

func (r *rig) editPage() {
	r.pick("+14155550142")
	r.Press("e")
	r.Sleep(time.Second)
	r.Press("tab", "tab")
	r.Type("98-7654320")
	r.Press("tab", "tab", "tab")
	r.Type("Heating")
	r.Press("enter")
	r.Sleep(time.Second)
}

// prepare leads a draft to its payment link.
func (r *rig) prepare(n string) {
	r.pick(n)
	r.Press("enter", "enter")
	r.Sleep(time.Second)
	r.Press("enter")
	r.Sleep(time.Second)
	r.Press("P")
	r.Sleep(time.Second)
}

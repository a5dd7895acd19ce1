package e2e

import (
	"strings"
	"testing"
	"time"

	"switchboard/ui/pane"
)

// sent are the requests of a provider that changed something, so far.
func (p *served) sent(provider, path string) int {
	n := 0
	for _, q := range p.requests(provider) {
		if q.Method != "GET" && strings.Contains(q.Path, path) {
			n++
		}
	}
	return n
}

// addressForm opens the form of a number without a 911 address, and takes the
// address of another of the same caller over into it.
func (s *screen) addressForm() {
	s.t.Helper()
	s.press("5")
	s.shows("without active 911", "MISSING")
	s.press("a")
	s.shows("911 address for +1 206 555 1422", "Down: use the address of")
	s.press("\x1b[B")
	s.until("a filled form", func(shown string) bool { return !strings.Contains(shown, "Down: use the address of") })
}

// review is the head of what is agreed to before an address is sent.
const review = "What responders will see"

// A 911 address goes out when its review was on the screen and was read: not by what was typed
// with the key before it, nor by what comes a moment later, nor behind two escapes.
func TestAnAddressIsSentWhenItWasRead(t *testing.T) {
	t.Parallel()
	for range 5 {
		if sentWhenRead(t) {
			return
		}
	}
	t.Skip("this computer is too busy for a key that comes a moment after what is on the screen")
}

// sentWhenRead is false where the key that was to come a moment after the review came when a person could have read it.
func sentWhenRead(t *testing.T) (judged bool) {
	t.Helper()
	p := serve(t, "--no-limits", "--seed", "7")
	s := connected(t, p).start(120, 40)
	s.shows("LINES live")
	s.addressForm()
	s.press("\rP") // in one write
	s.shows(review, "press the key again")
	s.press("\x1b")
	s.gone(review)
	s.gone("press the key again") // that was said of the first key
	opened := time.Now()
	s.press("\r")
	s.shows(review) // drawn just now
	s.press("P")
	shown := s.until("what is said of the key", func(shown string) bool {
		return strings.Contains(shown, "press the key again") || strings.Contains(shown, "waiting for the answer") || strings.Contains(shown, "PROVISIONED")
	})
	if took := time.Since(opened); took >= pane.Reading && !strings.Contains(shown, "press the key again") {
		s.quit()
		return false
	}
	s.shows(review, "press the key again")
	s.press("\x1b\x1bP") // a held escape: back from the review, and from the form
	s.until("the list", func(shown string) bool {
		return !strings.Contains(shown, review) && !strings.Contains(shown, "911 address for")
	})
	if n := p.sent("lines", "phone_numbers"); n != 0 {
		t.Fatalf("%d requests changed the number before anybody read what they would do", n)
	}
	s.press("a")
	s.shows("911 address for +1 206 555 1422", "Down: go on with the draft")
	s.press("\x1b[B")
	s.gone("Down: go on with the draft")
	s.press("\r")
	s.shows(review)
	s.insist("P", review)
	s.shows("PROVISIONED")
	if n := p.sent("lines", "phone_numbers"); n != 1 {
		t.Errorf("it was sent %d times", n)
	}
	return true
}

// The same order again is a sheet: what was typed for a filter types nothing in it, and orders nothing.
func TestWhatWasMeantForAFilterOrdersNothing(t *testing.T) {
	t.Parallel()
	p := serve(t, "--no-limits", "--seed", "7")
	s := connected(t, p).start(120, 40)
	s.shows("SMS live", "google · United States · acme")
	s.press("Nfind 415\r") // in one write
	s.shows("Order a number", "orders Google, United States, for acme")
	s.press("find 415\r") // and on the sheet that is there
	s.shows("Not taken: ")
	s.press("\x1b")
	s.gone("Order a number")
	if n := p.sent("sms", "activation"); n != 0 {
		t.Errorf("%d numbers were ordered", n)
	}
}

// read waits for what comes of an act in a sheet that stays, as shows does, and until a person has read it: keys before
// that belong to nothing on the screen.
func (s *screen) read(words ...string) string {
	s.t.Helper()
	shown := s.shows(words...)
	time.Sleep(pane.Reading + 50*time.Millisecond)
	return shown
}

// insist presses a key until its sheet is gone: a sheet that spends is deaf at
// first, and a key that comes too quickly after itself is taken for one held down.
func (s *screen) insist(key, title string) {
	s.t.Helper()
	pressed := time.Time{}
	s.watch(patience, title+" closed", func(shown string) bool {
		if !strings.Contains(shown, title) {
			return true
		}
		if time.Since(pressed) > time.Second {
			pressed = time.Now()
			s.press(key)
		}
		return false
	})
}

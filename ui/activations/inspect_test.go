package activations_test

import (
	"testing"
	"time"

	"switchboard/ui/pane"
)

// A text that reads as something else can be looked at character by character.
func TestTheCharactersOfASuspiciousTextAreShown(t *testing.T) {
	inBubble(t, setup{w: 120, h: 40}, func(r *rig) {
		r.Press("i")
		r.Hides("Characters of the text")
		if _, err := r.World.Control("sms", []byte(`{"phone":"+447700900347","text":"Your code is 61\u202e9284, p\u0430ypal"}`)); err != nil {
			r.T.Fatal(err)
		}
		r.Sleep(15 * time.Second)
		a := r.ofPhone("+447700900347")
		r.Send(pane.Goto{Pane: "live", Key: a})
		r.Sleep(time.Second)
		r.Shows("i shows each")
		r.Press("i")
		r.Shows("Characters of the text", "U+202E at 16", "U+0430 at 24")
		r.Press("esc")
		r.Kit.Private = true
		r.Press("i")
		r.Hides("Characters of the text")
		r.Shows("Texts are hidden")
	})
}

// ofPhone is the id of the number that runs with a phone number.
func (r *rig) ofPhone(phone string) string {
	r.T.Helper()
	list, err := r.DB.LiveActivations(r.T.Context(), time.Now())
	if err != nil {
		r.T.Fatal(err)
	}
	for _, a := range list {
		if string(a.Phone) == phone {
			return a.ID
		}
	}
	r.T.Fatalf("%s does not run", phone)
	return ""
}

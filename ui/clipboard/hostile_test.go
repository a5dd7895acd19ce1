package clipboard

import (
	"encoding/base64"
	"strings"
	"testing"

	"switchboard/testdata/proof"
	"switchboard/ui/text"
)

// steers reports whether a terminal does something at what is pasted. A text from right to left keeps
// the marks that direct it, which close again; an override never passes.
func steers(pasted string) bool {
	return proof.Acts(strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "", "\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "").Replace(pasted)) >= 0
}

// Hostile text that is copied, in every route that there is: what a terminal is sent is one copy and
// nothing else, and what is pasted from the clipboard does nothing there.
func TestHostileTextLeavesAsText(t *testing.T) {
	list := proof.Mixtures(t, 500)
	for _, s := range list {
		var sent string
		b, err := New(Config{Method: OSC52, GOOS: "linux", Send: func(s text.Signal) error { sent = s.String(); return nil }})
		if err != nil {
			t.Fatal(err)
		}
		if r := b.Copy(t.Context(), s); r.Err != nil {
			t.Fatal(r.Err)
		}
		inner, begins := strings.CutPrefix(sent, "\x1b]52;c;")
		inner, ends := strings.CutSuffix(inner, "\x1b\\")
		pasted, err := base64.StdEncoding.DecodeString(inner)
		if !begins || !ends || err != nil || steers(string(pasted)) {
			t.Fatalf("%q is copied as %q, %q: %v", s, sent, pasted, err)
		}
	}
	p := newPlace(t, map[string]string{"mine": works})
	whole := strings.Join(list[:400], "")
	if r := p.clipboard(Config{Method: Command, Command: []string{"mine"}}).Copy(t.Context(), whole); r.Err != nil {
		t.Fatal(r.Err)
	}
	if got := p.got("mine"); got == "" || steers(got) {
		t.Errorf("the person's own program is given %q", got)
	}
	proof.Figure(t, "hostile copies", len(list)+1)
}

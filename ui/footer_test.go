package ui

import (
	"strings"
	"testing"

	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// However narrow the window is, the foot of a sheet names its first act and its way out.
func TestTheFootOfASheetNamesTheWayOut(t *testing.T) {
	hints := func(names ...string) []pane.Action {
		var out []pane.Action
		for _, name := range names {
			key, says, _ := strings.Cut(name, " ")
			out = append(out, pane.Action{ID: name, Key: keybook.Fixed(says, key)})
		}
		return out
	}
	for _, c := range []struct {
		acts []pane.Action
		room int
		want string
	}{
		{hints("enter next", "tab complete the name", "esc back"), 39, "Enter next  Esc back"},
		{hints("enter check and review", "tab next", "esc keep as draft"), 39, "Enter check and review  Esc close"},
		{hints("enter review", "tab next field", "esc close, keep draft"), 39, "Enter review  Esc close, keep draft"},
		{hints("enter review", "tab next field", "esc close, keep draft"), 80, "Enter review  Tab next field  Esc close, keep draft"},
		{hints("r check now", "e edit profile", "l logo", "esc leave it running", "o open"), 39, "r check now  Esc leave it running"},
		{hints("a 1", "b 2", "c 3", "d 4", "e 5", "f 6", "g 7", "h 8", "esc close"), 120, "a 1  b 2  c 3  d 4  e 5  f 6  g 7  Esc close"},
	} {
		m := over(t, &bare{})
		m.sheets = []opened{{sheet: &bare{actions: c.acts}}}
		var said []string
		for _, h := range m.hinted(c.acts, c.room) {
			said = append(said, h.key+" "+h.say)
		}
		if got := strings.Join(said, "  "); got != c.want {
			t.Errorf("in %d cells the foot is %q, not %q", c.room, got, c.want)
		}
	}
}

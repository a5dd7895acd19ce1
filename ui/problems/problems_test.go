package problems

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

// told is what the list reads in a test.
type told struct {
	list    []store.Standing
	resumed bool
	lifted  []string
	seen    []store.Departed
	looks   int // how often that was noted
}

func (s *told) Standing(context.Context, time.Time) ([]store.Standing, error) { return s.list, nil }
func (*told) OpenIntents(context.Context) ([]store.Intent, error)             { return nil, nil }
func (*told) Notes() []string                                                 { return []string{"The journal was damaged."} }
func (s *told) Resume(context.Context) error                                  { s.resumed = true; return nil }
func (*told) SaveUnsaved(context.Context) error                               { return errors.New("the disk is full") }
func (s *told) SawDeparted(_ context.Context, all []store.Departed) error {
	s.seen, s.looks = append(s.seen, all...), s.looks+1
	return nil
}
func (s *told) Unblock(_ context.Context, provider, scope string) error {
	s.lifted = append(s.lifted, provider+"/"+scope)
	return nil
}

func listOf(t *testing.T, s *told) *Problems {
	t.Helper()
	kit := consoletest.Look{ASCII: true}.Kit(t.Context(), t)
	p := New(kit, s, []string{"config.toml:3: thme: there is no such setting"})
	p.Mends(store.JournalHeld, "", p.Confirm(s))
	p.Mends(store.Blocked, "", p.Card(s, "https://provider.example"))
	if cmd := p.Init(); cmd != nil {
		p.Update(cmd())
	}
	return p
}

func (p *Problems) press(t *testing.T, s pane.Sheet, k string) tea.Msg {
	t.Helper()
	for _, a := range s.Actions() {
		for _, on := range a.Key.Keys() {
			if on == k && a.Why() == "" {
				if cmd := a.Do(); cmd != nil {
					return cmd()
				}
				return nil
			}
		}
	}
	t.Fatalf("%q does nothing in %s", k, s.Title())
	return nil
}

var (
	held  = store.Standing{Code: store.JournalHeld, Word: "CONFIRM JOURNAL", Sentence: "The journal was damaged.", Mend: "confirm the journal", Command: "switchboard db confirm", Ends: "It ends when confirmed."}
	block = store.Standing{Code: store.Blocked, Provider: "sms", Scope: "create", Word: "BLOCKED until 11:57", Sentence: "SMS takes no new orders until 11:57.",
		Works: "Codes go on.", Mend: "see the block", Ends: "It ends by itself.", Until: time.Now().Add(time.Hour), Since: time.Now()}
	alone = store.Standing{Code: store.ReadOnly, Word: "READ ONLY", Sentence: "This profile is read-only.", Ends: "It ends in the settings."}
)

// The worst is the loud word; how many more there are stands beside it.
func TestTheWorstIsLoud(t *testing.T) {
	for word, list := range map[string][]store.Standing{
		"": nil, "CONFIRM JOURNAL +2": {held, block, alone}, "BLOCKED until 11:57": {block}, "READ ONLY": {alone},
	} {
		p := listOf(t, &told{list: list})
		if got, _, grave := p.Loud(); got != word || grave != (word != "" && word != "READ ONLY") {
			t.Errorf("%q, grave %v; want %q", got, grave, word)
		}
	}
}

// What has to end is red, whether it is grave or not, in the top line and over its entry; what the person chose is not.
func TestWhatHasToEndIsRed(t *testing.T) {
	for _, code := range []store.Condition{store.SettingsBroken, store.DiskFull, store.JournalHeld, store.Blocked, store.OnHold, store.Offline, store.NumberGone, store.ReadOnly} {
		p := listOf(t, &told{list: []store.Standing{{Code: code, Word: "WORD"}}})
		want := style.Bad
		if code == store.ReadOnly {
			want = style.Text
		}
		if _, role, _ := p.Loud(); role != want {
			t.Errorf("%s is %s in the top line", code, role)
		}
		if head := p.kit.Styles.Paint(want, "WORD"); !strings.Contains((&sheet{p: p}).View(70, 60), head) {
			t.Errorf("%s is not %q over its entry", code, head)
		}
	}
}

// Everything that stands is listed with its way out, and told once.
func TestTheListHasTheWayOut(t *testing.T) {
	p := listOf(t, &told{list: []store.Standing{held, block, alone}})
	s := &sheet{p: p}
	frame := s.View(70, 60)
	for _, want := range []string{"CONFIRM JOURNAL", "Enter: confirm the journal", "switchboard db confirm", "BLOCKED until 11:57", "Codes go on.", "READ ONLY", "thme"} {
		if !strings.Contains(frame, want) {
			t.Errorf("%q is not in the list:\n%s", want, frame)
		}
	}
	if strings.Count(frame, "The journal was damaged.") != 1 {
		t.Errorf("told twice:\n%s", frame)
	}
	if small := s.View(40, 6); strings.Count(small, "\n") > 6 || !strings.Contains(small, "CONFIRM JOURNAL") {
		t.Errorf("small:\n%s", small)
	}
}

// Since when something stands is said once: by its word, or beside it. Until when is another matter.
func TestSinceWhenIsSaidOnce(t *testing.T) {
	since := time.Date(2026, 11, 29, 11, 57, 0, 0, time.Local)
	for word, want := range map[string]int{"SMS OFFLINE since 11:57": 0, "SMS OFFLINE since 29 Nov 11:57": 0, "BLOCKED until 30 Nov 11:57": 1, "READ ONLY": 1} {
		p := listOf(t, &told{list: []store.Standing{{Code: store.Blocked, Word: word, Since: since}}})
		if frame := (&sheet{p: p}).View(70, 20); strings.Count(frame, "Since 11:57.") != want {
			t.Errorf("%s:\n%s", word, frame)
		}
	}
}

// The journal is let go by typing, never by a key alone.
func TestTheJournalIsConfirmedByTyping(t *testing.T) {
	s := &told{list: []store.Standing{held}}
	p := listOf(t, s)
	ask, ok := p.Confirm(s).Do()().(pane.Push)
	if !ok {
		t.Fatal("no sheet")
	}
	p.press(t, ask.Sheet, "enter")
	if s.resumed {
		t.Fatal("let go by a single key")
	}
	for _, r := range ConfirmWord {
		ask.Sheet.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	for _, cmd := range p.press(t, ask.Sheet, "enter").(tea.BatchMsg) {
		cmd()
	}
	if !s.resumed {
		t.Error("typed, and still held")
	}
}

// The card of a block says since and until when, what still works and where the
// provider is; and that it was lifted can be said.
func TestTheCardOfABlock(t *testing.T) {
	s := &told{list: []store.Standing{block}}
	p := listOf(t, s)
	card := p.Card(s, "https://provider.example").Do()().(pane.Push).Sheet
	frame := card.View(80, 30)
	for _, want := range []string{"Since", "Until", "Codes go on.", "https://provider.example"} {
		if !strings.Contains(frame, want) {
			t.Errorf("%q is not on the card:\n%s", want, frame)
		}
	}
	if open, ok := p.press(t, card, "o").(pane.Open); !ok || open.URL != "https://provider.example" {
		t.Errorf("o opens %+v", open)
	}
	p.press(t, card, "L")
	if len(s.lifted) != 1 || s.lifted[0] != "sms/create" {
		t.Errorf("lifted %v", s.lifted)
	}
	calm := listOf(t, &told{})
	if calm.Lifted(s).Why() == "" || calm.Confirm(s).Why() == "" {
		t.Error("what does not stand can be mended")
	}
}

// A number that left is in the list with how it was, hidden in private mode; Enter says that it was seen.
func TestAGoneNumberIsSeen(t *testing.T) {
	gone := store.Standing{Code: store.NumberGone, Provider: "lines", Word: "LINES NUMBER GONE", Sentence: "A number is not on the LINES account any more.", Mend: "I have seen it", Ends: "It ends when seen.",
		Gone: []store.Departed{{Provider: "lines", E164: "+14155550143", Since: time.Now(), Was: "in service, 911 on file"}}}
	s := &told{list: []store.Standing{gone, held}}
	p := listOf(t, s)
	p.Mends(store.NumberGone, "", p.Seen(s))
	list := &sheet{p: p}
	if drawn := list.View(80, 20); !strings.Contains(drawn, "+1 415 555 0143") || !strings.Contains(drawn, "911 on file") || !strings.Contains(drawn, "Enter: I have seen it") {
		t.Errorf("the list is\n%s", drawn)
	}
	p.kit.Private = true
	if drawn := list.View(80, 20); strings.Contains(drawn, "0143") {
		t.Errorf("in private mode\n%s", drawn)
	}
	p.Seen(s).Do()()
	if s.looks != 1 || len(s.seen) != 1 || s.seen[0].E164 != "+14155550143" {
		t.Errorf("seen: %+v", s.seen)
	}
}

// again counts how often the providers are asked again.
type again int

func (a *again) AskAgain() error { *a++; return nil }

// The entry of a refused key, and that of one that cannot be had, has two ways: another key, and
// this one once more.
func TestAKeyIsTriedAgainFromTheList(t *testing.T) {
	refused, _ := store.Health{Provider: "sms", State: store.HealthRefused}.Standing()
	for way, st := range map[string]store.Standing{
		"R: try the key again": refused, "R: look for the key again": store.KeyNotHad("sms", "SMS has no key that can be used: the keyring is locked", time.Now()),
	} {
		p, asked := listOf(t, &told{list: []store.Standing{st, alone}}), again(0)
		p.Mends(st.Code, "", pane.Action{Do: func() tea.Cmd { return nil }})
		p.Ask(&asked)
		s := &sheet{p: p}
		if frame := s.View(70, 30); !strings.Contains(frame, way) {
			t.Errorf("the way is not told:\n%s", frame)
		}
		if p.press(t, s, "R"); asked != 1 {
			t.Errorf("%s: asked %d times", way, asked)
		}
		s.at = 1
		for _, a := range s.Actions() {
			if a.ID == "problems.retry" {
				t.Error("what is read only has no key to try")
			}
		}
	}
}

// What was cut off and cannot be read can still be said to be seen.
func TestWhatCannotBeReadHasAWayOut(t *testing.T) {
	for _, acts := range [][]store.RunAct{nil, {{Op: "no.such", Body: []byte("{}")}}} {
		run := store.Run{ID: 9, Title: "Close 2 numbers", Total: 2, Acts: acts}
		p := listOf(t, &told{list: []store.Standing{{Code: store.CutOff, Runs: []store.Run{run}}}})
		shown, ok := p.Rest(Carrier{}).Do()().(pane.Push)
		if !ok || !slices.ContainsFunc(shown.Sheet.Actions(), func(a pane.Action) bool { return a.ID == "problems.seenfile" }) {
			t.Errorf("%d acts have no way out", len(acts))
		}
	}
}

// noBooks knows no number.
type noBooks struct{}

func (noBooks) Activation(context.Context, string) (store.Activation, error) {
	return store.Activation{}, store.ErrNotFound
}
func (noBooks) EndRun(context.Context, int64) error { return nil }

// What is left of several orders goes on in the sheet that orders, as many as are left, and only by its key.
func TestTheRestOfOrdersIsOrderedInTheirOwnSheet(t *testing.T) {
	o := act.Order{Customer: "acme", Order: platfone.NewOrder{ServiceID: "telegram", CountryID: "uk", MaxPrice: 39}, Of: 4}
	body, err := act.Written(o)
	if err != nil {
		t.Fatal(err)
	}
	run := store.Run{ID: 9, Title: "Order 4 numbers of telegram/uk", Total: 4}
	for n, a := range []store.RunAct{{Intent: 1, Sent: time.Now(), State: store.StateConfirmed, Ref: "a1"}, {Intent: 2, Sent: time.Now(), State: store.StateUnknown}, {}, {}} {
		a.N, a.Op, a.Body = n, o.Op(), body
		run.Acts = append(run.Acts, a)
	}
	p := listOf(t, &told{list: []store.Standing{{Code: store.CutOff, Runs: []store.Run{run}}}})
	var again []string
	c := Carrier{Books: noBooks{}, Fails: func(act.Act) pane.Failing { return nil }, Order: func(o act.Order, left int, after int64) tea.Cmd {
		again = append(again, fmt.Sprintf("%d of %s for %s after %d", left, o.Order.ServiceID, o.Customer, after))
		return nil
	}}
	shown := p.Rest(c).Do()().(pane.Push).Sheet
	if view := shown.View(80, 20); !strings.Contains(view, "1 done, 1 not known yet, 2 not tried") || len(again) != 0 {
		t.Fatalf("%q\n%s", again, view)
	}
	p.press(t, shown, "enter")
	if !slices.Equal(again, []string{"2 of telegram for acme after 9"}) {
		t.Errorf("%q", again)
	}
}

package problems

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
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
		if got, grave := p.Loud(); got != word || grave != (word != "" && word != "READ ONLY") {
			t.Errorf("%q, grave %v; want %q", got, grave, word)
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

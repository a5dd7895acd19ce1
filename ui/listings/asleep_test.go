package listings_test

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/store"
	"switchboard/ui/consoletest"
	"switchboard/ui/listings"
	"switchboard/ui/pane"
)

// counted counts how often everything is read of all listings.
type counted struct {
	*store.DB
	whole int
}

func (c *counted) Listings(ctx context.Context) ([]store.Listing, error) {
	c.whole++
	return c.DB.Listings(ctx)
}

// settled gives a pane what a command brings, and returns what it tells by itself.
func settled(p *listings.Pane, cmd tea.Cmd) (told []pane.Notice) {
	if cmd == nil {
		return nil
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			told = append(told, settled(p, c)...)
		}
	case pane.Notice:
		told = append(told, msg)
	default:
		told = append(told, settled(p, p.Update(msg))...)
	}
	return told
}

// While nobody looks, what a risk does is told and counted, and no more is read than it takes.
func TestUnseenPaneReadsOnlyHowListingsStand(t *testing.T) {
	db, err := store.Open(t.Context(), t.TempDir()+"/profile")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := time.Now()
	heard := func(after time.Duration, score int) {
		l := numbersonline.Listing{E164: "+14155550199", State: numbersonline.Verified, Grade: "A", Risk: &numbersonline.Risk{Score: &score}, Page: &numbersonline.Page{Name: "Acme Dispatch"}}
		if err := db.PutListing(t.Context(), now.Add(after), l); err != nil {
			t.Fatal(err)
		}
	}
	heard(-time.Hour, 10)
	if err := db.MarkLooked(t.Context(), now, "+14155550199"); err != nil {
		t.Fatal(err)
	}
	s := &counted{DB: db}
	p := listings.New(consoletest.Look{}.Kit(t.Context(), t), s, idle{}, listings.Settings{})
	if told := settled(p, p.Init()); len(told) > 0 || p.Badge() != 0 {
		t.Errorf("a start tells %v, and %d have risen", told, p.Badge())
	}
	heard(0, 80)
	told := settled(p, p.Update(store.Listings))
	if len(told) != 1 || !strings.Contains(told[0].Text, "has high risk now: 80, was 10 (low).") || p.Badge() != 1 || s.whole > 0 {
		t.Errorf("told %v, badge %d, everything was read %d times", told, p.Badge(), s.whole)
	}
	heard(time.Hour, 20) // just before somebody looks
	if told := settled(p, p.Wake()); len(told) != 1 || !strings.Contains(told[0].Text, "20, was 80") {
		t.Errorf("what happened before the first look is told as %v", told)
	}
	if view := p.View(120, 30); s.whole != 1 || !strings.Contains(view, "Acme Dispatch") {
		t.Errorf("for the first look everything was read %d times:\n%s", s.whole, view)
	}
	if settled(p, p.Wake()); s.whole != 1 {
		t.Error("a second look reads everything again")
	}
}

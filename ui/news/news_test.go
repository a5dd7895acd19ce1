package news_test

import (
	"context"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/consoletest"
	"switchboard/ui/news"
	"switchboard/ui/pane"
)

// log is what the engine wrote, newest first.
type log []store.Event

func (l *log) AuditLog(context.Context, int64, int) ([]store.Event, error) { return *l, nil }

// told is the notice of a line that is written while somebody looks on.
func told(t *testing.T, private bool, e store.Event) pane.Notice {
	t.Helper()
	kit := consoletest.Look{}.Kit(t.Context(), t)
	kit.Private = private
	written := new(log)
	n := news.New(kit, written)
	if n.Update(n.Init()()) != nil {
		t.Fatal("something old is told")
	}
	*written = log{e}
	steps, _ := n.Update(n.Update(tea.Msg(store.Audit))())().(pane.Steps)
	notice, ok := steps.Msg.(pane.Notice)
	if !ok {
		t.Fatalf("told is %+v", steps)
	}
	return notice
}

// What was found of an act is told whole, and to people who look on without what may name an address or a customer.
func TestWhatWasFoundIsHiddenFromWhoLooksOn(t *testing.T) {
	found := store.Event{ID: 1, What: "sms.adjust", Who: "+$5.00 for acme", Result: store.FoundNotDone + "the reference TX1 stands for something else: $7.00 for bert"}
	if n := told(t, false, found); !strings.Contains(n.Text, "for acme") || !strings.Contains(n.Text, "for bert") || strings.Contains(n.Masked, "bert") {
		t.Errorf("%+v", n)
	}
	if n := told(t, true, found); !strings.Contains(n.Text, "it was not done") || strings.Contains(n.Text, "acme") || strings.Contains(n.Text, "bert") {
		t.Errorf("in private mode: %+v", n)
	}
	low := store.Event{ID: 1, What: store.NoticePrefix + "low", Who: "acme", Result: "balance is low"}
	if n := told(t, true, low); n.Kind != "low" || !strings.Contains(n.Text, "balance is low") || strings.Contains(n.Text, "acme") {
		t.Errorf("in private mode: %+v", n)
	}
}

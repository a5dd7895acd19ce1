package consoletest

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
)

// Desktop remembers what left the console.
type Desktop struct {
	Copied, Opened []string
	Notices        []pane.Notice
}

// Copy implements ui.Outside.
func (d *Desktop) Copy(_ context.Context, s, what, shown string) (string, bool) {
	d.Copied = append(d.Copied, s)
	return what + " copied: " + shown + " (test)", false
}

// Open implements ui.Outside.
func (d *Desktop) Open(_ context.Context, url string) (string, bool) {
	d.Opened = append(d.Opened, url)
	return "Opened.", false
}

// Notify implements ui.Outside.
func (d *Desktop) Notify(_ context.Context, n pane.Notice, _ bool) { d.Notices = append(d.Notices, n) }

// Never is a store in which nothing changes.
type Never struct{}

// Next implements ui.Watch.
func (Never) Next(ctx context.Context) (store.Topic, error) {
	<-ctx.Done()
	return 0, ctx.Err()
}

// Blank is a pane with nothing in it, for a sheet to lie upon or to look away to.
type Blank struct{ Name, Head, Body string }

func (b Blank) ID() string           { return b.Name }
func (b Blank) Title() string        { return b.Head }
func (Blank) Init() tea.Cmd          { return nil }
func (Blank) Update(tea.Msg) tea.Cmd { return nil }
func (Blank) Actions() []pane.Action { return nil }
func (b Blank) View(int, int) string { return b.Body }

// Services are the providers as a strip tells of them.
func Services() []pane.Service {
	return []pane.Service{{ID: "sms", Title: "SMS", Beat: 2 * time.Minute}, {ID: "trust", Title: "TRUST", Beat: 20 * time.Minute}, {ID: "lines", Title: "LINES", Beat: 20 * time.Minute}}
}

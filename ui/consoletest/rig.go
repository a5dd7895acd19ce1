package consoletest

import (
	"context"
	"os"
	"testing"
	"time"

	"switchboard/client/sandbox"
	"switchboard/store/live/livetest"
	"switchboard/themes"
	"switchboard/ui"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

// Main runs tests whose frames show the time of day.
func Main(m *testing.M) {
	time.Local = time.UTC
	os.Exit(m.Run())
}

// Look is how a screen is drawn.
type Look struct {
	Theme string // "" is the one without colours
	ASCII bool
}

// Looks are those that every frame has to be read in.
func Looks() []Look {
	return []Look{{Theme: "terminal"}, {Theme: themes.Mono}, {Theme: "terminal", ASCII: true}}
}

func (l Look) String() string {
	if l.ASCII {
		return "ascii"
	}
	return l.Theme
}

// Kit is what panes are given, until ctx ends.
func (l Look) Kit(ctx context.Context, t testing.TB) *pane.Kit {
	t.Helper()
	if l.Theme == "" {
		l.Theme = themes.Mono
	}
	theme, problems := themes.Set{}.Load(l.Theme)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return &pane.Kit{Ctx: ctx, Styles: style.New(theme, l.ASCII), Keys: keybook.New(nil), Now: time.Now}
}

// Rig is a console of a few panes over the store and the engine of a profile of
// its own, with the providers that are built in.
type Rig struct {
	*Console
	*livetest.Rig
	Kit  *pane.Kit
	Out  *Desktop // nil is a console that nothing can leave
	quit func()
}

// Bubble runs do in a bubble of its own time. What do has shown is ended after it.
func Bubble(t *testing.T, o sandbox.Options, do func(t *testing.T, r *Rig)) {
	t.Helper()
	livetest.Bubble(t, o, func(t *testing.T, base *livetest.Rig) {
		r := &Rig{Rig: base, Out: &Desktop{}}
		do(t, r)
		r.End()
	})
}

// Look gives the panes of the next console what they are made of.
func (r *Rig) Look(l Look) *pane.Kit {
	r.T.Helper()
	ctx, cancel := context.WithCancel(r.T.Context())
	r.Kit, r.quit = l.Kit(ctx, r.T), cancel
	return r.Kit
}

// Show starts a console of w by h cells; what o leaves out is as the sandbox has it.
func (r *Rig) Show(w, h int, o ui.Options) {
	r.T.Helper()
	if r.Out != nil {
		o.Outside = r.Out
	}
	o.Kit, o.Watch = r.Kit, r.DB.Watch()
	o.Label, o.Sandbox = "SANDBOX", true
	m, cancel := ui.New(o), r.quit
	r.quit = func() { // as the program does, whatever closed the console
		if err := m.Keep(context.WithoutCancel(r.T.Context())); err != nil {
			r.T.Error(err)
		}
		m.Quit()
		cancel()
	}
	r.Console = New(r.T, m, w, h)
}

// Leave closes the console alone.
func (r *Rig) Leave() {
	if r.quit != nil {
		r.quit()
	}
	r.quit = nil
}

// End ends the console, the engine and the store; a second time it does nothing.
func (r *Rig) End() {
	r.T.Helper()
	r.Leave()
	r.Stop()
}

// Package ui is the console: it owns the screen, the keyboard and the sheets,
// and knows its panes only through pane.Pane.
//
// Its rules: a key goes to the top sheet, else to the pane in front, else to the console, and is never dropped or given another meaning without a
// word. While somebody types, keys that write text are text. One subscription tells what changed in the store, one tick drives every countdown, and
// only while one is on the screen of somebody who looks. A panic gives the terminal back and leaves a report for its owner alone.
package ui

import (
	"context"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

// Watch tells which kinds of stored things changed since it was last asked.
type Watch interface {
	Next(ctx context.Context) (store.Topic, error)
}

// Strip is the line under the tabs: how the three services are, and the money.
type Strip interface {
	Init() tea.Cmd
	Update(msg tea.Msg) tea.Cmd
	Line(w int) string
	Ticking() bool
}

// Rail is the narrow column beside every pane of a wide window.
type Rail interface {
	Init() tea.Cmd
	Update(msg tea.Msg) tea.Cmd
	View(w, h int) []string
}

// Loud is the one word that has to be seen on every screen while something
// stands, such as a block or a full disk, and how it is drawn; "" while nothing
// does. What is grave keeps acts from being carried out.
type Loud interface {
	Loud() (word string, role style.Role, grave bool)
}

// Listener takes part in the console without being drawn.
type Listener interface {
	Init() tea.Cmd
	Update(msg tea.Msg) tea.Cmd
}

// Outside is what the console does beyond the screen. Its functions run in
// commands, never in Update.
type Outside interface {
	// Copy puts text on the clipboard and says in words by which route; bad means it did not arrive.
	Copy(ctx context.Context, text, what, shown string) (words string, bad bool)
	// Open shows a link outside the console; the words say what happened.
	Open(ctx context.Context, url string) (words string, bad bool)
	// Notify tells the person who may be looking elsewhere.
	Notify(ctx context.Context, n pane.Notice, focused bool)
}

// Options is what the console is made of. Strip, Rail and Outside may be nil.
type Options struct {
	Kit     *pane.Kit
	Watch   Watch
	Panes   []pane.Pane
	Strip   Strip
	Rail    Rail
	Outside Outside
	Listen  []Listener
	Label   string                   // the profile's name, or SANDBOX
	Sandbox bool                     // Label is drawn inverse, on every screen
	Toasts  time.Duration            // how long a toast stays that is not about something gone wrong; 0 is four seconds
	Calm    bool                     // countdowns change every ten seconds
	Loud    Loud                     // what stands before Label; may be nil
	Page    func(phone.E164) tea.Cmd // shows all that is known of a number; may be nil
	Drawn   func()                   // called once, when the first frame is drawn; may be nil
	Start   string                   // the ID of the pane to begin with
	First   pane.Sheet
	Extra   []pane.Action // actions of the whole console that need more than the console knows
	Mouse   bool          // the console takes the mouse
	// NoSuspend says why the console cannot be suspended, "" when it can; nil is that it can.
	NoSuspend func() string
	// Refused is told which act could not run and why, and may answer it with a sheet that says both and
	// offers a way out; nil when there is none to offer.
	Refused func(what pane.Action, why string) tea.Cmd
}

// Model is the root model. It implements tea.Model.
type Model struct {
	o                            Options
	kit                          *pane.Kit
	at                           int
	begun                        map[pane.Pane]bool // the panes that read what they show
	trail                        []int
	sheets                       []opened
	keys                         []pane.Action
	terminal                     []pane.Action // the acts that every key press is tried for first
	kitty                        bool          // the terminal tells Escape from Alt
	recent                       []string      // the commands chosen last, the last one first
	mouse                        bool          // the console has the mouse, not the terminal
	copied                       pane.Copy     // what was copied last
	copyKey, copyThisKey, bigKey key.Binding
	toast                        pane.Toast
	remains                      pane.Toast // of the toast, once what it speaks of is over
	// toastUntil is when a toast that is not bad goes away by itself.
	toastUntil time.Time
	toastAt    time.Time // when it was said
	news       string    // what happened by itself while a sheet takes a small window, and until when it is told
	newsUntil  time.Time
	w, h       int
	unfocused  bool
	guardUntil time.Time // before it no key counts that costs or cannot be undone
	// closed is the window after the answer to a sheet's act, with or without the sheet: until it was on the screen for long
	// enough keys are dropped, and told. It is nil before the first.
	closed    *pane.Seen
	waits     pane.Sheet    // the sheet in front while its act is on its way
	told      pane.Toast    // what was said last, without what was lost
	said      pane.Toast    // the same, unless it was news
	lost      string        // the keys that were dropped since the last sheet closed by itself
	lostAt    time.Time     // when the last of them was
	unread    time.Duration // until what is shown again can have been read; 0 is asked already
	soon      []string      // the keys that chose among what was not seen yet
	soonAt    time.Time     // when the last of them did
	unopened  unopened
	pressed   string // the last key, and when
	pressedAt time.Time
	repeated  bool // it is the one before, held down
	pace      pace // how fast it repeats
	firstKey  firstKey
	ticking   bool
	ages      ages
	held      hold
	cancel    context.CancelFunc
	crash     *Crash
	ruin      chan struct{} // closed by a crash
	again     *pane.Reopen
	sized     bool   // the window's size is known
	last      string // the last frame that could be drawn
	first     *first // of a console that was filled before it had a screen
}

type opened struct {
	sheet pane.Sheet
	seen  pane.Seen
	wide  int // the most cells that it took since it is written into
}

var _ tea.Model = (*Model)(nil)

// New returns the console with its first pane in front.
func New(o Options) *Model {
	m := &Model{o: o, mouse: o.Mouse, kit: o.Kit, w: 80, h: 24, begun: map[pane.Pane]bool{}, ruin: make(chan struct{})}
	ctx, cancel := context.WithCancel(o.Kit.Ctx)
	o.Kit.Ctx, m.cancel = ctx, cancel
	m.copyKey, m.copyThisKey = o.Kit.Bind("console.copy", "copy code", "c"), o.Kit.Bind("console.copy-this", "copy this code", "C")
	m.bigKey = o.Kit.Bind("console.big", "show big what was copied", "v")
	m.keys, m.terminal = append(m.actions(), o.Extra...), m.always()
	for i, p := range o.Panes {
		if p.ID() == o.Start {
			m.at = i
		}
	}
	if o.First != nil {
		m.sheets = []opened{{sheet: o.First}}
	}
	return m
}

// Init implements tea.Model.
func (m *Model) Init() tea.Cmd {
	if m.first != nil {
		return guard(tea.Batch(m.wait, m.ruined, m.first.later, m.first.drawn))
	}
	return guard(tea.Batch(append(append(m.seen(), m.unseen()...), m.wait, m.ruined)...))
}

// wait is the one subscription: it answers when the store changed.
func (m *Model) wait() tea.Msg {
	changed, err := m.o.Watch.Next(m.kit.Ctx)
	if err != nil {
		return nil
	}
	return changed
}

// Update implements tea.Model.
func (m *Model) Update(msg tea.Msg) (model tea.Model, cmd tea.Cmd) {
	defer func() {
		if m.broke(recover()) {
			model, cmd = m, tea.Quit
		}
	}()
	if m.crash != nil {
		return m, tea.Quit
	}
	cmd = m.update(msg)
	m.outlived()
	m.answered()
	return m, guard(tea.Batch(cmd, m.tick(), m.grow(), m.reads()))
}

func (m *Model) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h, m.sized = msg.Width, msg.Height, true
		return nil
	case tea.KeyPressMsg, tea.PasteMsg:
		return m.received(msg)
	case pane.Later:
		return msg.Cmd
	case acted:
		return m.acted(msg)
	case release:
		return m.released(msg)
	case tea.FocusMsg:
		m.unfocused, m.guardUntil = false, m.kit.Now().Add(pane.Reading)
		return nil
	case tea.BlurMsg:
		m.unfocused, m.firstKey = true, firstKey{}
		return nil
	case tea.MouseClickMsg:
		return m.click(msg.Mouse())
	case tea.MouseWheelMsg:
		return m.wheel(msg.Mouse())
	case tea.MouseMsg:
		return nil
	case tea.KeyboardEnhancementsMsg:
		m.kitty = msg.SupportsKeyDisambiguation()
		return nil
	case outward:
		return msg.cmd
	case store.Topic:
		return tea.Batch(m.wait, m.broadcast(msg))
	case second:
		return m.second(msg)
	case rests:
		return m.rested()
	case calm:
		return m.calmed(msg)
	case tea.ResumeMsg, readable:
		return m.shown(msg)
	case begin:
		return tea.Batch(m.unseen()...)
	case pane.Steps:
		return tea.Batch(m.step(msg.Msg), pane.Sequence(msg.Rest...))
	}
	if cmd, mine := m.asked(msg); mine {
		return cmd
	}
	return m.broadcast(msg)
}

// broadcast offers msg to everyone. Answers to a pane's own commands are
// unexported types or name their asker, so only the one that asked takes them.
func (m *Model) broadcast(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	_, change := msg.(store.Topic)
	for _, p := range m.o.Panes {
		if !change || m.begun[p] {
			cmds = append(cmds, p.Update(msg))
		}
	}
	for _, s := range m.sheets {
		cmds = append(cmds, s.sheet.Update(msg))
	}
	if m.o.Strip != nil {
		cmds = append(cmds, m.o.Strip.Update(msg))
	}
	if m.o.Rail != nil {
		cmds = append(cmds, m.o.Rail.Update(msg))
	}
	for _, l := range m.o.Listen {
		cmds = append(cmds, l.Update(msg))
	}
	return tea.Batch(cmds...)
}

func (m *Model) pop(s pane.Sheet) {
	for i := len(m.sheets) - 1; i >= 0; i-- {
		if s == nil || m.sheets[i].sheet == s {
			if w, ok := m.sheets[i].sheet.(pane.Waiter); ok && w.Waiting() != "" {
				m.closed, m.told = new(pane.Seen), pane.Toast{}
				m.forgetLost()
			}
			m.sheets = append(m.sheets[:i], m.sheets[i+1:]...)
			m.uncovers(i)
			return
		}
	}
}

// goTo shows a pane and remembers where the person came from.
func (m *Model) goTo(g pane.Goto) tea.Cmd {
	for i, p := range m.o.Panes {
		if p.ID() != g.Pane {
			continue
		}
		if i != m.at {
			m.trail = append(m.trail, m.at)
		}
		m.at = i
		woken := m.wake(p)
		if j, ok := p.(pane.Jumper); ok && g.Key != "" {
			return tea.Batch(woken, j.Jump(g.Key))
		}
		return woken
	}
	return nil
}

// front is the pane in front.
func (m *Model) front() pane.Pane { return m.o.Panes[m.at] }

// sheet is the top sheet, nil when there is none.
func (m *Model) sheet() pane.Sheet {
	if n := len(m.sheets); n > 0 {
		return m.sheets[n-1].sheet
	}
	return nil
}

// Again is the profile the person asked to open next, nil when they left.
func (m *Model) Again() *pane.Reopen { return m.again }

// Quit ends what the console waits for; the program calls it once it has left the screen.
func (m *Model) Quit() { m.cancel() }

var quitKey = key.NewBinding(key.WithKeys("ctrl+c"), key.WithHelp("Ctrl-c", "quit"))

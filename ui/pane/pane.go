// Package pane is what every pane is made of: the contract the root model
// holds it to, and the widgets it is built from.
//
// Its rules:
//   - Actions are data: one list of values dispatches keys and fills footer, help, palette and the table of keys, so that they cannot disagree. What
//     cannot be done now is shown pale and says why.
//   - The cursor follows its row by key: what a poll brings never puts another row under the key that cancels.
//   - A pane reads in commands, cancels a read that is no longer wanted, and takes only the answers that are its own.
//   - What cannot be taken back is confirmed by what was seen, after it was drawn; a key that was typed for something else confirms nothing.
//   - Sheets are not remapped, so that a confirmation cannot be set to the key that opens it.
package pane

import (
	"context"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Pane is one screen of the console. A pane never sees key presses unless it
// captures text; keys reach it as the actions it offers.
type Pane interface {
	ID() string    // "live": its name on the command line and in Goto
	Title() string // "Live": its name in the tabs
	Init() tea.Cmd
	Update(msg tea.Msg) tea.Cmd
	Actions() []Action
	View(w, h int) string // at most h lines of at most w cells
}

// Sheet asks something over a pane. It closes itself by sending Pop. Keys
// reach it as actions; text reaches it while it captures.
type Sheet interface {
	Title() string
	Update(msg tea.Msg) tea.Cmd
	Actions() []Action
	View(w, h int) string // the inside, at most h lines of w cells
}

// The following are optional abilities of a Pane or a Sheet.
type (
	// Capturer is sometimes typed into: while Capturing, keys that write text go to Update and never to an action.
	Capturer interface{ Capturing() bool }
	// Ticker shows a countdown: while Ticking the root sends it a Tick each second.
	Ticker interface{ Ticking() bool }
	// Starter is a Sheet that begins by asking for something: Init is called once it is open, so that
	// no answer can come before there is somebody to take it.
	Starter interface{ Init() tea.Cmd }
	// Marginal has a line of at most w cells for a small window, which stands under the title; "" leaves it empty.
	Marginal interface{ Margin(w int) string }
	// Marking has rows that can be marked, and says how many are: a small window tells it in its title.
	Marking interface{ Marked() int }
	// Badger has a count of things that need a look, shown after its title: it reads from the first, where
	// another pane's Init is called when that is to be shown or looked through.
	Badger interface{ Badge() int }
	// Global offers actions that work from every pane.
	Global interface{ Everywhere() []Action }
	// Finder answers the palette with places the words lead to.
	Finder interface{ Find(words string) []Found }
	// Jumper can be told to show the row with a key.
	Jumper interface{ Jump(key string) tea.Cmd }
	// Sleeper reads only what its badge says until it is woken, which happens once, when it is to be
	// shown or looked through. One that is in front from the first is woken before Init.
	Sleeper interface{ Wake() tea.Cmd }
	// Numbered has a phone number under its cursor: the console can show all that is known of it.
	Numbered interface{ Number() (phone.E164, bool) }
	// Waiter is a sheet whose act is on its way: while Waiting is not empty the sheet takes no key, and a key that came is answered with it.
	Waiter interface{ Waiting() string }
	// Sealed is a sheet that keeps the console's own keys out: a key of which it has no use is answered with Unused.
	Sealed interface{ Unused(key string) string }
	// Keeper has something half written: Keep stores it when the console closes, whatever closed it.
	Keeper interface {
		Keep(ctx context.Context) error
	}
	// Selectable has something to mark with the mouse: while it is shown, the terminal has the mouse.
	Selectable interface{ Selectable() bool }
	// Wide is a Sheet that knows how many cells its widest line takes.
	Wide interface{ Wide() int }
	// Filler wants the whole height it is offered rather than what its lines need.
	Filler interface{ Fill() bool }
)

// Found is one place the palette can lead to.
type Found struct {
	Label string // untrusted: the palette cleans it
	Go    Goto
}

// Risk says what an action can cost; it decides how it is confirmed.
type Risk int

const (
	Free         Risk = iota // at once
	Undoable                 // single and reversible: happens after an undo window
	Spends                   // spends money: a sheet with amounts and a capital letter
	Irreversible             // cannot be taken back: typed confirmation
)

// Action is something the person can do. The same list dispatches keys, fills
// the footer, the help and the palette, so they cannot disagree.
type Action struct {
	ID   string      // "live.end": its name in the configuration, the palette and the documents
	Keys string      // the keys it answers to unless the person set others, by their names with spaces between
	Help string      // what it does: a verb, and an object where the pane's row is not it
	Key  key.Binding // what it answers to, made of the above by Bound
	Risk Risk
	Off  func() string // "" when it can run, else the reason in words: "cancelable in 0:42"
	Do   func() tea.Cmd
	By   func(rows int) tea.Cmd // of an action that moves about: as many rows as wanted
	Hint string                 // what the footer says of it, its object named: "copy 693937 telegram"; "" is the help
	Main bool                   // what is done with the selected row more than anything else: always in the footer
	// Written is an act that opens a sheet that is written into: what is typed on when it is refused is no command.
	Written bool
	Hide    bool // kept out of the footer (moving about), still in the help
	// Among is what it chooses from, where a wrong choice matters: its keys do not count before that was on the screen for long enough.
	Among *Seen
	// Early is what a key that came too soon to count is answered with; "" is a general sentence.
	Early string
}

// Why is the reason the action cannot run just now, "" when it can.
func (a Action) Why() string {
	if a.Off == nil {
		return ""
	}
	return a.Off()
}

// What a pane or a sheet may ask of the root model.
type (
	// Toast is a line said to the person for a few seconds. Bad ones stay until a key is pressed.
	Toast struct {
		Text string // cleaned by the root before it is drawn
		Bad  bool
		// While is that what it speaks of is still so: it goes with that, before its time. nil is what stays true.
		While func() bool
		Key   bool // it is about a key that did nothing: the next sheet or act takes it away, once it was read
	}
	// Push puts a sheet over everything.
	Push struct{ Sheet Sheet }
	// Pop takes Sheet away, the top one when it is nil. It names the sheet so that the order of
	// messages cannot close another one.
	Pop struct{ Sheet Sheet }
	// Copy puts Text on the clipboard. Shown is how the toast writes it, What is what it is: "telegram, acme, +34 … 388"
	// or "number". Below is said under it where it is shown large.
	Copy struct {
		Text, What, Shown string
		Below             string
		Secret            bool    // it is not shown again
		Alone             bool    // nobody asked for it: not done while someone types
		Done              tea.Cmd // run once the copy was made, may be nil
		Lead              string  // a sentence said before what became of the copy, which then does not repeat Shown
	}
	// Goto shows a pane, at the row with Key if it is not empty.
	Goto struct{ Pane, Key string }
	// Tick tells that a second has passed while a countdown is on screen.
	Tick time.Time
	// Open shows a link outside the console.
	Open struct{ URL string }
	// Reopen closes the console and opens it again on a profile, with what was set meanwhile.
	Reopen struct{ Profile string }
	// Look is how the console behaves from now on, as the person has set it.
	Look struct {
		Toasts time.Duration // how long a toast stays that is not about something gone wrong
		Calm   bool          // countdowns change every ten seconds
		Mouse  *bool         // the console takes the mouse; nil leaves it as it is
	}
	// Notice is something that happened by itself: a toast, and word outside the screen when nobody looks.
	Notice struct {
		Kind   string // what happened, by its name in the settings: "code", "ending", "order", "limit", "low", "listing", "report", "hooks", "result"
		Text   string // the toast
		Masked string // what the desktop may show: never a code or a whole number
		Full   string // what it shows to a person who asked for codes in notices
	}
)

// Send wraps a message as a command.
func Send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Say is a toast as a command.
func Say(text string) tea.Cmd { return Send(Toast{Text: text}) }

// SayWhile is a toast that speaks of what is so for a while, and goes with it.
func SayWhile(text string, still func() bool) tea.Cmd { return Send(Toast{Text: text, While: still}) }

// SayOfKey is a toast about a key that did nothing.
func SayOfKey(text string) tea.Cmd { return Send(Toast{Text: text, Key: true}) }

// Fail is a toast about what went wrong, which stays until it was read.
func Fail(err error) tea.Cmd { return Send(Toast{Text: store.Said(err), Bad: true}) }

// Kit is what every pane is given: made once, shared, never copied by value.
type Kit struct {
	Ctx    context.Context // ends when the console does
	Styles *style.Styles
	Keys   *keybook.Book
	Now    func() time.Time
	// Private hides codes, numbers, names and money; the clipboard still gets them.
	Private bool
	// Passing says that a key is held down that moves about: rows pass faster than they are read, and only the list and the head
	// of what is said of a row are drawn.
	Passing bool
	// Times is how moments are written.
	Times text.Times
	older time.Time // when the first of the ages on the screen reads differently
	// Shelf has the saved filters; nil where there are none.
	Shelf *Shelf
	// Runs keeps what several acts that go on are about; nil keeps nothing.
	Runs Runs
	// Ways are the ways out of what stands against acts.
	Ways Ways
	// Shown tells when what was drawn at a moment had left for the terminal; nil where drawing is all there is.
	Shown func(drawn time.Time) (at time.Time, ok bool)
	// Typed tells when the last of what was typed was read; nil where a key is answered as it is pressed.
	Typed func() time.Time
	back  *Seen     // the frame that shows again what was covered; nil before there is one
	typed time.Time // of the key that is being answered; zero while none is, and where that is not known
}

// Bound gives actions the keys they answer to: their own, or those the person
// set. An action that has its keys already keeps them.
func (k *Kit) Bound(acts []Action) []Action {
	for i, a := range acts {
		if a.Keys != "" {
			acts[i].Key = k.Keys.Bind(a.ID, a.Help, strings.Fields(a.Keys)...)
		}
	}
	return acts
}

// Bind returns the binding of an action of this console.
func (k *Kit) Bind(id, help string, keys ...string) key.Binding {
	return k.Keys.Bind(id, help, keys...)
}

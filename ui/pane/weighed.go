package pane

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/keybook"
)

// Weighed is a sheet's verdict on one act. It asks for it anew on every change,
// draws it, knows since when it has been on the screen, makes the consent, and
// takes no key while the act is on its way.
type Weighed struct {
	kit   *Kit
	judge act.Judge
	load  Loader[act.Verdict]
	pace  Pace // of many acts at once: each weighing reads for every one of them

	of      act.Act
	verdict act.Verdict
	print   act.Fingerprint
	err     error
	known   bool      // the verdict is about the act as it is now
	seen    Seen      // of the verdict
	sent    time.Time // when the act left; zero while none is under way
	field   *Field    // where what has to be typed is typed
	pages   pages
}

// ripe asks whether a verdict counts by now.
type ripe struct{ of *Weighed }

// NewWeighed returns one without an act.
func NewWeighed(kit *Kit, judge act.Judge) *Weighed { return &Weighed{kit: kit, judge: judge} }

// Weigh asks for the verdict on an act as it is now; nil is none.
func (w *Weighed) Weigh(a act.Act) tea.Cmd {
	w.of, w.known = a, false
	if a == nil {
		w.verdict, w.err = act.Verdict{}, nil
		w.seen.Anew()
		return nil
	}
	return w.ask()
}

// ask has the act weighed as things are now.
func (w *Weighed) ask() tea.Cmd {
	judge, a := w.judge, w.of
	w.pace.Began(w.kit.Now())
	return w.load.Load(w.kit.Ctx, func(ctx context.Context) (act.Verdict, error) { return judge.Weigh(ctx, a) })
}

// open reports whether there is an act that has not left yet.
func (w *Weighed) open() bool { return w.of != nil && w.sent.IsZero() }

// Act is what is weighed, nil without.
func (w *Weighed) Act() act.Act { return w.of }

// Verdict is the one on the act as it is now; false while it is being weighed.
func (w *Weighed) Verdict() (act.Verdict, bool) { return w.verdict, w.known && w.err == nil }

// Update takes the answers to what was asked, and weighs again when something
// that is stored has changed: one act at once, several not more often than is of use.
func (w *Weighed) Update(msg tea.Msg) tea.Cmd {
	if w.pace.Due(msg) && w.open() {
		return w.ask()
	}
	if v, err, ok := w.load.Take(msg); ok {
		return w.take(v, err)
	}
	switch msg := msg.(type) {
	case ripe:
		if msg.of == w && w.known && w.err == nil && !w.seen.Read(w.kit) {
			return w.later(Reading / 4)
		}
	case store.Topic:
		if w.open() {
			_, several := w.of.(act.All)
			return w.pace.Soon(w.kit, !several, w.ask)
		}
	}
	return nil
}

func (w *Weighed) take(v act.Verdict, err error) tea.Cmd {
	w.verdict, w.err, w.known = v, err, true
	if print := v.Fingerprint(); print != w.print {
		w.print = print
		w.seen.Anew()
		w.field, w.pages.top, w.pages.part = nil, 0, part{}
		if c := v.Consent; c.Sureness() == act.ByTyping {
			w.field = NewField("Type "+w.typed(c), c.Longest()+8)
			w.field.Focus(true)
		}
	}
	return w.later(Reading)
}

// typed says what has to be typed.
func (w *Weighed) typed(c act.Consent) string {
	switch {
	case c.Name() == "":
		return c.What()
	case w.kit.Private:
		return c.Name()
	}
	return c.Name() + ", " + c.What() + ":"
}

func (w *Weighed) later(d time.Duration) tea.Cmd { return After(w.kit.Ctx, d, ripe{w}) }

// Unread reports whether the verdict allows the act and only was not on the screen for long enough yet.
func (w *Weighed) Unread() bool {
	return w.of != nil && w.sent.IsZero() && (!w.known || w.err == nil && w.verdict.Stands() && w.verdict.Consent.Sureness() > act.Unasked && !w.seen.Read(w.kit))
}

// Why says why the act cannot be confirmed just now, "" when it can.
func (w *Weighed) Why() string {
	switch {
	case !w.sent.IsZero():
		return "it is on its way"
	case w.of == nil:
		return "there is nothing to confirm yet"
	case w.err != nil && w.known:
		return store.Said(w.err)
	case !w.known:
		return "this is being checked: press the key again"
	case !w.verdict.Stands():
		return w.kit.Because(w.verdict.Refused[0])
	case w.verdict.Consent.Sureness() > act.Unasked && !w.seen.Drawn() && w.pages.page > 0:
		return w.unshown()
	case w.verdict.Consent.Sureness() > act.Unasked && !w.seen.Read(w.kit):
		return "too early: read it first, then press the key again"
	}
	return ""
}

// unshown says how what was not on the screen yet comes there.
func (w *Weighed) unshown() string {
	if w.pages.part.missed() {
		return "not all of it was shown yet: Up shows what was passed by"
	}
	return "not all of it was shown yet: Down shows the rest"
}

// Waiting is what a key is answered with while the act is on its way.
func (w *Weighed) Waiting() string {
	if w.sent.IsZero() {
		return ""
	}
	return "It was sent and cannot be stopped. Keys work again when the answer comes, or is no longer waited for."
}

// Sent is when the act left; zero while none is under way.
func (w *Weighed) Sent() time.Time { return w.sent }

// Typing reports whether something has to be typed to confirm.
func (w *Weighed) Typing() bool { return w.sent.IsZero() && w.field != nil && w.verdict.Stands() }

// Type takes a key or a paste for what has to be typed; a paste is refused.
func (w *Weighed) Type(msg tea.Msg) {
	if w.field == nil {
		return
	}
	switch msg.(type) {
	case tea.PasteMsg:
		w.field.Problem = "type it: a paste is not taken here"
	case tea.KeyPressMsg:
		w.field.Update(msg)
	}
}

// Action is the one that confirms, on the key that the verdict asks for.
func (w *Weighed) Action(id, verb string, done func(act.Outcome, error) tea.Msg) Action {
	a := Action{ID: id, Risk: Spends, Off: w.Why, Do: func() tea.Cmd { return w.Confirm(done) }}
	switch c := w.verdict.Consent; c.Sureness() {
	case act.ByCapital:
		a.Key = keybook.Fixed(verb, c.What())
	case act.ByTyping:
		a.Key, a.Risk = keybook.Fixed(verb+" when typed", "enter"), Irreversible
	case act.ByEnter:
		a.Key = keybook.Fixed(verb, "enter")
	default:
		a.Key, a.Risk = keybook.Fixed(verb, "enter"), Free
	}
	return a
}

// Confirm carries the act out for the key that was pressed, or says why not.
func (w *Weighed) Confirm(done func(act.Outcome, error) tea.Msg) tea.Cmd {
	each, no := w.Agree(1)
	if each == nil {
		return no
	}
	judge, ctx, a := w.judge, w.kit.Ctx, w.of
	return func() tea.Msg { return done(judge.Do(ctx, a, each[0])) }
}

// Agree makes n consents to the verdict that was read, each for one attempt,
// and takes no key from then on; whoever asked carries the attempts out. None
// are made while it cannot be confirmed: the command says why.
func (w *Weighed) Agree(n int) (each []act.Consent, no tea.Cmd) {
	if why := w.Why(); why != "" {
		return nil, Say(why)
	}
	if w.field != nil && !w.verdict.Consent.Takes(strings.TrimSpace(w.field.Value())) {
		w.field.Problem = "that does not match: nothing was done"
		return nil, nil
	}
	for range n {
		c, err := w.verdict.Agree(w.verdict.Consent)
		if err != nil {
			return nil, Fail(err)
		}
		each = append(each, c)
	}
	w.sent = w.kit.Now()
	return each, nil
}

// Back takes the answer in: keys count again, and what stands now is weighed anew.
func (w *Weighed) Back() tea.Cmd {
	w.sent, w.print = time.Time{}, act.Fingerprint{}
	w.seen.Anew()
	return w.Weigh(w.of)
}

// Clear forgets the act: it is done, or nobody asks for it any more.
func (w *Weighed) Clear() {
	w.sent, w.print = time.Time{}, act.Fingerprint{}
	_ = w.Weigh(nil)
}

// Act carries out an act that nobody is asked about: it is free, or can be
// taken back. One that does need a person is refused.
func Act(kit *Kit, judge act.Judge, a act.Act, done func(act.Outcome, error) tea.Msg) tea.Cmd {
	ctx := kit.Ctx
	return func() tea.Msg { return done(judge.Do(ctx, a, act.None())) }
}

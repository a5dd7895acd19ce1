package pane

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/themes"
	"switchboard/ui/keybook"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// bench gives the verdict it is told to and notes what it was asked to do.
type bench struct {
	v    act.Verdict
	done []act.Consent
	slow time.Duration
}

func (b *bench) Weigh(_ context.Context, a act.Act) (act.Verdict, error) {
	v := b.v
	v.Act = a
	return v, nil
}

func (b *bench) Do(_ context.Context, a act.Act, c act.Consent) (act.Outcome, error) {
	time.Sleep(b.slow)
	v, _ := b.Weigh(context.Background(), a)
	if err := c.Use(v); err != nil {
		return nil, err
	}
	b.done = append(b.done, c)
	return "done", nil
}

// driven runs a sheet's commands the way the console does.
type driven struct {
	t     *testing.T
	s     *Agree
	judge *bench
	msgs  chan tea.Msg
	got   []tea.Msg
}

func agreeing(t *testing.T, takes act.Consent) *driven {
	theme, _ := themes.Set{}.Load("mono")
	kit := &Kit{Ctx: t.Context(), Styles: style.New(theme, true), Keys: keybook.New(nil), Now: time.Now}
	b := &bench{v: act.Verdict{After: []act.Fact{{Name: "released", Value: "+1 415 555 0142", Kind: act.Number}}}}
	b.v.Take(takes)
	s := NewAgree(kit, b, Agreement{Title: "Release", Verb: "release", Act: act.Release{Number: phone.E164("+14155550142")},
		Done: func(out act.Outcome, err error) tea.Msg { return [2]any{out, err} }})
	d := &driven{t: t, s: s, judge: b, msgs: make(chan tea.Msg, 100)}
	d.run(s.Init())
	return d
}

func (d *driven) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				d.run(c)
			}
		default:
			d.msgs <- msg
		}
	}()
}

func (d *driven) settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-d.msgs:
			d.got = append(d.got, msg)
			d.run(d.s.Update(msg))
		default:
			return
		}
	}
}

func (d *driven) press(k string) (said string) {
	for _, a := range d.s.Actions() {
		for _, name := range a.Key.Keys() {
			if name == k {
				if why := a.Why(); why != "" {
					return why
				}
				d.run(a.Do())
				return ""
			}
		}
	}
	return "no key"
}

func (d *driven) view() string { return d.s.View(60, 10) }

func TestVerdictCountsOnceItWasDrawnAndRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := agreeing(t, act.Capital("R"))
		if said := d.press("R"); !strings.Contains(said, "no key") { // nothing is known of it yet
			t.Errorf("at once: %q", said)
		}
		d.settle()
		time.Sleep(time.Second) // weighed, and on no screen yet
		if said := d.press("R"); !strings.Contains(said, "too early") {
			t.Errorf("before it was drawn: %q", said)
		}
		d.view()
		time.Sleep(Reading - time.Millisecond)
		if said := d.press("R"); !strings.Contains(said, "too early") {
			t.Errorf("too early: %q", said)
		}
		time.Sleep(time.Millisecond)
		if said := d.press("R"); said != "" {
			t.Errorf("in time: %q", said)
		}
		d.settle()
		if len(d.judge.done) != 1 {
			t.Errorf("done %d times", len(d.judge.done))
		}
	})
}

func TestVerdictThatChangedIsReadAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := agreeing(t, act.Capital("R"))
		d.settle()
		d.view()
		time.Sleep(time.Second)
		d.judge.v.Warn(act.LastAddress.Of(), act.None())
		d.run(d.s.Update(store.Numbers))
		d.settle()
		d.view()
		if said := d.press("R"); !strings.Contains(said, "too early") {
			t.Errorf("a new warning: %q", said)
		}
		d.run(d.s.Update(store.Numbers)) // the same again
		d.settle()
		time.Sleep(Reading)
		if said := d.press("R"); said != "" {
			t.Errorf("the same verdict: %q", said)
		}
	})
}

func TestVerdictIsSeenOnlyOnceTheTerminalHasIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := agreeing(t, act.Capital("R"))
		var left time.Time
		d.s.kit.Shown = func(time.Time) (time.Time, bool) { return left, !left.IsZero() }
		d.settle()
		d.view()
		time.Sleep(time.Minute) // the line is slow
		if said := d.press("R"); !strings.Contains(said, "too early") {
			t.Errorf("nothing has left: %q", said)
		}
		left = time.Now()
		time.Sleep(Reading)
		if said := d.press("R"); said != "" {
			t.Errorf("read: %q", said)
		}
	})
}

func TestNoKeyWhileTheActIsOnItsWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := agreeing(t, act.Capital("R"))
		d.judge.slow = 5 * time.Second
		d.settle()
		d.view()
		time.Sleep(time.Second)
		d.press("R")
		if d.s.Waiting() == "" || d.press("R") != "no key" || d.press("esc") != "no key" {
			t.Error("keys count while it is on its way")
		}
		time.Sleep(6 * time.Second)
		d.settle()
		if len(d.judge.done) != 1 {
			t.Errorf("done %d times", len(d.judge.done))
		}
	})
}

func TestWhatCannotBeUndoneIsTyped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := agreeing(t, act.Typed("0142"))
		d.settle()
		d.view()
		time.Sleep(time.Second)
		if !d.s.Capturing() {
			t.Fatal("nothing is typed")
		}
		d.s.Update(tea.PasteMsg{Content: "0142"})
		if !strings.Contains(d.view(), "a paste is not taken") {
			t.Error("a paste is not refused", d.view())
		}
		if d.press("enter"); len(d.judge.done) > 0 {
			t.Error("a paste counts")
		}
		for _, r := range "0142" {
			d.s.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
		if said := d.press("enter"); said != "" {
			t.Error(said)
		}
		d.settle()
		if len(d.judge.done) != 1 {
			t.Errorf("done %d times", len(d.judge.done))
		}
	})
}

func TestWhatIsRefusedSaysWhyAndTakesNoKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := agreeing(t, act.Capital("R"))
		d.judge.v.Refuse(act.PlaceFull.Of(20, 20))
		d.s.of.Says = func(*Kit, act.Act, string) []text.Safe {
			return []text.Safe{text.Own("Words of it."), text.Own("More of them.")}
		}
		d.run(d.s.Update(store.Numbers))
		d.settle()
		if v := d.s.View(40, 4); !strings.Contains(v, "20 of 20 numbers are active") { // below the facts nobody would see it
			t.Error(v)
		}
		if v := d.view(); !strings.Contains(v, "20 of 20 numbers are active") || !strings.Contains(v, "x in Live") {
			t.Error(v)
		}
		time.Sleep(time.Minute)
		if said := d.press("R"); !strings.Contains(said, "20 of 20") {
			t.Error(said)
		}
	})
}

// What a verdict names is never cut, however long its name is and however wide the window.
func TestTheNameOfAFactIsWhole(t *testing.T) {
	theme, _ := themes.Set{}.Load("mono")
	kit := &Kit{Ctx: t.Context(), Styles: style.New(theme, true), Keys: keybook.New(nil), Now: time.Now}
	for _, width := range []int{40, 90} {
		got := strings.Join(NewWeighed(kit, nil).fact(act.Fact{Name: "cnam.display_name will be", Value: "ACME INC", Kind: act.Name}, style.Text, width), " ")
		if !strings.Contains(got, "cnam.display_name will be: ACME INC") {
			t.Errorf("at %d cells it says %q", width, got)
		}
	}
}

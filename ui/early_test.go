package ui_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"switchboard/store/act"
	"switchboard/ui"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
	"switchboard/ui/style"
)

// giver is a pane with an act that is asked about, and the judge of it.
type giver struct {
	touchy
	kit  *pane.Kit
	sent int
	no   []act.Reason // against giving back
	slow time.Duration
}

func (g *giver) Weigh(_ context.Context, a act.Act) (act.Verdict, error) {
	v := act.Verdict{Act: a}
	v.Take(act.Capital("R"))
	v.Refuse(g.no...)
	return v, nil
}

func (g *giver) Do(ctx context.Context, a act.Act, c act.Consent) (act.Outcome, error) {
	v, _ := g.Weigh(ctx, a)
	if err := c.Use(v); err != nil {
		return nil, err
	}
	g.sent++
	time.Sleep(g.slow)
	return nil, nil
}

func (g *giver) Actions() []pane.Action {
	b := key.NewBinding(key.WithKeys("g"), key.WithHelp("g", "give back"))
	ask := pane.Agreement{Title: "Give back", Verb: "give back", Act: act.Release{Number: "+14155550142"},
		Done: func(act.Outcome, error) tea.Msg { return pane.Toast{Text: "given back"} }}
	return append(g.touchy.Actions(), pane.Action{ID: "giver.give", Key: b, Do: func() tea.Cmd {
		return pane.Send(pane.Push{Sheet: pane.NewAgree(g.kit, g, ask)})
	}})
}

func givers(t *testing.T, f func(m *ui.Model, g *giver)) {
	synctest.Test(t, func(t *testing.T) {
		kit := consoletest.Look{}.Kit(t.Context(), t)
		g := &giver{kit: kit, touchy: touchy{form: &form{}}}
		m := ui.New(ui.Options{Kit: kit, Watch: consoletest.Never{}, Panes: []pane.Pane{g}})
		f(m, g)
		m.Quit()
	})
}

// ask opens the question and leaves it there for long enough.
func ask(m *ui.Model) {
	run(m, "g")
	m.View()
	time.Sleep(time.Second)
}

func says(t *testing.T, m *ui.Model, want string) {
	t.Helper()
	if frame := ansi.Strip(m.View().Content); !strings.Contains(frame, want) {
		t.Errorf("the screen does not say %q:\n%s", want, frame)
	}
}

func TestKeyThatConfirmsTooEarlySendsNothingAndIsTold(t *testing.T) {
	givers(t, func(m *ui.Model, g *giver) {
		run(m, "gR")
		says(t, m, "Too early")
		time.Sleep(time.Second)
		run(m, "")
		if g.sent != 0 {
			t.Fatal("what was typed before the question answers it")
		}
		run(m, "R")
		if g.sent != 1 {
			t.Error("the key never counts")
		}
	})
}

// That a key came too early is over a moment later. It is told for as long as everything: the key has to be pressed again.
func TestThatAKeyCameTooEarlyStaysToBeRead(t *testing.T) {
	givers(t, func(m *ui.Model, g *giver) {
		run(m, "gR")
		m.View()
		for range 20 {
			time.Sleep(100 * time.Millisecond)
			m.Update(pane.Tick(time.Now()))
			says(t, m, "Too early")
		}
	})
}

func TestKeysTypedWhileAnActIsOnItsWayBelongToNobody(t *testing.T) {
	givers(t, func(m *ui.Model, g *giver) {
		g.slow = 100 * time.Millisecond
		ask(m)
		run(m, "Rx")
		if g.ended != 0 {
			t.Error("the pane under the sheet took a key")
		}
		run(m, "xR") // the sheet has just closed by itself
		if g.ended != 0 || g.sent != 1 {
			t.Errorf("%d numbers were ended, %d given back", g.ended, g.sent)
		}
		run(m, "#")
		says(t, m, `xR a paste" was not taken`)
		time.Sleep(time.Second)
		run(m, "x")
		if g.ended != 1 {
			t.Error("the pane has lost its keys")
		}
	})
}

// On a computer that stood still a key is answered long after it was typed: what it may answer was on the screen then.
func TestAKeyThatWaitedAnswersNothingThatCameMeanwhile(t *testing.T) {
	givers(t, func(m *ui.Model, g *giver) {
		typed := time.Now()
		g.kit.Typed = func() time.Time { return typed }
		ask(m)
		if run(m, "R"); g.sent != 0 {
			t.Fatal("what was typed before the question answers it")
		}
		says(t, m, "Too early")
		typed = time.Now()
		if run(m, "R"); g.sent != 1 {
			t.Error("the key never counts")
		}
	})
}

// Keys count again once the window without the sheet was on the screen, and not by the clock alone.
func TestKeysBeforeTheClosedSheetHasLeftTheScreenBelongToNobody(t *testing.T) {
	givers(t, func(m *ui.Model, g *giver) {
		ask(m)
		run(m, "R")
		time.Sleep(time.Second) // no frame was drawn yet
		run(m, "x")
		if m.View(); g.sent != 1 || g.ended != 0 {
			t.Fatalf("%d given back, %d ended", g.sent, g.ended)
		}
		run(m, "x")
		if says(t, m, `"xx" was not taken`); g.ended != 0 {
			t.Error("the frame has just been drawn")
		}
		time.Sleep(time.Second)
		run(m, "x")
		if g.ended != 1 {
			t.Error("the pane has lost its keys")
		}
	})
}

func TestEnterOnAQuestionForACapitalLetterSaysThatNothingWasDone(t *testing.T) {
	givers(t, func(m *ui.Model, g *giver) {
		run(m, "g")
		time.Sleep(time.Second)
		send(m, tea.KeyPressMsg{Code: tea.KeyEnter})
		says(t, m, `Nothing was done. The key for "give back" is R.`)
		if g.sent != 0 {
			t.Error("Enter gives back")
		}
	})
}

// A key that does nothing where it is pressed says so, in a sheet as in a pane.
func TestNoKeyIsSilent(t *testing.T) {
	givers(t, func(m *ui.Model, g *giver) {
		run(m, "Z")
		says(t, m, "Z does nothing here. ? shows all keys.")
		run(m, ";")
		says(t, m, "\";\" does nothing here. ? shows all keys.")
		ask(m)
		run(m, "b")
		says(t, m, "b does nothing here. The keys that work are named at the foot.")
		send(m, tea.KeyPressMsg{Code: tea.KeyEscape})
		run(m, "nab")
		send(m, tea.KeyPressMsg{Code: tea.KeyF1})
		says(t, m, "F1 does nothing here. The keys that work are named at the foot.")
		if typed := g.form.typed.String(); typed != "ab" {
			t.Errorf("typed is %q", typed)
		}
	})
}

// A key that is drawn pale answers with its reason and the way out: that it is too early, and when it counts; or what
// stands against its act, and what mends that. It is drawn like the others as soon as it counts.
func TestAPaleKeyHasItsReasonAndItsWayOut(t *testing.T) {
	refused := act.SpendDay.Of()
	refused.Say, refused.Mend = "the limit of today is reached", "raise it in the settings"
	for _, c := range []struct {
		no     []act.Reason
		after  time.Duration
		reason []string
	}{
		{nil, 0, []string{"Too early: read it first, then press the key again."}},
		{[]act.Reason{refused}, time.Second, []string{"the limit of today is reached", "raise it in the settings"}},
	} {
		givers(t, func(m *ui.Model, g *giver) {
			pale := g.kit.Styles.Paint(style.Faint, "R give back")
			g.no = c.no
			run(m, "g")
			m.View()
			time.Sleep(c.after)
			if frame := m.View().Content; !strings.Contains(frame, pale) {
				t.Errorf("the key is not drawn pale:\n%q", frame)
			}
			run(m, "R")
			for _, want := range c.reason {
				says(t, m, want)
			}
			time.Sleep(time.Second)
			if frame := m.View().Content; strings.Contains(frame, pale) != (len(c.no) > 0) {
				t.Errorf("pale with %v:\n%q", c.no, frame)
			}
			if run(m, "R"); (g.sent == 1) != (len(c.no) == 0) {
				t.Errorf("%d were sent with %v", g.sent, c.no)
			}
		})
	}
}

// What was said of a key that did nothing does not stand under the next sheet as if it were about that; it stays for who
// types on so fast that nobody read it.
func TestWhatIsSaidOfAKeyGoesWithTheNextSheet(t *testing.T) {
	for _, pause := range []time.Duration{0, time.Second} {
		givers(t, func(m *ui.Model, _ *giver) {
			run(m, "gR")
			send(m, tea.KeyPressMsg{Code: tea.KeyEscape})
			time.Sleep(pause)
			run(m, "g")
			if gone := !strings.Contains(ansi.Strip(m.View().Content), "Too early"); gone != (pause > 0) {
				t.Errorf("after %s it is gone: %t", pause, gone)
			}
		})
	}
}

// It goes with the act as well: what is on its way was not too early.
func TestWhatIsSaidOfAKeyGoesWithTheAct(t *testing.T) {
	givers(t, func(m *ui.Model, g *giver) {
		g.slow = time.Minute
		run(m, "gR")
		says(t, m, "Too early")
		time.Sleep(time.Second)
		run(m, "R")
		if frame := ansi.Strip(m.View().Content); strings.Contains(frame, "Too early") || g.sent != 1 {
			t.Errorf("%d sent:\n%s", g.sent, frame)
		}
		time.Sleep(g.slow)
	})
}

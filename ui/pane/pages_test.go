package pane

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/store/act"
)

// Where only a part of a verdict has room, it counts once each line was on the screen: a key that is held down turns
// pages faster than the terminal gets them, and those that were passed by are gone back to.
func TestEachLineOfAVerdictWasOnTheScreen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := agreeing(t, act.Capital("R"))
		for _, name := range []string{"one", "two", "three", "four", "five", "six", "seven", "eight"} {
			d.judge.v.After = append(d.judge.v.After, act.Fact{Name: name, Value: name})
		}
		var lost time.Time // what was drawn then never leaves for the terminal
		d.s.kit.Shown = func(at time.Time) (time.Time, bool) { return at, !at.Equal(lost) }
		look := func() string { return d.s.View(60, 5) }
		d.run(d.s.weighed.ask())
		d.settle()
		look()
		time.Sleep(Reading)
		d.press("down")
		lost = time.Now()
		look()
		d.press("down")
		time.Sleep(time.Millisecond)
		if frame := look(); !strings.Contains(frame, "Up shows what was passed by") {
			t.Fatal(frame)
		}
		time.Sleep(time.Minute)
		if said := d.press("R"); len(d.judge.done) != 0 || !strings.Contains(said, "Up shows what was passed by") {
			t.Errorf("agreed to %d times, %q", len(d.judge.done), said)
		}
		d.press("up")
		look()
		time.Sleep(Reading)
		d.press("down")
		look()
		time.Sleep(Reading)
		d.press("R")
		d.settle()
		if len(d.judge.done) != 1 {
			t.Errorf("agreed to %d times once all was there:\n%s", len(d.judge.done), look())
		}
	})
}

package acceptance

import (
	"flag"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/cli"
)

var seed = flag.Uint64("seed", 1, "what the careless person does")

// person presses keys nobody thought of.
type person struct {
	*rand.Rand
	said []string // the last steps, for a failure
}

func newPerson(t *testing.T, n uint64) *person {
	t.Logf("seed %d (-seed chooses another)", *seed+n)
	return &person{Rand: rand.New(rand.NewPCG(*seed+n, 9))}
}

func (p *person) one(of []string) string { return of[p.IntN(len(of))] }

var (
	moving  = []string{"up", "down", "left", "right", "home", "end", "pgup", "pgdown", "tab", "shift+tab", "enter", "esc", "backspace", "alt+left", "space"}
	letters = strings.Split("abcdefghijklmnopqrstuvwxyz*,.!?/:`+-=@#", "")
	digits  = strings.Split("0123456789", "")
	chords  = strings.Split("ctrl+a ctrl+d ctrl+u ctrl+k ctrl+h ctrl+j ctrl+w ctrl+e ctrl+n ctrl+p ctrl+l ctrl+z", " ")
	pastes  = []string{"yes\nD\n", "+1 (415) 555-0142", "status:paused", "\x1b[31mP\x1b]52;c;eA==\a", "日本語テキスト 👨‍👩‍👧 العربية", strings.Repeat("x", 3000)}
)

// careless are the keys no confirmation answers to.
func careless(p *person) string {
	switch n := p.IntN(20); {
	case n < 7:
		return p.one(moving)
	case n < 15:
		return p.one(letters)
	case n < 18:
		return p.one(digits)
	}
	return p.one(chords)
}

// step does one thing to the console and tells what.
func (d *desk) step(p *person, keys func(*person) string) {
	was := ""
	switch n := p.IntN(30); n {
	case 0:
		s := p.one(pastes)
		was = "paste " + s[:min(len(s), 12)]
		d.Paste(s)
	case 1:
		was = "blur, focus"
		d.Send(tea.BlurMsg{})
		d.Send(tea.FocusMsg{})
	case 2, 3:
		was = "wait"
		d.Sleep(time.Duration(p.IntN(8)) * 250 * time.Millisecond)
	default:
		was = keys(p)
		d.Press(was)
	}
	p.said = append(p.said, was)
}

// Whatever is pressed, pasted and resized: the frame has the window's height,
// no line is over-wide, and nothing panics.
func TestEveryFrameFitsItsWindow(t *testing.T) {
	for part := range uint64(3) {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			p := newPerson(t, part)
			inBubble(t, cli.Flags{}, func(d *desk) {
				capitals := strings.Split("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "")
				for range 1000 {
					if p.IntN(3) == 0 {
						d.Resize(1+p.IntN(220), 1+p.IntN(60))
					}
					d.step(p, func(p *person) string {
						if p.IntN(8) == 0 {
							return p.one(capitals)
						}
						return careless(p)
					})
					frame := d.Frame()
					if d.Opened.Console.Crash() != nil || strings.Contains(frame, "Something went wrong inside") {
						t.Error(frame)
					}
					if t.Failed() {
						t.Errorf("after %q", p.said[max(0, len(p.said)-12):])
						return
					}
				}
			})
		})
	}
}

// Escape goes back and never out.
func TestEscapeNeverQuits(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{}, func(d *desk) {
		openers := []string{"", "?", ":", "/", "n", "Y", "s", ",", "!", "x", "e", "b", "a", "E", "f", "enter"}
		for _, digit := range d.panes() {
			d.Resize(100, 30)
			for _, k := range openers {
				d.Press(digit)
				if k != "" {
					d.Press(k)
				}
				d.Sleep(500 * time.Millisecond)
				for range 20 {
					d.Press("esc")
				}
				if d.Quit {
					t.Errorf("Esc after %q in pane %s ended the console", k, digit)
					return
				}
			}
		}
		if sent := spends(d.Changed()); len(sent) > 0 {
			t.Errorf("opening and leaving sent %q", sent)
		}
	})
}

// spends tells the requests that spend, release, provision or change a balance.
func spends(sent []string) []string {
	var out []string
	for _, s := range sent {
		for _, end := range []string{" /activation", "/activation", "/transaction", "/customer", "/activate", "/verify-checkout", "/signup"} {
			if strings.HasSuffix(s, end) {
				out = append(out, s)
			}
		}
		if strings.HasPrefix(s, "DELETE ") || strings.Contains(s, "/report") {
			out = append(out, s)
		}
	}
	return out
}

// Whatever is pressed but the capital that is shown or the word that is asked
// for: nothing is spent, released or provisioned, whatever a paste says.
func TestCarelessKeysSpendNothing(t *testing.T) {
	for part := range uint64(3) {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			p := newPerson(t, 100+part)
			inBubble(t, cli.Flags{}, func(d *desk) {
				d.Resize(100, 30)
				owned := d.lines()
				for i := range 800 {
					if i%25 == 0 {
						for range 6 {
							d.Press("esc")
						}
						d.Press(p.one([]string{"1", "2", "3", "4", "5", "6", "7"}))
					}
					d.step(p, careless)
					if bad := spends(d.Changed()); len(bad) > 0 {
						t.Errorf("%q was sent after %q:\n%s", bad, p.said[max(0, len(p.said)-25):], d.Frame())
						return
					}
				}
				if now := d.lines(); now != owned {
					t.Errorf("the numbers of LINES or their addresses changed: %s\nthey were %s", now, owned)
				}
			})
		})
	}
}

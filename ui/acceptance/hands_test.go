package acceptance

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/sandbox"
	"switchboard/testdata/proof"
	"switchboard/ui/cli"
)

// move is one thing that random hands do, or that happens to them.
type move struct {
	Do   string // key, type, paste, size, wait, focus, fault or scene
	Text string `json:",omitempty"`
	W, H int    `json:",omitempty"` // of a size in cells; W alone of a wait, in milliseconds
}

func (m move) String() string {
	switch m.Do {
	case "size":
		return fmt.Sprintf("size %dx%d", m.W, m.H)
	case "wait":
		return fmt.Sprintf("wait %d ms", m.W)
	}
	return fmt.Sprintf("%s %q", m.Do, m.Text)
}

var (
	handKeys = strings.Fields(`enter enter enter enter esc esc tab up down down left right pgup pgdown home end backspace space shift+tab
		ctrl+a ctrl+e ctrl+u ctrl+w ctrl+k ctrl+l alt+b alt+f ctrl+t ctrl+n ctrl+p`)
	handWords = strings.Split("acme|telegram|united kingdom|+5|-20|415|8423|yes|1 market st|san francisco|CA|94105|+14155550123|customer:acme|status:active|kill", "|")
	handText  = strings.Split("\x1b[2Jcleared|line\none|\u202e123456|a\u0301\u0301\u0301\u0301|👩‍👩‍👧‍👧|漢字|", "|")
	handFault = []sandbox.Fault{
		{Kind: sandbox.LostAnswer}, {Kind: sandbox.Reset}, {Kind: sandbox.Status, Status: 503, Times: 3}, {Kind: sandbox.Status, Status: 429},
		{Kind: sandbox.Malformed}, {Kind: sandbox.HTML}, {Kind: sandbox.Latency, MS: 3000, Times: 5}, {Kind: sandbox.Offline, Times: 10},
	}
)

// errands are what people do all day, as keys and words with a space between.
var errands = []string{
	"1 n acme enter telegram enter united*kingdom enter enter enter", "1 N enter O enter", "1 n enter enter enter enter enter", "1 n acme enter whatsapp enter us enter enter y Y enter",
	"1 x", "1 X", "1 a", "1 r", "1 f enter enter",
	"2 b +5 enter A enter", "2 b -1 enter D enter", "2 n abc enter enter C enter", "2 s down enter P enter",
	"4 n enter enter enter", "4 p enter P enter", "4 e enter S enter", "4 down p P enter",
	"5 x 8423 enter R enter", "5 x 1422 enter", "5 a down enter P S enter", "5 c test enter S enter", "5 / 415 enter space B enter b B enter",
	": credit enter", ", down enter", "! enter", "? esc",
}

// paces are how long somebody waits between two words, in milliseconds: who
// cannot wait, who types, and who reads what there is to read.
var paces = [][]int{{0, 0, 20, 100, 250, 330, 500, 900}, {60, 80, 120}, {500, 700, 900}, {500, 700, 900}}

// errand does one of them at some pace, in one piece, and mostly from a clear screen.
func errand(dice *rand.Rand) []move {
	var list []move
	pace := paces[dice.IntN(len(paces))]
	if dice.IntN(5) > 0 {
		for range 5 {
			list = append(list, move{Do: "key", Text: "esc"})
		}
	}
	for _, word := range strings.Fields(errands[dice.IntN(len(errands))]) {
		m := move{Do: "key", Text: word}
		if _, special := named[word]; !special && len(word) > 1 {
			m = move{Do: "type", Text: strings.ReplaceAll(word, "*", " ")}
		}
		list = append(list, m)
		if pause := pace[dice.IntN(len(pace))]; pause > 0 {
			list = append(list, move{Do: "wait", W: pause})
		}
	}
	return list
}

var named = map[string]bool{"enter": true, "esc": true, "down": true, "space": true}

// aKey is any key but those that end the program: every letter, digit and sign.
func aKey(dice *rand.Rand) move {
	if dice.IntN(2) == 0 {
		return move{Do: "key", Text: handKeys[dice.IntN(len(handKeys))]}
	}
	return move{Do: "key", Text: string(rune('!' + dice.IntN('~'-'!'+1)))}
}

// handsOf are n moves as the dice fall.
func handsOf(dice *rand.Rand, n int) []move {
	var list []move
	for len(list) < n {
		switch v := dice.IntN(100); {
		case v < 25:
			list = append(list, aKey(dice))
		case v < 45:
			list = append(list, errand(dice)...)
		case v < 50: // a burst, in no time at all
			for range 2 + dice.IntN(12) {
				list = append(list, aKey(dice))
			}
		case v < 62:
			list = append(list, move{Do: "type", Text: handWords[dice.IntN(len(handWords))]}, move{Do: "key", Text: "enter"})
		case v < 65:
			list = append(list, move{Do: "paste", Text: handText[dice.IntN(len(handText))]})
		case v < 68:
			list = append(list, move{Do: "size", W: 20 + dice.IntN(181), H: 5 + dice.IntN(56)})
		case v < 90:
			list = append(list, move{Do: "wait", W: 20 << dice.IntN(8)})
		case v < 92:
			list = append(list, move{Do: "wait", W: 20000})
		case v < 94:
			list = append(list, move{Do: "focus"})
		case v < 97:
			raw, _ := json.Marshal(handFault[dice.IntN(len(handFault))]) // plain values: it cannot fail
			list = append(list, move{Do: "fault", Text: string(raw)})
		default:
			list = append(list, move{Do: "scene", Text: "clear"})
		}
	}
	return list[:n]
}

// one makes a move.
func (h *hands) one(m move) {
	switch m.Do {
	case "key":
		h.press(m)
	case "type":
		for _, r := range m.Text {
			key := string(r)
			if r == ' ' {
				key = "space"
			}
			h.press(move{Do: "key", Text: key})
		}
	case "paste":
		h.Paste(m.Text)
	case "size":
		h.resize(m.W, m.H)
	case "wait":
		for end := time.Now().Add(time.Duration(m.W) * time.Millisecond); time.Now().Before(end); h.look() {
			h.Sleep(min(250*time.Millisecond, time.Until(end)))
		}
	case "focus":
		h.Send(tea.BlurMsg{})
		h.Send(tea.FocusMsg{})
	case "fault":
		var f sandbox.Fault
		if err := json.Unmarshal([]byte(m.Text), &f); err != nil {
			h.T.Fatal(err)
		}
		if err := h.World.Inject(f); err != nil {
			h.T.Fatal(err)
		}
	case "scene":
		h.World.ClearFaults()
	}
	h.judge()
	h.look()
}

// play makes all moves, in consoles that follow each other when one is left.
func play(t *testing.T, list []move) (sends int) {
	t.Helper()
	p := program(t)
	synctest.Test(t, func(t *testing.T) {
		for len(list) > 0 && !t.Failed() {
			open(t, p, cli.Flags{}, func(d *desk) {
				h := &hands{desk: d, since: time.Now(), got: len(d.World.Requests())}
				h.filed = d.lines()
				grew := runtime.NumGoroutine()
				for len(list) > 0 && !t.Failed() && !d.Quit {
					h.one(list[0])
					list = list[1:]
				}
				d.Sleep(time.Minute)
				if n := runtime.NumGoroutine(); n > grew+40 {
					t.Errorf("%d goroutines at the beginning, %d at the end", grew, n)
				}
				sends += h.sends
			})
			synctest.Wait()
		}
	})
	return sends
}

// Random hands for a while: nothing is sent that was not on the screen long
// enough, no frame is out of its window, nothing crashes.
func TestRandomHands(t *testing.T) {
	if testing.Short() {
		t.Skip("plays for a while")
	}
	n, seed := proof.Size(t, 1000), proof.Seed(t, 5)
	list, sends := handsOf(rand.New(rand.NewPCG(seed, 4)), n), 0
	if t.Run("play", func(t *testing.T) { sends = play(t, list) }) {
		proof.Figure(t, "moves", n)
		proof.Figure(t, "grave requests", sends)
		if sends == 0 {
			t.Error("the hands did nothing that could have been wrong")
		}
		return
	}
	t.Logf("the shortest list of moves that shows it:\n%v", shortest(t, list))
}

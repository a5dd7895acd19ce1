package text

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"switchboard/testdata/proof"
)

// What stands behind a text stands in the column that Width says, by the
// judgement of a terminal that is not ours: tmux is asked where its cursor is.
func TestWidthIsThatOfTmux(t *testing.T) {
	n, dice := proof.Size(t, 2000), rand.New(rand.NewPCG(proof.Seed(t, 1), 11))
	texts, list := make([]Safe, 0, n), append(proof.Hostile(t), proof.Names()...)
	for i := range n {
		s := proof.Mixture(dice, list)
		if i < len(list) {
			s = list[i]
		}
		texts = append(texts, Clean(s).Cut(60))
	}
	for i, at := range cursors(t, texts) {
		if want := texts[i].Width(); at != want {
			t.Errorf("%q is %d cells by Width and %d by tmux", texts[i], want, at)
		}
	}
	proof.Figure(t, "names measured by tmux", n)
}

// Each character that is drawn takes the cells that tmux gives it. A small run
// looks at one of sixty.
func TestEveryCharacterIsAsWideAsInTmux(t *testing.T) {
	step := rune(60)
	if proof.Large() {
		step = 1
	}
	var texts []Safe
	for r := rune(0xA0); r < 0x40000; r += step {
		texts = append(texts, Clean("a"+string(r)+"b"))
	}
	for i, at := range cursors(t, texts) {
		if want := texts[i].Width(); at != want {
			t.Errorf("%q, %U, is %d cells by Width and %d by tmux", texts[i], []rune(texts[i].String())[1], want, at)
		}
	}
	proof.Figure(t, "characters measured by tmux", len(texts))
}

// cursors are the columns in which tmux's cursor stands behind each text.
func cursors(t *testing.T, texts []Safe) []int {
	t.Helper()
	x := proof.NewTmux(t)
	var lines strings.Builder
	for _, s := range texts {
		lines.WriteString(s.String() + "\n")
	}
	if err := os.WriteFile(filepath.Join(x.Dir, "asked"), []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	var out []int
	for line := range strings.Lines(string(x.Run("TestCursorsInsideTmux", across, 10))) {
		at := 0
		if _, err := fmt.Sscan(line, &at); err != nil {
			t.Fatal(err)
		}
		out = append(out, at)
	}
	if len(out) != len(texts) {
		t.Fatalf("tmux told %d columns of %d", len(out), len(texts))
	}
	return out
}

// across is how many cells the window of the other terminal has.
const across = 100

// TestCursorsInsideTmux is the program that runs in tmux: it draws each text at the
// left edge and asks the terminal for its cursor.
func TestCursorsInsideTmux(t *testing.T) {
	x := proof.NewInTmux(t)
	raw, err := os.ReadFile(filepath.Join(x.Dir, "asked"))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for s := range strings.SplitSeq(strings.TrimSuffix(string(raw), "\n"), "\n") {
		row, column := x.Draw("\x1b[1;1H\x1b[2K" + s)
		fmt.Fprintln(&out, column+across*row)
	}
	x.Tell(out.String())
}

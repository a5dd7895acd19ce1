package acceptance

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"switchboard/client/platfone"
	"switchboard/testdata/proof"
	"switchboard/ui/cli"
	"switchboard/ui/text"
)

// borders are what has to stand in one column, or at the end of a straight line.
const borders = "│╭╮╰╯├┤"

// over is written over each border at the column where the program counts it.
const over = "#"

// However strange the names in a list and in a sheet over it are, every border and the end of every line stand where the program
// counts them, by the judgement of a terminal that is not ours: tmux writes over them by their columns, and has then nothing else changed.
func TestBordersAreStraightInTmux(t *testing.T) {
	x := proof.NewTmux(t)
	n, dice := proof.Size(t, 2000), rand.New(rand.NewPCG(proof.Seed(t, 1), 12))
	list := append(proof.Hostile(t), proof.Names()...)
	for i := len(list); i < n; i++ {
		list = append(list, proof.Mixture(dice, list))
	}
	list = list[:n]
	sizes := [][2]int{{80, 24}, {120, 40}, {40, 10}}
	share := (n + len(sizes) - 1) / len(sizes) // a small run shows each name in one size
	for i, size := range sizes {
		names := list
		if !proof.Large() {
			names = list[min(i*share, n):min((i+1)*share, n)]
		}
		frames := framesOf(t, size[0], size[1], names)
		asked, err := json.Marshal(frames)
		if err == nil {
			err = os.WriteFile(filepath.Join(x.Dir, "asked"), asked, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		var wrong []string
		if err := json.Unmarshal(x.Run("TestBordersInsideTmux", size[0], size[1]), &wrong); err != nil {
			t.Fatal(err)
		}
		for _, w := range wrong {
			t.Errorf("in %d by %d cells: %s", size[0], size[1], w)
		}
		proof.Figure(t, "frames whose borders tmux judged", len(frames))
	}
	proof.Figure(t, "names in them", n)
}

// framesOf are the pages of customers and of history with such names, each bare and under a sheet.
func framesOf(t *testing.T, w, h int, names []string) (frames []string) {
	t.Helper()
	inBubble(t, cli.Flags{Offline: true}, func(d *desk) {
		now := time.Now()
		var customers []platfone.Customer
		var activations []platfone.Activation
		for i, s := range names {
			customers = append(customers, platfone.Customer{ID: id(i, s), Status: "active", CreatedAt: now, UpdatedAt: now})
			activations = append(activations, hostileActivation(i, s, now))
		}
		if err := d.DB.PutCustomers(d.Ctx, now, customers...); err != nil {
			d.T.Fatal(err)
		}
		if err := d.DB.PutActivations(d.Ctx, now, activations...); err != nil {
			d.T.Fatal(err)
		}
		d.Resize(w, h)
		d.Sleep(2 * time.Second)
		for pane, sheet := range map[string]string{"2": "E", "3": "Y"} {
			d.Press(pane, "home")
			for last, page := "", ""; ; last = page {
				if page = d.Frame(); page == last {
					break
				}
				d.Press(sheet)
				frames = append(frames, page, d.Frame())
				d.Press("esc", "pgdown")
			}
		}
	})
	if len(frames)*h < 2*len(names) {
		t.Errorf("%d names have only %d frames of %d lines", len(names), len(frames), h)
	}
	return frames
}

// TestBordersInsideTmux is the program that runs in tmux: it draws each frame, writes over its borders and tells
// what else that changed.
func TestBordersInsideTmux(t *testing.T) {
	x := proof.NewInTmux(t)
	raw, err := os.ReadFile(filepath.Join(x.Dir, "asked"))
	if err != nil {
		t.Fatal(err)
	}
	var frames []string
	if err := json.Unmarshal(raw, &frames); err != nil {
		t.Fatal(err)
	}
	wrong := []string{}
	for _, f := range frames {
		draw, mark, marked := "\x1b[2J", "", 0
		for row, line := range strings.Split(strings.TrimSuffix(f, "\n"), "\n") {
			draw += fmt.Sprintf("\x1b[%d;1H%s", row+1, line)
			for _, column := range stands(line) {
				mark += fmt.Sprintf("\x1b[%d;%dH"+over, row+1, column+1)
				marked++
			}
		}
		x.Draw(draw)
		before := x.Screen()
		x.Draw(mark)
		after, changed := x.Screen(), 0
		bs, as := strings.Split(before, "\n"), strings.Split(after, "\n")
		for i := range min(len(bs), len(as)) {
			n, ok := overwritten(bs[i], as[i])
			if changed += n; !ok {
				wrong = append(wrong, fmt.Sprintf("%q\nis, with its borders written over,\n%q", bs[i], as[i]))
			}
		}
		if changed != marked || len(bs) != len(as) {
			wrong = append(wrong, fmt.Sprintf("%d of %d borders stand where they are counted:\n%s\n%s", changed, marked, before, after))
		}
	}
	told, err := json.Marshal(wrong)
	if err != nil {
		t.Fatal(err)
	}
	x.Tell(string(told))
}

// stands are the columns of the borders of a line and of its end, where that is a plain letter.
func stands(line string) (columns []int) {
	for at := 0; at < len(line); {
		cluster, _ := ansi.FirstGraphemeCluster(line[at:], ansi.GraphemeWidth)
		ends := at+len(cluster) == len(line) && len(cluster) == 1 && cluster != over
		if strings.Contains(borders, cluster) || ends {
			columns = append(columns, text.Width(line[:at]))
		}
		at += len(cluster)
	}
	return columns
}

// overwritten counts the letters that were written over and reports whether they were borders or plain and nothing else has changed.
func overwritten(before, after string) (n int, ok bool) {
	for before != "" && after != "" {
		b, _ := ansi.FirstGraphemeCluster(before, ansi.GraphemeWidth)
		a, _ := ansi.FirstGraphemeCluster(after, ansi.GraphemeWidth)
		if a != b {
			if a != over || utf8.RuneCountInString(b) != 1 {
				return n, false
			}
			n++
		}
		before, after = before[len(b):], after[len(a):]
	}
	return n, before == after
}

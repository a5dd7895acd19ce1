package customers_test

import (
	"fmt"
	"testing"
	"time"
)

var sizes = []setup{{w: 40, h: 8}, {w: 80, h: 24}, {w: 120, h: 40}}

func name(what string, s setup) string { return fmt.Sprintf("customers-%s-%dx%d", what, s.w, s.h) }

func TestFrames(t *testing.T) {
	for _, s := range sizes {
		t.Run(fmt.Sprintf("%dx%d", s.w, s.h), func(t *testing.T) {
			inBubble(t, s, func(r *rig) {
				r.frame(name("list", s))
				r.Press("right")
				r.Settle()
				r.frame(name("low", s))
				r.Press("left", "/")
				r.Type("status:active ac")
				r.Sleep(time.Second)
				r.frame(name("typing", s))
				r.Press("enter", "enter")
				r.Sleep(time.Second)
				r.frame(name("card", s))
				r.Press("right")
				r.frame(name("card-activations", s))
				r.Press("right")
				r.Settle()
				r.frame(name("card-ledger", s))
				r.Press("right")
				r.frame(name("card-record", s))
				r.Press("right")
				r.Settle()
				r.frame(name("card-statement", s))
				r.Press("esc")
				r.frame(name("filtered", s))
			})
		})
	}
}

func TestSheetFrames(t *testing.T) {
	for _, s := range sizes {
		t.Run(fmt.Sprintf("%dx%d", s.w, s.h), func(t *testing.T) {
			inBubble(t, s, func(r *rig) {
				r.find("northwind")
				r.Press("b")
				r.Sleep(time.Second)
				r.Type("-35")
				r.frame(name("balance", s))
				r.Press("enter")
				r.Sleep(time.Second)
				r.frame(name("balance-confirm", s))
				r.Press("esc", "esc", "e")
				r.Sleep(time.Second)
				r.frame(name("status", s))
				r.Press("m")
				r.Sleep(time.Second)
				r.frame(name("mark", s))
				r.Press("esc", "n")
				r.Sleep(time.Second)
				r.Type("new_comer")
				r.frame(name("new", s))
				r.Press("esc", "s")
				r.frame(name("sort", s))
			})
		})
	}
}

// Whatever the size, a frame has the window's lines and none runs over; Frame
// fails the test otherwise.
func TestEverySizeFits(t *testing.T) {
	inBubble(t, wide, func(r *rig) {
		all := func() {
			for _, w := range []int{20, 33, 40, 59, 60, 77, 80, 99, 100, 131, 170} {
				for _, h := range []int{4, 6, 8, 11, 15, 16, 18, 24, 45} {
					r.Resize(w, h)
					r.Frame()
				}
			}
		}
		all()
		for _, keys := range [][]string{{"/"}, {"esc", "enter"}, {"right"}, {"right"}, {"right"}, {"esc", "b"}, {"esc", "e"}, {"esc", "x"}, {"esc", "n"}, {"esc", "s"}} {
			r.Press(keys...)
			r.Sleep(time.Second)
			all()
		}
	})
}

package text

import (
	"bytes"
	"unicode/utf8"
)

// filter takes a stream apart into letters and sequences and keeps what it is allowed to. It holds back at most one unfinished sequence or
// letter, so whatever it has passed on leaves the terminal between sequences.
type filter struct {
	allow  func(seq []byte) bool // whole sequences, introducer to final byte
	whole  bool                  // pictures keep their joiners: nobody counts cells here
	before rune                  // the letter passed on last
	held   []byte                // the unfinished sequence or letter
	part   part
	lost   int // bytes of an over-long string dropped so far
}

type part int

const (
	ground  part = iota
	letter       // inside the bytes of one letter
	escape       // after ESC
	control      // inside a CSI sequence
	str          // inside OSC, DCS, APC, PM or SOS
	ending       // after ESC inside a string
)

const (
	esc      = 0x1b
	maxHeld  = 256  // no allowed sequence is longer
	maxLost  = 4096 // a string without an end swallows no more than this
	minFinal = 0x40
)

// pass appends to out what may be written of p.
func (f *filter) pass(out, p []byte) []byte {
	for i := 0; i < len(p); {
		if n := printable(p[i:]); f.part == ground && n > 0 {
			out = append(out, p[i:i+n]...)
			i += n
			f.before = rune(p[i-1])
			continue
		}
		var again bool
		out, again = f.step(out, p[i])
		if !again {
			i++
		}
	}
	return out
}

// printable is how many bytes p begins with that are letters of ASCII.
func printable(p []byte) int {
	for i, b := range p {
		if b < ' ' || b > '~' {
			return i
		}
	}
	return len(p)
}

// step takes one byte; again asks for the same byte once more, after what was held was given up.
func (f *filter) step(out []byte, b byte) (_ []byte, again bool) {
	switch f.part {
	case ground:
		return f.begin(out, b), false
	case letter:
		if b&0xC0 != 0x80 {
			f.drop()
			return out, true
		}
		f.held = append(f.held, b)
		if utf8.FullRune(f.held) {
			out = f.letter(out)
		}
		return out, false
	case escape:
		return f.introduce(out, b)
	case control:
		if b < ' ' || b > '~' || len(f.held) == maxHeld {
			f.drop()
			return out, b <= ' ' || b > '~'
		}
		f.held = append(f.held, b)
		if b >= minFinal {
			out = f.finish(out)
		}
		return out, false
	case str:
		return f.inside(out, b)
	case ending:
		if b != '\\' { // the string was broken off by another sequence
			f.drop()
			f.held, f.part = append(f.held, esc), escape
			return out, true
		}
		f.held = append(f.held, b)
		return f.finish(out), false
	}
	return out, false
}

func (f *filter) begin(out []byte, b byte) []byte {
	switch {
	case b == esc:
		f.held, f.part = append(f.held[:0], b), escape
	case b >= utf8.RuneSelf:
		f.held, f.part = append(f.held[:0], b), letter
		if utf8.FullRune(f.held) {
			return f.letter(out)
		}
	case f.allow([]byte{b}):
		return append(out, b)
	}
	return out
}

// letter passes on the held letter, unless it is invalid or hidden. A joiner is let through behind a letter that it spells, and where pictures stay
// whole behind one.
func (f *filter) letter(out []byte) []byte {
	r, n := utf8.DecodeRune(f.held)
	if n == len(f.held) && n > 1 && (!hidden(r) || spelled(f.before, r) || f.whole && dressing(f.before, r)) {
		out = append(out, f.held...)
		f.before = r
	}
	f.drop()
	return out
}

func (f *filter) introduce(out []byte, b byte) (_ []byte, again bool) {
	switch {
	case b == esc:
		return out, false
	case b == '[':
		f.part = control
	case bytes.IndexByte([]byte("]PX^_"), b) >= 0:
		f.part = str
	case b < ' ' || b > '~':
		f.drop()
		return out, true
	case b < '0': // an intermediate byte: none of these sequences is ours, the next byte ends it
		f.held = append(f.held, b)
		return out, false
	default:
		f.held = append(f.held, b)
		return f.finish(out), false
	}
	f.held = append(f.held, b)
	return out, false
}

func (f *filter) inside(out []byte, b byte) (_ []byte, again bool) {
	switch {
	case b == esc:
		f.part = ending
	case b == 0x07:
		f.held = append(f.held, b)
		return f.finish(out), false
	case b == 0x18 || b == 0x1a || b == '\n' || b == '\r' || f.lost > maxLost:
		f.drop()
		return out, true
	}
	if len(f.held) > maxHeld {
		f.lost++
		return out, false
	}
	f.held = append(f.held, b)
	return out, false
}

func (f *filter) finish(out []byte) []byte {
	if f.lost == 0 && len(f.held) <= maxHeld && f.allow(f.held) {
		out = append(out, f.held...)
	}
	f.drop()
	return out
}

func (f *filter) drop() { f.held, f.part, f.lost = f.held[:0], ground, 0 }

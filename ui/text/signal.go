package text

import (
	"encoding/base64"
	"strings"
)

// Signal is one of the few things said to the terminal besides frames: a copy, a notice, the bell. Only this package makes them, so no text can
// become one by accident. The zero Signal says nothing.
type Signal struct{ seq string }

// String is the sequence, for logs and tests.
func (s Signal) String() string { return s.seq }

// MaxCopy is how many bytes of text one OSC 52 copy carries, so that the sequence, encoded, stays within 100 kB: terminals drop longer ones.
const MaxCopy = 74_991

const (
	st   = "\x1b\\"
	bell = "\a"
)

// Copy asks the terminal to put text on the clipboard (OSC 52), at most MaxCopy bytes of it, cut between letters. The text may be anything: it
// travels encoded.
func Copy(s string) Signal {
	if len(s) > MaxCopy {
		s = strings.ToValidUTF8(s[:MaxCopy], "")
	}
	return Signal{"\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(s)) + st}
}

// Bell rings.
func Bell() Signal { return Signal{bell} }

// Notice9 is a desktop notice as iTerm2, WezTerm, ConEmu and most others know it (OSC 9).
func Notice9(body Safe) Signal { return Signal{"\x1b]9;" + field(body) + st} }

// Notice777 is a desktop notice as rxvt, foot and VTE know it (OSC 777).
func Notice777(head, body Safe) Signal {
	return Signal{"\x1b]777;notify;" + strings.ReplaceAll(field(head), ";", ",") + ";" + field(body) + st}
}

// Notice99 is a desktop notice as kitty knows it (OSC 99), title and body.
func Notice99(head, body Safe) Signal {
	return Signal{"\x1b]99;i=switchboard:d=0:p=title;" + field(head) + st + "\x1b]99;i=switchboard:d=1:p=body;" + field(body) + st}
}

// field keeps a notice short; a leading digit would be read as a command by terminals that give OSC 9 further meanings.
func field(s Safe) string {
	t := s.Cut(120).s
	if t != "" && t[0] >= '0' && t[0] <= '9' {
		return " " + t
	}
	return t
}

// Restore brings a terminal back that an earlier run left in disorder: screen, cursor, mouse, paste, keyboard, colours.
func Restore() Signal {
	return Signal{"\x1b[?2026l\x1b[<9u\x1b[>4m\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?1049l\x1b[?7h\x1b[?25h\x1b[m"}
}

// Anew goes back to the begin of a terminal's line and empties it.
func Anew() Signal { return Signal{"\r\x1b[K"} }

// Then is one signal after the other.
func (s Signal) Then(t Signal) Signal { return Signal{s.seq + t.seq} }

// InTmux wraps the signal so that tmux hands it on to the terminal around it, where its allow-passthrough setting lets it.
func (s Signal) InTmux() Signal {
	if s.seq == "" {
		return s
	}
	return Signal{"\x1bPtmux;" + strings.ReplaceAll(s.seq, "\x1b", "\x1b\x1b") + st}
}

// InScreen wraps the signal so that GNU screen hands it on: in pieces, because screen drops long strings, and ended by BEL, because an ST inside
// would end the wrapper.
func (s Signal) InScreen() Signal {
	const piece = 240
	var b strings.Builder
	for rest := strings.ReplaceAll(s.seq, st, bell); rest != ""; {
		n := min(piece, len(rest))
		b.WriteString("\x1bP" + rest[:n] + st)
		rest = rest[n:]
	}
	return Signal{b.String()}
}

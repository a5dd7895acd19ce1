package text

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// title is what a window title may say: our own name, a count before it, a few plain words after it.
var title = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\([0-9]{1,6}\) )?Switchboard( [A-Za-z0-9 ._-]{1,40})?$`)
})

// modes are the private modes the renderer switches: autowrap, cursor, mouse, focus, alternate screen, bracketed paste, synchronized updates.
var modes = map[string]bool{
	"7": true, "25": true, "1000": true, "1002": true, "1003": true, "1004": true, "1006": true, "1049": true, "2004": true, "2026": true,
}

// screen says whether a sequence is one the renderer uses to draw. The question for mode 2027 is not among them: while
// it is not asked, every terminal is measured rune by rune, as Width does.
func screen(seq []byte) bool {
	switch {
	case len(seq) == 1:
		return bytes.IndexByte([]byte("\n\r\t\b"), seq[0]) >= 0
	case seq[1] == '[':
		return drawing(string(seq[2:]))
	case seq[1] == ']':
		return naming(string(seq[2:]))
	}
	return len(seq) == 2 && seq[1] == 'M' // reverse index
}

// drawing decides on a control sequence, its introducer left off.
func drawing(s string) bool {
	body, final := s[:len(s)-1], s[len(s)-1]
	if body != "" && strings.IndexByte("?>=<", body[0]) >= 0 {
		return private(body[0], body[1:], final)
	}
	switch {
	case final == 'm':
		return strings.Trim(body, "0123456789;:") == ""
	case strings.IndexByte("ABCDGHIJKLMPSTXZ`bdr@", final) >= 0:
		return numbers(body)
	case final == 'h' || final == 'l': // insert mode
		return body == "4"
	case final == 'n': // where is the cursor
		return body == "6"
	case final == 'c': // what are you
		return body == "" || body == "0"
	case final == 'q': // cursor shape
		n, ok := strings.CutSuffix(body, " ")
		return ok && numbers(n)
	}
	return false
}

func private(prefix byte, body string, final byte) bool {
	switch string(prefix) + string(final) {
	case "?h", "?l":
		for m := range strings.SplitSeq(body, ";") {
			if !modes[m] {
				return false
			}
		}
		return true
	case "?p": // is that mode set
		return body == "2026$" || body == "1004$"
	case "?W": // tab stops
		return body == "5"
	case "?u", ">u", "=u", "<u": // kitty keyboard
		return numbers(body)
	case ">m": // modifyOtherKeys
		return body == "4" || body == "4;0" || body == "4;1" || body == "4;2"
	case ">q": // name and version
		return body == "" || body == "0"
	}
	return false
}

// naming decides on an operating system command: the window title, and asking for the terminal's colours.
func naming(s string) bool {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "\x07"), "\x1b\\")
	code, rest, named := strings.Cut(s, ";")
	switch code {
	case "2":
		return named && rest == "" || title().MatchString(rest)
	case "10", "11", "12":
		return rest == "?"
	}
	return false
}

// numbers says whether s is parameters of a size a screen can have.
func numbers(s string) bool {
	for p := range strings.SplitSeq(s, ";") {
		if p == "" {
			continue
		}
		if n, err := strconv.ParseUint(p, 10, 64); err != nil || n > 9999 {
			return false
		}
	}
	return true
}

// coloured allows lines and colours, lined only lines: for output that is not a screen.
func coloured(seq []byte) bool {
	return lined(seq) || len(seq) > 2 && seq[1] == '[' && seq[len(seq)-1] == 'm' && drawing(string(seq[2:])) && seq[2] != '>'
}

func lined(seq []byte) bool { return len(seq) == 1 && (seq[0] == '\n' || seq[0] == '\t') }

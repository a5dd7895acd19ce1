// Package keyboard owns what the bytes of a terminal mean as keys, where they could mean two things.
//
// An ESC byte is the Escape key, the beginning of another key's sequence, or Alt with the letter behind it. Terminals that speak the kitty
// protocol say which; the others leave it to time. What a person pressed as Escape is passed on here as that protocol writes it, so that
// nobody behind this package has to guess, and neither a held Escape nor a letter typed at once after it is lost.
//
// A line feed is the Enter key: the one that was pressed while the program started, or Ctrl-j, which a shell takes for it too.
package keyboard

import (
	"bytes"
	"os"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

// patience is how long a sequence may be under way after its ESC: over a slow line its bytes come apart.
const patience = 50 * time.Millisecond

// pressed is the Escape key without any doubt.
const pressed = "\x1b[27u"

// pasteEnd is what a terminal writes after a text that was pasted.
const (
	pasteBegin = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

// Reader reads a terminal. It is a file to those who wait for it.
type Reader struct {
	*os.File
	read    func([]byte) (int, error)
	more    func(time.Duration) bool // whether something can be read within a time
	rest    []byte                   // read and not yet asked for
	pasting bool
	tail    []byte // of the paste: its end may come apart
	cr      bool   // the last byte was an Enter, or the first half of one
	last    atomic.Int64
}

// Typed is when what was read last came, as far as the clock of this computer says: no later than the key that is
// answered was pressed and read. It is zero before anything was.
func (r *Reader) Typed() time.Time {
	if at := r.last.Load(); at != 0 {
		return time.Unix(0, at)
	}
	return time.Time{}
}

// NewReader reads the terminal that is open as f.
func NewReader(f *os.File) *Reader {
	return &Reader{File: f, read: f.Read, more: func(d time.Duration) bool { return ready(f, d) }}
}

// ready says whether f can be read within d; where that cannot be asked it is false.
func ready(f *os.File, d time.Duration) bool {
	fds := []unix.PollFd{{Fd: int32(f.Fd()), Events: unix.POLLIN}}
	n, err := unix.Poll(fds, int(d/time.Millisecond))
	return err == nil && n == 1 && fds[0].Revents&unix.POLLIN != 0
}

// Read reads what was typed, each Escape that was pressed in the words of the kitty protocol.
func (r *Reader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		p := p[:max(len(p)/len(pressed), 1)] // what it becomes fits too
		n, err := r.read(p)
		if n == 1 && err == nil && r.halved(p[0]) {
			n, err = r.read(p)
		}
		if n <= 0 || err != nil {
			return n, err
		}
		in := bytes.Clone(p[:n])
		if r.halved(in[0]) {
			in = in[1:]
		}
		r.last.Store(time.Now().UnixNano())
		for !r.pasting && doubtful(in) && r.more(patience) {
			n, err := r.read(p)
			if n <= 0 || err != nil {
				break
			}
			in = join(in, p[:n])
		}
		r.rest = r.rewrite(in)
		r.cr = !r.pasting && bytes.HasSuffix(in, []byte("\r"))
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// halved reports whether a byte is the second half of an Enter that came apart; it is so once.
func (r *Reader) halved(b byte) bool {
	half := r.cr && b == '\n' && time.Since(r.Typed()) < patience
	r.cr = false
	return half
}

// doubtful says whether the last bytes may be the beginning of a sequence.
func doubtful(in []byte) bool {
	return bytes.HasSuffix(in, []byte("\x1b")) || bytes.HasSuffix(in, []byte("\x1b[")) || bytes.HasSuffix(in, []byte("\x1bO"))
}

// join puts what came apart together. A letter that came later than the ESC before it was pressed on its own: no terminal sends Alt so.
func join(in, next []byte) []byte {
	if bytes.HasSuffix(in, []byte("\x1b")) && bytes.IndexByte([]byte(`[O\`), next[0]) < 0 {
		in = append(in[:len(in)-1], pressed...)
	}
	return append(in, next...)
}

// rewrite writes Escape for every ESC that begins nothing. A text that is being pasted is left alone.
func (r *Reader) rewrite(in []byte) []byte {
	var out []byte
	for len(in) > 0 {
		if r.pasting {
			n := r.end(in)
			out, in = append(out, in[:n]...), in[n:]
			continue
		}
		n := bytes.IndexByte(in, 0x1b)
		if n < 0 {
			return append(out, entered(in)...)
		}
		out, in = append(out, entered(in[:n])...), in[n:]
		r.pasting = bytes.HasPrefix(in, []byte(pasteBegin))
		n = 1
		if alone(in[1:]) {
			out = append(out, pressed...)
		} else {
			out = append(out, 0x1b)
			if len(in) > 1 { // the byte behind is part of the sequence
				out, n = append(out, in[1]), 2
			}
		}
		in = in[n:]
	}
	return out
}

// entered writes each end of a line as the Enter it was: the system makes a line feed of an Enter that was pressed before the
// program had taken the terminal, and some terminals send both bytes for one.
func entered(in []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(in, []byte("\r\n"), []byte("\r")), []byte("\n"), []byte("\r"))
}

// end is how much of in belongs to the paste under way.
func (r *Reader) end(in []byte) int {
	whole := append(r.tail, in...)
	if n := bytes.Index(whole, []byte(pasteEnd)); n >= 0 {
		n += len(pasteEnd) - len(r.tail)
		r.pasting, r.tail = false, nil
		return n
	}
	r.tail = bytes.Clone(whole[max(len(whole)-len(pasteEnd)+1, 0):])
	return len(in)
}

// alone says whether an ESC with these bytes behind it was a key of its own.
func alone(behind []byte) bool {
	if len(behind) == 0 {
		return true
	}
	second := byte(0)
	if len(behind) > 1 {
		second = behind[1]
	}
	switch b := behind[0]; b {
	case '[', 'O':
		return second == 0 || second == 0x1b
	case ']': // a colour or a name the terminal was asked for
		return second < '0' || second > '9'
	case 'P':
		return second == 0 || bytes.IndexByte([]byte("0123456789>!$+="), second) < 0
	case 'X', '^', '_': // nothing of the kind is ever asked for
		return true
	default:
		return b < ' ' // a second Escape, Enter, Ctrl-c
	}
}

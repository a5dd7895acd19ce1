package cli

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"

	"switchboard/ui/text"
)

const (
	barAfter = 2 * time.Second        // what ends sooner has no bar
	barEvery = 200 * time.Millisecond // between two pictures of one
	barCells = 20
)

// progress is a bar in the last line of a terminal, drawn over itself.
type progress struct {
	gate   *text.Gate // standard error, where it is a terminal; nil: nobody looks
	width  int        // of the terminal
	what   string     // what has come so far; "" is nothing
	began  time.Time
	drawn  time.Time // zero: not yet
	stands bool      // it is in the line now
}

// watched is the progress of a command whose standard error a person looks at.
// One command a line is for those whom a line that changes would disturb.
func watched(errs *text.Gate, w any, within *LineMode) progress {
	f, ok := w.(*os.File)
	if !ok || within != nil || !Terminal(f) || os.Getenv("TERM") == "dumb" {
		return progress{}
	}
	width, _, err := term.GetSize(f.Fd())
	if err != nil || width <= 0 {
		width = 80
	}
	return progress{gate: errs, width: width}
}

// Watched reports whether a person at a terminal sees progress, and nothing else
// that comes of the command meanwhile.
func (o *Output) Watched() bool { return o.bar.gate != nil && !o.person && o.Format != Quiet }

// Progress shows at a terminal how far something of a known length has come, as
// a bar with its name before it and words behind. Elsewhere it says nothing, and
// neither does it of what takes no longer than a moment.
func (o *Output) Progress(what, said string, done, total int64) {
	p, now := &o.bar, time.Now()
	if p.gate == nil || total <= 0 || o.Format == Quiet {
		return
	}
	if p.what != what {
		o.aside()
		p.what, p.began, p.drawn = what, now, time.Time{}
	}
	if now.Sub(p.began) < barAfter || done < total && now.Sub(p.drawn) < barEvery {
		return
	}
	full := int(min(max(done, 0), total) * barCells / total)
	line := fmt.Sprintf("%s [%s%s] %s", what, strings.Repeat("#", full), strings.Repeat(" ", barCells-full), said)
	_ = p.gate.Send(text.Anew()) // a bar that cannot be drawn changes nothing
	fmt.Fprint(p.gate, text.Clean(line).Cut(p.width-1))
	p.drawn, p.stands = now, true
}

// aside takes the bar out of its line, for something else to stand there.
func (o *Output) aside() {
	if o.bar.stands {
		_ = o.bar.gate.Send(text.Anew())
		o.bar.stands = false
	}
}

// While runs do, and shows meanwhile.
func While(ctx context.Context, do func(context.Context) error, show func()) error {
	ended := make(chan error, 1)
	go func() { ended <- do(ctx) }()
	beat := time.NewTicker(barEvery)
	defer beat.Stop()
	for {
		select {
		case err := <-ended:
			return err
		case <-beat.C:
			show()
		}
	}
}

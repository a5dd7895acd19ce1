package acceptance

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"switchboard/client/sandbox"
)

// hands press, and look on at what is sent.
type hands struct {
	*desk
	drawn   string    // the sheet in front, without its clocks; "" for none
	was     string    // what it looked like before
	since   time.Time // that it has looked like this
	small   read
	sure    time.Time // of the last key that may have been a consent
	pressed []pressed // oldest first
	got     int       // requests of the log that were looked at
	filed   string    // what LINES has of purchases, releases and 911 addresses
	sends   int
}

// pressed is one key, and how long the sheet had looked like that before it.
type pressed struct {
	move
	at, until time.Time
	steady    time.Duration
	sure      time.Time // of the last key until then, or this one, that may have been a consent
	frame     string
	was       string // what the sheet looked like before it looked like that
	newest    string // the newest word of the sheet of a small window
}

// seenFor is how long a verdict must have been on the screen.
const seenFor = 350 * time.Millisecond

// clocks are what moves in a sheet by itself.
var clocks = regexp.MustCompile(`\d+:\d\d(:\d\d)?|\d+ ?(s|min|seconds?)\b|[▁-█░▒▓⠀-⣿]`)

// sheet is what stands inside the borders of the sheet in front, "" without
// one: what happens beside it is no part of what is agreed to.
func sheet(frame string) string {
	var out []string
	left, right := -1, -1
	for line := range strings.SplitSeq(frame, "\n") {
		cells := []rune(line)
		if at := slices.Index(cells, '╭'); at >= 0 {
			out, left, right = nil, at, slices.Index(cells, '╮')
		}
		if left < 0 || right < left {
			continue
		}
		out = append(out, string(cells[min(left, len(cells)):min(right+1, len(cells))]))
		if slices.Contains(cells, '╰') {
			left = -1
		}
	}
	return plain(strings.Join(out, "\n"))
}

// plain is a sheet without what nobody agrees to.
func plain(shown string) string {
	for _, aside := range []*regexp.Regexp{clocks, typed, free, counts, more} {
		shown = aside.ReplaceAllString(shown, "")
	}
	return shown
}

// free is what a customer has left beside their name. It is read anew while the sheet is open, and
// nobody agrees to it: what the order costs stands in lines of its own.
var free = regexp.MustCompile(`(≈ )?-?\$[\d,.]+ free *`)

// counts are how the account does, of which no part is agreed to either: where it is too little there is a warning in words.
var counts = regexp.MustCompile(`Success in 24 h: about \d+ %|\d+ of \d+ places free|yours \d+/\d+`)

// more stands below a part of a verdict; a toast that takes a line brings it there.
var more = regexp.MustCompile(`Down shows the rest`)

// typed is what somebody writes to confirm: who writes it has read why.
var typed = regexp.MustCompile(`Type the [^│]*`)

// read is the sheet of a small window, which has no border and takes it all. It is scrolled, and
// news take lines of it: each of its words has its own time.
type read struct {
	title string               // "" while news stand in its place
	since map[string]time.Time // of each word that this sheet has shown; nil without one
	now   []string
}

// look takes in a frame of a small window.
func (r *read) look(frame string) {
	lines := strings.Split(strings.TrimRight(frame, "\n"), "\n")
	title := lines[0]
	if strings.HasPrefix(title, "Switchboard") || strings.ContainsRune(frame, '╭') {
		*r = read{}
		return
	}
	if !strings.Contains(title, "SANDBOX") { // it is news, in the title's place for a while
		title = r.title
	}
	if r.since == nil || r.title != "" && !sameTitle(title, r.title) {
		r.since = map[string]time.Time{}
	}
	r.title = title
	body := lines[1 : len(lines)-1]
	for len(body) > 0 && toast.MatchString(body[len(body)-1]) {
		body = body[:len(body)-1]
	}
	r.now = strings.Fields(plain(strings.Join(body, "\n")))
	for _, word := range r.now {
		if _, known := r.since[word]; !known {
			r.since[word] = time.Now()
		}
	}
}

// sameTitle reports whether two titles are of one sheet: behind it stands what is wrong and lasts, until it ends.
func sameTitle(a, b string) bool {
	bare := func(title string) string {
		name, _, _ := strings.Cut(title, "SANDBOX")
		return strings.TrimRight(name, " ") + " "
	}
	return strings.HasPrefix(bare(a), bare(b)) || strings.HasPrefix(bare(b), bare(a))
}

// toast is a line of what was told, above the last line of a small window.
var toast = regexp.MustCompile(`^ \S`)

// steady is how long the newest word of it has been there.
func (r *read) steady() (least time.Duration, newest string) {
	least = time.Hour
	for _, word := range r.now {
		if d := time.Since(r.since[word]); d < least {
			least, newest = d, word
		}
	}
	return least, newest
}

func (p pressed) String() string { return p.at.Format("04:05.000 ") + p.move.String() }

// steady is how long what is shown of the sheet in front has looked like this.
func (h *hands) steady() (time.Duration, string) {
	if h.small.since != nil {
		return h.small.steady()
	}
	return time.Since(h.since), ""
}

// resize gives the window another size: what is drawn anew for it has been read before.
func (h *hands) resize(w, high int) {
	before := h.drawn != "" || h.small.since != nil
	d, _ := h.steady()
	h.Resize(w, high)
	h.look()
	if !before {
		return
	}
	h.since = time.Now().Add(-d)
	for word, at := range h.small.since {
		if at.After(h.since) {
			h.small.since[word] = h.since
		}
	}
}

// look notes what is on the screen.
func (h *hands) look() {
	frame := h.Frame()
	h.small.look(frame)
	if now := sheet(frame); now != h.drawn {
		h.was, h.drawn, h.since = h.drawn, now, time.Now()
	}
}

// grave are requests that nobody makes without having read what they come to:
// they cost money, cannot be taken back, or tell the public something. What only
// keeps a draft, makes a customer without money, or can be taken back asks nobody.
var grave = regexp.MustCompile(`^(POST .*/(activation|transaction|report|checkout)|PUT .*/phone_numbers/[^/]+(/activate)?|DELETE .*|PATCH .*/listings/.*)$`)

// acted are the grave requests since the last call, and a 911 address that was
// changed, which a number's document carries. A request that takes long is in
// the log when it has ended, with the time when it came.
func (h *hands) acted() (out []sandbox.Request) {
	all, changes := h.World.Requests(), false
	for _, q := range all[min(h.got, len(all)):] {
		changes = changes || q.Method != http.MethodGet
		if grave.MatchString(q.Method + " " + q.Path) {
			out = append(out, q)
		}
	}
	h.got = len(all)
	if !changes && h.filed != "" { // the ledger is large: it is read when it can have changed
		return out
	}
	if now := h.lines(); now != h.filed {
		if len(out) == 0 && h.filed != "" {
			out = append(out, sandbox.Request{Time: time.Now(), Method: "CHANGED", Path: "a 911 address, a purchase or a release"})
		}
		h.filed = now
	}
	return out
}

// longestWait is how long an act may be on its way before it is sent: two minutes for its turn, and a window of its budget.
const longestWait = 2*time.Minute + 62*time.Second

// judge holds what was sent against what was on the screen. A request that
// left with a key answers to that key; one that left later to the last key
// before it that may have been a consent.
func (h *hands) judge() {
	for _, q := range h.acted() {
		h.sends++
		var k pressed
		for _, p := range h.pressed {
			if !p.at.After(q.Time) {
				k = p
			}
		}
		atOnce := !k.at.IsZero() && !q.Time.After(k.until)
		switch {
		case atOnce && k.steady < seenFor:
			h.T.Errorf("%s %s was sent by %v, and the sheet had looked like that for %v, newest %q; the moves before it: %v\nbefore that the sheet was:\n%s\nthen\n%s\nand after it:\n%s",
				q.Method, q.Path, k.move, k.steady, k.newest, h.pressed, k.was, k.frame, h.Frame())
		case !atOnce && q.Time.Sub(k.sure) > longestWait:
			h.T.Errorf("%s %s was sent at %s, and nobody had consented to anything for %v; the moves before it: %v\n%s", q.Method, q.Path, q.Time.Format(time.TimeOnly), q.Time.Sub(k.sure), h.pressed, h.Frame())
		}
	}
}

// keptKeys is how many keys are remembered: more than are pressed while the slowest request is under way.
const keptKeys = 400

// press presses a key. What the console does with it takes no time, or less than 50 ms.
func (h *hands) press(m move) {
	p := pressed{move: m, at: time.Now(), frame: h.Frame(), was: h.was}
	p.steady, p.newest = h.steady()
	if (h.drawn != "" || h.small.since != nil) && p.steady >= seenFor && (m.Text == "enter" || len(m.Text) == 1) {
		h.sure = time.Now()
	}
	p.sure = h.sure
	h.Press(m.Text)
	if p.until = time.Now(); p.until.Sub(p.at) >= 50*time.Millisecond {
		p.until = p.at.Add(-1)
	}
	h.pressed = append(h.pressed[max(0, len(h.pressed)-keptKeys):], p)
	h.judge()
}

package problems

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// sheet lists what needs a look. Enter mends what the cursor is on.
type sheet struct {
	p  *Problems
	at int
}

// Title implements pane.Sheet.
func (*sheet) Title() string { return "Problems" }

// Fill implements pane.Filler.
func (*sheet) Fill() bool { return false }

// Update implements pane.Sheet.
func (*sheet) Update(tea.Msg) tea.Cmd { return nil }

// Actions implements pane.Sheet.
func (s *sheet) Actions() []pane.Action {
	move := func(d int) func() tea.Cmd {
		return func() tea.Cmd {
			s.at = min(max(s.at+d, 0), max(s.p.Count()-1, 0))
			return nil
		}
	}
	out := []pane.Action{
		{ID: "problems.mend", Key: bound("fix it", "enter"), Off: s.off, Do: s.mend},
		{ID: "problems.close", Key: bound("close", "esc", "q"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: s}) }},
		{ID: "problems.up", Key: bound("up", "up", "k"), Hide: true, Do: move(-1)},
		{ID: "problems.down", Key: bound("down", "down", "j"), Hide: true, Do: move(1)},
	}
	if st, ok := s.on(); ok && st.Mend != "" {
		out[0].Key = bound(st.Mend, "enter")
		if st.Again != "" {
			out = append(out, pane.Action{ID: "problems.retry", Key: bound(st.Again, "R"), Off: s.p.retry.Why, Do: s.p.retry.Do})
		}
	}
	return out
}

func bound(help string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(map[string]string{"enter": "Enter", "esc": "Esc", "R": "R"}[keys[0]], help))
}

// on is what stands under the cursor; false on a plain note.
func (s *sheet) on() (store.Standing, bool) {
	if s.at < len(s.p.f.standing) {
		return s.p.f.standing[s.at], true
	}
	return store.Standing{}, false
}

func (s *sheet) off() string {
	st, ok := s.on()
	if !ok {
		return "this cannot be fixed here"
	}
	way, ok := s.p.way(st)
	if !ok {
		return strings.TrimSuffix(lower(st.Ends), ".")
	}
	return way.Why()
}

func (s *sheet) mend() tea.Cmd {
	st, ok := s.on()
	if way, has := s.p.way(st); ok && has {
		return tea.Batch(pane.Send(pane.Pop{Sheet: s}), way.Do())
	}
	return nil
}

// lower begins a sentence in the middle of another.
func lower(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// View implements pane.Sheet.
func (s *sheet) View(w, h int) string {
	if s.p.Count() == 0 {
		return strings.Join(pane.NewDetail(s.p.kit, w).Own(style.Text, "No problems.").Lines(h), "\n")
	}
	lines, from, to := s.entries(w)
	top := max(0, min(from, max(to-h, 0)))
	return strings.Join(lines[top:min(top+h, len(lines))], "\n")
}

// Wide implements pane.Wide.
func (s *sheet) Wide() int {
	return pane.Widest(func(w int) []string {
		lines, _, _ := s.entries(w)
		return lines
	})
}

// entries are the lines of all entries, and where those of the one under the cursor begin and end.
func (s *sheet) entries(w int) (lines []string, from, to int) {
	s.at = max(min(s.at, s.p.Count()-1), 0)
	for i := range s.p.Count() {
		block := s.block(i, w-2)
		if i == s.at {
			from, to = len(lines), len(lines)+len(block)
		}
		for n, l := range block {
			mark := "  "
			if n == 0 && i == s.at {
				mark = s.p.kit.Styles.Edge() + " "
			}
			lines = append(lines, mark+l)
		}
		if i < s.p.Count()-1 {
			lines = append(lines, "")
		}
	}
	return lines, from, to
}

// mostGone is how many numbers that left are named under one notice.
const mostGone = 8

// block are the lines of one entry.
func (s *sheet) block(i, w int) []string {
	d := pane.NewDetail(s.p.kit, w)
	if i >= len(s.p.f.standing) {
		return d.Prose(style.Text, text.Clean(s.p.f.notes[i-len(s.p.f.standing)])).Lines(1 << 10)
	}
	st := s.p.f.standing[i]
	d.Own(weight(st), st.Word).Prose(style.Text, text.Clean(st.Sentence))
	for _, g := range st.Gone[:min(mostGone, len(st.Gone))] {
		d.Prose(style.Text, text.Join("  ", s.p.kit.Phone(g.E164), text.Clean(g.Was), s.p.kit.When(g.Since, text.FormStamp)))
	}
	if more := len(st.Gone) - mostGone; more > 0 {
		d.Prose(style.Dim, text.Sentence("and {} more: switchboard db gone lists them all", text.Int(int64(more))))
	}
	if st.Works != "" {
		d.Prose(style.Text, text.Clean(st.Works))
	}
	_, said, _ := strings.Cut(st.Word, "since ")
	if since := s.p.kit.When(st.Since, text.FormClock); !st.Since.IsZero() && !strings.Contains(said, since.String()) { // its word has said it
		d.Prose(style.Dim, text.Own("Since ").Append(since, text.Own(".")))
	}
	d.Prose(style.Dim, text.Clean(st.Ends))
	if _, ok := s.p.way(st); ok && i == s.at {
		d.Own(style.Accent, "Enter: "+st.Mend)
		if st.Again != "" {
			d.Own(style.Accent, "R: "+st.Again)
		}
	}
	if st.Command != "" {
		d.Prose(style.Dim, text.Clean("Without the console: "+st.Command))
	}
	return d.Lines(1 << 10)
}

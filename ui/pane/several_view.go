package pane

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// View implements Sheet.
func (s *Together) View(w, h int) string {
	if s.tries != nil {
		return strings.Join(s.report(w, h), "\n")
	}
	var lines []string
	for _, l := range s.of.Lines {
		lines = append(lines, wrappedSafe(s.kit, style.Text, l, w)...)
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	lines = append(lines, s.weighed.Lines(w)...)
	field := s.weighed.Field(w)
	if len(field) > 0 && len(lines)+len(field) < h {
		lines = append(lines, "")
	}
	return strings.Join(append(s.weighed.Draw(lines, w, h-len(field)), field...), "\n")
}

// Wide implements Wide: a name, what became of it and a sentence.
func (s *Together) Wide() int { return 90 }

// barW is how many cells the bar of a run takes.
const barW = 20

// report is how far it is or, once it ended, what came of it.
func (s *Together) report(w, h int) []string {
	lines := s.tally(w)
	if s.running {
		return append(lines, s.going(w)...)
	}
	rest := s.outcomes(w)
	room := max(h-len(lines), 0)
	s.page = 0
	if len(rest) > room {
		s.page = max(room-1, 1)
		s.top = max(0, min(s.top, len(rest)-s.page))
		more := text.Own("Down shows the rest")
		if s.top+s.page >= len(rest) {
			more = text.Own("Up shows the beginning")
		}
		rest = append(append([]string(nil), rest[s.top:s.top+s.page]...), s.kit.Styles.Paint(style.Dim, more.Cut(w).String()))
	}
	return append(lines, rest...)[:min(len(lines)+len(rest), h)]
}

// tally is how many came to what, and why it stopped.
func (s *Together) tally(w int) []string {
	count := map[fate]int{}
	for i := range s.tries {
		came, _ := s.became(i)
		count[came]++
	}
	var parts []text.Safe
	for _, f := range append(store.Fates(), impossible) {
		if n := count[f]; n > 0 {
			parts = append(parts, text.Int(int64(n)).Append(text.Own(" "), text.Clean(string(f))))
		}
	}
	role := style.Good
	if count[amiss]+count[notDone]+count[unknown]+count[untried] > 0 {
		role = style.Warn
	}
	lines := wrappedSafe(s.kit, role, text.Join(", ", parts...), w)
	switch {
	case s.cause != nil:
		lines = append(lines, wrapped(s.kit, style.Bad, "! Stopped, because the next would meet it too: "+store.Said(s.cause), w)...)
	case s.cut != nil:
		for _, l := range append(s.of.Lines, cutOff) {
			lines = append(lines, wrappedSafe(s.kit, style.Text, l, w)...)
		}
	case s.halt && !s.running:
		lines = append(lines, wrapped(s.kit, style.Warn, "You stopped it.", w)...)
	}
	return lines
}

// going is the bar, and the row that is on its way.
func (s *Together) going(w int) []string {
	all, past := 0, 0
	for i, v := range s.verdict.Each {
		if v.Stands() {
			if all++; i < s.next {
				past++
			}
		}
	}
	st := s.kit.Styles
	say := text.Sentence("{} of {}   {}", text.Int(int64(past+1)), text.Int(int64(all)), s.of.Of[max(s.next, 0)].Name)
	out := []string{s.kit.bar(past, all) + " " + say.Cut(max(w-barW-1, 1)).String()}
	if !s.until.IsZero() {
		said := text.Sentence("No more calls of this kind for a moment. It goes on by itself at {}.", s.kit.When(s.until, text.FormClock))
		out = append(out, wrappedSafe(s.kit, style.Dim, said, w)...)
	}
	if s.halt {
		out = append(out, st.Paint(style.Warn, text.Own("Stops after this one.").Cut(w).String()))
	}
	return out
}

// outcomes has a line for each row that was not simply done, those first, and then the others.
func (s *Together) outcomes(w int) []string {
	var out []string
	for _, f := range []fate{unknown, amiss, notDone, impossible, untried, done} {
		for i := range s.tries {
			if came, why := s.became(i); came == f {
				out = append(out, s.outcome(i, f, why, w)...)
			}
		}
	}
	return out
}

func (s *Together) outcome(i int, f fate, why string, w int) []string {
	role := map[fate]style.Role{done: style.Good, amiss: style.Bad, notDone: style.Bad, unknown: style.Warn, impossible: style.Dim, untried: style.Dim}[f]
	name := s.of.Of[i].Name
	line := name.Cut(max(w-16, 1)).Pad(min(20, max(w-16, 1))).Append(text.Own("  "), text.Clean(string(f)))
	out := []string{s.kit.Styles.Paint(role, line.Cut(w).String())}
	if why != "" {
		out = append(out, wrapped(s.kit, style.Dim, "  "+why, w)...)
	}
	return out
}

// recapActions are what can be done once it ended.
func (s *Together) recapActions() []Action {
	turn := func(d int) func() tea.Cmd {
		return func() tea.Cmd { s.top = max(0, s.top+d*max(s.page, 1)); return nil }
	}
	return append(slices.Clone(s.cut),
		Action{ID: "together.close", Key: keybook.Fixed("close", "esc"), Do: func() tea.Cmd { return Send(Pop{s}) }},
		Action{ID: "together.export", Key: keybook.Fixed("export this", "E"), Do: s.export},
		Action{ID: "together.down", Key: keybook.Fixed("more", "down", "pgdown"), Hide: s.page == 0, Do: turn(1)},
		Action{ID: "together.up", Key: keybook.Fixed("back", "up", "pgup"), Hide: true, Do: turn(-1)})
}

// line is one row of the export of what came of several acts.
type line struct {
	Key     string `json:"of"`
	Act     string `json:"act"`
	Outcome string `json:"outcome"`
	Why     string `json:"reason"`
	At      string `json:"at"`
}

// Fields implements Record.
func (l line) Fields() []string { return []string{l.Key, l.Act, l.Outcome, l.Why, l.At} }

// recap are the rows of the export, in the order they were wanted.
func (s *Together) recap() []Record {
	rows := make([]Record, len(s.tries))
	for i, t := range s.tries {
		at := ""
		if !t.at.IsZero() {
			at = t.at.UTC().Format(time.RFC3339)
		}
		came, why := s.became(i)
		rows[i] = line{text.Clean(s.of.Of[i].Key).String(), s.verdict.Each[i].Act.Op(), string(came), text.Clean(why).String(), at}
	}
	return rows
}

// export writes the recap to a file.
func (s *Together) export() tea.Cmd {
	rows := s.recap()
	return Send(Push{Sheet: NewExport(s.kit, Export{What: text.Sentence("What came of each of the {}.", text.Int(int64(len(rows)))), Name: s.of.File,
		One: "row", Many: "rows", Heads: []string{"of", "act", "outcome", "reason", "at"}, Rows: Once(rows)})})
}

// all shows what has to be said of each, where the sheet names the first few.
func (s *Together) all(v act.Verdict) Action {
	return Action{ID: "together.all", Key: keybook.Fixed("see each", "tab"), Do: func() tea.Cmd {
		return Send(Push{Sheet: NewReader(s.kit, s.of.Title, func(w int) (lines []string) {
			for i, one := range v.Each {
				if !one.Stands() || len(one.Warned) == 0 {
					continue
				}
				lines = append(lines, s.kit.Styles.Paint(style.Text, s.of.Of[i].Name.Cut(w).String()))
				for _, r := range one.Warned {
					lines = append(lines, wrapped(s.kit, style.Dim, "  "+s.kit.Because(r), w)...)
				}
			}
			return lines
		})})
	}}
}

package ui

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"switchboard/store/filter"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// command is one line of the help and of the palette.
type command struct {
	id, group, label, keys, off string
	keybook.Meaning
	run func() tea.Cmd
}

const (
	finderW = 112 // how wide the list of commands is, in cells
	labelW  = 36  // how wide its names are at most, where sentences stand beside them
	// sentencesFrom is from how many cells on each name has its sentence beside it.
	sentencesFrom = 100
)

// finder is the sheet behind help and palette: lines narrowed by what is
// typed, the chosen one is run.
type finder struct {
	m      *Model
	title  string
	groups bool // headings between the groups
	field  *pane.Field
	list   func(words string) []command
	found  []command
	at     int
	places map[int]int // which command is drawn on which line of all
	rows   map[int]int // which command stands on which line of the inside
}

func (m *Model) help() tea.Cmd {
	return m.find("Help: what can be done here", true, func(string) []command {
		return byTask(slices.Concat(m.front().Actions(), m.everywhere(), m.keys))
	})
}

// palette lists the acts of the selection first, then everything else, then
// the places the typed words lead to.
func (m *Model) palette() tea.Cmd {
	var woken []tea.Cmd
	for _, p := range m.o.Panes {
		woken = append(woken, m.wake(p))
	}
	return tea.Batch(tea.Batch(woken...), m.find("Commands", false, func(words string) []command {
		out := commands(m.front().Title(), acts(m.front().Actions()))
		for i, c := range out {
			out[i].group, out[i].label = "", c.group+": "+c.label
		}
		out = append(out, commands("", m.everywhere())...)
		out = m.ranked(append(out, commands("", m.keys)...))
		if words == "" {
			return out
		}
		out = append(out, m.elsewhere()...)
		for _, p := range m.o.Panes {
			f, ok := p.(pane.Finder)
			if !ok {
				continue
			}
			for _, hit := range f.Find(words) {
				out = append(out, command{group: words, label: p.Title() + ": " + hit.Label, run: func() tea.Cmd { return pane.Send(hit.Go) }})
			}
		}
		return out
	}))
}

// elsewhere are the acts of the panes that are not in front. One that is written into opens in its pane; of any other the pane is shown
// and its key is told, since nobody acts upon a row that was not seen.
func (m *Model) elsewhere() []command {
	var out []command
	for i, p := range m.o.Panes {
		if i == m.at {
			continue
		}
		for _, a := range acts(p.Actions()) {
			c := commands("", []pane.Action{a})[0]
			c.id, c.off, c.label = "", "", p.Title()+": "+c.label
			c.run = func() tea.Cmd { return m.goAndDo(i, a) }
			out = append(out, c)
		}
	}
	return out
}

// goAndDo shows a pane and opens the sheet of its act, or says which key does it.
func (m *Model) goAndDo(i int, a pane.Action) tea.Cmd {
	shown := m.show(i)
	if a.Written && a.Why() == "" {
		return tea.Sequence(shown, a.Do())
	}
	what := cmp.Or(a.Hint, a.Key.Help().Desc)
	if why := a.Why(); why != "" {
		return tea.Batch(shown, pane.Say("This is "+m.front().Title()+". "+what+": "+why+"."))
	}
	return tea.Batch(shown, pane.Say("This is "+m.front().Title()+". Press "+a.Key.Help().Key+": "+what+"."))
}

// acts leaves out the keys that only move about.
func acts(all []pane.Action) []pane.Action {
	return slices.DeleteFunc(slices.Clone(all), func(a pane.Action) bool { return a.By != nil })
}

func (m *Model) find(title string, groups bool, list func(string) []command) tea.Cmd {
	f := &finder{m: m, title: title, groups: groups, list: list, field: pane.NewField("", 80)}
	f.field.Focus(true)
	f.narrow()
	return pane.Send(pane.Push{Sheet: f})
}

func commands(group string, actions []pane.Action) []command {
	var out []command
	for _, a := range actions {
		label := a.Key.Help().Desc
		if strings.HasPrefix(a.Hint, label) { // with the thing it is done to
			label = a.Hint
		}
		out = append(out, command{id: a.ID, group: group, label: label, keys: keybook.List(a.Key.Keys()), off: a.Why(), Meaning: keybook.MeaningOf(a.ID), run: a.Do})
	}
	return out
}

// Title implements pane.Sheet.
func (f *finder) Title() string { return f.title }

// Capturing implements pane.Capturer.
func (f *finder) Capturing() bool { return true }

// Fill implements pane.Filler.
func (f *finder) Fill() bool { return true }

// Update implements pane.Sheet.
func (f *finder) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case pane.Tick:
	case tea.KeyPressMsg, tea.PasteMsg:
		before := f.field.Value()
		f.field.Update(msg)
		if f.field.Value() != before {
			f.at = 0
			f.narrow()
		}
	default:
		f.renew()
	}
	return nil
}

// renew looks again when something may have been read meanwhile; the cursor stays on its line.
func (f *finder) renew() {
	if f.field.Value() == "" || len(f.found) > 0 && f.at >= len(f.found) {
		return
	}
	var on string
	if len(f.found) > 0 {
		on = f.found[f.at].label
	}
	f.narrow()
	f.at = max(slices.IndexFunc(f.found, func(c command) bool { return c.label == on }), 0)
}

// narrow keeps the lines in which every typed word stands; those in whose name
// they stand go before those that are found by their sentence or other words.
func (f *finder) narrow() {
	words := strings.Fields(filter.Fold(f.field.Value()))
	f.found = nil
	var others []command
	for _, c := range f.list(f.field.Value()) {
		name := c.label + " " + c.keys + " " + c.group
		switch {
		case has(name, words):
			f.found = append(f.found, c)
		case begins(name+" "+c.Says+" "+c.Also, words):
			others = append(others, c)
		}
	}
	f.found = append(f.found, others...)
	if f.groups {
		slices.SortStableFunc(f.found, func(a, b command) int { return place(a.group) - place(b.group) })
	}
}

// begins reports whether a word of a line begins with each of the words: "top" is not "stop".
func begins(line string, words []string) bool {
	in := strings.FieldsFunc(filter.Fold(line), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return !slices.ContainsFunc(words, func(w string) bool {
		return !slices.ContainsFunc(in, func(s string) bool { return strings.HasPrefix(s, w) })
	})
}

// has reports whether every word stands in a line.
func has(line string, words []string) bool {
	line = filter.Fold(line)
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) })
}

// Actions implements pane.Sheet.
func (f *finder) Actions() []pane.Action {
	move := func(d int) func() tea.Cmd {
		return func() tea.Cmd {
			f.at = min(max(f.at+d, 0), max(len(f.found)-1, 0))
			return nil
		}
	}
	return []pane.Action{
		{ID: "finder.run", Key: keybook.Fixed("do it", "enter"), Off: f.off, Do: f.run},
		{ID: "finder.up", Key: keybook.Fixed("up", "up", "ctrl+p"), Hide: true, Do: move(-1)},
		{ID: "finder.down", Key: keybook.Fixed("down", "down", "ctrl+n"), Hide: true, Do: move(1)},
		{ID: "finder.pageup", Key: keybook.Fixed("page up", "pgup"), Hide: true, Do: move(-10)},
		{ID: "finder.pagedown", Key: keybook.Fixed("page down", "pgdown"), Hide: true, Do: move(10)},
		{ID: "finder.close", Key: keybook.Fixed("close", "esc"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: f}) }},
	}
}

func (f *finder) off() string {
	if f.at >= len(f.found) {
		return "no command has that name"
	}
	return f.found[f.at].off
}

func (f *finder) run() tea.Cmd {
	f.m.remember(f.found[f.at].id)
	return tea.Batch(pane.Send(pane.Pop{Sheet: f}), f.found[f.at].run())
}

// Wide implements pane.Wide.
func (f *finder) Wide() int { return finderW }

// Click implements pane.Clicked.
func (f *finder) Click(y int) {
	if at, ok := f.rows[y]; ok {
		f.at = at
	}
}

// View implements pane.Sheet.
func (f *finder) View(w, h int) string {
	st := f.m.kit.Styles
	lines, at := f.lines(w)
	said := f.said(w)
	said = said[:min(len(said), max(h-4, 0))]
	h -= len(said)
	top := max(0, min(at-(h-2)/2, len(lines)-(h-2)))
	out := []string{st.Paint(style.Dim, "find ") + f.field.Line(f.m.kit, w-5), ""}
	if len(lines) == 0 {
		out = append(out, st.Paint(style.Dim, "No command has that name."))
	}
	f.rows = map[int]int{}
	for i := top; i < len(lines) && len(out) < h; i++ {
		if at, ok := f.places[i]; ok {
			f.rows[len(out)] = at
		}
		out = append(out, lines[i])
	}
	for len(out) < h {
		out = append(out, "")
	}
	return strings.Join(append(out, said...), "\n")
}

// said is what the chosen command does, below the list, where there is no room for it beside its name.
func (f *finder) said(w int) []string {
	if f.at >= len(f.found) || w >= sentencesFrom {
		return nil
	}
	out := []string{""}
	for _, line := range text.Clean(cmp.Or(f.found[f.at].off, f.found[f.at].Says)).Wrap(max(w, 1)) {
		out = append(out, f.m.kit.Styles.Paint(style.Dim, line.String()))
	}
	return out
}

// parts are the name of an act, what is said of it, and its keys, in w cells where names take so many. Why it cannot be done stands where
// the others say what they do; where there is no room for that the reason gives way before the keys do.
func (c command) parts(w, labels int) (left, says, right text.Safe) {
	left, says, right = text.Clean(c.label), text.Clean(cmp.Or(c.off, c.Says)), text.Clean(c.keys)
	if w >= sentencesFrom && left.Width() <= labels && labels+4+says.Width()+2+right.Width() <= w {
		return left.Pad(labels + 2), says, right
	}
	if c.off != "" {
		right = says.Cut(max(w/2-right.Width()-3, 0)).Append(text.Own("   "), right)
	}
	return left.Cut(w - right.Width() - 4), text.Safe{}, right
}

// lines draws everything found, and tells on which line the cursor stands.
func (f *finder) lines(w int) (out []string, at int) {
	st, group, labels := f.m.kit.Styles, "", 0
	f.places = map[int]int{}
	for _, c := range f.found {
		labels = min(max(labels, text.Width(c.label)), labelW)
	}
	for i, c := range f.found {
		if f.groups && c.group != group {
			if group = c.group; len(out) > 0 {
				out = append(out, "")
			}
			out = append(out, st.Paint(style.Heading, clean(c.group)))
		}
		f.places[len(out)] = i
		role := style.Text
		if c.off != "" {
			role = style.Faint
		}
		left, says, right := c.parts(w, labels)
		gap := strings.Repeat(" ", max(w-3-left.Width()-says.Width()-right.Width(), 1))
		if i == f.at {
			at = len(out)
			out = append(out, st.Row(left.String()+st.Paint(style.Dim, says.String())+gap+right.String(), true, w))
			continue
		}
		out = append(out, "  "+st.Paint(role, left.String())+st.Paint(style.Dim, says.String())+gap+st.Paint(style.Dim, right.String()))
	}
	return out, at
}

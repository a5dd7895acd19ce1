// Package settings is the sheet of what the person has set, and the sheets
// that connect accounts.
package settings

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store/filter"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// Line is one setting.
type Line struct {
	Path, Value string
	Said        string // the value as people say it: "4 seconds"
	Typed       string // the value as people type it; empty for what is not shown whole
	Origin      string // default, file and line, environment, flag
	TOML        string
	About       string   // what it is for: a short sentence, and others where it does not say all
	Allowed     string   // what it may be, in words
	Choices     []string // every value, as TOML, where there are few
	Fixed       bool     // shown only: it cannot be set from here
	AtOnce      bool     // a change holds at once; of the others when the profile is opened again
	Waits       bool     // it was changed, and what holds until the profile is opened again is what it was before
}

// Book is where settings are read and written.
type Book interface {
	Lines() []Line
	// Read looks for what may have come meanwhile, such as a theme of the
	// person's own. It reads files.
	Read()
	// Set writes one setting to the file; the error says what is allowed. use
	// makes it hold at once, nil for one that holds when the profile is opened
	// again.
	Set(ctx context.Context, path, value string) (use func() tea.Cmd, err error)
}

// Settings opens the sheets.
type Settings struct {
	kit      *pane.Kit
	book     Book
	accounts Accounts // nil in a profile that has none to connect
	profile  string
	look     Look // nil until ThemeAction
	kept     string
	// connected is that kept tells of a key.
	connected bool
	makes     map[string]Making
	leads     func() tea.Cmd // to the accounts of another profile, in one that has none
}

// Making is how an account of a provider is made from here, by whoever has none: Off says why not, Do shows the form.
type Making struct {
	Off func() string
	Do  func() tea.Cmd
}

// Makes says how accounts are made, by the provider's id; of one that is not in it there is no way from here.
func (s *Settings) Makes(how map[string]Making) { s.makes = how }

// Leads says what leads to the accounts of another profile, from one that has none.
func (s *Settings) Leads(do func() tea.Cmd) { s.leads = do }

// New returns the settings of a profile.
func New(kit *pane.Kit, b Book, a Accounts, profile string) *Settings {
	return &Settings{kit: kit, book: b, accounts: a, profile: profile}
}

// Actions are the keys that open the sheets from everywhere.
func (s *Settings) Actions() []pane.Action {
	acts := []pane.Action{{ID: "console.settings", Key: s.kit.Bind("console.settings", "settings", ","), Hide: true, Do: s.Open}}
	if s.accounts == nil {
		return acts
	}
	for _, p := range s.accounts.Services() {
		acts = append(acts, pane.Action{ID: "console.connect." + p.ID, Key: keybook.Fixed("connect " + p.Does), Hide: true,
			Do: func() tea.Cmd { return s.Connect(p.ID) }})
	}
	return acts
}

// Open shows the settings.
func (s *Settings) Open() tea.Cmd {
	return func() tea.Msg {
		s.book.Read()
		return pane.Push{Sheet: newSheet(s)}
	}
}

// sheet lists the settings, narrowed by what is typed after /.
type sheet struct {
	s    *Settings
	list pane.List[Line]
	find *pane.Field
	wide int // cells of the widest setting
	says int // cells of the longest sentence
}

// longValue is how many cells of a value make the sheet wider.
const longValue = 44

func newSheet(s *Settings) *sheet {
	sh := &sheet{s: s, find: pane.NewField("", 40)}
	sh.list.Key = func(l Line) string { return l.Path }
	sh.narrow()
	return sh
}

func (sh *sheet) narrow() {
	var out []Line
	sh.wide, sh.says = 0, 0
	for _, l := range sh.s.book.Lines() {
		sh.says = max(sh.says, l.sentence().Width())
		sh.wide = max(sh.wide, l.sentence().Width()+max(valueW, min(l.spoken().Width(), longValue))+4)
		if strings.Contains(filter.Fold(l.Path+" "+l.Value+" "+l.About), filter.Fold(sh.find.Value())) {
			out = append(out, l)
		}
	}
	sh.list.Set(out)
}

// Title implements pane.Sheet.
func (sh *sheet) Title() string { return "Settings" }

// Fill implements pane.Filler.
func (sh *sheet) Fill() bool { return true }

// Capturing implements pane.Capturer.
func (sh *sheet) Capturing() bool { return sh.find.Focused() }

// Update implements pane.Sheet.
func (sh *sheet) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		sh.find.Update(msg)
		sh.narrow()
	case written:
		sh.narrow()
		if msg.err != nil {
			return pane.Fail(msg.err)
		}
		return sh.s.written(msg)
	}
	return nil
}

// written says from when on a setting holds.
func (s *Settings) written(w written) tea.Cmd {
	said := w.path
	for _, l := range s.book.Lines() {
		if l.Path == w.path {
			said = l.sentence().String()
		}
	}
	if w.use != nil {
		return tea.Batch(w.use(), pane.Say("Saved and in use: "+said+"."))
	}
	return pane.Say("Saved: " + said + ". It holds from the next start; o in Settings loads the profile again with it.")
}

// Actions implements pane.Sheet.
func (sh *sheet) Actions() []pane.Action {
	if sh.find.Focused() {
		done := func() tea.Cmd { sh.find.Focus(false); return nil }
		return []pane.Action{{ID: "settings.found", Key: keybook.Fixed("done", "enter", "esc"), Do: done}}
	}
	move := func(d int) func() tea.Cmd { return func() tea.Cmd { sh.list.Move(d); return nil } }
	acts := []pane.Action{
		{ID: "settings.change", Key: keybook.Fixed(sh.changes(), "enter"), Off: sh.noEdit, Do: sh.change},
		{ID: "settings.edit", Key: keybook.Fixed("edit", "e"), Off: sh.noEdit, Do: sh.asWritten},
		{ID: "settings.copy", Key: keybook.Fixed("copy line", "y"), Off: sh.none, Do: sh.copy},
		{ID: "settings.find", Key: keybook.Fixed("find", "/"), Do: func() tea.Cmd { sh.find.Focus(true); return nil }},
	}
	switch {
	case sh.s.accounts != nil:
		acts = append(acts, pane.Action{ID: "settings.accounts", Key: keybook.Fixed("accounts", "a"), Do: sh.s.Accounts})
	case sh.s.leads != nil:
		acts = append(acts, pane.Action{ID: "settings.accounts", Key: keybook.Fixed("connect accounts", "a"), Do: sh.s.leads})
	}
	return append(acts,
		pane.Action{ID: "settings.again", Key: keybook.Fixed("reload", "o"), Do: func() tea.Cmd { return pane.Send(pane.Reopen{Profile: sh.s.profile}) }},
		pane.Action{ID: "settings.close", Key: keybook.Fixed("close", "esc", "q"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: sh}) }},
		pane.Action{ID: "settings.up", Key: keybook.Fixed("up", "up", "k"), Hide: true, Do: move(-1)},
		pane.Action{ID: "settings.down", Key: keybook.Fixed("down", "down", "j"), Hide: true, Do: move(1)},
		pane.Action{ID: "settings.pageup", Key: keybook.Fixed("page up", "pgup", "ctrl+u"), Hide: true, Do: move(-10)},
		pane.Action{ID: "settings.pagedown", Key: keybook.Fixed("page down", "pgdown", "ctrl+d"), Hide: true, Do: move(10)})
}

func (sh *sheet) none() string {
	if _, ok := sh.list.Selected(); !ok {
		return "no setting is called that"
	}
	return ""
}

func (sh *sheet) noEdit() string {
	l, ok := sh.list.Selected()
	switch {
	case !ok:
		return sh.none()
	case l.Fixed:
		return l.Path + " is set by " + l.Origin + ": it cannot be changed from here"
	}
	return ""
}

func (sh *sheet) copy() tea.Cmd {
	l, _ := sh.list.Selected()
	return pane.Send(pane.Copy{Text: l.TOML, What: "setting", Shown: l.TOML})
}

// edit asks for the value as people type it, asWritten as it stands in the file.
func (sh *sheet) edit() tea.Cmd {
	l, _ := sh.list.Selected()
	return pane.Send(pane.Push{Sheet: newEditor(sh.s, l, l.Typed)})
}

func (sh *sheet) asWritten() tea.Cmd {
	l, _ := sh.list.Selected()
	value := l.Value
	if l.Typed == "" && len(value) > 2 { // not shown whole, so that it is no value
		value = ""
	}
	return pane.Send(pane.Push{Sheet: newEditor(sh.s, l, value)})
}

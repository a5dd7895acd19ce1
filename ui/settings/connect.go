package settings

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// maxKey is how long a key may be in bytes: tokens of LINES are the long ones.
const maxKey = 4 << 10

// connect is the sheet that tries a key and then stores it.
type connect struct {
	s        *Settings
	id       string
	title    string
	asked    string
	form     *pane.Form
	key      *pane.Field
	account  *pane.Field
	base     *pane.Field
	where    *pane.Field
	readOnly *pane.Field
	places   []Place
	busy     context.CancelFunc // ends what is under way, nil when nothing is
	said     string
	failed   bool
	tested   bool
}

// tried and saved are the answers of the two steps.
type (
	tried struct {
		to    *connect
		words string
		err   error
	}
	saved struct {
		to    *connect
		words string
		err   error
	}
)

func newConnect(s *Settings, provider string, places []Place) *connect {
	c := &connect{s: s, id: provider, places: places}
	var service pane.Service
	for _, p := range s.accounts.Services() {
		if p.ID == provider {
			service = p
		}
	}
	c.title, c.asked = "Connect: "+service.Does, service.Asked
	base, account, readOnly := s.accounts.Now(provider)
	c.key = pane.NewField("Key", maxKey)
	c.key.Masked = true
	c.key.Check = func(v string) string { _, why := s.accounts.Check(provider, v); return why }
	c.account = pane.NewField("Account", 64).SetValue(account)
	c.account.Hint = func(string) string { return "may stay empty: it comes with an API key" }
	c.base = pane.NewField("Address", 200).SetValue(base)
	c.account.Check, c.base.Check = c.fits(c.account, "account_id"), c.fits(c.base, "base_url")
	c.where = pane.NewChoice("Keep it in", c.usable()...)
	c.where.Hint = c.at
	c.readOnly = pane.NewChoice("Read-only", "yes", "no")
	c.readOnly.Hint = func(v string) string {
		if v == "yes" {
			return "until you allow changes"
		}
		return "changes are allowed at once"
	}
	if !readOnly {
		c.readOnly.SetValue("no")
	}
	fields := []*pane.Field{c.key}
	if service.Account {
		fields = append(fields, c.account)
	}
	c.form = pane.NewForm(append(fields, c.base, c.where, c.readOnly)...)
	return c
}

// fits holds a field to what can be saved as the setting.
func (c *connect) fits(f *pane.Field, setting string) func(string) string {
	return func(v string) string {
		if why := c.s.accounts.Fits(c.id, setting, strings.TrimSpace(v)); why != "" {
			return f.Label + ": " + why
		}
		return ""
	}
}

func (c *connect) usable() []string {
	var out []string
	for _, p := range c.places {
		if p.Off == "" {
			out = append(out, p.Name)
		}
	}
	return out
}

// at is where a place lies.
func (c *connect) at(name string) string {
	i := slices.IndexFunc(c.places, func(p Place) bool { return p.Name == name })
	if i < 0 {
		return ""
	}
	return c.places[i].At
}

// Title implements pane.Sheet.
func (c *connect) Title() string { return c.title }

// Capturing implements pane.Capturer.
func (c *connect) Capturing() bool { return c.busy == nil }

// Update implements pane.Sheet.
func (c *connect) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		c.tested, c.said = false, ""
		c.form.Update(msg)
	case tried:
		if msg.to == c && c.busy != nil {
			c.rest()
			c.tested, c.failed, c.said = msg.err == nil, msg.err != nil, msg.words
			if msg.err != nil {
				c.said = store.Said(msg.err)
			}
		}
	case saved:
		if msg.to == c {
			return c.saved(msg)
		}
	}
	return nil
}

func (c *connect) saved(m saved) tea.Cmd {
	c.rest()
	if m.err != nil {
		c.failed, c.said = true, store.Said(m.err)
		return nil
	}
	c.s.kept, c.s.connected = m.words, true
	return tea.Batch(pane.Send(pane.Pop{Sheet: c}), pane.Send(pane.Reopen{Profile: c.s.profile}))
}

// rest ends what was under way.
func (c *connect) rest() {
	c.busy()
	c.busy = nil
}

// Actions implements pane.Sheet.
func (c *connect) Actions() []pane.Action {
	if c.busy != nil {
		return []pane.Action{{ID: "connect.stop", Key: keybook.Fixed("stop asking", "esc"), Off: c.noStop, Do: c.stop}}
	}
	enter := pane.Action{ID: "connect.test", Key: keybook.Fixed("try it", "enter"), Do: c.test}
	if c.tested {
		enter = pane.Action{ID: "connect.save", Key: keybook.Fixed("save and continue", "enter"), Do: c.save}
	}
	leave := pane.Action{ID: "connect.leave", Key: keybook.Fixed("leave", "esc"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: c}) }}
	acts := slices.Concat([]pane.Action{enter}, c.form.Moves("connect", "next field"), []pane.Action{leave})
	if how, ok := c.s.makes[c.id]; ok {
		acts = append(acts, pane.Action{ID: "connect.make", Key: keybook.Fixed("no account yet: make one", "ctrl+n"), Off: how.Off,
			Do: func() tea.Cmd { return pane.Sequence(pane.Send(pane.Pop{Sheet: c}), how.Do()) }})
	}
	return acts
}

// noStop says why what is under way cannot be stopped: storing is not left half done.
func (c *connect) noStop() string {
	if c.tested {
		return "the key is just being stored"
	}
	return ""
}

func (c *connect) stop() tea.Cmd {
	c.rest()
	c.said = ""
	return nil
}

func (c *connect) connection() Connection {
	key, _ := c.s.accounts.Check(c.id, c.key.Value())
	return Connection{Provider: c.id, Key: key, Account: strings.TrimSpace(c.account.Value()), BaseURL: strings.TrimSpace(c.base.Value()), Where: c.where.Value(), ReadOnly: c.readOnly.Value() == "yes"}
}

func (c *connect) test() tea.Cmd {
	if !c.form.Verify() {
		return nil
	}
	ctx, cancel := context.WithCancel(c.s.kit.Ctx)
	c.busy, c.said = cancel, ""
	accounts, con := c.s.accounts, c.connection()
	return func() tea.Msg {
		words, err := accounts.Test(ctx, con)
		return tried{c, words, err}
	}
}

func (c *connect) save() tea.Cmd {
	c.busy = func() {}
	accounts, ctx, con := c.s.accounts, c.s.kit.Ctx, c.connection()
	return func() tea.Msg {
		words, err := accounts.Save(context.WithoutCancel(ctx), con)
		return saved{c, words, err}
	}
}

// keyLabel is the width of the labels of the form, in cells.
const keyLabel = 12

// Wide implements pane.Wide.
func (c *connect) Wide() int { return pane.WidestForm(c.lines) }

// View implements pane.Sheet.
func (c *connect) View(w, h int) string {
	lines := c.lines(w)
	return pane.Sight(lines, h)
}

func (c *connect) lines(w int) []string {
	st := c.s.kit.Styles
	lines := c.form.View(c.s.kit, w)
	if key, why := c.s.accounts.Check(c.id, c.key.Value()); why == "" && !key.Empty() {
		said := keySaid(key)
		lines = slices.Insert(lines, 1, strings.Repeat(" ", min(keyLabel, w))+st.Paint(style.Dim, said.Cut(max(w-keyLabel, 0)).String()))
	}
	lines = append(lines, "")
	for _, p := range c.places {
		if p.Off != "" {
			for _, l := range text.Sentence("Not available: {} ({}).", text.Clean(p.Name), text.Clean(p.Off)).Wrap(w) {
				lines = append(lines, st.Paint(style.Faint, l.String()))
			}
		}
	}
	return append(lines, c.outcome(w)...)
}

// keySaid is what is shown of a key; a short one would be told by its end.
func keySaid(key rest.Secret) text.Safe {
	n := text.Int(int64(utf8.RuneCountInString(key.Reveal())))
	if key.Ends() == "" {
		return text.Sentence("{} characters", n)
	}
	return text.Sentence("{} characters, ends {}", n, text.Clean(key.Ends()))
}

// outcome is what became of the step before.
func (c *connect) outcome(w int) []string {
	st := c.s.kit.Styles
	switch {
	case c.busy != nil && c.tested:
		return []string{st.Paint(style.Accent, "Storing"+st.Ellipsis)}
	case c.busy != nil:
		return []string{st.Paint(style.Accent, "Asking"+st.Ellipsis)}
	case c.said == "":
		return nil
	}
	role, mark := style.Good, st.Check+" "
	if c.failed {
		role, mark = style.Bad, "! "
	}
	var out []string
	for _, l := range text.Clean(c.said).Wrap(max(w-2, 1)) {
		out = append(out, st.Paint(role, mark+l.String()))
		mark = "  "
	}
	if !c.failed {
		out = append(out, "  "+st.Paint(style.Faint, text.Clean("asked "+c.asked).Cut(max(w-2, 0)).String()))
	}
	return out
}

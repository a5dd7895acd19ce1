package settings

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/rest"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Connection is what a person gives to reach a provider. The key never leaves
// it but to be tried and stored.
type Connection struct {
	Provider string // "sms", "trust", "lines"
	Key      rest.Secret
	Account  string // LINES only, may be empty: it comes with the key
	BaseURL  string // empty: the provider's own
	Where    string // one of Places
	ReadOnly bool
}

// Accounts tries and stores connections.
type Accounts interface {
	// Places are where a key can be kept; off says why one cannot be used here.
	Places(ctx context.Context) (names, off []string)
	// Check says what is wrong with a key, "" when it may be tried.
	Check(provider, key string) (rest.Secret, string)
	// Test asks the provider for the least and says in the person's own numbers what came.
	Test(ctx context.Context, c Connection) (words string, err error)
	// Save stores the key and the profile and says where the key lies.
	Save(ctx context.Context, c Connection) (where string, err error)
	// Known says what is known of a provider's key: "ends 9f3c, from the environment", "" for none.
	Known(ctx context.Context, provider string) string
}

var providers = []struct{ id, title, base string }{
	{"sms", "SMS codes", "https://temp-number-api.com/api/v1/retail"},
	{"trust", "number trust", "https://numbers.online"},
	{"lines", "phone lines", "https://api.oneuc.com/v2"},
}

// Accounts offers the three providers.
func (s *Settings) Accounts() tea.Cmd {
	return pane.Sequence(func() tea.Msg {
		var items []pane.Item
		for _, p := range providers {
			known := s.accounts.Known(s.kit.Ctx, p.id)
			if known == "" {
				known = "no key"
			}
			items = append(items, pane.Item{Key: p.id[:1], Label: text.Clean(strings.ToUpper(p.id)).Append(text.Own("  "), text.Clean(p.title)), Note: text.Clean(known),
				Do: func() tea.Cmd { return s.Connect(p.id) }})
		}
		return pane.Push{Sheet: pane.NewMenu(s.kit, "Accounts of "+s.profile, items...)}
	})
}

// Connect shows the sheet that connects a provider.
func (s *Settings) Connect(provider string) tea.Cmd {
	return func() tea.Msg {
		names, off := s.accounts.Places(s.kit.Ctx)
		return pane.Push{Sheet: newConnect(s, provider, names, off)}
	}
}

type connect struct {
	s        *Settings
	id       string
	title    string
	form     *pane.Form
	key      *pane.Field
	account  *pane.Field
	base     *pane.Field
	where    *pane.Field
	readOnly *pane.Field
	places   []string
	off      []string
	busy     bool
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
		where string
		err   error
	}
)

func newConnect(s *Settings, provider string, places, off []string) *connect {
	c := &connect{s: s, id: provider, places: places, off: off}
	c.key = pane.NewField("Key", 400)
	c.key.Masked = true
	c.key.Check = func(v string) string { _, why := s.accounts.Check(provider, v); return why }
	c.account = pane.NewField("Account", 64)
	c.base = pane.NewField("Address", 200)
	for _, p := range providers {
		if p.id == provider {
			c.title = "Connect: " + p.title
			c.base.SetValue(p.base)
		}
	}
	c.where = pane.NewChoice("Keep it in", usable(places, off)...)
	c.readOnly = pane.NewChoice("Read-only", "yes", "no")
	c.readOnly.Hint = func(v string) string {
		if v == "yes" {
			return "until you allow changes"
		}
		return "changes are allowed at once"
	}
	fields := []*pane.Field{c.key}
	if provider == "lines" {
		fields = append(fields, c.account)
	}
	c.form = pane.NewForm(append(fields, c.base, c.where, c.readOnly)...)
	return c
}

func usable(places, off []string) []string {
	var out []string
	for i, p := range places {
		if off[i] == "" {
			out = append(out, p)
		}
	}
	return out
}

// Title implements pane.Sheet.
func (c *connect) Title() string { return c.title }

// Capturing implements pane.Capturer.
func (c *connect) Capturing() bool { return !c.busy }

// Update implements pane.Sheet.
func (c *connect) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		c.tested, c.said = false, ""
		c.form.Update(msg)
	case tried:
		if msg.to == c {
			c.busy, c.tested, c.failed, c.said = false, msg.err == nil, msg.err != nil, msg.words
			if msg.err != nil {
				c.said = msg.err.Error()
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
	c.busy = false
	if m.err != nil {
		c.failed, c.said = true, m.err.Error()
		return nil
	}
	return tea.Batch(pane.Send(pane.Pop{Sheet: c}), pane.Say("The key is kept in "+m.where+"."), pane.Send(pane.Reopen{Profile: c.s.profile}))
}

// Actions implements pane.Sheet.
func (c *connect) Actions() []pane.Action {
	if c.busy {
		return []pane.Action{{ID: "connect.wait", Key: bind("asking", "esc"), Do: func() tea.Cmd { return nil }}}
	}
	enter := pane.Action{ID: "connect.test", Key: bind("try it", "enter"), Do: c.test}
	if c.tested {
		enter = pane.Action{ID: "connect.save", Key: bind("save and continue", "enter"), Do: c.save}
	}
	return []pane.Action{enter,
		{ID: "connect.next", Key: bind("next field", "tab"), Do: func() tea.Cmd { c.form.Update(tea.KeyPressMsg{Code: tea.KeyTab}); return nil }},
		{ID: "connect.leave", Key: bind("leave", "esc"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: c}) }},
	}
}

func (c *connect) connection() Connection {
	key, _ := c.s.accounts.Check(c.id, c.key.Value())
	return Connection{Provider: c.id, Key: key, Account: c.account.Value(), BaseURL: c.base.Value(), Where: c.where.Value(), ReadOnly: c.readOnly.Value() == "yes"}
}

func (c *connect) test() tea.Cmd {
	if !c.form.Verify() {
		return nil
	}
	c.busy, c.said = true, ""
	accounts, ctx, con := c.s.accounts, c.s.kit.Ctx, c.connection()
	return func() tea.Msg {
		words, err := accounts.Test(ctx, con)
		return tried{c, words, err}
	}
}

func (c *connect) save() tea.Cmd {
	c.busy = true
	accounts, ctx, con := c.s.accounts, c.s.kit.Ctx, c.connection()
	return func() tea.Msg {
		where, err := accounts.Save(context.WithoutCancel(ctx), con)
		return saved{c, where, err}
	}
}

// View implements pane.Sheet.
func (c *connect) View(w, h int) string {
	st := c.s.kit.Styles
	lines := c.form.View(c.s.kit, w)
	if key, why := c.s.accounts.Check(c.id, c.key.Value()); why == "" && !key.Empty() {
		lines[0] = pane.Cut(lines[0]+"  "+st.Paint(style.Dim, text.Sentence("{} characters, ends {}", text.Int(int64(len(key.Reveal()))), text.Clean(key.Ends())).String()), w)
	}
	lines = append(lines, "")
	for i, why := range c.off {
		if why != "" {
			lines = append(lines, st.Paint(style.Faint, text.Sentence("{}: not available here: {}", text.Clean(c.places[i]), text.Clean(why)).Cut(w).String()))
		}
	}
	switch {
	case c.busy:
		lines = append(lines, st.Paint(style.Accent, "Asking"+st.Ellipsis))
	case c.said != "":
		role, mark := style.Good, st.Check+" "
		if c.failed {
			role, mark = style.Bad, "! "
		}
		for _, l := range text.Clean(c.said).Wrap(max(w-2, 1)) {
			lines = append(lines, st.Paint(role, mark+l.String()))
			mark = "  "
		}
	}
	return strings.Join(lines[:min(len(lines), h)], "\n")
}

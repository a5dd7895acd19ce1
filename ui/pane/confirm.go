package pane

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/keybook"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Confirm asks before something that spends or changes more than one row: it
// shows what will happen, does nothing on Esc and Enter, and acts on one
// capital letter only.
type Confirm struct {
	title string
	says  func() []text.Safe
	key   string
	verb  string
	do    func() tea.Cmd
	kit   *Kit
}

// NewConfirm returns the sheet. letter is the capital that acts, verb what it does, says what will
// happen as things are when it is drawn.
func NewConfirm(kit *Kit, title, letter, verb string, do func() tea.Cmd, says func() []text.Safe) *Confirm {
	return &Confirm{title: title, says: says, key: letter, verb: verb, do: do, kit: kit}
}

// Title implements Sheet.
func (c *Confirm) Title() string { return c.title }

// Update implements Sheet.
func (c *Confirm) Update(tea.Msg) tea.Cmd { return nil }

// Actions implements Sheet.
func (c *Confirm) Actions() []Action {
	return []Action{
		{ID: "confirm.do", Risk: Spends, Key: keybook.Fixed(c.verb, c.key), Do: func() tea.Cmd { return tea.Batch(Send(Pop{c}), c.do()) }},
		{ID: "confirm.no", Key: keybook.Fixed("do nothing", "esc"), Do: func() tea.Cmd { return Send(Pop{c}) }},
		notByEnter(c, c.key, c.verb),
	}
}

// notByEnter closes a sheet that a capital letter confirms, and says so: Enter
// was meant to do something.
func notByEnter(s Sheet, letter, verb string) Action {
	return Action{ID: "confirm.enter", Key: keybook.Fixed("do nothing", "enter"), Hide: true, Do: func() tea.Cmd {
		return tea.Batch(Send(Pop{s}), SayOfKey("Nothing was done. The key for \""+verb+"\" is "+letter+"."))
	}}
}

// Wide implements Wide.
func (c *Confirm) Wide() int { return widest(c.says()) }

// View implements Sheet.
func (c *Confirm) View(w, h int) string { return drawLines(c.kit, c.says(), w, h) }

// TypeConfirm asks for what cannot be taken back: the person types a word that
// names the thing, and a paste is refused.
type TypeConfirm struct {
	title, prompt, want string
	lines               []text.Safe
	do                  func() tea.Cmd
	field               *Field
	kit                 *Kit
}

// NewTypeConfirm returns the sheet; want is what must be typed, prompt says so.
func NewTypeConfirm(kit *Kit, title, prompt, want string, do func() tea.Cmd, lines ...text.Safe) *TypeConfirm {
	f := NewField(prompt, len(want)+8)
	f.Focus(true)
	return &TypeConfirm{title: title, prompt: prompt, want: want, lines: lines, do: do, field: f, kit: kit}
}

// Title implements Sheet.
func (c *TypeConfirm) Title() string { return c.title }

// Capturing implements Capturer.
func (c *TypeConfirm) Capturing() bool { return true }

// Update implements Sheet.
func (c *TypeConfirm) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.PasteMsg:
		c.field.Problem = "type it: a paste is not taken here"
	case tea.KeyPressMsg:
		c.field.Update(msg)
	}
	return nil
}

// Actions implements Sheet.
func (c *TypeConfirm) Actions() []Action {
	return []Action{
		{ID: "confirm.no", Key: keybook.Fixed("do nothing", "esc"), Do: func() tea.Cmd { return Send(Pop{c}) }},
		{ID: "confirm.typed", Risk: Irreversible, Key: keybook.Fixed("when typed", "enter"), Do: c.enter},
	}
}

func (c *TypeConfirm) enter() tea.Cmd {
	if c.field.Value() != c.want {
		c.field.Problem = "that does not match: nothing was done"
		return nil
	}
	return tea.Batch(Send(Pop{c}), c.do())
}

// Wide implements Wide.
func (c *TypeConfirm) Wide() int { return max(widest(c.lines), len(c.prompt)+len(c.want)+12) }

// View implements Sheet.
func (c *TypeConfirm) View(w, h int) string {
	ask := []string{"", c.kit.Styles.Paint(style.Text, c.prompt+"  ") + c.field.Line(c.kit, w-len(c.prompt)-2)}
	if w < len(c.prompt)+len(c.want)+8 { // what is typed has to be seen
		ask = []string{c.kit.Styles.Paint(style.Text, cut(c.prompt, w)), "  " + c.field.Line(c.kit, w-2)}
	}
	ask = append(ask, problem(c.kit, c.field.Problem, w)...)
	if s := drawLines(c.kit, c.lines, w, h-len(ask)); s != "" {
		ask = append([]string{s}, ask...)
	}
	return strings.Join(ask, "\n")
}

func widest(lines []text.Safe) int {
	w := 0
	for _, l := range lines {
		w = max(w, l.Width())
	}
	return w
}

func drawLines(kit *Kit, lines []text.Safe, w, h int) string {
	var out []string
	for _, l := range lines {
		out = append(out, kit.Styles.Paint(style.Text, l.Cut(w).String()))
	}
	return strings.Join(out[:min(len(out), max(h, 0))], "\n")
}

package settings

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Guard keeps a profile from being changed until the person allows it.
type Guard interface {
	// Refusal is the sentence acts are refused with while changes are off, "" when they are not.
	Refusal() string
	// Fixed says why changes cannot be allowed from here, "" when they can.
	Fixed() string
	// Allow lets the profile be changed from its next opening on.
	Allow(ctx context.Context) error
}

// AllowAction is the palette's way to allow changes.
func (s *Settings) AllowAction(g Guard) pane.Action {
	return pane.Action{ID: "console.allow", Key: keybook.Fixed("allow changes"), Hide: true,
		Off: func() string {
			if g.Refusal() == "" {
				return "changes are allowed"
			}
			return g.Fixed()
		},
		Do: func() tea.Cmd { return pane.Send(pane.Push{Sheet: &allow{s: s, guard: g}}) }}
}

// Offer is told which act was refused and why. The first time that a read-only
// profile is why, it says so and offers to allow changes; later it names the way.
func (s *Settings) Offer(g Guard) func(what pane.Action, why string) tea.Cmd {
	offered := false
	return func(what pane.Action, why string) tea.Cmd {
		if why == "" || why != g.Refusal() || g.Fixed() != "" {
			return nil
		}
		if offered {
			return pane.Say(why + " " + lifting)
		}
		offered = true
		return pane.Send(pane.Push{Sheet: &allow{s: s, guard: g, refused: what.Key.Help().Desc}})
	}
}

// lifting is the way out of a read-only profile.
const lifting = `To change that, press : and choose "allow changes".`

// allow asks whether a read-only profile may be changed.
type allow struct {
	s       *Settings
	guard   Guard
	refused string // the act that was wanted; "" where the sheet itself was
	failed  string
}

// allowed is what came of it.
type allowed struct {
	to  *allow
	err error
}

// Title implements pane.Sheet.
func (a *allow) Title() string { return "Allow changes" }

// Update implements pane.Sheet.
func (a *allow) Update(msg tea.Msg) tea.Cmd {
	m, ok := msg.(allowed)
	if !ok || m.to != a {
		return nil
	}
	if m.err != nil {
		a.failed = store.Said(m.err)
		return nil
	}
	a.s.kept = "Changes are allowed in the profile " + a.s.profile + "."
	return tea.Batch(pane.Send(pane.Pop{Sheet: a}), pane.Send(pane.Reopen{Profile: a.s.profile}))
}

// Actions implements pane.Sheet.
func (a *allow) Actions() []pane.Action {
	return []pane.Action{
		{ID: "allow.do", Risk: pane.Spends, Key: keybook.Fixed("allow changes", "A"), Do: a.do},
		{ID: "allow.no", Key: keybook.Fixed("stay read-only", "esc", "enter"), Do: func() tea.Cmd {
			later := tea.Cmd(nil)
			if a.refused != "" {
				later = pane.Say("It stays read-only. " + lifting)
			}
			return tea.Batch(pane.Send(pane.Pop{Sheet: a}), later)
		}},
	}
}

func (a *allow) do() tea.Cmd {
	guard, ctx := a.guard, context.WithoutCancel(a.s.kit.Ctx)
	return func() tea.Msg { return allowed{a, guard.Allow(ctx)} }
}

// Wide implements pane.Wide.
func (a *allow) Wide() int { return pane.Widest(a.lines) }

// View implements pane.Sheet.
func (a *allow) View(w, h int) string {
	lines := a.lines(w)
	return strings.Join(lines[:min(len(lines), h)], "\n")
}

func (a *allow) lines(w int) []string {
	st := a.s.kit.Styles
	var lines []string
	prose := func(role style.Role, s text.Safe) {
		for _, l := range s.Wrap(w) {
			lines = append(lines, st.Paint(role, l.String()))
		}
	}
	if a.refused != "" {
		prose(style.Bad, text.Sentence("! Not done: {}. Changes are off.", text.Clean(a.refused)))
	}
	prose(style.Text, text.Sentence("The profile {} is read-only: what is there is shown, and nothing can be ordered, ended, paid or changed.", text.Clean(a.s.profile)))
	lines = append(lines, "")
	prose(style.Text, text.Own("Allowing changes is written into the settings, and the profile opens again. What costs money or cannot be undone still asks first."))
	if a.failed != "" {
		lines = append(lines, "")
		prose(style.Bad, text.Own("! ").Append(text.Clean(a.failed)))
	}
	return lines
}

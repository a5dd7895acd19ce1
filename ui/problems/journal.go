package problems

import (
	"context"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Journal is what lets go of a held journal, and of blocks.
type Journal interface {
	Resume(ctx context.Context) error
	Unblock(ctx context.Context, provider, scope string) error
	SaveUnsaved(ctx context.Context) error
	SawDeparted(ctx context.Context, all []store.Departed) error
}

// ConfirmWord is what a person types to confirm the journal.
const ConfirmWord = "journal"

func silent(id, help string, off func() string, do func() tea.Cmd) pane.Action {
	return pane.Action{ID: id, Key: key.NewBinding(key.WithDisabled(), key.WithHelp("", help)), Hide: true, Off: off, Do: do}
}

// standing is the worst of one kind that stands now.
func (p *Problems) standing(c store.Condition) (store.Standing, bool) {
	for _, s := range p.f.standing {
		if s.Code == c {
			return s, true
		}
	}
	return store.Standing{}, false
}

// while is why an act has nothing to do: what it mends does not stand.
func (p *Problems) while(c store.Condition, otherwise string) func() string {
	return p.whileAny(otherwise, c)
}

func (p *Problems) whileAny(otherwise string, of ...store.Condition) func() string {
	return func() string {
		for _, c := range of {
			if _, ok := p.standing(c); ok {
				return ""
			}
		}
		return otherwise
	}
}

// Confirm is the act by which a person, having looked, lets a held journal go.
func (p *Problems) Confirm(j Journal) pane.Action {
	return silent("problems.confirm", "confirm the journal", p.while(store.JournalHeld, "the journal is in order"), func() tea.Cmd {
		s, _ := p.standing(store.JournalHeld)
		var lines []text.Safe
		for _, told := range append([]string{s.Sentence + " Look through the log and the provider's own lists first: what is ordered twice is paid twice."}, p.f.open...) {
			for _, l := range pane.Wrap(text.Clean(told).String(), 70) {
				lines = append(lines, text.Clean(l))
			}
		}
		return pane.Send(pane.Push{Sheet: pane.NewTypeConfirm(p.kit, "Confirm the journal", "Type "+ConfirmWord+" to confirm:", ConfirmWord, func() tea.Cmd {
			ctx := p.kit.Ctx
			return said(func() error { return j.Resume(ctx) }, "The journal is confirmed: orders and payments go on.")
		}, lines...)})
	})
}

// Again is the act that tries to save what is kept in memory.
func (p *Problems) Again(j Journal) pane.Action {
	return silent("problems.save", "try to save again", p.whileAny("the disk takes what is written", store.DiskFull, store.DiskFails, store.Locked), func() tea.Cmd {
		ctx := p.kit.Ctx
		return said(func() error { return j.SaveUnsaved(ctx) }, "Saved.")
	})
}

// Reopen is the act that opens the profile again, where what stands can end only so.
func (p *Problems) Reopen(c store.Condition, profile string) pane.Action {
	return silent("problems.save", "reload", p.while(c, "the disk takes what is written"), func() tea.Cmd {
		return pane.Send(pane.Reopen{Profile: profile})
	})
}

// Seen is the act by which a person says that they know of the numbers that left: it is about
// those that the list shows.
func (p *Problems) Seen(j Journal) pane.Action {
	return silent("problems.seen", "I have seen which numbers are gone", p.while(store.NumberGone, "no number is gone"), func() tea.Cmd {
		ctx, all := p.kit.Ctx, p.f.standing
		return said(func() error {
			var gone []store.Departed
			for _, s := range all {
				gone = append(gone, s.Gone...)
			}
			return j.SawDeparted(ctx, gone)
		}, "Noted: no notice is shown about these numbers any more. The Log keeps that they left.")
	})
}

// said does something in a command and says that it was done, or why not.
func said(do func() error, done string) tea.Cmd {
	return func() tea.Msg {
		if err := do(); err != nil {
			return pane.Fail(err)()
		}
		return pane.Say(done)()
	}
}

// Card is the act that shows a block whole; vendor is the provider's page, ""
// for none.
func (p *Problems) Card(j Journal, vendor string) pane.Action {
	return silent("problems.block", "see the block", p.while(store.Blocked, "nothing is blocked"), func() tea.Cmd {
		var extra []pane.Action
		if vendor != "" {
			extra = append(extra, pane.Action{ID: "block.open", Key: key.NewBinding(key.WithKeys("o"), key.WithHelp("o", "open the provider's page")),
				Do: func() tea.Cmd { return pane.Send(pane.Open{URL: vendor}) }})
		}
		lifted := p.Lifted(j)
		lifted.Key, lifted.Hide = key.NewBinding(key.WithKeys("L"), key.WithHelp("L", "the block was lifted: try one order")), false
		extra = append(extra, lifted)
		return pane.Send(pane.Push{Sheet: pane.NewReader(p.kit, "Blocked", func(w int) []string { return p.card(w, vendor) }, extra...)})
	})
}

func (p *Problems) card(w int, vendor string) []string {
	d := pane.NewDetail(p.kit, w)
	for _, s := range p.f.standing {
		if s.Code != store.Blocked {
			continue
		}
		left := s.Until.Sub(p.kit.Now()).Truncate(time.Minute)
		d.Gap().Own(style.Bad, s.Word).Prose(style.Text, text.Clean(s.Sentence))
		d.Gap().Field("Since", style.Text, p.kit.When(s.Since, text.FormClock)).Field("Until", style.Text, p.kit.Until(s.Until, text.FormClock).Append(text.Own(", in "), text.Left(left)))
		d.Field("What still works", style.Text, text.Clean("")).Prose(style.Text, text.Clean(s.Works))
		d.Gap().Prose(style.Dim, text.Clean(s.Ends))
	}
	if vendor != "" {
		d.Gap().Field("Provider's page", style.Text, text.Clean(vendor))
	}
	if _, ok := p.standing(store.Blocked); !ok {
		d.Own(style.Text, "Nothing is blocked any more.")
	}
	return d.Lines(1 << 10)
}

// Lifted is the act by which a person says that the provider lifted its blocks:
// the next order tries, and if it is still blocked the provider says so again.
func (p *Problems) Lifted(j Journal) pane.Action {
	return silent("problems.lifted", "the block was lifted", p.while(store.Blocked, "nothing is blocked"), func() tea.Cmd {
		ctx, all := p.kit.Ctx, p.f.standing
		return said(func() error {
			for _, s := range all {
				if s.Code != store.Blocked {
					continue
				}
				if err := j.Unblock(ctx, s.Provider, s.Scope); err != nil {
					return err
				}
			}
			return nil
		}, "The next order tries. If it is still blocked, the provider says so again.")
	})
}

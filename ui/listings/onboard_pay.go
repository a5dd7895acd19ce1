package listings

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// payActions are those of the last two steps, where nothing is typed.
func (s *sheet) payActions(closing pane.Action) []pane.Action {
	if !s.ready {
		return []pane.Action{closing}
	}
	another := pane.Action{ID: "onboard.another", Key: keybook.Fixed("another number", "N"), Do: func() tea.Cmd { return s.another("") }}
	check := pane.Action{ID: "onboard.check", Key: keybook.Fixed("check now", "r"), Do: s.check}
	edit := pane.Action{ID: "onboard.edit", Key: keybook.Fixed("edit profile", "e"), Do: s.backTo(onProfile)}
	logo := pane.Action{ID: "onboard.logo", Key: keybook.Fixed("logo", "l"), Off: s.noLogo, Do: s.backTo(onLogo)}
	switch {
	case s.at == onOnline:
		return []pane.Action{{ID: "onboard.page", Key: keybook.Fixed("open the page", "o"), Off: s.noPage, Do: s.openPage}, check, closing, another}
	case s.waiting():
		link := s.checkout.URL
		return []pane.Action{
			check, edit, closing,
			{ID: "onboard.open", Key: keybook.Fixed("open the payment page", "o"), Do: func() tea.Cmd { return tea.Batch(pane.Send(pane.Open{URL: link}), s.p.expect(s.n)) }},
			{ID: "onboard.copy", Key: keybook.Fixed("copy the link", "y"), Do: func() tea.Cmd { return copyLink(link) }},
			{ID: "onboard.big", Key: keybook.Fixed("show it big", "v"), Do: func() tea.Cmd { return s.p.bigLink(s.checkout) }},
			logo, another,
		}
	}
	return []pane.Action{{ID: "onboard.pay", Key: keybook.Fixed("prepare the payment", "enter", "p"), Off: s.noPay, Do: s.askToPay}, edit, closing, logo, check, another}
}

func copyLink(link string) tea.Cmd {
	return pane.Send(pane.Copy{Text: link, What: "payment link", Shown: "the payment link"})
}

func (s *sheet) noPay() string { return s.p.foresight.Off(s.n, act.Pay{Number: s.n}) }

func (s *sheet) noLogo() string {
	if s.row.Kind() == numbersonline.Personal {
		return "a personal listing has no logo"
	}
	return ""
}

func (s *sheet) noPage() string {
	if s.row.Page == nil || s.p.desk.PageURL(s.row.Page.Handle) == "" {
		return "a personal number has no public page"
	}
	return ""
}

func (s *sheet) openPage() tea.Cmd {
	return pane.Send(pane.Open{URL: s.p.desk.PageURL(s.row.Page.Handle)})
}

// backTo shows a step that is done, to do it again.
func (s *sheet) backTo(to step) func() tea.Cmd {
	return func() tea.Cmd {
		s.asked = to
		return s.load()
	}
}

// askToPay repeats the amount before a payment is prepared.
func (s *sheet) askToPay() tea.Cmd {
	return s.agree("Prepare the payment?", "prepare it", act.Pay{Number: s.n}, s.load, byLink)
}

// byLink says how a payment is made.
func byLink(*pane.Kit, act.Act, string) []text.Safe {
	return []text.Safe{text.Own("This makes a payment link; paying happens in the browser, on Stripe's page.")}
}

func (s *sheet) check() tea.Cmd {
	desk, n := s.p.desk, s.n
	return s.send("Checking its state", func(ctx context.Context) (func() tea.Cmd, error) {
		return s.load, desk.Refresh(ctx, n)
	})
}

// showPayment shows the payment link of the selected row.
func (p *Pane) showPayment() tea.Cmd {
	r, _ := p.table.Selected()
	db, ctx, n := p.store, p.kit.Ctx, r.E164
	return func() tea.Msg {
		c, err := db.Checkout(ctx, n)
		if err != nil {
			return pane.Toast{Text: "The payment link is gone: " + store.Said(err), Bad: true}
		}
		return p.bigLink(c)()
	}
}

// bigLink is a sheet with the link alone: whole, and as a code where it fits.
func (p *Pane) bigLink(c store.Checkout) tea.Cmd {
	return tea.Batch(pane.Send(pane.Push{Sheet: &payment{p: p, c: c}}), p.expect(c.E164))
}

// payment is the sheet of one payment link.
type payment struct {
	p *Pane
	c store.Checkout
}

// Title implements pane.Sheet.
func (l *payment) Title() string { return "Payment for " + l.p.kit.Phone(l.c.E164).String() }

// Fill implements pane.Filler.
func (l *payment) Fill() bool { return true }

// Update implements pane.Sheet.
func (l *payment) Update(tea.Msg) tea.Cmd { return nil }

// Actions implements pane.Sheet.
func (l *payment) Actions() []pane.Action {
	return []pane.Action{
		{ID: "payment.open", Key: keybook.Fixed("open in the browser", "o"), Do: func() tea.Cmd { return tea.Batch(pane.Send(pane.Open{URL: l.c.URL}), l.p.expect(l.c.E164)) }},
		{ID: "payment.copy", Key: keybook.Fixed("copy the link", "y"), Do: func() tea.Cmd { return copyLink(l.c.URL) }},
		{ID: "payment.close", Key: keybook.Fixed("close", "esc", "enter", "v"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: l}) }},
	}
}

// Wide implements pane.Wide.
func (l *payment) Wide() int {
	return pane.Widest(func(w int) []string { return l.lines(w, 1<<10) })
}

// View implements pane.Sheet.
func (l *payment) View(w, h int) string { return pane.Stack(h, l.lines(w, h)) }

func (l *payment) lines(w, h int) []string {
	d := pane.NewDetail(l.p.kit, w)
	d.Prose(style.Text, text.Clean(l.c.URL)).Gap()
	if !l.c.Lives(l.p.kit.Now()) {
		d.Prose(style.Warn, text.Clean(old(l.p.kit, l.c)+" n on the number prepares another.")).Gap()
	}
	used := len(d.Lines(h))
	scan := code(l.c.URL, w, h-used, l.p.kit.Styles.Plain)
	for _, line := range scan {
		d.Own(style.Text, line)
	}
	if scan == nil && !l.p.kit.Styles.Plain {
		d.Prose(style.Dim, text.Own("A code to scan with a phone needs a larger window."))
	}
	return d.Lines(h)
}

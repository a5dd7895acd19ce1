package activations

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// handsOff is how long after a copy of the person's own nothing is copied by itself.
const handsOff = 20 * time.Second

// newestUncopied is the row whose code came last and was not copied yet.
func (p *Pane) newestUncopied() (row, bool) {
	var best row
	found := false
	for _, r := range p.all {
		if r.uncopied && (!found || r.newer(best)) {
			best, found = r, true
		}
	}
	return best, found
}

// Code implements pane.Coded.
func (p *Pane) Code() (pane.Code, bool) {
	r, ok := p.selected()
	if !ok || !r.HasCode() && len(r.codes) == 0 {
		return pane.Code{}, false
	}
	return p.code(r), true
}

// Fresh implements pane.Fresh.
func (p *Pane) Fresh() (pane.Code, bool) {
	r, ok := p.newestUncopied()
	if !ok {
		return pane.Code{}, false
	}
	return p.code(r), true
}

// code is a row's last code; once it is copied, that is remembered.
func (p *Pane) code(r row) pane.Code {
	value := r.Copyable()
	var id int64
	if n := len(r.codes); n > 0 {
		id = r.codes[n-1].ID
		if value == "" {
			value = r.codes[n-1].Code
		}
	}
	c := p.kit.CodeOf(value, r.ServiceID, r.CustomerID, r.Phone)
	c.Copied, c.Copy.Done = !r.uncopied, p.markCopied(id, c.Name)
	return c
}

// copy puts a row's last code on the clipboard unasked.
func (p *Pane) copy(r row) tea.Cmd {
	c := p.code(r).Copy
	c.Alone = true
	return pane.Send(c)
}

// markCopied notes that a code was copied. That it could not be noted takes the place of what was copied at the foot, so that it names it too.
func (p *Pane) markCopied(id int64, name text.Safe) tea.Cmd {
	s, ctx, now := p.store, p.kit.Ctx, p.kit.Now()
	return func() tea.Msg {
		if id == 0 {
			return nil
		}
		if err := s.MarkCopied(context.WithoutCancel(ctx), id, now); err != nil {
			return pane.NotKept("that "+name.String()+" was copied", err)
		}
		return nil
	}
}

func (p *Pane) copyNumber() tea.Cmd {
	r, _ := p.selected()
	return pane.Send(pane.Copy{Text: string(r.Phone), What: "number", Shown: p.kit.Phone(r.Phone).String()})
}

// copyMenu offers everything of a row that can be copied.
func (p *Pane) copyMenu() tea.Cmd {
	r, _ := p.selected()
	item := func(key, what, value string, shown text.Safe) pane.Item {
		return pane.Item{Key: key, Label: text.Clean(what), Note: shown, Do: func() tea.Cmd {
			return pane.Send(pane.Copy{Text: value, What: strings.ToLower(what), Shown: shown.String()})
		}}
	}
	items := []pane.Item{
		item("e", "Number with country code", string(r.Phone), p.kit.Phone(r.Phone)),
		item("n", "Number without country code", r.Phone.National(), p.kit.Words(r.Phone.National())),
		item("i", "Activation id", text.Clean(r.ID).String(), text.Clean(r.ID)),
	}
	if r.HasCode() {
		items = append([]pane.Item{
			item("c", "Code", text.Clean(r.Copyable()).String(), p.kit.Code(r.Code)),
			item("t", "Whole text", text.Verbatim(r.Text), p.kit.Words(r.Text)),
		}, items...)
	}
	for i, c := range r.codes {
		if i < len(r.codes)-1 {
			items = append(items, item("", "Earlier code", text.Clean(c.Code).String(), p.kit.Code(c.Code)))
		}
	}
	if raw, err := json.Marshal(r.Activation.Activation); err == nil {
		items = append(items, item("j", "Row as JSON", text.Clean(string(raw)).String(), text.Own("as the provider sent it")))
	}
	return pane.Send(pane.Push{Sheet: pane.NewMenu(p.kit, "Copy", items...)})
}

// arrived says which codes came since the last read to numbers that were known
// then, and copies one by itself when there was only one to wait for. What a
// number is found with is no news: the badge and the row tell of it.
func (p *Pane) arrived(known map[string]bool) tea.Cmd {
	if p.seen == nil {
		p.seen = map[int64]bool{}
	}
	var fresh []row
	waiting := 0
	for _, r := range p.all {
		if r.Waits(p.now()) {
			waiting++
		}
		for _, c := range r.codes {
			if !p.seen[c.ID] && known[r.ID] && c.Copied.IsZero() && isNewest(r, c) {
				fresh = append(fresh, r)
			}
			p.seen[c.ID] = true
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	cmds := []tea.Cmd{pane.Send(p.arrival(fresh))}
	if len(fresh) == 1 && p.mayCopy(waiting) {
		cmds = append(cmds, p.copy(fresh[0]))
	}
	return tea.Batch(cmds...)
}

func isNewest(r row, c store.Code) bool { return r.codes[len(r.codes)-1].ID == c.ID }

func (p *Pane) arrival(fresh []row) pane.Notice {
	if len(fresh) > 1 {
		said := text.Count(int64(len(fresh)), "code", "codes").String() + " arrived"
		return pane.Notice{Kind: "code", Text: said + ": c copies", Masked: said}
	}
	r := fresh[0]
	service := text.Clean(r.ServiceID).String()
	return pane.Notice{Kind: "code", Text: "Code " + p.kit.Code(r.Copyable()).Cut(24).String() + " from " + service + " is here: c copies it",
		Masked: "A code from " + service + " arrived", Full: text.Clean(r.Copyable()).String() + " from " + service}
}

// mayCopy decides whether a code may be copied unasked.
func (p *Pane) mayCopy(waiting int) bool {
	if p.now().Sub(p.copied) < handsOff {
		return false
	}
	switch p.set.AutoCopy {
	case "always":
		return true
	case "single":
		return waiting == 0 && p.only()
	}
	return false
}

// only reports whether a single code is waiting to be copied.
func (p *Pane) only() bool {
	n := 0
	for _, r := range p.all {
		if r.uncopied && r.State(p.now()) == platfone.CodeReady {
			n++
		}
	}
	return n == 1
}

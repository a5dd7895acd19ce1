package numbers

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// Actions implements pane.Pane.
func (p *Pane) Actions() []pane.Action {
	moves := pane.Moves("numbers", p.move)
	var acts []pane.Action
	switch at := p.tabs.At(); {
	case at == onFind && p.find.typing:
		return p.typingActions()
	case at == onOwned && p.filter.Capturing():
		return p.filter.Typing(moves)
	case at == onFind:
		acts = p.findActions()
	case at == onBasket:
		acts = append(p.basketActions(), pane.MarkActions("numbers", &p.basket.table.List, p.noNumber, nil)...)
	default:
		acts = slices.Concat(p.ownedActions(), pane.MarkActions("numbers", &p.owned.List, p.noNumber, p.readNear), p.filter.Actions())
	}
	return p.kit.Bound(slices.Concat(acts, p.tabs.Actions(), moves))
}

func (p *Pane) ownedActions() []pane.Action {
	many := p.upon()
	return []pane.Action{
		{ID: "numbers.settle", Keys: "d", Help: "look up the result", Main: true, Off: p.noSettle, Do: p.settle},
		{ID: "numbers.address", Keys: "a", Help: "911 address", Hint: many.Hint("911 address of", p.hint("911 address of")), Main: true, Written: true, Off: many.Off(p.noAddress), Do: many.Do(p.addressAll, p.address)},
		{ID: "numbers.properties", Keys: "e", Help: "properties", Hint: many.Hint("caller name of", ""), Written: true, Off: many.Off(p.noEdit), Do: many.Do(p.nameAll, p.edit)},
		{ID: "numbers.find", Keys: "n", Help: "find", Hint: "find numbers to buy", Do: p.findNew},
		{ID: "numbers.copy", Keys: "y", Help: "copy the number", Hint: many.Hint("copy", p.hint("copy")), Off: many.Free(p.noNumber), Do: many.Do(copyNumbers, p.copy)},
		{ID: "numbers.release", Keys: "x", Help: "release", Hint: many.Hint("release", p.hint("release")), Written: true, Risk: pane.Irreversible, Off: many.Off(p.noRelease), Do: many.Do(p.releaseAll, p.release)},
		{ID: "numbers.open", Keys: "enter", Help: "open", Hide: true, Off: p.noNumber, Do: p.openPage},
		{ID: "numbers.queue", Keys: "Q", Help: "choose among places", Written: true, Hide: true, Off: p.noChoice, Do: p.nextChoice},
		{ID: "numbers.coverage", Keys: "w", Help: "911 coverage", Do: p.showCoverage},
		{ID: "numbers.export", Keys: "E", Help: "export", Hint: many.Hint("export", ""), Off: many.Free(p.noRows), Do: p.export},
		{ID: "numbers.sort", Keys: "s", Help: "sort and columns", Hide: true, Off: p.noRows, Do: p.arrange},
		{ID: "numbers.remove-address", Keys: "A", Help: "remove 911 address", Hint: many.Hint("remove 911 address of", ""), Written: true, Risk: pane.Irreversible, Hide: true, Off: many.Off(p.noClear), Do: many.Do(p.clearAll, p.clearAddress)},
		{ID: "numbers.online", Keys: "N", Help: "put online", Hide: true, Off: p.noOnline, Do: p.online},
		{ID: "numbers.buy", Keys: "B", Help: "buy the basket", Written: true, Risk: pane.Spends, Hide: true, Off: p.noBuy, Do: p.basket.buy},
		{ID: "numbers.keep", Keys: "*", Help: "keep on top", Hide: true, Off: p.noNumber, Do: p.keepOnTop},
		{ID: "numbers.re-read", Keys: "r", Help: "re-read", Hide: true, Off: p.noNumber, Do: p.reread},
		{ID: "numbers.refresh", Keys: "R", Help: "read the list", Hide: true, Do: p.refresh},
		many.CopyMore(p.kit, "numbers", p.noNumber, p.copyMore, copies),
		p.book.Action("numbers", many.Hint("tags of", ""), many.Free(p.noNumber), p.noting),
	}
}

func (p *Pane) typingActions() []pane.Action {
	search := pane.Action{ID: "numbers.search", Key: keybook.Fixed("search", "enter"), Do: p.find.search}
	leave := pane.Action{ID: "numbers.leave", Key: keybook.Fixed("to the list", "esc"), Do: func() tea.Cmd { p.find.leave(); return nil }}
	return slices.Concat([]pane.Action{search}, p.find.form.Moves("find", "next"), []pane.Action{leave})
}

func (p *Pane) findActions() []pane.Action {
	return []pane.Action{
		{ID: "numbers.pick", Keys: "space", Help: "in the basket", Hint: p.hint("put in the basket:"), Main: true, Off: p.noPick, Do: p.pick},
		{ID: "numbers.buy", Keys: "B", Help: "buy the basket", Written: true, Risk: pane.Spends, Off: p.noBuy, Do: p.basket.buy},
		{ID: "numbers.find", Keys: "n", Help: "find", Do: p.findNew},
		{ID: "numbers.more", Keys: "+", Help: "more", Off: p.find.noMore, Do: p.find.more},
		{ID: "numbers.held", Keys: "i", Help: "held for the account", Hide: true, Off: p.noHeld, Do: p.held},
		{ID: "numbers.mark-all", Keys: "ctrl+a", Help: "mark all shown", Hide: true, Off: p.noNumber, Do: p.pickAll},
		{ID: "numbers.copy", Keys: "y", Help: "copy the number", Off: p.noNumber, Do: p.copy},
	}
}

func (p *Pane) basketActions() []pane.Action {
	return []pane.Action{
		{ID: "numbers.buy", Keys: "B", Help: "buy the basket", Written: true, Risk: pane.Spends, Off: p.noBuy, Do: p.basket.buy},
		{ID: "numbers.settle", Keys: "d", Help: "look up the result", Off: p.noSettle, Do: p.settle},
		{ID: "numbers.take-out", Keys: "x", Help: "take out", Hint: p.hint("take out"), Off: p.noNumber, Do: p.takeOut},
		{ID: "numbers.find", Keys: "n", Help: "find", Do: p.findNew},
		{ID: "numbers.copy", Keys: "y", Help: "copy the number", Off: p.noNumber, Do: p.copy},
	}
}

func (p *Pane) move(d int) tea.Cmd {
	switch p.tabs.At() {
	case onFind:
		p.find.table.Move(d)
	case onBasket:
		p.basket.table.Move(d)
	default:
		p.want = ""
		p.owned.Move(d)
	}
	return p.readNear()
}

// hint is a verb with the selected number.
func (p *Pane) hint(verb string) string {
	n, ok := p.selected()
	if !ok {
		return ""
	}
	return pane.Hint(verb, p.kit.Short(n))
}

func (p *Pane) noNumber() string {
	if _, ok := p.selected(); !ok {
		return "no number is selected"
	}
	return ""
}

func (p *Pane) noEdit() string    { return p.off(act.Set{}) }
func (p *Pane) noClear() string   { return p.off(act.ClearAddress{}) }
func (p *Pane) noRelease() string { return p.off(act.Release{}) }

// noAddress says why an address cannot be given. One whose outcome is open can
// be looked at.
func (p *Pane) noAddress() string {
	r, ok := p.owned.Selected()
	if ok && uponAddress(r.open) {
		return ""
	}
	return p.off(act.SetAddress{})
}

// noBuy says why the basket cannot be bought. What an old search found is looked for again first.
func (p *Pane) noBuy() string {
	if len(p.basket.items) == 0 {
		return "the basket is empty: Space in Find fills it"
	}
	if why, stopped := p.foresight.Stop(p.basket.wanted(), act.Buy{}); stopped && why.Code != act.StaleSearch {
		return p.kit.Because(why)
	}
	return ""
}

func (p *Pane) noOnline() string {
	if p.board == nil {
		return "TRUST is not connected"
	}
	return p.noNumber()
}

func (p *Pane) online() tea.Cmd {
	n, _ := p.selected()
	return p.board.Onboard(n)
}

func (p *Pane) openPage() tea.Cmd {
	n, _ := p.selected()
	return p.pages.Page(n)
}

func (p *Pane) findNew() tea.Cmd {
	cmd := p.tabs.Go(onFind)
	p.find.enter()
	return cmd
}

// pick puts the offer under the cursor in the basket, or takes it out, and goes on.
func (p *Pane) pick() tea.Cmd {
	o, _ := p.find.table.Selected()
	p.find.table.Move(1)
	return p.basket.toggle(o)
}

func (p *Pane) pickAll() tea.Cmd {
	var cmd tea.Cmd
	for _, o := range p.find.table.Rows() {
		if p.basket.index(o.E164) < 0 && p.taken(o.E164).Empty() {
			cmd = p.basket.toggle(o)
		}
	}
	return cmd
}

func (p *Pane) takeOut() tea.Cmd {
	n, _ := p.selected()
	return p.basket.drop(n)
}

func (p *Pane) copy() tea.Cmd {
	n, _ := p.selected()
	return pane.Send(pane.Copy{Text: string(n), What: "number", Shown: p.kit.Phone(n).String()})
}

// copyMore offers the number in other forms, its address and its document.
func (p *Pane) copyMore() tea.Cmd {
	r, _ := p.owned.Selected()
	shown := p.kit.Phone(r.E164).String()
	give := func(what, s string) func() tea.Cmd {
		return func() tea.Cmd { return pane.Send(pane.Copy{Text: s, What: what, Shown: shown}) }
	}
	e, has := r.Document.E911()
	off := func(there bool, why string) string {
		if there {
			return ""
		}
		return why
	}
	return pane.Send(pane.Push{Sheet: pane.NewMenu(p.kit, "Copy of "+shown,
		pane.Item{Key: "n", Label: text.Own("national number"), Do: give("Number", r.E164.National())},
		pane.Item{Key: "a", Label: text.Own("911 address"), Off: off(has, "it has none, or it was not read yet"), Do: give("Address", e.Line())},
		pane.Item{Key: "j", Label: text.Own("document (JSON)"), Off: off(r.Document != nil, "it was not read yet"), Do: give("Document", string(r.Document.Number().Raw))},
	)})
}

// copies are what several rows have to be copied.
func copies() []pane.Lines[*row] {
	return []pane.Lines[*row]{
		{Key: "e", Label: "their numbers, one a line", One: "number", Many: "numbers", Of: func(r *row) string { return string(r.E164) }},
		{Key: "n", Label: "their national numbers, one a line", One: "national number", Many: "national numbers", Of: func(r *row) string { return r.E164.National() }},
		{Key: "a", Label: "numbers with their 911 addresses", One: "number with its address", Many: "numbers with their addresses", None: "they have none, or they were not read yet", Of: func(r *row) string {
			e, has := r.Document.E911()
			if !has {
				return ""
			}
			return string(r.E164) + "\t" + e.Line()
		}},
	}
}

func (p *Pane) keepOnTop() tea.Cmd {
	n, _ := p.selected()
	s, ctx := p.store, p.kit.Ctx
	return pane.Sequence(pane.Try(func() error { return s.ToggleFavourite(context.WithoutCancel(ctx), favouriteKind, string(n)) }, ""), p.load())
}

func (p *Pane) reread() tea.Cmd {
	n, _ := p.selected()
	return p.pages.reread(n)
}

func (p *Pane) refresh() tea.Cmd {
	desk, ctx := p.desk, p.kit.Ctx
	return func() tea.Msg {
		if err := desk.Refresh(ctx); err != nil {
			return pane.Toast{Text: words(err), Bad: true}
		}
		return pane.Toast{Text: "The list of numbers is read again."}
	}
}

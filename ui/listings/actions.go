package listings

import (
	"context"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Actions implements pane.Pane.
func (p *Pane) Actions() []pane.Action {
	moves := pane.Moves("listings", func(d int) tea.Cmd { return p.moved(func() { p.table.Move(d) }) })
	if p.filter.Capturing() {
		return p.filter.Typing(moves)
	}
	many := p.upon()
	acts := []pane.Action{
		{ID: "listings.onboard", Keys: "n", Help: "put a number online", Written: true, Off: p.noOnboard, Do: p.onboard},
		{ID: "listings.edit", Keys: "e", Help: "edit profile", Written: true, Off: p.noEdit, Do: p.edit},
		{ID: "listings.check", Keys: "r", Help: "check", Hint: many.Hint("check", ""), Off: many.Free(p.noRow), Do: many.Do(p.checkAll, p.check)},
		{ID: "listings.open-page", Keys: "o", Help: "open page", Off: p.noRow, Do: p.openMenu},
		{ID: "listings.pack", Keys: "P", Help: "dispute pack", Off: p.noRow, Do: p.pack},
		{ID: "listings.reports", Keys: "f", Help: "reports", Hint: "reports on this number", Main: p.online(), Off: p.noRow, Do: p.showReports},
		{ID: "listings.open", Keys: "enter", Help: "open", Hint: p.hint("go on with"), Main: !p.online(), Off: p.noRow, Hide: p.online(), Do: p.enter},
		{ID: "listings.account", Keys: "a", Help: "account", Off: p.noAccount, Do: p.openAccount},
		{ID: "listings.copy-number", Keys: "y", Help: "copy the number", Hint: many.Hint("copy", ""), Off: many.Free(p.noRow), Do: many.Do(copyNumbers, p.copyNumber)},
		{ID: "listings.payment", Keys: "Q", Help: "payment link big", Hint: many.Hint("prepare the payments of", p.hint("pay for")), Main: true, Off: many.Off(p.noPayment), Do: many.Do(p.payAll, p.showPayment)},
		{ID: "listings.keep", Keys: "*", Help: "keep on top", Off: p.noRow, Hide: true, Do: p.keep},
		{ID: "listings.sort", Keys: "s", Help: "sort", Do: p.sort},
		{ID: "listings.export", Keys: "E", Help: "export", Hint: many.Hint("export", ""), Off: many.Free(p.noExport), Hide: true, Do: p.export},
		{ID: "listings.end", Keys: "x", Help: "remove", Off: noEnd, Hide: true, Do: func() tea.Cmd { return nil }},
	}
	return p.kit.Bound(slices.Concat(acts, []pane.Action{p.book.Action("listings", many.Hint("tags of", ""), many.Free(p.noRow), p.noting)}, pane.MarkActions("listings", &p.table.List, p.noRow, func() tea.Cmd { return p.moved(func() {}) }), p.filter.Actions(), moves))
}

// hint is a verb with the selected number.
func (p *Pane) hint(verb string) string {
	r, ok := p.table.Selected()
	if !ok {
		return ""
	}
	return pane.Hint(verb, p.kit.Short(r.E164))
}

// online reports whether the selected number is verified: of others the main act is to go on with them.
func (p *Pane) online() bool {
	r, ok := p.table.Selected()
	return !ok || r.State == numbersonline.Verified
}

func (p *Pane) noRow() string {
	if _, ok := p.table.Selected(); !ok {
		return "no number is selected"
	}
	return ""
}

// noOnboard lets the sheet open without an account: making one is its first step.
func (p *Pane) noOnboard() string {
	if !p.desk.HasKey() {
		return ""
	}
	return p.foresight.Barred(act.Stage{})
}

func noEnd() string { return "TRUST has no way to take a listing down from here: ask its support" }

func (p *Pane) noEdit() string {
	r, ok := p.table.Selected()
	if !ok {
		return "no number is selected"
	}
	return p.foresight.Off(r.E164, act.Stage{})
}

func (p *Pane) noPayment() string {
	if r, ok := p.table.Selected(); !ok || !r.Paying() {
		return "no payment is waiting for this number"
	}
	return ""
}

// enter opens the detail, or goes on with a number that is not online yet.
func (p *Pane) enter() tea.Cmd {
	r, _ := p.table.Selected()
	why, stopped := p.foresight.Stop(r.E164, act.Stage{})
	if r.State != numbersonline.Verified && (!stopped || why.Code == act.OpenAttempt) {
		return p.openSheet(r.E164, false)
	}
	return p.showReports()
}

// showReports shows everything that is known of a number, and counts as a look.
// The change since the last look stays as it was when the sheet opened.
func (p *Pane) showReports() tea.Cmd {
	r, _ := p.table.Selected()
	d, _ := p.near.Get(r.E164)
	sheet := pane.NewReader(p.kit, "Badge, risk and reports", func(w int) []string {
		now := r
		if i := slices.IndexFunc(p.all, func(l row) bool { return l.E164 == r.E164 }); i >= 0 {
			now = p.all[i]
			now.LookedScore, now.LookedAt = r.LookedScore, r.LookedAt
		}
		if newer, ok := p.near.Get(r.E164); ok {
			d = newer
		}
		return portrait{p, now, d, w, true}.draw().Gap().Own(style.Faint, disclaimer).Lines(1 << 12)
	})
	return tea.Batch(pane.Send(pane.Push{Sheet: sheet}), p.look(r))
}

// check reads the number again now.
func (p *Pane) check() tea.Cmd {
	r, _ := p.table.Selected()
	desk, db, ctx, shown := p.desk, p.store, p.kit.Ctx, p.kit.Phone(r.E164).String()
	return func() tea.Msg {
		err := desk.Refresh(ctx, r.E164)
		if err == nil {
			var l store.Listing
			if l, err = db.Listing(ctx, r.E164); err == nil {
				return pane.Toast{Text: shown + " was read: " + checked(r, row{Listing: l}) + "."}
			}
		}
		return pane.Toast{Text: shown + " was not read: " + store.Said(err), Bad: true}
	}
}

// checked says what a check found, in the place of the notice that it may cover.
func checked(was, now row) string {
	words := now.stateWord()
	if now.Score() != nil {
		words += ", risk " + bandWords(now)
	}
	if was.Score() != nil && bandWords(was) != bandWords(now) {
		words += ", was " + bandWords(was)
	}
	return words
}

func bandWords(r row) string {
	if r.Score() == nil {
		return "-"
	}
	return strconv.Itoa(*r.Score()) + " " + string(r.Band())
}

func (p *Pane) copyNumber() tea.Cmd {
	r, _ := p.table.Selected()
	return p.copyOf(r)
}

func (p *Pane) copyOf(r row) tea.Cmd {
	return pane.Send(pane.Copy{Text: string(r.E164), What: "number", Shown: p.kit.Phone(r.E164).String()})
}

func (p *Pane) keep() tea.Cmd {
	r, _ := p.table.Selected()
	db, ctx, n := p.store, p.kit.Ctx, string(r.E164)
	return pane.Try(func() error { return db.ToggleFavourite(context.WithoutCancel(ctx), favourite, n) }, "")
}

// sort is the sheet for order and columns; what is chosen is remembered.
func (p *Pane) sort() tea.Cmd {
	return pane.Send(pane.Push{Sheet: pane.NewArrange(p.kit, orders, &p.table, p.layout, p.arrangeAs)})
}

func (p *Pane) arrangeAs(l pane.Layout) tea.Cmd {
	p.layout = l
	p.arranged()
	arrange(p.all, l)
	return tea.Batch(p.refilter(), l.Keep(p.kit, p.store, layoutKey))
}

// registries are where a wrong label of a number is disputed.
var registries = []struct{ name, url string }{
	{"Free Caller Registry (First Orion, Hiya and TNS at once)", "https://www.freecallerregistry.com/"},
	{"Hiya", "https://www.hiya.com/"},
	{"First Orion", "https://firstorion.com/"},
	{"TNS Call Guardian", "https://reportarobocall.com/"},
}

// openMenu offers the pages about a number; nothing opens by itself.
func (p *Pane) openMenu() tea.Cmd {
	r, _ := p.table.Selected()
	page := ""
	if r.Page != nil {
		page = p.desk.PageURL(r.Page.Handle)
	}
	off := ""
	if page == "" {
		off = "only a verified business has one"
	}
	items := []pane.Item{
		{Key: "p", Label: text.Own("public page"), Off: off, Do: func() tea.Cmd { return pane.Send(pane.Open{URL: page}) }},
		{Key: "Q", Label: text.Own("payment"), Off: p.noPayment(), Do: p.showPayment},
	}
	for i, reg := range registries {
		items = append(items, pane.Item{Key: string(rune('1' + i)), Label: text.Clean(reg.name), Do: func() tea.Cmd { return pane.Send(pane.Open{URL: reg.url}) }})
	}
	return pane.Send(pane.Push{Sheet: pane.NewMenu(p.kit, "Open outside", items...)})
}

var _ Store = (*store.DB)(nil)

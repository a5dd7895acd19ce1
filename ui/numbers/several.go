package numbers

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// upon makes acts upon the marked numbers of those upon the selected one.
func (p *Pane) upon() pane.Upon[*row] {
	return pane.Upon[*row]{List: &p.owned.List, Barred: func() string { return p.foresight.Barred(act.Buy{}) }}
}

// together asks about an act upon several numbers.
func (p *Pane) together(title, verb, file string, list []phone.E164, of func(phone.E164) act.Act) tea.Cmd {
	return p.ask(p.several(title, verb, file, list, of))
}

func (p *Pane) ask(s pane.Several) tea.Cmd {
	return pane.Send(pane.Push{Sheet: pane.NewTogether(p.kit, p.desk, s)})
}

func (p *Pane) several(title, verb, file string, list []phone.E164, of func(phone.E164) act.Act) pane.Several {
	return pane.Several{
		Title: title + " " + howMany(list), Verb: verb, File: file, Lines: pane.Hiding(&p.owned.List), Done: p.owned.TakeOff,
		Of: pane.Each(list, func(n phone.E164) pane.Wanted { return pane.Wanted{Key: string(n), Name: p.kit.Phone(n), Act: of(n)} }),
	}
}

func howMany(list []phone.E164) string {
	return text.Count(int64(len(list)), "number", "numbers").String()
}

// NotFiled says why an address that was sent to a number is not active there
// as it was sent; an outcome that is not known to be good is none.
func NotFiled(sent oneuc.E911) pane.Failing {
	return func(out act.Outcome) (string, store.Fate) {
		o, _ := out.(oneuc.Outcome)
		why := oneuc.Amiss(sent, o)
		switch {
		case why == "":
			return "", store.FateDone
		case oneuc.Filed(o):
			return why + ". a on its row " + goesOn(o), store.FateAmiss
		}
		return why + ". a on its row " + goesOn(o), store.FateNotDone
	}
}

// goesOn is what the key of the 911 address does about an outcome.
func goesOn(o oneuc.Outcome) string {
	switch o.(type) {
	case oneuc.Choices:
		return "chooses"
	case oneuc.InvalidAddress, oneuc.FieldErrors, oneuc.Failed:
		return "changes it"
	case oneuc.Charges:
		return "accepts that"
	}
	return "shows what is on file"
}

func numbersIn(rows []*row) []phone.E164 {
	return pane.Each(rows, func(r *row) phone.E164 { return r.E164 })
}

func (p *Pane) releaseAll(rows []*row) tea.Cmd {
	return p.together("Release", "release", "switchboard-released", numbersIn(rows), func(n phone.E164) act.Act { return act.Release{Number: n} })
}

func (p *Pane) clearAll(rows []*row) tea.Cmd {
	return p.together("Remove the 911 address of", "remove", "switchboard-911", numbersIn(rows), func(n phone.E164) act.Act { return act.ClearAddress{Number: n} })
}

func copyNumbers(rows []*row) tea.Cmd {
	return pane.CopyLines(pane.Each(rows, func(r *row) string { return string(r.E164) }), "number", "numbers")
}

// filling is a form whose values go to each of several numbers.
type filling struct {
	p       *Pane
	title   string
	list    []phone.E164
	form    *pane.Form
	problem string
	whole   func(msg tea.Msg)      // takes what is typed
	review  func(*filling) tea.Cmd // asks about it, nil while something is amiss
	under   text.Safe
}

// Title implements pane.Sheet.
func (s *filling) Title() string { return s.title }

// Capturing implements pane.Capturer.
func (s *filling) Capturing() bool { return true }

// Update implements pane.Sheet.
func (s *filling) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.problem = ""
		s.whole(msg)
	}
	return nil
}

// Actions implements pane.Sheet.
func (s *filling) Actions() []pane.Action {
	review := pane.Action{ID: "several.review", Key: keybook.Fixed("review", "enter"), Do: func() tea.Cmd {
		if !s.form.Verify() {
			return nil
		}
		next := s.review(s)
		if next == nil {
			return nil
		}
		return pane.Sequence(pane.Send(pane.Pop{Sheet: s}), next)
	}}
	leave := pane.Action{ID: "several.close", Key: keybook.Fixed("close", "esc"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: s}) }}
	return slices.Concat([]pane.Action{review}, s.form.Moves("several", "next"), []pane.Action{leave})
}

// Wide implements pane.Wide: room for what is typed.
func (s *filling) Wide() int { return 74 }

// View implements pane.Sheet.
func (s *filling) View(w, h int) string {
	kit := s.p.kit
	tail := pane.Prose(kit, style.Dim, s.under.String(), w)
	if s.problem != "" {
		tail = nil
		for _, l := range pane.Wrap(text.Clean("! "+s.problem).String(), w) {
			tail = append(tail, kit.Styles.Paint(style.Bad, l))
		}
	}
	tail = tail[:min(len(tail), max(h-1, 0))]
	return strings.Join(append(around(s.form, kit, w, h-len(tail)), tail...), "\n")
}

// addressAll gives several numbers one 911 address.
func (p *Pane) addressAll(rows []*row) tea.Cmd {
	f := newForm(p.kit)
	for _, r := range rows { // one that is on file already is the likeliest for the others
		if e, has := r.Document.E911(); has {
			f.fill(store.PlaceOf(e).E911())
			put(f.caller, e.CallerName)
			break
		}
	}
	list := numbersIn(rows)
	return pane.Send(pane.Push{Sheet: &filling{p: p, title: "911 address of " + howMany(list), list: list, form: f.form, whole: f.update,
		under: text.Own("Each number gets this address. Other addresses: one by one."),
		review: func(s *filling) tea.Cmd {
			a := f.address()
			if problems := a.Check(); len(problems) > 0 {
				s.problem = problems.Error()
				return nil
			}
			all := p.several("911 address of", "provision", "switchboard-911", s.list, func(n phone.E164) act.Act { return act.SetAddress{Number: n, Address: a} })
			all.Fails = NotFiled(a)
			return p.ask(all)
		}}})
}

const asItIs = "as it is"

// nameAll gives several numbers one caller name. What their documents say of the lookup stays.
func (p *Pane) nameAll(rows []*row) tea.Cmd {
	name, lookup := pane.NewField("Caller name", 60), pane.NewChoice("Caller-name lookup", asItIs, lookedUp, notLookedUp)
	name.Hint = counter(oneuc.MaxCNAM)
	name.Check = func(v string) string { return optional(v, oneuc.CheckCNAM) }
	form := pane.NewForm(name, lookup)
	list := numbersIn(rows)
	return pane.Send(pane.Push{Sheet: &filling{p: p, title: "Caller name of " + howMany(list), list: list, form: form, whole: func(msg tea.Msg) { form.Update(msg) },
		under: text.Own("Left empty, each keeps its caller name."),
		review: func(s *filling) tea.Cmd {
			if name.Value() == "" && lookup.Value() == asItIs {
				s.problem = "a caller name, a lookup, or both"
				return nil
			}
			return p.named(s.list, name.Value(), lookup.Value())
		}}})
}

// named reads the documents that were not read yet, and asks about the change.
func (p *Pane) named(list []phone.E164, name, lookup string) tea.Cmd {
	desk, st, ctx := p.desk, p.store, p.kit.Ctx
	return func() tea.Msg {
		acts := map[phone.E164]act.Act{}
		for _, n := range list {
			c, err := cnamOf(ctx, desk, st, n)
			if err != nil {
				return pane.Toast{Text: p.kit.Phone(n).String() + " was not read: " + words(err), Bad: true}
			}
			if name != "" {
				c.DisplayName = name
			}
			if lookup != asItIs {
				c.InboundLookup = lookup == lookedUp
			}
			acts[n] = act.Set{Number: n, Properties: oneuc.Properties{CNAM: &c}}
		}
		return p.together("Caller name of", "change", "switchboard-cnam", list, func(n phone.E164) act.Act { return acts[n] })()
	}
}

// cnamOf is what is on file of a number's caller name; what was not read yet is read.
func cnamOf(ctx context.Context, desk Desk, st Store, n phone.E164) (oneuc.CNAM, error) {
	v, err := st.Number(ctx, n)
	if err == nil && v.Document == nil {
		if err = desk.RefreshNumber(ctx, n); err == nil {
			v, err = st.Number(ctx, n)
		}
	}
	c, _ := v.Document.CNAM()
	return c, err
}

// noting are the numbers that a note is about.
func (p *Pane) noting() []pane.Noted {
	rows := p.upon().Rows()
	if r, ok := p.owned.Selected(); ok && len(rows) == 0 {
		rows = []*row{r}
	}
	return pane.Each(rows, func(r *row) pane.Noted { return pane.Noted{ID: string(r.E164), Name: p.kit.Phone(r.E164)} })
}

// Marked implements pane.Marking.
func (p *Pane) Marked() int {
	if p.tabs.At() == onBasket {
		return p.basket.table.Marks()
	}
	return p.filter.Marked()
}

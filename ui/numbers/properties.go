package numbers

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// portingField is one fact about a number that is being moved here.
type portingField struct {
	label string
	at    func(*oneuc.Porting) *string
}

var portingForm = []portingField{
	{"Moved from", func(p *oneuc.Porting) *string { return &p.ServiceProvider }},
	{"Bill name", func(p *oneuc.Porting) *string { return &p.BillingName }},
	{"Bill account", func(p *oneuc.Porting) *string { return &p.BillingAccountID }},
	{"Bill phone", func(p *oneuc.Porting) *string { return &p.BillingTelephone }},
	{"Bill street", func(p *oneuc.Porting) *string { return &p.BillingStreetAddress }},
	{"Bill unit", func(p *oneuc.Porting) *string { return &p.BillingExtendedAddress }},
	{"Bill city", func(p *oneuc.Porting) *string { return &p.BillingLocality }},
	{"Bill state", func(p *oneuc.Porting) *string { return &p.BillingRegion }},
	{"Bill zip", func(p *oneuc.Porting) *string { return &p.BillingPostalCode }},
	{"Contact", func(p *oneuc.Porting) *string { return &p.CustomerContact }},
	{"Move date", func(p *oneuc.Porting) *string { return &p.RequestedPortDate }},
	{"Port id", func(p *oneuc.Porting) *string { return &p.PortID }},
}

const lookedUp, notLookedUp = "yes", "no"

// properties is the form for what a number is called and who carries it.
type properties struct {
	p       *Pane
	r       *row
	read    pane.Loader[store.Number]
	was     oneuc.Properties
	ready   bool
	sending bool
	problem string

	form          *pane.Form
	name, carrier *pane.Field
	lookup        *pane.Field
	porting       []*pane.Field
	comment       *pane.Field // one more for those who move the number
	own           *pane.Field // the fields of one's own, as JSON
	document      oneuc.Document
}

// saved is the answer to a change of properties.
type saved struct {
	to   *properties
	sent oneuc.Properties
	err  error
}

func (p *Pane) edit() tea.Cmd {
	r, _ := p.owned.Selected()
	return pane.Send(pane.Push{Sheet: newProperties(p, r)})
}

func newProperties(p *Pane, r *row) *properties {
	s := &properties{p: p, r: r, name: pane.NewField("Caller name", 60), carrier: pane.NewField("Carrier", 60), lookup: pane.NewChoice("Caller-name lookup", notLookedUp, lookedUp)}
	s.name.Hint, s.carrier.Hint = counter(oneuc.MaxCNAM), counter(oneuc.MaxCarrierName)
	s.name.Check = func(v string) string { return optional(v, oneuc.CheckCNAM) }
	s.carrier.Check = func(v string) string { return optional(v, oneuc.CheckCarrierName) }
	fields := []*pane.Field{s.name, s.lookup, s.carrier}
	for _, f := range portingForm {
		field := pane.NewField(f.label, 120)
		s.porting = append(s.porting, field)
		fields = append(fields, field)
	}
	s.comment = pane.NewField("New comment", 0)
	s.comment.Hint, s.comment.Check = s.commented, func(v string) string { return words(new(oneuc.Porting).ParsePorting("comments", v)) }
	s.own = pane.NewField("Your fields", 0)
	s.own.Check = func(v string) string {
		_, err := oneuc.ParseOwn(s.document.Custom(), v)
		if err != nil {
			return "Your fields: " + store.Said(err)
		}
		return ""
	}
	s.form = pane.NewForm(append(fields, s.comment, s.own)...)
	return s
}

// commented says which comments on the move are on file.
func (s *properties) commented(string) string {
	if p := s.was.Porting; p != nil && len(p.Comments) > 0 {
		return strconv.Itoa(len(p.Comments)) + " on file, the last: " + p.Comments[len(p.Comments)-1]
	}
	return "about moving the number; none is on file yet"
}

// counter says how many characters of those allowed are used.
func counter(most int) func(string) string {
	return func(v string) string {
		n := utf8.RuneCountInString(v)
		say := strconv.Itoa(n) + " of " + strconv.Itoa(most)
		if n > most {
			say += ": too long"
		}
		return say
	}
}

func optional(v string, check func(string) error) string {
	if v == "" {
		return ""
	}
	return words(check(v))
}

// Init implements pane.Starter: the form is filled from what is on file now.
func (s *properties) Init() tea.Cmd {
	desk, st, n := s.p.desk, s.p.store, s.r.E164
	return s.read.Load(s.p.kit.Ctx, func(ctx context.Context) (store.Number, error) {
		asked := desk.RefreshNumber(ctx, n)
		v, err := st.Number(ctx, n)
		if err == nil && v.Document == nil {
			err = asked // without its document there is nothing to change
		}
		return v, err
	})
}

// Title implements pane.Sheet.
func (s *properties) Title() string { return "Properties of " + s.p.kit.Phone(s.r.E164).String() }

// Capturing implements pane.Capturer.
func (s *properties) Capturing() bool { return s.ready && !s.sending }

// Update implements pane.Sheet.
func (s *properties) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		s.problem = ""
		s.form.Update(msg)
		return nil
	case saved:
		if msg.to == s {
			return s.answer(msg)
		}
	case store.Topic:
		if msg.Has(store.Numbers) && s.ready && !s.sending {
			return s.again()
		}
		return nil
	}
	if n, err, ok := s.read.Take(msg); ok {
		s.problem = words(err)
		if err == nil {
			s.fill(n)
		}
	}
	return nil
}

// again reads what is saved of the number: somebody else may have changed it while the form was open.
func (s *properties) again() tea.Cmd {
	st, n := s.p.store, s.r.E164
	return s.read.Load(s.p.kit.Ctx, func(ctx context.Context) (store.Number, error) { return st.Number(ctx, n) })
}

// fill puts what is on file into every field that was not changed by hand: what nobody typed is never sent back.
func (s *properties) fill(n store.Number) {
	cnam, _ := n.Document.CNAM()
	carrier := n.Document.CarrierName()
	porting, _ := n.Document.Porting()
	was, first := s.was, !s.ready
	if first {
		was = oneuc.Properties{CNAM: &oneuc.CNAM{}, CarrierName: new(string), Porting: &oneuc.Porting{}}
	}
	follow := func(f *pane.Field, before, now string) {
		if first || f.Value() == strings.TrimSpace(before) && before != now {
			f.SetValue(now)
		}
	}
	follow(s.own, s.document.Custom().String(), n.Document.Custom().String())
	follow(s.name, was.CNAM.DisplayName, cnam.DisplayName)
	follow(s.carrier, *was.CarrierName, carrier)
	follow(s.lookup, lookup(*was.CNAM), lookup(cnam))
	for i, f := range portingForm {
		follow(s.porting[i], *f.at(was.Porting), *f.at(&porting))
	}
	s.was, s.ready = oneuc.Properties{CNAM: &cnam, CarrierName: &carrier, Porting: &porting}, true
	s.document = n.Document
}

// lookup is whether the caller's name is looked up, as the form's choice has it.
func lookup(c oneuc.CNAM) string {
	if c.InboundLookup {
		return lookedUp
	}
	return notLookedUp
}

// changes are the parts that differ from what is on file: nothing else is sent.
func (s *properties) changes() oneuc.Properties {
	var p oneuc.Properties
	if c := (oneuc.CNAM{DisplayName: s.name.Value(), InboundLookup: s.lookup.Value() == lookedUp}); c != *s.was.CNAM {
		p.CNAM = &c
	}
	if v := s.carrier.Value(); v != *s.was.CarrierName {
		p.CarrierName = &v
	}
	porting, differs := *s.was.Porting, false
	for i, f := range portingForm {
		at := f.at(&porting)
		if v := s.porting[i].Value(); v != *at {
			*at, differs = v, true
		}
	}
	if v := s.comment.Value(); v != "" && porting.ParsePorting("comments", v) == nil { // what cannot be sent is said at its field
		differs = true
	}
	if differs {
		p.Porting = &porting
	}
	p.Own, _ = oneuc.ParseOwn(s.document.Custom(), s.own.Value()) // what is no JSON is said at its field
	return p
}

// differences tell what will be written, a line for each part that changes.
func (s *properties) differences(w int) []string {
	changes, err := s.changes().Changes(s.document)
	if err != nil {
		return nil
	}
	var lines []string
	for _, c := range changes {
		say := text.Sentence("{}: {} becomes {}", text.Clean(c.Words()), s.p.kit.Words(cmp.Or(c.Was, "nothing")), s.p.kit.Words(cmp.Or(c.Will, "nothing")))
		lines = append(lines, pane.Prose(s.p.kit, style.Warn, say.String(), w)...)
	}
	return lines
}

func (s *properties) save() tea.Cmd {
	if !s.form.Verify() {
		return nil
	}
	p := s.changes()
	if p.Empty() {
		return tea.Batch(pane.Send(pane.Pop{Sheet: s}), pane.Say("Nothing was changed."))
	}
	return s.send(p)
}

func (s *properties) send(p oneuc.Properties) tea.Cmd {
	s.sending, s.problem = true, ""
	return pane.Act(s.p.kit, s.p.desk, act.Set{Number: s.r.E164, Properties: p}, func(_ act.Outcome, err error) tea.Msg { return saved{s, p, err} })
}

func (s *properties) answer(m saved) tea.Cmd {
	s.sending = false
	if m.err == nil {
		return tea.Batch(pane.Send(pane.Pop{Sheet: s}), pane.Say(s.p.kit.Phone(s.r.E164).String()+" is changed. Its 911 address is as it was."))
	}
	if charges, ok := isCharges(m.err); ok {
		return pane.Send(pane.Push{Sheet: pane.NewAgree(s.p.kit, s.p.desk, pane.Agreement{
			Title: "This costs money", Verb: "accept and save", Says: costs,
			Act:  act.Set{Number: s.r.E164, Properties: m.sent, Charges: &charges.Quote},
			Done: func(_ act.Outcome, err error) tea.Msg { return saved{s, m.sent, err} },
		})})
	}
	s.problem = words(m.err)
	var rejected *oneuc.RejectedError
	if errors.As(m.err, &rejected) {
		for field, f := range map[string]*pane.Field{"cnam.display_name": s.name, "carrier_name": s.carrier} {
			f.Problem = rejected.Fields[field]
		}
	}
	return nil
}

// Actions implements pane.Sheet.
func (s *properties) Actions() []pane.Action {
	off := func() string {
		switch {
		case s.sending:
			return "the change is on its way"
		case !s.ready:
			return "the number is being read"
		}
		return s.p.foresight.Off(subject{number: s.r.E164}, act.Set{})
	}
	save := pane.Action{ID: "properties.save", Key: keybook.Fixed("save", "enter"), Risk: pane.Spends, Off: off, Do: s.save}
	leave := pane.Action{ID: "properties.close", Key: keybook.Fixed("change nothing", "esc"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: s}) }}
	var moves []pane.Action
	if s.ready {
		moves = s.form.Moves("properties", "next")
	}
	return slices.Concat([]pane.Action{save}, moves, []pane.Action{leave})
}

// Wide implements pane.Wide.
func (s *properties) Wide() int {
	return pane.WidestForm(func(w int) []string { return strings.Split(s.View(w, 1<<10), "\n") })
}

// View implements pane.Sheet.
func (s *properties) View(w, h int) string {
	if !s.ready {
		say := "Reading what is on file…"
		if s.problem != "" {
			say = s.problem
		}
		return strings.Join(pane.Prose(s.p.kit, style.Dim, say, w), "\n")
	}
	var tail []string
	if s.problem != "" {
		for _, l := range pane.Wrap(text.Clean("! "+s.problem).String(), w) {
			tail = append(tail, s.p.kit.Styles.Paint(style.Bad, l))
		}
	} else if s.sending {
		tail = []string{s.p.kit.Styles.Paint(style.Warn, "Sending…")}
	} else {
		tail = s.differences(w)
	}
	tail = tail[:min(len(tail), max(h-1, 0))]
	return strings.Join(append(around(s.form, s.p.kit, w, h-len(tail)), tail...), "\n")
}

// around draws at most h lines of a form, those around the field that has the keys.
func around(f *pane.Form, kit *pane.Kit, w, h int) []string {
	lines := f.View(kit, w)
	at := 0
	for i, field := range f.Fields {
		if field == f.At() {
			at = i
		}
	}
	top := max(0, min(at-h/2, len(lines)-h))
	return lines[top:min(top+max(h, 1), len(lines))]
}

package numbers

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/store/act"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Actions implements pane.Sheet.
func (s *emergency) Actions() []pane.Action {
	esc := func(help string) pane.Action {
		return pane.Action{ID: "e911.close", Key: keybook.Fixed(help, "esc"), Do: s.close}
	}
	switch s.stage {
	case onForm:
		return s.formActions(esc("keep as draft"))
	case onPicker:
		return append(s.pickerActions(), esc("keep as draft"))
	case onReview:
		return append([]pane.Action{
			{ID: "e911.provision", Key: keybook.Fixed("provision", "P"), Risk: pane.Irreversible, Off: s.weighed.Why, Do: s.provision},
			{ID: "e911.edit", Key: keybook.Fixed("edit", "e"), Do: func() tea.Cmd { return s.editPlace(s.sent) }},
			{ID: "e911.back", Key: keybook.Fixed("back", "esc"), Do: func() tea.Cmd { s.stage = s.back; return nil }},
		}, append(s.weighed.Ways(), s.weighed.Pages()...)...)
	case onFiled:
		return append(s.further(), []pane.Action{
			{ID: "e911.done", Key: keybook.Fixed("close", "enter", "esc"), Do: s.close},
			{ID: "e911.edit", Key: keybook.Fixed("change it", "e"), Do: func() tea.Cmd { return s.editPlace(s.result) }},
			{ID: "e911.map", Key: keybook.Fixed("map", "o"), Do: func() tea.Cmd { return pane.Send(pane.Open{URL: mapOf(s.result)}) }},
		}...)
	}
	return []pane.Action{esc("close")}
}

func (s *emergency) formActions(leave pane.Action) []pane.Action {
	check := pane.Action{ID: "e911.check", Key: keybook.Fixed("check and review", "enter"), Do: s.check}
	own := []pane.Action{{ID: "e911.unit", Key: keybook.Fixed("move unit", "ctrl+t"), Off: s.form.noUnit, Do: s.form.moveUnit}, leave}
	if s.form.offer != nil {
		own = append(own, pane.Action{ID: "e911.offer", Key: keybook.Fixed("use what is offered", "down"), Do: s.take})
	}
	return slices.Concat([]pane.Action{check}, s.form.form.Moves("e911", "next", own...), own)
}

func (s *emergency) pickerActions() []pane.Action {
	acts := []pane.Action{
		{ID: "e911.choose", Key: s.picker.keys(), Among: &s.picker.seen, Do: func() tea.Cmd { return s.pick(s.picker.at) }},
		{ID: "e911.edit", Key: keybook.Fixed("edit", "e"), Do: func() tea.Cmd { return s.editPlace(s.picker.draft.Address) }},
		{ID: "e911.map", Key: keybook.Fixed("map", "o"), Do: func() tea.Cmd { return pane.Send(pane.Open{URL: mapOf(s.picker.chosen())}) }},
		{ID: "e911.copy", Key: keybook.Fixed("copy", "y"), Do: func() tea.Cmd {
			line := s.picker.chosen().Line()
			return pane.Send(pane.Copy{Text: line, What: "address", Shown: s.p.kit.Words(line).String()})
		}},
		{ID: "e911.up", Key: keybook.Fixed("up", "up", "k"), Hide: true, Do: func() tea.Cmd { s.picker.move(-1); return nil }},
		{ID: "e911.down", Key: keybook.Fixed("down", "down", "j"), Hide: true, Do: func() tea.Cmd { s.picker.move(1); return nil }},
	}
	for i := range min(len(s.picker.draft.Candidates), 9) {
		acts = append(acts, pane.Action{ID: "e911.choose-" + strconv.Itoa(i+1), Key: keybook.Fixed("choose "+strconv.Itoa(i+1), strconv.Itoa(i+1)), Hide: true, Among: &s.picker.seen,
			Do: func() tea.Cmd { return s.pick(i) }})
	}
	return acts
}

// Wide implements pane.Wide.
func (s *emergency) Wide() int {
	const all = 1 << 10
	switch s.stage {
	case onPicker:
		return s.picker.wide()
	case onReview:
		return pane.Widest(func(w int) []string { return s.reviewed(w, all) })
	}
	return pane.WidestForm(func(w int) []string { return strings.Split(s.View(w, all), "\n") })
}

// View implements pane.Sheet.
func (s *emergency) View(w, h int) string {
	st := s.p.kit.Styles
	switch s.stage {
	case onForm:
		return s.form.view(s.onFile(), s.problem, w, h)
	case onPicker:
		return s.picker.view(w, h)
	case onReview:
		return strings.Join(s.review(w, h), "\n")
	case onSending:
		d := pane.NewDetail(s.p.kit, w)
		d.Prose(style.Text, text.Own("Sent, waiting for the answer  ").Append(text.Left(s.p.kit.Now().Sub(s.since))))
		d.Own(style.Dim, "The emergency system takes up to three minutes.").Own(style.Dim, "Nothing is provisioned until it says so.")
		return strings.Join(d.Lines(h), "\n")
	case onUnknown:
		return strings.Join(s.unknown(w, h), "\n")
	case onFiled:
		return strings.Join(s.card(w, h), "\n")
	}
	return st.Paint(style.Dim, "Reading what is on file…")
}

// onFile is the sentence about what the provider has now.
func (s *emergency) onFile() text.Safe {
	n := s.facts.number
	e, has := n.Document.E911()
	switch {
	case has:
		return s.p.kit.Words(e.Line()).Append(text.Own("  "), text.Clean(strings.ToLower(string(e.Status))))
	case n.Document == nil:
		return text.Own("not read yet")
	case n.State == oneuc.InService:
		return text.Own("none. This number is in service without a 911 address.")
	}
	return text.Own("none. The number is ").Append(text.Clean(n.State.Words()), text.Own("."))
}

// pocketReview is how many lines hold the whole review without a blank one.
const pocketReview = 6

// review is what the verdict is about: the record as responders will read it,
// and what the verdict says that it replaces.
func (s *emergency) review(w, h int) []string {
	lines := s.reviewed(w, h)
	if _, known := s.weighed.Verdict(); !known {
		return lines
	}
	return s.weighed.Draw(lines, w, h)
}

func (s *emergency) reviewed(w, h int) []string {
	d := pane.NewDetail(s.p.kit, w)
	a, ok := s.weighed.Act().(act.SetAddress)
	if _, known := s.weighed.Verdict(); !ok || !known {
		return append(d.Own(style.Dim, "Checking what is on file…").Lines(h), s.weighed.Reasons(w)...)
	}
	s.record(d, a.Address)
	if h > pocketReview {
		d.Gap()
	}
	lines := append(d.Lines(1<<10), s.weighed.Before(w)...)
	said := pane.NewDetail(s.p.kit, w)
	for _, say := range s.unsure {
		said.Prose(style.Warn, text.Clean("! "+say))
	}
	if s.problem != "" {
		said.Prose(style.Bad, text.Clean("! "+s.problem))
	}
	return append(append(lines, said.Lines(1<<10)...), s.weighed.Reasons(w)...)
}

// caller is the name that the 911 centre sees with an address, or that there is none.
func caller(kit *pane.Kit, e oneuc.E911) text.Safe {
	if e.CallerName == "" {
		return text.Own(oneuc.NoCaller)
	}
	return kit.Name(e.CallerName)
}

func (s *emergency) record(d *pane.Detail, e oneuc.E911) {
	kit := s.p.kit
	d.Prose(style.Text, text.Own("  ").Append(caller(kit, e)))
	d.Prose(style.Text, text.Own("  ").Append(kit.Words(strings.ToUpper(strings.TrimSpace(e.StreetAddress+"  "+e.Extended)))))
	zip := e.PostalCode
	if e.PlusFour != "" {
		zip += "-" + e.PlusFour
	}
	d.Prose(style.Text, text.Own("  ").Append(kit.Words(strings.ToUpper(e.Locality+"  "+e.Region+"  "+zip))))
	if len(e.Notify) > 0 {
		d.Prose(style.Dim, text.Own("  e-mail when 911 is called: ").Append(kit.Words(strings.Join(e.Notify, " "))))
	}
}

// unknown is said until it is known which address is on file.
func (s *emergency) unknown(w, h int) []string {
	d := pane.NewDetail(s.p.kit, w)
	d.Prose(style.Warn, text.Own("No answer yet. Reading what is on file…  ").Append(text.Left(s.p.kit.Now().Sub(s.since))))
	in := s.facts.intent
	if in != nil && in.Checks == 0 && in.Reason != "" {
		d.Prose(style.Text, s.p.kit.Words(in.Reason))
	}
	if in != nil && in.Checks > 0 {
		d.Prose(style.Text, text.Own("So far: ").Append(s.p.kit.Words(in.Reason)))
		looked := text.Own("Looked ").Append(text.Count(int64(in.Checks), "time", "times"))
		if left := in.NextCheck.Sub(s.p.kit.Now()); left > 0 {
			looked = looked.Append(text.Own(", tried again in "), text.Left(left))
		}
		d.Prose(style.Dim, looked.Append(text.Own(".")))
	}
	d.Own(style.Dim, "The address is NOT confirmed. It is not sent twice.")
	return d.Lines(h)
}

// card is what is on file now, with what was typed beside it.
func (s *emergency) card(w, h int) []string {
	kit := s.p.kit
	d := pane.NewDetail(kit, w)
	switch s.result.Status {
	case oneuc.StatusProvisioned:
		d.Prose(style.Good, text.Own("PROVISIONED ").Append(s.p.kit.When(s.filed, text.FormClock)))
	case oneuc.StatusGeocoded, "":
		what, then, _ := strings.Cut(oneuc.StatusGeocoded.Amiss(), ":")
		d.Prose(style.Warn, text.Clean(strings.ToUpper(what)+":"+then+"."))
		if at := s.p.desk.Watched(s.n); !at.IsZero() {
			d.Prose(style.Warn, text.Own("It is read again in ").Append(text.Left(at.Sub(kit.Now()))))
		}
	default:
		d.Prose(style.Bad, text.Own("REFUSED: ").Append(text.Clean(s.result.Status.Amiss()), text.Own(".   e changes it")))
	}
	s.record(d, s.result)
	if s.result.Latitude != "" {
		d.Field("coordinates", style.Dim, kit.Words(s.result.Latitude+" "+s.result.Longitude))
	}
	if s.result.LocationID != "" {
		d.Field("location", style.Dim, text.Clean(s.result.LocationID))
	}
	if s.sent.StreetAddress != "" {
		typed, filed := typedCells(s.sent.Apart()), cells(oneuc.Compare(s.sent, s.result))
		d.Field("you sent", style.Dim, kit.Words(strings.Join(typed[:], "  ")))
		d.Field("on file", style.Text, kit.Words(strings.Join(filed[:], "  ")))
		if differs := oneuc.NotAsSent(s.sent, s.result); len(differs) > 0 {
			d.Own(style.Warn, "! What is on file is not what you sent: "+fieldNames(differs)+".   e changes it")
		}
	}
	return d.Lines(h)
}

// fieldNames are the fields that differ, as a person reads them.
func fieldNames(diffs []oneuc.FieldDiff) string {
	var all []string
	for _, f := range diffs {
		all = append(all, f.Field)
	}
	return strings.Join(all, ", ")
}

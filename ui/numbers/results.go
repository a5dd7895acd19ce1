package numbers

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// outcomeOf words a journal entry of a purchase.
func outcomeOf(in store.Intent) outcome {
	word, reason, found := strings.Cut(in.Reason, ": ")
	switch {
	case in.State == store.StateConfirmed:
		return outcome{word: store.WordBought, role: style.Good}
	case in.State.Open():
		return outcome{word: "unknown", reason: "reading the number until its state is known", role: style.Warn, open: true}
	case !found:
		word, reason = store.WordNotBought, in.Reason
	}
	switch oneuc.PurchaseState(word) {
	case oneuc.NotInSearch, oneuc.CarrierFault, oneuc.Refused:
		return outcome{word: word, reason: reason, role: style.Bad}
	case store.WordNotBought:
		return outcome{word: word, reason: reason, role: style.Warn}
	}
	return outcome{word: store.WordNotBought, reason: in.Reason, role: style.Bad}
}

// Update implements pane.Sheet.
func (r *results) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case store.Topic:
		if msg.Has(store.Journal) {
			return r.Init()
		}
	case closeResults:
		return pane.Send(pane.Pop{Sheet: r})
	case bought:
		return r.Init()
	}
	if of, err, ok := r.read.Take(msg); ok && err == nil {
		r.of = of
	}
	return nil
}

// lines are the sum, a bar while more than a few are awaited, and a line for each number.
func (r *results) lines(w int) []string {
	st := r.p.kit.Styles
	got, not, open := 0, 0, 0
	var rows []string
	for _, i := range r.items {
		o, ok := r.of[i.Number]
		switch {
		case !ok:
			o = outcome{word: store.WordWaiting, role: style.Dim}
		case o.open:
			open++
		case o.word == store.WordBought:
			got++
		default:
			not++
		}
		line := r.p.kit.Phone(i.Number).Pad(18).String() + "  " + text.Clean(o.word).Pad(14).String()
		if text.Width(line)+text.Width(o.reason) <= w {
			rows = append(rows, st.Paint(o.role, text.Clean(line+o.reason).String()))
			continue
		}
		rows = append(rows, st.Paint(o.role, text.Clean(line).Cut(w).String()))
		for _, l := range pane.Prose(r.p.kit, o.role, o.reason, w-2) {
			rows = append(rows, "  "+l)
		}
	}
	sum := text.Join(", ", text.Sentence("{} of {} {}", text.Int(int64(got)), text.Int(int64(len(r.items))), text.Own(store.WordBought)), count(not, store.WordNotBought), count(open, "being checked"))
	out := []string{st.Paint(style.Heading, sum.Cut(w).String())}
	if done := got + not; done < len(r.items) && len(r.items) > 10 {
		out = append(out, gauge(st, done, len(r.items), w))
	}
	if open > 0 {
		out = append(out, pane.Prose(r.p.kit, style.Warn, "No answer yet for some. Checking them; nothing is sent twice.", w)...)
	}
	return append(append(append(out, ""), rows...), r.advice(got, not, open, w)...)
}

// advice is what is to be done next, once everything is known.
func (r *results) advice(got, not, open, w int) []string {
	out := []string{""}
	if got > 0 && open == 0 {
		out = append(out, pane.Prose(r.p.kit, style.Warn, "Bought numbers have no 911 address yet: a in Owned gives them one.", w)...)
	}
	if not > 0 && open == 0 {
		out = append(out, pane.Prose(r.p.kit, style.Dim, "What was not bought stays in the basket: x takes one out, B buys again.", w)...)
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

func count(n int, what text.Literal) text.Safe {
	if n == 0 {
		return text.Safe{}
	}
	return text.Int(int64(n)).Append(text.Own(" "), text.Own(what))
}

// gauge is a bar of how much of all is done, and the figures in words.
func gauge(st *style.Styles, done, all, w int) string {
	cells := min(max(w-16, 4), 40)
	full := cells * done / all
	return strings.Repeat(st.Full, full) + strings.Repeat(st.Empty, cells-full) + " " + text.Sentence("{} of {}", text.Int(int64(done)), text.Int(int64(all))).String()
}

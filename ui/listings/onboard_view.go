package listings

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"switchboard/client/numbersonline"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Wide implements pane.Wide.
func (s *sheet) Wide() int {
	return pane.WidestForm(func(w int) []string {
		if !s.ready {
			return []string{s.reading(w)}
		}
		return slices.Concat(s.checklist(w), s.body(w, 1<<10), s.foot(w))
	})
}

func (s *sheet) reading(w int) string {
	return strings.Join(faint(s.p.kit, "Reading what is known of it.", w), "\n")
}

// View implements pane.Sheet.
func (s *sheet) View(w, h int) string {
	if !s.ready {
		return s.reading(w)
	}
	body, foot := s.body(w, h), s.foot(w)
	head := s.checklist(w)
	if len(head)+1+len(body)+len(foot) > h {
		head = []string{s.short(w)}
	}
	if !s.live {
		body = append(append(head, ""), body...)
	}
	if over := len(body) + len(foot) - h; over > 0 && s.form != nil { // what is being typed stays in sight
		at := max(slices.IndexFunc(body, func(l string) bool { return strings.HasPrefix(ansi.Strip(l), s.form.At().Label+"  ") }), 0)
		top := min(max(at-(h-len(foot))/2, 0), over)
		body = body[top:]
	}
	foot = foot[:min(len(foot), max(h-1, 0))]
	body = body[:max(min(len(body), h-len(foot)), 0)]
	return strings.Join(append(body, foot...), "\n")
}

func faint(kit *pane.Kit, line string, w int) []string { return pane.Prose(kit, style.Dim, line, w) }

// noted is where what is known of a step begins, in cells.
const noted = 11

// checklist is the six steps with what is known of each.
func (s *sheet) checklist(w int) []string {
	st := s.p.kit.Styles
	var out []string
	for i := onAccount; i <= onOnline; i++ {
		mark, role := " ", style.Dim
		switch {
		case i == s.at && i != onOnline:
			mark, role = st.Cursor, style.Accent
		case s.done(i):
			mark, role = st.Check, style.Text
		}
		name := text.Clean(mark + " ").Append(text.Clean(stepNames[i]).Pad(noted - 2))
		for _, l := range s.note(i).Wrap(max(w-noted, 1)) { // what has no room goes on beneath
			out = append(out, st.Paint(role, name.Append(l).String()))
			name = text.Clean(strings.Repeat(" ", noted))
		}
	}
	return out
}

// short is the same in one line.
func (s *sheet) short(w int) string {
	st := s.p.kit.Styles
	var parts []string
	for i, name := range stepNames {
		switch {
		case step(i) == s.at:
			parts = append(parts, st.Paint(style.Accent, st.Cursor+" "+name))
		case s.done(step(i)):
			parts = append(parts, st.Paint(style.Text, st.Check+" "+name))
		case w >= 60:
			parts = append(parts, st.Paint(style.Dim, name))
		}
	}
	if w < 60 {
		parts = []string{st.Paint(style.Accent, st.Cursor+" "+stepNames[max(s.at, 0)])}
	}
	return pane.Cut(strings.Join(parts, "  "), w)
}

// note is what is known of a step.
func (s *sheet) note(i step) text.Safe {
	r, kit := s.row, s.p.kit
	switch {
	case i == onAccount && s.p.desk.HasKey():
		return text.Clean(s.p.desk.KeyPrefix())
	case i == onNumber && s.n != "" && r.bound():
		when := text.Own("proved")
		if !r.Bound.Verified.IsZero() {
			when = text.Own("proved ").Append(s.p.kit.When(r.Bound.Verified, text.FormDate))
		}
		return text.Join(" ", kit.Phone(s.n), when)
	case i == onProfile && r.Staged() && r.Lacks() != "":
		return text.Clean(r.Lacks())
	case i == onProfile && r.Staged():
		return text.Join(", ", kit.Name(r.Name()), text.Clean(string(r.Kind())), text.Own("the tax id is kept nowhere here"))
	case i == onLogo && r.Kind() == numbersonline.Personal:
		return text.Own("a personal listing has none")
	case i == onLogo && logoOf(r) != "":
		return text.Own("uploaded")
	case i == onLogo && s.draft.NoLogo:
		return text.Own("none")
	case i == onPay && r.Kind() != "":
		return text.Clean(r.Kind().Price() + " on Stripe")
	case i == onOnline && r.State == numbersonline.Verified:
		return text.Sentence("verified, badge {}", text.Clean(r.Grade))
	case i == onOnline && s.waiting():
		return text.Own("waits for the payment")
	}
	return text.Safe{}
}

// foot is what is waited for, what went wrong and what was said.
func (s *sheet) foot(w int) []string {
	st, kit := s.p.kit.Styles, s.p.kit
	var out []string
	add := func(role style.Role, words string) {
		for _, l := range pane.Wrap(text.Clean(words).String(), w) {
			out = append(out, st.Paint(role, l))
		}
	}
	if s.said != "" {
		add(style.Text, s.said)
	}
	if !s.dev.Empty() && s.at == onNumber && s.stopped == "" {
		add(style.Info, text.Sentence("This development server tells the code: {}", kit.Code(s.dev.Reveal())).String())
	}
	if s.problem != "" {
		add(style.Bad, "! "+s.problem)
	}
	if left := s.wait.Sub(kit.Now()); left > 0 {
		add(style.Warn, "Wait "+text.Left(left).String()+": the service asked for it.")
	}
	if s.busy != "" {
		add(style.Info, s.busy+st.Ellipsis)
	}
	if len(out) > 0 {
		out = append([]string{""}, out...)
	}
	return out
}

// body is what the step asks or tells.
func (s *sheet) body(w, h int) []string {
	switch {
	case s.fresh != nil:
		return s.newKey(w)
	case s.stopped != "":
		return pane.Prose(s.p.kit, style.Text, s.stopped, w)
	}
	switch s.at {
	case onAccount:
		return append(s.form.View(s.p.kit, w), append([]string{""},
			pane.Prose(s.p.kit, style.Dim, "A free account at NumbersOnline. Both fields may stay empty. Its key is stored before it is shown, once.", w)...)...)
	case onNumber:
		return s.numberBody(w)
	case onProfile:
		return s.profileBody(w)
	case onLogo:
		return s.logoBody(w)
	case onPay:
		return s.payBody(w, h)
	}
	return s.onlineBody(w)
}

// newKey shows the key this once; it was stored before it came here.
func (s *sheet) newKey(w int) []string {
	kit, f := s.p.kit, s.fresh
	shown := f.Key.Reveal()
	if kit.Private {
		shown = f.KeyPrefix + strings.Repeat(kit.Styles.Hidden, 8)
	}
	out := append(pane.Prose(kit, style.Accent, shown, w), "")
	if f.lost != nil {
		return append(out, pane.Prose(kit, style.Bad, text.Capital(store.Said(f.lost))+".", w)...)
	}
	out = append(out, pane.Prose(kit, style.Text, "This is the account's key. It is stored in "+or(f.where, "this profile")+".", w)...)
	return append(out, pane.Prose(kit, style.Text, "It is shown only now, and the service cannot show it again: keep a copy, y copies it.", w)...)
}

func (s *sheet) numberBody(w int) []string {
	out := s.form.View(s.p.kit, w)
	if s.form.at() == "number" && len(s.mine) > 0 {
		var names []string
		for _, n := range s.mine[:min(len(s.mine), 3)] {
			names = append(names, s.p.kit.Phone(n).String())
		}
		out = append(out, faint(s.p.kit, "Down: yours at LINES: "+strings.Join(names, "  "), w)...)
	}
	if s.sentTo == "" {
		out = append(out, "")
		out = append(out, pane.Prose(s.p.kit, style.Dim, "A code proves that the number is yours. Enter sends it, then the code goes into the last field.", w)...)
	}
	return out
}

func (s *sheet) profileBody(w int) []string {
	out := s.form.View(s.p.kit, w)
	note := numbersonline.Kind(s.form.value("kind")).Public()
	switch {
	case s.live:
		note = "What stays empty stays as it is; a single - clears a field. Everybody sees the change at once."
	case s.row.Staged() && s.row.Lacks() != "":
		note = "Ctrl-G goes on all the same: a profile is saved, and its page would show nothing but the number: " + s.row.Lacks() + "." // a small window cuts the end
	case s.form.field("ein") != nil:
		note = "Public: name, website, address, logo. The tax id is sent, never kept here."
	default:
		note = text.Capital(note) + "."
	}
	return append(append(out, ""), pane.Prose(s.p.kit, style.Dim, note, w)...)
}

func (s *sheet) logoBody(w int) []string {
	out := append(s.form.View(s.p.kit, w), s.files.lines(s.p.kit, s.form, w)...)
	switch {
	case s.shown != nil:
		out = append(out, "")
		for _, l := range s.shown {
			out = append(out, s.p.kit.Styles.Paint(style.Text, pane.Cut(l, w)))
		}
		return append(out, faint(s.p.kit, text.Sentence("{} KB. Enter uploads it.", text.Int(int64((len(s.picture)+1023)/1024))).String(), w)...)
	case s.picture != nil:
		return append(out, faint(s.p.kit, "It cannot be shown here; the service may take it. Enter uploads it.", w)...)
	}
	return append(append(out, ""), pane.Prose(s.p.kit, style.Dim, "PNG, JPEG or WebP, 512 KB at most. Enter with no path goes on without a logo.", w)...)
}

// old says that a payment page was made too long ago.
func old(kit *pane.Kit, c store.Checkout) string {
	return "The payment page was made " + text.Age(kit.Now().Sub(c.Minted)).String() + " ago and may take no payment any more."
}

// terms are what a kind costs and what everybody sees of it.
func terms(k numbersonline.Kind) string {
	return text.Capital(string(k)) + ", " + k.Price() + " on Stripe: " + k.Public() + "."
}

func (s *sheet) payBody(w, h int) []string {
	kit, kind := s.p.kit, s.row.Kind()
	if !s.waiting() {
		out := pane.Prose(kit, style.Text, terms(kind), w)
		if !s.checkout.Minted.IsZero() {
			out = append(out, pane.Prose(kit, style.Dim, old(kit, s.checkout)+" Enter prepares another.", w)...)
		}
		return out
	}
	st := kit.Styles
	var out []string
	for _, l := range [][2]string{{"Open on this computer", "o"}, {"Copy the link", "y"}, {"Show it big", "v"}} {
		out = append(out, text.Clean(l[0]).Pad(24).String()+st.Paint(style.Accent, l[1]))
	}
	if qr := code(s.checkout.URL, w, h-12, st.Plain); qr != nil {
		out = append(out, text.Clean("Scan with a phone").Pad(24).String(), "")
		for _, l := range qr {
			out = append(out, st.Paint(style.Text, l))
		}
	}
	out = append(out, "")
	out = append(out, pane.Prose(kit, style.Text, "When Stripe confirms the payment, the number goes online by itself.", w)...)
	next := "You can close this. Checking goes on."
	if at := s.p.desk.NextCheck(s.n); at.After(kit.Now()) {
		next = "You can close this. Checking goes on: next in " + text.Left(at.Sub(kit.Now())).String() + ", then slower."
	}
	return append(out, pane.Prose(kit, style.Dim, next, w)...)
}

func (s *sheet) onlineBody(w int) []string {
	kit, r := s.p.kit, s.row
	out := pane.Prose(kit, style.Text, kit.Phone(s.n).String()+" is verified and online, badge "+r.Grade+".", w)
	if r.Page != nil && r.Page.Handle != "" {
		out = append(out, faint(kit, s.p.desk.PageURL(r.Page.Handle), w)...)
	}
	return append(out, pane.Prose(kit, style.Dim, "Its risk is watched from now on. "+disclaimer, w)...)
}

package listings

import (
	"strconv"
	"strings"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// disclaimer is owed on every detail (onboarding document, "Notes & limits").
const disclaimer = "A supplementary signal, not a compliance decision."

// shownReports is how many reports the detail shows; f shows all.
const shownReports = 3

// detail is everything known of the selected row, with the owed line at its foot.
func (p *Pane) detail(w, h int) []string {
	r, ok := p.table.Selected()
	if !ok || h < 1 {
		return nil
	}
	foot := pane.Prose(p.kit, style.Faint, disclaimer, w)
	room := max(h-len(foot), 1)
	d, _ := p.near.Get(r.E164)
	lines := pane.Stack(room, portrait{p, r, d, w, false}.draw().Lines(room))
	return append(strings.Split(lines, "\n"), foot...)
}

// portrait draws one number in w cells. The two signals are drawn as two: what
// proves who owns the number, and what people report.
type portrait struct {
	*Pane
	r     row
	depth depth
	w     int
	whole bool // every report and review, with their words
}

func (p portrait) draw() *pane.Detail {
	d, r := pane.NewDetail(p.kit, p.w), p.r
	title := p.kit.Phone(r.E164)
	if r.Name() != "" {
		title = p.kit.Name(r.Name())
	}
	d.Line(style.Heading, title)
	d.Prose(style.Text, text.Join("   ", p.kit.Phone(r.E164), text.Clean(string(r.Kind())), text.Clean(r.stateWord())))
	if !r.Gone.IsZero() {
		d.Line(style.Warn, text.Sentence("not on this account since {}", p.kit.When(r.Gone, "2 Jan 2006 15:04")))
		d.Own(style.Dim, "This is the last known state.")
	}
	if r.open != nil {
		d.Own(style.Info, store.NoAnswer)
	}
	p.book.Draw(d, string(r.E164))
	p.badge(d.Gap())
	p.risk(d.Gap())
	p.reports(d)
	p.facts(d)
	return d
}

// signalW is where the words about a signal begin, in cells.
const signalW = 12

func (p portrait) signal(d *pane.Detail, label string, value text.Safe, role style.Role, lines ...text.Safe) {
	st := p.kit.Styles
	head := text.Clean(label).Pad(7).String() + st.Paint(role, value.Pad(signalW-7).String())
	for _, l := range lines {
		d.Own(style.Text, head+st.Paint(style.Dim, l.String()))
		head = strings.Repeat(" ", signalW)
	}
}

func (p portrait) badge(d *pane.Detail) {
	if p.r.Grade == "" {
		p.signal(d, "BADGE", text.Own("-"), style.Text, text.Own("none until it is verified."))
		return
	}
	lines := []text.Safe{text.Own("proves who owns the number.")}
	if p.r.Page != nil && !p.r.Page.VerifiedSince.IsZero() {
		lines = append(lines, text.Sentence("Fixed {}.", p.kit.On(p.r.Page.VerifiedSince, text.FormDate)))
	}
	p.signal(d, "BADGE", text.Clean(p.r.Grade), style.Text, lines...)
}

func (p portrait) risk(d *pane.Detail) {
	r, s := p.r, p.r.Score()
	if s == nil {
		p.signal(d, "RISK", text.Own("-"), style.Text, text.Own("nothing is known of it yet."))
		return
	}
	lines := []text.Safe{text.Own("what people report."), text.Sentence("{}, 0 is best", text.Clean(string(r.Band())))}
	if change, known := r.RiskChange(); known && change != 0 {
		lines = append(lines, text.Sentence("{} since you looked {} ago", text.Clean(signed(change)), p.kit.Age(r.LookedAt)))
	}
	p.signal(d, "RISK", text.Int(int64(*s)), bandRole(r.Band()), lines...)
	p.history(d)
}

// history draws how the risk went. Beside the list, where a step down draws it anew, the year alone gets a line, of a mark a month.
func (p portrait) history(d *pane.Detail) {
	if !p.depth.read { // its lines keep their places
		d.Own(style.Text, "30 days")
		d.Own(style.Text, "1 year")
		return
	}
	cells, room := 12, max(p.w-signalW-12, 8)
	if p.whole {
		cells = 24
	}
	if month := p.span(p.depth.risks, 30, min(cells, room)); month.known() {
		said := month.bounds()
		if p.whole {
			said = month.line()
		}
		d.Line(style.Text, text.Own("30 days     ").Append(said))
	}
	if year := p.span(p.depth.risks, 365, min(cells, room)); year.known() {
		d.Line(style.Text, text.Own("1 year      ").Append(year.line()))
	}
	if p.whole {
		p.curve(d)
	}
}

func (p portrait) reports(d *pane.Detail) {
	r, most := p.r, shownReports
	if p.whole {
		most = numbersonline.MaxReports
	}
	head := p.kit.Styles.Paint(style.Heading, "REPORTS")
	if n := r.Reports30d(); n != nil {
		head += "  " + strconv.Itoa(*n) + " in 30 days"
	}
	d.Gap().Own(style.Text, head)
	if p.depth.heard.IsZero() {
		if r.Complaints == 0 && r.ComplaintSeen.IsZero() {
			d.Own(style.Dim, "  none known")
		}
		return
	}
	list := p.depth.complaints
	for _, c := range list.Reports[:min(most, len(list.Reports))] {
		p.report(d, c)
	}
	switch {
	case len(list.Reports) == 0:
		d.Own(style.Dim, "  none")
	case len(list.Reports) > most:
		d.Own(style.Dim, "  and "+strconv.Itoa(len(list.Reports)-most)+" more: f shows them")
	}
	p.reviews(d)
}

// tagsW is how wide the words of a report are where it is told whole: as wide as the longest of them, as far as the others leave room.
func (p portrait) tagsW() int {
	w := 14
	for _, c := range p.depth.complaints.Reports {
		w = max(w, text.Width(strings.Join(c.Tags, ", ")))
	}
	return min(w, max(14, p.w-64))
}

// report is one line: when, what, who, and which lane it came by.
func (p portrait) report(d *pane.Detail, c numbersonline.Report) {
	who := text.Own("anonymous")
	if !c.Anonymous() {
		who = p.kit.Name(c.Reporter)
	}
	tags := text.Clean(strings.ReplaceAll(strings.Join(c.Tags, ", "), "_", " "))
	line := text.Own("  ").Append(p.kit.When(c.Created, text.FormDay).Pad(7), dash(tags).Pad(14), text.Own(" "), who)
	if p.whole {
		line = text.Own("  ").Append(p.kit.When(c.Created, text.FormDay).Pad(7), dash(tags).Pad(p.tagsW()), text.Own(" "), who.Pad(17), text.Own(" "), text.Clean(c.Lane).Pad(11))
		line = text.Join("  ", line, text.Clean(c.Provenance))
		if c.Rating != "" {
			line = text.Join("  ", line, text.Sentence("rating {}", text.Clean(c.Rating)))
		}
	}
	d.Line(style.Text, line)
	if p.whole && tags.Width() > p.tagsW() {
		d.Prose(style.Dim, text.Own("         ").Append(tags))
	}
	if p.whole && c.Body != "" {
		d.Prose(style.Dim, text.Own("         \"").Append(p.kit.Words(c.Body), text.Own("\"")))
	}
}

func (p portrait) reviews(d *pane.Detail) {
	r := p.r
	if r.Risk == nil || r.Risk.ReviewTotal == nil {
		return
	}
	head := "REVIEWS  " + strconv.Itoa(*r.Risk.ReviewTotal)
	if r.Risk.ReviewPositive != nil && *r.Risk.ReviewTotal > 0 {
		head = "REVIEWS  " + strconv.Itoa(*r.Risk.ReviewPositive) + " of " + strconv.Itoa(*r.Risk.ReviewTotal) + " good"
	}
	d.Heading(head)
	if !p.whole {
		return
	}
	for _, c := range p.depth.complaints.Reviews {
		who := text.Own("anonymous")
		if c.Reporter != "" {
			who = p.kit.Name(c.Reporter)
		}
		d.Line(style.Text, text.Own("  ").Append(p.kit.When(c.Created, text.FormDay).Pad(7), text.Sentence("rating {}", dash(text.Clean(c.Rating))).Pad(14), text.Own(" "), who))
		if c.Body != "" {
			d.Prose(style.Dim, text.Own("         \"").Append(p.kit.Words(c.Body), text.Own("\"")))
		}
	}
}

// facts are the page, the renewal and how old all of it is.
func (p portrait) facts(d *pane.Detail) {
	r := p.r
	d.Gap()
	if r.Website() != "" {
		d.Field("website", style.Text, text.Clean(r.Website()))
	}
	if r.Page != nil && r.Page.Handle != "" {
		d.Field("handle", style.Text, text.Clean(r.Page.Handle))
	}
	if r.State == numbersonline.Verified {
		price := text.Clean(r.Kind().Price())
		if r.Overdue(p.kit.Now()) {
			d.Field("renews", style.Warn, text.Sentence("was due {}, {}", renews(r), price))
		} else {
			d.Field("renews", style.Text, text.Join(", ", price, renews(r)))
		}
	}
	if !r.Bound.Verified.IsZero() {
		d.Field("number proved", style.Text, p.kit.When(r.Bound.Verified, text.FormDate))
	}
	if r.Paying() {
		d.Field("payment link", style.Info, text.Sentence("{} old: v shows it", p.kit.Age(r.CheckoutAt)))
	}
	d.Field("read", style.Dim, p.age(r.Seen))
	if !r.ComplaintSeen.IsZero() {
		d.Field("reports read", style.Dim, p.age(r.ComplaintSeen))
	}
}

func (p *Pane) age(t time.Time) text.Safe {
	if t.IsZero() {
		return text.Own("not yet")
	}
	return p.kit.Age(t).Append(text.Own(" ago"))
}

package insights

import (
	"context"
	"time"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// kept are the lists the store keeps whole, by the names it knows them by.
var kept = []struct {
	name, title string
	entries     text.Literal
}{{"history", "NUMBERS ORDERED", "orders"}, {"transactions", "LEDGER", "transactions"}}

var beginning = time.Unix(1, 0)

func (f *facts) readCoverage(ctx context.Context, s Store, now time.Time) (err error) {
	f.gaps, f.progress = map[string][]store.Span{}, map[string]store.Progress{}
	for _, k := range kept {
		if f.gaps[k.name], err = s.Gaps(ctx, k.name, beginning, now.Add(-store.ExpectedAfter)); err != nil {
			return err
		}
		if f.progress[k.name], err = s.Progress(ctx, k.name); err != nil {
			return err
		}
	}
	return nil
}

// mostHoles is how many holes are named.
const mostHoles = 8

func (p *Pane) coverage(w int) []string {
	d := pane.NewDetail(p.kit, w)
	for _, k := range kept {
		d.Heading(k.title)
		gaps := p.f.gaps[k.name]
		if len(gaps) == 0 {
			d.Own(style.Text, "complete")
			continue
		}
		if done := p.f.progress[k.name]; done.Total > 0 {
			d.Line(style.Text, text.Sentence("{} of {} older {} are here; the rest are loading", text.Int(done.Done), text.Int(done.Total), text.Own(k.entries)))
		} else {
			d.Line(style.Text, text.Sentence("older {} are loading", text.Own(k.entries)))
		}
		for i, g := range gaps {
			if i == mostHoles {
				d.Line(style.Dim, text.Count(int64(len(gaps)-i), "more period", "more periods"))
				break
			}
			d.Line(style.Warn, p.hole(g))
		}
	}
	if p.set.Coverage != nil {
		d.Heading("NUMBERS OWNED")
		for _, l := range p.set.Coverage() {
			d.Prose(style.Text, text.Clean(l))
		}
	}
	return d.Lines(1 << 10)
}

// missingSpan is a stretch of a list that is still to be loaded, in a file.
type missingSpan struct {
	List string `json:"list"`
	From string `json:"missing_from"` // "" from the beginning
	To   string `json:"missing_to"`
}

var holeHeads = []string{"list", "missing_from", "missing_to"}

// Fields implements pane.Record.
func (m missingSpan) Fields() []string { return []string{m.List, m.From, m.To} }

func (p *Pane) missing() (out []pane.Record) {
	for _, k := range kept {
		for _, g := range p.f.gaps[k.name] {
			m := missingSpan{List: k.name, To: g.High.UTC().Format(time.RFC3339)}
			if g.Low.After(beginning) {
				m.From = g.Low.UTC().Format(time.RFC3339)
			}
			out = append(out, m)
		}
	}
	return out
}

func (p *Pane) hole(g store.Span) text.Safe {
	in := p.kit.Now().Location()
	high := text.Clean(g.High.In(in).Format("2 Jan 2006 15:04"))
	if !g.Low.After(beginning) {
		return text.Own("still loading: before ").Append(high)
	}
	return text.Sentence("still loading: {} to {}", text.Clean(g.Low.In(in).Format("2 Jan 2006 15:04")), high)
}

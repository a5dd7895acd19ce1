package numbers

import (
	"cmp"
	"maps"
	"slices"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/chart"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// share is how many of the numbers of one place have an active 911 address.
type share struct {
	place           string
	active, numbers int64
}

// mostShares is how many places are named, those with the most numbers to mend first; barCells is how many cells the bar of one takes.
const (
	mostShares = 8
	barCells   = 24
)

// shares draws how the numbers in service are covered, by area code and by the state of their address.
func (p *Pane) shares(d *pane.Detail, w int) {
	for _, by := range []struct {
		title string
		of    func(store.Number) string
	}{{"BY AREA CODE", areaOf}, {"BY STATE OF THE ADDRESS", stateOf}} {
		list := covered(p.all, by.of)
		if len(list) == 0 {
			continue
		}
		d.Heading(by.title)
		for _, s := range list[:min(mostShares, len(list))] {
			bar := chart.Gauge(p.kit.Signs(), s.active, s.numbers, min(barCells, max(w-24, 4)))
			role := style.Text
			if s.active < s.numbers {
				role = style.Warn
			}
			d.Line(role, text.Clean(s.place).Pad(6).Append(text.Clean(bar).Pad(min(barCells, max(w-24, 4))+1), text.Sentence("{} of {}", text.Int(s.active), text.Int(s.numbers))))
		}
		if more := len(list) - mostShares; more > 0 {
			d.Line(style.Dim, text.Count(int64(more), "more place", "more places"))
		}
	}
}

// covered counts the numbers in service of each place, the places with the most to mend first.
func covered(rows []*row, place func(store.Number) string) []share {
	at := map[string]*share{}
	for _, r := range rows {
		where := place(r.Number)
		if cover := r.Cover(); r.State != oneuc.InService || where == "" || cover == store.Elsewhere {
			continue
		}
		if at[where] == nil {
			at[where] = &share{place: where}
		}
		at[where].numbers++
		if r.Cover() == store.Provisioned {
			at[where].active++
		}
	}
	var list []share
	for _, where := range slices.Sorted(maps.Keys(at)) {
		list = append(list, *at[where])
	}
	slices.SortStableFunc(list, func(a, b share) int {
		return cmp.Or(cmp.Compare(b.numbers-b.active, a.numbers-a.active), cmp.Compare(b.numbers, a.numbers))
	})
	return list
}

// areaOf is the area code of a number of the United States or Canada.
func areaOf(n store.Number) string { return area(n.E164) }

func area(n phone.E164) string {
	if len(n) == len("+12125550100") && n[:2] == "+1" {
		return string(n[2:5])
	}
	return ""
}

// stateOf is the state of the address on file, as far as it was read.
func stateOf(n store.Number) string {
	e, ok := n.Document.E911()
	if !ok {
		return ""
	}
	return e.Region
}

package wirelog

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// mostNoted is how many acts go into one note.
const mostNoted = 200

// noting reports whether what is copied is a note for the customer of the selected act.
func (p *Pane) noting() bool {
	l, ok := p.table.Selected()
	return ok && p.tabs.At() == tabActs && l.customer != ""
}

// copyHint is what the footer says of the key that copies.
func (p *Pane) copyHint() string {
	if !p.noting() {
		return ""
	}
	l, _ := p.table.Selected()
	return pane.Hint("copy as a note for", p.kit.Name(l.customer))
}

// copyNote copies what is listed of the selected act's customer, oldest first, for that customer to
// read: neither what a number costs the account is in it, nor why something was refused, which may tell that.
func (p *Pane) copyNote() tea.Cmd {
	l, _ := p.table.Selected()
	zone := p.kit.Now().Location()
	if p.kit.Times == text.UTC {
		zone = time.UTC
	}
	id, name, of, ctx := l.customer, p.kit.Name(l.customer), p.reader(), p.kit.Ctx
	return func() tea.Msg {
		var mine []line
		over := false
		for after := ""; ; {
			rows, err := of(ctx, after, scanPage)
			if err != nil {
				return pane.Toast{Text: store.Said(err), Bad: true}
			}
			for _, r := range rows {
				if over = len(mine) == mostNoted; over {
					break
				}
				if r.customer == id {
					mine = append(mine, r)
				}
			}
			if len(rows) < scanPage || over {
				break
			}
			after = rows[len(rows)-1].place
		}
		if len(mine) == 0 {
			return pane.Toast{Text: "The acts of that customer are not listed any more."}
		}
		slices.Reverse(mine)
		shown := text.Count(int64(len(mine)), "act", "acts")
		if over {
			shown = text.Own("the newest ").Append(shown)
		}
		return pane.Copy{Text: note(id, mine, zone), What: "note", Shown: shown.Append(text.Own(" for "), name).String()}
	}
}

// note is a heading and a line for each act; the day stands in the heading, or before each line when there are several.
// Who reads it may live by another clock: the heading says by which it is written.
func note(id string, acts []line, zone *time.Location) string {
	first, last := acts[0].at.In(zone), acts[len(acts)-1].at.In(zone)
	oneDay := first.YearDay() == last.YearDay() && first.Year() == last.Year()
	out, form := text.Clean(id).String(), "2 Jan 2006, 15:04"
	if oneDay {
		out, form = out+", "+first.Format("2 Jan 2006"), "15:04"
	}
	_, before := first.Zone()
	moved := slices.ContainsFunc(acts, func(l line) bool { // the clocks were changed meanwhile, perhaps there and back
		_, offset := l.at.In(zone).Zone()
		return offset != before
	})
	if !moved {
		out += ", times in " + clock(first)
	}
	for _, l := range acts {
		at := l.at.In(zone)
		out += "\n" + at.Format(form)
		if moved {
			out += " " + clock(at)
		}
		out += "  " + text.Join(": ", text.Clean(l.what), text.Clean(l.who), text.Clean(l.became)).String()
	}
	return out
}

// clock is by which clock a moment is written, also for who does not know the zone's name.
func clock(t time.Time) string {
	if _, offset := t.Zone(); offset == 0 {
		return "UTC"
	}
	return t.Format("UTC-07:00")
}

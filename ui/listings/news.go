package listings

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/ui/pane"
)

// news tells of what happened by itself between two reads of the list: a
// number went online, or the risk of one crossed a band. Rows that are new say
// nothing, so a start is quiet but for what the first answers bring.
func (p *Pane) news(before, after []row) tea.Cmd {
	was := make(map[phone.E164]row, len(before))
	for _, r := range before {
		was[r.E164] = r
	}
	var cmds []tea.Cmd
	for _, r := range after {
		old, known := was[r.E164]
		if !known || old.Seen.IsZero() || r.State != numbersonline.Verified {
			continue
		}
		from, to := old.Band(), r.Band()
		switch {
		case old.State != numbersonline.Verified:
			cmds = append(cmds, p.notice(r, "is online: verified, badge "+r.Grade+"."))
		case from != to && from != numbersonline.BandUnknown && to != numbersonline.BandUnknown:
			cmds = append(cmds, p.notice(r, "has "+string(to)+" risk now: "+strconv.Itoa(*r.Score())+", was "+strconv.Itoa(*old.Score())+" ("+string(from)+")."))
		}
	}
	return tea.Batch(cmds...)
}

func (p *Pane) notice(r row, what string) tea.Cmd {
	return pane.Send(pane.Notice{Kind: "listing", Text: p.kit.Phone(r.E164).String() + " " + what,
		Masked: r.E164.Masked() + " " + what, Full: r.E164.String() + " " + what})
}

package activations

import (
	"slices"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// endedGroup is the heading over what is over.
const endedGroup = "ENDED IN THE LAST 10 MINUTES"

// closing is how long a number whose time is over stands among those that run.
const closing = time.Minute

// hurry is when the time left is said in the warning role.
const hurry = 2 * time.Minute

func (p *Pane) columns() []pane.Column[row] {
	return []pane.Column[row]{
		{Title: "STATE", Min: 9, Cell: p.stateCell},
		{Title: "NUMBER", Stays: true, Min: 18, Cell: func(r row) pane.Cell { return pane.Cell{Text: p.kit.Phone(r.Phone)} }},
		{Title: "SERVICE", Min: 9, Name: true, Drop: 1, Cell: func(r row) pane.Cell { return pane.Cell{Text: text.Clean(r.ServiceID)} }},
		{Title: "CUSTOMER", Min: 11, Name: true, Grow: true, Drop: 2, Cell: func(r row) pane.Cell { return pane.Cell{Text: p.kit.Name(r.CustomerID), Middle: true} }},
		{Title: "CODE", Min: 12, Cell: p.codeCell},
		{Title: "LEFT", Min: 7, Right: true, Cell: p.leftCell},
		{Title: "NEXT", Min: 4, Right: true, Drop: 7, Cell: p.nextCell},
		{Title: "PAYS", Min: 7, Right: true, Drop: 8, Cell: func(r row) pane.Cell { return pane.Cell{Text: p.kit.Money(r.CustomerPrice), Role: style.Dim} }},
		{Title: "COUNTRY", Min: 8, Drop: 9, Cell: func(r row) pane.Cell { return pane.Cell{Text: text.Clean(r.CountryID), Role: style.Dim} }},
	}
}

// group puts what is over under its heading.
func (p *Pane) group(r row) string {
	if over(r, p.now()) {
		return endedGroup
	}
	return ""
}

// role makes what is over pale.
func (p *Pane) role(r row) style.Role {
	switch r.State(p.now()) {
	case platfone.Expired, platfone.Canceled, platfone.Done, platfone.Closing:
		return style.Dim
	case platfone.Odd:
		return style.Warn
	}
	return style.Text
}

func (p *Pane) stateCell(r row) pane.Cell {
	s := r.State(p.now())
	word := s.String()
	if s == platfone.Odd {
		word = r.RawWords()
	}
	if r.kept && s != platfone.Odd {
		word = text.Clean(word).Pad(8).String() + "*"
	}
	return pane.Cell{Text: text.Clean(word), Role: stateRole(s, r)}
}

func stateRole(s platfone.State, r row) style.Role {
	switch {
	case s == platfone.CodeReady && r.uncopied:
		return style.Accent
	case s == platfone.Refunded:
		return style.Good
	case s == platfone.CodeReady: // it was copied: nothing waits for the person
		return style.Dim
	}
	return style.Text
}

func (p *Pane) codeCell(r row) pane.Cell {
	switch s := r.State(p.now()); {
	case p.pending[r.ID] != nil && p.later(r):
		return pane.Cell{Text: text.Own("will cancel"), Role: style.Warn}
	case s == platfone.Again && r.Code != "":
		return pane.Cell{Text: text.Own("last ").Append(p.kit.Code(r.Code)), Role: style.Dim}
	case r.Code != "":
		return pane.Cell{Text: p.kit.Code(r.Code), Role: stateRole(s, r)}
	case r.Text != "":
		return pane.Cell{Text: text.Own("text: v"), Role: stateRole(s, r)}
	case s == platfone.Waiting || s == platfone.Again:
		if again, on := p.renewalCell(r); on {
			return pane.Cell{Text: again}
		}
		return pane.Cell{Text: text.Own(store.WordWaiting), Role: style.Dim}
	}
	return pane.Cell{Text: text.Own("no code"), Role: style.Dim}
}

func (p *Pane) leftCell(r row) pane.Cell {
	now := p.now()
	switch s := r.State(now); {
	case p.pending[r.ID] != nil:
		return pane.Cell{Text: text.Own("ends ").Append(text.Age(p.pending[r.ID].due.Sub(now))), Role: style.Warn}
	case s == platfone.Refunded:
		return pane.Cell{Text: text.Own("back"), Role: style.Good}
	case s.Free():
		return pane.Cell{Text: text.Own("free"), Role: style.Dim}
	case s == platfone.Done:
		return pane.Cell{Text: text.Own("paid"), Role: style.Dim}
	case r.Left(now) <= 0:
		return pane.Cell{Text: text.Own("-"), Role: style.Dim}
	case r.Left(now) < hurry:
		return pane.Cell{Text: text.Left(r.Left(now)), Role: style.Warn}
	}
	return pane.Cell{Text: text.Left(r.Left(now))}
}

// nextCell tells when the number is read again.
func (p *Pane) nextCell(r row) pane.Cell {
	next := p.desk.NextRead(r.ID)
	switch {
	case !r.Waits(p.now()):
		return pane.Cell{Text: text.Own("-"), Role: style.Faint}
	case p.desk.MayAsk() != nil && next.IsZero():
		return pane.Cell{Text: text.Own("off"), Role: style.Faint}
	case next.IsZero():
		return pane.Cell{Text: text.Own("-"), Role: style.Faint}
	}
	return pane.Cell{Text: text.Age(next.Sub(p.now())), Role: style.Dim}
}

func over(r row, now time.Time) bool {
	switch r.State(now) {
	case platfone.Done, platfone.Expired, platfone.Canceled, platfone.Refunded:
		return true
	case platfone.Closing: // read once more by then, whatever the provider still calls it
		return now.Sub(r.ExpireAt) > closing
	case platfone.Odd:
		return r.Status.Ended()
	}
	return false
}

// order sorts the rows: what the person keeps on top, codes nobody copied, newest first, then
// the least time left, then what is over, newest first. While the cursor is
// being moved, rows already on screen keep their places.
func order(rows, before []row, now time.Time, moving bool) {
	place := map[string]int{}
	if moving {
		for i, r := range before {
			place[r.ID] = i + 1
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		if x, y := place[a.ID], place[b.ID]; x > 0 && y > 0 {
			return x - y
		}
		if x, y := rank(a, now), rank(b, now); x != y {
			return x - y
		}
		if a.kept != b.kept {
			if a.kept {
				return -1
			}
			return 1
		}
		switch rank(a, now) {
		case 0:
			return sooner(a.newer(b), b.newer(a))
		case -1, 1:
			return a.ExpireAt.Compare(b.ExpireAt)
		}
		return b.UpdatedAt.Compare(a.UpdatedAt)
	})
}

// sooner orders two rows of which the one that is first stands above.
func sooner(first, second bool) int {
	switch {
	case first:
		return -1
	case second:
		return 1
	}
	return 0
}

func rank(r row, now time.Time) int {
	switch {
	case over(r, now):
		return 2
	case r.kept:
		return -1
	case r.uncopied && r.State(now) == platfone.CodeReady:
		return 0
	}
	return 1
}

// newer reports whether a row's last code is newer than that of another.
func (r row) newer(than row) bool {
	return store.Newer(last(r.codes), r.Activation, last(than.codes), than.Activation)
}

func last(codes []store.Code) (c store.Code) {
	if n := len(codes); n > 0 {
		c = codes[n-1]
	}
	return c
}

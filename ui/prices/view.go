package prices

import (
	"strings"

	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// roomy is how many lines leave room for a sentence of two lines above the list.
const roomy = 8

// View implements pane.Sheet.
func (s *sheet) View(w, h int) string {
	kit := s.p.kit
	if s.at == onMarket {
		label := kit.Styles.Paint(style.Accent, "Country or service") + "  "
		lines := []string{pane.Cut(label+s.picker.Field().Line(kit, max(w-text.Width(label), 8)), w)}
		lines = append(lines, s.said(w, h, s.unread())...)
		if !s.picker.Empty() || !s.known {
			lines = append(lines, s.picker.Lines(kit, w, h-len(lines))...)
		}
		return stack(lines, h)
	}
	lines := append([]string{s.head(w)}, s.said(w, h, s.state())...)
	if s.at == onFilter || s.filter.Value() != "" {
		lines = append(lines, pane.Cut(kit.Styles.Paint(style.Accent, "/")+" "+s.filter.Line(kit, max(w-2, 4)), w))
	}
	if len(s.table.Rows()) > 0 {
		lines = append(lines, s.table.View(w, h-len(lines))...)
	}
	return stack(lines, h)
}

func stack(lines []string, h int) string {
	n := min(len(lines), h)
	return pane.Stack(n, lines[:n])
}

// said draws what went wrong, or else a sentence, in as many lines as leave room for the list.
func (s *sheet) said(w, h int, sentence string) []string {
	role := style.Dim
	if s.problem != "" {
		role, sentence = style.Bad, "! "+text.Capital(strings.TrimSuffix(s.problem, "."))+". "+sentence
	}
	if sentence == "" {
		return nil
	}
	lines := pane.Prose(s.p.kit, role, strings.TrimSpace(sentence), w)
	if len(s.table.Rows()) == 0 && len(s.all) == 0 {
		return lines
	}
	most := 1
	if h >= roomy {
		most = 2
	}
	return lines[:min(len(lines), most)]
}

// unread says why there is nothing to choose from.
func (s *sheet) unread() string {
	switch {
	case !s.known || !s.picker.Empty():
		return ""
	case s.asking:
		return "Asking the provider for its countries and services."
	}
	return "The countries and services were never read. Open this again once the provider answers."
}

// state says what is not as it should be with the list: on its way, never read, or filtered away.
func (s *sheet) state() string {
	switch {
	case s.asking && len(s.all) == 0:
		return "Asking the provider for the prices."
	case s.asking:
		return "Asking the provider for the prices of now."
	case s.problem != "":
		if len(s.all) == 0 {
			return "These prices were never read. R asks again."
		}
		return "R asks again."
	case !s.loaded:
		return "Reading what is saved."
	case len(s.all) == 0 && s.p.heard[s.market].IsZero():
		return "These prices were never read. R reads them."
	case len(s.all) == 0:
		return "The provider has no price here. Tab chooses another country or service."
	case len(s.table.Rows()) == 0:
		return "Nothing fits the filter. Esc clears it."
	}
	return ""
}

// head names the market, and says how many prices there are and how old they are.
func (s *sheet) head(w int) string {
	kit := s.p.kit
	name := text.Clean(s.name).Cut(max(w/2, 8))
	said := kit.Styles.Paint(style.Heading, name.String())
	if len(s.all) == 0 {
		return pane.Cut(said, w)
	}
	count := text.Count(int64(len(s.all)), "service", "services")
	if s.market.service != "" {
		count = text.Count(int64(len(s.all)), "country", "countries")
	}
	if shown := len(s.table.Rows()); shown < len(s.all) {
		count = text.Sentence("{} of {}", text.Int(int64(shown)), count)
	}
	if s.p.heard[s.market].IsZero() { // there may be more of them
		count = count.Append(text.Own(" saved"))
	}
	return pane.Cut(said+"  "+kit.Styles.Paint(style.Dim, text.Join(", ", count, s.age()).String()), w)
}

// age is how long ago the prices were read, the newest and the oldest of them.
func (s *sheet) age() text.Safe {
	newest, oldest := s.all[0].Seen, s.all[0].Seen
	for _, r := range s.all {
		if r.Seen.After(newest) {
			newest = r.Seen
		}
		if r.Seen.Before(oldest) {
			oldest = r.Seen
		}
	}
	from, to := s.p.kit.Age(newest), s.p.kit.Age(oldest)
	if from == to {
		return text.Sentence("read {} ago", from)
	}
	return text.Sentence("read {} to {} ago", from, to)
}

// columns are those of the market in front.
func (s *sheet) columns() []pane.Column[row] {
	kit, names := s.p.kit, "SERVICE"
	if s.market.service != "" {
		names = "COUNTRY"
	}
	return []pane.Column[row]{
		{Title: names, Min: 12, Name: true, Grow: true, Cell: func(r row) pane.Cell { return pane.Cell{Text: text.Clean(r.name)} }},
		{Title: "PRICE", Min: 7, Right: true, Cell: func(r row) pane.Cell { return pane.Cell{Text: kit.Money(r.Suggested)} }},
		{Title: "LEFT", Min: 7, Right: true, Drop: 1, Cell: func(r row) pane.Cell { return pane.Cell{Text: left(r)} }},
		{Title: "QUALITY", Min: 7, Right: true, Drop: 3, Cell: func(r row) pane.Cell { return pane.Cell{Text: quality(r), Role: style.Dim} }},
		{Title: "YOURS, 7 D", Min: 10, Right: true, Drop: 2, Cell: func(r row) pane.Cell { return pane.Cell{Text: yours(r)} }},
		{Title: "FROM", Min: 7, Right: true, Drop: 5, Cell: func(r row) pane.Cell { return pane.Cell{Text: kit.Money(r.Min), Role: style.Dim} }},
		{Title: "AGE", Min: 6, Right: true, Drop: 4, Cell: func(r row) pane.Cell { return pane.Cell{Text: kit.Age(r.Seen), Role: style.Dim} }},
	}
}

// left is how many numbers there are; "-" where the provider did not say.
func left(r row) text.Safe {
	switch {
	case r.SoldOut():
		return text.Own("none")
	case r.Counted:
		return text.Int(r.Count)
	}
	return text.Own("-")
}

func quality(r row) text.Safe {
	if !r.Rated {
		return text.Own("-")
	}
	return text.Fraction(r.Quality)
}

// yours is how many codes came of how many orders of one's own, lately.
func yours(r row) text.Safe {
	if r.record.Ordered == 0 {
		return text.Own("-")
	}
	return text.Sentence("{}/{}", text.Int(int64(r.record.Received)), text.Int(int64(r.record.Ordered)))
}

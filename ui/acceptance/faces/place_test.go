package faces

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"switchboard/client/oneuc"
	"switchboard/client/platfone"
	"switchboard/store/act"
	capital "switchboard/ui/text"
)

// shown is what a screen says where an act's reasons are told, in one line: in
// the sheet in front, or without one beside the thing that the cursor is on, and
// in the lines at the top and at the foot.
type shown string

// top and foot are how many lines at the top and at the foot belong to no pane.
const top, foot = 3, 3

// place reads a frame.
func place(frame string) shown {
	rows := strings.Split(strings.TrimRight(frame, "\n"), "\n")
	inside := slices.IndexFunc(rows, func(l string) bool { return strings.Contains(l, "╭─") }) >= 0
	rule := 0
	for i, l := range rows {
		if strings.HasPrefix(strings.TrimSpace(l), "────") {
			rule = i
		}
	}
	var said []string
	for i, l := range rows {
		first, last := strings.Index(l, "│"), strings.LastIndex(l, "│")
		switch {
		case i < top || i >= len(rows)-foot || !inside && i > rule:
			said = append(said, l)
		case inside && first != last:
			said = append(said, l[first+len("│"):last])
		}
	}
	for i, l := range said {
		said[i] = strings.TrimSpace(l)
	}
	return shown(plain(strings.Join(said, " ")))
}

// amount is what differs between an act of the table and what a sheet proposes by itself.
var amount = regexp.MustCompile(`\$?[0-9][0-9,.:]*[0-9]|[0-9]`)

// plain is a text in one line, without the amounts.
func plain(s string) string {
	return amount.ReplaceAllString(strings.Join(strings.Fields(s), " "), "#")
}

// has reports whether a sentence stands there as it is, at the beginning of one.
func (s shown) has(sentence string) bool {
	want := strings.TrimSuffix(plain(sentence), ".")
	return strings.Contains(string(s), want) || strings.Contains(string(s), capital.Capital(want))
}

// tells reports whether the sentence of a reason stands there. At a field stands
// the rule alone, behind the field's own name; beside a thing why a key of it is
// refused, since the thing is not named again.
func (s shown) tells(r act.Reason) bool {
	for _, rule := range rules(r) {
		if regexp.MustCompile(`[!»] ([A-Z][^:!»]*: )?((?i)` + regexp.QuoteMeta(plain(rule)[:1]) + `)` + regexp.QuoteMeta(plain(rule)[1:])).MatchString(string(s)) {
			return true
		}
	}
	if e := entryOf(r.Code); e.Shown == act.AtField && e.Sentence == "%s" {
		return false
	}
	if _, why, ok := strings.Cut(r.Say, ": "); ok && (r.Code == act.WrongState || r.Code == act.CustomerStatus) {
		return s.has(why)
	}
	return s.has(r.Say)
}

func entryOf(c act.Code) act.Entry {
	list := act.Reasons()
	return list[slices.IndexFunc(list, func(e act.Entry) bool { return e.Code == c })]
}

// rules are what the fields of an act do not keep to.
func rules(r act.Reason) []string {
	var one *platfone.FieldError
	var several oneuc.FieldErrors
	switch {
	case errors.As(r.Err, &one):
		return []string{one.Allowed}
	case errors.As(r.Err, &several):
		var list []string
		for _, rule := range several {
			list = append(list, rule)
		}
		return list
	case r.Code == act.Invalid:
		return []string{r.Say}
	}
	return nil
}

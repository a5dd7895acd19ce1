package numbersonline

import "cmp"

// Told is one change of a profile as a person reads it.
type Told struct{ Field, Will string }

// Told lists the changes in the order of the form. What is cleared becomes "nothing"; a tax id is not told.
func (c Changes) Told() []Told {
	var list []Told
	texts := c.texts()
	for _, field := range fieldOrder {
		to := texts[field]
		switch {
		case field == "kind" && c.Kind != "":
			list = append(list, Told{"kind", string(c.Kind)})
		case field == "ein" && c.EIN != nil:
			list = append(list, Told{"tax id", map[bool]string{true: "nothing", false: "replaced"}[c.EIN.Empty()]})
		case field == "formation_date" && to != nil:
			list = append(list, Told{"founded on", cmp.Or(*to, "nothing")})
		case to != nil:
			list = append(list, Told{labels[field], cmp.Or(*to, "nothing")})
		}
	}
	if c.Marketing != nil {
		list = append(list, Told{"news by e-mail", map[bool]string{true: "yes", false: "no"}[*c.Marketing]})
	}
	return list
}

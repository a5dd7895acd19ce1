package themes

import (
	"fmt"
	"maps"
	"slices"
)

// apply lays a file over the theme, role by role. A role with anything wrong in it is left as the base has it.
func (t *Theme) apply(path string, f file) []Problem {
	var problems []Problem
	if f.Ground != "" {
		c, err := ParseColor(f.Ground)
		if err != nil {
			problems = append(problems, Problem{path, "ground", err.Error()})
		} else {
			t.Ground = c
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.Role)) {
		r := slices.Index(names[:], name)
		if r < 0 {
			problems = append(problems, Problem{path, name, "there is no such role"})
			continue
		}
		p := t.Paints[r]
		if err := p.apply(f.Role[name]); err != nil {
			problems = append(problems, Problem{path, name, err.Error()})
			continue
		}
		t.Paints[r] = p
	}
	return problems
}

func (p *Paint) apply(fields map[string]any) error {
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		switch name {
		case "fg", "bg":
			s, ok := fields[name].(string)
			if !ok {
				return fmt.Errorf("%s must be a colour in quotes", name)
			}
			c, err := ParseColor(s)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			if name == "fg" {
				p.FG = c
			} else {
				p.BG = c
			}
		case "bold", "faint", "underline", "reverse":
			on, ok := fields[name].(bool)
			if !ok {
				return fmt.Errorf("%s must be true or false", name)
			}
			*map[string]*bool{"bold": &p.Bold, "faint": &p.Faint, "underline": &p.Underline, "reverse": &p.Reverse}[name] = on
		default:
			return fmt.Errorf("%q is not known; a role has fg, bg, bold, faint, underline and reverse", name)
		}
	}
	return nil
}

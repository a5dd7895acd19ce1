package act

import (
	"fmt"
	"strings"
)

// few is how many of the things that one thing is said of are named.
const few = 3

// Brief is what has to be said before several acts, for eyes: what is said of
// more than a few of them, each time of another thing, is said once, with how
// many they are and the first of the things. Warned has them all.
func (v Verdict) Brief() []Reason {
	if len(v.Each) < 2 {
		return v.Warned
	}
	var out []Reason
	said := map[Code]bool{}
	for _, r := range v.Warned {
		same := ofCode(v.Warned, r.Code)
		switch {
		case r.tally || len(same) <= few || !r.Code.oneThing():
			out = append(out, r)
		case !said[r.Code]:
			said[r.Code] = true
			out = append(out, v.gather(same))
		}
	}
	return out
}

// Shortened reports whether Brief leaves things out.
func (v Verdict) Shortened() bool { return len(v.Brief()) < len(v.Warned) }

// ofCode are those with a code that are about one thing each.
func ofCode(list []Reason, c Code) (same []Reason) {
	for _, r := range list {
		if r.Code == c && !r.tally {
			same = append(same, r)
		}
	}
	return same
}

// oneThing reports whether the sentence of a code differs by one word or name alone.
func (c Code) oneThing() bool {
	e, _ := c.entry()
	return strings.Count(e.Sentence, "%") == 1 && strings.Contains(e.Sentence, "%s")
}

// gather says once what is said of several.
func (v Verdict) gather(same []Reason) Reason {
	r := Reason{Code: same[0].Code, Mend: same[0].Mend}
	e, _ := r.Code.entry()
	before, after, _ := strings.Cut(e.Sentence, "%s")
	var things []string
	for _, one := range same[:few] {
		things = append(things, strings.TrimSuffix(strings.TrimPrefix(one.Say, before), after))
		r.Hide = append(r.Hide, one.Hide...)
	}
	things = append(things, fmt.Sprintf("and %d more", len(same)-few))
	r.Say = fmt.Sprintf("%d of %d: %s%s%s", v.warned(r.Code), len(v.Each), before, strings.Join(things, "; "), after)
	return r
}

// warned is of how many acts something is said.
func (v Verdict) warned(c Code) (n int) {
	for _, one := range v.Each {
		if one.Stands() && len(ofCode(one.Warned, c)) > 0 {
			n++
		}
	}
	return n
}

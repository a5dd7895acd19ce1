package oneuc

import "strings"

// Mark says what happened to a word between two addresses.
type Mark int

const (
	Kept    Mark = iota
	Added        // only the candidate has it
	Removed      // only what was typed has it
)

// Token is one word of a field, in the candidate's spelling unless removed.
type Token struct {
	Text string
	Mark Mark
}

// FieldDiff is one field of two addresses side by side.
type FieldDiff struct {
	Field            string // street, unit, city, state, zip
	Typed, Candidate string
	Tokens           []Token
}

// Same reports whether the field means the same in both, spelling aside.
func (f FieldDiff) Same() bool {
	for _, t := range f.Tokens {
		if t.Mark != Kept {
			return false
		}
	}
	return true
}

// Compare sets a candidate against what was typed, field by field in the order
// of an address. Case, accents, dots, the usual abbreviations and whether the
// unit stands in the street line make no difference.
func Compare(typed, candidate E911) []FieldDiff {
	typed, candidate = typed.Apart(), candidate.Apart()
	return []FieldDiff{
		diff("street", typed.StreetAddress, candidate.StreetAddress, wordsOf),
		diff("unit", typed.Extended, candidate.Extended, unitWords),
		diff("city", typed.Locality, candidate.Locality, wordsOf),
		diff("state", typed.Region, candidate.Region, strings.Fields),
		diff("zip", typed.PostalCode, candidate.PostalCode, oneWord),
	}
}

// SamePlace reports whether two addresses mean one place, however they are written.
func SamePlace(a, b E911) bool { return len(differing(Compare(a, b))) == 0 }

// NotAsSent gives the fields in which what is on file afterwards differs from
// what was sent: the place, the caller's name, and who is told of calls unless
// that was left as it was. None means that it is on file as it was sent.
func NotAsSent(sent, onFile E911) []FieldDiff {
	all := append(Compare(sent, onFile), diff("caller", sent.CallerName, onFile.CallerName, strings.Fields))
	if sent.Notify != nil {
		all = append(all, diff("notify", strings.Join(sent.Notify, " "), strings.Join(onFile.Notify, " "), strings.Fields))
	}
	return differing(all)
}

func differing(diffs []FieldDiff) []FieldDiff {
	var out []FieldDiff
	for _, f := range diffs {
		if !f.Same() {
			out = append(out, f)
		}
	}
	return out
}

// wordsOf parts "Saint-Laurent" like "Saint Laurent"; a house number with a dash stays whole.
func wordsOf(s string) []string {
	var out []string
	for _, w := range strings.Fields(s) {
		if hasDigit(w) {
			out = append(out, w)
		} else {
			out = append(out, strings.FieldsFunc(w, func(r rune) bool { return r == '-' })...)
		}
	}
	return out
}

// unitWords parts the sign of a unit from its number: "#305" and "# 305" are one.
func unitWords(s string) []string { return strings.Fields(strings.ReplaceAll(s, "#", "# ")) }

// oneWord keeps a postal code whole: "M5V 3L9" is not two words.
func oneWord(s string) []string {
	if s = strings.TrimSpace(s); s == "" {
		return nil
	}
	return []string{s}
}

// equal compares two words. A ZIP code with its four more digits equals the
// short one: the candidate seldom has them.
func equal(field, a, b string) bool {
	if field != "zip" {
		return fold(a) == fold(b)
	}
	a, b = strings.ToUpper(strings.ReplaceAll(a, " ", "")), strings.ToUpper(strings.ReplaceAll(b, " ", ""))
	if zipForm().MatchString(a) && zipForm().MatchString(b) && len(a) != len(b) {
		return a[:5] == b[:5]
	}
	return a == b
}

// maxWords bounds the table of a comparison; no address has as many.
const maxWords = 64

func diff(field, typed, candidate string, split func(string) []string) FieldDiff {
	a, b := split(typed), split(candidate)
	a, b = a[:min(len(a), maxWords)], b[:min(len(b), maxWords)]
	// common[i][j] is the length of the longest common run of words, gaps
	// allowed, of a from i and b from j.
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if equal(field, a[i], b[j]) {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	f := FieldDiff{Field: field, Typed: typed, Candidate: candidate}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && equal(field, a[i], b[j]):
			f.Tokens = append(f.Tokens, Token{b[j], Kept})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			f.Tokens = append(f.Tokens, Token{a[i], Removed})
			i++
		default:
			f.Tokens = append(f.Tokens, Token{b[j], Added})
			j++
		}
	}
	return f
}

// Describe says in a few words how a candidate differs: "same as typed", "adds
// unit", "street, zip differ".
func Describe(diffs []FieldDiff) string {
	var first string
	var differ []string
	for _, f := range diffs {
		switch {
		case f.Same():
		case f.Field == "unit" && strings.TrimSpace(f.Typed) == "":
			first = "adds unit"
		case f.Field == "unit" && strings.TrimSpace(f.Candidate) == "":
			first = "drops unit"
		default:
			differ = append(differ, f.Field)
		}
	}
	rest := strings.Join(differ, ", ")
	switch len(differ) {
	case 0:
		if first == "" {
			return "same as typed"
		}
		return first
	case 1:
		rest += " differs"
	default:
		rest += " differ"
	}
	if first != "" {
		return first + ", " + rest
	}
	return rest
}

// distance weighs a difference by how far it can send help astray: a unit that
// is added narrows the place, another house number or state is another place.
func distance(diffs []FieldDiff) int {
	weights := map[string]int{"street": 4, "unit": 4, "city": 3, "state": 6, "zip": 3}
	total := 0
	for _, f := range diffs {
		for i, t := range f.Tokens {
			switch {
			case t.Mark == Kept:
			case f.Field == "unit" && strings.TrimSpace(f.Typed) == "":
				total++
			case f.Field == "street" && i < 2 && hasDigit(t.Text):
				total += 20
			default:
				total += weights[f.Field]
			}
		}
	}
	return total
}

// Closest is the index of the candidate nearest to what was typed, the first of
// several equals; -1 when there is none.
func Closest(typed E911, candidates []E911) int {
	best, least := -1, 0
	for i, candidate := range candidates {
		if d := distance(Compare(typed, candidate)); best < 0 || d < least {
			best, least = i, d
		}
	}
	return best
}

// SameChoices reports whether two rounds offer the same places: the service
// then goes on asking, and the address itself has to change.
func SameChoices(a, b []E911) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !SamePlace(a[i], b[i]) {
			return false
		}
	}
	return true
}

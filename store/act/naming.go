package act

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// warnings are what has to be said of acts that are wanted together, each once and with the names of what it is about.
func warnings(can []Verdict) (all []Reason) {
	var keys []string // what each says without a name
	names := map[string][]string{}
	for _, one := range can {
		name, _ := one.Subject()
		for i, r := range common(one.Warned, one) {
			key := string(r.Code) + r.Say
			if !slices.Contains(keys, key) {
				keys, all = append(keys, key), append(all, one.Warned[i])
			}
			if r.Say != one.Warned[i].Say && !slices.Contains(names[key], name) {
				names[key] = append(names[key], name)
			}
		}
	}
	for i, key := range keys {
		if of := names[key]; len(of) > 1 {
			all[i].Say = renamed(all[i].Say, of[0], some(of))
			all[i].Hide = append(slices.Clone(all[i].Hide), of...)
		}
	}
	return all
}

// some are the first of several names, and how many more there are.
func some(names []string) string {
	if len(names) > named {
		names = append(slices.Clone(names[:named]), fmt.Sprintf("%d more", len(names)-named))
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// common are reasons without the name of what the act is upon.
func common(list []Reason, of Verdict) []Reason {
	name, _ := of.Subject()
	out := slices.Clone(list)
	for i, r := range out {
		if name != "" {
			out[i].Say = renamed(strings.ReplaceAll(r.Say, ` "`+name+`"`, " of that name"), name, "it")
		}
		if strings.HasPrefix(out[i].Say, "it ") {
			out[i].Say = "I" + out[i].Say[1:]
		}
	}
	return out
}

// About is what is said of a thing, with its name before it where it does not stand in it.
func About(name, say string) string {
	if name == "" || renamed(say, name, "") != say {
		return say
	}
	return name + ": " + say
}

// renamed puts another word in the place of a name, where it stands by itself: one name may be part of another.
func renamed(say, name, by string) string {
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	var out strings.Builder
	for {
		at := strings.Index(say, name)
		if at < 0 {
			return out.String() + say
		}
		end := at + len(name)
		before, _ := utf8.DecodeLastRuneInString(say[:at])
		after, _ := utf8.DecodeRuneInString(say[end:])
		if out.WriteString(say[:at]); letter(before) || letter(after) {
			out.WriteString(name)
		} else {
			out.WriteString(by)
		}
		say = say[end:]
	}
}

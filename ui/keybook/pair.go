package keybook

import (
	"slices"
	"strings"
)

// Pair takes two keys that act together apart: "g t" is g and then t. two is false of a single key.
func Pair(k string) (first, second string, two bool) {
	first, second, two = strings.Cut(k, " ")
	return first, second, two && first != "" && second != ""
}

// List writes the keys of an action, with commas between where one of them is two.
func List(keys []string) string {
	shown, between := make([]string, len(keys)), " "
	for i, k := range keys {
		if shown[i] = Show(k); strings.Contains(k, " ") {
			between = ", "
		}
	}
	return strings.Join(shown, between)
}

// same are keys that a terminal sends as another one.
var same = map[string]string{"ctrl+j": "Enter", "ctrl+m": "Enter", "ctrl+i": "Tab", "ctrl+[": "Esc"}

// Wrong says why a key, or two with a blank between, cannot be an action's, "" when it can: the keys that
// leave and quit stay what they are.
func Wrong(k string) string {
	_, _, two := Pair(k)
	switch keys := strings.Split(k, " "); {
	case two && slices.Contains(keys, "esc"):
		return "Esc leaves two keys that act together"
	case slices.Contains(keys, "ctrl+c"):
		return "Ctrl-c always quits"
	}
	for _, one := range strings.Split(k, " ") {
		if other := same[one]; other != "" {
			return Show(one) + " is " + other + " at a terminal"
		}
	}
	return ""
}

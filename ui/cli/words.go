package cli

import (
	"fmt"
	"strings"
)

// Listed names a few of many.
func Listed(ids []string) string {
	const most = 8
	if len(ids) > most {
		return strings.Join(ids[:most], ", ") + fmt.Sprintf(" and %d more", len(ids)-most)
	}
	return strings.Join(ids, ", ")
}

// Among says whether a word is one of a list with commas between; the empty list
// has every word.
func Among(list, word string) bool {
	return list == "" || strings.Contains(","+list+",", ","+word+",")
}

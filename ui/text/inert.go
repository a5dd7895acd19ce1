package text

import (
	"strings"
	"unicode/utf8"
)

// Inert is a text for a cell of a spreadsheet, as Line has it. What would be
// taken for a formula there is held back by an apostrophe: a text that begins
// with one of = @ - +, a tab or a line end, behind blanks too.
func Inert(s string) string {
	safe := Line(s)
	if s == "" || s[0] > '@' && s[0] < utf8.RuneSelf || s[0] >= '0' && s[0] <= '9' {
		return safe // as nearly all texts begin
	}
	begins := strings.TrimLeft(s, " \t\r\n\u00a0")
	if begins != "" && strings.ContainsRune("=@-+", rune(begins[0])) || s != "" && strings.ContainsRune("\t\r\n", rune(s[0])) {
		return "'" + safe
	}
	return safe
}

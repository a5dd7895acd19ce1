package ui

import (
	"testing"

	"switchboard/ui/text"
)

// What stands beside a sheet begins at the sheet's edge, whatever letter the edge goes through.
func TestTheEndOfALineKeepsItsPlace(t *testing.T) {
	for _, line := range []string{"abcdef", "ﾃﾞｰﾀ ﾃﾞｰﾀ", "電話番号", "e\u0301e\u0301e\u0301"} {
		for n := range text.Width(line) {
			if got := text.Width(endOf(line, n)); got != text.Width(line)-n {
				t.Errorf("%q from cell %d is %q, %d cells", line, n, endOf(line, n), got)
			}
		}
	}
}

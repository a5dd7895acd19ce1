package pane

import "switchboard/ui/text"

// prose is where a line of prose is still followed easily by the eye, in cells.
const prose = 110

// formW is how many cells a form takes at least: what is usually typed into one, and said of it, has room in them.
const formW = 80

// WidestForm is how wide a sheet with fields wants to be: what comes while they are filled in moves no border.
func WidestForm(lines func(w int) []string) int { return max(Widest(lines), formW) }

// Widest is how wide a sheet that draws its lines in w cells wants to be: as wide as its widest line where nothing but
// the eye limits it, in steps of eight, so that an age that grows by a digit and a letter that is typed move no border.
func Widest(lines func(w int) []string) int {
	most := 0
	for _, l := range lines(prose) {
		most = max(most, text.Width(l))
	}
	return min((most+7)/8*8, prose)
}

package text

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// shapes are the signs the program itself draws, and a few signs of ordinary prose, with what stands for them in ASCII.
var shapes = map[rune]rune{
	'»': '>', '«': '<', '─': '-', '━': '=', '│': '|', '┃': '|', '┌': '+', '┐': '+', '└': '+', '┘': '+', '├': '+', '┤': '+', '┬': '+', '┴': '+', '┼': '+',
	'╭': '+', '╮': '+', '╰': '+', '╯': '+', '…': '~', '✓': 'v', '·': '.', '•': '*', '▪': '#', '░': '.', '█': '#', '▌': '>', '▐': '|', '≈': '~', '–': '-', '—': '-',
	'←': '<', '→': '>', '↑': '^', '↓': 'v', '‘': '\'', '’': '\'', '“': '"', '”': '"', '⚠': '!', mark: '?',
}

// Fold writes a line (it may hold sequences, which are kept) in ASCII, every cell keeping its place. It is for terminals that show no other
// letters: applied to the finished frame, no pane has to know.
func Fold(line string) string {
	if ascii(line) {
		return line
	}
	var b strings.Builder
	b.Grow(len(line))
	for _, r := range line {
		switch base := norm.NFD.String(string(r))[0]; {
		case r < 0x80:
			b.WriteByte(byte(r))
		case shapes[r] != 0:
			b.WriteRune(shapes[r])
		case base < 0x80:
			b.WriteByte(base)
		default:
			b.WriteString(strings.Repeat("?", ansi.StringWidthWc(string(r))))
		}
	}
	return b.String()
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

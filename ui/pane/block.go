package pane

import (
	"strings"
	"unicode"

	"switchboard/ui/text"
)

// BlockHeight is how many lines block characters take.
const BlockHeight = 5

// glyphs are the block characters, five rows each, one after the other.
var glyphs = map[rune]string{
	'0': "#### #  # #  # #  # ####", '1': " #   ##    #    #   ### ", '2': "####    # #### #    ####", '3': "####    #  ###    # ####",
	'4': "#  # #  # ####    #    #", '5': "#### #    ####    # ####", '6': "#### #    #### #  # ####", '7': "####    #   #   #    #  ",
	'8': "#### #  # #### #  # ####", '9': "#### #  # ####    # ####",
	'A': " ##  #  # #### #  # #  #", 'B': "###  #  # ###  #  # ### ", 'C': " ### #    #    #     ###", 'D': "###  #  # #  # #  # ### ",
	'E': "#### #    ###  #    ####", 'F': "#### #    ###  #    #   ", 'G': " ### #    # ## #  #  ###", 'H': "#  # #  # #### #  # #  #",
	'I': "###   #    #    #   ### ", 'J': "   #    #    # #  #  ## ", 'K': "#  # # #  ##   # #  #  #", 'L': "#    #    #    #    ####",
	'M': "#   # ## ## # # # #   # #   #", 'N': "#   # ##  # # # # #  ## #   #", 'O': " ##  #  # #  # #  #  ## ", 'P': "###  #  # ###  #    #   ",
	'Q': " ##  #  # #  # # ##  ###", 'R': "###  #  # ###  # #  #  #", 'S': " ### #     ##     # ### ", 'T': "#####   #     #     #     #  ",
	'U': "#  # #  # #  # #  #  ## ", 'V': "#   # #   # #   #  # #    #  ", 'W': "#   # #   # # # # ## ## #   #", 'X': "#   #  # #    #    # #  #   #",
	'Y': "#   #  # #    #     #     #  ", 'Z': "####    #  ##  #    ####", '-': "          ###           ", '+': "      #   ###   #       ",
}

// Blocks draws letters and digits five lines high in at most w cells. It is
// false where they do not fit, or one of them cannot be drawn so.
func (k *Kit) Blocks(s string, w int) (lines []string, ok bool) {
	rows := make([]strings.Builder, BlockHeight)
	for i, r := range s {
		if r == ' ' {
			for y := range rows {
				rows[y].WriteString("  ")
			}
			continue
		}
		glyph, known := glyphs[unicode.ToUpper(r)]
		if !known {
			return nil, false
		}
		gw := (len(glyph)+1)/BlockHeight - 1
		for y := range rows {
			if i > 0 {
				rows[y].WriteString(" ")
			}
			rows[y].WriteString(glyph[y*(gw+1) : y*(gw+1)+gw])
		}
	}
	for y := range rows {
		line := rows[y].String()
		if text.Width(line) > w {
			return nil, false
		}
		lines = append(lines, strings.ReplaceAll(line, "#", k.Styles.Block))
	}
	return lines, s != ""
}

// Aloud groups a code of digits the way it is read aloud: 693 937.
func Aloud(code string) string {
	if strings.Trim(code, "0123456789") != "" {
		return code
	}
	switch n := len(code); n {
	case 6, 7:
		return code[:3] + " " + code[3:]
	case 8:
		return code[:4] + " " + code[4:]
	case 9:
		return code[:3] + " " + code[3:6] + " " + code[6:]
	}
	return code
}

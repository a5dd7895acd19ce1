package pane

import (
	"strings"
	"unicode"

	"switchboard/ui/style"
	"switchboard/ui/text"
)

// BlockHeight is how many lines block characters take.
const BlockHeight = 5

// leastLarge is how wide a detail has to be for a code in block characters, in cells.
const leastLarge = 40

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

// Large draws a code in block characters where there is room for them, else with a space between its letters.
func (d *Detail) Large(code text.Safe) *Detail {
	if lines, _ := d.kit.Digits(code, d.w-2); lines != nil && d.w >= leastLarge {
		for _, l := range lines {
			d.lines = append(d.lines, " "+l)
		}
		return d
	}
	return d.Line(style.Accent, text.Own("   ").Append(text.Clean(strings.Join(strings.Split(code.String(), ""), " "))))
}

// Digits is a code in block characters, grouped as it is read aloud where there is room for that, and how wide it is. It is
// nothing where w cells are too few for it.
func (k *Kit) Digits(code text.Safe, w int) (lines []string, width int) {
	for _, s := range []string{Aloud(code.String()), code.String()} {
		drawn, ok := k.Blocks(s, w)
		if !ok {
			continue
		}
		for _, l := range drawn {
			lines = append(lines, k.Styles.Paint(style.Accent, strings.TrimRight(l, " ")))
		}
		return lines, text.Width(drawn[0])
	}
	return nil, 0
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

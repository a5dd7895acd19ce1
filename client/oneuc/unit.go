package oneuc

import (
	"strings"
)

// designators begin a unit and are followed by its number; alone stands for
// itself; storeys stand before or behind what says which one.
var (
	designators = set("APT STE UNIT FL RM BLDG LOT SPC TRLR DEPT PH OFC HNGR SLIP LEVEL TOWER WING PORTE LOCAL #")
	alone       = set("PH BSMT REAR FRNT LOWR UPPR LOBBY MEZZANINE REZ-DE-CHAUSSEE SOUS-SOL UPSTAIRS DOWNSTAIRS")
	which       = set("LOWR UPPR GROUND MAIN TOP GARDEN LOBBY BSMT")
	storeys     = set("FL LEVEL")
)

// placeWords in a line above the street say that it is a part of a place and
// no name of a person or a company.
var placeWords = set("FL LEVEL UNIT APT STE BLDG TOWER WING LOBBY MEZZANINE HALL HOUSE GARAGE COTTAGE BACK FRNT REAR UPPR LOWR LEFT RIGHT DOOR GATE CTR PLZ " +
	"MALL CAMPUS TERMINAL PIER DOCK LOT SPC TRLR BSMT RM OFC URB URBANIZACION COND CONDOMINIO RES RESIDENCIAL EDIF EDIFICIO BO BARRIO SECTOR PARC PARCELAS " +
	"COMPLEX PARK EST VLG UPSTAIRS DOWNSTAIRS ANNEX ENTRANCE STUDIO LOFT PH KM CARR HC RR BOX")

// signed is "#305" and "#B"; compact is "PH2" and "Apt4B".
var (
	signed  = form(`^#([A-Z]|[A-Z0-9-]*\d[A-Z0-9-]*)$`)
	compact = form(`^(APT|STE|UNIT|FL|RM|BLDG|PH|LL)-?\d+[A-Z]?$`)
)

// unitEnd gives where a unit that begins at i ends, i itself when none does.
// "APT 4", "# 4", "#4", "4TH FLOOR", "LOWER LEVEL", "BLDG 2 APT 4" and a
// closing "REAR" are units.
func unitEnd(words []string, i int) int {
	for i < len(words) {
		w := fold(words[i])
		rest := words[i+1:]
		switch {
		case designators[w] && len(rest) > 1 && rest[0] == "#" && hasDigit(rest[1]):
			i += 3
		case (ordinal(w) || which[w]) && len(rest) > 0 && storeys[fold(rest[0])]:
			i += 2
		case designators[w] && len(rest) > 0 && isUnitNumber(rest[0]):
			i += 2
		case signed().MatchString(w), compact().MatchString(w):
			i++
		case alone[w] && len(rest) == 0:
			i++
		default:
			return i
		}
	}
	return i
}

func isUnitNumber(w string) bool {
	w = strings.Trim(w, ".,")
	return hasDigit(w) && !counted().MatchString(fold(w)) || len(w) == 1 && w != "#" && w != "&" && w != "-"
}

// counted is a number in order, as the name of a street may be one; ordinal
// takes the French ones too, which only a storey is counted by.
var (
	counted     = form(`^\d+(ST|ND|RD|TH)$`)
	ordinalForm = form(`^\d+(ST|ND|RD|TH|E|ER|RE|EME|IEME)$`)
)

func ordinal(w string) bool { return ordinalForm().MatchString(w) }

// findUnit gives the first unit after a house number and a name.
func findUnit(words []string) (start, end int, ok bool) {
	for i := 2; i < len(words); i++ {
		if e := unitEnd(words, i); e > i {
			return i, e, true
		}
	}
	return 0, 0, false
}

// SplitUnit takes a unit off the end of a street line: "116 Natoma St apt 116"
// becomes "116 Natoma St" and "apt 116". ok is false when there is none.
func SplitUnit(line string) (street, unit string, ok bool) {
	words := strings.Fields(line)
	start, end, ok := findUnit(words)
	if !ok || end != len(words) {
		return line, "", false
	}
	return strings.TrimRight(strings.Join(words[:start], " "), ","), strings.Join(words[start:end], " "), true
}

// Apart is the address with a unit of the street line in its own field, so
// that units are compared with units. A unit that is there stays.
func (e E911) Apart() E911 {
	if street, unit, ok := SplitUnit(e.StreetAddress); ok && strings.TrimSpace(e.Extended) == "" {
		e.StreetAddress, e.Extended = street, unit
	}
	return e
}

// frontUnit gives how many words before a house number are a unit, 0 for none.
func frontUnit(words []string) int {
	e := unitEnd(words, 0)
	if e > 0 && e < len(words)-1 && houseNumber(words[e]) {
		return e
	}
	return 0
}

// parted parts the unit from the house number where a dash joins them behind
// the unit's word or sign: "Suite 305-1288 West Georgia St", "#305-1288 West Georgia St".
func parted(words []string) []string {
	if len(words) < 2 {
		return words
	}
	if first, second, joined := strings.Cut(words[0], "-"); joined && signed().MatchString(first) && houseForm().MatchString(strings.ToUpper(second)) {
		return append([]string{first, second}, words[1:]...)
	}
	if len(words) < 3 || houseNumber(words[2]) {
		return words
	}
	first, second, joined := strings.Cut(words[1], "-")
	if !joined || !designators[fold(words[0])] || !houseForm().MatchString(strings.ToUpper(second)) || !isUnitNumber(first) {
		return words
	}
	return append([]string{words[0], first, second}, words[2:]...)
}

var (
	houseForm  = form(`^(\d{1,6}(?:-?[A-Z])?|\d+-\d+[A-Z]?|\d+[NSEW]\d+|[NSEW]\d+[NSEW]\d+|[NSEW]\d{3,5})$`)
	hyphenForm = form(`^([A-Z]{0,2}\d*[A-Z]?)-(\d+[A-Z]?)$`)
)

// houseNumber reports a word that can stand before the name of a street.
func houseNumber(w string) bool {
	w = strings.ToUpper(strings.Trim(w, ".,"))
	return houseForm().MatchString(w) || hyphenForm().MatchString(w)
}

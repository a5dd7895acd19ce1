package oneuc

import "strings"

// aliases bring the spellings of one word to the abbreviation the postal
// service prefers, so that "Street" and "ST" compare as equal.
var aliases = map[string]string{
	"ALLEY": "ALY", "AVENUE": "AVE", "AV": "AVE", "BEND": "BND", "BOULEVARD": "BLVD", "BOUL": "BLVD", "CENTER": "CTR", "CENTRE": "CTR",
	"CIRCLE": "CIR", "COURT": "CT", "COVE": "CV", "CRESCENT": "CRES", "CROSSING": "XING", "DRIVE": "DR", "EXPRESSWAY": "EXPY",
	"FREEWAY": "FWY", "GARDENS": "GDNS", "GLEN": "GLN", "GROVE": "GRV", "HEIGHTS": "HTS", "HIGHWAY": "HWY", "HILL": "HL",
	"HILLS": "HLS", "LANE": "LN", "MANOR": "MNR", "MEADOWS": "MDWS", "PARKWAY": "PKWY", "PLACE": "PL", "PLAZA": "PLZ",
	"POINT": "PT", "RIDGE": "RDG", "ROAD": "RD", "SQUARE": "SQ", "STREET": "ST", "STR": "ST", "TERRACE": "TER", "TRAIL": "TRL",
	"TURNPIKE": "TPKE", "VIEW": "VW", "VISTA": "VIS",
	"NORTH": "N", "SOUTH": "S", "EAST": "E", "WEST": "W", "NORTHEAST": "NE", "NORTHWEST": "NW", "SOUTHEAST": "SE", "SOUTHWEST": "SW",
	"APARTMENT": "APT", "SUITE": "STE", "FLOOR": "FL", "ROOM": "RM", "BUILDING": "BLDG", "DEPARTMENT": "DEPT", "SPACE": "SPC",
	"TRAILER": "TRLR", "PENTHOUSE": "PH", "BASEMENT": "BSMT", "SAINT": "ST", "FORT": "FT", "MOUNT": "MT",
}

// suffixes end the name of a street.
var suffixes = set("ALY AVE BND BLVD CTR CIR CT CV CRES XING DR EXPY FWY GDNS GLN GRV HTS HWY HL HLS LN LOOP MNR MDWS PKWY PIKE PL PLZ PT " +
	"RDG RD ROW SQ ST TER TRL TPKE VW VIS WALK WAY")

// designators begin a unit and are followed by its number; alone stands for itself.
var (
	designators = set("APT STE UNIT FL RM BLDG LOT SPC TRLR DEPT PH #")
	alone       = set("PH BSMT REAR FRNT LOWR UPPR")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// fold is how a word compares: upper case, without dots and commas, abbreviated.
func fold(word string) string {
	w := strings.ToUpper(strings.Trim(word, ".,;"))
	w = strings.ReplaceAll(w, ".", "")
	if short, ok := aliases[w]; ok {
		return short
	}
	return w
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// unitEnd gives where a unit that begins at i ends, i itself when none does.
// "APT 4", "# 4", "#4", "4TH FLOOR", "BLDG 2 APT 4" and a closing "REAR" are units.
func unitEnd(words []string, i int) int {
	for i < len(words) {
		w := fold(words[i])
		rest := words[i+1:]
		switch {
		case designators[w] && len(rest) > 1 && rest[0] == "#" && hasDigit(rest[1]):
			i += 3
		case designators[w] && len(rest) > 0 && isUnitNumber(rest[0]):
			i += 2
		case strings.HasPrefix(w, "#") && hasDigit(w):
			i++
		case ordinal(w) && len(rest) > 0 && fold(rest[0]) == "FL":
			i += 2
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
	return hasDigit(w) || len(w) == 1 && w != "#"
}

func ordinal(w string) bool {
	for _, end := range []string{"ST", "ND", "RD", "TH"} {
		if number, ok := strings.CutSuffix(w, end); ok && number != "" && strings.Trim(number, "0123456789") == "" {
			return true
		}
	}
	return false
}

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

// streetEnd gives where the name of a street ends in a line that goes on with
// a city, 0 when that cannot be told.
func streetEnd(words []string) int {
	for i := 2; i < len(words); i++ {
		if !suffixes[fold(words[i])] {
			continue
		}
		end := i + 1
		// "12 Main St St Paul": the second ST begins the city.
		for end < len(words) && suffixes[fold(words[end])] && !(fold(words[end]) == "ST" && end+1 < len(words)) {
			end++
		}
		if end < len(words) && len(fold(words[end])) == 2 && strings.Contains("NE NW SE SW", fold(words[end])) {
			end++
		}
		return end
	}
	return 0
}

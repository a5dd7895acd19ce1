package oneuc

import (
	"slices"
	"strings"
)

var (
	// doors lead into one place each: of two of them nobody knows which is meant. A building, a
	// tower or a storey stands beside a door and says where that is.
	doors = set("APT STE UNIT RM LOT SPC TRLR DEPT OFC HNGR SLIP PORTE LOCAL PH #")
	// neverNames are words for a unit that begin no name of a street; the others do: Tower Hill
	// Road, Space Park Drive.
	neverNames = set("APT UNIT FL RM BLDG TRLR LOT DEPT BSMT REAR LOBBY MEZZANINE")
	// joins stand between the numbers of two houses.
	joins = set("AND OR TO THRU THROUGH ET Y OU O &")
)

// twoUnits finds two units of which only one can be meant: two doors, or the same word twice.
func twoUnits(words []string) (first, second string, two bool) {
	var at []int
	for i := range words {
		if k := unitKind(words, i); k != "" {
			at = append(at, i)
		}
	}
	for n, i := range at {
		for m, j := range at[:n] {
			was, is := unitKind(words, j), unitKind(words, i)
			if was == is || doors[was] && doors[is] {
				return strings.Join(words[j:at[m+1]], " "), strings.Join(words[i:], " "), true
			}
		}
	}
	return "", "", false
}

// unitKind is the word of the unit that begins at i, "" where none does: "# 5" behind "Apt" is
// the number of that one.
func unitKind(words []string, i int) string {
	w := fold(words[i])
	if strings.HasPrefix(w, "#") {
		if i > 0 && designators[fold(words[i-1])] {
			return ""
		}
		return "#"
	}
	if compact().MatchString(w) {
		w = strings.TrimRight(w[:strings.IndexAny(w, "0123456789")], "-")
	}
	if designators[w] {
		return w
	}
	return ""
}

// unitWord reports a word for a unit in the name of a street, where it is perhaps no part of it:
// "12 Suite Main St" lost the number of its suite. Where French is spoken STE is a saint.
func unitWord(street []string, region string) bool {
	at, _ := RegionOf(region)
	for i, w := range street {
		f, suite := fold(w), false
		switch {
		case f != "STE" || plain(w) == "SAINTE":
		case strings.Trim(plain(w), ".") == "STE":
			suite = at.Country != Canada
		default:
			suite = true // SUITE and BUREAU are in no name
		}
		if i > 0 && (neverNames[f] || suite) {
			return true
		}
	}
	return false
}

// severalHouses reports the numbers of two houses in one line: "12 and 14 Main St".
func severalHouses(street []string) bool {
	for i := 1; i < len(street)-1; i++ {
		if joins[fold(street[i])] && hasDigit(street[i+1]) && slices.ContainsFunc(street[:i], hasDigit) {
			return true
		}
	}
	return false
}

// wordsBehind are words behind the kind of a street and its direction, which no name of a street
// has: "99 W First St near the bridge", or a city that could not be told from the street.
func wordsBehind(street []string) string {
	from := 0
	for i, w := range street {
		if i > 1 && strong[fold(w)] && !leading[fold(street[1])] {
			from = i + 1
		}
	}
	if from == 0 || highwayEnd(street) > 0 {
		return ""
	}
	for from < len(street) && (directions[fold(street[from])] || suffixes[fold(street[from])] || hasDigit(street[from])) {
		from++
	}
	unit := func(w string) bool { return designators[fold(w)] || alone[fold(w)] || which[fold(w)] }
	if rest := street[from:]; townLike(rest) && !slices.ContainsFunc(rest, unit) {
		return strings.Join(rest, " ")
	}
	return ""
}

// unstopped is a street or a town without the full stop of a sentence.
func unstopped(s string) string { return strings.TrimRight(s, ". ") }

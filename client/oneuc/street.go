package oneuc

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// aliases bring the spellings of one word to the abbreviation the postal
// service prefers, so that "Street" and "ST" compare as equal.
var aliases = map[string]string{
	"ALLEY": "ALY", "AVENUE": "AVE", "AV": "AVE", "BEND": "BND", "BOULEVARD": "BLVD", "BOUL": "BLVD", "CENTER": "CTR", "CENTRE": "CTR",
	"CIRCLE": "CIR", "COURT": "CT", "COVE": "CV", "CRESCENT": "CRES", "CROSSING": "XING", "DRIVE": "DR", "EXPRESSWAY": "EXPY",
	"FREEWAY": "FWY", "GARDENS": "GDNS", "GLEN": "GLN", "GROVE": "GRV", "HEIGHTS": "HTS", "HIGHWAY": "HWY", "HILL": "HL",
	"HILLS": "HLS", "LANE": "LN", "MANOR": "MNR", "MEADOWS": "MDWS", "PARKWAY": "PKWY", "PLACE": "PL", "PLAZA": "PLZ",
	"POINT": "PT", "RIDGE": "RDG", "ROAD": "RD", "SQUARE": "SQ", "STREET": "ST", "STR": "ST", "TERRACE": "TER", "TRAIL": "TRL",
	"TURNPIKE": "TPKE", "VIEW": "VW", "VISTA": "VIS", "ROUTE": "RTE", "RT": "RTE", "SPRINGS": "SPGS", "VILLAGE": "VLG", "ESTATES": "EST",
	"NORTH": "N", "SOUTH": "S", "EAST": "E", "WEST": "W", "NORTHEAST": "NE", "NORTHWEST": "NW", "SOUTHEAST": "SE", "SOUTHWEST": "SW",
	"NORD": "N", "SUD": "S", "OUEST": "W",
	"APARTMENT": "APT", "APTS": "APT", "APP": "APT", "APPARTEMENT": "APT", "APARTAMENTO": "APT", "SUITE": "STE", "SUITES": "STE", "BUREAU": "STE", "BUR": "STE", "FLOOR": "FL",
	"FLOORS": "FL", "FLR": "FL", "ETAGE": "FL", "PISO": "FL", "LVL": "LEVEL", "NIVEAU": "LEVEL", "ROOM": "RM", "BUILDING": "BLDG", "DEPARTMENT": "DEPT",
	"SPACE": "SPC", "TRAILER": "TRLR", "PENTHOUSE": "PH", "BASEMENT": "BSMT", "FRONT": "FRNT", "UNITE": "UNIT", "OFFICE": "OFC", "HANGAR": "HNGR", "LBBY": "LOBBY",
	"LOWER": "LOWR", "UPPER": "UPPR", "SAINT": "ST", "SAINTE": "STE", "FORT": "FT", "MOUNT": "MT",
	"FIRST": "1ST", "SECOND": "2ND", "THIRD": "3RD", "FOURTH": "4TH", "FIFTH": "5TH", "SIXTH": "6TH", "SEVENTH": "7TH", "EIGHTH": "8TH", "NINTH": "9TH", "TENTH": "10TH",
}

// suffixes end the name of a street; strong ones are seldom a part of a name.
var (
	suffixes = set("ALY AVE BND BLVD CTR CIR CT CV CRES XING DR EXPY FWY GDNS GLN GRV HTS HWY HL HLS LN LOOP MNR MDWS PKWY PIKE PL PLZ PT " +
		"RDG RD ROW SQ ST TER TRL TPKE VW VIS WALK WAY BROADWAY PATH RUN PASS TRACE LANDING SPUR KNOLL OVAL MEWS EXT EXTENSION ESPLANADE QUAY WHARF")
	strong = set("ALY AVE BLVD CIR CT DR EXPY FWY HWY LN PKWY PIKE PL RD ST TER TRL TPKE WAY BROADWAY")
	// fading end the name of a town as often as that of a street.
	fading = set("CTR GDNS GLN GRV HTS HL HLS MNR MDWS PLZ PT RDG SQ VW VIS")
)

// leading begin the name of a street, where it is French or Spanish.
var leading = set("RUE BLVD AVE AV CHEMIN CH MONTEE RANG COTE PLACE ALLEE IMPASSE CALLE AVENIDA AVDA CAMINO PASEO VIA CARRETERA CARR AUTOROUTE QUAI SQUARE")

var directions = set("N S E W NE NW SE SW")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// plain is a text in upper case without accents.
func plain(s string) string {
	simple := true
	for i := range len(s) {
		simple = simple && s[i] < 0x80
	}
	if !simple {
		s = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFD.String(s))
	}
	return strings.ToUpper(s)
}

var unpointed = strings.NewReplacer(".", "", "'", "")

// fold is how a word compares: upper case, without accents, dots, commas and
// apostrophes, abbreviated.
func fold(word string) string {
	w := plain(strings.Trim(word, ".,;:"))
	w = unpointed.Replace(w)
	if short, ok := aliases[w]; ok {
		return short
	}
	return w
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

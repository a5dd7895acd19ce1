package oneuc

import (
	"slices"
	"strings"
)

// directed are towns whose name begins with a direction, by the rest of it: in
// "100 Main St W Palm Beach" nobody can tell whose the W is.
var directed = map[string]map[string]bool{
	"N": names("ADAMS,ANDOVER,ARLINGTON,ATTLEBORO,AUGUSTA,AUSTIN,AURORA,BABYLON,BAY,BEND,BERGEN,BETHESDA,BRANFORD,BRUNSWICK,CANTON,CHARLESTON,CHICAGO,FORT MYERS," +
		"FT MYERS,HAVEN,HOLLYWOOD,KANSAS CITY,KINGSTOWN,LAS VEGAS,LAUDERDALE,LITTLE ROCK,LOGAN,MIAMI,MIAMI BEACH,MYRTLE BEACH,OGDEN,OLMSTED,PALM BEACH,PLAINFIELD," +
		"PLATTE,PORT,POTOMAC,PROVIDENCE,RICHLAND HILLS,RIDGEVILLE,ROYALTON,SALT LAKE,ST PAUL,TONAWANDA,VANCOUVER,BATTLEFORD,YORK,HILLS,CALDWELL,READING,SMITHFIELD"),
	"S": names("BELOIT,BEND,BOSTON,BRUNSWICK,BURLINGTON,EL MONTE,EUCLID,FULTON,GATE,HADLEY,HOUSTON,JORDAN,LAKE TAHOE,LYON,MIAMI,MILWAUKEE,OGDEN,PADRE ISLAND," +
		"PASADENA,PITTSBURG,PLAINFIELD,PORTLAND,RICHMOND HILL,SALT LAKE,SALT LAKE CITY,SAN FRANCISCO,SAN GABRIEL,SIOUX CITY,ST PAUL,WEBER,WINDSOR,YARMOUTH,ORANGE"),
	"E": names("BRUNSWICK,CHICAGO,CLEVELAND,GRAND RAPIDS,GREENWICH,HAMPTON,HARTFORD,HAVEN,LANSING,LIVERPOOL,LONGMEADOW,LOS ANGELES,LYME,MEADOW,MOLINE,NORTHPORT," +
		"ORANGE,PALO ALTO,PEORIA,POINT,PROVIDENCE,ROCKAWAY,ST LOUIS,ST PAUL,STROUDSBURG,WENATCHEE,WINDSOR,YORK,GWILLIMBURY"),
	"W": names("ALLIS,BABYLON,BEND,BLOOMFIELD,CHESTER,CHICAGO,COVINA,DES MOINES,FARGO,HARTFORD,HAVEN,HEMPSTEAD,HOLLYWOOD,ISLIP,JORDAN,LAFAYETTE,LINN,LONG BRANCH," +
		"MEMPHIS,MIAMI,MIFFLIN,MONROE,NEW YORK,NYACK,ORANGE,PALM BEACH,POINT,SACRAMENTO,SENECA,SPRINGFIELD,ST PAUL,VALLEY,VALLEY CITY,VANCOUVER,WARWICK,KELOWNA,DEPTFORD"),
}

func names(list string) map[string]bool {
	m := map[string]bool{}
	for n := range strings.SplitSeq(list, ",") {
		m[n] = true
	}
	return m
}

const unclearEnd = "it is not certain where the street ends and the city begins"

// line takes the piece with the house number: the street, a unit behind it,
// and the city when that was not found elsewhere.
func (r *Reading) line(words []string, cityKnown bool) {
	cityKnown = cityKnown || r.Address.Locality != ""
	before := r.Address.Extended
	words = r.hyphened(words)
	start, end, found := findUnit(words)
	if found && r.Address.Extended != before {
		r.doubt(fieldUnit, `there are two: "`+r.Address.Extended+`" and "`+strings.Join(words[start:end], " ")+`"`)
	}
	switch {
	case found && end == len(words):
		r.addUnit(words[start:end])
		words = words[:start]
	case found && !cityKnown && townLike(words[end:]):
		r.addUnit(words[start:end])
		r.Address.Locality = strings.Join(words[end:], " ")
		if !onlyTown(words[end:]) || len(fold(words[end])) == 1 {
			r.doubt(fieldUnit, "it is not certain where the unit ends and the city begins")
		}
		words, cityKnown = words[:start], true
	case !cityKnown && (r.Address.Region != "" || r.Address.PostalCode != ""):
		end, sure := streetEnd(words)
		if !sure {
			r.doubt(fieldStreet, unclearEnd)
		}
		if end < len(words) {
			r.Address.Locality = strings.Join(words[end:], " ")
			words = words[:end]
		}
	}
	r.Address.StreetAddress = strings.Join(words, " ")
	if cityKnown || r.Address.Locality == "" {
		r.trailing(words)
	}
	if len(words) > 3 && hasDigit(words[1]) && !strings.Contains(words[1], "/") && !counted().MatchString(fold(words[1])) && !joined().MatchString(fold(words[1])) && !suffixes[fold(words[2])] && !directions[fold(words[2])] {
		r.doubt(fieldStreet, `"`+words[0]+`" may be a unit before the house number`)
	}
	if len(words) > 3 && len(words[1]) == 1 && !directions[fold(words[1])] && !hasDigit(words[1]) && !suffixes[fold(words[2])] {
		r.doubt(fieldStreet, `"`+words[1]+`" may belong to the house number, the street or a unit`)
	}
}

// trailing doubts a number or a letter behind the kind of a street: it may be
// a unit without its word.
func (r *Reading) trailing(words []string) {
	n := len(words)
	if n < 4 || highwayEnd(words) == n || gridEnd(words) == n || leading[fold(words[1])] {
		return
	}
	if last := fold(words[n-1]); (hasDigit(last) || len(last) == 1 && !directions[last]) && slices.ContainsFunc(words[2:n-1], func(w string) bool { return strong[fold(w)] }) {
		r.doubt(fieldUnit, `"`+words[n-1]+`" may be a unit`)
	}
}

// hyphened reads a first number with a dash by where the place is: in Canada
// the unit stands before it; in Queens and in Hawaii it is one house number.
func (r *Reading) hyphened(words []string) []string {
	switch first := strings.ToUpper(words[0]); {
	case lettered().MatchString(first[strings.Index(first, "-")+1:]) && hasDigit(first): // "1022-B Oak St"
		r.doubt(fieldStreet, `"`+words[0]+`" may be a house number, or a house number and a unit`)
		return words
	case !hyphenForm().MatchString(first):
		return words
	}
	at, _ := RegionOf(r.Address.Region)
	unit, house, _ := strings.Cut(words[0], "-")
	queens := at.Code == "NY" && (strings.HasPrefix(r.Address.PostalCode, "11") || r.Address.PostalCode == "")
	switch {
	case len(words) > 1 && suffixes[fold(words[1])]: // "10025-102A Avenue" is a house in a numbered street
		r.doubt(fieldStreet, `"`+words[0]+`" may be a house number and the number of a street`)
	case at.Country == Canada && (at.Code != "QC" || len(unit) <= len(house)):
		if r.Address.Extended != "" {
			r.doubt(fieldUnit, `there are two: "`+r.Address.Extended+`" and "`+unit+`"`)
		}
		r.addUnit([]string{unit})
		return append([]string{house}, words[1:]...)
	case queens && hasDigit(unit), at.Code == "HI" && hasDigit(unit):
	default:
		r.doubt(fieldStreet, `"`+words[0]+`" may be a house number, or a unit and a house number`)
	}
	return words
}

var (
	highways = set("HWY RTE INTERSTATE IH SR CR CTH FM RM US I TPKE LOOP")
	roadOf   = set("COUNTY CO CTY CNTY STATE US FARM RANCH FOREST TOWNSHIP")
	numbered = form(`^(\d{1,4}[A-Z]?)$`)
	lettered = form(`^[A-Z]{1,2}$`) // county roads of Wisconsin
	joined   = form(`^(I|US|SR|CR|FM|RM|HWY)-?\d{1,4}[A-Z]?$`)
)

// highwayEnd gives where the number of a highway ends, 0 when there is none:
// "14905 US Hwy 19", "100 County Road 12", "9 I-35", "210 FM 1960".
func highwayEnd(words []string) int {
	for i := 1; i < min(len(words), 5); i++ {
		w := fold(words[i])
		if joined().MatchString(w) {
			return i + 1
		}
		county := i > 1 && (w == "RD" || w == "HWY") && roadOf[fold(words[i-1])] || w == "CTH"
		if i+1 == len(words) || !county && !highways[w] {
			continue
		}
		if next := fold(words[i+1]); numbered().MatchString(next) || county && lettered().MatchString(next) && !directions[next] {
			return i + 2
		}
	}
	return 0
}

// gridEnd gives where an address by coordinates ends, 0 when it is none: "1234 S 500 E".
func gridEnd(words []string) int {
	if len(words) > 3 && directions[fold(words[1])] && numbered().MatchString(gridWord(words[2])) && len(fold(words[3])) == 1 && directions[fold(words[3])] {
		return 4
	}
	return 0
}

func gridWord(w string) string {
	if len(w) > 4 {
		return strings.TrimSuffix(w, "0") // up to 12600 West
	}
	return w
}

// streetEnd gives where the street ends in a line that goes on with a city,
// and whether that is certain.
func streetEnd(words []string) (end int, sure bool) {
	if end = gridEnd(words); end > 0 {
		return end, end < len(words) && townLike(words[end:])
	}
	if end = highwayEnd(words); end > 0 {
		return withDirection(words, end)
	}
	if len(words) > 1 && fold(words[1]) == "AVE" || len(words) > 1 && leading[fold(words[1])] {
		return leadingEnd(words)
	}
	from := 2
	if len(words) > 2 && words[1] == "1/2" {
		from++
	}
	if len(words) > from && directions[fold(words[from-1])] && len(words) > from+1 && slices.ContainsFunc(words[from+1:min(len(words), from+3)], func(w string) bool { return strong[fold(w)] }) {
		from++ // "100 N Hill Ave": the second word is the name
	}
	for i := min(from, len(words)); i < len(words); i++ {
		if !suffixes[fold(words[i])] {
			continue
		}
		end = i + 1
		for end < len(words)-1 && strong[fold(words[end])] && fold(words[end]) != "ST" {
			end++ // "500 Center Point Rd"
		}
		at, sure := withDirection(words, end)
		return at, sure && strong[fold(words[end-1])] // "1 Police Plaza Path" goes on
	}
	if len(words) > 1 && fold(words[1]) == "BROADWAY" {
		return withDirection(words, 2)
	}
	return len(words), false
}

// leadingEnd is streetEnd where the kind of the street comes first.
func leadingEnd(words []string) (end int, sure bool) {
	phrase := ""
	for _, w := range words[2:] {
		phrase += fold(w) + " "
	}
	for _, known := range []string{"OF THE AMERICAS ", "OF THE STARS ", "OF THE ARTS ", "OF THE CITIES "} {
		if strings.HasPrefix(phrase, known) {
			return withDirection(words, 5)
		}
	}
	if len(words) > 3 && fold(words[1]) == "AVE" && len(words[2]) == 1 { // "2020 Avenue U"
		return 3, townLike(words[3:])
	}
	return len(words), false
}

// withDirection ends a street behind the direction that follows it, and says
// whether what is left can only be a city.
func withDirection(words []string, end int) (int, bool) {
	if end >= len(words) {
		return end, false
	}
	sure := true
	if w := fold(words[end]); directions[w] && end+1 < len(words) {
		rest := make([]string, 0, len(words))
		for _, next := range words[end+1:] {
			rest = append(rest, fold(next))
		}
		town := directed[w][strings.Join(rest, " ")]
		spelled := len(strings.Trim(words[end], ".")) > 2
		sure = !town && !spelled
		if !town {
			end++
		}
	}
	return end, sure && onlyTown(words[end:])
}

// onlyTown reports words that name a town and hold no kind of a street, but
// for one that ends the names of towns.
func onlyTown(words []string) bool {
	if !townLike(words) || len(strings.Trim(words[0], ".")) == 1 {
		return false
	}
	for i, w := range words {
		w = fold(w)
		last := i == len(words)-1
		switch {
		case w == "ST" && !last, w == "STE" && i > 0 && !last, fading[w] && last && i > 0:
		case suffixes[w], designators[w], alone[w] && i == 0:
			return false
		}
	}
	return true
}

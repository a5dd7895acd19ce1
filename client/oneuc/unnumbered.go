package oneuc

import (
	"slices"
	"strings"
)

// spelled are house numbers in words, as towers have them: "One World Trade Center".
var spelled = set("ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE")

// nowhere takes pieces of which none begins with a house number in figures.
func (r *Reading) nowhere(parts [][]string) {
	if at := slices.IndexFunc(parts, spelledHouse); at >= 0 {
		r.above(parts[:at])
		rest := r.below(parts[at+1:], false)
		r.line(parts[at], false)
		for _, words := range rest {
			r.addUnit(words)
		}
		r.doubt(fieldStreet, `"`+parts[at][0]+`" may be a house number or a name`)
		return
	}
	if n := len(parts); n > 0 {
		if last := parts[n-1]; (r.Address.Region != "" || r.Address.PostalCode != "" || n > 1) && townLike(last) && !boxed(strings.Join(last, " ")) {
			r.Address.Locality, parts = strings.Join(last, " "), parts[:n-1]
		}
	}
	parts = r.beside(parts)
	if len(parts) == 0 {
		return
	}
	words := slices.Concat(parts...)
	if at := slices.IndexFunc(words, houseNumber); at > 0 && at < len(words)-1 && !boxed(strings.Join(words, " ")) && townLike(words[:at]) && !leading[fold(words[0])] {
		r.above([][]string{words[:at]})
		r.doubt(fieldStreet, `it is not certain that the street begins with "`+words[at]+`"`)
		r.line(words[at:], r.Address.Locality != "")
		return
	}
	r.Address.StreetAddress = strings.Join(words, " ")
	r.doubt(fieldStreet, "no house number was found")
}

// beside takes what stands around a box or a street without a number: the part of a town that
// it is in, and somebody's name above it. One piece at least is left, the street.
func (r *Reading) beside(parts [][]string) [][]string {
	var left [][]string
	for i, words := range parts {
		whole := strings.Join(words, " ")
		switch {
		case len(left) == 0 && i == len(parts)-1, boxed(whole):
			left = append(left, words)
		case unitEnd(words, 0) == len(words):
			r.addUnit(words)
		case quarters[fold(words[0])] && !hasDigit(whole):
			r.addUnit(words)
			r.doubt(fieldUnit, `"`+whole+`" may be a part of the place`)
		case len(left) == 0 && !hasDigit(whole) && r.Address.CallerName == "":
			r.Address.CallerName = whole
			r.doubt(fieldCaller, `"`+whole+`" is taken for the caller's name`)
		default:
			left = append(left, words)
		}
	}
	return left
}

// quarters begin the name of a part of a town in Puerto Rico.
var quarters = set("URB URBANIZACION BO BARRIO SECTOR COND CONDOMINIO RES RESIDENCIAL PARC PARCELAS EXT REPARTO VILLA")

// spelledHouse reports a line that begins with a number in words and ends as streets and towers do.
func spelledHouse(words []string) bool {
	return len(words) > 2 && spelled[fold(words[0])] && slices.ContainsFunc(words[2:], func(w string) bool { return suffixes[fold(w)] })
}

var boxForm = form(`(?i)\b(p\.?\s*o\.?\s*box|post\s+office\s+box|general\s+delivery|poste\s+restante|(c\.?\s?p\.?|case\s+postale|apartado)\s+\d|(rr|r\.r\.|hc|rural\s+route|star\s+route|pmb)\s*#?\s*\d)|^\s*box\s+\d|\b(psc|cmr)\s+\d+|\bunit\s+\d+,?\s+box\s+\d`)

// boxed reports a post box, one of the forces' or a carrier's route, where nobody can be helped.
func boxed(street string) bool { return boxForm().MatchString(street) }

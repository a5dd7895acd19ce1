package oneuc

import (
	"slices"
	"strconv"
	"strings"
)

// trim takes n words off the end of the last part.
func trim(parts [][]string, n int) [][]string {
	last := len(parts) - 1
	words := parts[last][:len(parts[last])-n]
	if len(words) == 0 {
		return parts[:last]
	}
	return append(parts[:last:last], words)
}

// tail is the last n words of the last part as one text without dots.
func tail(parts [][]string, n int) string {
	last := parts[len(parts)-1]
	return strings.ReplaceAll(strings.Join(last[len(last)-n:], " "), ".", "")
}

func dropCountry(parts [][]string) [][]string {
	if len(parts) == 0 {
		return parts
	}
	last := parts[len(parts)-1]
	for n := min(4, len(last)); n > 0; n-- {
		switch plain(tail(parts, n)) {
		case "USA", "US", "UNITED STATES", "UNITED STATES OF AMERICA", "CANADA", "ETATS-UNIS":
			if len(parts) > 1 || len(last) > n {
				return trim(parts, n)
			}
		case "CA", "CAN":
			if len(last) == n && len(parts) > 1 && endsWithPostal(parts[:len(parts)-1]) {
				return parts[:len(parts)-1]
			}
		}
	}
	return parts
}

func endsWithPostal(parts [][]string) bool {
	_, code := takePostal(parts)
	return code != ""
}

var glued = form(`^([A-Z]{2})-?(\d{5}(?:-\d{4})?)$`)

// takePostal takes a postal code off the end.
func takePostal(parts [][]string) ([][]string, string) {
	if len(parts) == 0 {
		return parts, ""
	}
	last := parts[len(parts)-1]
	for n := 1; n <= min(2, len(last)); n++ {
		text := strings.ToUpper(tail(parts, n))
		alone := len(parts) == 1 && len(last) == n
		switch m := glued().FindStringSubmatch(text); {
		case alone:
		case n == 1 && zipForm().MatchString(text):
			return trim(parts, 1), text
		case n == 1 && m != nil:
			return append(slices.Clip(trim(parts, 1)), []string{m[1]}), m[2]
		case n == 2 && len(text) == 10 && zipForm().MatchString(strings.Replace(text, " ", "-", 1)):
			return trim(parts, 2), strings.Replace(text, " ", "-", 1)
		case postalForm().MatchString(strings.ReplaceAll(text, "-", "")):
			return trim(parts, n), writtenPostal(text)
		}
	}
	return parts, ""
}

// writtenPostal writes a Canadian code with its space: "M5J 0B6".
func writtenPostal(text string) string {
	text = strings.NewReplacer(" ", "", "-", "").Replace(strings.ToUpper(text))
	return text[:3] + " " + text[3:]
}

// takeRegion reads a state at the end. Without a postal code or a comma before
// it, two letters may as well belong to the street.
func takeRegion(parts [][]string, sure bool) ([][]string, string) {
	if len(parts) == 0 || !sure && len(parts) == 1 {
		return parts, ""
	}
	last := parts[len(parts)-1]
	for n := min(4, len(last)); n > 0; n-- {
		if len(parts) == 1 && len(last) == n {
			continue
		}
		if r, ok := RegionOf(tail(parts, n)); ok {
			return trim(parts, n), r.Code
		}
	}
	return parts, ""
}

// ranges give the first three digits of ZIP codes by state, as the postal
// service hands them out; those that two states share are left out.
const ranges = "NY 100 149,MA 10 27,RI 28 29,NH 30 38,ME 39 49,VT 50 54,VT 56 59,CT 60 62,CT 64 69,NJ 70 89,PR 6 7,VI 8 8,PR 9 9,PA 150 196,DE 197 199," +
	"DC 202 205,MD 206 219,VA 220 246,WV 247 268,NC 270 289,SC 290 299,GA 300 319,FL 320 339,FL 341 349,AL 350 369,TN 370 385,MS 386 397,GA 398 399," +
	"KY 400 427,OH 430 459,IN 460 479,MI 480 499,IA 500 528,WI 530 549,MN 550 567,SD 570 577,ND 580 588,MT 590 599,IL 600 629,MO 630 658,KS 660 679," +
	"NE 680 693,LA 700 714,AR 716 729,OK 730 732,OK 734 749,TX 750 799,CO 800 816,WY 820 831,ID 832 838,UT 840 847,AZ 850 865,NM 870 884,TX 885 885," +
	"NV 889 898,CA 900 961,HI 968 968,OR 970 979,WA 980 994,AK 995 999"

// provinces give the first letter of Canadian codes; X is two territories'.
var provinces = map[byte]string{'A': "NL", 'B': "NS", 'C': "PE", 'E': "NB", 'G': "QC", 'H': "QC", 'J': "QC", 'K': "ON", 'L': "ON", 'M': "ON", 'N': "ON",
	'P': "ON", 'R': "MB", 'S': "SK", 'T': "AB", 'V': "BC", 'Y': "YT"}

// regionOfCode is the state or province that a postal code is in, "" when more
// than one or none is known.
func regionOfCode(code string) string {
	if postalForm().MatchString(strings.ToUpper(code)) {
		return provinces[strings.ToUpper(code)[0]]
	}
	if !zipForm().MatchString(code) {
		return ""
	}
	first, err := strconv.Atoi(code[:3])
	if err != nil {
		return ""
	}
	for span := range strings.SplitSeq(ranges, ",") {
		f := strings.Fields(span)
		from, _ := strconv.Atoi(f[1])
		to, _ := strconv.Atoi(f[2])
		if first >= from && first <= to {
			return f[0]
		}
	}
	return ""
}

// elsewhere says that a code belongs to another state than the one given, "" when not.
func elsewhere(code, region string) string {
	if is := regionOfCode(code); is != "" && region != "" && is != region {
		return code + " is in " + is + ", not in " + region
	}
	return ""
}

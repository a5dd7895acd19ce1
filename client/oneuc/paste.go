package oneuc

import (
	"regexp"
	"strings"
	"unicode"

	"switchboard/client/phone"
)

// maxAddress bounds what is read of a pasted address, in bytes.
const maxAddress = 600

// clipping is a pasted text in its pieces, before any of them is understood.
type clipping struct {
	parts [][]string        // the words of each piece, in order
	named map[string]string // what stood behind a label, by the label's field
	left  []string          // telephone numbers, e-mail addresses, whom to ask for
}

// eMail, webURL and called are what people have around an address, with the
// words before it; dash is one that stands by itself between two words.
var (
	eMail  = form(`(?i)(?:\b(?:e-?mail|courriel|mail)\s*[:.]?\s*)?<?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?`)
	webURL = form(`(?i)\b(?:https?://|www\.)\S+`)
	called = form(`(?i)(?:\b(?:tel|phone|telephone|téléphone|tél|mobile|cell|fax|office|direct|[tmcpf])\b\s*[:.]*\s*)?` +
		`(?:\+\d[\d ().-]{7,}\d|(?:\b1[ .-])?\(\d{3}\)\s?\d{3}[ .-]\d{4}\b|\b(?:1[ .-])?\d{3}([ .-])\d{3}[ .-]\d{4}\b|(?:^|[\n,;|])\s*\d{10}\s*(?:$|[\n,;|]))(?:\s*(?:x|ext\.?)\s*\d+)?`)
	// closing ends a letter, above the name of who wrote it: it is nobody's name.
	closing = form(`(?i)^(?:(?:best|kind|kindest|warm|many|with)? ?(?:regards|wishes|thanks)|thank you|sincerely(?: yours)?|yours (?:truly|sincerely)|cheers|cordialement|merci|saludos|atentamente|sent from my \w+|envoyé de mon \w+|enviado desde mi \w+)[.,!]?$`)
	dash    = form(`(\S+) +-+ +(\S+)`)
)

// labels are the words before a colon that say which piece follows. An empty
// field is the address itself; "-" is what no address has.
var labels = map[string]string{
	"ADDRESS": "", "ADDR": "", "STREET ADDRESS": "", "MAILING ADDRESS": "", "LOCATION": "", "ADRESSE": "", "DIRECCION": "", "SERVICE ADDRESS": "",
	"STREET": "street", "ADDRESS 1": "street", "ADDRESS LINE 1": "street", "RUE": "street",
	"UNIT": "unit", "SUITE": "unit", "APT": "unit", "ADDRESS 2": "unit", "ADDRESS LINE 2": "unit", "STE": "unit", "FLOOR": "unit",
	"CITY": "city", "TOWN": "city", "VILLE": "city", "CIUDAD": "city",
	"STATE": "state", "PROVINCE": "state", "ESTADO": "state",
	"ZIP": "zip", "ZIP CODE": "zip", "ZIPCODE": "zip", "POSTAL CODE": "zip", "POSTCODE": "zip", "CODE POSTAL": "zip",
	"NAME": "caller", "CALLER": "caller", "COMPANY": "caller", "BUSINESS": "caller", "NOM": "caller",
	"COUNTRY": "-", "PAYS": "-", "ATTN": "-", "ATTENTION": "-", "PHONE": "-", "TEL": "-", "EMAIL": "-", "E-MAIL": "-", "FAX": "-", "COUNTY": "-",
}

// clip cuts a pasted text into pieces: at commas, semicolons, bars, bullets,
// brackets, tabs and line ends, and at a dash that does not stand between two
// numbers. Telephone numbers, e-mail and web addresses are put aside first.
func clip(s string) clipping {
	c := clipping{named: map[string]string{}}
	s = tidy(strings.ToValidUTF8(s[:min(len(s), maxAddress)], ""))
	for _, aside := range []*regexp.Regexp{eMail(), webURL(), called()} {
		s = aside.ReplaceAllStringFunc(s, func(found string) string {
			c.left = append(c.left, strings.Trim(strings.Join(strings.Fields(found), " "), ",;| "))
			return "\n"
		})
	}
	for dash().MatchString(s) {
		next := dash().ReplaceAllStringFunc(s, func(found string) string {
			words := strings.Fields(found)
			if a, b := words[0], words[len(words)-1]; hasDigit(a) && hasDigit(b) {
				return a + "-" + b
			}
			return words[0] + "\n" + words[len(words)-1]
		})
		if next == s {
			break
		}
		s = next
	}
	for _, part := range strings.FieldsFunc(s, cuts) {
		c.add(parted(strings.Fields(strings.TrimSuffix(strings.TrimSpace(part), "."))))
	}
	return c
}

func cuts(r rune) bool { return strings.ContainsRune(",;\n\r\t|•·()[]", r) }

// tidy writes a text with plain spaces, dashes and apostrophes, and without
// what cannot be seen.
func tidy(s string) string {
	s = strings.NewReplacer("½", " 1/2", "¼", " 1/4", "¾", " 3/4", " / ", "\n", " — ", "\n", " – ", " - ").Replace(s)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return r
		case r >= '\u2010' && r <= '\u2015' || r == '\u2212':
			return '-'
		case strings.ContainsRune("\"“”«»", r):
			return -1
		case r == '\u2018' || r == '\u2019' || r == '\u02bc':
			return '\''
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, phone.Visible(s))
}

// add takes one piece: by its label when it has one.
func (c *clipping) add(words []string) {
	whole := strings.Join(words, " ")
	label, value, labelled := strings.Cut(whole, ":")
	if labelled && !hasDigit(label) || labelled && labels[fold(label)] != "" {
		value = strings.TrimSpace(value)
		switch field, known := labels[plain(label)]; {
		case field == "-":
			c.left = append(c.left, whole)
			return
		case field != "" && value != "" && c.named[field] == "":
			if field == "unit" && designators[fold(label)] && fold(label) != "UNIT" {
				value = strings.TrimSpace(label) + " " + value
			}
			c.named[field] = value
			return
		case known || len(strings.Fields(label)) <= 3:
			words = strings.Fields(value)
		}
	}
	if first := words; len(first) > 0 {
		switch plain(first[0]) {
		case "C/O", "ATTN", "ATTN:":
			c.left = append(c.left, whole)
			return
		}
		c.parts = append(c.parts, words)
	}
}

package pane

import (
	"switchboard/client/phone"
	"switchboard/ui/text"
)

// Code is a code that a pane has to give, and how it is spoken of.
type Code struct {
	Copy   Copy
	Name   text.Safe // "693937 telegram", for a hint
	Copied bool      // it was copied before
}

type (
	// Coded has a code under its cursor.
	Coded interface{ Code() (Code, bool) }
	// Fresh knows the newest code that nobody has copied yet.
	Fresh interface{ Fresh() (Code, bool) }
)

// Copied tells everyone that the person has copied something.
type Copied struct{ Copy Copy }

// CodeOf is a code that came to a number, ready to be copied. Of one that looks like no code the whole is copied, as it was sent.
func (k *Kit) CodeOf(value, service, customer string, number phone.E164) Code {
	about := text.Join(", ", text.Clean(service), k.Name(customer), k.Short(number))
	plain, usual := text.Code(value)
	if !usual {
		plain = text.Verbatim(value)
	}
	return Code{
		Copy: Copy{Text: plain, What: about.String(), Shown: k.Code(value).String(), Below: text.Join("   ", k.Phone(number), text.Clean(service), k.Name(customer)).String()},
		Name: text.Join(" ", k.Code(value).Cut(12), text.Clean(service)),
	}
}

// longestObject is how much of a name a hint shows, in cells.
const longestObject = 16

// Hint is a verb with the name of what it is done to, for the footer and the palette; the verb alone while there is nothing.
func Hint(verb string, object text.Safe) string {
	if object.Empty() {
		return ""
	}
	return verb + " " + object.CutMiddle(longestObject).String()
}

// Short writes a number by its country and its last three digits; two in private mode.
func (k *Kit) Short(n phone.E164) text.Safe {
	if k.Private || len(n) < 8 {
		return k.Phone(n)
	}
	country := n.Digits()[:len(n.Digits())-len(n.National())]
	return text.Clean("+" + country + " " + k.Styles.Ellipsis + " " + n.Last(3))
}

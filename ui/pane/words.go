package pane

import (
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/ui/text"
)

// Age writes how long ago t was; "-" when it never was.
func (k *Kit) Age(t time.Time) text.Safe {
	if t.IsZero() {
		return text.Own("-")
	}
	return text.Age(k.Now().Sub(t))
}

// Phone writes a number for the screen, its last two digits only in private mode.
func (k *Kit) Phone(n phone.E164) text.Safe {
	if k.Private {
		return text.Clean(n.Masked())
	}
	return text.Clean(n.String())
}

// Code writes a code for the screen, as dots in private mode.
func (k *Kit) Code(code string) text.Safe {
	if k.Private && code != "" {
		return text.Clean(strings.Repeat("•", 6))
	}
	return text.Clean(code)
}

// Words writes the text of a message for the screen, hidden in private mode.
func (k *Kit) Words(s string) text.Safe {
	if k.Private && s != "" {
		return text.Own("(hidden)")
	}
	return text.Clean(s)
}

// Name writes a person's or a customer's name, its first letter only in private mode.
func (k *Kit) Name(s string) text.Safe {
	if r := []rune(s); k.Private && len(r) > 1 {
		return text.Clean(string(r[:1]) + "…")
	}
	return text.Clean(s)
}

// Wrap breaks a line of ours into lines of at most w cells.
func Wrap(s string, w int) []string {
	if w < 1 {
		return nil
	}
	return strings.Split(ansi.WrapWc(s, w, ""), "\n")
}

// Cut cuts a painted line to w cells.
func Cut(s string, w int) string { return cut(s, w) }

func cut(s string, w int) string { return text.Fit(s, w, "…") }

func pad(s string, w int) string {
	if n := w - text.Width(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}

// Money is an amount as it is shown: a dash while it is not known, and hidden in
// private mode.
func (k *Kit) Money(p money.Price) text.Safe {
	switch {
	case !p.Known:
		return text.Own("-")
	case k.Private:
		return text.Clean(strings.Repeat(k.Styles.Hidden, 3))
	}
	return text.Money(p.Cents)
}

// Cents is an amount that is known, as Money shows it.
func (k *Kit) Cents(c money.Cents) text.Safe { return k.Money(money.Known(c)) }

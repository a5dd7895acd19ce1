package pane

import (
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/ui/style"
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

// Prose draws a sentence in a role, whole: what has no room on a line goes on beneath.
func Prose(kit *Kit, role style.Role, s string, w int) []string {
	var out []string
	for _, l := range Wrap(text.Clean(s).String(), w) {
		out = append(out, kit.Styles.Paint(role, l))
	}
	return out
}

// Inset is Prose a cell in from both edges, as what a pane says in the place of its rows.
func Inset(kit *Kit, role style.Role, s text.Safe, w int) []string {
	out := Prose(kit, role, s.String(), w-2)
	for i := range out {
		out[i] = " " + out[i]
	}
	return out
}

// Hinted puts words beside a line that is painted, or beneath it, a few cells in, where they have no room there.
func Hinted(kit *Kit, line string, role style.Role, words string, in, w int) []string {
	if text.Width(line)+2+text.Width(words) <= w {
		return []string{line + "  " + kit.Styles.Paint(role, words)}
	}
	out := []string{cut(line, w)}
	for _, l := range Prose(kit, role, words, w-in) {
		out = append(out, pad("", in)+l)
	}
	return out
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

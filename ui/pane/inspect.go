package pane

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/ui/style"
	"switchboard/ui/text"
)

// mostInspected is how many characters of one text are told apart.
const mostInspected = 500

// Suspect adds a line about what in a text from outside reads as something else, and the key that shows it; nothing for an honest one.
func (d *Detail) Suspect(raw, key string) *Detail {
	n, what := text.Spoof(raw)
	if n == 0 {
		return d
	}
	return d.Prose(style.Warn, text.Clean(d.kit.Styles.Warning+" "+text.Count(int64(n), "hidden or misleading character", "hidden or misleading characters").String()+
		": "+strings.Join(what, ", ")+". "+key+" shows each"))
}

// NoInspect says why a text is not shown character by character, "" when it can be.
func (k *Kit) NoInspect(raw string) string {
	switch n, _ := text.Spoof(raw); {
	case n == 0:
		return "its text has no hidden or misleading character"
	case k.Private:
		return "texts are hidden"
	}
	return ""
}

// Inspect shows a text from outside as it may be read, and every character of it that is not plain.
func Inspect(kit *Kit, raw string) tea.Cmd {
	return Send(Push{Sheet: NewReader(kit, "Characters of the text", func(w int) []string {
		d := NewDetail(kit, w).Prose(style.Text, text.Own("\"").Append(kit.Words(raw), text.Own("\""))).Gap()
		for _, one := range text.Inspect(raw, mostInspected) {
			d.Line(style.Warn, one)
		}
		return d.Lines(1 << 12)
	})})
}

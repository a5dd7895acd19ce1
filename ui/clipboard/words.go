package clipboard

import (
	"switchboard/ui/text"
)

// Words says what became of a copy (ux.md C7): what is the thing, "Code"; shown is the value as it may be shown.
func Words(what text.Literal, shown text.Safe, r Result) text.Safe {
	route := text.Clean(r.Route)
	var said text.Safe
	switch {
	case r.Err != nil:
		return text.Sentence("Could not copy: {}. v shows it big; Settings changes the method", text.Clean(r.Err.Error()))
	case r.Known:
		said = text.Sentence("{} copied: {} ({})", text.Own(what), shown, route)
	default:
		said = text.Sentence("{} sent to your terminal ({}). Nothing there? v shows it big", text.Own(what), route)
	}
	if r.Cut {
		said = text.Join(". ", said, text.Own("It was too long and has been cut to 100 kB"))
	}
	return said
}

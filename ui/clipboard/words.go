package clipboard

import (
	"switchboard/ui/text"
)

// Words says what became of a copy: shown is the value as it may be shown, what is the thing it is: "telegram, acme, +34 … 388".
func Words(what, shown text.Safe, r Result) text.Safe {
	route := text.Clean(r.Route)
	var said text.Safe
	switch {
	case r.Err != nil:
		return text.Sentence("Could not copy {}: {}", shown, text.Clean(r.Err.Error()))
	case r.Known:
		said = text.Sentence("Copied {}: {} ({})", shown, what, route)
	default:
		said = text.Sentence("Sent {} to your terminal's clipboard", shown)
	}
	if r.Cut {
		said = text.Join(". ", said, text.Own("It was too long and has been cut to 100 kB"))
	}
	return said
}

package clipboard

import (
	"switchboard/ui/text"
)

// Words says what became of a copy: shown is the value as it may be shown, what is the thing it is: "telegram, acme, +34 … 388".
// Where the value was said already shown is empty, and what alone is named.
func Words(what, shown text.Safe, r Result) text.Safe {
	route := text.Clean(r.Route)
	var said text.Safe
	switch {
	case shown.Empty() && r.Err != nil:
		return text.Sentence("{} could not be copied: {}", what, text.Clean(r.Err.Error()))
	case shown.Empty() && r.Known:
		said = text.Sentence("{} copied.", what)
	case shown.Empty():
		said = text.Sentence("{} sent to your terminal's clipboard", what)
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

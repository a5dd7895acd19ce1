package act

// The words for an act whose outcome is not known yet, the same on every
// screen, in every command and in the log.
const (
	NoAnswer    = "No answer yet. Checking whether it went through; it is not sent twice."
	NoAnswerYet = "no answer yet: checking whether it went through"
)

package store

// Fate is what became of something that was to be done, in words: the same on the screen, in an
// export and in the log, which only say more of it.
type Fate string

// The fates.
const (
	FateDone    Fate = "done"
	FateAmiss   Fate = "done with a problem" // carried out, and what it brought is not what was wanted
	FateNotDone Fate = "not done"
	FateUnknown Fate = "not known yet"
	FateUntried Fate = "not tried"
)

// Fates are all of them, in the order in which they are told.
func Fates() []Fate { return []Fate{FateDone, FateAmiss, FateNotDone, FateUnknown, FateUntried} }

// Fate is what became of the attempt.
func (i Intent) Fate() Fate {
	switch {
	case i.Damaged, i.State == StateUnknown, i.State == StateSent:
		return FateUnknown
	case i.State == StateConfirmed && i.Amiss() != "":
		return FateAmiss
	case i.State == StateConfirmed:
		return FateDone
	case i.SentAt.IsZero():
		return FateUntried
	}
	return FateNotDone
}

package store

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"switchboard/client/rest"
)

// longPause is from what length on a pause is a block that a person has to
// know of; a shorter one is over before anybody has read about it.
const longPause = 10 * time.Minute

// askAgain mends what only an answer of the provider ends.
const askAgain = "ask again now"

// Ended is a sentence with its end: a full stop, unless it ends with a question already.
func Ended(said string) string {
	if strings.HasSuffix(said, "?") || strings.HasSuffix(said, ".") {
		return said
	}
	return said + "."
}

// BrokenSettings stands for a mistake in the settings with which nobody is asked.
func BrokenSettings(mistake string) Standing {
	return Standing{
		Code: SettingsBroken, Word: "SETTINGS BROKEN",
		Sentence: "The settings are broken: " + Ended(mistake) + " No provider is asked and nothing is sent.",
		Works:    "What is saved is shown.",
		Mend:     "open the settings", Command: "switchboard config check", Ends: "It ends when the file is corrected and the console is opened again.",
	}
}

// Unlinked stands for a profile of which no provider has a key.
func Unlinked() Standing {
	s := WorkingOffline("No provider has a key here", time.Time{})
	s.Mend, s.Command, s.Ends = "connect an account", "switchboard help environment", "It ends with a key of a provider."
	return s
}

// WorkingOffline stands for a program that asks nobody; why is a sentence
// without its end.
func WorkingOffline(why string, since time.Time) Standing {
	word := "OFFLINE"
	if !since.IsZero() {
		word += " since " + clockOf(since)
	}
	return Standing{
		Code: Offline, Word: word, Since: since,
		Sentence: why + ": what was saved is shown, nothing is asked and nothing is sent.",
		Ends:     "It ends when the program is started otherwise.",
	}
}

// LookingOnly stands for a profile that is not to be changed, as its own setting says, or an option or a variable.
func LookingOnly(by string) Standing {
	if by != "" {
		return Standing{
			Code: ReadOnly, Word: "READ ONLY", Sentence: "Changes are off, as " + by + " says: everything is read, nothing is changed.",
			Mend: "start without " + by, Ends: "It ends with a start without it.",
		}
	}
	return Standing{
		Code: ReadOnly, Word: "READ ONLY", Sentence: "This profile is read-only: everything is read, nothing is changed.",
		Mend: "allow changes", Command: "read_only = false in the profile's table", Ends: "It ends when the settings allow changes.",
	}
}

// unwritable stands for a store in which nothing could be written from the start.
func unwritable(dir string, why Condition) Standing {
	const shown = " what was saved is shown, nothing is asked and nothing is sent."
	switch why {
	case DiskFull:
		return Standing{
			Code: DiskFull, Word: "DISK FULL", Sentence: "The disk is full: nothing can be saved in " + dir + ";" + shown,
			Mend: "reload", Ends: "It ends when there is room on the disk and the program is started again.",
		}
	case DiskFails:
		return Standing{
			Code: DiskFails, Word: "DISK ERROR", Sentence: "The disk reports an error: nothing can be saved in " + dir + ";" + shown + " Look at the disk before you go on.",
			Mend: "reload", Ends: "It ends when the disk works and the program is started again.",
		}
	}
	return Standing{
		Code: ReadOnly, Word: "READ ONLY",
		Sentence: "Nothing can be written in " + dir + ": what was saved is shown, nothing is asked and nothing is sent.",
		Mend:     "reload", Ends: "It ends when the folder and its disk can be written and the program is started again.",
	}
}

// fileLocked stands for a file of the store that another program holds.
func fileLocked(f *file) Standing {
	s := Standing{
		Code: Locked, Word: "CACHE LOCKED", Since: stamp(f.trouble.locked.Load()),
		Sentence: "Another program keeps " + f.path + " locked: what the providers say cannot be saved.",
		Works:    "Acts are sent, and what came of them is in the journal.",
		Mend:     "try to save again", Ends: "It ends when that program lets go: close whatever has the file open.",
	}
	if f.name == "journal" {
		s.Word, s.Sentence = "JOURNAL LOCKED", "Another program keeps "+f.path+" locked: no act can be written down, and none is sent."
		s.Works = "What was saved is shown."
	}
	return s
}

// numbersGone stands for the numbers that left one account.
func numbersGone(provider string, all []Departed) Standing {
	name, s := rest.Screen(provider), Standing{Code: NumberGone, Provider: provider, Gone: all, Since: all[len(all)-1].Since}
	s.Word = name + " NUMBER GONE"
	s.Sentence = "A number is not on the " + name + " account any more, and nobody released it here."
	if n := strconv.Itoa(len(all)); len(all) > 1 {
		s.Word = name + " " + n + " NUMBERS GONE"
		s.Sentence = n + " numbers are not on the " + name + " account any more, and nobody released them here."
	}
	s.Works = "How it was last is kept. Ask the provider before anybody depends on it, above all for 911."
	s.Mend, s.Command = "I have seen it: end this notice", "switchboard db gone --seen"
	s.Ends = "It ends when the number is on the account again, or when a person says that it was seen."
	return s
}

// cutOff stands for runs of several acts whose program ended in the middle of them.
func cutOff(all []Run) Standing {
	s := Standing{Code: CutOff, Word: "CUT OFF", Since: all[0].Begun, Runs: all}
	for _, r := range all {
		s.Sentence += r.Told() + " "
	}
	s.Sentence = strings.TrimSpace(s.Sentence)
	s.Works = "Nothing of the rest is sent by itself."
	s.Mend, s.Command = "see what is done and go on", "switchboard attempts rest"
	s.Ends = "It ends when you have seen it and say so, or went on with the rest."
	return s
}

// Told is what a person is told of a run that was cut off.
func (r Run) Told() string {
	said := r.Title + ": Switchboard ended in the middle of it. " + r.Stands() + "."
	if gone := r.Gone(); gone != "" {
		said += " " + gone
	}
	if filepath.IsAbs(r.File) { // what came by standard input is there no more
		said += " The same file goes on where it was stopped."
	}
	return said
}

// Gone says that a damaged journal has lost acts of the run; "" of one that is whole.
func (r Run) Gone() string {
	switch r.Lost {
	case 0:
		return ""
	case 1:
		return "The journal has lost 1 of them: look at the provider before you do it again."
	}
	return "The journal has lost " + strconv.Itoa(r.Lost) + " of them: look at the provider before you do them again."
}

// journalHeld stands for a journal that was damaged or lost; open is how many attempts
// are known whose outcome is not.
func journalHeld(why string, open int) Standing {
	switch {
	case open == 1:
		why += " 1 act that was sent has no known outcome: switchboard attempts."
	case open > 1:
		why += fmt.Sprintf(" %d acts that were sent have no known outcome: switchboard attempts.", open)
	}
	return Standing{
		Code: JournalHeld, Word: "CONFIRM JOURNAL", Sentence: why + " Until that is confirmed nothing is ordered, bought, booked or paid.",
		Works: "911 addresses, codes, cancels and everything that reads go on.",
		Mend:  "confirm the journal", Command: "switchboard db confirm", Ends: "It ends when you have compared and confirm it.",
	}
}

func blocked(b rest.Block) Standing {
	name := rest.Screen(b.Provider)
	about := ""
	if b.Estimated {
		about = "about "
	}
	s := Standing{
		Code: Blocked, Provider: b.Provider, Scope: b.Scope, Word: "BLOCKED until " + about + clockOf(b.Until), Since: b.Seen, Until: b.Until,
		Sentence: name + " takes no new orders until " + about + clockOf(b.Until) + ".",
		Works:    "Codes, cancels, another SMS and everything that reads go on.",
		Mend:     "see the block", Command: "switchboard limits clear",
		Ends: "It ends by itself, or when the provider lifts it: confirm that, and one order is tried.",
	}
	if b.Scope == "account" {
		s.Sentence, s.Works = name+" takes no calls at all until "+about+clockOf(b.Until)+".", "What was saved is shown."
	}
	if b.Reason != "" {
		s.Sentence += " It said: " + strings.TrimSuffix(b.Reason, ".") + "."
	}
	return s
}

// Standing is what stands with the provider, false when all is well.
func (h Health) Standing() (s Standing, stands bool) {
	name := rest.Screen(h.Provider)
	s = Standing{Provider: h.Provider, Since: h.Since}
	switch h.State {
	case HealthOffline:
		s.Code, s.Word = Unreachable, name+" OFFLINE since "+clockOf(h.Since)
		s.Sentence = name + " cannot be reached since " + clockOf(h.Since) + ": what was saved is shown, nothing is sent."
		s.Mend, s.Ends = askAgain, "This ends by itself: Switchboard keeps asking."
	case HealthError:
		s.Code, s.Word = Trouble, name+" IN TROUBLE"
		s.Sentence, s.Mend, s.Ends = name+" has a problem: "+strings.TrimSuffix(h.Message, ".")+".", askAgain, "This ends by itself: Switchboard keeps asking."
	case HealthRefused:
		s.Code, s.Word = KeyRefused, name+" KEY REFUSED"
		s.Sentence = name + " does not accept its key: nothing is asked of it and nothing is sent."
		s.Again = "try the key again"
		s.Mend, s.Command, s.Ends = "enter a new key", "switchboard doctor", "It ends with a key that it accepts, also with this one when it is tried again."
	case HealthHold:
		s.Code, s.Word = OnHold, name+" ON HOLD"
		s.Sentence = name + " has put the account on hold: nothing is sent to it."
		s.Mend, s.Ends = askAgain, "It ends when the provider lifts it: write to the provider."
	default:
		return s, false
	}
	return s, true
}

// clockOf is a moment as it is said: with the day unless it is near.
func clockOf(t time.Time) string {
	if d := time.Until(t); d > 20*time.Hour || d < -20*time.Hour {
		return t.Local().Format("2 Jan 15:04")
	}
	return t.Local().Format("15:04")
}

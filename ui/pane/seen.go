package pane

import "time"

// Reading is how long something has to have been on the screen before a key
// may answer it: what was typed for something else must not.
const Reading = 350 * time.Millisecond

// Seen knows since when something is on the screen.
type Seen struct{ drawn time.Time }

// Anew says that it is another thing now, which no frame has shown yet.
func (s *Seen) Anew() { s.drawn = time.Time{} }

// Draw notes that it is in the frame that is being made.
func (s *Seen) Draw(kit *Kit) {
	if s.drawn.IsZero() {
		s.drawn = kit.Now()
	}
}

// Drawn reports whether a frame with it was made.
func (s *Seen) Drawn() bool { return !s.drawn.IsZero() }

// Out reports whether a frame with it has left for the terminal.
func (s *Seen) Out(kit *Kit) bool {
	if !s.Drawn() || kit.Shown == nil {
		return s.Drawn()
	}
	_, ok := kit.Shown(s.drawn)
	return ok
}

// Read reports whether it has been on the screen for long enough, and since it was covered.
func (s *Seen) Read(kit *Kit) bool { return s.Stood(kit) && (kit.back == nil || kit.back.Stood(kit)) }

// Stood reports whether it was on the screen for long enough once, whatever came before it since.
func (s *Seen) Stood(kit *Kit) bool {
	if !s.Drawn() {
		return false
	}
	at, ok := s.drawn, true
	if kit.Shown != nil {
		at, ok = kit.Shown(s.drawn)
	}
	return ok && kit.Pressed().Sub(at) >= Reading
}

// Uncovered says that something that was covered is on the screen again with the next frame.
func (k *Kit) Uncovered() { k.back = new(Seen) }

// DrawBack notes the frame that shows again what was covered.
func (k *Kit) DrawBack() {
	if k.back != nil {
		k.back.Draw(k)
	}
}

// Answering says that a key is answered which was typed at a moment, until the next call; the zero time ends it.
func (k *Kit) Answering(typed time.Time) { k.typed = typed }

// Pressed is when the key was typed that is being answered, and now while none is: on a computer that stood
// still a key is answered long after.
func (k *Kit) Pressed() time.Time {
	if now := k.Now(); k.typed.IsZero() || now.Before(k.typed) {
		return now
	}
	return k.typed
}

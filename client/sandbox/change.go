package sandbox

import (
	"errors"
	"syscall"
)

// closed is the error of whoever asks a world for something that has ended. Nothing of it was done.
type closed struct{}

func (closed) Error() string { return "the sandbox's world is closed" }

// NotSent reports that nothing reached a provider.
func (closed) NotSent() bool { return true }

// unkept is the error of an act that could not be kept.
type unkept struct{ why error }

func (u *unkept) Error() string {
	why := u.why.Error()
	var no syscall.Errno
	if errors.As(u.why, &no) {
		why = no.Error() // without the file
	}
	return "this was not done, the sandbox's world could not be saved: " + why
}

func (u *unkept) Unwrap() error { return u.why }

// change does what may change some providers, and keeps it. Nobody is answered before: an act that was answered is known
// to whoever goes on with the world, whatever ends this program. One that cannot be kept is not done, which is an *unkept
// error: the providers are again as whoever goes on would find them.
func (w *World) change(do func() error, members ...Member) error {
	k := w.kept
	if k == nil {
		return do()
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.lock == nil {
		return closed{}
	}
	if k.unsure {
		if err := w.save(); err != nil {
			return &unkept{err}
		}
	}
	said := do()
	keep := func() error { return w.add(members) }
	if k.acts.size > mostActs {
		keep = w.save
	}
	why := keep()
	if why == nil {
		return said
	}
	w.clock.Back(k.ahead)
	for _, m := range members {
		why = errors.Join(why, m.UnmarshalJSON(k.states[m.Name]))
	}
	return &unkept{why}
}

// read does what changes no more than what follows from the clock, which is not lost with this program. It waits for an
// act that is not kept yet: that may still not have been done.
func (w *World) read(do func()) error {
	if k := w.kept; k != nil {
		k.mu.RLock()
		defer k.mu.RUnlock()
		if k.lock == nil {
			return closed{}
		}
	}
	do()
	return nil
}

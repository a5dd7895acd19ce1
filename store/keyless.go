package store

import (
	"time"

	"switchboard/client/rest"
)

// keyless is why a provider cannot be asked by this process, and since when: its key cannot be
// had, or it is not set up so that it can be used.
type keyless struct {
	why   string
	since time.Time
	unset bool
}

// Keyless notes why the key of a provider cannot be had, a sentence without its end; "" is that
// it was had, or that nobody ever set one. It is of this process alone: another may have the key.
func (db *DB) Keyless(provider, why string) {
	db.unkeyed(provider, keyless{why: why, since: time.Now()})
}

// NotSetUp notes why a provider cannot be used with the settings, a sentence without its end.
func (db *DB) NotSetUp(provider, why string) {
	db.unkeyed(provider, keyless{why: why, since: time.Now(), unset: true})
}

func (db *DB) unkeyed(provider string, k keyless) {
	if k.why == db.Unkeyed(provider) {
		return
	}
	db.mu.Lock()
	if k.why == "" {
		delete(db.keyless, provider)
	} else {
		db.keyless[provider] = k
	}
	db.mu.Unlock()
	db.feeds.mark(Healths)
}

// Unkeyed is why this process cannot have the key of a provider, or cannot use it, "" when
// nothing is in the way.
func (db *DB) Unkeyed(provider string) string {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.keyless[provider].why
}

// withoutKey is what stands of the providers that this process cannot ask.
func (db *DB) withoutKey() (out []Standing) {
	db.mu.Lock()
	defer db.mu.Unlock()
	for provider, k := range db.keyless {
		out = append(out, k.standing(provider))
	}
	return out
}

// KeyNotHad stands for a key that somebody set a place for and that cannot be had from there; why
// is a sentence without its end. No provider has refused it.
func KeyNotHad(provider, why string, since time.Time) Standing {
	return Standing{
		Code: NoKey, Provider: provider, Word: rest.Screen(provider) + " NO KEY", Since: since,
		Sentence: why + ". Without it nothing is asked of " + rest.Screen(provider) + " and nothing is sent.",
		Works:    "What was saved is shown.",
		Mend:     "enter a key", Again: "look for the key again", Command: "switchboard doctor",
		Ends: "It ends when the key can be had there and is looked for again, or with a key that is entered.",
	}
}

func (k keyless) standing(provider string) Standing {
	s := KeyNotHad(provider, k.why, k.since)
	if k.unset {
		s.Word, s.Mend, s.Again, s.Command = rest.Screen(provider)+" NOT SET UP", "connect it anew", "", "switchboard config check"
		s.Sentence = Ended(k.why) + " Nothing is asked of " + rest.Screen(provider) + " and nothing is sent."
		s.Ends = "It ends when the settings are corrected and the program is started again."
	}
	return s
}

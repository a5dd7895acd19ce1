// Package keybook decides which keys an action answers to: the keys its pane
// proposes, or those the person set for it.
package keybook

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
)

// Book holds the keys a person set, by action ID. It is filled once, before
// the panes are made.
type Book struct {
	set   map[string][]string
	bound map[string][]string
	asked map[string][]string    // what an action proposed when its binding was made
	made  map[string]key.Binding // panes ask for them at every key
}

// New returns a book in which the actions named in set answer to those keys
// only; an empty list unbinds the action. A nil map changes nothing.
func New(set map[string][]string) *Book {
	return &Book{set: set, bound: map[string][]string{}, asked: map[string][]string{}, made: map[string]key.Binding{}}
}

// Bind returns the binding of the action called id. help is the verb shown
// beside its first key.
func (b *Book) Bind(id, help string, keys ...string) key.Binding {
	if made, ok := b.made[id]; ok && made.Help().Desc == help && slices.Equal(b.asked[id], keys) {
		return made
	}
	b.asked[id] = keys
	if own, ok := b.set[id]; ok {
		keys = own
	}
	b.bound[id] = keys
	b.made[id] = Fixed(help, keys...)
	return b.made[id]
}

// Fixed is the binding of a sheet's own key. Sheets are not remapped, so that a
// confirmation cannot be set to the key that opens it. Without keys the action
// is reached through the palette alone.
func Fixed(help string, keys ...string) key.Binding {
	if len(keys) == 0 {
		return key.NewBinding(key.WithDisabled(), key.WithHelp("", help))
	}
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(Show(keys[0]), help))
}

// Unknown lists the actions the person set keys for that no pane has bound,
// in order.
func (b *Book) Unknown() []string {
	var out []string
	for id := range b.set {
		if _, ok := b.bound[id]; !ok {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// Clash is a key that two actions of one scope answer to; First comes first and has it.
type Clash struct {
	Key, First, Second string
	Begins             bool // Key is First's alone, and the first of two of Second's
}

// Clashes finds the keys that two of the given actions share, and those that
// are a key of one and the first of two keys of another. Actions of one
// scope are given together, in the order in which they are offered a key.
func (b *Book) Clashes(ids ...string) []Clash {
	owner := map[string]string{}
	var out []Clash
	for _, id := range ids {
		for _, k := range b.bound[id] {
			if first, taken := owner[k]; taken && first != id {
				out = append(out, Clash{Key: k, First: first, Second: id})
				continue
			}
			owner[k] = id
		}
	}
	for _, id := range ids {
		for _, k := range b.bound[id] {
			before, _, two := Pair(k)
			if alone, taken := owner[before]; two && taken {
				out = append(out, Clash{before, alone, id, true})
			}
		}
	}
	return out
}

// Show writes a key, or two that act together, the way they are printed on keyboards and in the help.
func Show(k string) string {
	if first, second, two := Pair(k); two {
		return Show(first) + " " + Show(second)
	}
	names := map[string]string{
		"enter": "Enter", "esc": "Esc", "tab": "Tab", "space": "Space", "backspace": "Backspace",
		"up": "Up", "down": "Down", "left": "Left", "right": "Right", "pgup": "PgUp", "pgdown": "PgDn", "home": "Home", "end": "End",
	}
	if n, ok := names[k]; ok {
		return n
	}
	for prefix, short := range map[string]string{"ctrl+": "Ctrl-", "alt+": "Alt-", "shift+": "Shift-"} {
		if rest, ok := strings.CutPrefix(k, prefix); ok {
			return short + Show(rest)
		}
	}
	if len(k) > 1 && k[0] == 'f' && strings.Trim(k[1:], "0123456789") == "" {
		return "F" + k[1:]
	}
	return k
}

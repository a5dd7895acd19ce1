package wiring

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"switchboard/store"
	"switchboard/store/live"
	"switchboard/themes"
	"switchboard/ui"
	"switchboard/ui/cli"
	"switchboard/ui/desktop"
	"switchboard/ui/keybook"
	"switchboard/ui/notify"
	"switchboard/ui/pane"
	"switchboard/ui/problems"
	"switchboard/ui/style"
)

var _ cli.KeyTable = Program{}

// asks says how actions of each risk are confirmed.
var asks = map[pane.Risk]string{
	pane.Undoable: "can be undone for a few seconds", pane.Spends: "a sheet with the amounts", pane.Irreversible: "typing what it is about",
}

// Keys implements cli.KeyTable. Beside the configuration nothing is read.
func (p Program) Keys(f cli.Flags) ([]cli.Key, []string) {
	c, profile, err := f.Configuration(p.paths)
	s := &session{paths: p.paths, more: p.more, flags: f, config: c, profile: profile, set: c.Settings}
	set, wrong := s.keys()
	if err != nil {
		wrong = append([]string{store.Said(err)}, wrong...)
	}
	var out []cli.Key
	for _, part := range s.blank(set).parts {
		for _, a := range part.actions {
			out = append(out, cli.Key{Where: part.where, Action: a.ID, Does: a.Key.Help().Desc, Keys: a.Key.Keys(), Asks: asks[a.Risk]})
		}
	}
	return out, wrong
}

// keys are the keys a person set, as far as they can hold, and what is wrong
// with the others: those keep their default. The defaults alone never clash.
func (s *session) keys() (set map[string][]string, wrong []string) {
	if len(s.set.Keys) == 0 {
		return nil, nil
	}
	set = maps.Clone(s.set.Keys)
	for _, id := range slices.Sorted(maps.Keys(set)) {
		for _, k := range set[id] {
			if why := keybook.Wrong(k); why != "" {
				wrong = append(wrong, fmt.Sprintf("keys.%s: %q: %s; %s keeps its default", id, k, why, id))
				delete(set, id)
				break
			}
		}
	}
	b := s.blank(set)
	for _, id := range b.book.Unknown() {
		wrong = append(wrong, fmt.Sprintf("keys.%s: no action is called that; switchboard keys lists them", id))
		delete(set, id)
	}
	for {
		c, ok := b.clash(set)
		if !ok {
			return set, wrong
		}
		loser, other := c.Second, c.First
		if _, own := set[loser]; !own {
			loser, other = other, loser
		}
		wrong = append(wrong, fmt.Sprintf("keys.%s: %s of %s there; %s keeps its default", loser, shared(c, loser), other, loser))
		delete(set, loser)
		b = s.blank(set)
	}
}

// shared says of the key of a clash what it is to the action that has it.
func shared(c keybook.Clash, loser string) string {
	k := keybook.Show(c.Key)
	switch {
	case !c.Begins:
		return k + " is the key"
	case loser == c.First:
		return k + " is the first of two keys"
	}
	return "its two keys begin with " + k + ", which is the key"
}

// blank is what a console without a store and without providers offers.
type blank struct {
	book   *keybook.Book
	parts  []part     // every action once, in the order of the help
	scopes [][]string // the actions that are offered a key together, by name
}

// part are the actions of one pane, or of everywhere.
type part struct {
	where   string
	actions []pane.Action
}

// blank makes that console with the keys a person set.
func (s *session) blank(set map[string][]string) blank {
	theme, _ := themes.Set{}.Load(themes.Mono)
	kit := &pane.Kit{Ctx: context.Background(), Styles: style.New(theme, true), Keys: keybook.New(set), Now: time.Now}
	empty := &session{paths: s.paths, more: s.more, flags: s.flags, config: s.config, profile: s.profile, set: s.set, engine: live.New(live.Config{})}
	empty.profile.Held = "nothing is asked"
	empty.connect(context.Background())
	around := &peripherals{notices: desktop.NewNotices(notify.Settings{}, notify.Emitter{})}
	kit.Shelf = pane.NewShelf(kit, nil)
	panes := empty.panes(kit)
	m := ui.New(ui.Options{Kit: kit, Panes: panes, Extra: empty.extras(kit, problems.New(kit, empty.db, nil), around)})
	defer m.Quit()
	b := blank{book: kit.Keys}
	everywhere, console := m.Keys()
	for _, p := range panes {
		own := part{where: p.Title()}
		for _, view := range views(p) {
			own.add(view.actions)
			if view.typing {
				b.scopes = append(b.scopes, names(view.actions))
				continue
			}
			b.scopes = append(b.scopes, names(view.actions, everywhere, console))
		}
		b.parts = append(b.parts, own)
	}
	var all part
	all.where = "everywhere"
	all.add(append(everywhere, console...))
	b.parts = append(b.parts, all)
	return b
}

// clash finds a key that two actions of one scope share by the person's doing.
func (b blank) clash(set map[string][]string) (keybook.Clash, bool) {
	for _, ids := range b.scopes {
		for _, c := range b.book.Clashes(ids...) {
			_, first := set[c.First]
			if _, second := set[c.Second]; first || second {
				return c, true
			}
		}
	}
	return keybook.Clash{}, false
}

// most is more views than any pane has.
const most = 8

// view is what a pane offers in one of its views. While something is typed
// there, no other keys act.
type view struct {
	actions []pane.Action
	typing  bool
}

// views are the views of a pane, gone through by the pane's own action.
func views(p pane.Pane) []view {
	var out []view
	c, _ := p.(pane.Capturer)
	for range most {
		acts := p.Actions()
		out = append(out, view{acts, c != nil && c.Capturing()})
		if !onward(p) {
			break
		}
	}
	return out
}

// onward goes to the next view of a pane by the pane's own action, out of a
// form that is open in it first; false when there is none.
func onward(p pane.Pane) bool {
	acts := p.Actions()
	next := slices.IndexFunc(acts, func(a pane.Action) bool { return strings.HasSuffix(a.ID, ".view-after") })
	if next < 0 {
		next = slices.IndexFunc(acts, func(a pane.Action) bool { return slices.Contains(a.Key.Keys(), "esc") })
	}
	if next >= 0 {
		acts[next].Do()
	}
	return next >= 0
}

func (p *part) add(actions []pane.Action) {
	for _, a := range actions {
		if !slices.ContainsFunc(p.actions, func(b pane.Action) bool { return a.ID == b.ID }) {
			p.actions = append(p.actions, a)
		}
	}
}

func names(lists ...[]pane.Action) []string {
	var out []string
	for _, l := range lists {
		for _, a := range l {
			out = append(out, a.ID)
		}
	}
	return out
}

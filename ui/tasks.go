package ui

import (
	"slices"
	"strings"

	"switchboard/ui/keybook"
	"switchboard/ui/pane"
)

// tasks are the headings of the help, in their order, with the acts that
// belong to them by the last part of their names. What is in none of them is
// about the rest of the pane, or of the console.
var tasks = []struct {
	name string
	acts []string
}{
	{"Order and buy", []string{"order", "again", "another-sms", "watches", "find", "buy", "basket", "search", "more", "take-out", "new", "onboard"}},
	{"Copy", []string{"copy", "copy-this", "copy-number", "copy-more", "copy-id", "big"}},
	{"Close and report", []string{"end", "undo", "report", "settle", "release", "status", "customers.mark"}},
	{"Money", []string{"balance", "payment"}},
	{"911 and properties", []string{"address", "remove-address", "coverage", "properties", "re-read"}},
	{"Look and find", []string{"open", "filter", "saved", "clear", "sort", "columns", "mark", "mark-row", "mark-all", "mark-range", "export", "refresh", "reread", "keep", "view-before", "view-after", "number", "check"}},
}

// restTask is the heading of what is in none of the tasks.
const restTask = "The console"

// byTask are the commands of actions under the headings of their tasks; the
// keys that move about take one line together.
func byTask(actions []pane.Action) []command {
	found := map[string][]command{}
	var moving []string
	for _, a := range actions {
		if a.By != nil {
			for _, k := range a.Key.Keys() {
				moving = append(moving, keybook.Show(k))
			}
			continue
		}
		name := taskOf(a)
		found[name] = append(found[name], commands(name, []pane.Action{a})...)
	}
	var out []command
	for _, t := range tasks {
		out = append(out, found[t.name]...)
	}
	out = append(out, found[restTask]...)
	if len(moving) > 0 {
		out = append(out, command{group: restTask, label: "move about", keys: strings.Join(moving, " "), off: "these keys work in the list"})
	}
	return out
}

func taskOf(a pane.Action) string {
	_, verb, _ := strings.Cut(a.ID, ".")
	for _, said := range []string{a.ID, verb} { // one that is another thing in its pane is named whole
		for _, t := range tasks {
			if slices.Contains(t.acts, said) {
				return t.name
			}
		}
	}
	return restTask
}

// place is where the heading of a task stands.
func place(group string) int {
	for i, t := range tasks {
		if t.name == group {
			return i
		}
	}
	return len(tasks)
}

// ranked puts what was done last before the rest, and what cannot be done just now behind it.
func (m *Model) ranked(all []command) []command {
	rank := func(c command) int {
		switch i := slices.Index(m.recent, c.id); {
		case c.off != "":
			return len(m.recent) + 2
		case c.id != "" && i >= 0:
			return i
		}
		return len(m.recent) + 1
	}
	slices.SortStableFunc(all, func(a, b command) int { return rank(a) - rank(b) })
	return all
}

// mostRecent is how many of the commands that were chosen last stand first.
const mostRecent = 5

// remember notes that a command was chosen.
func (m *Model) remember(id string) {
	if id == "" {
		return
	}
	m.recent = slices.DeleteFunc(m.recent, func(r string) bool { return r == id })
	m.recent = slices.Insert(m.recent, 0, id)
	m.recent = m.recent[:min(len(m.recent), mostRecent)]
}

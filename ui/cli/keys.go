package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"switchboard/ui/keybook"
)

// Key is one action of the console as it is bound now.
type Key struct {
	Where  string   // the pane, or "everywhere"
	Action string   // its name in [keys]
	Does   string   // in a word or two
	Keys   []string // as [keys] writes them; empty when it has none
	Asks   string   // how it is confirmed, "" when it is not
}

// KeyTable is a Program that can tell what its console's keys are.
type KeyTable interface {
	// Keys lists the actions in the order of the help, and what is wrong with the
	// keys a person set, one sentence each. It opens nothing and asks nobody.
	Keys(f Flags) (table []Key, problems []string)
}

func (a *app) keysCommand(t KeyTable) *cobra.Command {
	return &cobra.Command{
		Use:   "keys",
		Short: "Print the keys as they are set, as Markdown",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if a.output.format == Text {
				a.output.format = Markdown
			}
			a.output.List("")
			table, wrong := t.Keys(a.f)
			for _, k := range table {
				if err := a.output.Row(a.keyRow(k)); err != nil {
					return err
				}
			}
			for _, w := range wrong {
				a.output.Say("%s", w)
			}
			return nil
		},
	}
}

// keyRow writes the keys as keyboards have them for people, and as [keys] has
// them for programs.
func (a *app) keyRow(k Key) Record {
	if a.output.format != Markdown {
		keys := k.Keys
		if keys == nil {
			keys = []string{}
		}
		return Record{{"action", k.Action}, {"where", k.Where}, {"keys", keys}, {"does", k.Does}, {"asks", k.Asks}}
	}
	shown := make([]string, len(k.Keys))
	for i, key := range k.Keys {
		parts := strings.Fields(key)
		for j, p := range parts {
			parts[j] = keybook.Show(p)
		}
		shown[i] = strings.Join(parts, " ")
	}
	return Record{{"where", k.Where}, {"key", strings.Join(shown, ", ")}, {"does", k.Does}, {"asks", k.Asks}, {"action", k.Action}}
}

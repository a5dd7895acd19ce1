package house

import (
	"strings"

	"github.com/spf13/cobra"

	"switchboard/ui/cli"
	"switchboard/ui/keybook"
)

func (a *app) keysCommand(t cli.KeyTable) *cobra.Command {
	return a.Command(action{}, "keys", "Print the keys as they are set, as Markdown", cli.None, func(*cobra.Command, []string) error {
		a.Usually(cli.Markdown)
		a.Out.List("")
		table, wrong := t.Keys(a.Flags)
		if err := cli.Rows(&a.Out, table, a.keyRow); err != nil {
			return err
		}
		for _, w := range wrong {
			a.Out.Say("%s", w)
		}
		return nil
	})
}

// keyRow writes the keys as keyboards have them for people, and as [keys] has
// them for programs.
func (a *app) keyRow(k cli.Key) any {
	if a.Out.Format != cli.Markdown || a.Out.Chosen() {
		return action{k.Action, k.Where, k.Keys, k.Does, k.Asks}
	}
	shown := make([]string, len(k.Keys))
	for i, key := range k.Keys {
		parts := strings.Fields(key)
		for j, p := range parts {
			parts[j] = keybook.Show(p)
		}
		shown[i] = strings.Join(parts, " ")
	}
	return bound{k.Where, strings.Join(shown, ", "), k.Does, k.Asks, k.Action}
}

package house

import (
	"strings"

	"github.com/spf13/cobra"

	"switchboard/ui/cli"
	"switchboard/ui/keybook"
)

func (a *app) keysCommand(t cli.KeyTable) *cobra.Command {
	return &cobra.Command{
		Use:   "keys",
		Short: "Print the keys as they are set, as Markdown",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if a.Out.Format == cli.Text {
				a.Out.Format = cli.Markdown
			}
			a.Out.List("")
			table, wrong := t.Keys(a.Flags)
			for _, k := range table {
				if err := a.Out.Row(a.keyRow(k)); err != nil {
					return err
				}
			}
			for _, w := range wrong {
				a.Out.Say("%s", w)
			}
			return nil
		},
	}
}

// keyRow writes the keys as keyboards have them for people, and as [keys] has
// them for programs.
func (a *app) keyRow(k cli.Key) cli.Record {
	if a.Out.Format != cli.Markdown {
		keys := k.Keys
		if keys == nil {
			keys = []string{}
		}
		return cli.Record{{"action", k.Action}, {"where", k.Where}, {"keys", keys}, {"does", k.Does}, {"asks", k.Asks}}
	}
	shown := make([]string, len(k.Keys))
	for i, key := range k.Keys {
		parts := strings.Fields(key)
		for j, p := range parts {
			parts[j] = keybook.Show(p)
		}
		shown[i] = strings.Join(parts, " ")
	}
	return cli.Record{{"where", k.Where}, {"key", strings.Join(shown, ", ")}, {"does", k.Does}, {"asks", k.Asks}, {"action", k.Action}}
}

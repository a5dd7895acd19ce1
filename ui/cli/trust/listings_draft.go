package trust

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

// draftCommand keeps a profile here, for a number that is not proved yet.
func (a *app) draftCommand() *cobra.Command {
	var kind string
	cmd := a.Command(drafted{}, "draft NUMBER", "Keep a profile for a number that is to be put online; nothing is sent", cli.Need(1, 1, aNumber),
		func(cmd *cobra.Command, args []string) error {
			n, err := phone.Parse(args[0])
			if err != nil {
				return cli.Misuse(err)
			}
			if _, err := changesOf(cmd, kind, "", false); err != nil { // what could not be staged is not kept
				return err
			}
			fields := map[string]string{}
			for _, f := range profileFlags {
				if cmd.Flags().Changed(f.name) {
					fields[strings.ReplaceAll(f.name, "-", "_")] = cmd.Flags().Lookup(f.name).Value.String()
				}
			}
			return a.Local(cmd, func(ctx context.Context, s *cli.Session) error {
				if err := a.Perform(ctx, s, act.KeepListing{Number: n, Kind: numbersonline.Kind(kind), Fields: fields}); err != nil {
					return err
				}
				return a.Out.Row(drafted{n, kind})
			})
		})
	for _, f := range profileFlags {
		cmd.Flags().String(f.name, "", f.about)
	}
	cmd.Flags().StringVar(&kind, "kind", string(numbersonline.Business), "business or personal")
	a.OneOf(cmd, "kind", string(numbersonline.Business), string(numbersonline.Personal))
	return cmd
}

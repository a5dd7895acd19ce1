package trust

import (
	"context"

	"github.com/spf13/cobra"

	"switchboard/ui/cli"
)

// offer tells shells which numbers there are.
func (a *app) offer(groups []*cobra.Command) {
	for _, group := range groups {
		for _, c := range group.Commands() {
			if group.Name() == "listings" && c.Name() != "list" {
				a.Offer(c, c.Name() == "watch", numbers)
			}
		}
	}
}

func numbers(ctx context.Context, s *cli.Session, _ string) ([]string, error) {
	list, err := s.DB.Listings(ctx)
	var out []string
	for _, l := range list {
		out = append(out, string(l.E164)+"\t"+l.StateWord())
	}
	return out, err
}

package lines

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/ui/cli"
)

// offer tells shells which numbers there are.
func (a *app) offer(groups []*cobra.Command) {
	for _, group := range groups {
		for _, c := range group.Commands() {
			switch c.Name() {
			case "show", "set", "release", "choose", "clear":
				a.Offer(c, strings.Contains(c.Use, "…"), mine) // of several each
			}
		}
	}
}

func mine(ctx context.Context, s *cli.Session, _ string) ([]string, error) {
	list, err := s.DB.Numbers(ctx)
	var out []string
	for _, n := range list {
		out = append(out, string(n.E164)+"\t"+string(n.State))
	}
	return out, err
}

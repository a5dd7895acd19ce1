package wiring

import (
	"context"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store/live/lines"
	"switchboard/ui/cli"
	commands "switchboard/ui/cli/lines"
)

// apiKeyLen is the length of a LINES key that is exchanged for tokens; any other is a token itself.
const apiKeyLen = 64

func (d *desks) linesProvider() Provider {
	return Provider{
		Commands:   commands.Commands,
		SandboxKey: func(e sandbox.Endpoints) string { return e.Lines.APIKey },
		Open: func(o Opening) (Part, error) {
			var api *oneuc.Client
			var err error
			if o.HasKey && !o.Closed {
				api, err = linesClient(o.Reach)
			}
			d.lines = lines.New(o.Engine, api)
			return Part{Asks: d.lines, Lists: []cli.Reading{{Name: "numbers", Ask: d.lines.RefreshList}}}, err
		},
		Probe: func(ctx context.Context, r Reach) (string, time.Duration, error) {
			c, err := linesClient(r)
			if err != nil {
				return "", 0, err
			}
			page, err := c.Numbers(ctx, oneuc.Filter{PageSize: 1})
			words := "Works. The account has numbers."
			if len(page.Numbers) == 0 {
				words = "Works. No numbers yet."
			}
			return words, c.ClockSkew(), err
		},
	}
}

func linesClient(r Reach) (*oneuc.Client, error) {
	cfg := oneuc.Config{Rest: r.Rest, Account: r.Account}
	opens := func(key rest.Secret) bool { return r.Sandbox || len(key.Reveal()) == apiKeyLen }
	only := func(want bool) func() rest.Secret { // what the key is shows once it is had
		return func() rest.Secret {
			if key := r.Key(); opens(key) == want {
				return key
			}
			return rest.Secret{}
		}
	}
	cfg.APIKey, cfg.Rest.Key = only(true), only(false)
	if r.Session != nil {
		cfg.Sessions = r.Session
	}
	return oneuc.New(cfg)
}

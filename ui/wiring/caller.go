package wiring

import (
	"context"
	"fmt"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/store/config"
)

// caller makes the cheapest read of one provider, outside any session.
type caller struct {
	ask   func(ctx context.Context) (words string, err error)
	ahead func() time.Duration
}

// newCaller returns the caller of a provider; without limits to share it counts on its own.
func newCaller(profile config.Profile, provider string, key func() rest.Secret) caller {
	service := profile.Service(provider)
	failed := func(err error) caller {
		return caller{func(context.Context) (string, error) { return "", err }, func() time.Duration { return 0 }}
	}
	base := rest.Config{Provider: provider, Base: service.BaseURL, Key: key, CAFile: service.CAFile, AllowHTTP: service.AllowInsecureHTTP}
	switch provider {
	case config.Trust:
		c, err := numbersonline.New(base)
		if err != nil {
			return failed(err)
		}
		return caller{func(ctx context.Context) (string, error) { return askTrust(ctx, c) }, c.ClockSkew}
	case config.Lines:
		cfg := oneuc.Config{Rest: base, Account: service.AccountID}
		if cfg.Rest.Key = nil; len(key().Reveal()) == apiKeyLen {
			cfg.APIKey = key
		} else {
			cfg.Rest.Key = key
		}
		c, err := oneuc.New(cfg)
		if err != nil {
			return failed(err)
		}
		return caller{func(ctx context.Context) (string, error) { return askLines(ctx, c) }, c.ClockSkew}
	}
	base.Header, base.Explain = "X-Api-Key", platfone.Explain
	r, err := rest.New(base)
	if err != nil {
		return failed(err)
	}
	c := platfone.New(r)
	return caller{func(ctx context.Context) (string, error) { return askSMS(ctx, c) }, c.ClockSkew}
}

func askSMS(ctx context.Context, c *platfone.Client) (string, error) {
	page, err := c.Customers(ctx, platfone.CustomerFilter{}, 1, 1)
	switch {
	case err != nil:
		return "", err
	case page.Total == 1:
		return "Works. 1 customer.", nil
	}
	return fmt.Sprintf("Works. %d customers.", page.Total), nil
}

func askTrust(ctx context.Context, c *numbersonline.Client) (string, error) {
	a, err := c.Account(ctx)
	if err != nil {
		return "", err
	}
	return "Works. The account is " + a.ID + ".", nil
}

func askLines(ctx context.Context, c *oneuc.Client) (string, error) {
	page, err := c.Numbers(ctx, oneuc.Filter{PageSize: 1})
	if err != nil {
		return "", err
	}
	if len(page.Numbers) == 0 {
		return "Works. No numbers yet.", nil
	}
	return "Works. The account has numbers.", nil
}

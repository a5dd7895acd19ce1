package wiring

import (
	"context"
	"fmt"
	"time"

	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store/live/sms"
	"switchboard/ui/cli"
	commands "switchboard/ui/cli/sms"
)

func (d *desks) smsProvider() Provider {
	return Provider{
		Commands:   commands.Commands,
		SandboxKey: func(e sandbox.Endpoints) string { return e.SMS.Key },
		Open: func(o Opening) (_ Part, err error) {
			cfg := sms.Config{MaxActive: o.MaxActive, Pays: &o.Settings.Spend.CustomerPays, Notices: sms.Notices{
				AccountLow: o.Settings.LowBalance.Account, CustomerLow: o.Settings.LowBalance.Customer, ReportWindow: o.Settings.ReportDeadline,
			}}
			if o.HasKey && !o.Closed {
				cfg.API, err = smsClient(o.Reach)
			}
			d.sms = sms.New(o.Engine, cfg)
			return Part{Asks: d.sms, Look: d.sms.RefreshActive, Whole: d.sms, Lists: []cli.Reading{
				{Name: "catalogue", Ask: d.sms.RefreshCatalogue}, {Name: "customers", Ask: d.sms.RefreshCustomers}, {Name: "newest", Ask: d.sms.RefreshRecent},
			}}, err
		},
		Probe: func(ctx context.Context, r Reach) (string, time.Duration, error) {
			c, err := smsClient(r)
			if err != nil {
				return "", 0, err
			}
			page, err := c.Customers(ctx, platfone.CustomerFilter{}, 1, 1)
			words := fmt.Sprintf("Works. %d customers.", page.Total)
			if page.Total == 1 {
				words = "Works. 1 customer."
			}
			return words, c.ClockSkew(), err
		},
	}
}

func smsClient(r Reach) (*platfone.Client, error) {
	c := r.Rest
	c.Key, c.Header, c.Explain = r.Key, "X-Api-Key", platfone.Explain
	calls, err := rest.New(c)
	if err != nil {
		return nil, err
	}
	return platfone.New(calls), nil
}

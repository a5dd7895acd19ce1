package sms

import (
	"context"
	"fmt"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// paysSetting begins the settings that hold how a customer is charged.
const paysSetting = "sms/pays/"

// DefaultCharge is how a customer is charged for whom nothing else was saved.
func (s *SMS) DefaultCharge() platfone.Charge { return *s.cfg.Pays }

// Charge is how a customer is charged unless an order says otherwise: as was
// saved for them, else the default.
func (s *SMS) Charge(ctx context.Context, customer string) (platfone.Charge, error) {
	said, err := s.db.Setting(ctx, paysSetting+customer)
	if err != nil || said == "" {
		return *s.cfg.Pays, err
	}
	c, err := platfone.ParseCharge(said)
	if err != nil {
		return c, fmt.Errorf("what %s usually pays cannot be read: %w", customer, err)
	}
	return c, nil
}

// UsualMax is the most that is paid for an order where nobody said otherwise, within what the person allows to be spent. Cents.
func (s *SMS) UsualMax(suggested money.Cents) money.Cents {
	spend := s.e.Spend()
	return platfone.UsualMax(suggested, spend.MaxPerOrder, spend.MaxHere)
}

// Charges are the ways to charge that were saved for single customers.
func (s *SMS) Charges(ctx context.Context) (map[string]platfone.Charge, error) {
	saved, err := s.db.Settings(ctx, paysSetting)
	out := make(map[string]platfone.Charge, len(saved))
	for key, said := range saved {
		c, err := platfone.ParseCharge(said)
		if err != nil {
			continue // weighing an order for this customer says so
		}
		out[key[len(paysSetting):]] = c
	}
	return out, err
}

// SetCharge saves how a customer is charged from now on; the default forgets
// what was saved. Orders that are sent already keep their own price.
func (s *SMS) SetCharge(ctx context.Context, customer string, c platfone.Charge) error {
	if err := c.Check(); err != nil {
		return err
	}
	said := c.String()
	if c == *s.cfg.Pays {
		said = ""
	}
	if err := s.db.PutSetting(ctx, paysSetting+customer, said); err != nil {
		return err
	}
	return s.db.Audit(ctx, "customer pays", customer, c.String())
}

// Used says that a number which was just ordered had been used for the same
// customer and service before, "" when it had not.
func (s *SMS) Used(ctx context.Context, a platfone.Activation) (string, error) {
	before, err := s.db.UsedBefore(ctx, a, 1)
	if err != nil || len(before) == 0 {
		return "", err
	}
	return fmt.Sprintf("%s was used for %s on %s before, on %s: report it if its code does not come.",
		a.Phone, a.CustomerID, a.ServiceID, before[0].CreatedAt.Local().Format("2 Jan 2006")), nil
}

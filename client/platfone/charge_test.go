package platfone

import "testing"

func TestChargeIsReadAsItIsWritten(t *testing.T) {
	for said, want := range map[string]Charge{
		"cost + 50 %":       {Mode: Dynamic, Markup: 50},
		"cost+0%":           {Mode: Dynamic},
		"Max price + 120 %": {Mode: FixedMarkup, Markup: 120},
		"max+10000%":        {Mode: FixedMarkup, Markup: 10000},
		"fixed price $1.20": {Price: 120},
		"$1.20":             {Price: 120},
		"1.2":               {Price: 120},
	} {
		got, err := ParseCharge(said)
		if err != nil || got != want {
			t.Errorf("%q is %+v, %v", said, got, err)
		}
		if again, err := ParseCharge(got.String()); err != nil || again != got {
			t.Errorf("%q is written %q and read %+v, %v", said, got, again, err)
		}
	}
	for _, said := range []string{"", "50 %", "cost + 10001 %", "cost + -1 %", "price + 5 %", "-1", "fixed price"} {
		if got, err := ParseCharge(said); err == nil {
			t.Errorf("%q is taken for %+v", said, got)
		}
	}
	o := NewOrder{ServiceID: "telegram"}.At(Charge{Mode: Dynamic, Markup: 7})
	if o.Charge() != (Charge{Mode: Dynamic, Markup: 7}) || o.ServiceID != "telegram" {
		t.Errorf("%+v", o)
	}
}

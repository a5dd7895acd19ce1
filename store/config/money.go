package config

import (
	"strconv"
	"strings"

	"switchboard/client/money"
	"switchboard/client/platfone"
)

// Limit is the most that may be spent. The zero Limit lets
// nothing through.
type Limit struct {
	Cents money.Cents
	None  bool // there is no limit
}

// cents reads dollars: 5, 0.40, "0.40" or "$0.40". No fraction of a cent is
// rounded away.
func cents(v any) (money.Cents, bool) {
	var s string
	switch v := v.(type) {
	case int64:
		s = strconv.FormatInt(v, 10)
	case float64:
		s = strconv.FormatFloat(v, 'f', -1, 64)
	case string:
		s = v
	}
	c, err := money.Parse(s)
	return c, err == nil && c >= 0 && c < most
}

// most is more than any sum of money in the settings.
const most = money.Cents(1_000_000_00)

const moneyWords = "dollars, such as 0.40"

type sum struct{ to *money.Cents }

func (m sum) set(v any) bool {
	n, ok := cents(v)
	if ok {
		*m.to = n
	}
	return ok
}
func (m sum) toml() string  { return m.to.Plain() }
func (sum) allowed() string { return moneyWords }

// limit is money or a word for no limit.
type limit struct {
	to   *Limit
	none string
}

func (l limit) set(v any) bool {
	if v == l.none {
		*l.to = Limit{None: true}
		return true
	}
	n, ok := cents(v)
	if ok {
		*l.to = Limit{Cents: n}
	}
	return ok
}

func (l limit) toml() string {
	if l.to.None {
		return quote(l.none)
	}
	return l.to.Cents.Plain()
}
func (l limit) allowed() string { return moneyWords + `, or "` + l.none + `"` }

type rise struct{ to *money.Rise }

func (r rise) set(v any) bool {
	if s, ok := v.(string); ok && strings.HasSuffix(s, "%") {
		n, err := strconv.Atoi(strings.TrimSuffix(s, "%"))
		if ok = err == nil && n >= 0 && n <= 100; ok {
			*r.to = money.Rise{Percent: n}
		}
		return ok
	}
	n, ok := cents(v)
	if ok {
		*r.to = money.Rise{Cents: n}
	}
	return ok
}

func (r rise) toml() string {
	if r.to.Percent > 0 {
		return quote(strconv.Itoa(r.to.Percent) + "%")
	}
	return r.to.Cents.Plain()
}
func (rise) allowed() string {
	return moneyWords + `, or a part of the price such as "5%", at most 100%`
}

// charge is what a customer pays, in words.
type charge struct{ to *platfone.Charge }

func (c charge) set(v any) bool {
	said, ok := v.(string)
	if !ok {
		return false
	}
	got, err := platfone.ParseCharge(said)
	if err == nil {
		*c.to = got
	}
	return err == nil
}
func (c charge) toml() string  { return quote(c.to.String()) }
func (charge) allowed() string { return platfone.ChargeWords }

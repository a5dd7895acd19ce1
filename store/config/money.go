package config

import (
	"regexp"
	"strconv"
	"strings"
)

// Limit is the most that may be spent, in US cents. The zero Limit lets
// nothing through.
type Limit struct {
	Cents int64
	None  bool // there is no limit
}

// Allows says whether a sum in US cents stays within the limit.
func (l Limit) Allows(cents int64) bool { return l.None || cents <= l.Cents }

// Rise is how much dearer a number may become without asking again. The zero
// Rise is not at all.
type Rise struct {
	Cents   int64 // US cents
	Percent int   // of the price that was agreed to; only one of the two is set
}

// Allows says whether a price may go from one sum to another, in US cents.
func (r Rise) Allows(from, to int64) bool {
	return to <= from+r.Cents+from*int64(r.Percent)/100
}

var dollars = regexp.MustCompile(`^\$?([0-9]{1,6})(?:\.([0-9]{1,2}))?$`)

// cents reads dollars: 5, 0.40, "0.40" or "$0.40". No fraction of a cent is
// rounded away.
func cents(v any) (int64, bool) {
	var s string
	switch v := v.(type) {
	case int64:
		s = strconv.FormatInt(v, 10)
	case float64:
		s = strconv.FormatFloat(v, 'f', -1, 64)
	case string:
		s = v
	}
	m := dollars.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseInt(m[1]+(m[2] + "00")[:2], 10, 64)
	return n, err == nil
}

func writeCents(n int64) string {
	c := strconv.FormatInt(n%100, 10)
	return strconv.FormatInt(n/100, 10) + "." + strings.Repeat("0", 2-len(c)) + c
}

const moneyWords = "dollars, such as 0.40"

type money struct{ to *int64 }

func (m money) set(v any) bool {
	n, ok := cents(v)
	if ok {
		*m.to = n
	}
	return ok
}
func (m money) toml() string  { return writeCents(*m.to) }
func (money) allowed() string { return moneyWords }

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
	return writeCents(l.to.Cents)
}
func (l limit) allowed() string { return moneyWords + `, or "` + l.none + `"` }

type rise struct{ to *Rise }

func (r rise) set(v any) bool {
	if s, ok := v.(string); ok && strings.HasSuffix(s, "%") {
		n, err := strconv.Atoi(strings.TrimSuffix(s, "%"))
		if ok = err == nil && n >= 0 && n <= 100; ok {
			*r.to = Rise{Percent: n}
		}
		return ok
	}
	n, ok := cents(v)
	if ok {
		*r.to = Rise{Cents: n}
	}
	return ok
}

func (r rise) toml() string {
	if r.to.Percent > 0 {
		return quote(strconv.Itoa(r.to.Percent) + "%")
	}
	return writeCents(r.to.Cents)
}
func (rise) allowed() string {
	return moneyWords + `, or a part of the price such as "5%", at most 100%`
}

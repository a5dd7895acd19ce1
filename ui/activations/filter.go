package activations

import (
	"slices"
	"strings"

	"switchboard/client/platfone"
	"switchboard/ui/pane"
)

// grammar is what the live rows can be narrowed by (ux.md C12).
func grammar() pane.Grammar {
	return pane.Grammar{
		Fields: []pane.FilterField{{Name: "service"}, {Name: "country"}, {Name: "customer"},
			{Name: "state", Values: []string{"waiting", "code", "again", "closing", "done", "expired", "canceled", "refunded"}},
			{Name: "pays", Kind: pane.MoneyField}, {Name: "left", Kind: pane.SpanField}},
		Has: []string{"code"}, Is: []string{"uncopied", "over"},
	}
}

// narrow shows the rows the filter lets through. What arrives, what waits and
// what is counted is told of all rows, shown or not.
func (p *Pane) narrow() {
	f := p.filter.Filter()
	if f.Empty() {
		p.table.Set(p.all)
		return
	}
	p.table.Set(slices.DeleteFunc(slices.Clone(p.all), func(r row) bool { return !p.passes(r, f) }))
}

func (p *Pane) passes(r row, f pane.Filter) bool {
	line := strings.ToLower(strings.Join([]string{r.Phone.String(), r.Phone.Digits(), r.ServiceID, r.CountryID, r.Phone.Country(), r.CustomerID, r.ID, r.Code, r.Text}, " "))
	has := func(t string) bool {
		t = strings.ToLower(t)
		return strings.Contains(line, t) || digitsOf(t) != "" && strings.Contains(r.Phone.Digits(), digitsOf(t))
	}
	for _, t := range f.Terms {
		if !has(t) {
			return false
		}
	}
	return !slices.ContainsFunc(f.Not, has) && p.inFields(r, f) && p.inBounds(r, f)
}

// digitsOf is a number as it was typed, without what people put between its
// digits; empty when there is anything else in it.
func digitsOf(t string) string {
	d := strings.NewReplacer("+", "", " ", "", "(", "", ")", "", "-", "").Replace(t)
	if strings.Trim(d, "0123456789") != "" {
		return ""
	}
	return d
}

func (p *Pane) inFields(r row, f pane.Filter) bool {
	value := map[string]string{"service": r.ServiceID, "country": r.CountryID, "customer": r.CustomerID, "state": r.State(p.now()).String()}
	one := func(name string, of []string) bool {
		return slices.ContainsFunc(of, func(v string) bool { return strings.EqualFold(v, value[name]) })
	}
	for name, of := range f.In {
		if !one(name, of) {
			return false
		}
	}
	for name, of := range f.Out {
		if one(name, of) {
			return false
		}
	}
	if want, asked := f.Has["code"]; asked && want != r.HasCode() {
		return false
	}
	is := map[string]bool{"uncopied": r.uncopied && r.State(p.now()) == platfone.CodeReady, "over": over(r, p.now())}
	for name, want := range f.Is {
		if is[name] != want {
			return false
		}
	}
	return true
}

// inBounds compares the price in cents and the time left in seconds; what is
// not known is in no bounds.
func (p *Pane) inBounds(r row, f pane.Filter) bool {
	value := map[string]int64{"pays": int64(r.CustomerPrice.Cents), "left": int64(r.Left(p.now()).Seconds())}
	known := map[string]bool{"pays": r.CustomerPrice.Known, "left": !over(r, p.now())}
	for name, n := range f.Above {
		if !known[name] || value[name] <= n {
			return false
		}
	}
	for name, n := range f.Below {
		if !known[name] || value[name] >= n {
			return false
		}
	}
	return true
}

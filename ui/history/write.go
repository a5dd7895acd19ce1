package history

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/text"
)

// What an export can be written as, and what it says of codes and numbers.
var (
	formats   = []string{"CSV", "JSON", "NDJSON", "Markdown"}
	codeModes = []string{"whole", "last 2", "none"}
)

// output is how an export is written.
type output struct {
	format, codes string
	now           time.Time // the provider's
}

func (o output) extension() string {
	switch o.format {
	case "JSON":
		return "json"
	case "NDJSON":
		return "ndjson"
	case "Markdown":
		return "md"
	}
	return "csv"
}

// record is one activation as it is exported. Times are UTC, amounts in both
// cents and dollars; what is not known is null, or nothing.
type record struct {
	ID       string `json:"activation_id"`
	Ordered  string `json:"ordered_at"`
	State    string `json:"state"`
	Number   string `json:"number"`
	Service  string `json:"service_id"`
	Country  string `json:"country_id"`
	Customer string `json:"customer_id"`
	Code     string `json:"code"`
	Cost     *int64 `json:"cost_cents"`
	CostUSD  string `json:"cost_dollars"`
	Pays     *int64 `json:"customer_pays_cents"`
	PaysUSD  string `json:"customer_pays_dollars"`
	Billing  string `json:"billing_status"`
	Report   string `json:"report_status"`
	Updated  string `json:"updated_at"`
	Expires  string `json:"expire_at"`
}

// heads are the columns of the formats that have columns.
var heads = []string{"activation_id", "ordered_at", "state", "number", "service_id", "country_id", "customer_id", "code", "cost_cents",
	"cost_dollars", "customer_pays_cents", "customer_pays_dollars", "billing_status", "report_status", "updated_at", "expire_at"}

func (o output) record(a store.Activation) record {
	clean := func(s string) string { return text.Clean(s).String() }
	state := a.State(o.now).String()
	if a.State(o.now) == platfone.Odd {
		state = a.RawWords()
	}
	r := record{
		ID: clean(a.ID), Ordered: iso(a.CreatedAt), State: clean(state), Number: o.masked(string(a.Phone)), Service: clean(a.ServiceID),
		Country: clean(a.CountryID), Customer: clean(a.CustomerID), Code: o.masked(clean(a.Copyable())),
		Billing: clean(string(a.Billing)), Report: clean(string(a.Report)), Updated: iso(a.UpdatedAt), Expires: iso(a.ExpireAt),
	}
	r.Cost, r.CostUSD = amount(a.Price)
	r.Pays, r.PaysUSD = amount(a.CustomerPrice)
	return r
}

// masked writes a code or a number as the person wants it.
func (o output) masked(s string) string {
	letters := []rune(s)
	switch {
	case o.codes == "none":
		return ""
	case o.codes == "last 2" && len(letters) > 2:
		return strings.Repeat("*", len(letters)-2) + string(letters[len(letters)-2:])
	}
	return s
}

func iso(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func amount(p platfone.Price) (*int64, string) {
	if !p.Known {
		return nil, ""
	}
	n := int64(p.Cents)
	return &n, strings.Replace(p.Cents.String(), "$", "", 1)
}

func cents(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

func (r record) fields() []string {
	return []string{r.ID, r.Ordered, r.State, r.Number, r.Service, r.Country, r.Customer, r.Code, cents(r.Cost), r.CostUSD,
		cents(r.Pays), r.PaysUSD, r.Billing, r.Report, r.Updated, r.Expires}
}

// inert keeps a spreadsheet from taking a text for a formula.
func inert(s string) string {
	if s == "" || !strings.ContainsRune("=@-+\t\r", rune(s[0])) {
		return s
	}
	if rest := s[1:]; (s[0] == '-' || s[0] == '+') && rest != "" && strings.Trim(rest, "0123456789.") == "" {
		return s // a number
	}
	return "'" + s
}

// write writes every row next gives until it gives none, and counts them.
func (o output) write(ctx context.Context, to io.Writer, next func(context.Context) ([]store.Activation, error)) (n int, err error) {
	w := bufio.NewWriter(to)
	line, end := o.writer(w)
	for {
		list, err := next(ctx)
		if err != nil {
			return n, err
		}
		if len(list) == 0 {
			break
		}
		for _, a := range list {
			if err := line(n, o.record(a)); err != nil {
				return n, err
			}
			n++
		}
	}
	if err := end(n); err != nil {
		return n, err
	}
	return n, w.Flush()
}

// writer gives what writes the nth row of a format, and what ends a file of n.
func (o output) writer(w *bufio.Writer) (line func(n int, r record) error, end func(n int) error) {
	switch o.format {
	case "JSON":
		return jsonRow(w), func(n int) error {
			s := "\n]\n"
			if n == 0 {
				s = "[]\n"
			}
			_, err := w.WriteString(s)
			return err
		}
	case "NDJSON":
		encode := json.NewEncoder(w)
		return func(_ int, r record) error { return encode.Encode(r) }, func(int) error { return nil }
	case "Markdown":
		return markdownRow(w), func(int) error { return nil }
	}
	c := csv.NewWriter(w)
	line = func(n int, r record) error {
		if n == 0 {
			if err := c.Write(heads); err != nil {
				return err
			}
		}
		fields := r.fields()
		for i, s := range fields {
			fields[i] = inert(s)
		}
		return c.Write(fields)
	}
	return line, func(int) error { c.Flush(); return c.Error() }
}

func jsonRow(w *bufio.Writer) func(n int, r record) error {
	return func(n int, r record) error {
		before := ",\n"
		if n == 0 {
			before = "[\n"
		}
		b, err := json.Marshal(r)
		if err != nil {
			return err
		}
		_, err = w.WriteString(before + string(b))
		return err
	}
}

func markdownRow(w *bufio.Writer) func(n int, r record) error {
	escape := strings.NewReplacer("|", `\|`, `\`, `\\`)
	return func(n int, r record) error {
		if n == 0 {
			head := "| " + strings.Join(heads, " | ") + " |\n|" + strings.Repeat(" --- |", len(heads)) + "\n"
			if _, err := w.WriteString(head); err != nil {
				return err
			}
		}
		fields := r.fields()
		for i, s := range fields {
			fields[i] = escape.Replace(s)
		}
		_, err := w.WriteString("| " + strings.Join(fields, " | ") + " |\n")
		return err
	}
}

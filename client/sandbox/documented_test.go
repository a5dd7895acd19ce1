package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/contract"
)

// Every documented route is answered as it is documented: what is allowed with success, what is
// not with 400, and nothing else with a status that the document does not have.
func TestTheDocumentedRoutesAreAnsweredAsDocumented(t *testing.T) {
	for _, name := range []string{"platfone", "numbersonline", "oneuc"} {
		book, err := contract.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, route := range book.Routes {
			t.Run(name+" "+route.ID, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := &walker{user: inProcess(t, newWorld(t, Options{Seed: 7, NoLimits: true, SMSAfter: 8 * time.Second})), book: book, route: route}
					time.Sleep(time.Hour) // what the world began with has ended
					w.control("account", `{"balance":9000000}`)
					w.want(200, "POST", creditPath, `{"transaction_id":"walk","amount":100000}`)
					w.walk()
				})
			})
		}
	}
}

// walker asks one route in every way its description has.
type walker struct {
	*user
	book  *contract.Book
	route *contract.Route
	made  int
}

func (w *walker) walk() {
	least := w.good()
	if w.route.ID == "N3" || w.route.ID == "N8" { // which have to change something
		least = 400
	}
	w.ask("as it is required", nil, "", least)
	for _, p := range w.route.Params {
		if p.Place != "query" && p.Place != "body" {
			continue
		}
		if p.Example != "" {
			w.ask("with "+p.Name, map[string]any{p.Name: typed(p, w.fill(p.Example))}, "", w.good())
		}
		for _, wrong := range breaches(p) {
			w.ask(fmt.Sprintf("with %s = %.40v", p.Name, wrong), map[string]any{p.Name: wrong}, "", w.refused(p))
		}
		if p.Required && p.Kind != "object" && !strings.HasSuffix(w.route.Paths[0], "?"+p.Name) {
			w.ask("without "+p.Name, nil, p.Name, 400)
		}
	}
	for _, path := range w.route.Paths[1:] {
		w.ask("at "+path, nil, "", w.good())
	}
}

// good is the status of a request with nothing wrong: a code that nobody was sent is the exception.
func (w *walker) good() int {
	if w.route.ID == "N5" {
		return 400
	}
	return w.route.Statuses[0]
}

// refused is the status of a request with something that is not allowed. A country that is not
// searched is not found there.
func (w *walker) refused(p contract.Param) int {
	if p.Name == "country" {
		return 404
	}
	return 400
}

// breaches are values that the description of a parameter does not allow.
func breaches(p contract.Param) []any {
	var out []any
	number := func(n int64) any {
		if p.Place == "body" {
			return n
		}
		return fmt.Sprint(n)
	}
	switch p.Kind {
	case "integer", "number":
		out = append(out, "many")
		if p.Min != 0 || p.Max != 0 {
			out = append(out, number(p.Min-1))
		}
		if p.Max != 0 {
			out = append(out, number(p.Max+1))
		}
	case "text":
		if p.Max != 0 {
			out = append(out, strings.Repeat("4", int(p.Max)+1))
		}
		if p.Min > 1 {
			out = append(out, strings.Repeat("4", int(p.Min)-1))
		}
		if p.Pattern != nil {
			out = append(out, "4/5 6")
		}
	case "word", "words", "boolean":
		out = append(out, "nosuchword")
	}
	return slices.DeleteFunc(out, func(v any) bool { return p.Wrong(jsoned(v)) == "" })
}

// jsoned is a value as a decoder gives it.
func jsoned(v any) any {
	if n, ok := v.(int64); ok {
		return float64(n)
	}
	return v
}

// typed is an example as the JSON value that it stands for.
func typed(p contract.Param, example string) any {
	if p.Place != "body" {
		return example
	}
	switch p.Kind {
	case "integer", "number", "boolean":
		return json.RawMessage(example)
	case "texts":
		return []string{example}
	}
	return example
}

// ask makes one request: what is required, more, and not what is left out.
func (w *walker) ask(how string, more map[string]any, without string, want int) {
	w.Helper()
	path, query, body := w.template(how), url.Values{}, map[string]any{}
	fields := map[string]any{}
	for _, p := range w.route.Params {
		value, given := more[p.Name]
		switch {
		case p.Name == without, !given && !p.Required, p.Kind == "object" && !given:
			continue
		case !given && strings.HasPrefix(p.Name, "data.e911.") && !about(more, without, "data.e911."): // required where there is an address
			continue
		case !given:
			value = typed(p, w.fill(p.Example))
		}
		switch p.Place {
		case "path":
			path = strings.ReplaceAll(path, "{"+p.Name+"}", url.QueryEscape(fmt.Sprint(value)))
		case "query":
			query.Set(p.Name, fmt.Sprint(value))
		case "body":
			fields[p.Name] = value
		}
	}
	if w.route.ID == "A1" && fields["customer_price"] == nil && fields["customer_markup"] == nil {
		fields["customer_markup"] = 20 // one of the two has to be there
	}
	for _, p := range w.route.Params {
		if p.Place == "body" && p.Kind == "object" && p.Required && p.Name != without {
			body[p.Name] = map[string]any{}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		put(body, name, fields[name])
	}
	w.send(how, path, query, body, want)
}

// about reports whether a request is about what is in an object.
func about(more map[string]any, without, prefix string) bool {
	for name := range more {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return strings.HasPrefix(without, prefix)
}

func (w *walker) template(how string) string {
	if at, ok := strings.CutPrefix(how, "at "); ok {
		return at
	}
	path, _, _ := strings.Cut(w.route.Paths[0], "?")
	return path
}

// put sets a field of an object by its dotted name.
func put(object map[string]any, name string, value any) {
	first, rest, nested := strings.Cut(name, ".")
	if !nested {
		object[first] = value
		return
	}
	inner, _ := object[first].(map[string]any)
	if inner == nil {
		inner = map[string]any{}
		object[first] = inner
	}
	put(inner, rest, value)
}

func (w *walker) send(how, path string, query url.Values, body map[string]any, want int) {
	w.Helper()
	text := ""
	if len(body) > 0 {
		raw, err := json.Marshal(body)
		if err != nil {
			w.Fatal(err)
		}
		text = string(raw)
	}
	media := ""
	if w.route.ID == "N9" {
		text, media = "\x89PNG\r\n\x1a\n0000", "image/png"
	}
	r := w.request(w.Context(), w.route.Method, path+"?"+query.Encode(), text)
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	answer, err := w.client.Do(r)
	if err != nil {
		w.Fatal(err)
	}
	defer answer.Body.Close()
	var said json.RawMessage
	if answer.StatusCode != 304 {
		if err := json.NewDecoder(answer.Body).Decode(&said); err != nil {
			w.Errorf("%s: no JSON: %v", how, err)
		}
	}
	if answer.StatusCode != want || !slices.Contains(w.route.Statuses, answer.StatusCode) {
		w.Errorf("%s: %s %s %s: %d %.200s, want %d", how, r.Method, r.URL.Path, text, answer.StatusCode, said, want)
	}
}

// fill makes what a word stands for.
func (w *walker) fill(example string) string {
	w.made++
	keys := w.w.Endpoints("").Lines
	switch example {
	case "$new":
		return fmt.Sprintf("walk%d", w.made)
	case "$customer":
		id := fmt.Sprintf("walk%d", w.made)
		w.want(200, "POST", "/m/customer", `{"customer_id":"`+id+`"}`)
		return id
	case "$waiting":
		id := w.rent("discord", "pl") // whose first SMS comes in the last minute
		time.Sleep(3 * time.Minute)
		return id
	case "$received", "$reported":
		id := w.rent("telegram", "uk")
		w.sms(id)
		if example == "$reported" {
			w.want(200, "POST", "/a/customer/acme/activation/"+id+"/report", `{"reason_id":4}`)
		}
		return id
	case "$draft":
		return "+16285550177"
	case "$apikey":
		return keys.APIKey
	case "$account":
		return keys.AccountID
	case "$offered":
		var found struct {
			Data []struct{ Number string }
		}
		if err := json.Unmarshal([]byte(w.want(200, "GET", "/v2/phone_numbers?prefix=415&quantity=1", "")), &found); err != nil {
			w.Fatal(err)
		}
		return found.Data[0].Number
	}
	return example
}

// rent rents a number for acme, which has the money for it.
func (w *walker) rent(service, country string) string {
	w.want(200, "POST", creditPath, fmt.Sprintf(`{"transaction_id":"rent%d","amount":1000}`, w.made))
	var made struct {
		ID string `json:"activation_id"`
	}
	body := fmt.Sprintf(`{"service_id":%q,"country_id":%q,"customer_price":80,"max_price":5000}`, service, country)
	if err := json.Unmarshal([]byte(w.want(200, "POST", "/a/customer/acme/activation", body)), &made); err != nil {
		w.Fatal(err)
	}
	return made.ID
}

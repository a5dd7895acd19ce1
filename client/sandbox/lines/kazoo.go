package lines

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// newer are the calls that servers of this kind have beyond the document.
var newer = []route{
	{"PATCH", numbersPath + "/{number}", false, 1, owned(patchNumber)},
	{"PUT", numbersPath + "/{number}", false, 1, createNumber},
	{"POST", numbersPath + "/check", false, 1, checkNumbers},
	{"POST", numbersPath + "/locality", false, 1, locate},
	{"POST", "/phone_numbers/locality", true, 1, locate},
	{"GET", "/phone_numbers/classifiers", true, 1, listClassifiers},
	{"GET", "/phone_numbers/classifiers/{number}", true, 1, classify},
	{"GET", "/accounts/{account}/classifiers", false, 1, listClassifiers},
	{"GET", "/accounts/{account}/classifiers/{number}", false, 1, classify},
}

// classified takes an account's classifiers out from among its numbers: their paths say the same as
// those of a number with that name.
func classified(next http.Handler) http.Handler {
	const among, apart = "/phone_numbers/classifiers", "/classifiers"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/accounts/") && strings.Contains(r.URL.Path, among) {
			moved := new(url.URL)
			*moved = *r.URL
			moved.Path = strings.Replace(r.URL.Path, among, apart, 1)
			moved.RawPath = strings.Replace(r.URL.RawPath, among, apart, 1)
			r = r.Clone(r.Context())
			r.URL = moved
		}
		next.ServeHTTP(w, r)
	})
}

// sign adds to an envelope what newer servers say of themselves.
func (c *call) sign(envelope map[string]any) {
	envelope["node"], envelope["version"] = "switchboard-sandbox", "4.3.0"
	envelope["timestamp"] = c.now.UTC().Format(time.RFC3339)
	if c.spent > 0 {
		envelope["tokens"] = map[string]int{"consumed": int(c.spent), "remaining": int(c.left)}
	}
}

// newer is a fault in the words of newer servers.
func (f *fault) newer() *fault {
	words := map[string]string{"invalid credentials": "invalid_credentials", "forbidden": "forbidden", "not found": "not_found",
		"method not allowed": "invalid_method"}
	name, ok := words[f.message]
	switch {
	case ok:
		return &fault{f.status, name, map[string]string{"message": strings.ReplaceAll(f.message, "_", " ")}}
	case f.message == "invalid data":
		return &fault{f.status, "validation error", f.data}
	}
	return f
}

// featureObject are features the way newer servers write them.
func featureObject(list []string) map[string]any {
	object := map[string]any{}
	for _, name := range list {
		object[name] = map[string]any{}
	}
	return object
}

// patchNumber merges what was sent into the number's document; null takes a key away. An address
// that was not sent stays as it is.
func patchNumber(c *call, n *number) (int, any, error) {
	if n.State == aging {
		return 0, nil, transition(aging, inService)
	}
	body, data, err := c.data()
	if err != nil {
		return 0, nil, err
	}
	current := map[string]json.RawMessage{}
	for key, value := range n.Public {
		current[key] = value
	}
	if n.E911 != nil {
		current["e911"], _ = json.Marshal(n.E911) // texts only
	}
	_, moves := data["e911"]
	return c.put(n, body.AcceptCharges, merged(current, data), !moves)
}

// merged is an object with another laid over it, object by object.
func merged(under, over map[string]json.RawMessage) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	for key, value := range under {
		out[key] = value
	}
	for key, value := range over {
		var a, b map[string]json.RawMessage
		switch {
		case string(value) == "null":
			delete(out, key)
		case json.Unmarshal(out[key], &a) == nil && json.Unmarshal(value, &b) == nil:
			out[key], _ = json.Marshal(merged(a, b)) // decoded a line above
		default:
			out[key] = value
		}
	}
	return out
}

// createNumber adds a number that the account brings with it. It is reserved unless another state is asked for.
func createNumber(c *call) (int, any, error) {
	e164 := normalise(c.PathValue("number"))
	if e164 == "" {
		return 0, nil, because(http.StatusNotFound, "not_reconcilable", "number is not reconcilable", c.PathValue("number"))
	}
	body, err := c.envelope()
	if err != nil {
		return 0, nil, err
	}
	data := map[string]json.RawMessage{}
	if len(body.Data) > 0 && json.Unmarshal(body.Data, &data) != nil {
		return 0, nil, missing("data")
	}
	if err := check(data); err != nil {
		return 0, nil, err
	}
	if c.Numbers[e164] != nil {
		return 0, nil, because(http.StatusConflict, "number_exists", "number "+e164+" already exists", e164)
	}
	n := &number{E164: e164, State: reserved, Account: c.Account, Local: true, Created: c.now.Unix(), Modified: c.now.Unix()}
	if state := data["create_with_state"]; state != nil {
		_ = json.Unmarshal(state, &n.State) // the schema has been checked
		delete(data, "create_with_state")
	}
	c.Numbers[e164] = n
	_, doc, err := c.put(n, body.AcceptCharges, data, false)
	if err != nil {
		delete(c.Numbers, e164)
		return 0, nil, err
	}
	return http.StatusCreated, doc, nil
}

// listed reads the numbers that a request is about.
func (c *call) listed() ([]string, error) {
	_, data, err := c.data()
	if err != nil {
		return nil, err
	}
	var list []string
	if data["numbers"] == nil || json.Unmarshal(data["numbers"], &list) != nil {
		return nil, missing("numbers")
	}
	return list, nil
}

// checkNumbers tells which numbers could still be bought.
func checkNumbers(c *call) (int, any, error) {
	list, err := c.listed()
	if err != nil {
		return 0, nil, err
	}
	states := map[string]string{}
	for _, text := range list {
		states[text] = "error"
		if buys, f := c.candidate(normalise(text)); buys && f == nil {
			states[text] = "success"
		}
	}
	return http.StatusOK, states, nil
}

// locate tells where numbers are at home.
func locate(c *call) (int, any, error) {
	list, err := c.listed()
	if err != nil {
		return 0, nil, err
	}
	places := map[string]any{}
	for _, text := range list {
		e164 := normalise(text)
		if len(e164) != 12 || e164[:2] != "+1" {
			places[text] = map[string]string{"status": "error", "message": "not enough information"}
			continue
		}
		center := centerOf(e164[2:5])
		places[text] = map[string]string{"status": "success", "country": "US", "region": center.State, "locality": center.Name}
	}
	return http.StatusOK, places, nil
}

// classifier names a kind of number.
type classifier struct {
	name, pattern, title, print string
}

var classifiers = []classifier{
	{"tollfree_us", `^\+1((?:800|888|877|866|855|844|833)\d{7})$`, "US TollFree", "SS(###) ### - ####"},
	{"toll_us", `^\+1(900\d{7})$`, "US Toll", "SS(###) ### - ####"},
	{"emergency", `^(911)$`, "Emergency Dispatcher", ""},
	{"did_us", `^\+?1?([2-9][0-9]{2}[2-9][0-9]{6})$`, "US DID", "SS(###) ### - ####"},
	{"international", `^(011\d*)$|^(00\d*)$`, "International", "SSS011*"},
	{"unknown", `^(.+)$`, "Unknown", ""},
}

func (k classifier) view() map[string]any {
	view := map[string]any{"regex": k.pattern, "friendly_name": k.title}
	if k.print != "" {
		view["pretty_print"] = k.print
	}
	return view
}

// listClassifiers are the kinds of numbers there are.
func listClassifiers(*call) (int, any, error) {
	all := map[string]any{}
	for _, k := range classifiers {
		all[k.name] = k.view()
	}
	return http.StatusOK, all, nil
}

// classify tells of which kind a number is.
func classify(c *call) (int, any, error) {
	text := c.PathValue("number")
	e164 := normalise(text)
	if e164 == "" {
		return 0, nil, because(http.StatusNotFound, "not_reconcilable", "number is not reconcilable", text)
	}
	for _, k := range classifiers {
		if regexp.MustCompile(k.pattern).MatchString(e164) {
			view := k.view()
			view["name"], view["number"], view["e164"] = k.name, text, e164
			return http.StatusOK, view, nil
		}
	}
	return 0, nil, notOurs() // the last kind is any number's
}

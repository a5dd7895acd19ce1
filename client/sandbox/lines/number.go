package lines

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"switchboard/client/sandbox/answer"
)

// The states of a number (Phone Number API, "create_with_state").
const (
	aging     = "aging"
	available = "available"
	deleted   = "deleted"
	discovery = "discovery"
	inService = "in_service"
	portIn    = "port_in"
	portOut   = "port_out"
	released  = "released"
	reserved  = "reserved"
)

// epoch is 1970-01-01 in Gregorian seconds, which is how OneUC counts.
const epoch = 62_167_219_200

// number is one phone number and what its account keeps with it. Times are unix
// seconds.
type number struct {
	E164     string                     `json:"e164"`
	State    string                     `json:"state"`
	Account  string                     `json:"account,omitempty"` // "" belongs to nobody
	UsedBy   string                     `json:"used_by,omitempty"`
	Local    bool                       `json:"local,omitempty"`
	Created  int64                      `json:"created"`
	Modified int64                      `json:"modified"`
	E911     *address                   `json:"e911,omitempty"`
	Public   map[string]json.RawMessage `json:"public,omitempty"` // cnam, porting, carrier_name, the user's own fields
	After    string                     `json:"after,omitempty"`  // what releasing makes of it; available unless told
}

var (
	notDigit = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[^0-9]`) })
	e164Form = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`) })
)

// normalise writes a number as the server does: ten digits get +1, everything
// else a plus, so 41234567 becomes +41234567 (Phone Number API, "Per-number CRUD
// operations"). "" cannot be a number.
func normalise(text string) string {
	digits := notDigit().ReplaceAllString(text, "")
	e164 := "+" + digits
	if len(digits) == 10 && !strings.HasPrefix(text, "+") {
		e164 = "+1" + digits
	}
	if !e164Form().MatchString(e164) {
		return ""
	}
	return e164
}

// features are computed from what the number has.
func (n *number) features() []string {
	list := []string{}
	var cnam struct {
		Name   string `json:"display_name"`
		Lookup bool   `json:"inbound_lookup"`
	}
	_ = json.Unmarshal(n.Public["cnam"], &cnam) // checked when it was written
	for _, feature := range []struct {
		name string
		has  bool
	}{
		{"e911", n.E911 != nil}, {"inbound_cnam", cnam.Lookup}, {"local", n.Local}, {"outbound_cnam", cnam.Name != ""}, {"port", !empty(n.Public["porting"])},
	} {
		if feature.has {
			list = append(list, feature.name)
		}
	}
	return list
}

// document is the number as reading and replacing it show it.
func (c *call) document(n *number) answer.Fields {
	doc := n.document()
	if c.kazoo {
		own := doc["_read_only"].(map[string]any)
		own["features"] = map[string]any{"available": []string{"cnam", "e911", "failover", "force_outbound", "port", "prepend", "ringback"}, "settings": featureObject(n.features())}
	}
	return printed(doc)
}

// printed is a number's document in the order of the provider's examples; what they do not have
// comes last.
func printed(doc map[string]any) answer.Fields {
	var pairs []any
	known := []string{"_read_only", "features", "used_by", "id", "e911", "state"}
	for _, name := range known {
		if value, ok := doc[name]; ok {
			pairs = append(pairs, name, value)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(doc)) {
		if !slices.Contains(known, name) {
			pairs = append(pairs, name, doc[name])
		}
	}
	return answer.Pairs(pairs...)
}

func (n *number) document() map[string]any {
	doc := map[string]any{}
	for key, value := range n.Public {
		doc[key] = value
	}
	doc["id"], doc["state"], doc["features"] = n.E164, n.State, n.features()
	doc["_read_only"] = map[string]any{"created": n.Created + epoch, "modified": n.Modified + epoch, "state": n.State, "features": n.features()}
	if n.UsedBy != "" {
		doc["used_by"] = n.UsedBy
	}
	if n.E911 != nil {
		doc["e911"] = n.E911.copy()
	}
	return doc
}

// brief is the number as buying and releasing show it.
func brief(e164, state string, created, modified int64) map[string]any {
	return map[string]any{"id": e164, "state": state,
		"_read_only": map[string]any{"created": created + epoch, "modified": modified + epoch, "state": state}}
}

// ours is the number in the path, when the account has it.
func (c *call) ours() (*number, error) {
	n := c.Numbers[normalise(c.PathValue("number"))]
	if n == nil || n.Account != c.Account {
		return nil, notOurs()
	}
	return n, nil
}

// readNumber is O6.
func readNumber(c *call, n *number) (int, any, error) {
	return 200, c.document(n), nil
}

// release is a number that was given up.
type release struct {
	Number string `json:"number"`
	At     int64  `json:"at"`
	State  string `json:"state"` // what became of it
}

// releaseNumber is O7: the number loses its features, and usually its owner.
func releaseNumber(c *call, n *number) (int, any, error) {
	if n.State != inService && n.State != reserved && n.State != portIn {
		return 0, nil, transition(n.State, released)
	}
	c.dropAddress(n)
	n.State, n.Public, n.UsedBy, n.Modified = available, nil, "", c.now.Unix()
	if n.After != "" {
		n.State, n.After = n.After, ""
	}
	answer := brief(n.E164, n.State, n.Created, n.Modified)
	c.Releases = append(c.Releases, release{Number: n.E164, At: n.Modified, State: n.State})
	switch n.State {
	case available:
		n.Account = ""
	case deleted:
		delete(c.Numbers, n.E164)
	}
	return 200, answer, nil
}

// transition is the fault of a step that the state machine does not have.
func transition(from, to string) *fault {
	return because(400, "invalid_state_transition", "invalid state transition", "from "+from+" to "+to)
}

// activate puts a number in service for the account.
func (st *state) activate(e164 string, now time.Time) *number {
	n := st.Numbers[e164]
	if n == nil || n.Account == "" {
		n = &number{E164: e164, Created: now.Unix()}
		st.Numbers[e164] = n
	}
	n.Account, n.State, n.Modified = st.Account, inService, now.Unix()
	return n
}

package lines

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"time"

	"switchboard/client/sandbox/answer"
)

// maxOwned is how many numbers one order may add.
const maxOwned = 10_000

// order is what a control takes; each uses the fields it needs.
type order struct {
	Shape string `json:"shape"` // shape: a, b, c · charges: object, invoices · invalid: document, kazoo
	On    *bool  `json:"on"`    // charges, credit: true unless told
	Count int    `json:"count"` // own
	Area  string `json:"area"`  // own: three digits, 661 unless told
	Cents *int64 `json:"cents"` // credit: what is left
}

func (o order) on() bool { return o.On == nil || *o.On }

// Controls are the control routes of this provider.
func (s *Service) Controls() []answer.Route {
	return answer.Posts(
		[3]string{"shape", `{"shape": "a|b|c"}`, "sets how a purchase that failed in part is told"},
		[3]string{"charges", `{"on"?: bool, "shape"?: "object|invoices"}`, "asks before local numbers and features too, and sets how"},
		[3]string{"own", `{"count": n, "area"?: "661"}`, "gives the account numbers in service"},
		[3]string{"invalid", `{"shape": "document|kazoo"}`, "sets how an unknown address is told"},
		[3]string{"credit", `{"on": bool} or {"cents": n}`, "leaves no credit, or this much"},
		[3]string{"expire", "", "has every token but the printed one idle out"},
	)
}

// Control changes the world from outside, by the name of one of Controls. The body is JSON or
// empty. An unknown name is answer.ErrNoControl.
func (s *Service) Control(name string, body []byte) (any, error) {
	controls := map[string]func(*state, order, time.Time) error{
		"shape": (*state).orderShape, "charges": (*state).orderCharges, "own": (*state).orderOwn,
		"invalid": (*state).orderInvalid, "credit": (*state).orderCredit, "expire": (*state).orderExpire,
	}
	control := controls[name]
	if control == nil {
		return nil, answer.ErrNoControl
	}
	var o order
	if len(body) > 0 {
		if err := json.Unmarshal(body, &o); err != nil {
			return nil, fmt.Errorf("reading the %s order: %w", name, err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.options.Clock.Now()
	s.state.settle(now)
	if err := control(&s.state, o, now); err != nil {
		return nil, err
	}
	return map[string]any{"switches": s.state.Switches, "numbers": len(s.state.Numbers), "credit": s.state.Credit}, nil
}

// pick sets a switch to one of its positions.
func pick(into *string, value string, positions ...string) error {
	if !slices.Contains(positions, value) {
		return fmt.Errorf("shape must be one of %q", positions)
	}
	*into = value
	return nil
}

func (st *state) orderShape(o order, _ time.Time) error {
	return pick(&st.Switches.Shape, o.Shape, "a", "b", "c")
}

func (st *state) orderInvalid(o order, _ time.Time) error {
	return pick(&st.Switches.Invalid, o.Shape, "document", "kazoo")
}

func (st *state) orderCharges(o order, _ time.Time) error {
	if o.Shape != "" {
		if err := pick(&st.Switches.Quote, o.Shape, "object", "invoices"); err != nil {
			return err
		}
	}
	st.Switches.Charges = o.on()
	return nil
}

func (st *state) orderCredit(o order, _ time.Time) error {
	if o.Cents != nil {
		st.Credit, st.Switches.Exhausted = *o.Cents, false
		return nil
	}
	st.Switches.Exhausted = o.on()
	return nil
}

func (st *state) orderExpire(order, time.Time) error {
	clear(st.Tokens)
	return nil
}

// orderOwn gives the account numbers, each a minute older than the one before.
func (st *state) orderOwn(o order, now time.Time) error {
	if o.Area == "" {
		o.Area = "661"
	}
	if o.Count < 1 || o.Count > maxOwned || !e164Form().MatchString("+1"+o.Area+"2000000") || len(o.Area) != 3 {
		return fmt.Errorf("count must be 1 to %d and area three digits", maxOwned)
	}
	for i, line := 0, 2_000_000; i < o.Count && line < 10_000_000; line++ {
		e164 := fmt.Sprintf("+1%s%07d", o.Area, line)
		if st.Numbers[e164] != nil {
			continue
		}
		at := now.Unix() - int64(i)*60
		st.Numbers[e164] = &number{E164: e164, State: inService, Account: st.Account, UsedBy: "callflow", Local: i%2 == 0, Created: at, Modified: at}
		i++
	}
	return nil
}

// entry is one number in the ledger.
type entry struct {
	Number string   `json:"number"`
	State  string   `json:"state"`
	E911   *address `json:"e911,omitempty"`
	After  string   `json:"after,omitempty"`
}

// Ledger is what the provider holds to be true: the account's numbers, what was
// bought and released, what happened to emergency addresses, and the credit left
// in cents. Times are unix seconds.
func (s *Service) Ledger() any {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state.settle(s.options.Clock.Now())
	numbers := []entry{}
	for _, n := range s.state.Numbers {
		if n.Account != s.state.Account {
			continue
		}
		e := entry{Number: n.E164, State: n.State, After: n.After}
		if n.E911 != nil {
			e.E911 = n.E911.copy()
		}
		numbers = append(numbers, e)
	}
	sort.Slice(numbers, func(i, j int) bool { return numbers[i].Number < numbers[j].Number })
	return map[string]any{"account": s.state.Account, "numbers": numbers, "credit": s.state.Credit, "switches": s.state.Switches,
		"purchases": append([]purchase{}, s.state.Purchases...), "releases": append([]release{}, s.state.Releases...),
		"emergency": append([]event{}, s.state.Emergency...)}
}

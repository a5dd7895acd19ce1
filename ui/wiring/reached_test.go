package wiring_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"switchboard/client/sandbox"
	"switchboard/ui/cli"
)

// told runs a command and reads the JSON that it answers with.
func told(t *testing.T, args ...string) any {
	t.Helper()
	code, out, errs := ask(t, append(args, "--json")...)
	var v any
	if err := json.Unmarshal([]byte(out), &v); err != nil || code != cli.OK {
		t.Fatalf("%v ends with %d: %s%s", args, code, out, errs)
	}
	return v
}

// Whether the provider keeps a customer from operating is told where it was asked, and null in a list, which does not tell it.
func TestACustomersHoldIsTold(t *testing.T) {
	provided(t)
	for _, c := range told(t, "customers", "list").([]any) {
		if hold := c.(map[string]any)["on_hold"]; hold != nil {
			t.Errorf("before it was asked it is %v", hold)
		}
	}
	if got := told(t, "customers", "show", "acme").(map[string]any); got["on_hold"] != false || got["on_hold_read_at"] == nil {
		t.Errorf("of an active customer: %v", got)
	}
	told(t, "customers", "status", "acme", "disabled", "--yes")
	if got := told(t, "customers", "show", "acme").(map[string]any); got["on_hold"] != true {
		t.Errorf("of a disabled customer: %v", got)
	}
}

// A cancel that is not allowed yet is refused, or waits for its moment where that is asked for.
func TestAnEndWaitsUntilItIsAllowed(t *testing.T) {
	world, _ := served(t, sandbox.Options{Seed: 7, NoLimits: true, SMSAfter: time.Hour})
	id := told(t, "order", "--customer", "acme", "--service", "telegram", "--country", "uk", "--yes").(map[string]any)["activation_id"].(string)
	if code, _, _ := ask(t, "activations", "end", id, "--yes"); code == cli.OK {
		t.Fatal("it was canceled at once")
	}
	if _, err := world.Control("clock", []byte(`{"forward":119}`)); err != nil {
		t.Fatal(err)
	}
	if got := told(t, "activations", "end", id, "--yes", "--when-allowed"); got.(map[string]any)["activation_status"] != "canceled" {
		t.Errorf("it is %v", got)
	}
}

// The characters of a text that reads as something else are told with its number.
func TestASuspiciousTextIsSpelled(t *testing.T) {
	world, _ := served(t, sandbox.Options{Seed: 7, NoLimits: true})
	list := told(t, "activations", "list").([]any)
	var waits string
	for _, a := range list {
		if one := a.(map[string]any); one["state"] == "waiting" {
			waits = one["activation_id"].(string)
		}
	}
	if _, err := world.Control("sms", []byte(`{"activation_id":"`+waits+`","text":"Your code is 61\u202e9284"}`)); err != nil {
		t.Fatal(err)
	}
	for _, a := range list {
		id := a.(map[string]any)["activation_id"].(string)
		said := fmt.Sprint(told(t, "activations", "get", id).(map[string]any)["suspect"])
		if strings.Contains(said, "U+202E at 16") != (id == waits) {
			t.Errorf("%s: %s", id, said)
		}
	}
}

// What the provider holds for the account is searched by prefix, and a list of some numbers asks the provider for these alone.
func TestTheAccountsNumbersAreSearchedAndListedInPart(t *testing.T) {
	world, _ := served(t, sandbox.Options{Seed: 7, NoLimits: true})
	asked := func(part string) (n int) {
		for _, q := range world.Requests() {
			if strings.HasSuffix(q.Path, "/phone_numbers") && strings.Contains(q.Path, "/accounts/") && strings.Contains(q.Query, part) {
				n++
			}
		}
		return n
	}
	held := told(t, "numbers", "find", "415", "--account").([]any)
	if len(held) == 0 || asked("prefix=415") != 1 {
		t.Errorf("%d are held, asked %d times", len(held), asked("prefix=415"))
	}
	whole := len(told(t, "numbers", "list").([]any))
	some := told(t, "numbers", "list", "--state", "reserved").([]any)
	if len(some) == 0 || len(some) >= whole || asked("filter_state=reserved") != 1 {
		t.Errorf("%d of %d are reserved, asked %d times", len(some), whole, asked("filter_state=reserved"))
	}
	for _, n := range some {
		if state := n.(map[string]any)["state"]; state != "reserved" {
			t.Errorf("one is %v", state)
		}
	}
	if young := told(t, "numbers", "list", "--created-from", "1h").([]any); len(young) != 0 || asked("created_from=") != 1 {
		t.Errorf("%d were made in this hour, asked %d times", len(young), asked("created_from="))
	}
	if again := len(told(t, "numbers", "list").([]any)); again != whole {
		t.Errorf("after lists of some there are %d numbers of %d", again, whole)
	}
}

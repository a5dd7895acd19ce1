package wiring_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
)

// problem is the error that a command ends with, in JSON.
func problem(t *testing.T, out string) (p struct {
	Exit       int    `json:"exit"`
	Reason     string `json:"reason"`
	RetryAfter int    `json:"retry_after"`
	Activation string `json:"activation_id"`
	E164       string `json:"e164"`
}) {
	t.Helper()
	var all struct {
		Error json.RawMessage `json:"error"`
	}
	if err := json.Unmarshal([]byte(out), &all); err != nil {
		t.Fatalf("%v in %q", err, out)
	}
	if err := json.Unmarshal(all.Error, &p); err != nil {
		t.Fatalf("%v in %q", err, out)
	}
	return p
}

// What is too early says so in a word of its own, with how long to wait and of which number
// it is; a number is named by its phone number as well as by its id.
func TestANumberIsNamedByItsPhoneNumber(t *testing.T) {
	provided(t)
	_, out, errs := ask(t, "order", "--customer", "acme", "--service", "telegram", "--country", "uk", "--yes", "--json")
	var ordered struct {
		ID   string `json:"activation_id"`
		E164 string `json:"e164"`
	}
	if err := json.Unmarshal([]byte(out), &ordered); err != nil {
		t.Fatalf("%v in %q: %s", err, out, errs)
	}
	code, out, _ := ask(t, "activations", "end", ordered.E164, "--json")
	p := problem(t, out)
	if code != cli.Guarded || p.Reason != "too_early" || p.RetryAfter < 1 || p.RetryAfter > 125 || p.Activation != ordered.ID || p.E164 != ordered.E164 {
		t.Errorf("ending it at once: exit %d, %s", code, out)
	}
	code, out, _ = ask(t, "activations", "again", ordered.E164, "--json")
	if p := problem(t, out); code != cli.Guarded || p.Reason != "wrong_state" || p.RetryAfter != 0 || p.Activation != ordered.ID {
		t.Errorf("another message before the first: exit %d, %s", code, out)
	}
	for _, line := range []string{"activations get", "activations report", "wait --timeout=1s"} {
		if code, out, errs := ask(t, append(strings.Fields(line), ordered.E164, "--json")...); code == cli.NotFound || code == cli.Usage || !strings.Contains(out, ordered.ID) && line != "activations report" {
			t.Errorf("%s: exit %d, %s%s", line, code, out, errs)
		}
	}
}

// Of two activations of a phone number that run the newest is meant, and that is said.
func TestOfTwoThatRunTheNewestIsMeant(t *testing.T) {
	alone(t)
	if code, _, errs := ask(t, "--sandbox", "activations", "list"); code != cli.OK {
		t.Fatal(errs)
	}
	db, err := store.Open(t.Context(), filepath.Join(os.Getenv("XDG_DATA_HOME"), "switchboard", "profiles", "sandbox"))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	two := func(id, code string, at time.Time) platfone.Activation {
		return platfone.Activation{
			ID: strings.Repeat(id, 24), CustomerID: "acme", Phone: phone.FromDigits("447700900555"), CountryID: "uk", ServiceID: "telegram", SMS: platfone.SMSReceived,
			Status: platfone.StatusActive, Billing: platfone.BillingBilled, Code: code, Text: "code " + code, Price: money.Known(34), CustomerPrice: money.Known(60),
			CreatedAt: at, UpdatedAt: at, ExpireAt: now.Add(15 * time.Minute),
		}
	}
	if err := db.PutActivations(t.Context(), now, two("a", "1111", now.Add(-9*time.Minute)), two("b", "2222", now.Add(-2*time.Minute))); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"activations get", "wait"} {
		code, out, errs := ask(t, append(append([]string{"--sandbox", "--offline"}, strings.Fields(line)...), "+44 7700 900555", "--ndjson")...)
		if code != cli.OK || !strings.Contains(out, `"code":"2222"`) || !strings.Contains(errs, "2 activations run on +44 7700 900555: the newest is meant") {
			t.Errorf("%s: exit %d, %s%s", line, code, out, errs)
		}
	}
}

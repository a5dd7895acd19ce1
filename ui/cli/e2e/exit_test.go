package e2e

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// telegram is an order that succeeds on a fresh world.
var telegram = []string{"order", "--customer", "acme", "--service", "telegram", "--country", "uk", "--yes"}

// limits are a person's own, by the case they are set for.
var limits = map[string][]string{
	"over the limit per order":  {"SWITCHBOARD_SPEND_MAX_PER_ORDER=0.20"},
	"over the limit of the day": {"SWITCHBOARD_SPEND_MAX_PER_DAY=0.20"},
}

// plus adds options to an order.
func plus(options ...string) []string { return append(append([]string{}, telegram...), options...) }

func fault(kind, method, path string) []string {
	return []string{"--sandbox-control", fmt.Sprintf(`fault={"provider":"sms","method":%q,"path":%q,"kind":%q,"times":-1}`, method, path, kind)}
}

// Every exit code of the SMS commands can be reached, tells under --json what
// it is, and says a sentence on standard error.
func TestExitCodes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		args []string
		code int
		word string // of the error
		has  []string
	}{
		{"done", telegram, 0, "", []string{`"activation_id":`, `"e164":"+44`, `"price_cents":`}},
		{"the provider is down", append(fault("status", "", "/"), telegram...), 1, "failure", nil},
		{"nobody answers", append(fault("offline", "", "/"), telegram...), 1, "unreachable", nil},
		{"an option that is not there", []string{"order", "--bogus"}, 2, "usage", nil},
		{"a command that is not there", []string{"bogus"}, 2, "usage", nil},
		{"an amount in another shape", plus("--max", "1,50"), 2, "usage", nil},
		{"an id with an underscore", []string{"customers", "show", "no_such"}, 2, "invalid", []string{`"field":`, `"allowed":`}},
		{"the key is refused", append([]string{"--sandbox-control", `key={"provider":"sms","refuse":true}`}, telegram...), 3, "key_refused", nil},
		{"a service that is not there", plus("--service", "nosuch"), 4, "not_found", nil},
		{"a customer that is not there", plus("--customer", "nobody9"), 4, "not_found", nil},
		{"ordering is blocked", append([]string{"--sandbox-control", "block"}, telegram...), 5, "limited", []string{`"retry_after":`, `"retry_at":"2`}},
		{"the price moved", plus("--max", "0.01"), 6, "price_moved", []string{`"suggested_cents":`, `"order_id":`}},
		{"no code in time", plus("--wait", "--sms-after", "1h"), 7, "no_code", nil},
		{"no such code", []string{"code", "--max-age", "1ns"}, 7, "no_code", nil},
		{"reading only", plus("--read-only"), 9, "read_only", nil},
		{"over the limit", plus("--max-spend", "0.10"), 9, "spend_per_act", nil},
		{"over the limit per order", telegram, 9, "spend_per_act", []string{"spend.max_per_order"}},
		{"over the limit of the day", telegram, 9, "spend_per_day", []string{"spend.max_per_day"}},
		{"nobody to ask", telegram[:len(telegram)-1], 9, "not_confirmed", nil},
		{"no provider is asked", plus("--offline"), 9, "offline", nil},
		{"the answer is lost", append(fault("lost_answer", "POST", "activation"), telegram...), 10, "unknown", []string{`"attempt":`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			run := func(more ...string) result {
				return newHome(t, limits[c.name]...).run(append(append([]string{"--json"}, more...), c.args...)...)
			}
			var got result
			if c.word == "no_code" && c.args[0] == "order" {
				got, _ = inVain(func(limit time.Duration) result { return run("--timeout", limit.String()) })
			} else {
				got = run()
			}
			if got.code != c.code {
				t.Errorf("it ended with %d, not %d", got.code, c.code)
			}
			var answer struct {
				Error struct {
					Reason  string
					Exit    int
					Message string
				}
			}
			if err := json.Unmarshal([]byte(got.out), &answer); err != nil || answer.Error.Reason != c.word || answer.Error.Exit != c.code {
				t.Errorf("standard output is %q (%v)", got.out, err)
			}
			for _, part := range c.has {
				if !strings.Contains(got.out, part) {
					t.Errorf("%s is missing in %s", part, got.out)
				}
			}
			if c.code > 0 && !strings.Contains(got.err, "switchboard: "+answer.Error.Message) || c.code == 0 && got.err != "" {
				t.Errorf("standard error is %q", got.err)
			}
		})
	}
}

// An order whose answer was lost is found by a sync; there is one of it.
func TestSyncFindsLostOrder(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	list := func() int { return strings.Count(h.run("activations", "list", "--quiet").out, "\n") }
	before := list()
	if got := h.run(append(fault("lost_answer", "POST", "activation"), telegram...)...); got.code != 10 || !strings.Contains(got.err, "switchboard sync") {
		t.Fatalf("%+v", got)
	}
	if got := h.run("sync", "--json"); got.code != 10 || !strings.Contains(got.out, `"unknown":0`) || !strings.Contains(got.out, `"reason":"incomplete"`) || strings.Count(got.err, "finding out") > 1 {
		t.Errorf("%+v", got)
	}
	if after := list(); after != before+1 {
		t.Errorf("%d numbers run, before the order %d", after, before)
	}
}

// A command that is interrupted says so.
func TestInterrupted(t *testing.T) {
	h := newHome(t)
	s := h.open(100, 10, "order", "--customer", "acme", "--service", "telegram", "--country", "uk", "--wait", "--sms-after", "1h")
	s.shows("Type yes:")
	s.press("yes\n")
	s.shows("Waiting for the code")
	if err := s.cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if code := s.ends(); code != 130 {
		t.Errorf("it ended with %d:\n%s", code, s.text())
	}
}

// What was ordered by a command is waited for by another, and its code comes
// alone on standard output and nowhere on standard error.
func TestOrderWaitCode(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	ordered := h.run(plus("--wait", "--sms-after", "1s")...)
	code := strings.TrimSpace(ordered.out)
	if ordered.code != 0 || code == "" || strings.Contains(code, " ") {
		t.Fatalf("ordering: %+v", ordered)
	}
	if strings.Contains(ordered.err, code) {
		t.Errorf("the code is on standard error: %q", ordered.err)
	}
	if got := h.run("--offline", "code", "--customer", "acme", "--service", "Telegram", "--max-age", "5m"); strings.TrimSpace(got.out) != code {
		t.Errorf("the newest code is %+v, not %s", got, code)
	}
	id := strings.TrimSpace(h.run(plus("--quiet", "--sms-after", "1s")...).out)
	waited := h.run("wait", id, "--json")
	if waited.code != 0 || !strings.Contains(waited.out, `"activation_id":"`+id+`"`) || strings.Contains(waited.out, `"code":null`) {
		t.Errorf("waiting: %+v", waited)
	}
}

// What runs can be asked for another SMS and be ended; what cannot is refused
// with the reason.
func TestActivationActs(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	var ready, waiting []string
	for line := range strings.Lines(h.run("activations", "list", "--ndjson").out) {
		var row struct {
			ID    string `json:"activation_id"`
			State string
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		switch row.State {
		case "code":
			ready = append(ready, row.ID)
		case "waiting":
			waiting = append(waiting, row.ID)
		}
	}
	if len(ready) < 2 || len(waiting) == 0 {
		t.Fatalf("the world has %d numbers with a code, %d without", len(ready), len(waiting))
	}
	for _, c := range []struct {
		code int
		part string
		args []string
	}{
		{0, `"state":"again"`, []string{"again", ready[0]}},
		{9, `"reason":"wrong_state"`, []string{"again", waiting[0]}},
		{9, `"message":"This was not confirmed: yes, or --yes where`, []string{"end", ready[1], ready[0]}},
		{0, `"consent":"yes"`, []string{"end", ready[1], ready[0], "--dry-run"}},
		{4, `"not_found"`, []string{"end", ready[1], "nosuch", "--yes"}},
		{0, `"state":"done"`, []string{"end", ready[1]}}, // none of those before has ended it
		{0, `"state":"done"`, []string{"end", ready[1]}}, // it is so already
		{0, `"state":"done"`, []string{"end", ready[1], ready[0], "--yes"}},
		{4, `"not_found"`, []string{"end", "nosuch"}},
		{0, `"codes":[{"code":`, []string{"get", ready[1]}},
		{4, `"not_found"`, []string{"get", "nosuch"}},
	} {
		if got := h.run(append([]string{"--json", "activations"}, c.args...)...); got.code != c.code || !strings.Contains(got.out, c.part) {
			t.Errorf("%v: %+v", c.args, got)
		}
	}
}

// What is copied by a command goes the same ways as in the console.
func TestOrderCopy(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	clip := filepath.Join(h.dir, "clip")
	h.helper("wl-copy", clip)
	h.env = append(h.env, "WAYLAND_DISPLAY=wayland-0", "SWITCHBOARD_CLIPBOARD=native")
	got := h.run(plus("--copy", "--json")...)
	if got.code != 0 || !strings.Contains(got.err, "(wl-copy)") || !strings.Contains(got.out, `"e164":"`+read(t, clip)+`"`) {
		t.Errorf("%+v, and copied is %q", got, read(t, clip))
	}
	got = h.run(plus("--copy", "--wait", "--sms-after", "1s")...)
	if code := strings.TrimSpace(got.out); got.code != 0 || read(t, clip) != code || strings.Contains(got.err, code) {
		t.Errorf("%+v, and copied is %q", got, read(t, clip))
	}
}

// A price that moved is gone on with by its order's id.
func TestPriceMovedGoesOn(t *testing.T) {
	h := newHome(t)
	moved := h.run(plus("--json", "--max", "0.01")...)
	var answer struct {
		Error struct {
			Suggested int    `json:"suggested_cents"`
			OrderID   string `json:"order_id"`
		}
	}
	if err := json.Unmarshal([]byte(moved.out), &answer); err != nil || moved.code != 6 {
		t.Fatalf("%+v: %v", moved, err)
	}
	if plain := h.run(plus("--max", "0.01")...); plain.code != 6 || !strings.Contains(plain.err, "The same order goes on with --max 0.") || !strings.Contains(plain.err, " --order-id ") {
		t.Errorf("to a person: %+v", plain)
	}
	if got := h.run(plus("--max", fmt.Sprintf("%d.%02d", answer.Error.Suggested/100, answer.Error.Suggested%100), "--order-id", answer.Error.OrderID)...); got.code != 0 {
		t.Errorf("going on: %+v", got)
	}
}

// The formats of lists.
func TestFormats(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	lines := func(args ...string) []string {
		t.Helper()
		got := h.run(args...)
		if got.code != 0 || got.out == "" {
			t.Fatalf("%v: %+v", args, got)
		}
		return strings.Split(strings.TrimSuffix(got.out, "\n"), "\n")
	}
	quiet := lines("customers", "list", "--quiet")
	if quiet[0] != "acme" {
		t.Errorf("the first bare value is %q", quiet[0])
	}
	for _, line := range lines("customers", "list", "--ndjson") {
		var one map[string]any
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Errorf("%q: %v", line, err)
		}
	}
	if csv := lines("customers", "list", "--csv"); len(csv) != len(quiet)+1 || !strings.HasPrefix(csv[0], "customer_id,status,") {
		t.Errorf("%d lines of CSV for %d customers, the first %q", len(csv), len(quiet), csv[0])
	}
	lines("activations", "list") // the history is told from what is saved
	if md := lines("history", "--format", "md"); !strings.HasPrefix(md[0], "| activation_id |") || !strings.HasPrefix(md[1], "| --- |") {
		t.Errorf("Markdown begins %q", md[:2])
	}
	h.env = append(h.env, "SWITCHBOARD_FORMAT=json")
	var all []map[string]any
	if err := json.Unmarshal([]byte(strings.Join(lines("customers", "list"), "\n")), &all); err != nil || len(all) != len(quiet) {
		t.Errorf("SWITCHBOARD_FORMAT=json: %d rows, %v", len(all), err)
	}
	if got := h.run("customers", "list", "--offline", "--status", "paused", "--quiet"); !strings.Contains(got.out, "hollowoak") || strings.Contains(got.out, "acme") {
		t.Errorf("paused customers: %+v", got)
	}
}

// What is saved can be found, checked, copied and purged.
func TestDatabase(t *testing.T) {
	h := newHome(t)
	if got := h.run("activations", "list"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	if got := h.run("db", "path"); strings.TrimSpace(got.out) != h.profile() {
		t.Errorf("path: %+v", got)
	}
	if got := h.run("db", "check", "--json"); got.code != 0 || !strings.Contains(got.out, `"sound":true`) {
		t.Errorf("check: %+v", got)
	}
	if got := h.run("db", "backup", h.dir); got.code != 0 || !strings.HasPrefix(got.out, h.dir) {
		t.Errorf("backup: %+v", got)
	}
	if got := h.run("db", "purge", "--yes"); got.code != 2 {
		t.Errorf("purging nothing in particular: %+v", got)
	}
	for args, why := range map[string]string{"": "not_confirmed", "--dry-run": `"allowed":true`, "--read-only --yes": "read_only"} {
		got := h.run(append([]string{"db", "purge", "--json", "--customer", "acme"}, strings.Fields(args)...)...)
		if got.code == 0 && args == "" || !strings.Contains(got.out, why) || strings.Contains(got.out, `"purged`) {
			t.Errorf("purge %s: %+v", args, got)
		}
	}
	if got := h.run("db", "purge", "--yes", "--customer", "acme"); got.code != 0 || !strings.Contains(got.err, "still active") {
		t.Errorf("purge: %+v", got)
	}
	// It came to a number that still runs.
	if after := h.run("export", "codes"); after.code != 0 || !strings.Contains(after.out, "G-805613") {
		t.Errorf("after the purge: %+v", after)
	}
}

// A key that was refused is tried once more by the next command, and no line says otherwise.
func TestARefusedKeyIsTriedOnceMore(t *testing.T) {
	p := serve(t, "--no-limits")
	h := connected(t, p)
	p.tell("key", `{"provider":"sms","refuse":true}`)
	if got := h.bare("customers", "credit", "acme", "+1", "--yes"); got.code != 3 {
		t.Errorf("with a refused key: %+v", got)
	}
	p.tell("key", `{"provider":"sms","refuse":false}`)
	got := h.bare("customers", "credit", "acme", "+1", "--yes")
	if got.code != 0 || !strings.Contains(got.err, "a command that asks it tries it once more") || strings.Contains(got.err, "nothing is sent") {
		t.Errorf("once it is taken again: %+v", got)
	}
}

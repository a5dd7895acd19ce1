package wiring_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"switchboard/client/contract"
	"switchboard/client/sandbox"
	"switchboard/ui/cli"
)

// provided is a profile of its own whose three providers are a world behind a socket, and
// what was sent there to change something.
func provided(t *testing.T) (sent func() []string) {
	t.Helper()
	_, sent = served(t, sandbox.Options{Seed: 7, NoLimits: true})
	return sent
}

// served is the same with the world, whose requests are held to what the providers document.
func served(t *testing.T, o sandbox.Options) (world *sandbox.World, sent func() []string) {
	t.Helper()
	world, _, sent = servedAt(t, o)
	return world, sent
}

// servedAt tells the address too.
func servedAt(t *testing.T, o sandbox.Options) (world *sandbox.World, url string, sent func() []string) {
	t.Helper()
	alone(t)
	world, err := sandbox.New(o)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var writes []string
	server := httptest.NewServer(contract.Handler(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && !strings.HasSuffix(r.URL.Path, "/api_auth") {
			mu.Lock()
			writes = append(writes, r.Method+" "+r.URL.Path)
			mu.Unlock()
		}
		world.ServeHTTP(w, r)
	})))
	t.Cleanup(func() {
		server.Close()
		if err := world.Close(); err != nil {
			t.Error(err)
		}
	})
	at := world.Endpoints(server.URL)
	b, err := json.Marshal(at)
	if err != nil {
		t.Fatal(err)
	}
	var keys map[string]any
	if err := json.Unmarshal(b, &keys); err != nil {
		t.Fatal(err)
	}
	below := map[string]string{"sms": "/api/v1/retail", "lines": "/v2"} // as the documents write their addresses
	settings, secrets := "[profiles.default]\nread_only = false\n", "[default]\n"
	for provider, key := range map[string]string{"sms": "key", "trust": "key", "lines": "api_key"} {
		settings += "[profiles.default." + provider + "]\nbase_url = \"" + server.URL + below[provider] + "\"\n"
		secrets += provider + " = \"" + keys[provider].(map[string]any)[key].(string) + "\"\n"
	}
	dir := filepath.Join(os.Getenv("XDG_CONFIG_HOME"), "switchboard")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"config.toml": settings, "keys.toml": secrets} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return world, server.URL, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return append([]string(nil), writes...)
	}
}

// acts are a line for every act there is, by the act's name.
var acts = map[string]string{
	"sms.order": "order --customer acme --service telegram --country uk", "sms.retry": "activations again {code0}", "sms.renew": "wait {code0} --again 2", "sms.cancel": "activations end {waiting0}",
	"sms.finalize": "activations end {code0}", "sms.report": "activations report {waiting0} --reason 7", "sms.customer": "customers add another1",
	"sms.adjust": "customers credit acme +5", "sms.status": "customers status acme paused",
	"trust.code": "listings prove +14155550167 --by sms", "trust.prove": "listings prove +14155550167 --code 123456", "trust.stage": "listings stage +12135550101 --kind business --legal-name Northwind",
	"trust.logo": "listings logo +12135550101 LOGO", "trust.checkout": "listings pay +12135550101", "trust.account": "accounts set --name Someone",
	"trust.signup": "accounts signup --name Someone --email a@example.com",
	"lines.buy":    "numbers buy {sale0}", "lines.properties": "numbers set {owned} --cnam NAME", "lines.e911": "e911 set {owned} --address 1_Market_St,_San_Francisco,_CA_94105 --caller Acme",
	"lines.e911-clear": "e911 clear {owned}", "lines.release": "numbers release {owned}",
	"here.purge": "db purge --customer acme", "here.listing": "listings draft +12135550199 --legal-name Northwind",
}

// planned is what a dry run answers.
type planned struct {
	Act     string           `json:"act"`
	Allowed *bool            `json:"allowed"`
	Refused []map[string]any `json:"refused"`
	Consent string           `json:"consent"`
	Confirm string           `json:"confirm"`
	After   []struct{ Name, Value string }
}

// whole are the acts of which their name and their number say all that will be.
var whole = map[string]bool{"sms.retry": true, "sms.cancel": true, "sms.finalize": true, "sms.report": true, "trust.prove": true, "lines.release": true}

// against is what stands against an act as it was tried: the reason of its error.
func against(out string) string {
	var p struct{ Error struct{ Reason string } }
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if json.Unmarshal([]byte(out), &p) != nil {
		_ = json.Unmarshal([]byte(lines[len(lines)-1]), &p) // no error is no reason
	}
	return p.Error.Reason
}

// untold are the acts that only the provider can judge: whether a code is the right one, and whether a profile stands behind a payment.
var untold = map[string]bool{"trust.prove": true, "trust.checkout": true}

// What a dry run says of an act is what becomes of it: what it allows is done, and what it refuses
// is refused for the same reason. It tells what will be, field by field where there are fields.
func TestADryRunSaysWhatBecomesOfTheAct(t *testing.T) {
	provided(t)
	world := foundIn(t)
	for _, op := range slices.Sorted(maps.Keys(acts)) {
		words := wordsOf(acts[op], world)
		code, out, errs := ask(t, append(words, "--dry-run", "--json")...)
		plan, err := planIn(out)
		if err != nil || plan.Allowed == nil {
			t.Errorf("%s: exit %d, %v in %s%s", op, code, err, out, errs)
			continue
		}
		if *plan.Allowed && len(plan.After) == 0 && !whole[op] {
			t.Errorf("%s does not say what will be: %s", op, out)
		}
		do := append(words, "--json", "-y")
		if plan.Confirm != "" {
			do = append(do, "--confirm", plan.Confirm)
		}
		did, answer, said := ask(t, do...)
		switch reason := against(answer); {
		case *plan.Allowed && did != cli.OK && !untold[op], !*plan.Allowed && did == cli.OK && plan.Refused[0]["reason"] != "already_so":
			t.Errorf("%s: the dry run says %v, the act ends with %d: %s%s", op, *plan.Allowed, did, answer, said)
		case !*plan.Allowed && did != cli.OK && (reason != plan.Refused[0]["reason"] || did != code):
			t.Errorf("%s: the dry run ends with %d for %v, the act with %d for %s", op, code, plan.Refused[0]["reason"], did, reason)
		}
	}
}

// wordsOf are the arguments of a line, with what stands for something of the world in its place.
func wordsOf(line string, world map[string]string) []string {
	for mark, value := range world {
		line = strings.ReplaceAll(line, mark, value)
	}
	words := strings.Fields(line)
	for i := range words {
		words[i] = strings.ReplaceAll(words[i], "_", " ")
	}
	return words
}

// planIn reads a plan that stands alone, or beside the error of what stands against it.
func planIn(out string) (planned, error) {
	var p struct {
		planned
		Results []planned `json:"results"`
	}
	err := json.Unmarshal([]byte(out), &p)
	if len(p.Results) == 1 {
		return p.Results[0], err
	}
	return p.planned, err
}

// With --dry-run every act there is says in every format what it would do, and sends nothing.
func TestADryRunOfEveryActSendsNothing(t *testing.T) {
	sent := provided(t)
	world := foundIn(t)
	opening := regexp.MustCompile(`\) Op\(\) string\s*\{ return "([^"]+)" \}`)
	files, err := filepath.Glob(filepath.Join("..", "..", "store", "act", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range opening.FindAllStringSubmatch(string(source), -1) {
			if acts[m[1]] == "" && !strings.HasSuffix(file, "_test.go") {
				t.Errorf("no line is about the act %s", m[1])
			}
		}
	}
	for op, line := range acts {
		words := wordsOf(line, world)
		before := len(sent())
		code, out, errs := ask(t, append(words, "--dry-run", "--json")...)
		plan, err := planIn(out)
		if err != nil {
			t.Errorf("%s: %v in %q: %s", op, err, out, errs)
			continue
		}
		if strings.Contains(out, "dry run") {
			t.Errorf("%s: a refusal also says that it was none: %s", op, out)
		}
		if plan.Act != op || plan.Allowed == nil || *plan.Allowed != (code == cli.OK) && plan.Refused[0]["reason"] != "already_so" || *plan.Allowed != (len(plan.Refused) == 0) || plan.Consent == "" {
			t.Errorf("%s: exit %d, %s%s", op, code, out, errs)
		}
		again, text, errs := ask(t, append(words, "--dry-run")...)
		if again != code || !strings.Contains(text, "act\t"+op) || code == cli.OK && !strings.Contains(errs, "nothing was sent: this was a dry run") {
			t.Errorf("%s in text: exit %d, %s%s", op, again, text, errs)
		}
		if now := sent(); len(now) > before {
			t.Errorf("%s sent %q", op, now[before:])
		}
	}
}

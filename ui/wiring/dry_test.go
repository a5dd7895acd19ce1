package wiring_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"switchboard/client/sandbox"
	"switchboard/ui/cli"
)

// provided is a profile of its own whose three providers are a world behind a socket, and
// what was sent there to change something.
func provided(t *testing.T) (sent func() []string) {
	t.Helper()
	alone(t)
	world, err := sandbox.New(sandbox.Options{Seed: 7, NoLimits: true})
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var writes []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && !strings.HasSuffix(r.URL.Path, "/api_auth") {
			mu.Lock()
			writes = append(writes, r.Method+" "+r.URL.Path)
			mu.Unlock()
		}
		world.ServeHTTP(w, r)
	}))
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
	settings, secrets := "[profiles.default]\nread_only = false\n", "[default]\n"
	for provider, key := range map[string]string{"sms": "key", "trust": "key", "lines": "api_key"} {
		settings += "[profiles.default." + provider + "]\nbase_url = \"" + server.URL + "\"\n"
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
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return append([]string(nil), writes...)
	}
}

// acts are a line for every act there is, by the act's name.
var acts = map[string]string{
	"sms.order": "order --customer acme --service telegram --country uk", "sms.retry": "activations again {code0}", "sms.cancel": "activations end {waiting0}",
	"sms.finalize": "activations end {code0}", "sms.report": "activations report {waiting0} --reason 7", "sms.customer": "customers add another1",
	"sms.adjust": "customers credit acme +5", "sms.status": "customers status acme paused",
	"trust.code": "listings prove +14155550167 --by sms", "trust.prove": "listings prove +14155550167 --code 123456", "trust.stage": "listings stage +12135550101 --kind business --legal-name Northwind",
	"trust.logo": "listings logo +12135550101 LOGO", "trust.checkout": "listings pay +12135550101", "trust.account": "accounts set --name Someone",
	"trust.signup": "accounts signup --name Someone --email a@example.com",
	"lines.buy":    "numbers buy {sale0}", "lines.properties": "numbers set {owned} --cnam NAME", "lines.e911": "e911 set {owned} --address 1_Market_St,_San_Francisco,_CA_94105 --caller Acme",
	"lines.e911-clear": "e911 clear {owned}", "lines.release": "numbers release {owned}",
	"here.purge": "db purge --customer acme",
}

// planned is what a dry run answers.
type planned struct {
	Act     string           `json:"act"`
	Allowed *bool            `json:"allowed"`
	Refused []map[string]any `json:"refused"`
	Consent string           `json:"consent"`
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
		for mark, value := range world {
			line = strings.ReplaceAll(line, mark, value)
		}
		words := strings.Fields(line)
		for i := range words {
			words[i] = strings.ReplaceAll(words[i], "_", " ")
		}
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
		if plan.Act != op || plan.Allowed == nil || *plan.Allowed != (code == cli.OK) || *plan.Allowed != (len(plan.Refused) == 0) || plan.Consent == "" {
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

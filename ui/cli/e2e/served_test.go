package e2e

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

// served is the sandbox over HTTP, in the place of the real providers.
type served struct {
	t   *testing.T
	h   *home // its own
	SMS struct {
		BaseURL string `json:"base_url"`
		Key     string
	}
	Trust struct {
		BaseURL string `json:"base_url"`
		Key     string
	}
	Lines struct {
		BaseURL   string `json:"base_url"`
		Token     string
		AccountID string `json:"account_id"`
		APIKey    string `json:"api_key"`
	}
	Control string
}

// serve starts the program as the providers.
func serve(t *testing.T, args ...string) *served {
	t.Helper()
	h := newHome(t)
	cmd := h.command(append([]string{"sandbox", "--addr", "127.0.0.1:0"}, args...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait() // told to end, it says so
	})
	line, err := bufio.NewReader(out).ReadBytes('\n')
	p := &served{t: t, h: h}
	if err == nil {
		err = json.Unmarshal(line, p)
	}
	if err != nil {
		t.Fatalf("the sandbox says %q: %v", line, err)
	}
	return p
}

// keys are all the credentials there are.
func (p *served) keys() []string {
	return []string{p.SMS.Key, p.Trust.Key, p.Lines.Token, p.Lines.APIKey}
}

// tell uses a control route.
func (p *served) tell(name, body string) {
	p.t.Helper()
	r, err := http.Post(p.Control+"/"+name, "application/json", strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		said, _ := io.ReadAll(r.Body)
		p.t.Fatalf("the sandbox refuses %s: %s", name, said)
	}
}

// request is one the sandbox was asked.
type request struct {
	Time                   time.Time
	Provider, Method, Path string
	Status                 int
}

func (p *served) requests(provider string) []request {
	p.t.Helper()
	r, err := http.Get(p.Control + "/requests")
	if err != nil {
		p.t.Fatal(err)
	}
	defer r.Body.Close()
	var all, out []request
	if err := json.NewDecoder(r.Body).Decode(&all); err != nil {
		p.t.Fatal(err)
	}
	for _, q := range all {
		if q.Provider == provider {
			out = append(out, q)
		}
	}
	return out
}

// clean fails the test when a key is in a text that is not to have one.
func clean(t *testing.T, where string, text []byte, keys []string) {
	t.Helper()
	for i, k := range keys {
		for how, form := range forms(k) {
			if bytes.Contains(text, []byte(form)) {
				t.Errorf("key %d is in %s, %s", i, where, how)
			}
		}
	}
}

// forms are the ways in which a key may stand where it must not: as it is, and coded as headers, addresses and dumps
// have it. What base64 makes of it depends on what stands before it, so each of the three is cut to what is its own.
func forms(key string) map[string]string {
	out := map[string]string{"as it is": key, "in hex": hex.EncodeToString([]byte(key)), "in capital hex": strings.ToUpper(hex.EncodeToString([]byte(key)))}
	if escaped := url.QueryEscape(key); escaped != key {
		out["escaped"] = escaped
	}
	for before := range 3 {
		coded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", before) + key))
		own := coded[(before*8+5)/6 : (before+len(key))*8/6]
		out[fmt.Sprintf("in base64 behind %d", before)] = own
		out[fmt.Sprintf("in base64 of addresses behind %d", before)] = strings.NewReplacer("+", "-", "/", "_").Replace(own)
	}
	return out
}

// A key is found however it is coded, wherever it stands.
func TestFormsOfAKeyAreFound(t *testing.T) {
	const key = "canary/key+0123456789"
	for before := range 7 {
		text := strings.Repeat("a", before) + key + "tail"
		coded := base64.StdEncoding.EncodeToString([]byte(text))
		if !slices.ContainsFunc(slices.Collect(maps.Values(forms(key))), func(form string) bool { return strings.Contains(coded, form) }) {
			t.Errorf("behind %d letters it is not found in %s", before, coded)
		}
	}
	for _, text := range []string{hex.EncodeToString([]byte(key)), fmt.Sprintf("%X", key), "?key=" + url.QueryEscape(key)} {
		if !slices.ContainsFunc(slices.Collect(maps.Values(forms(key))), func(form string) bool { return strings.Contains(text, form) }) {
			t.Errorf("it is not found in %s", text)
		}
	}
}

// arguments are the command lines of everything the tests run, which anybody
// on the machine can read.
func arguments(t *testing.T, cmd *exec.Cmd) []byte {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

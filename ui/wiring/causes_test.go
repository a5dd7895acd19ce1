package wiring

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
	"switchboard/ui/cli/house"
	"switchboard/ui/cli/lines"
	"switchboard/ui/cli/sms"
	"switchboard/ui/cli/trust"
)

// provider counts the requests that any of the three providers would get.
func provider(t *testing.T) (base string, asked *atomic.Int64) {
	t.Helper()
	asked = &atomic.Int64{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		http.Error(w, `{"error":"no"}`, http.StatusBadRequest)
	}))
	t.Cleanup(srv.Close)
	return srv.URL, asked
}

// linked are the settings of a profile with all three providers at base.
func linked(base string) string {
	return "[profiles.default]\nread_only = false\nsms.base_url = \"" + base + "\"\ntrust.base_url = \"" + base + "\"\nlines.base_url = \"" + base + "\"\nlines.account_id = \"0123456789abcdef0123456789abcdef\"\n"
}

// ran is what one command came to.
type ran struct {
	code      int
	out, errs string
}

func run(t *testing.T, p Program, args ...string) ran {
	t.Helper()
	var out, errs bytes.Buffer
	code := cli.Run(t.Context(), p, args, &out, &errs, sms.Commands, trust.Commands, lines.Commands, house.Commands)
	return ran{code, out.String(), errs.String()}
}

func keyed(t *testing.T) {
	t.Helper()
	t.Setenv("SWITCHBOARD_SMS_KEY", "a-key-of-sms")
	t.Setenv("SWITCHBOARD_TRUST_KEY", "nol_a_key_of_trust")
	t.Setenv("SWITCHBOARD_LINES_KEY", "a-key-of-lines")
}

// asking are commands that would ask or act, one of each desk.
var asking = [][]string{
	{"order", "--customer", "acme", "--service", "telegram", "--country", "uk", "--max", "0.50", "-y"},
	{"customers", "credit", "acme", "+1", "-y"}, {"sync"}, {"listings", "pay", "+14155550142", "-y"}, {"numbers", "find", "415"},
	{"hooks", "serve"}, {"e911", "clear", "+14155550142", "--confirm", "0142", "-y"},
}

// A mistake about where requests go, or how much may be spent, is the end of
// every command that would ask: nothing leaves, and the place is named.
func TestWithBrokenSettingsNobodyIsAsked(t *testing.T) {
	base, asked := provider(t)
	keyed(t)
	for _, mistake := range []string{"sms.base_ulr = \"https://staging.example\"\n", "[spend]\nmax_per_dya = 5\n", "[network]\nca_fil = \"/x\"\n", "[profiles.default\n"} {
		p := home(t, linked(base)+mistake)
		for _, args := range asking {
			r := run(t, p, args...)
			if r.code != cli.Usage || !strings.Contains(r.errs, "config.toml:") || !strings.Contains(r.errs, "config check") {
				t.Errorf("%v: exit %d, %s", args, r.code, r.errs)
			}
		}
		if r := run(t, p, "customers", "list", "--offline"); r.code != cli.Unknown || !strings.Contains(r.errs, "The customers were never read") {
			t.Errorf("what is saved is not shown: exit %d, %s", r.code, r.errs)
		}
		if r := run(t, p, "--snapshot", "100x30"); r.code != cli.OK {
			t.Errorf("the console does not show the cache: exit %d, %s", r.code, r.errs)
		}
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("%d requests were made with settings that are broken", n)
	}
}

// An address at which the provider is not is named by what reads, of all three, and nothing is called empty for it.
func TestAnAddressWithoutItsProviderIsNamed(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(srv.Close)
	keyed(t)
	p := home(t, linked(srv.URL+"/wrong"))
	for line, service := range map[string]string{"customers list": "SMS", "listings list": "TRUST", "numbers list": "LINES", "activations list": "SMS", "accounts show": "TRUST", "numbers find 415": "LINES"} {
		r := run(t, p, append(strings.Fields(line), "--json")...)
		var said struct{ Error cli.Problem }
		if err := json.Unmarshal([]byte(r.out), &said); err != nil || r.code != cli.Failure || said.Error.Message != "nothing of "+service+" is at this address: "+srv.URL+"/wrong" {
			t.Errorf("%s: exit %d, %v: %s%s", line, r.code, err, r.out, r.errs)
		}
	}
}

// A provider whose client cannot be made of the settings is not said to lack a key.
func TestAnAccountThatIsNoneIsBlamedAndNotTheKey(t *testing.T) {
	base, _ := provider(t)
	keyed(t)
	p := home(t, strings.Replace(linked(base), "0123456789abcdef0123456789abcdef", "a1", 1))
	for _, line := range []string{"numbers list", "numbers find 415", "e911 clear +14155550142 --confirm 0142 -y", "sync"} {
		r := run(t, p, append(strings.Fields(line), "--json")...)
		if r.code == cli.OK || !strings.Contains(r.out+r.errs, "LINES cannot be used: account_id: write 32 characters, digits and the letters a to f") || strings.Contains(r.out+r.errs, "LINES has no key") {
			t.Errorf("%s: exit %d, %s%s", line, r.code, r.out, r.errs)
		}
	}
	if r := run(t, p, "--snapshot", "120x30"); r.code != cli.OK || !strings.Contains(r.out, "LINES NOT SET UP") {
		t.Errorf("the console: exit %d\n%s%s", r.code, r.out, r.errs)
	}
}

// Whatever is in the way of a key is told by every command that misses it.
func TestTheTrueCauseOfAMissingKey(t *testing.T) {
	base, asked := provider(t)
	for what, c := range map[string]struct {
		settings string
		prepare  func(t *testing.T, p Program)
		want     string
	}{
		"too short": {"", func(t *testing.T, _ Program) { t.Setenv("SWITCHBOARD_SMS_KEY", "bad") }, "SWITCHBOARD_SMS_KEY): the key has 3 characters"},
		"readable by others": {"", func(t *testing.T, p Program) {
			if err := os.WriteFile(p.paths.Keys(), []byte("[default]\nsms = \"a-key-of-sms\"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}, "can be read by others and is not used; run: chmod 600"},
		"a program that fails": {"sms.key_cmd = [\"/bin/false\"]\n", func(*testing.T, Program) {}, "false ended with exit status 1"},
		"no such program":      {"sms.key_cmd = [\"no-such-program\"]\n", func(*testing.T, Program) {}, "there is no program no-such-program"},
	} {
		t.Run(what, func(t *testing.T) {
			p := home(t, linked(base)+c.settings)
			c.prepare(t, p)
			for _, args := range asking[:3] {
				r := run(t, p, append(args, "--json")...)
				if args[0] == "sync" && r.code != cli.KeyRefused || r.code == cli.OK || !strings.Contains(r.errs, c.want) {
					t.Errorf("%v: exit %d, %s", args, r.code, r.errs)
				}
				var said struct{ Error cli.Problem }
				if err := json.Unmarshal([]byte(r.out), &said); err != nil || !strings.Contains(said.Error.Message, c.want) || said.Error.Reason != string(act.NoKey) {
					t.Errorf("%v: %v in JSON: %s", args, err, r.out)
				}
			}
			if r := run(t, p, "doctor", "-q"); r.code == cli.OK || !strings.Contains(r.out, c.want) {
				t.Errorf("the doctor: exit %d, %s", r.code, r.out)
			}
			for _, st := range standsNow(t, p) {
				if st.Reason != string(store.NoKey) || !strings.HasSuffix(st.Word, " NO KEY") {
					t.Errorf("what stands: %+v", st)
				}
			}
		})
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("%d requests were made without a key", n)
	}
}

// A disk that takes no writes is the cause, and neither another process nor a
// setting.
func TestAFolderThatCannotBeWrittenIsBlamed(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("this user may write everywhere")
	}
	p := home(t, "")
	if r := sandboxed(t, p, "sync"); r.code != cli.Unknown {
		t.Fatalf("%d %s", r.code, r.errs)
	}
	dir := p.paths.Profile("default")
	if err := os.Rename(p.paths.Profile("sandbox"), dir); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
	keyed(t)
	for _, args := range asking[:3] {
		if r := run(t, p, args...); r.code == cli.OK || !strings.Contains(r.errs, "can be written in "+dir) {
			t.Errorf("%v: exit %d, %s", args, r.code, r.errs)
		}
	}
}

// What is saved of an account is shown without the welcome and says OFFLINE when
// no provider has a key any more.
func TestTheCacheIsShownWithoutKeys(t *testing.T) {
	p := home(t, "[profiles.default]\nsms.max_active = 50\n")
	if r := run(t, p, "customers", "list"); r.code != cli.KeyRefused {
		t.Errorf("nothing is there, and exit %d: %s", r.code, r.errs)
	}
	if r := sandboxed(t, p, "sync"); r.code != cli.Unknown {
		t.Fatalf("%d %s", r.code, r.errs)
	}
	if err := os.Rename(p.paths.Profile("sandbox"), p.paths.Profile("default")); err != nil {
		t.Fatal(err)
	}
	if r := run(t, p, "customers", "list", "--offline"); r.code != cli.OK || !strings.Contains(r.out, "acme") {
		t.Errorf("exit %d: %s%s", r.code, r.out, r.errs)
	}
	if r := run(t, p, "--snapshot", "120x30", "--pane", "customers"); r.code != cli.OK || !strings.Contains(r.out, "OFFLINE") || !strings.Contains(r.out, "acme") || !strings.Contains(r.out, " of 50 active") {
		t.Errorf("exit %d:\n%s%s", r.code, r.out, r.errs)
	}
	if r := sandboxed(t, p, "--offline", "--snapshot", "120x30"); r.code != cli.OK || !strings.Contains(r.out, "OFFLINE") {
		t.Errorf("--offline does not say so:\n%s%s", r.out, r.errs)
	}
}

// Without a home nothing is put into the root of the disk: the cause is named.
func TestWithoutAHomeNothingIsMade(t *testing.T) {
	p := home(t, "")
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"} {
		t.Setenv(name, "")
	}
	for _, args := range append(asking, []string{"config", "path"}, []string{"doctor"}, []string{"--snapshot", "80x24"}) {
		if r := run(t, p, args...); r.code != cli.Usage || !strings.Contains(r.errs, "HOME is not set") {
			t.Errorf("%v: exit %d, %s", args, r.code, r.errs)
		}
	}
}

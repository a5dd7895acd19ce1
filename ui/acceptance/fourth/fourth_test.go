// Package fourth_test shows what it takes to add a provider: everything in it
// is the provider's own, and no line outside is another for it.
package fourth_test

import (
	"bytes"
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/config"
	"switchboard/ui/cli"
	"switchboard/ui/cli/house"
	"switchboard/ui/consoletest"
	"switchboard/ui/pane"
	"switchboard/ui/wiring"
)

// provider is the one value that adds it.
func provider(m *member) wiring.Provider {
	return wiring.Provider{
		Provider: config.Provider{ID: mail, Does: "voicemail", Asked: "GET boxes", Base: "https://mail.example/v1", InSandbox: "/mail", Prefix: "mail", Beat: 2 * time.Minute},
		Tables:   []store.Table{boxes},
		Commands: commands,
		Member:   func() sandbox.Member { return sandbox.Member{Name: mail, Paths: []string{"/mail"}, Service: m} },
		SandboxKey: func(sandbox.Endpoints) string {
			return memberKey
		},
		Open: func(o wiring.Opening) (wiring.Part, error) {
			var api *rest.Client
			var err error
			if o.HasKey && !o.Closed {
				api, err = client(o.Reach)
			}
			d := newDesk(o.Engine, api)
			return wiring.Part{Asks: d, Lists: []cli.Reading{{Name: "boxes", Ask: d.refresh}}, Panes: func(kit *pane.Kit, db *store.DB) []pane.Pane { return []pane.Pane{newPane(kit, db, d)} }}, err
		},
		Probe: func(ctx context.Context, r wiring.Reach) (string, time.Duration, error) {
			c, err := client(r)
			if err != nil {
				return "", 0, err
			}
			var list []box
			_, err = c.JSON(ctx, rest.Call{Op: "list boxes", Path: "boxes"}, &list)
			return "Works.", c.ClockSkew(), err
		},
	}
}

func client(r wiring.Reach) (*rest.Client, error) {
	c := r.Rest
	c.Key, c.Header = r.Key, "X-Mail-Key"
	return rest.New(c)
}

// outside takes nothing.
type outside struct{}

func (outside) Copy(context.Context, string, string, string) (string, bool) { return "", false }
func (outside) Open(context.Context, string) (string, bool)                 { return "", false }
func (outside) Notify(context.Context, pane.Notice, bool)                   {}

func newMember() *member {
	return &member{Greetings: map[string]string{"4155550142": "Hello.", "4155550143": "Leave a message."}}
}

func program(t *testing.T, m *member) wiring.Program {
	t.Helper()
	t.Setenv("TERM", "xterm-256color")
	dir := t.TempDir()
	return wiring.At(config.Paths{Config: filepath.Join(dir, "config.toml"), Data: filepath.Join(dir, "data"), State: filepath.Join(dir, "state")}).With(provider(m))
}

// inConsole opens the sandbox's console with the fourth provider, settled.
func inConsole(t *testing.T, do func(t *testing.T, c *consoletest.Console, o wiring.Opened)) {
	t.Helper()
	m := newMember()
	p := program(t, m)
	synctest.Test(t, func(t *testing.T) {
		err := p.Open(t.Context(), cli.Flags{Sandbox: true}, outside{}, func(_ context.Context, o wiring.Opened) error {
			c := consoletest.New(t, o.Console, 120, 40)
			c.Sleep(5 * time.Second)
			do(t, c, o)
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		synctest.Wait()
	})
}

func journal(t *testing.T, db *store.DB) store.Intent {
	t.Helper()
	list, err := db.Intents(t.Context(), 1)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d acts in the journal, %v", len(list), err)
	}
	return list[0]
}

func TestAFourthProviderIsOneValue(t *testing.T) {
	inConsole(t, func(t *testing.T, c *consoletest.Console, o wiring.Opened) {
		c.Shows("SMS live", "MAIL live")
		c.Press("8")
		c.Shows("BOX", "4155550142", "Hello.", "say that we are closed")
		c.Press("z")
		c.Sleep(2 * time.Second)
		c.Shows("4155550142 says: " + closed)
		if in := journal(t, o.DB); in.Op != "mail.greet" || in.State != store.StateConfirmed {
			t.Errorf("the journal has %s %s", in.Op, in.State)
		}
		if got := o.World.Ledger()[mail].(map[string]any); got["puts"] != 1 || got["closed"] != true {
			t.Errorf("the provider has %v", got)
		}
		c.Press("7", "right")
		c.Press("/")
		c.Type("service:mail")
		c.Shows("set a greeting", "greet  ", "list boxes")
		c.Hides("list customers")
	})
}

func TestAFourthProvidersLostAnswerIsFoundByReading(t *testing.T) {
	inConsole(t, func(t *testing.T, c *consoletest.Console, o wiring.Opened) {
		if err := o.World.Inject(sandbox.Fault{Provider: mail, Method: "PUT", Kind: sandbox.LostAnswer}); err != nil {
			t.Fatal(err)
		}
		c.Press("8", "z")
		c.Sleep(time.Second)
		if in := journal(t, o.DB); in.State != store.StateUnknown {
			t.Errorf("without an answer the journal has %s", in.State)
		}
		c.Sleep(4 * time.Second)
		if in := journal(t, o.DB); in.State != store.StateConfirmed || in.Ref != "4155550142" {
			t.Errorf("after a look the journal has %s %q", in.State, in.Ref)
		}
		if got := o.World.Ledger()[mail].(map[string]any); got["puts"] != 1 {
			t.Errorf("sent %v times", got["puts"])
		}
	})
}

func TestAFourthProviderHasItsSettingsAndItsKey(t *testing.T) {
	p := config.Paths{Config: filepath.Join(t.TempDir(), "config.toml"), Also: []config.Provider{provider(newMember()).Provider}}
	if err := p.SetProfile("default", map[string]string{"mail.base_url": "https://mail.test/v1"}); err != nil {
		t.Fatal(err)
	}
	c := config.Load(config.Options{Paths: p, Getenv: os.LookupEnv})
	profile, err := c.Profile("default")
	if err != nil || len(c.Problems) > 0 || profile.Service(mail).BaseURL != "https://mail.test/v1" {
		t.Errorf("%+v %v %v", profile.Service(mail), c.Problems, err)
	}
	if got := profile.Environ([]string{"SWITCHBOARD_MAIL_KEY=x", "HOME=/"}); len(got) != 1 {
		t.Errorf("a program that is started has %q", got)
	}
	if _, err := p.CheckKey(mail, "0123456789abcdef01234567"); err == nil {
		t.Error("a key of another shape is taken")
	}
	if _, err := p.CheckKey(mail, memberKey); err != nil {
		t.Error(err)
	}
	if _, err := p.CheckKey(config.SMS, memberKey); err == nil {
		t.Error("its key is taken for one of SMS")
	}
}

// The doctor and the sheet that connects an account try its key by this.
func TestAFourthProviderIsTried(t *testing.T) {
	server := httptest.NewServer(newMember())
	defer server.Close()
	p := program(t, newMember())
	own := config.Paths{Also: []config.Provider{provider(newMember()).Provider}}
	profile, err := config.Load(config.Options{Paths: own}).Profile("")
	if err != nil {
		t.Fatal(err)
	}
	profile.Service(mail).BaseURL = server.URL + "/mail"
	if _, err := p.Reach(t.Context(), profile, mail, rest.NewSecret(memberKey)); err != nil {
		t.Error(err)
	}
	if _, err := p.Reach(t.Context(), profile, mail, rest.NewSecret("mail-another-key-000")); err == nil {
		t.Error("it works with another key")
	}
}

func TestAFourthProviderIsInTheCommands(t *testing.T) {
	t.Setenv("SWITCHBOARD_MAIL_KEY", memberKey)
	p := program(t, newMember())
	run := func(args ...string) string {
		var out, errs bytes.Buffer
		cli.Run(t.Context(), p, args, &out, &errs, append(p.Commands(), house.Commands)...)
		return out.String() + errs.String()
	}
	if got := run("doctor", "--offline"); !strings.Contains(got, "MAIL") || !strings.Contains(got, "ends cdef") {
		t.Errorf("the doctor says\n%s", got)
	}
	if got := run("mail", "list", "--sandbox", "--json"); !strings.Contains(got, `"greeting":"Leave a message."`) {
		t.Errorf("its boxes are\n%s", got)
	}
	if got := run("mail", "greet", "4155550142", "--sandbox", "--dry-run", "--json"); !strings.Contains(got, `"act":"mail.greet","allowed":true`) {
		t.Errorf("to be tried it says\n%s", got)
	}
	if got := run("mail", "greet", "4155550142", "--sandbox", "--yes", "--json"); !strings.Contains(got, `"greeting":"`+closed+`"`) {
		t.Errorf("its greeting is\n%s", got)
	}
	if got := run("--help"); !strings.Contains(got, "Greet callers") || !strings.Contains(got, "Order") {
		t.Errorf("the commands are\n%s", got)
	}
	if got := run("config", "show"); !strings.Contains(got, "mail.base_url") {
		t.Errorf("the settings are\n%s", got)
	}
}

func TestAFourthProvidersKeysAreListed(t *testing.T) {
	table, wrong := program(t, newMember()).Keys(cli.Flags{})
	if len(wrong) > 0 {
		t.Error(wrong)
	}
	if !slices.ContainsFunc(table, func(k cli.Key) bool { return k.Action == "mail.close" && k.Where == "Mail" }) {
		t.Error("its action is not among the keys")
	}
}

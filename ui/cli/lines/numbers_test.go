package lines_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"switchboard/client/money"
	"switchboard/client/oneuc"
	"switchboard/client/sandbox"
	"switchboard/store/live"
	owned "switchboard/store/live/lines"
	"switchboard/store/live/livetest"
	rented "switchboard/store/live/sms"
	"switchboard/ui/cli"
	"switchboard/ui/cli/house"
	"switchboard/ui/cli/lines"
)

// linesProgram opens a profile whose numbers' provider is a sandbox.
type linesProgram struct {
	cli.Program
	rig *livetest.Rig
}

func (p *linesProgram) Session(ctx context.Context, f cli.Flags, do func(context.Context, *cli.Session) error) error {
	here, err := f.Most()
	if err != nil {
		return err
	}
	r := p.rig.Beside()
	engine := r.Make(live.Config{Offline: f.Offline, ReadOnly: f.ReadOnly, Spend: live.Spend{MaxHere: money.Price{Cents: here.Cents, Known: !here.None}}})
	defer r.Stop()
	desk, sms := owned.New(engine, r.OneUC()), rented.New(engine, rented.Config{})
	r.Run(0)
	return do(ctx, &cli.Session{DB: r.DB, Engine: engine, Desks: []cli.Desk{{Provider: "sms", Whole: sms, Lists: []cli.Reading{{Name: "customers", Ask: sms.RefreshCustomers}}}, {Provider: oneuc.Provider, Asks: desk, Lists: []cli.Reading{{Name: "numbers", Ask: desk.RefreshList}}}}})
}

// json runs a command with --json and --yes and gives its answer.
func (p *linesProgram) json(t *testing.T, want int, args ...string) any {
	t.Helper()
	var out, errs bytes.Buffer
	code := cli.Run(t.Context(), p, append(args, "--json", "--yes"), &out, &errs, lines.Commands, house.Commands)
	var v any
	if err := json.Unmarshal(out.Bytes(), &v); err != nil || code != want {
		t.Fatalf("%v: exit %d, want %d, %q %q: %v", args, code, want, out.String(), errs.String(), err)
	}
	return v
}

func (p *linesProgram) sent(method string) int {
	n := 0
	for _, q := range p.rig.World.Requests() {
		if q.Method == method && strings.Contains(q.Path, "phone_numbers") {
			n++
		}
	}
	return n
}

func withLines(t *testing.T, test func(t *testing.T, p *linesProgram)) {
	livetest.Bubble(t, sandbox.Options{}, func(t *testing.T, r *livetest.Rig) {
		time.Sleep(time.Hour)
		test(t, &linesProgram{rig: r})
	})
}

func at(t *testing.T, v any, path ...any) any {
	t.Helper()
	for _, p := range path {
		switch k := p.(type) {
		case string:
			m, ok := v.(map[string]any)
			if !ok {
				t.Fatalf("no %q in %v", k, v)
			}
			v = m[k]
		case int:
			l, ok := v.([]any)
			if !ok || k >= len(l) {
				t.Fatalf("no entry %d in %v", k, v)
			}
			v = l[k]
		}
	}
	return v
}

// A list that was narrowed to nothing does not say that there is nothing.
func TestAListNarrowedToNothingSaysSo(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		for _, args := range [][]string{{"numbers", "list", "--filter", "zzz"}, {"numbers", "list", "--address", "error", "--state", "port_out"}} {
			var out, errs bytes.Buffer
			if code := cli.Run(t.Context(), p, args, &out, &errs, lines.Commands, house.Commands); code != cli.OK || errs.String() != "No number passes the filter.\n" {
				t.Errorf("%v: exit %d, %q %q", args, code, out.String(), errs.String())
			}
		}
	})
}

const without, with = "+14155234712", "+14152338397"

func TestNumbersOnTheCommandLine(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		list := p.json(t, cli.OK, "numbers", "list").([]any)
		if len(list) != 60 {
			t.Errorf("%d numbers are listed", len(list))
		}
		if n := p.json(t, cli.OK, "numbers", "list", "--address", "missing").([]any); len(n) == 0 || len(n) >= 60 {
			t.Errorf("%d numbers without an address", len(n))
		}
		if got := at(t, p.json(t, cli.OK, "numbers", "show", with), "e911_address", "status"); got != "PROVISIONED" {
			t.Errorf("status %v", got)
		}
		p.json(t, cli.NotFound, "numbers", "show", "+12065550180")
		p.json(t, cli.Usage, "numbers", "show", "41234567")
		p.json(t, cli.Usage, "numbers", "find", "41")
		p.json(t, cli.Usage, "numbers", "set", with, "--cnam", "SIXTEEN LETTERS!")
		if got := at(t, p.json(t, cli.OK, "numbers", "set", with, "--cnam", "NEW NAME"), "e911"); got != "provisioned" {
			t.Errorf("after a caller name the address is %v", got)
		}
		p.json(t, cli.Guarded, "numbers", "release", with)
		p.json(t, cli.Guarded, "numbers", "release", with, "--confirm", "8396")
		if n := p.sent(http.MethodDelete); n != 0 {
			t.Fatalf("%d releases were sent", n)
		}
		if got := at(t, p.json(t, cli.OK, "numbers", "release", with, "--confirm", "8397"), "state"); got != "available" {
			t.Errorf("it became %v", got)
		}
	})
}

func TestBuyingOnTheCommandLine(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		found := p.json(t, cli.OK, "numbers", "find", "503", "--quantity", "10")
		n := func(i int) string { return at(t, found, i, "e164").(string) }
		if got := at(t, p.json(t, cli.OK, "numbers", "buy", n(0)), 0, "result"); got != "bought" {
			t.Errorf("%v", got)
		}
		puts := p.sent(http.MethodPut)
		if got := at(t, p.json(t, cli.OK, "numbers", "buy", n(0)), 0, "result"); got != "already yours" || p.sent(http.MethodPut) != puts {
			t.Errorf("bought again: %v", got)
		}
		p.rig.Dir = t.TempDir() // a cache that knows nothing
		if got := at(t, p.json(t, cli.OK, "numbers", "buy", n(0)), 0, "result"); got != "already yours" {
			t.Errorf("bought again: %v", got)
		}
		p.json(t, cli.Usage, "numbers", "buy", n(1), n(1))
		mixed := p.json(t, cli.Failure, "numbers", "buy", n(1), n(6))
		if got := at(t, mixed, "results", 1, "why"); !strings.Contains(got.(string), "carrier fault") {
			t.Errorf("%v", got)
		}
		if got := at(t, mixed, "results", 0, "result"); got != "not bought" { // a fault stops all without consent
			t.Errorf("%v", got)
		}
		free := p.json(t, cli.OK, "numbers", "find", "800", "--quantity", "2")
		toll := at(t, free, 0, "e164").(string)
		p.json(t, cli.Guarded, "numbers", "buy", toll)
		p.json(t, cli.Guarded, "numbers", "buy", toll, "--accept-charges", "--max-spend", "1")
		if got := at(t, p.json(t, cli.OK, "numbers", "buy", toll, "--accept-charges"), 0, "result"); got != "bought" {
			t.Errorf("%v", got)
		}
		if err := p.rig.World.Inject(sandbox.Fault{Provider: "lines", Kind: sandbox.LostAnswer, Path: "collection/activate"}); err != nil {
			t.Fatal(err)
		}
		if got := at(t, p.json(t, cli.OK, "numbers", "buy", n(3)), 0, "result"); got != "bought" {
			t.Errorf("after a lost answer: %v", got)
		}
	})
}

func TestEmergencyAddressOnTheCommandLine(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		p.json(t, cli.NotFound, "e911", "show", without)
		p.json(t, cli.NotFound, "e911", "choose", without, "1")
		p.json(t, cli.Usage, "e911", "set", without, "--address", "55 Loop, Oakland, CA 94607", "--caller", "Al")
		first := p.json(t, cli.Choice, "e911", "set", without, "--address", "55 Loop, Oakland, CA 94607", "--caller", "Michel Mabel", "--notify", "ops@example.com")
		if at(t, first, "error", "exit") != 8.0 || at(t, first, "results", 1, "street_address") != "55 LOOP ST" {
			t.Errorf("%v", first)
		}
		p.json(t, cli.Usage, "e911", "choose", without, "3")
		second := p.json(t, cli.Choice, "e911", "choose", without, "1")
		if at(t, second, "results", 0, "round") != 2.0 {
			t.Errorf("%v", second)
		}
		filed := p.json(t, cli.OK, "e911", "choose", without, "2")
		if at(t, filed, "status") != "PROVISIONED" || at(t, filed, "caller_name") != "Michel Mabel" || at(t, filed, "notification_contact_emails", 0) != "ops@example.com" {
			t.Errorf("%v", filed)
		}
		p.json(t, cli.Guarded, "e911", "set", without, "--address", "1 Market St, San Francisco, CA 94105")
		p.json(t, cli.Failure, "e911", "set", without, "--address", "4 Nowhere Ln, San Francisco, CA 94105", "--confirm", "4712")
		p.json(t, cli.NotAsSent, "e911", "set", without, "--address", "500 Rural Rd, Petaluma, CA 94952", "--confirm", "4712")
		p.json(t, cli.Guarded, "e911", "clear", without)
		p.json(t, cli.OK, "e911", "clear", without, "--confirm", "4712")
		p.json(t, cli.NotFound, "e911", "show", without)
		posts := p.sent(http.MethodPost)
		p.json(t, cli.Guarded, "e911", "set", without, "--offline", "--address", "1 Market St, San Francisco, CA 94105", "--caller", "Alice")
		if n := p.sent(http.MethodPost); n != posts {
			t.Error("an address was sent while offline")
		}
	})
}

// text runs a command with --yes and gives what it wrote for a person.
func (p *linesProgram) text(t *testing.T, want int, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := cli.Run(t.Context(), p, append(args, "--yes"), &out, &errs, lines.Commands, house.Commands); code != want {
		t.Fatalf("%v: exit %d, want %d, %q %q", args, code, want, out.String(), errs.String())
	}
	return out.String() + errs.String()
}

func TestAnAddressIsWhatWasGivenAndNothingElse(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		p.json(t, cli.OK, "e911", "set", without, "--street", "116 Natoma St", "--unit", "Apt 116", "--city", "San Francisco", "--state", "CA", "--zip", "94105",
			"--caller", "Michel Mabel", "--notify", "ops@example.com")
		posts := p.sent(http.MethodPost)
		missing := p.json(t, cli.Usage, "e911", "set", without, "--street", "1 Market St", "--zip", "94105", "--confirm", "4712")
		if say := at(t, missing, "error", "message").(string); !strings.Contains(say, "--city, --state") || strings.Contains(say, "--caller") {
			t.Error(say)
		}
		p.json(t, cli.Usage, "e911", "set", with, "--street", "1 Market St", "--city", "San Francisco", "--state", "CA", "--confirm", "8397")
		if n := p.sent(http.MethodPost); n != posts {
			t.Fatalf("%d addresses were sent", n-posts)
		}
		said := p.text(t, cli.OK, "e911", "set", without, "--street", "1 Market St", "--city", "San Francisco", "--state", "CA", "--zip", "94105", "--confirm", "4712")
		for _, want := range []string{"Sends: Michel Mabel, 1 Market St, San Francisco CA 94105; e-mail when 911 is called: ops@example.com", "Replaces: Michel Mabel, 116 NATOMA ST APT 116"} {
			if !strings.Contains(said, want) {
				t.Errorf("%q is not in %q", want, said)
			}
		}
		filed := p.json(t, cli.OK, "e911", "show", without)
		if at(t, filed, "street_address") != "1 MARKET ST" || at(t, filed, "extended_address") != nil || at(t, filed, "caller_name") != "Michel Mabel" || at(t, filed, "notification_contact_emails", 0) != "ops@example.com" {
			t.Errorf("%v", filed)
		}
		p.json(t, cli.OK, "e911", "set", without, "--unit", "Ste 5", "--confirm", "4712")
		if filed = p.json(t, cli.OK, "e911", "show", without); at(t, filed, "street_address") != "1 MARKET ST" || at(t, filed, "extended_address") != "STE 5" {
			t.Errorf("a unit alone: %v", filed)
		}
	})
}

func TestADraftIsContinuedOnRequestAlone(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		p.json(t, cli.OK, "e911", "set", without, "--address", "1 Market St, San Francisco, CA 94105", "--caller", "Michel Mabel")
		p.json(t, cli.Failure, "e911", "set", without, "--address", "4 Nowhere Ln, San Francisco, CA 94105", "--confirm", "4712")
		said := p.text(t, cli.OK, "e911", "set", without, "--caller", "New Name Inc")
		filed := p.json(t, cli.OK, "e911", "show", without)
		if at(t, filed, "street_address") != "1 MARKET ST" || at(t, filed, "caller_name") != "New Name Inc" || !strings.Contains(said, "--draft goes on with it") || strings.Contains(said, "Left out") {
			t.Errorf("%v %s", filed, said)
		}
		p.json(t, cli.NotFound, "e911", "set", without, "--draft")
		p.json(t, cli.Failure, "e911", "set", without, "--address", "4 Nowhere Ln, San Francisco, CA 94105", "--confirm", "4712")
		p.json(t, cli.OK, "e911", "set", without, "--draft", "--street", "116 Natoma St", "--confirm", "4712")
		if filed = p.json(t, cli.OK, "e911", "show", without); at(t, filed, "street_address") != "116 NATOMA ST" || at(t, filed, "locality") != "SAN FRANCISCO" {
			t.Errorf("%v", filed)
		}
	})
}

func TestAnUnsureAddressIsNeverSentByYes(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		const unsure = "116 Natoma St, 305, San Francisco, CA 94105"
		asked := p.json(t, cli.Choice, "e911", "set", without, "--address", unsure, "--caller", "Michel Mabel")
		if say := at(t, asked, "error", "message").(string); !strings.Contains(say, `"305" may be a unit`) || !strings.Contains(say, "--unit") || at(t, asked, "results", 0, "street_address") != "116 Natoma St" {
			t.Errorf("%v", asked)
		}
		signature := "Tom Okafor, (312) 555-0148, tom@okafor.example, 116 Natoma St, San Francisco, CA 94105"
		if asked = p.json(t, cli.Choice, "e911", "set", without, "--address", signature); at(t, asked, "results", 0, "caller_name") != "Tom Okafor" {
			t.Errorf("%v", asked)
		}
		if n := p.sent(http.MethodPost); n != 0 {
			t.Fatalf("%d addresses were sent", n)
		}
		p.json(t, cli.OK, "e911", "set", without, "--address", unsure, "--unit", "Apt 305", "--caller", "Michel Mabel")
		if filed := p.json(t, cli.OK, "e911", "show", without); at(t, filed, "extended_address") != "APT 305" {
			t.Errorf("%v", filed)
		}
		labelled := "Name: Tom Okafor\nStreet: 116 Natoma St\nCity: San Francisco\nState: CA\nZip: 94105"
		p.json(t, cli.OK, "e911", "set", without, "--address", labelled, "--confirm", "4712")
		if filed := p.json(t, cli.OK, "e911", "show", without); at(t, filed, "caller_name") != "Tom Okafor" {
			t.Errorf("the name that was given with the address: %v", filed)
		}
		said := p.text(t, cli.OK, "e911", "set", without, "--address", signature, "--caller", "Acme Plumbing", "--confirm", "4712")
		if filed := p.json(t, cli.OK, "e911", "show", without); at(t, filed, "caller_name") != "Acme Plumbing" || at(t, filed, "extended_address") != nil || !strings.Contains(said, "(312) 555-0148") {
			t.Errorf("%v %s", filed, said)
		}
	})
}

// forgetful answers an address without its unit.
type forgetful struct{ http.RoundTripper }

func (f forgetful) RoundTrip(r *http.Request) (*http.Response, error) {
	a, err := f.RoundTripper.RoundTrip(r)
	if err != nil || r.Method != http.MethodPost {
		return a, err
	}
	raw, err := io.ReadAll(a.Body)
	a.Body = io.NopCloser(strings.NewReader(strings.Replace(string(raw), `"APT 116"`, `""`, 1)))
	a.ContentLength, a.Header = -1, a.Header.Clone()
	a.Header.Del("Content-Length")
	return a, err
}

func TestWhatIsOnFileIsHeldAgainstWhatWasSent(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		p.rig.Via = forgetful{p.rig.World}
		args := []string{"e911", "set", without, "--street", "116 Natoma St", "--unit", "Apt 116", "--city", "San Francisco", "--state", "CA", "--zip", "94105", "--caller", "Michel Mabel"}
		told := p.json(t, cli.NotAsSent, args...)
		if at(t, told, "error", "reason") != "not_as_sent" || at(t, told, "results", 0, "as_sent") != false || at(t, told, "results", 0, "differs", 0) != "unit" {
			t.Errorf("%v", told)
		}
	})
}

func TestOneActReadsItsNumberBeforeItAndInIt(t *testing.T) {
	withLines(t, func(t *testing.T, p *linesProgram) {
		reads := func() (n int) {
			for _, q := range p.rig.World.Requests() {
				if q.Method == http.MethodGet && strings.HasSuffix(q.Path, without[1:]) {
					n++
				}
			}
			return n
		}
		before := reads()
		p.json(t, cli.OK, "e911", "set", without, "--address", "1 Market St, San Francisco, CA 94105", "--caller", "Michel Mabel")
		if n := reads() - before; n != 2 {
			t.Errorf("the number was read %d times", n)
		}
	})
}

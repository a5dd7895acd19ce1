package trust_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
	proving "switchboard/store/live/trust"
	"switchboard/ui/cli"
	"switchboard/ui/cli/trust"
	"switchboard/ui/listings"
)

// trustProgram opens a profile whose trust provider is a sandbox.
type trustProgram struct {
	cli.Program
	rig  *livetest.Rig
	key  rest.Secret
	full bool // nothing can be kept
}

func (p *trustProgram) Had() rest.Secret { return p.key }
func (p *trustProgram) Has() bool        { return !p.key.Empty() }
func (p *trustProgram) Keep(_ context.Context, key rest.Secret) (string, error) {
	if p.full {
		return "", errors.New("nothing is kept here")
	}
	p.key = key
	return "keys.toml", nil
}

func (p *trustProgram) Session(ctx context.Context, f cli.Flags, do func(context.Context, *cli.Session) error) error {
	r, log := p.rig.Beside(), rest.NewLog(100)
	engine := r.Make(live.Config{Offline: f.Offline, ReadOnly: f.ReadOnly})
	defer r.Stop()
	desk := proving.New(engine, r.NumbersOnline(func(c *rest.Config) { c.Key, c.Log = p.Had, log }), p)
	r.Run(0)
	return do(ctx, &cli.Session{DB: r.DB, Engine: engine, Log: log, Desks: []cli.Desk{{Provider: numbersonline.Provider, Asks: trust.Listings{Desk: desk, ReadLogo: listings.ReadLogo,
		Pack: func(ctx context.Context, n phone.E164, dir string) (string, error) {
			return listings.WritePack(ctx, r.DB, n, dir, time.Now())
		}}}}})
}

// said is what a command came to.
type said struct {
	code      int
	out, errs string
}

func (p *trustProgram) run(t *testing.T, args ...string) said {
	t.Helper()
	var out, errs bytes.Buffer
	if args[0] != "accounts" {
		args = append([]string{"listings"}, args...)
	}
	code := cli.Run(t.Context(), p, args, &out, &errs, trust.Commands)
	return said{code, out.String(), errs.String()}
}

// json runs a command with --json and gives its answer.
func (p *trustProgram) json(t *testing.T, want int, args ...string) any {
	t.Helper()
	got := p.run(t, append(args, "--json")...)
	var v any
	if err := json.Unmarshal([]byte(got.out), &v); err != nil || got.code != want {
		t.Fatalf("%v: exit %d, want %d, %q %q: %v", args, got.code, want, got.out, got.errs, err)
	}
	return v
}

func withTrust(t *testing.T, test func(*testing.T, *trustProgram)) {
	t.Helper()
	livetest.Bubble(t, sandbox.Options{Seed: 1}, func(t *testing.T, r *livetest.Rig) {
		test(t, &trustProgram{rig: r, key: rest.NewSecret(r.World.Endpoints("http://127.0.0.1").Trust.Key)})
	})
}

func TestListingsList(t *testing.T) {
	withTrust(t, func(t *testing.T, p *trustProgram) {
		rows := p.json(t, cli.OK, "list").([]any)
		if len(rows) != 6 {
			t.Fatalf("%d numbers: %v", len(rows), rows)
		}
		first := rows[0].(map[string]any)
		if first["e164"] != "+14155550199" || first["risk_score"] != 61.0 || first["risk_band"] != "medium" || first["grade"] != "A" {
			t.Errorf("the first is %v", first)
		}
		for _, r := range rows {
			if r := r.(map[string]any); r["e164"] == "+12135550101" && (r["risk_score"] != nil || r["state"] != "unverified") {
				t.Errorf("what is not known is %v", r)
			}
		}
		if rows := p.json(t, cli.OK, "list", "--band", "low", "--state", "verified").([]any); len(rows) != 2 {
			t.Errorf("low and verified are %v", rows)
		}
		if got := p.run(t, "list", "--band", "green"); got.code != cli.Usage || !strings.Contains(got.errs, "--band: one of low") {
			t.Errorf("%+v", got)
		}
	})
}

// A number is led from unknown to verified by commands alone.
func TestListingsFromProveToVerified(t *testing.T) {
	files := t.TempDir()
	withTrust(t, func(t *testing.T, p *trustProgram) {
		const n = "+14155550167"
		sent := p.json(t, cli.OK, "prove", n, "--by", "sms").(map[string]any)
		code := sent["dev_code"].(string)
		if got := p.run(t, "prove", n, "--code", "000"); got.code != cli.Usage {
			t.Errorf("a code of three digits: %+v", got)
		}
		p.json(t, cli.OK, "prove", n, "--code", code)
		for _, args := range [][]string{{"pay", n}, {"logo", n, drawn(t)}} { // the service takes neither before a profile is saved
			p.run(t, "show", n)
			if got := p.run(t, append(args, "--dry-run")...); got.code != cli.Guarded || !strings.Contains(got.out+got.errs, "no profile is saved") {
				t.Errorf("%v of a number without a profile: %+v", args, got)
			}
		}
		staged := p.json(t, cli.OK, "stage", n, "--kind", "business", "--legal-name", "Northwind LLC", "--website", "https://northwind.example")
		before := len(p.rig.World.Requests())
		again, got := p.json(t, cli.OK, "stage", n, "--legal-name", "Northwind LLC"), p.run(t, "stage", n, "--legal-name", "Northwind LLC")
		if got.code != cli.OK || !reflect.DeepEqual(again, staged) || !strings.Contains(got.errs, "the profile has this already: nothing was sent.") {
			t.Errorf("staged once more it is %v, not %v: %+v", again, staged, got)
		}
		if slices.ContainsFunc(p.rig.World.Requests()[before:], func(q sandbox.Request) bool { return q.Method != http.MethodGet }) {
			t.Error("what is staged already was sent again")
		}
		logo := filepath.Join(files, "logo.png")
		if err := os.WriteFile(logo, []byte("\x89PNG\r\n\x1a\n and more"), 0o600); err != nil {
			t.Fatal(err)
		}
		p.json(t, cli.OK, "logo", n, logo)
		if got := p.run(t, "logo", n, files); got.code != cli.Usage || !strings.Contains(got.errs, "folder") {
			t.Errorf("a folder as logo: %+v", got)
		}
		if got := p.run(t, "pay", n); got.code != cli.Guarded || !strings.Contains(got.errs, "--yes") {
			t.Errorf("paying without being asked: %+v", got)
		}
		link := p.run(t, "pay", n, "--yes")
		if link.code != cli.OK || !strings.HasPrefix(link.out, "http://127.0.0.1/_sandbox/pay/") {
			t.Fatalf("the link: %+v", link)
		}
		if got := p.json(t, cli.OK, "show", n).(map[string]any); got["state"] != "paying" {
			t.Errorf("it is %v", got["state"])
		}
		if _, err := p.rig.World.Control("trust/pay", []byte(`{"e164":"`+n+`"}`)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(4 * time.Second)
		if got := p.run(t, "pay", n, "--yes"); got.code != cli.OK || got.out != "verified\n" {
			t.Errorf("a paid number: %+v", got)
		}
		if got := p.run(t, "stage", n, "--bio", "Freight."); got.code != cli.Guarded {
			t.Errorf("the public page was changed unasked: %+v", got)
		}
	})
}

// Everything that is staged is shown, kind and all; of a tax id only that one was sent, in every format.
func TestEverythingThatIsStagedIsShown(t *testing.T) {
	withTrust(t, func(t *testing.T, p *trustProgram) {
		const n, id = "+16285550177", "12-3456789"
		if got := p.run(t, "show", n); got.code != cli.OK || !strings.Contains(got.out, "staged.tax_id\t\n") {
			t.Errorf("before one was sent: %+v", got)
		}
		read, write, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		defer func(was *os.File) { os.Stdin = was }(os.Stdin)
		os.Stdin = read
		if _, err := write.WriteString(id + "\n"); err != nil {
			t.Fatal(err)
		}
		if err := write.Close(); err != nil {
			t.Fatal(err)
		}
		sent := p.run(t, "stage", n, "--ein", "--address", "1 Main St", "--bio", "Nine to five", "--yes")
		if sent.code != cli.OK {
			t.Fatalf("%+v", sent)
		}
		said := sent.out + sent.errs
		for _, format := range []string{"--format=text", "--json", "--csv"} {
			got := p.run(t, "show", n, format)
			said += got.out + got.errs
			if !strings.Contains(got.out, "•••") || !strings.Contains(got.out, "1 Main St") || !strings.Contains(got.out, "Nine to five") || !strings.Contains(got.out, "business") {
				t.Errorf("%s: %s", format, got.out)
			}
		}
		if strings.Contains(said, id) {
			t.Error("the tax id was told")
		}
	})
}

func TestListingsRefuseBadInput(t *testing.T) {
	withTrust(t, func(t *testing.T, p *trustProgram) {
		for name, c := range map[string]struct {
			args []string
			code int
			says string
		}{
			"number without +":  {[]string{"show", "4155550142"}, cli.Usage, "number: write the number with +"},
			"no number":         {[]string{"pay"}, cli.Usage, "such as +14155550142"},
			"date":              {[]string{"stage", "+12135550101", "--formation-date", "1.4.2019"}, cli.Usage, "--formation-date: "},
			"website":           {[]string{"stage", "+12135550101", "--website", "http://x.example"}, cli.Usage, "https://"},
			"kind":              {[]string{"stage", "+12135550101", "--kind", "company"}, cli.Usage, "--kind: one of business, personal"},
			"no reports":        {[]string{"reports", "+14155550199", "--limit", "0"}, cli.Usage, "--limit: 1 to 200"},
			"account":           {[]string{"accounts", "set"}, cli.Usage, "give --name or --email"},
			"account's address": {[]string{"accounts", "set", "--email", "ops"}, cli.Usage, "--email: e-mail must be one address"},
			"account's name":    {[]string{"accounts", "signup", "--name", "A\nB"}, cli.Usage, "--name: name must be one line"},
			"two lines":         {[]string{"stage", "+12135550101", "--dba", "Acme\nLLC"}, cli.Usage, "--dba: name in public must be one line"},
			"override":          {[]string{"stage", "+12135550101", "--bio", "Acme \u202eCLL"}, cli.Usage, "--bio: about must not hold a character that turns text around (U+202E)"},
			"nothing":           {[]string{"stage", "+12135550101"}, cli.Usage, "nothing to change"},
			"channel":           {[]string{"prove", "+12135550101", "--by", "mail"}, cli.Usage, "--by: one of voice, sms"},
			"not ours":          {[]string{"show", "+14155550111"}, cli.NotFound, "not proved for this account"},
			"claimed elsewhere": {[]string{"stage", "+12135550188", "--bio", "x"}, cli.Failure, "claimed on the website"},
		} {
			if got := p.run(t, c.args...); got.code != c.code || !strings.Contains(got.errs, c.says) {
				t.Errorf("%s: exit %d, want %d: %q", name, got.code, c.code, got.errs)
			}
		}
		for _, q := range p.rig.World.Requests() {
			if q.Method == "PUT" && strings.Contains(q.Path, "12135550101") {
				t.Errorf("%s %s was sent", q.Method, q.Path)
			}
		}
		p.key = rest.Secret{}
		if got := p.run(t, "list"); got.code != cli.KeyRefused {
			t.Errorf("without a key: %+v", got)
		}
	})
}

func TestListingsReportsPackAndWatch(t *testing.T) {
	dir := t.TempDir()
	withTrust(t, func(t *testing.T, p *trustProgram) {
		const n = "+14155550199"
		rows := p.json(t, cli.OK, "reports", n).([]any)
		if few := p.json(t, cli.OK, "reports", n, "--limit", "3").([]any); len(few) != 3 {
			t.Errorf("of three reports: %v", few)
		}
		if len(rows) != 14 || rows[0].(map[string]any)["reporter"] != nil {
			t.Errorf("reports: %v", rows)
		}
		path := strings.TrimSpace(p.run(t, "pack", n, "--dir", dir, "--offline").out)
		if _, err := os.Stat(filepath.Join(path, "reports.csv")); err != nil {
			t.Error(err)
		}
		got := p.run(t, "watch", n, "--timeout", "2h", "--ndjson")
		if got.code != cli.NoCode || !strings.Contains(got.out, `"what":"risk","from":"61 medium","to":"64 medium"`) {
			t.Errorf("watch: %+v", got)
		}
		var first map[string]any
		if err := json.NewDecoder(strings.NewReader(got.out)).Decode(&first); err != nil {
			t.Fatal(err)
		}
		all := p.json(t, cli.NoCode, "watch", n, "--timeout", "2h").([]any)
		sheet, err := csv.NewReader(strings.NewReader(p.run(t, "watch", n, "--timeout", "2h", "--csv").out)).ReadAll()
		if err != nil || len(sheet) < 2 || len(sheet[0]) != len(first) {
			t.Fatalf("as CSV: %v, %v", sheet, err)
		}
		for _, name := range sheet[0] {
			if _, there := first[name]; !there || len(all) == 0 || all[0].(map[string]any)[name] == nil {
				t.Errorf("%s is not in every format: %v, %v", name, first, all)
			}
		}
	})
}

// What a refused key keeps from coming is not waited for, refused before or meanwhile.
func TestARefusedKeyIsNotWaitedFor(t *testing.T) {
	withTrust(t, func(t *testing.T, p *trustProgram) {
		good, began := p.key, time.Now()
		p.key = rest.NewSecret("nol_779fbf174a3d3887dd5a6ef7c624bb9e91e915c9")
		if got := p.run(t, "watch", "--timeout", "2h"); got.code != cli.KeyRefused || time.Since(began) > time.Minute {
			t.Errorf("refused before: after %s %+v", time.Since(began), got)
		}
		p.key = good
		go func() {
			time.Sleep(time.Minute)
			p.rig.Inject(sandbox.Fault{Provider: "trust", Kind: sandbox.Status, Status: http.StatusUnauthorized, Times: -1})
		}()
		began = time.Now()
		if got := p.run(t, "watch", "--timeout", "24h"); got.code != cli.KeyRefused || !strings.Contains(got.errs, "TRUST refused the key") {
			t.Errorf("refused meanwhile: after %s %+v", time.Since(began), got)
		}
	})
}

// drawn is a picture in a file.
func drawn(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "logo.png")
	if err := os.WriteFile(path, []byte("\x89PNG\r\n\x1a\n and more"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A renewal that is past is told as overdue, by its own field.
func TestAnOverdueRenewalIsTold(t *testing.T) {
	withTrust(t, func(t *testing.T, p *trustProgram) {
		const n = "+14155550199"
		p.json(t, cli.OK, "list")
		for overdue, due := range map[bool]time.Duration{true: -48 * time.Hour, false: 48 * time.Hour} {
			db, err := store.Open(t.Context(), p.rig.Dir)
			if err != nil {
				t.Fatal(err)
			}
			l, err := db.Listing(t.Context(), n)
			if err != nil {
				t.Fatal(err)
			}
			page := *l.Page
			page.NextBilling = time.Now().Add(due)
			l.Listing.Page = &page
			if err := errors.Join(db.PutListing(t.Context(), time.Now(), l.Listing), db.Close()); err != nil {
				t.Fatal(err)
			}
			var got map[string]any
			for _, row := range p.json(t, cli.OK, "list", "--offline").([]any) {
				if row := row.(map[string]any); row["e164"] == n {
					got = row
				}
			}
			if got["renewal_overdue"] != overdue || got["renews_at"] != page.NextBilling.UTC().Format(time.RFC3339) {
				t.Errorf("due in %v: %v", due, got)
			}
		}
	})
}

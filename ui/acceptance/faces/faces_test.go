package faces

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"context"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/platfone"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
	"switchboard/store/config"
	"switchboard/ui/acceptance/whole"
	"switchboard/ui/cli"
	"switchboard/ui/wiring"
)

func TestMain(m *testing.M) { whole.Main(m) }

// desk is the console of the sandbox in which every act can be done.
type desk struct {
	*whole.Desk
	things
	config string // where the settings lie
}

func (d *desk) write(toml string) error { return os.WriteFile(d.config, []byte(toml), 0o600) }

// things are what the acts are upon, of those that a world does not begin with.
type things struct {
	waiting, coded string     // activations: without a message for three minutes, with a code
	offer          phone.E164 // a number that a search has just found, in the basket
	logo, note     string     // files: a picture, and no picture
	image          []byte
}

// inState runs do on a console in which every act can be done, once for what
// has to be before it is opened and once more with the flags of the state.
func inState(t *testing.T, f *cli.Flags, before, do func(*desk)) {
	t.Helper()
	places := whole.Places(t)
	p := wiring.At(places)
	var own things
	own.logo, own.image = picture(t)
	own.note = filepath.Join(t.TempDir(), "note.png")
	if err := os.WriteFile(own.note, []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		whole.Open(t, p, cli.Flags{Sandbox: true, SMSAfter: time.Hour}, func(w *whole.Desk) {
			d := &desk{w, own, places.Config}
			d.begin()
			if before != nil {
				before(d)
			}
			own = d.things
			if f == nil {
				do(d)
			}
		})
		if f != nil {
			if f.Sandbox, f.SMSAfter = f.Profile == "", time.Hour; !f.Sandbox { // what the sandbox has, without its keys
				if err := os.CopyFS(places.Profile(f.Profile), os.DirFS(places.Profile(config.Sandbox))); err != nil {
					t.Fatal(err)
				}
			}
			whole.Open(t, p, *f, func(w *whole.Desk) { do(&desk{w, own, places.Config}) })
		}
		synctest.Wait()
	})
}

// picture is a small one, as a file.
func picture(t *testing.T) (path string, body []byte) {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewRGBA(image.Rect(0, 0, 64, 64))); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "mark.png")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, out.Bytes()
}

// begin makes what the acts are upon.
func (d *desk) begin() {
	d.T.Helper()
	for _, id := range []*string{&d.waiting, &d.coded} {
		a, err := acttest.Do[platfone.Activation](d.Ctx, d.Engine, act.Order{Customer: customer, Order: order()})
		if err != nil {
			d.T.Fatal(err)
		}
		*id = a.ID
	}
	d.Control("sms", `{"activation_id":"`+d.coded+`","text":"Your code is 482913"}`)
	d.Press("5", "n", "end", "ctrl+u")
	d.Type("503")
	d.Press("tab", "end", "ctrl+u")
	d.Type("1")
	d.Press("enter")
	d.Sleep(time.Second)
	d.Press("home", "space")
	d.Sleep(time.Second)
	found, _, err := d.lines().Search(d.Ctx, oneuc.Query{Prefix: "503", Quantity: 1})
	if err != nil || len(found) != 1 {
		d.T.Fatal(found, err)
	}
	d.offer = found[0].E164
	d.Press("esc", "1")
	d.Sleep(3 * time.Minute)
	d.Resize(80, 40)
	d.Changed()
}

// numbers is what is asked of LINES.
type numbers interface {
	Search(ctx context.Context, q oneuc.Query) ([]oneuc.Found, time.Time, error)
	RefreshNumber(ctx context.Context, n phone.E164) error
}

func (d *desk) lines() numbers {
	d.T.Helper()
	asks, ok := cli.Asks[numbers](d.Session, "lines")
	if !ok {
		d.T.Fatal("LINES cannot be asked")
	}
	return asks
}

// byEngine is what the engine says of an act.
func (d *desk) byEngine(r row) act.Verdict {
	d.T.Helper()
	v, err := d.Engine.Weigh(d.Ctx, r.act(d))
	if err != nil {
		d.T.Errorf("%s by the engine: %v", r.name, err)
	}
	return v
}

// byCommand is what a script is told: of a refusal its reason and status, of
// what may be done every warning.
func (d *desk) byCommand(r row, v act.Verdict) (codes []act.Code, status int) {
	args := append(r.args(d), "--json", "--yes")
	if v.Consent.Sureness() == act.ByTyping {
		args = append(args, "--confirm", v.Consent.What())
	}
	if v.Stands() || v.Refused[0].Code == act.AlreadySo { // that may count as done: only the dry run says it
		args = append(args, "--dry-run")
	}
	status, out, errs := d.Run(args...)
	var got struct {
		Error struct {
			Reason act.Code `json:"reason"`
		} `json:"error"`
		Warned, Refused []struct {
			Reason act.Code `json:"reason"`
		}
	}
	_ = json.Unmarshal([]byte(out), &got)
	for _, w := range slices.Concat(got.Warned, got.Refused) {
		codes = append(codes, w.Reason)
	}
	if got.Error.Reason != "" {
		codes = append(codes, got.Error.Reason)
	}
	if len(codes) == 0 {
		d.T.Logf("%v: %d %s%s", args, status, out, errs)
	}
	return codes, status
}

// bySheet are the reasons of a verdict that the console shows on the way to the
// act, which it goes to its end.
func (d *desk) bySheet(r row, again func(), v act.Verdict) (codes []act.Code, screen string) {
	d.Press("1")
	d.Sleep(toast)
	again()
	defer d.Press("esc", "esc", "esc", "esc")
	if r.open == nil {
		return nil, ""
	}
	before := place(d.Frame()) // what is said of an earlier one is no answer
	stands, err := d.DB.Standing(d.Ctx, time.Now())
	d.must(err)
	said := func() bool {
		screen = d.Frame()
		now := place(screen)
		for _, s := range stands { // what stands is told on the sheet in the words of the list of problems
			if now.has(s.Sentence) && !before.has(s.Sentence) {
				codes = append(codes, act.Code(s.Code))
			}
		}
		for _, reason := range append(slices.Clone(v.Refused), v.Warned...) {
			if now.tells(reason) && !before.tells(reason) && !slices.Contains(codes, reason.Code) {
				codes = append(codes, reason.Code)
			}
		}
		return len(codes) > 0 && !v.Stands()
	}
	r.open(d)
	d.Sleep(time.Second)
	if said() {
		return codes, screen
	}
	if r.fill != nil {
		r.fill(d)
	}
	d.Press(r.ask...)
	d.Sleep(2 * time.Second)
	if said() || v.Stands() {
		return codes, screen
	}
	d.Press(r.yes...)
	d.Sleep(5 * time.Second) // and what can be taken back goes out
	said()
	return codes, screen
}

// toast is how long a few words stay on the screen at most.
const toast = 12 * time.Second

// codesOf are the codes of reasons.
func codesOf(list []act.Reason) (codes []act.Code) {
	for _, r := range list {
		codes = append(codes, r.Code)
	}
	return codes
}

// cell holds the three faces to one reason of one act.
func (d *desk) cell(r row, c cell) {
	d.T.Helper()
	want, again := c.code, func() {
		if c.make != nil {
			c.make(d, r)
			d.Changed()
		}
	}
	again()
	v := d.byEngine(r)
	if refused := codesOf(v.Refused); len(refused) > 0 && refused[0] != want || len(refused) == 0 && !slices.Contains(codesOf(v.Warned), want) {
		d.T.Errorf("%s, %s: the engine says %v, and warns of %v", want, r.name, refused, codesOf(v.Warned))
		return
	}
	d.Changed()
	if r.open != nil && r.sheet.why == "" {
		if got, screen := d.bySheet(r, again, v); !slices.Contains(got, want) {
			d.T.Errorf("%s, %s: the sheet shows %v, not %v\n%s", want, r.name, got, v.Refused, screen)
		}
	}
	if r.args != nil && r.command.why == "" {
		again()
		if got, status := d.byCommand(r, v); !slices.Contains(got, want) || !v.Stands() && status != want.Exit() && (want != act.AlreadySo || status != cli.OK) {
			d.T.Errorf("%s, %s: the command says %v with %d, want %d", want, r.name, got, status, want.Exit())
		}
	}
	d.proves(r, again)
	if sent := d.Changed(); len(sent) > 0 {
		d.T.Errorf("%s, %s: %q was sent", want, r.name, sent)
	}
}

// proves sees by a face that it cannot come to the reason.
func (d *desk) proves(r row, again func()) {
	d.T.Helper()
	if i := r.sheet; i.why != "" {
		d.Press("1")
		d.Sleep(toast)
		again()
		if i.open == nil {
			i.open = r.open
		}
		if i.holds == nil {
			i.open(d)
		}
		if i.holds != nil && !i.holds(d) || !strings.Contains(d.Frame(), i.want) {
			d.T.Errorf("%s: it is not so that %s\n%s", r.name, i.why, d.Frame())
		}
		d.Press("u", "esc", "esc", "esc", "esc") // what can be taken back is
	}
	if i := r.command; i.why != "" {
		if status, out, errs := d.Run(append(r.args(d), "--json", "--dry-run")...); !strings.Contains(out, i.want) {
			d.T.Errorf("%s: it is not so that %s: %d %s%s", r.name, i.why, status, out, errs)
		}
	}
}

// Every state is brought about once, and everything that can be done is tried
// in it through the sheet, the command and the engine.
func TestEveryFaceGivesTheSameReason(t *testing.T) {
	for _, s := range states() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			inState(t, s.flags, s.before, func(d *desk) {
				if s.make != nil {
					s.make(d)
				}
				for _, c := range s.cells {
					for _, r := range c.rows {
						d.cell(r, c)
					}
				}
			})
		})
	}
}

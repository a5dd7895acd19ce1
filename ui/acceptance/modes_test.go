package acceptance

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/store"
	"switchboard/ui/cli"
	"switchboard/ui/wiring"
)

// secret is what no frame of private mode may show.
type secret struct {
	what, text string
	form       *regexp.Regexp // nil for a number, which may be written in groups
}

// grouping are the marks between the digits of a number.
var grouping = strings.NewReplacer(" ", "", "(", "", ")", "", "+", "", "-", "", ".", "")

func (s secret) in(frame, grouped string) bool {
	if s.form == nil {
		return strings.Contains(grouped, s.text)
	}
	return strings.Contains(frame, s.text) && s.form.MatchString(frame)
}

// secrets are the codes, numbers and customers of the store.
func (d *desk) secrets() map[string]secret {
	out := map[string]secret{}
	word := func(what, s string) {
		if len(s) > 4 {
			out[what+s] = secret{what, s, regexp.MustCompile(`(^|[^0-9A-Za-z])` + regexp.QuoteMeta(s) + `($|[^0-9A-Za-z.])`)}
		}
	}
	number := func(digits string) { out[digits] = secret{what: "number", text: digits} }
	list, err := d.DB.History(d.Ctx, store.ActivationFilter{}, 0, 60)
	if err != nil {
		d.T.Fatal(err)
	}
	for _, a := range list {
		word("code", a.Code)
		number(a.Phone.Digits()[2:])
	}
	numbers, err := d.DB.Numbers(d.Ctx)
	if err != nil {
		d.T.Fatal(err)
	}
	for _, n := range numbers {
		number(n.E164.Digits()[1:])
	}
	customers, err := d.DB.Customers(d.Ctx, store.CustomerFilter{}, "", 50)
	if err != nil {
		d.T.Fatal(err)
	}
	for _, c := range customers {
		word("customer", c.ID)
	}
	return out
}

// In private mode no frame of any pane or sheet shows a code, a whole number,
// a customer's name or a key.
func TestPrivateModeHidesWhatIsPrivate(t *testing.T) {
	t.Parallel()
	inBubble(t, cli.Flags{}, func(d *desk) {
		secrets := d.secrets()
		if len(secrets) < 60 {
			t.Errorf("there are only %d secrets to look for", len(secrets))
		}
		keys := d.World.Endpoints("")
		look := func(where string) {
			frame := d.Frame()
			grouped := grouping.Replace(frame)
			for key, s := range secrets {
				if s.in(frame, grouped) {
					t.Errorf("%s shows the %s %s:\n%s", where, s.what, s.text, frame)
					delete(secrets, key)
				}
			}
			for _, key := range []string{keys.SMS.Key, keys.Trust.Key, keys.Lines.Key, keys.Lines.APIKey} {
				if strings.Contains(frame, key) {
					t.Errorf("%s shows a key", where)
				}
			}
		}
		d.Press("`")
		d.Sleep(5 * time.Second)
		for _, digit := range d.panes() {
			for at := range 30 {
				d.Resize([]int{120, 80, 170, 40}[at%4], []int{40, 24, 45, 8}[at%4])
				d.Press(digit, "down")
				look("pane " + digit)
				opener := openers[digit][at%len(openers[digit])]
				d.Press(opener)
				d.Sleep(time.Second)
				look("pane " + digit + ", " + opener)
				d.Press("c")
				look("pane " + digit + ", " + opener + ", c")
				d.Press("esc", "esc", "esc", "u")
			}
		}
		for _, opener := range []string{"!", ":", ",", "?"} {
			d.Press(opener)
			look(opener)
			d.Press("esc")
		}
	})
}

// changing are the actions that would send something, by the digit of their pane.
var changing = map[string][]string{
	"1": {"live.order", "live.another-sms", "live.end", "live.again", "live.report"},
	"2": {"customers.balance", "customers.status", "customers.new", "customers.order", "customers.mark"},
	"3": {"history.again", "history.report"},
	"4": {"listings.onboard", "listings.edit"},
	"5": {"numbers.address", "numbers.properties", "numbers.release", "numbers.remove-address"},
}

// refuses presses every key there is in every pane: nothing is sent, nothing
// is written down as to be sent, and what would change something says why not.
func (d *desk) refuses(t *testing.T, table []cli.Key, why string, asked func() int) {
	t.Helper()
	before := asked()
	for _, digit := range d.panes() {
		d.Resize(120, 40)
		d.Press(digit)
		if digit == "7" {
			d.Press("right") // it opens on the acts from here, of which there are none
		}
		if frame := d.Frame(); strings.Count(frame, "\n  ")+strings.Count(frame, "\n »") < 4 {
			t.Errorf("pane %s cannot be read:\n%s", digit, frame)
		}
		for _, k := range table { // first what changes something: later keys lead elsewhere
			if slices.Contains(changing[digit], k.Action) {
				d.Press(k.Keys[0])
				d.Sleep(time.Second)
				if !strings.Contains(d.Frame(), why) {
					t.Errorf("pane %s: %s does not say %q:\n%s", digit, k.Action, why, d.Frame())
				}
				d.Press("esc", "esc", "esc", "esc", digit)
			}
		}
		for _, k := range table {
			if len(k.Keys) == 0 || k.Where == "everywhere" && strings.Contains("console.quit console.suspend", k.Action) {
				continue
			}
			d.Press(k.Keys[0])
			d.Sleep(time.Second)
			d.Press("esc", "esc", "esc", "esc", digit)
		}
	}
	open, err := d.DB.OpenIntents(d.Ctx)
	if err != nil || len(open) > 0 {
		t.Errorf("%d attempts are waiting: %v", len(open), err)
	}
	if after := asked(); after != before {
		t.Errorf("%d requests were made, beginning with %v", after-before, d.World.Requests()[before])
	}
}

// Offline every pane can be read, every act says why it cannot run, and
// nothing is kept to be sent later.
func TestOfflineReadsEverythingAndSendsNothing(t *testing.T) {
	t.Parallel()
	p := program(t)
	table, _ := p.Keys(cli.Flags{Sandbox: true})
	synctest.Test(t, func(t *testing.T) {
		open(t, p, cli.Flags{}, func(d *desk) { d.Sleep(time.Minute) })
		synctest.Wait()
		open(t, p, cli.Flags{Offline: true}, func(d *desk) {
			d.refuses(t, table, "offline", func() int { return len(d.World.Requests()) })
		})
		synctest.Wait()
	})
}

// With changes not allowed everything is read and nothing is sent.
func TestReadOnlySendsNothing(t *testing.T) {
	t.Parallel()
	p := program(t)
	table, _ := p.Keys(cli.Flags{Sandbox: true})
	synctest.Test(t, func(t *testing.T) {
		open(t, p, cli.Flags{ReadOnly: true}, func(d *desk) {
			d.refuses(t, table, "read-only", func() int { return changes(d.Opened) })
		})
		synctest.Wait()
	})
}

// changes counts the requests that change something.
func changes(o wiring.Opened) int {
	n := 0
	for _, q := range o.World.Requests() {
		if q.Method != "GET" && !strings.HasSuffix(q.Path, "/api_auth") {
			n++
		}
	}
	return n
}

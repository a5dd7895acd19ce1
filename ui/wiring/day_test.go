package wiring_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/client/sandbox"
	"switchboard/client/sandbox/retail"
	"switchboard/store"
	"switchboard/store/live/livetest"
	"switchboard/testdata/proof"
	"switchboard/ui/cli"
	"switchboard/ui/wiring"
)

// toldCodes are the codes that the provider told the hook, and its way there.
type toldCodes struct {
	mu   sync.Mutex
	list []store.Code
}

// deliver notes the code of an event and takes the event where it is to go.
func (c *toldCodes) deliver(r *http.Request) (*http.Response, error) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(raw))
	var event struct {
		Type string
		Data struct {
			ID   string `json:"activation_id"`
			Code string `json:"sms_code"`
			Text string `json:"sms_text"`
		}
	}
	if err := json.Unmarshal(raw, &event); err != nil {
		return nil, err
	}
	if event.Type == "customer.activation.updated" {
		c.mu.Lock()
		c.list = append(c.list, store.Code{ActivationID: event.Data.ID, Code: event.Data.Code, Text: event.Data.Text})
		c.mu.Unlock()
	}
	return http.DefaultClient.Do(r)
}

// workday is a day of commands beside the process that takes the deliveries.
type workday struct {
	t      *testing.T
	dice   *rand.Rand
	db     *store.DB
	world  *sandbox.World
	url    string
	staff  []string // customers
	serial int
	ends   map[int]int // how many commands ended with a code
}

// hooked starts the receiver, which also polls, and has the provider tell it; what it returns ends it.
func (d *workday) hooked() (stop func()) {
	d.t.Helper()
	const secret = "a-secret-of-some-length"
	d.t.Setenv("SWITCHBOARD_WEBHOOK_SECRET", secret)
	ctx, cancel := context.WithCancel(d.t.Context())
	from, to := io.Pipe()
	ended := make(chan int, 1)
	var errs bytes.Buffer
	go func() {
		ended <- cli.Run(ctx, wiring.New(), []string{"hooks", "serve", "--addr", "127.0.0.1:0"}, to, &errs, everything...)
		to.Close()
	}()
	line, err := bufio.NewReader(from).ReadBytes('\n')
	var at struct{ URL string }
	if err == nil {
		err = json.Unmarshal(line, &at)
	}
	if err != nil {
		d.t.Fatalf("the receiver says %q, %v", line, err)
	}
	d.control("hook", fmt.Sprintf(`{"url":%q,"secret":%q}`, at.URL, secret))
	return func() {
		cancel()
		if code := <-ended; code != cli.OK {
			d.t.Errorf("the receiver ends with %d: %s", code, &errs)
		}
	}
}

// control steers the world over its own routes, as another program does.
func (d *workday) control(name, body string) {
	d.t.Helper()
	answer, err := http.Post(d.url+"/_sandbox/"+name, "application/json", strings.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	defer answer.Body.Close()
	if said, err := io.ReadAll(answer.Body); err != nil || answer.StatusCode != http.StatusOK {
		d.t.Fatalf("%s: %d %s, %v", name, answer.StatusCode, said, err)
	}
}

// mishap has the answer be lost for one act in twenty.
func (d *workday) mishap() {
	if d.dice.IntN(20) != 0 {
		return
	}
	for _, method := range []string{"POST", "PUT"} {
		if err := d.world.Inject(sandbox.Fault{Provider: "sms", Method: method, Kind: sandbox.LostAnswer}); err != nil {
			d.t.Fatal(err)
		}
	}
}

// A day of acts by a profile that asks the providers over HTTP, while its hook is told of every SMS
// and the world's time is put forward between the acts, some of whose answers are lost: in the end
// the books are the provider's, and every code it told is here once.
func TestADayOverHTTPLeavesTheBooksEqual(t *testing.T) {
	acts, luck := proof.Size(t, 40), proof.Seed(t, 16)
	codes := &toldCodes{}
	world, url, _ := servedAt(t, sandbox.Options{Seed: luck, Deliver: codes.deliver})
	dir := filepath.Join(os.Getenv("XDG_DATA_HOME"), "switchboard", "profiles", "default")
	db, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	d := &workday{t: t, dice: rand.New(rand.NewPCG(luck, 16)), db: db, world: world, url: url, ends: map[int]int{},
		staff: []string{"acme", "bluekite", "northwind", "harborlight", "cobaltfox", "pinecrest"}}
	d.control("account", `{"balance":10000000}`)
	d.control("clock", `{"forward":3600}`) // what the world began with has ended
	since := d.now()
	stop := d.hooked()
	for _, c := range d.staff {
		d.do("customers", "credit", c, "+900", "--ref", "first"+c)
	}
	began := time.Now()
	for range acts {
		d.mishap()
		d.act()
		world.ClearFaults()
		d.nothingOpen() // a provider's clock does not leap while somebody looks for what was made when
		d.control("clock", fmt.Sprintf(`{"forward":%d}`, d.dice.IntN(2*24*3600/2000)))
	}
	took := time.Since(began)
	d.heard()
	world.ClearHook()
	d.control("clock", `{"forward":1500}`) // the last numbers have ended
	d.settled()
	stop()
	a := livetest.NewAuditor(t, db, world.Ledger()["sms"].(retail.Ledger), since)
	a.Newest = !proof.Large()
	a.Audit()
	for _, want := range codes.list {
		d.once(want)
	}
	taken, tries := d.deliveries()
	// One that comes after a leap of the clock is too old for its receiver, once, and a short day may have few others.
	if proof.Large() && (taken < tries/2 || taken < acts/10) {
		t.Errorf("%d of %d deliveries were taken", taken, tries)
	}
	if d.ends[cli.OK] < acts/2 || len(codes.list) < acts/10 {
		t.Errorf("the day was too quiet: %v, %d codes", d.ends, len(codes.list))
	}
	proof.Figure(t, "acts", acts)
	t.Logf("%d acts in %v, the day took %v: ends %v, %d codes, %d of %d deliveries taken, %d requests\n%s", acts, took.Round(time.Millisecond),
		d.now().Sub(since).Round(time.Minute), d.ends, len(codes.list), taken, tries, len(world.Requests()), a.Counts())
}

// heard waits until the hook has taken a delivery. Whether one of a short day was is a matter of the clock's leaps;
// of those that are made while it stands still one is.
func (d *workday) heard() {
	d.t.Helper()
	status := []string{"paused", "active"}
	for n, until := 0, time.Now().Add(6*time.Minute); ; n++ {
		if taken, tries := d.deliveries(); taken > 0 {
			return
		} else if time.Now().After(until) {
			d.t.Fatalf("none of %d deliveries was taken", tries)
		}
		d.do("customers", "status", d.staff[0], status[n%2])
		time.Sleep(200 * time.Millisecond)
	}
}

// deliveries counts what was sent to the hook, and what it took.
func (d *workday) deliveries() (taken, tries int) {
	for _, q := range d.world.Requests() {
		if q.Provider == "hook" {
			tries++
			if q.Status == http.StatusOK {
				taken++
			}
		}
	}
	return taken, tries
}

// settled waits until nothing is open any more and reads what became of it all: the whole history
// in a large run, which takes minutes for what the provider allows, else what is new.
func (d *workday) settled() {
	d.t.Helper()
	d.nothingOpen()
	args, want := []string{"sync"}, cli.Unknown
	if proof.Large() {
		args, want = append(args, "--full", "--timeout", "20m"), cli.OK
	}
	code, out, errs := ask(d.t, args...)
	if enough := code == want || code == cli.Limited && !proof.Large(); !enough { // the receiver of hooks reads TRUST at the same time
		d.t.Errorf("%v ends with %d: %s%s", args, code, out, errs)
	}
	for _, c := range d.staff {
		told(d.t, "customers", "show", c) // what is held of each is read with it
	}
}

// nothingOpen waits until the outcome of every attempt is known.
func (d *workday) nothingOpen() {
	d.t.Helper()
	for until := time.Now().Add(6 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		open, err := d.db.OpenIntents(d.t.Context())
		if err != nil {
			d.t.Fatal(err)
		}
		if len(open) == 0 {
			break
		}
		if time.Now().After(until) {
			d.t.Fatalf("%d attempts are still open: %s %s", len(open), open[0].Subject, open[0].Reason)
		}
	}
}

// once fails the test for a code that the journal does not have exactly once.
func (d *workday) once(want store.Code) {
	d.t.Helper()
	have, err := d.db.Codes(d.t.Context(), want.ActivationID)
	if err != nil {
		d.t.Fatal(err)
	}
	n := 0
	for _, c := range have {
		if c.Code == want.Code && c.Text == want.Text && !c.Damaged {
			n++
		}
	}
	if n != 1 {
		d.t.Errorf("the code of %s is in the journal %d times", want.ActivationID, n)
	}
}

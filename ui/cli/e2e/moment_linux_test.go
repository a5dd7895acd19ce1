package e2e

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/sys/unix"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
)

// deed is an act as a person carries it out by a command.
type deed struct {
	act     act.Act
	op      string // in the journal, where it is another
	args    []string
	without string // the provider whose key the home does not have
	nth     int    // which of the changes that the command sends is meant, from 0
	says    string // what has to be said beside that something could not be saved
	code    int    // with which it ends when nothing is wrong
	does    func() // what goes on while it runs
}

// scene is a sandbox in which every act can be done once, and a home that knows it.
type scene struct {
	*served
	h                         *home
	waiting, coded, over, odd string // activations: without a code, and three with theirs
	offer                     string // a number that is for sale
	otp                       string // what a number received
	logo                      string // a picture, as a file
}

func setScene(t *testing.T) *scene {
	t.Helper()
	p := serve(t, "--no-limits", "--sms-after", "2h")
	s := &scene{served: p, h: connected(t, p), logo: filepath.Join(t.TempDir(), "logo.png")}
	write(t, s.logo, picture(t))
	if got := s.h.bare("sync"); got.code != 0 && got.code != 10 {
		t.Fatalf("%+v", got)
	}
	for _, id := range []*string{&s.waiting, &s.coded, &s.over, &s.odd} {
		*id = s.field("activation_id", ordering("bluekite", "--json")...)
	}
	for _, id := range []string{s.coded, s.over, s.odd} {
		p.tell("sms", `{"activation_id":"`+id+`","text":"Your code is 482913"}`)
	}
	p.tell("clock", `{"forward":180}`) // now the other may be cancelled
	s.h.bare("activations", "list")
	s.otp = s.field("dev_code", "listings", "prove", "+14155550167", "--by", "sms", "--json")
	s.offer = strings.Fields(s.h.bare("numbers", "find", "503", "--quiet").out)[0]
	return s
}

// field is one field of the record that a command tells.
func (s *scene) field(name string, args ...string) (value string) {
	s.t.Helper()
	got := s.h.bare(args...)
	var all map[string]any
	err := json.Unmarshal([]byte(got.out), &all)
	value, _ = all[name].(string)
	if err != nil || value == "" {
		s.t.Fatalf("%v has no %s: %+v", args, name, got)
	}
	return value
}

// deeds are every act there is.
func (s *scene) deeds() []deed {
	return []deed{
		{act: act.Order{}, args: ordering("acme")},
		{act: act.Again{}, args: []string{"activations", "again", s.coded}},
		{act: act.Report{}, args: []string{"activations", "report", s.odd, "--reason", "7", "--message", "It is another text.", "--yes"}},
		{act: act.Cancel{}, args: []string{"activations", "end", s.waiting, "--yes"}},
		{act: act.Finalize{}, args: []string{"activations", "end", s.over, "--yes"}},
		{act: act.NewCustomer{}, args: []string{"customers", "add", "newcomer", "--balance", "5", "--yes"}, nth: 1},
		{act: act.NewCustomer{}, args: []string{"customers", "add", "nobody", "--yes"}},
		{act: act.Credit{}, args: []string{"customers", "credit", "acme", "+5", "--yes"}},
		{act: act.Status{}, args: []string{"customers", "status", "northwind", "paused", "--yes"}},
		{act: act.SendCode{}, args: []string{"listings", "prove", "+14155550168", "--by", "sms", "--yes"}},
		{act: act.Prove{}, args: []string{"listings", "prove", "+14155550167", "--code", s.otp, "--yes"}},
		{act: act.Stage{}, args: []string{"listings", "stage", "+14155550142", "--website", "https://shop.example", "--yes"}},
		{act: act.Logo{}, args: []string{"listings", "logo", "+12135550188", s.logo, "--yes"}},
		{act: act.Pay{}, args: []string{"listings", "pay", "+16285550177", "--yes"}},
		{act: act.Account{}, args: []string{"accounts", "set", "--name", "Acme", "--yes"}},
		{act: act.SignUp{}, args: []string{"accounts", "signup", "--name", "Acme", "--yes"}, without: "trust", says: "Copy it now, it is shown only here"},
		{act: act.Buy{}, args: []string{"numbers", "buy", s.offer, "--yes"}},
		{act: act.Set{}, args: []string{"numbers", "set", "+12065551422", "--carrier", "Acme Plumb", "--yes"}},
		{act: act.SetAddress{}, args: []string{"e911", "set", "+14155234712", "--caller", "Michel Mabel", "--street", "1 Market St", "--city", "San Francisco",
			"--state", "CA", "--zip", "94105", "--confirm", "4712", "--yes"}},
		{act: act.ClearAddress{}, args: []string{"e911", "clear", "+12065551792", "--confirm", "1792", "--yes"}},
		{act: act.Release{}, args: []string{"numbers", "release", "+14152338397", "--confirm", "8397", "--yes"}},
	}
}

// renewals are the acts after which the clock of the world has to go on.
func (s *scene) renewals() []deed {
	on := func() { s.tell("clock", `{"forward":1201}`) }
	return []deed{
		{act: act.Renew{}, op: act.Order{}.Op(), args: append(ordering("acme"), "--wait", "--again", "1", "--again-max", "5", "--timeout", "10m"), nth: 1, code: 7, does: on},
	}
}

// Every act there is is done in the two tests below.
func TestEveryActHasItsMoment(t *testing.T) {
	named := []string{"Purge", "KeepListing", "All"} // upon what is saved here, and several of one kind
	for _, d := range append((&scene{}).deeds(), (&scene{}).renewals()...) {
		named = append(named, reflect.TypeOf(d.act).Name())
	}
	for _, name := range acttest.Declared(t, "../../../store/act") {
		if !slices.Contains(named, name) {
			t.Errorf("act.%s is not tried", name)
		}
	}
}

// misfortune is what goes wrong on this machine while a command runs.
type misfortune struct {
	word   string // on standard error
	always bool   // every act has something that cannot be saved then
	begins func(h *home, pid int) (ends func())
}

func lockedCache() misfortune {
	return misfortune{"CACHE LOCKED", false, func(h *home, _ int) func() { return h.lock("cache.db") }}
}

func fullDisk() misfortune {
	return misfortune{"DISK FULL", true, func(h *home, pid int) func() {
		if err := unix.Prlimit(pid, unix.RLIMIT_FSIZE, &unix.Rlimit{}, nil); err != nil {
			h.t.Error(err)
		}
		return func() {}
	}}
}

// double is a home like that of the scene, whose providers are asked through a proxy that tells of each change
// that was answered, before the answer goes on.
func (s *scene) double(t *testing.T, d deed, answered func(nth int)) *home {
	t.Helper()
	to, err := url.Parse(s.SMS.BaseURL)
	if err != nil {
		t.Fatal(err)
	}
	changes := 0
	var mu sync.Mutex
	proxy := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) },
		ModifyResponse: func(r *http.Response) error {
			if r.Request.Method == http.MethodGet || strings.HasSuffix(r.Request.URL.Path, "api_auth") {
				return nil
			}
			mu.Lock()
			nth := changes
			changes++
			mu.Unlock()
			answered(nth)
			return nil
		},
	})
	t.Cleanup(proxy.Close)
	h := newHome(t)
	if err := os.CopyFS(h.file("data"), os.DirFS(s.h.file("data"))); err != nil {
		t.Fatal(err)
	}
	write(t, h.config(), strings.ReplaceAll(read(t, s.h.config()), s.SMS.BaseURL, proxy.URL))
	keys := read(t, s.h.keysFile())
	if d.without != "" {
		keys = regexp.MustCompile("(?m)^"+d.without+" = .*\n").ReplaceAllString(keys, "")
	}
	write(t, h.keysFile(), keys)
	return h
}

// last is what the journal has of the last act of a kind.
func (h *home) last(op string) store.IntentState {
	h.t.Helper()
	db, err := store.OpenReadOnly(h.t.Context(), filepath.Join(h.dir, "data", "switchboard", "profiles", "default"))
	if err != nil {
		h.t.Fatal(err)
	}
	defer db.Close()
	list, err := db.Intents(h.t.Context(), 100)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, in := range list {
		if in.Op == op {
			return in.State
		}
	}
	return ""
}

// meets carries a deed out and has the misfortune begin after what it sent was answered: its result is that
// of the act, what could not be saved is said once, and the journal tells the act.
func (s *scene) meets(t *testing.T, d deed, m misfortune) {
	var cmd *exec.Cmd
	var h *home
	sent, ends := 0, func() {}
	var beside sync.WaitGroup
	h = s.double(t, d, func(nth int) {
		if sent = nth + 1; nth == d.nth && cmd != nil && cmd.Process != nil {
			ends = m.begins(h, cmd.Process.Pid)
		}
		if d.does != nil {
			beside.Go(d.does)
		}
	})
	cmd = h.command(append(d.args, "--ndjson")...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	_ = cmd.Run() // the status says it
	ends()
	beside.Wait()
	got, op := result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}, cmp.Or(d.op, d.act.Op())
	told := strings.Count(got.err, m.word)
	if got.code != d.code || sent != d.nth+1 || got.out == "" || d.code == 0 && strings.Contains(got.out, `"error"`) {
		t.Errorf("%d were sent: %+v", sent, got)
	}
	if told > 1 || told == 0 && m.always || strings.Contains(got.err, "afterwards") && (d.says == "" || !strings.Contains(got.err, d.says)) || strings.Contains(got.err, "journal entry") {
		t.Errorf("what could not be saved is told %d times: %+v", told, got)
	}
	h.bare("activations", "list") // whoever comes next takes up what was left
	if now := h.last(op); now != store.StateConfirmed {
		t.Errorf("the journal has it as %q: %+v", now, got)
	}
}

// Of every act there is: another program that locks the cache, or a disk that is full, from the moment on
// at which the act was answered changes nothing of its result.
func TestAMomentAfterTheActChangesNoResult(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]misfortune{"locked": lockedCache(), "full": fullDisk()} {
		t.Run(name, func(t *testing.T) {
			s := setScene(t)
			for _, d := range s.deeds() {
				t.Run(d.act.Op(), func(t *testing.T) {
					t.Parallel()
					s.meets(t, d, m)
				})
			}
		})
	}
}

// An order that is made again by itself is told although what it came to cannot be saved any more.
func TestAMomentAfterAnOrderIsMadeAgain(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]misfortune{"locked": lockedCache(), "full": fullDisk()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := setScene(t)
			for _, d := range s.renewals() {
				s.meets(t, d, m)
			}
		})
	}
}

// Of every act there is: what cannot be written down is not sent, and the disk or the lock is named.
func TestWhatCannotBeWrittenDownIsNotSent(t *testing.T) {
	t.Parallel()
	s := setScene(t)
	var acts [][]string
	at := map[string][]deed{}
	for _, d := range s.deeds() {
		at[d.without] = append(at[d.without], d)
	}
	before := s.changes()
	for without, deeds := range at {
		h := s.double(t, deed{without: without}, func(int) {})
		acts = nil
		for _, d := range deeds {
			acts = append(acts, append(d.args, "--json"))
		}
		letGo := h.lock("journal.db")
		for i, got := range h.together(acts...) {
			if got.code != 1 || !strings.Contains(got.out, `"reason":"locked"`) {
				t.Errorf("with a locked journal, %v: %+v", acts[i], got)
			}
		}
		letGo()
		for _, args := range acts {
			if got := h.noRoom(args...); got.code != 1 || !strings.Contains(got.out, `"reason":"disk_full"`) {
				t.Errorf("on a full disk, %v: %+v", args, got)
			}
		}
	}
	if n := s.changes() - before; n != 0 {
		t.Errorf("%d were sent", n)
	}
}

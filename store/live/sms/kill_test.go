package sms

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/store/live/livetest"
	"switchboard/testdata/proof"
)

// spenderJob names what this test binary, started again by a test, spends money
// on until it is killed.
const spenderJob = "SWITCHBOARD_TEST_SPENDER"

// job is where the money is spent and where the books are kept.
type job struct {
	Base, Key, Dir string
	Seed           uint64
	Together       []string // customers that are paused together, in the place of what chance has it spend
	Orders         bool     // so many numbers are ordered together instead
}

// spend acts through an engine, one act after the other, and never ends by
// itself in the time of the test.
func spend(words string) {
	var j job
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := errors.Join(json.Unmarshal([]byte(words), &j), j.spend(ctx)); err != nil {
		fmt.Println("error", err)
	}
}

func (j *job) spend(ctx context.Context) error {
	db, err := store.Open(ctx, j.Dir)
	if err != nil {
		return err
	}
	defer db.Close()
	api, err := rest.New(rest.Config{
		Provider: platfone.Provider, Base: j.Base, Header: "X-Api-Key",
		Key: func() rest.Secret { return rest.NewSecret(j.Key) }, Limits: db.Limits(), Explain: platfone.Explain,
	})
	if err != nil {
		return err
	}
	e, sms := setup{Config: live.Config{DB: db}, API: platfone.New(api), MaxActive: 1 << 20}.desk()
	done := make(chan error, 1)
	go func() { done <- e.Run(ctx) }()
	if err := e.Ready(ctx); err != nil {
		return err
	}
	fmt.Println("ready")
	if len(j.Together) > 0 {
		return j.together(ctx, sms)
	}
	s := &spender{SMS: sms, db: db, dice: rand.New(rand.NewPCG(j.Seed, 1)), name: fmt.Sprintf("%d", j.Seed)}
	for ctx.Err() == nil {
		if err := s.act(ctx); err != nil {
			return err
		}
	}
	return <-done
}

// spender chooses acts by lot.
type spender struct {
	*SMS
	db   *store.DB
	dice *rand.Rand
	name string
	n    int
}

// act makes one act. What it comes to is for the journal to say: only a store
// that fails is an error.
func (s *spender) act(ctx context.Context) error {
	s.n++
	id := s.name + "x" + strconv.Itoa(s.n)
	customer := staffed[s.dice.IntN(4)]
	rows, err := s.db.LiveActivations(ctx, s.Now())
	if err != nil {
		return err
	}
	pick := func(can func(platfone.Activation, time.Time) string, act func(context.Context, string) error) {
		for _, i := range s.dice.Perm(len(rows)) {
			if can(rows[i].Activation, s.Now()) == "" {
				_ = act(ctx, rows[i].ID)
				return
			}
		}
	}
	switch s.dice.IntN(8) {
	case 0, 1:
		_, _ = s.Order(ctx, customer, order("google", "uk"))
	case 2:
		pick(platfone.Activation.CanCancel, s.Cancel)
	case 3:
		pick(platfone.Activation.CanFinalize, s.Finalize)
	case 4:
		pick(platfone.Activation.CanRetry, s.Retry)
	case 5, 6:
		_, _ = s.AdjustBalance(ctx, customer, platfone.NewTransaction{ID: "TX" + id, Amount: money.Cents(1 + s.dice.IntN(500)), Gateway: "manual"})
	case 7:
		_, _ = s.CreateCustomer(ctx, "Kill"+id, platfone.NewTransaction{ID: "OPEN" + id, Amount: 700})
	}
	return nil
}

// The moments of an act at which its sender is killed.
const (
	byClock = iota // whatever it is doing
	heard          // the request has come, nothing is done yet
	acted          // it is done, no byte of the answer has left
	torn           // half of the answer has left
	moments
)

// killer is the provider's door: it serves the sandbox, and kills whoever
// speaks at a chosen moment.
type killer struct {
	world *sandbox.World

	mu     sync.Mutex
	acts   int // until the one in which it happens
	moment int
	kill   func()
}

func (k *killer) aim(acts, moment int, kill func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.acts, k.moment, k.kill = acts, moment, kill
}

// now reports at which moment of this act the sender is killed.
func (k *killer) now(method string) (int, func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if method == http.MethodGet {
		return byClock, nil
	}
	if k.acts--; k.acts != 0 {
		return byClock, nil
	}
	return k.moment, k.kill
}

func (k *killer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	moment, kill := k.now(r.Method)
	if moment == byClock {
		k.world.ServeHTTP(w, r)
		return
	}
	if moment != heard {
		answer := httptest.NewRecorder()
		k.world.ServeHTTP(answer, r)
		if moment == torn {
			body := answer.Body.Bytes()
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
			_, _ = w.Write(body[:len(body)/2])
			_ = http.NewResponseController(w).Flush()
		}
	}
	kill()
	panic(http.ErrAbortHandler)
}

// atTime runs f in a bubble whose clock has come to the world's.
func atTime(t *testing.T, now time.Time, f func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(now.Round(0).Sub(time.Now().Round(0)))
		f(t)
	})
}

// Killed at any moment of an act: nothing is booked twice,
// nothing is lost, and after reading nothing is open.
func TestAKilledSpenderLosesAndDoublesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	kills, luck := proof.Size(t, 60), proof.Seed(t, 30)
	dir := filepath.Join(t.TempDir(), "profile")
	r := &rig{key: new(atomic.Value)}
	lent := map[string]bool{}
	atTime(t, time.Now().Add(-150*time.Second), func(t *testing.T) {
		r.Rig = livetest.New(t, dir, sandbox.Options{NoLimits: true, SMSAfter: 300 * time.Millisecond})
		r.fillWorld(lent)
	})
	start := time.Now()
	k := &killer{world: r.World}
	server := httptest.NewServer(k)
	dice := rand.New(rand.NewPCG(luck, 9))
	for n := range kills {
		killed(t, k, job{Base: server.URL + "/api/v1/retail", Key: r.key.Load().(string), Dir: dir, Seed: uint64(n + 1)},
			n%moments, 1+dice.IntN(12), time.Duration(dice.IntN(400))*time.Millisecond)
	}
	server.Close()
	atTime(t, time.Now(), func(t *testing.T) {
		r.T = t
		r.start(nil)
		defer r.Stop()
		open, err := r.DB.OpenIntents(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(30 * time.Minute)
		a := r.auditor(start)
		a.Lent = lent
		a.Audit()
		if wrong, err := r.DB.Check(t.Context()); err != nil || len(wrong) != 0 {
			t.Errorf("the store: %q, %v", wrong, err)
		}
		t.Logf("%d kills, %d attempts were open at the last start\n%s", kills, len(open), a.Counts())
	})
}

// fillWorld sees to it that there is money to spend and that there are numbers
// to cancel.
func (r *rig) fillWorld(lent map[string]bool) {
	r.T.Helper()
	r.key.Store(r.World.Endpoints("").SMS.Key)
	r.enrich(staffed...)
	for range 60 {
		a, err := r.elsewhere().Order(r.T.Context(), "acme", order("telegram", "id"))
		if err != nil {
			r.T.Fatal(err)
		}
		lent[a.ID] = true
	}
	time.Sleep(150 * time.Second)
}

// killed starts a spender and kills it at a moment of one of its acts, or some
// time after it has begun.
func killed(t *testing.T, k *killer, j job, moment, acts int, after time.Duration) {
	t.Helper()
	words, err := json.Marshal(j)
	if err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), spenderJob+"="+string(words))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() { _ = cmd.Process.Kill() } // it may be gone already
	k.aim(acts, moment, kill)
	timer := time.AfterFunc(20*time.Second, kill) // a spender that never comes so far ends too
	defer timer.Stop()
	for s := bufio.NewScanner(out); s.Scan(); {
		switch {
		case s.Text() != "ready":
			t.Errorf("the spender says %s", s.Text())
		case moment == byClock:
			timer.Reset(after)
		}
	}
	_ = cmd.Wait() // it was killed: that is not news
}

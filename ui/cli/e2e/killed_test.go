package e2e

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/testdata/proof"
)

// books are what the providers hold to be true.
type books struct {
	SMS struct {
		Customers []struct {
			ID string `json:"customer_id"`
		}
		Transactions []struct {
			ID string `json:"transaction_id"`
		}
		Activations []struct {
			ID       string `json:"activation_id"`
			Customer string `json:"customer_id"`
		}
	}
	Lines struct {
		Releases  []struct{ Number string }
		Emergency []struct{ Number, Action, Street string }
	}
	Trust struct{ Listings []struct{ E164 string } }
}

func (p *served) books() (b books) {
	p.t.Helper()
	r, err := http.Get(p.Control + "/ledger")
	if err != nil {
		p.t.Fatal(err)
	}
	defer r.Body.Close()
	if err := json.NewDecoder(r.Body).Decode(&b); err != nil {
		p.t.Fatal(err)
	}
	return b
}

// done counts, for every thing the commands may do, how often it was done.
func (b books) done() map[string]int {
	n := map[string]int{}
	for _, c := range b.SMS.Customers {
		n["customer "+c.ID]++
	}
	for _, t := range b.SMS.Transactions {
		n["credit "+t.ID]++
	}
	for _, a := range b.SMS.Activations {
		n["order "+a.Customer]++
	}
	for _, r := range b.Lines.Releases {
		n["release "+r.Number]++
	}
	for _, e := range b.Lines.Emergency {
		n["911 "+e.Number+" "+strings.ToLower(e.Street)]++
	}
	for _, l := range b.Trust.Listings {
		n["listing "+l.E164]++
	}
	return n
}

// errand is a command and what it does, as books name it.
type errand struct {
	does string
	args []string
}

// staff are customers with money, one for each order: so orders can be told apart.
var staff = []string{"acme", "bluekite", "northwind", "harborlight", "cobaltfox", "pinecrest"}

// errands are the n-th of every kind of act.
func errands(n int, numbers []string) []errand {
	street := strconv.Itoa(100+n) + " Market St"
	at, gone := numbers[n%len(numbers)], numbers[(n+len(numbers)/2)%len(numbers)]
	return []errand{
		{"order " + staff[n%len(staff)], append(ordering(staff[n%len(staff)]), "--max-price", "5")},
		{fmt.Sprint("credit killed", n), []string{"customers", "credit", "acme", "+1.01", "--ref", fmt.Sprint("killed", n), "--yes"}},
		{fmt.Sprint("customer Killed", n), []string{"customers", "create", fmt.Sprint("Killed", n), "--yes"}},
		{"911 " + at + " " + strings.ToLower(street), []string{"e911", "set", at, "--street", street, "--city", "San Francisco", "--state", "CA", "--zip", "94105", "--caller", "ACME",
			"--confirm", at[len(at)-4:], "--yes"}},
		{"release " + gone, []string{"numbers", "release", gone, "--confirm", gone[len(gone)-4:], "--yes"}},
	}
}

// killedAt runs a command and kills it after some time; a command that has
// ended by then was not killed.
func (h *home) killedAt(after time.Duration, args []string) (code int, killed bool) {
	cmd := h.command(args...)
	if err := cmd.Start(); err != nil {
		h.t.Error(err)
		return 0, true
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) // it may be gone already
	defer timer.Stop()
	_ = cmd.Wait()
	return cmd.ProcessState.ExitCode(), cmd.ProcessState.ExitCode() < 0
}

// Commands are killed at any moment, two of them at once, and the providers
// are in a third process: what a command said it did is done once, nothing is
// done twice, and what was done is known here after it was looked for.
func TestKilledCommandsDoNothingTwice(t *testing.T) {
	t.Parallel()
	pairs, dice := proof.Size(t, 14), rand.New(rand.NewPCG(proof.Seed(t, 1), 3))
	p := serve(t, "--no-limits")
	h := connected(t, p)
	h.bare("sync", "--quiet")
	began := time.Now()
	numbers := strings.Fields(h.bare("numbers", "list", "--state", "in_service", "--quiet").out)
	// The moments lie in a span that follows the machine, so that about as many
	// commands end as are killed, also where everything takes longer.
	span := 160*time.Millisecond + time.Since(began)
	if len(numbers) < 20 {
		t.Fatalf("only %d numbers to act on", len(numbers))
	}
	before, said, killed := p.books().done(), map[string]int{}, 0
	var mu sync.Mutex
	// A machine that is busier by the minute has some more.
	for n := 0; n < pairs || n < 8*pairs && (killed == 0 || len(said) == 0); n++ {
		list := errands(n, numbers)
		var both sync.WaitGroup
		for _, i := range dice.Perm(len(list))[:2] {
			mu.Lock()
			after := time.Duration(dice.Int64N(int64(span)))
			mu.Unlock()
			both.Go(func() {
				code, dead := h.killedAt(after, list[i].args)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case dead:
					killed++
					span += span / 8
				case span > 40*time.Millisecond:
					span -= span / 8
				}
				if !dead && code == 0 {
					said[list[i].does]++
				}
			})
		}
		both.Wait()
	}
	if got := h.bare("sync", "--timeout", "20s"); got.code != 0 && got.code != 7 && got.code != 10 {
		t.Errorf("sync: %+v", got)
	}
	after := p.books().done()
	for does, n := range after {
		if n -= before[does]; n > 1 && !strings.HasPrefix(does, "order ") {
			t.Errorf("%s: done %d times", does, n)
		}
	}
	for does, n := range said {
		if after[does]-before[does] < n {
			t.Errorf("%s: said to be done %d times, and done %d times", does, n, after[does]-before[does])
		}
	}
	h.known(before, after)
	proof.Figure(t, "pairs of commands", pairs)
	proof.Figure(t, "killed", killed)
	if killed == 0 || len(said) == 0 {
		t.Errorf("%d commands were killed, %d things were done: the moments are wrong for this machine", killed, len(said))
	}
}

// known compares the providers' books with the journal: every order is there,
// once.
func (h *home) known(before, after map[string]int) {
	h.t.Helper()
	db, err := store.OpenReadOnly(h.t.Context(), filepath.Join(h.dir, "data", "switchboard", "profiles", "default"))
	if err != nil {
		h.t.Fatal(err)
	}
	defer db.Close()
	list, err := db.Intents(h.t.Context(), 10000)
	if err != nil {
		h.t.Fatal(err)
	}
	confirmed, open := 0, 0
	for _, in := range list {
		if in.Damaged {
			h.t.Errorf("attempt %d is damaged", in.ID)
		}
		if strings.HasSuffix(in.Op, ".order") && in.State == store.StateConfirmed {
			confirmed++
		}
		if in.State.Open() {
			open++
		}
	}
	done := 0
	for does, n := range after {
		if strings.HasPrefix(does, "order ") {
			done += n - before[does]
		}
	}
	if confirmed > done || confirmed+open < done {
		h.t.Errorf("%d orders at %s, %d are confirmed here and %d attempts are open", done, platfone.Provider, confirmed, open)
	}
	proof.Figure(h.t, "attempts without an outcome yet", open)
}

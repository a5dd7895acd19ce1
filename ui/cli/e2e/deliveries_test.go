package e2e

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"switchboard/store"
	"switchboard/testdata/proof"
)

// postman delivers signed events and remembers which were taken.
type postman struct {
	secret string
	taken  map[string]bool
	n      int
	late   int // how many were acknowledged after more than soon
}

// soon is how long a provider has to wait for its acknowledgement, but for one in a hundred.
const soon = 50 * time.Millisecond

// deliver sends one event; an answer that does not come is no answer.
func (m *postman) deliver(ctx context.Context, url, id string) bool {
	body := `{"id":"` + id + `","api_version":"1.0","type":"customer.updated","data":{"customer_id":"acme"}}`
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(m.secret))
	mac.Write([]byte(stamp + "." + body))
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		return false
	}
	for name, value := range map[string]string{
		"Content-Type": "application/json", "X-Webhook-Id": "hook1", "X-Timestamp": stamp, "X-Signature": hex.EncodeToString(mac.Sum(nil)),
	} {
		q.Header.Set(name, value)
	}
	begun := time.Now()
	answer, err := new(http.Client).Do(q)
	if err != nil {
		return false
	}
	if time.Since(begun) > soon {
		m.late++
	}
	defer answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}

// round starts the receiver and delivers until it is killed.
func (m *postman) round(t *testing.T, h *home, after time.Duration) {
	t.Helper()
	cmd := h.command("hooks", "serve", "--addr", "127.0.0.1:0")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadBytes('\n')
	var at struct{ URL string }
	if err == nil {
		err = json.Unmarshal(line, &at)
	}
	if err != nil {
		t.Fatalf("the receiver says %q: %v, %s", line, err, &errs)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	for repeated := max(0, m.n-3); ; repeated++ { // the last ones of before come again
		id := fmt.Sprint("evt", repeated)
		m.n = max(m.n, repeated+1)
		if !m.deliver(t.Context(), at.URL, id) {
			break
		}
		m.taken[id] = true
	}
	_ = cmd.Process.Kill() // it may be gone already
	_ = cmd.Wait()
}

// The receiver of hooks is killed at any moment: what it said it has taken is
// remembered, so that the same event coming again counts for nothing.
func TestAKilledReceiverRemembersWhatItTook(t *testing.T) {
	kills, dice := proof.Size(t, 6), rand.New(rand.NewPCG(proof.Seed(t, 1), 52))
	p := serve(t, "--no-limits")
	m := &postman{secret: "a-secret-of-some-length", taken: map[string]bool{}}
	h := connected(t, p, "SWITCHBOARD_WEBHOOK_SECRET="+m.secret)
	for n := 0; n < kills || len(m.taken) < kills && n < 20*kills; n++ { // a busy machine takes few in a round
		m.round(t, h, time.Duration(20+dice.IntN(200))*time.Millisecond)
	}
	if len(m.taken) < kills {
		t.Fatalf("%d deliveries were taken in %d rounds", len(m.taken), kills)
	}
	db, err := store.Open(t.Context(), filepath.Join(h.dir, "data", "switchboard", "profiles", "default"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for id := range m.taken {
		if first, err := db.HookSeen(t.Context(), id, time.Now()); err != nil || first {
			t.Errorf("%s was taken and is forgotten: %v", id, err)
		}
	}
	proof.Figure(t, "kills", kills)
	proof.Figure(t, "deliveries taken", len(m.taken))
	proof.Figure(t, "of them acknowledged after more than 50 ms", m.late)
}

package sms_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/client/rest"
	"switchboard/client/webhook"
	"switchboard/store/config"
	"switchboard/ui/cli"
	"switchboard/ui/cli/sms"
)

// mailbox remembers the hints it was given.
type mailbox struct {
	mu    sync.Mutex
	seen  map[string]bool
	hints []webhook.Hint
}

func (m *mailbox) Seen(_ context.Context, id string) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	first := !m.seen[id]
	m.seen[id] = true
	return first, nil
}

func (m *mailbox) Hint(_ context.Context, h webhook.Hint) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.hints = append(m.hints, h)
	return nil
}

// receiver is a profile with a mailbox.
type receiver struct {
	cli.Program
	box    *mailbox
	hooks  config.Hooks
	secret string
}

func (r receiver) Receive(ctx context.Context, _ cli.Flags, serve func(context.Context, cli.Mailroom) error) error {
	return serve(ctx, cli.Mailroom{Inbox: r.box, Now: time.Now, Expect: func(context.Context) error { return nil }, Hooks: r.hooks, Secret: rest.NewSecret(r.secret)})
}

const hookSecret = "a secret of some length"

func post(t *testing.T, url, id, signed string) int {
	t.Helper()
	body := `{"id":"` + id + `","api_version":"1.0","type":"customer.updated","data":{"customer_id":"acme"}}`
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(signed))
	mac.Write([]byte(stamp + "." + body))
	q, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"Content-Type": "application/json", "X-Webhook-Id": id, "X-Timestamp": stamp, "X-Signature": hex.EncodeToString(mac.Sum(nil)),
	} {
		q.Header.Set(name, value)
	}
	answer, err := new(http.Client).Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}

func TestHooksServeTakesGenuineDeliveriesUntilItIsEnded(t *testing.T) {
	box := &mailbox{seen: map[string]bool{}}
	ctx, stop := context.WithCancel(t.Context())
	out, words := io.Pipe()
	var errs bytes.Buffer
	ended := make(chan int, 1)
	go func() {
		ended <- cli.Run(ctx, receiver{box: box, secret: hookSecret}, []string{"hooks", "serve", "--addr", "127.0.0.1:0"}, words, &errs, sms.Commands)
	}()
	var place struct{ URL string }
	if err := json.NewDecoder(out).Decode(&place); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if code := post(t, place.URL, "event1", hookSecret); code != http.StatusOK {
			t.Errorf("a genuine delivery was answered %d", code)
		}
	}
	if code := post(t, place.URL, "event2", "another secret altogether"); code != http.StatusUnauthorized {
		t.Errorf("a forged delivery was answered %d", code)
	}
	stop()
	if code := <-ended; code != cli.OK {
		t.Errorf("exit %d: %s", code, errs.String())
	}
	if len(box.hints) != 1 || box.hints[0].CustomerID != "acme" {
		t.Errorf("hints %+v", box.hints)
	}
	if !strings.Contains(errs.String(), "not taken (401)") {
		t.Errorf("said %q of the forged one", errs.String())
	}
}

func TestHooksServeRefusesWhatIsNotSafe(t *testing.T) {
	for name, c := range map[string]struct {
		r    receiver
		args []string
		code int
		says string
	}{
		"no secret":    {receiver{}, nil, cli.KeyRefused, "SWITCHBOARD_WEBHOOK_SECRET"},
		"short secret": {receiver{secret: "short"}, nil, cli.Usage, "at least 16"},
		"the world":    {receiver{secret: hookSecret}, []string{"--addr", "0.0.0.0:8099"}, cli.Usage, "only an address of this machine"},
		"no port":      {receiver{secret: hookSecret}, []string{"--addr", "127.0.0.1"}, cli.Usage, "--addr: an address and a port"},
		"scheme":       {receiver{secret: hookSecret}, []string{"--signed", "header"}, cli.Usage, "--signed: one of"},
	} {
		var errs bytes.Buffer
		code := cli.Run(t.Context(), c.r, append([]string{"hooks", "serve"}, c.args...), io.Discard, &errs, sms.Commands)
		if code != c.code || !strings.Contains(errs.String(), c.says) {
			t.Errorf("%s: exit %d, %s", name, code, errs.String())
		}
	}
}

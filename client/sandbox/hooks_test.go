package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/rest"
	"switchboard/client/webhook"
)

const (
	hookSecret = "a secret of some length"
	hookBody   = `{"url":"http://127.0.0.1:9/in","secret":"` + hookSecret + `"}`
)

// listener takes deliveries the way the console does.
type listener struct {
	mu    sync.Mutex
	seen  map[string]bool
	hints []webhook.Hint
	sent  []*http.Request // as they came, with their bodies
	down  bool
	slow  time.Duration
	ahead time.Duration // of the provider's clock, as the answers tell it
	h     http.Handler
}

func newListener(t *testing.T, s webhook.Scheme) *listener {
	t.Helper()
	l := &listener{seen: map[string]bool{}}
	v, err := webhook.NewVerifier(s, rest.NewSecret(hookSecret), func() time.Time { return time.Now().Add(l.ahead) })
	if err != nil {
		t.Fatal(err)
	}
	l.h = webhook.NewHandler(v, l)
	return l
}

func (l *listener) Seen(_ context.Context, id string) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	first := !l.seen[id]
	l.seen[id] = true
	return first, nil
}

func (l *listener) Hint(_ context.Context, h webhook.Hint) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.hints = append(l.hints, h)
	return nil
}

// deliver stands for the socket between the two.
func (l *listener) deliver(r *http.Request) (*http.Response, error) {
	if l.down {
		return nil, errors.New("nobody listens there")
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	kept := r.Clone(context.Background())
	kept.Body = io.NopCloser(strings.NewReader(string(body)))
	l.mu.Lock()
	l.sent = append(l.sent, kept)
	l.mu.Unlock()
	time.Sleep(l.slow)
	r.Body = io.NopCloser(strings.NewReader(string(body)))
	return l.answer(r), nil
}

func (l *listener) answer(r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	l.h.ServeHTTP(w, r)
	return w.Result()
}

func (l *listener) told() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var list []string
	for _, h := range l.hints {
		list = append(list, h.Type+" "+h.CustomerID+"/"+h.ActivationID)
	}
	return list
}

// listening is a world with a hook in a bubble of its own.
func listening(t *testing.T, s webhook.Scheme, hook string, test func(u *user, l *listener)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l := newListener(t, s)
		u := inProcess(t, newWorld(t, Options{Seed: 1, SMSAfter: time.Hour, Deliver: l.deliver}))
		time.Sleep(2 * time.Hour)
		u.bubble = true
		u.control("account", `{"balance":9000}`)
		u.want(200, "POST", creditPath, `{"transaction_id":"gift","amount":20000}`)
		u.control("hook", hook)
		test(u, l)
	})
}

func (u *user) control(name, body string) {
	u.Helper()
	if _, err := u.w.Control(name, []byte(body)); err != nil {
		u.Fatal(err)
	}
	u.delivered()
}

// delivered waits until every event that is due has reached the listener.
func (u *user) delivered() {
	if u.bubble {
		synctest.Wait()
	}
}

// order rents a number for acme and gives its id.
func (u *user) order() string {
	u.Helper()
	answer := u.want(200, "POST", "/a/customer/acme/activation", `{"service_id":"telegram","country_id":"uk","customer_price":80,"max_price":5000}`)
	_, rest, _ := strings.Cut(answer, `"activation_id":"`)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}

func (u *user) sms(id string) {
	u.Helper()
	u.control("sms", fmt.Sprintf(`{"activation_id":%q,"text":"Your code is 4815"}`, id))
}

func TestEveryDocumentedEventIsSentSigned(t *testing.T) {
	listening(t, webhook.Scheme{}, hookBody, func(u *user, l *listener) {
		id := u.order()
		path := "/a/customer/acme/activation/" + id
		u.sms(id)
		u.want(200, "POST", path+"/report", `{"reason_id":4,"message":"used before"}`)
		time.Sleep(3 * time.Minute)
		u.want(200, "GET", path, "") // the review is over: this brings it to light
		u.want(200, "PUT", "/m/customer/acme", `{"status":"paused"}`)
		u.want(200, "PUT", "/m/customer/acme", `{"status":"paused"}`)
		for n := u.balance() - 50; n > 0; n -= 100000 {
			u.want(200, "POST", creditPath, fmt.Sprintf(`{"transaction_id":"T%d","amount":%d}`, n, -min(n, 100000)))
		}
		u.control("account", `{"balance":4999}`)
		want := []string{
			webhook.ActivationUpdated + " acme/" + id,
			webhook.ReportUpdated + " acme/" + id,
			webhook.ReportUpdated + " acme/" + id,
			webhook.CustomerUpdated + " acme/",
			webhook.CustomerLowBalance + " acme/",
			webhook.AccountLowBalance + " /",
		}
		if got := l.told(); !slices.Equal(got, want) {
			u.Errorf("told\n%q, want\n%q", got, want)
		}
	})
}

func TestAnotherSMSIsAnEventToo(t *testing.T) {
	listening(t, webhook.Scheme{}, hookBody, func(u *user, l *listener) {
		id := u.order()
		u.sms(id)
		u.want(200, "PUT", "/a/customer/acme/activation/"+id+"/retry", "")
		if n := len(l.hints); n != 1 {
			u.Errorf("%d events before the second SMS, want one", n)
		}
		u.sms(id)
		if n := len(l.hints); n != 2 {
			u.Errorf("%d events after the second SMS, want two", n)
		}
	})
}

func TestDuplicatesCountOnceAndForgeriesAreRefused(t *testing.T) {
	listening(t, webhook.Scheme{}, hookBody, func(u *user, l *listener) {
		u.sms(u.order())
		first := l.sent[0]
		body, _ := io.ReadAll(first.Body)
		again := func(edit func(*http.Request)) int {
			r := first.Clone(context.Background())
			r.Body = io.NopCloser(strings.NewReader(string(body)))
			if edit != nil {
				edit(r)
			}
			return l.answer(r).StatusCode
		}
		if code := again(nil); code != 200 || len(l.hints) != 1 {
			u.Errorf("the same delivery once more: %d, %d hints", code, len(l.hints))
		}
		for name, edit := range map[string]func(*http.Request){
			"another body":    func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader(string(body) + " ")) },
			"another time":    func(r *http.Request) { r.Header.Set("X-Timestamp", "1") },
			"no signature":    func(r *http.Request) { r.Header.Del("X-Signature") },
			"other signature": func(r *http.Request) { r.Header.Set("X-Signature", strings.Repeat("0", 64)) },
			"two signatures":  func(r *http.Request) { r.Header.Add("X-Signature", r.Header.Get("X-Signature")) },
		} {
			if code := again(edit); code != 401 {
				u.Errorf("%s: %d, want 401", name, code)
			}
		}
		time.Sleep(6 * time.Minute)
		if code := again(nil); code != 401 {
			u.Errorf("six minutes later: %d, want 401", code)
		}
	})
}

func TestEverySchemeIsTheVerifiersOwn(t *testing.T) {
	for _, s := range []webhook.Scheme{
		{Signed: "timestamp.body"}, {Signed: "id.timestamp.body", Prefix: "v1="}, {Signed: "body", Base64: true}, {Prefix: "sha256="},
	} {
		hook := fmt.Sprintf(`{"url":"http://127.0.0.1:9/","secret":%q,"scheme":{"signed":%q,"base64":%v,"prefix":%q}}`, hookSecret, s.Signed, s.Base64, s.Prefix)
		listening(t, s, hook, func(u *user, l *listener) {
			u.sms(u.order())
			if len(l.hints) != 1 {
				u.Errorf("%+v: %d events were taken, want one", s, len(l.hints))
			}
		})
	}
}

func TestAHookThatIsDownIsTriedThreeTimesMore(t *testing.T) {
	listening(t, webhook.Scheme{}, hookBody, func(u *user, l *listener) {
		l.down = true
		u.sms(u.order())
		time.Sleep(5 * time.Minute)
		var tries []Request
		for _, r := range u.w.Requests() {
			if r.Provider == "hook" {
				tries = append(tries, r)
			}
		}
		if len(tries) != 4 || tries[3].Error == "" || tries[3].Query != webhook.ActivationUpdated || tries[3].Path != "http://127.0.0.1:9/in" {
			u.Errorf("the log has %+v, want four tries with their errors", tries)
		}
		synctest.Wait()
		l.down = false
		id := u.order()
		synctest.Wait()
		l.down = true
		u.sms(id)
		synctest.Wait() // the first try has failed
		l.down = false
		u.want(200, "GET", "/m/customers?limit=1", "")
		synctest.Wait()
		if n := len(l.told()); n != 0 {
			u.Error("tried again at once")
		}
		time.Sleep(11 * time.Second)
		synctest.Wait()
		if n := len(l.told()); n != 1 {
			u.Errorf("%d events once it is up, want one", n)
		}
	})
}

func TestAClearedHookIsNotCalled(t *testing.T) {
	listening(t, webhook.Scheme{}, hookBody, func(u *user, l *listener) {
		u.want(200, "DELETE", "/_sandbox/hook", "")
		u.sms(u.order())
		u.want(200, "POST", "/_sandbox/hook", hookBody)
		u.want(200, "GET", "/m/customers?limit=1", "")
		if len(l.sent) != 0 {
			u.Errorf("%d deliveries of what happened without a hook", len(l.sent))
		}
	})
}

func TestAHookMustBeOnThisMachineAndHaveASecret(t *testing.T) {
	if minSecret != webhook.MinSecret {
		t.Errorf("the sandbox signs with %d characters, receivers ask for %d", minSecret, webhook.MinSecret)
	}
	u := inProcess(t, newWorld(t, Options{}))
	for _, url := range []string{"http://192.0.2.1/", "http://example.org/", "https://127.0.0.1/", "http://127.0.0.1.example.org/", "http://a@127.0.0.1/", ""} {
		u.want(400, "POST", "/_sandbox/hook", fmt.Sprintf(`{"url":%q,"secret":%q}`, url, hookSecret))
	}
	for _, rest := range []string{`"secret":"` + hookSecret + `","scheme":{"signed":"all"}`, `"scheme":{}`, `"secret":"fifteen letters"`} {
		u.want(400, "POST", "/_sandbox/hook", `{"url":"http://127.0.0.1/",`+rest+`}`)
	}
	u.want(400, "POST", "/_sandbox/hook", `[]`)
}

func TestADeliveryGoesOverASocketAndFollowsNoRedirect(t *testing.T) {
	got, answered := make(chan string, 10), make(chan int, 10)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got <- r.Method + " " + r.URL.Path
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}))
	defer server.Close()
	socket := overSocket()
	u := inProcess(t, newWorld(t, Options{Deliver: func(r *http.Request) (*http.Response, error) {
		response, err := socket.Do(r)
		if err == nil {
			answered <- response.StatusCode
		}
		return response, err
	}}))
	u.control("hook", fmt.Sprintf(`{"url":%q,"secret":%q}`, server.URL+"/in", hookSecret))
	u.want(200, "PUT", "/m/customer/acme", `{"status":"paused"}`)
	if first, code := <-got, <-answered; first != "POST /in" || code != 307 || len(got) != 0 {
		t.Errorf("the server got %q and answered %d; %d more requests came", first, code, len(got))
	}
}

package lines

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store/live/livetest"
)

// bent hands requests on and rewrites what is answered, while there is a way to.
type bent struct {
	next http.RoundTripper

	mu    sync.Mutex
	write func(q *http.Request, status int, body []byte) (int, []byte) // nil: as it is
}

// rewrite says how answers are rewritten from now on; requests may be under way.
func (b *bent) rewrite(write func(q *http.Request, status int, body []byte) (int, []byte)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.write = write
}

func (b *bent) rewrites() func(q *http.Request, status int, body []byte) (int, []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.write
}

// RoundTrip implements http.RoundTripper.
func (b *bent) RoundTrip(q *http.Request) (*http.Response, error) {
	answer, err := b.next.RoundTrip(q)
	write := b.rewrites()
	if err != nil || write == nil {
		return answer, err
	}
	raw, err := io.ReadAll(answer.Body)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return nil, err
	}
	status, body := write(q, answer.StatusCode, raw)
	answer.StatusCode, answer.Body, answer.ContentLength = status, io.NopCloser(bytes.NewReader(body)), int64(len(body))
	answer.Header.Del("Content-Length")
	return answer, nil
}

// onKazoo runs test with an engine whose provider has what newer servers have beyond the document.
func onKazoo(t *testing.T, test func(t *testing.T, r *linesRig, b *bent)) {
	livetest.Bubble(t, sandbox.Options{Kazoo: true}, func(t *testing.T, base *livetest.Rig) {
		time.Sleep(time.Hour)
		b := &bent{next: base.Via}
		base.Via = b
		r := &linesRig{Rig: base, wire: base.Tap()}
		r.start(nil)
		defer r.Stop()
		test(t, r, b)
	})
}

// listed is whether a request is for the account's list.
func listed(q *http.Request) bool {
	return q.Method == http.MethodGet && strings.HasSuffix(q.URL.Path, "/phone_numbers") && !q.URL.Query().Has("prefix")
}

// What is searched for is a beginning of a number, in digits or as E.164; one that is too long never leaves.
func TestPrefixesOnKazoo(t *testing.T) {
	onKazoo(t, func(t *testing.T, r *linesRig, _ *bent) {
		for asked, begins := range map[string]string{"415": "+1415", "+1415": "+1415", "4155": "+14155", "+14155": "+14155"} {
			for _, n := range r.offers(asked, 5) {
				if !strings.HasPrefix(string(n), begins) {
					t.Errorf("%s found %s", asked, n)
				}
			}
		}
		time.Sleep(time.Second)
		since := time.Now()
		for _, wrong := range []string{"", "41", "41555501234", "+1415555012345", "415a"} {
			if _, _, err := r.Lines.Search(t.Context(), oneuc.Query{Prefix: wrong, Quantity: 1}); err == nil {
				t.Errorf("%q was searched for", wrong)
			}
		}
		if sent := r.Since(since, http.MethodGet, "prefix="); len(sent) != 0 {
			t.Errorf("%d bad prefixes were sent", len(sent))
		}
	})
}

// An empty bucket names no time. It is waited for as long as it takes to fill, a little longer each
// time it is found empty, and an emergency address never waits for longer than a minute.
func TestAnEmptyBucketHoldsAnAddressForAMinuteAtMost(t *testing.T) {
	onKazoo(t, func(t *testing.T, r *linesRig, b *bent) {
		b.rewrite(func(q *http.Request, status int, body []byte) (int, []byte) {
			return http.StatusTooManyRequests, []byte(`{"data":{"message":"too many requests"},"error":"429","message":"too_many_requests","status":"error"}`)
		})
		var longest, first time.Duration
		for range 8 {
			_, err := r.Lines.SetE911(t.Context(), bare, market("116 NATOMA ST"), false)
			var limited *rest.Error
			if err == nil || errors.As(err, &limited) && limited.Kind != rest.Limited {
				t.Fatalf("with an empty bucket: %v", err)
			}
			blocks, err := r.DB.Limits().Blocked(t.Context(), oneuc.Provider, time.Now())
			if err != nil || len(blocks) == 0 {
				t.Fatalf("nothing is held: %v", err)
			}
			wait := time.Until(blocks[0].Until)
			if first == 0 {
				first = wait
			}
			longest = max(longest, wait)
			time.Sleep(wait)
		}
		if first >= longest || longest > time.Minute { // how often the engine's own reads found it empty before is chance
			t.Errorf("held for %s at first and for %s at most", first, longest)
		}
		b.rewrite(nil)
		time.Sleep(time.Minute)
		if _, ok := r.address(bare, market("116 NATOMA ST")).(oneuc.Provisioned); !ok {
			t.Error("after a minute it is not taken")
		}
	})
}

// A caller name and fields of one's own are changed with the address on file sent back as it was read, byte for byte.
func TestAnEditOnKazooLeavesTheAddressAsItWas(t *testing.T) {
	onKazoo(t, func(t *testing.T, r *linesRig, _ *bent) {
		r.address(bare, market("116 NATOMA ST"))
		d, err := r.OneUC().Number(t.Context(), bare)
		if err != nil {
			t.Fatal(err)
		}
		name := "ACME"
		if err := r.Lines.SetProperties(t.Context(), bare, oneuc.Properties{CNAM: &oneuc.CNAM{DisplayName: name}}, true); err != nil {
			t.Fatal(err)
		}
		posts := r.wire.Posted()
		var sent struct{ Data map[string]json.RawMessage }
		if err := json.Unmarshal([]byte(posts[len(posts)-1]), &sent); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(sent.Data["e911"], d["e911"]) || len(d["e911"]) == 0 {
			t.Errorf("sent %s\nread %s", sent.Data["e911"], d["e911"])
		}
		if e := r.number(bare).Document; e == nil || !strings.Contains(string(e["cnam"]), name) {
			t.Errorf("the number is %s", e)
		}
	})
}

// A list whose next page is the page itself ends, what it had is kept, and no number is taken for gone.
func TestAListThatLeadsBackToItselfEnds(t *testing.T) {
	onKazoo(t, func(t *testing.T, r *linesRig, b *bent) {
		r.Control("own", `{"count":450}`)
		if err := r.Lines.RefreshList(t.Context()); err != nil {
			t.Fatal(err)
		}
		before, err := r.DB.Numbers(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		b.rewrite(func(q *http.Request, status int, body []byte) (int, []byte) {
			if start := q.URL.Query().Get("start_key"); listed(q) && start != "" {
				body = rewritten(t, body, func(envelope map[string]json.RawMessage) { envelope["next_start_key"], _ = json.Marshal(start) })
			}
			return status, body
		})
		since := time.Now()
		err = r.Lines.RefreshList(t.Context())
		if !errors.Is(err, oneuc.ErrListLoops) {
			t.Errorf("a list that repeats itself ends with %v", err)
		}
		if pages := r.Since(since, http.MethodGet, "start_key="); len(pages) > 3 {
			t.Errorf("it was asked for %d times", len(pages))
		}
		if after, err := r.DB.Numbers(t.Context()); err != nil || len(after) != len(before) {
			t.Errorf("%d numbers of %d are left, %v", len(after), len(before), err)
		}
	})
}

// Numbers whose keys lack their country code, or have it without a plus, are the same numbers.
func TestKeysThatAreNotE164AreTheSameNumbers(t *testing.T) {
	onKazoo(t, func(t *testing.T, r *linesRig, b *bent) {
		before, err := r.DB.Numbers(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, cut := range []string{"+", "+1"} {
			b.rewrite(func(q *http.Request, status int, body []byte) (int, []byte) {
				if listed(q) {
					body = bytes.ReplaceAll(body, []byte(`{"`+cut), []byte(`{"`))
					body = bytes.ReplaceAll(body, []byte(`,"`+cut), []byte(`,"`))
				}
				return status, body
			})
			if err := r.Lines.RefreshList(t.Context()); err != nil {
				t.Fatal(err)
			}
			after, err := r.DB.Numbers(t.Context())
			if err != nil || len(after) != len(before) {
				t.Errorf("without %s there are %d numbers of %d, %v", cut, len(after), len(before), err)
			}
			for _, n := range after {
				if e, err := phone.Parse(string(n.E164)); err != nil || e != n.E164 {
					t.Errorf("one is %q", n.E164)
				}
			}
		}
	})
}

// An account without numbers answers a list where others have an object; then there are none.
func TestAnAccountWithoutNumbersHasNone(t *testing.T) {
	onKazoo(t, func(t *testing.T, r *linesRig, b *bent) {
		b.rewrite(func(q *http.Request, status int, body []byte) (int, []byte) {
			if listed(q) {
				return status, []byte(`{"data":{"cascade_quantity":0,"numbers":[]},"page_size":0,"status":"success"}`)
			}
			return http.StatusNotFound, []byte(`{"data":{"message":"bad identifier","not_found":"The number could not be found"},"error":"404","message":"bad_identifier","status":"error"}`)
		})
		time.Sleep(time.Minute)
		if err := r.Lines.RefreshList(t.Context()); err != nil {
			t.Fatal(err)
		}
		if left, err := r.DB.Numbers(t.Context()); err != nil || len(left) != 0 {
			t.Errorf("%d numbers are left, %v", len(left), err)
		}
	})
}

// A session is opened once, used by everybody and opened again when it has idled out; a key that
// nobody has is refused with the server's words and tried once.
func TestASessionOnKazooIsKeptAndOpenedAgain(t *testing.T) {
	onKazoo(t, func(t *testing.T, r *linesRig, _ *bent) {
		keys := r.World.Endpoints("https://sandbox.test").Lines
		signed := func(since time.Time) int { return len(r.Since(since, http.MethodPut, "/api_auth")) }
		client := func(key string) *oneuc.Client {
			c, err := oneuc.New(oneuc.Config{Rest: rest.Config{Base: "https://sandbox.test/v2", Transport: r.Via}, APIKey: func() rest.Secret { return rest.NewSecret(key) }})
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		since, c := time.Now(), client(keys.APIKey)
		for range 5 {
			if _, err := c.Number(t.Context(), bare); err != nil {
				t.Fatal(err)
			}
			time.Sleep(50 * time.Minute) // each use keeps it
		}
		if n := signed(since); n != 1 {
			t.Errorf("four hours took %d sessions", n)
		}
		time.Sleep(2 * time.Hour)
		if _, err := c.Number(t.Context(), bare); err != nil || signed(since) != 2 {
			t.Errorf("after two idle hours: %v with %d sessions", err, signed(since))
		}
		time.Sleep(time.Second)
		since, c = time.Now(), client(strings.Repeat("0", 64))
		for range 3 {
			var refused *rest.Error
			if _, err := c.Number(t.Context(), bare); !errors.As(err, &refused) || refused.Kind != rest.Unauthorized {
				t.Errorf("a key that nobody has: %v", err)
			}
		}
		if n := signed(since); n != 1 {
			t.Errorf("a wrong key was tried %d times", n)
		}
	})
}

// rewritten is a JSON object with something else in it.
func rewritten(t *testing.T, body []byte, edit func(map[string]json.RawMessage)) []byte {
	t.Helper()
	var object map[string]json.RawMessage
	if err := json.Unmarshal(body, &object); err != nil {
		t.Fatal(err)
	}
	edit(object)
	out, err := json.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

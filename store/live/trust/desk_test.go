package trust

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live/livetest"
)

// crowd answers as a provider with so many verified numbers, and notes when it was asked.
type crowd struct {
	mu    sync.Mutex
	n     int
	times []time.Time
	reads map[string]int
}

func (c *crowd) RoundTrip(req *http.Request) (*http.Response, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.times = append(c.times, time.Now())
	var body any
	switch path := req.URL.Path; {
	case strings.HasSuffix(path, "/phones"):
		var list []map[string]any
		for i := range c.n {
			list = append(list, map[string]any{"e164": fmt.Sprintf("+1415%07d", 2000000+i), "verified_at": "2026-01-01T00:00:00Z"})
		}
		body = map[string]any{"phones": list}
	case strings.HasSuffix(path, "/reports"):
		body = map[string]any{"summary": map[string]any{"report_count": 1, "review_total": 0}, "reports": []any{map[string]any{"created_at": "2026-01-01T00:00:00Z"}}}
	default:
		number := path[strings.LastIndex(path, "/")+1:]
		c.reads[number]++
		reports := 0
		if strings.HasSuffix(number, "00") {
			reports = 1
		}
		body = map[string]any{"e164": number, "state": "verified", "trust_grade": "A",
			"risk": map[string]any{"score": 10, "report_count": reports, "reports_last_30d": reports, "review_total": 0}}
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(string(raw))), Request: req}, nil
}

// busiest is the most requests in any sixty seconds.
func (c *crowd) busiest() int {
	most, from := 0, 0
	for i, at := range c.times {
		for at.Sub(c.times[from]) >= time.Minute {
			from++
		}
		most = max(most, i-from+1)
	}
	return most
}

// However many numbers there are, the pace is the same, every number has its
// turn, and there is room for a person's acts.
func TestTwoThousandListings(t *testing.T) {
	c := &crowd{n: 2000, reads: map[string]int{}}
	inTrustBubble(t, c, func(r *trustRig) {
		time.Sleep(time.Hour)
		r.Stop()
		if most := c.busiest(); most > 45 {
			t.Errorf("%d requests in one minute", most)
		}
		if len(c.reads) != 2000 {
			t.Errorf("%d of 2000 numbers were read in an hour", len(c.reads))
		}
		for n, reads := range c.reads {
			if reads > 2 {
				t.Errorf("%s was read %d times while others waited", n, reads)
			}
		}
	})
}

// A few numbers are read as often as their risk is worth: every five minutes,
// and what people wrote once.
func TestFewListings(t *testing.T) {
	c := &crowd{n: 10, reads: map[string]int{}}
	inTrustBubble(t, c, func(r *trustRig) {
		time.Sleep(time.Hour)
		r.Stop()
		for n, reads := range c.reads {
			if reads < 11 || reads > 13 {
				t.Errorf("%s was read %d times in an hour, want every five minutes", n, reads)
			}
		}
		// twelve rounds of ten, one list or two, and the reports of one number
		if total := len(c.times); total > 10*13+2+1 {
			t.Errorf("%d requests in an hour", total)
		}
	})
}

func TestRiskHistoryAndReports(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		const dispatch = "+14155550199"
		if l := r.listing(dispatch); l.Complaints != 14 || *l.Risk.Score != 61 {
			t.Fatalf("%d reports, risk %d", l.Complaints, *l.Risk.Score)
		}
		began := time.Now()
		time.Sleep(5 * time.Hour)
		list, err := r.DB.Risks(r.T.Context(), dispatch, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		if len(list) < 4 || *list[0].Score != 61 || *list[len(list)-1].Score < 70 {
			t.Errorf("the history is %v", list)
		}
		if l := r.listing(dispatch); l.Complaints != 20 {
			t.Errorf("%d reports are kept, want those of the last counts: 20", l.Complaints)
		}
		if n := r.asked(began, "GET", dispatch+"/reports"); n != 6 {
			t.Errorf("what people wrote was read %d times for six new reports", n)
		}
		events, err := r.DB.AuditLog(r.T.Context(), 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(events, func(e store.Event) bool { return e.What == "trust.risk" && e.Result == "high, was medium" }) {
			t.Errorf("the log does not tell that the band was crossed: %v", events)
		}
	})
}

const draftNumber phone.E164 = "+16285550177"

func TestCheckoutIsFollowedAcrossRestarts(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		c, err := r.Trust.Checkout(r.T.Context(), draftNumber)
		if err != nil || c.URL == "" {
			t.Fatal(c, err)
		}
		began := time.Now()
		time.Sleep(30 * time.Minute)
		if n := r.asked(began, "GET", string(draftNumber)); n < 31 || n > 34 { // 5, 10, 20 s, each minute, and the hourly read
			t.Errorf("%d reads in half an hour", n)
		}
		late := time.Now()
		time.Sleep(5 * time.Hour)
		if n := r.asked(late, "GET", string(draftNumber)); n < 5 || n > 12 {
			t.Errorf("%d reads in five hours after", n)
		}
		again, err := r.Trust.Checkout(r.T.Context(), draftNumber)
		if err != nil || again.URL != c.URL {
			t.Errorf("the second link is %q, the first %q: %v", again.URL, c.URL, err)
		}
		if n := r.asked(began.Add(-time.Minute), "POST", "/verify-checkout"); n != 1 {
			t.Errorf("%d payments were prepared", n)
		}
		r.Stop()
		r.Control("trust/pay", `{"e164":"+16285550177"}`)
		time.Sleep(time.Hour)
		r.start()
		if l := r.listing(draftNumber); l.State != numbersonline.Verified || l.Paying() {
			t.Errorf("after the restart it is %s, paying %v", l.State, l.Paying())
		}
		if at := r.sched.Due(checkoutKey(draftNumber)); !at.IsZero() {
			t.Errorf("the payment is still followed, next at %v", at)
		}
		r.wantJournal("trust.checkout confirmed")
	})
}

func TestCheckoutWait(t *testing.T) {
	for age, want := range map[time.Duration]time.Duration{
		-time.Hour: 5 * time.Second, 0: 5 * time.Second, 5 * time.Second: 5 * time.Second, 12 * time.Second: 8 * time.Second, 20 * time.Second: time.Minute,
		29 * time.Minute: time.Minute, 30 * time.Minute: time.Hour, 90 * time.Hour: time.Hour,
	} {
		if got := checkoutWait(age); got != want {
			t.Errorf("at %v the next read is in %v, want %v", age, got, want)
		}
	}
}

func (r *trustRig) lose(path string) {
	r.Control("fault", `{"provider":"trust","path":"`+path+`","kind":"lost_answer","times":1}`)
}

func TestLostAnswers(t *testing.T) {
	legal := "Northwind Freight LLC"
	kind := numbersonline.Changes{LegalName: &legal}
	tests := map[string]struct {
		path string
		act  func(*trustRig) error
		want string
	}{
		"profile that was saved": {"listings", func(r *trustRig) error { _, err := r.Trust.Stage(r.T.Context(), draftNumber, kind); return err }, "trust.stage confirmed"},
		"logo that was uploaded": {"logo", func(r *trustRig) error {
			_, err := r.Trust.UploadLogo(r.T.Context(), draftNumber, pngBytes)
			return err
		}, "trust.logo confirmed"},
		"payment link": {"verify-checkout", func(r *trustRig) error { _, err := r.Trust.Checkout(r.T.Context(), draftNumber); return err }, "trust.checkout absent"},
		"code": {"verify-phone/start", func(r *trustRig) error {
			_, err := r.Trust.StartVerification(r.T.Context(), "+14155550167", numbersonline.SMS)
			return err
		}, "trust.code absent"},
		"account": {"account", func(r *trustRig) error {
			name := "Acme"
			_, err := r.Trust.UpdateAccount(r.T.Context(), &name, nil)
			return err
		}, "trust.account confirmed"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			inTrustBubble(t, nil, func(r *trustRig) {
				r.lose(tc.path)
				began := time.Now()
				var open *store.Unsettled
				if err := tc.act(r); !errors.As(err, &open) {
					t.Fatalf("the act ends with %v", err)
				}
				var twice *store.OpenIntentError
				if err := tc.act(r); !errors.As(err, &twice) {
					t.Errorf("a second one is not refused: %v", err)
				}
				time.Sleep(5 * time.Minute)
				r.wantJournal(tc.want)
				acts := 0
				for _, q := range r.World.Requests() {
					if q.Method != "GET" && q.Provider == "trust" && !q.Time.Before(began) {
						acts++
					}
				}
				if acts != 1 {
					t.Errorf("%d acts were sent", acts)
				}
			})
		})
	}
}

func TestConfirmIsFoundByReading(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		const n phone.E164 = "+14155550167"
		sent, err := r.Trust.StartVerification(r.T.Context(), n, numbersonline.Voice)
		if err != nil {
			t.Fatal(err)
		}
		r.lose("verify-phone/confirm")
		var open *store.Unsettled
		if _, err := r.Trust.ConfirmVerification(r.T.Context(), n, sent.Dev.Reveal()); !errors.As(err, &open) {
			t.Fatalf("the act ends with %v", err)
		}
		time.Sleep(time.Minute)
		r.wantJournal("trust.code confirmed", "trust.prove confirmed")
		if l := r.listing(n); l.Bound.E164 != n {
			t.Errorf("the number is not among ours: %+v", l.Bound)
		}
	})
}

func TestSignup(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		if _, _, err := r.Trust.Signup(r.T.Context(), "", ""); livetest.Reason(err) != act.AlreadySo {
			t.Errorf("a second account is not refused: %v", err)
		}
		r.ring.lose(nil)
		got, where, err := r.Trust.Signup(r.T.Context(), "Acme", "")
		if err != nil || where != "the ring" || !r.ring.Key().Equal(got.Key) {
			t.Fatalf("%v %q %v", got, where, err)
		}
		r.ring.lose(errors.New("the disk is full"))
		got, _, err = r.Trust.Signup(r.T.Context(), "", "")
		var lost *KeyNotKept
		if !errors.As(err, &lost) || got.Key.Empty() {
			t.Errorf("a key that cannot be stored is %v %v: it must come back", got, err)
		}
		r.wantJournal("trust.signup confirmed", "trust.signup confirmed")
	})
}

func TestLostSignupIsNeverRepeated(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		r.ring.lose(nil)
		r.lose("signup")
		var open *store.Unsettled
		if _, _, err := r.Trust.Signup(r.T.Context(), "", ""); !errors.As(err, &open) {
			t.Fatalf("the sign-up ends with %v", err)
		}
		time.Sleep(time.Hour)
		if n := r.asked(time.Time{}, "POST", "/signup"); n != 1 {
			t.Errorf("%d sign-ups were sent", n)
		}
		r.wantJournal("trust.signup absent")
		if _, _, err := r.Trust.Signup(r.T.Context(), "", ""); err != nil {
			t.Errorf("a person may sign up anew: %v", err)
		}
	})
}

// pngBytes is a picture of one dot.
var pngBytes = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82")

// elsewhere answers a request for a payment with a page that is not Stripe's.
type elsewhere struct{ http.RoundTripper }

func (e elsewhere) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := e.RoundTripper.RoundTrip(req)
	if err == nil && strings.HasSuffix(req.URL.Path, "/verify-checkout") {
		body := `{"ok":true,"provider":"stripe","state":"pending","url":"http://checkout.stripe.com.evil.example/pay"}`
		res.Body, res.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
	}
	return res, err
}

// A payment address that is not Stripe's over https is neither kept nor given out.
func TestAPaymentAddressThatIsNotStripes(t *testing.T) {
	inTrustBubble(t, nil, func(r *trustRig) {
		r.Stop()
		r.Via = elsewhere{r.World}
		r.start()
		var unsafe *numbersonline.UnsafeURLError
		if c, err := r.Trust.Checkout(r.T.Context(), draftNumber); !errors.As(err, &unsafe) || c.URL != "" {
			t.Errorf("the payment is %+v, %v", c, err)
		}
		if l := r.listing(draftNumber); l.Paying() {
			t.Error("the number counts as paying")
		}
		r.wantJournal("trust.checkout rejected")
	})
}

package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"switchboard/client/rest"
	"switchboard/testdata/proof"
)

const secret = "a secret of enough length"

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

func at(t time.Time) func() time.Time { return func() time.Time { return t } }

func digest(key, text string) []byte {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

func stamp(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) }

// headers are those of a good delivery in the default scheme.
func headers(body string, when time.Time) http.Header {
	h := http.Header{}
	h.Set("X-Webhook-Id", "hook1")
	h.Set("X-Timestamp", stamp(when))
	h.Set("X-Signature", hex.EncodeToString(digest(secret, stamp(when)+"."+body)))
	h.Set("Content-Type", "application/json")
	return h
}

func verifier(t testing.TB, s Scheme) *Verifier {
	t.Helper()
	v, err := NewVerifier(s, rest.NewSecret(secret), at(noon))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSchemes(t *testing.T) {
	const body = `{"id":"e1","type":"customer.updated"}`
	hexed := func(text string) string { return hex.EncodeToString(digest(secret, text)) }
	for _, c := range []struct {
		scheme    Scheme
		signature string
	}{
		{Scheme{}, hexed(stamp(noon) + "." + body)},
		{Scheme{Signed: "timestamp.body"}, strings.ToUpper(hexed(stamp(noon) + "." + body))},
		{Scheme{Signed: "id.timestamp.body"}, hexed("hook1." + stamp(noon) + "." + body)},
		{Scheme{Signed: "body"}, hexed(body)},
		{Scheme{Signed: "body", Prefix: "sha256="}, "sha256=" + hexed(body)},
		{Scheme{Base64: true, Prefix: "v1="}, "v1=" + base64.StdEncoding.EncodeToString(digest(secret, stamp(noon)+"."+body))},
	} {
		t.Run(fmt.Sprintf("%+v", c.scheme), func(t *testing.T) {
			h := headers(body, noon)
			h.Set("X-Signature", c.signature)
			d, err := verifier(t, c.scheme).Verify(h, []byte(body))
			if err != nil || d.WebhookID != "hook1" || !d.At.Equal(noon) {
				t.Fatalf("%+v, %v", d, err)
			}
			if _, err := verifier(t, c.scheme).Verify(h, []byte(body+" ")); err == nil {
				t.Error("another body passed")
			}
		})
	}
}

func TestVerifyRefuses(t *testing.T) {
	const body = `{"id":"e1","type":"customer.updated"}`
	for name, spoil := range map[string]func(http.Header){
		"no signature":        func(h http.Header) { h.Del("X-Signature") },
		"no timestamp":        func(h http.Header) { h.Del("X-Timestamp") },
		"no id":               func(h http.Header) { h.Del("X-Webhook-Id") },
		"empty id":            func(h http.Header) { h.Set("X-Webhook-Id", "") },
		"two signatures":      func(h http.Header) { h.Add("X-Signature", h.Get("X-Signature")) },
		"two timestamps":      func(h http.Header) { h.Add("X-Timestamp", h.Get("X-Timestamp")) },
		"two ids":             func(h http.Header) { h.Add("X-Webhook-Id", "hook1") },
		"empty signature":     func(h http.Header) { h.Set("X-Signature", "") },
		"cut signature":       func(h http.Header) { h.Set("X-Signature", h.Get("X-Signature")[:62]) },
		"longer signature":    func(h http.Header) { h.Set("X-Signature", h.Get("X-Signature")+"00") },
		"not hex":             func(h http.Header) { h.Set("X-Signature", "zz"+h.Get("X-Signature")[2:]) },
		"a prefix not agreed": func(h http.Header) { h.Set("X-Signature", "v1="+h.Get("X-Signature")) },
		"another secret": func(h http.Header) {
			h.Set("X-Signature", hex.EncodeToString(digest("another secret, as long", stamp(noon)+"."+body)))
		},
		"301 s old":       func(h http.Header) { again(h, noon.Add(-301*time.Second), body) },
		"301 s ahead":     func(h http.Header) { again(h, noon.Add(301*time.Second), body) },
		"time moved":      func(h http.Header) { h.Set("X-Timestamp", stamp(noon.Add(time.Second))) },
		"time in words":   func(h http.Header) { text(h, "noon", body) },
		"time too large":  func(h http.Header) { text(h, "99999999999999999999", body) },
		"time in ms":      func(h http.Header) { text(h, stamp(noon)+"000", body) },
		"time below zero": func(h http.Header) { text(h, "-1", body) },
	} {
		t.Run(name, func(t *testing.T) {
			h := headers(body, noon)
			spoil(h)
			if _, err := verifier(t, Scheme{}).Verify(h, []byte(body)); err == nil {
				t.Fatal("passed")
			}
		})
	}
	for _, off := range []time.Duration{-300 * time.Second, 300 * time.Second} {
		if _, err := verifier(t, Scheme{}).Verify(headers(body, noon.Add(off)), []byte(body)); err != nil {
			t.Errorf("%s: %v", off, err)
		}
	}
}

// Why a header does not do is said as it is: missing, empty or there twice.
func TestAHeaderIsNamedWithWhatIsWrong(t *testing.T) {
	for want, spoil := range map[string]func(http.Header){
		"header x-signature is missing":                 func(h http.Header) { h.Del("X-Signature") },
		"header x-webhook-id is empty":                  func(h http.Header) { h.Set("X-Webhook-Id", "") },
		"header x-timestamp is there 2 times, not once": func(h http.Header) { h.Add("X-Timestamp", "1") },
	} {
		h := headers("{}", noon)
		spoil(h)
		if _, err := verifier(t, Scheme{}).Verify(h, []byte("{}")); err == nil || err.Error() != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func again(h http.Header, when time.Time, body string) { text(h, stamp(when), body) }

func text(h http.Header, stamp, body string) {
	h.Set("X-Timestamp", stamp)
	h.Set("X-Signature", hex.EncodeToString(digest(secret, stamp+"."+body)))
}

func TestNewVerifierRefuses(t *testing.T) {
	good := rest.NewSecret(secret)
	for name, c := range map[string]struct {
		s      Scheme
		secret rest.Secret
		words  string
	}{
		"no secret":      {Scheme{}, rest.Secret{}, "webhook secret"},
		"short secret":   {Scheme{}, rest.NewSecret("15 characters.."), "at least 16"},
		"unknown signed": {Scheme{Signed: "headers"}, good, "signed"},
		"unknown prefix": {Scheme{Prefix: "md5="}, good, "prefix"},
	} {
		if _, err := NewVerifier(c.s, c.secret, at(noon)); err == nil || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// forged spoils a delivery that was signed, in one of many ways.
func forged(dice *rand.Rand) (http.Header, []byte) {
	body := fmt.Sprintf(`{"id":"e%d","type":"customer.updated","data":{"customer_id":"c"}}`, dice.Int())
	h := headers(body, noon)
	raw := []byte(body)
	switch dice.IntN(6) {
	case 0:
		raw[dice.IntN(len(raw))] ^= byte(1 + dice.IntN(255))
	case 1:
		sig := []byte(h.Get("X-Signature"))
		sig[dice.IntN(len(sig))] = "0123456789abcdef!"[dice.IntN(17)]
		if string(sig) == h.Get("X-Signature") {
			sig = sig[1:]
		}
		h.Set("X-Signature", string(sig))
	case 2:
		again(h, noon.Add(time.Duration(301+dice.IntN(1e6))*time.Second*time.Duration(1-2*dice.IntN(2))), body)
	case 3:
		name := []string{"X-Signature", "X-Timestamp", "X-Webhook-Id"}[dice.IntN(3)]
		if dice.IntN(2) == 0 {
			h.Del(name)
		} else {
			h.Add(name, h.Get(name))
		}
	case 4:
		h.Set("X-Signature", hex.EncodeToString(digest(fmt.Sprint("guessed secret ", dice.Int()), stamp(noon)+"."+body)))
	default:
		h.Set("X-Timestamp", stamp(noon.Add(time.Duration(1+dice.IntN(200))*time.Second)))
	}
	return h, raw
}

// Not one of many forged or spoiled deliveries is taken.
func TestForgedDeliveriesAreRefused(t *testing.T) {
	n, dice := proof.Size(t, 10000), rand.New(rand.NewPCG(proof.Seed(t, 1), 51))
	v := verifier(t, Scheme{})
	for range n {
		h, body := forged(dice)
		if _, err := v.Verify(h, body); err == nil {
			t.Fatalf("taken: %v %s", h, body)
		}
	}
	proof.Figure(t, "forged deliveries", n)
}

// A delivery that was not signed with the secret is never taken, whatever it
// holds; one that was is read without a panic.
func FuzzDelivery(f *testing.F) {
	f.Add("hook1", "1777896000", strings.Repeat("ab", 32), `{"id":"e","type":"customer.updated","data":{"customer_id":"c"}}`)
	f.Add("", "-1", "sha256=", `[]`)
	f.Add("h", "1777896000", "", `{"id":"e","type":1,"data":[]}`)
	f.Fuzz(func(t *testing.T, id, ts, signature, body string) {
		v := verifier(t, Scheme{})
		h := http.Header{"X-Webhook-Id": {id}, "X-Timestamp": {ts}, "X-Signature": {signature}}
		if _, err := v.Verify(h, []byte(body)); err == nil {
			if want := hex.EncodeToString(digest(secret, ts+"."+body)); !strings.EqualFold(want, signature) {
				t.Fatal("a forged delivery passed")
			}
		}
		hint, err := Decode(Delivery{Body: []byte(body)})
		if err == nil && (hint.ID == "" || hint.Type == "" || strings.ContainsAny(hint.CustomerID+hint.ActivationID, "/.%?#\n ")) {
			t.Fatalf("%+v", hint)
		}
	})
}

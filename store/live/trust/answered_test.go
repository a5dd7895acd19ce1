package trust

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"switchboard/client/numbersonline"
	"switchboard/store"
)

// bent answers every act with something that leaves open what became of it.
type bent struct {
	http.RoundTripper
	status     int
	kind, body string
}

func (b *bent) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodGet {
		return b.RoundTripper.RoundTrip(r)
	}
	h := http.Header{"Content-Type": {b.kind}, "Location": {"https://elsewhere.example/x"}}
	return &http.Response{StatusCode: b.status, Header: h, Body: io.NopCloser(strings.NewReader(b.body)), Request: r}, nil
}

// What a server answers is told, although it leaves open what became of an act.
func TestWhatWasAnsweredIsTold(t *testing.T) {
	for says, c := range map[string]*bent{
		"TRUST answered 500: the ledger is away":                  {status: 500, kind: "application/json", body: `{"ok":false,"error":"the ledger is away"}`},
		"TRUST answered 502: a web page":                          {status: 502, kind: "text/html", body: "<html>bad gateway</html>"},
		"TRUST answered 200: it is not complete JSON":             {status: 200, kind: "application/json", body: `{"ok":tr`},
		"TRUST answered 302 with a redirect to elsewhere.example": {status: 302, kind: "text/plain"},
	} {
		inTrustBubble(t, c, func(r *trustRig) {
			_, paying := r.Checkout(r.T.Context(), draftNumber)
			_, proving := r.StartVerification(r.T.Context(), "+14155550167", numbersonline.SMS)
			for act, err := range map[string]error{"pay": paying, "prove": proving} {
				var open *store.Unsettled
				if !errors.As(err, &open) || !strings.HasPrefix(open.Sentence(), says) || !strings.Contains(open.Sentence(), "Checking what became of it.") {
					t.Errorf("%s: %v, want %s", act, err, says)
				}
			}
		})
	}
}

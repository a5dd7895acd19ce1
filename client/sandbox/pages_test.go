package sandbox

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// minted asks for the payment link of a draft of the seed, through a program that shares the world.
func minted(t *testing.T, s *Shared) string {
	t.Helper()
	e, err := s.Endpoints("http://127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	ask := func(method, path, body string) string {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), method, "http://127.0.0.1"+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+e.Trust.Key)
		answer, err := s.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		said, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("%s %s: %d, %v: %s", method, path, answer.StatusCode, err, said)
		}
		return string(said)
	}
	said := ask("POST", "/api/v1/account/listings/+16285550177/verify-checkout", "")
	_, rest, _ := strings.Cut(said, `"url":"`)
	link, _, _ := strings.Cut(rest, `"`)
	return link
}

func browse(t *testing.T, method, link string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, link, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(page)
}

// A browser opens the page of a payment although no port leads to the world, also when another
// program asked for the link, and again after the world was closed. Nothing else is at that port.
func TestThePageOfAPaymentIsServed(t *testing.T) {
	dir := t.TempDir()
	first, second := share(t, dir), share(t, dir)
	link := minted(t, second)
	at, err := url.Parse(link)
	if err != nil || at.Hostname() != "127.0.0.1" || at.Port() == "" {
		t.Fatalf("the link is %q, %v", link, err)
	}
	if again := minted(t, first); again != link {
		t.Errorf("the same payment is at %q and at %q", link, again)
	}
	if status, page := browse(t, "GET", link); status != http.StatusOK || !strings.Contains(page, "Sandbox payment") {
		t.Errorf("the page: %d %s", status, page)
	}
	for _, path := range []string{"/", "/_sandbox/ledger", "/_sandbox/endpoints", "/api/v1/account"} {
		if status, _ := browse(t, "GET", "http://"+at.Host+path); status != http.StatusNotFound {
			t.Errorf("%s is there too: %d", path, status)
		}
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	asked(t, second) // which has the world now
	if status, page := browse(t, "POST", link); status != http.StatusOK || !strings.Contains(page, "Paid.") {
		t.Errorf("paying after a restart: %d %s", status, page)
	}
}

// A world that nobody pays in opens no port.
func TestNoPortWithoutAPayment(t *testing.T) {
	s := share(t, t.TempDir())
	asked(t, s)
	if at := s.World().pages.place(); at != "" {
		t.Errorf("it listens on %s", at)
	}
}

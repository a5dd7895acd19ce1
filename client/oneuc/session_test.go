package oneuc_test

import (
	"context"
	"strings"
	"testing"

	"switchboard/client/contract"
	"switchboard/client/oneuc"
	"switchboard/client/rest"
)

func withKey(t *testing.T, key func() rest.Secret, answers ...answer) (*oneuc.Client, *wire) {
	t.Helper()
	w := &wire{answers: answers}
	c, err := oneuc.New(oneuc.Config{APIKey: key, Rest: rest.Config{Transport: contract.Watch(t, w)}})
	if err != nil {
		t.Fatal(err)
	}
	return c, w
}

func apiKey() rest.Secret { return rest.NewSecret("the-api-key") }

func signedIn(t *testing.T, token string) answer {
	return answer{201, strings.ReplaceAll(example(t, "kazoo_auth.json"), "token-echoed-by-the-server-0000000", token)}
}

func unauthorized(t *testing.T) answer { return answer{401, example(t, "kazoo_unauthorized.json")} }

func TestSignsInFirst(t *testing.T) {
	c, w := withKey(t, apiKey, signedIn(t, "token-1"), ok(t, "number.json"))
	if _, err := c.Number(t.Context(), numberA); err != nil {
		t.Fatal(err)
	}
	if first := w.sent[0]; first.method != "PUT" || first.uri != "/v2/api_auth" || first.token != "" || first.body != `{"data":{"api_key":"the-api-key"}}` {
		t.Errorf("sign-in %+v", first)
	}
	if second := w.sent[1]; second.uri != base+"/%2B14152338397" || second.token != "token-1" {
		t.Errorf("then %+v", second)
	}
}

func TestSignsInAgainOnce(t *testing.T) {
	c, w := withKey(t, apiKey, signedIn(t, "token-1"), ok(t, "number.json"), unauthorized(t), signedIn(t, "token-2"), ok(t, "release.json"))
	if _, err := c.Number(t.Context(), numberA); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Release(t.Context(), numberA); err != nil {
		t.Fatal(err)
	}
	if len(w.sent) != 5 || w.last().token != "token-2" || w.last().method != "DELETE" {
		t.Errorf("sent %+v", w.sent)
	}
}

func TestStopsWhenTheNewTokenIsRefusedToo(t *testing.T) {
	key := "the-api-key"
	c, w := withKey(t, func() rest.Secret { return rest.NewSecret(key) }, signedIn(t, "token-1"), unauthorized(t), signedIn(t, "token-2"), unauthorized(t))
	_, err := c.Number(t.Context(), numberA)
	if e := failure(t, err); e.Kind != rest.Unauthorized || len(w.sent) != 4 {
		t.Fatalf("%v after %d requests", e, len(w.sent))
	}
	if _, err = c.Number(t.Context(), numberA); !failure(t, err).Local || len(w.sent) != 4 {
		t.Fatalf("%v, %d requests: it goes on asking", err, len(w.sent))
	}
	key, w.answers = "another-key", append(w.answers, signedIn(t, "token-3"), ok(t, "number.json"))
	if _, err = c.Number(t.Context(), numberA); err != nil || w.last().token != "token-3" {
		t.Errorf("a new key: %v", err)
	}
}

func TestWrongKeyIsTriedOnce(t *testing.T) {
	c, w := withKey(t, apiKey, unauthorized(t))
	for range 3 {
		_, err := c.Number(t.Context(), numberA)
		if e := failure(t, err); e.Kind != rest.Unauthorized {
			t.Fatal(e)
		}
	}
	if len(w.sent) != 1 {
		t.Errorf("sent %d times", len(w.sent))
	}
}

func TestTokenAloneIsNotRenewed(t *testing.T) {
	c, w := newClient(t, unauthorized(t))
	if _, err := c.Number(t.Context(), numberA); failure(t, err).Kind != rest.Unauthorized || len(w.sent) != 1 {
		t.Errorf("%v after %d requests", err, len(w.sent))
	}
}

func TestAuthenticate(t *testing.T) {
	c, _ := withKey(t, apiKey, signedIn(t, "token-1"))
	token, id, err := c.Authenticate(t.Context())
	if err != nil || token.Reveal() != "token-1" || id != account {
		t.Errorf("%v %q %v", token, id, err)
	}
	for name, body := range map[string]string{
		"no token":         `{"data":{"account_id":"` + account + `"},"status":"success"}`,
		"no account":       `{"auth_token":"x","data":{},"status":"success"}`,
		"account of paths": `{"auth_token":"x","data":{"account_id":"../../../activate/0000000000000"},"status":"success"}`,
	} {
		c, _ := withKey(t, apiKey, answer{201, body})
		if _, _, err := c.Authenticate(t.Context()); failure(t, err).Kind != rest.Malformed {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAKeyNobodyHasIsAWrongKey(t *testing.T) {
	c, w := withKey(t, apiKey, answer{404, `{"data":{"message":"bad identifier","cause":"the-api-key"},"error":"404","message":"bad_identifier","status":"error"}`})
	for range 2 {
		if _, err := c.Number(t.Context(), numberA); failure(t, err).Kind != rest.Unauthorized {
			t.Error(err)
		}
	}
	if len(w.sent) != 1 {
		t.Errorf("sent %d times", len(w.sent))
	}
}

// Where there is no place to sign in, it is not the key that is wrong.
func TestNoPlaceToSignInIsAWrongAddress(t *testing.T) {
	c, _ := withKey(t, apiKey, answer{404, `{"data":{"message":"not found"},"error":"404","message":"not found","status":"error"}`})
	_, err := c.Number(t.Context(), numberA)
	if e := failure(t, err); e.Kind != rest.NotAPI || !strings.HasPrefix(e.Error(), "nothing of LINES is at this address: ") {
		t.Error(err)
	}
}

// Nor is a search that no number answers: its path names nothing that may be missing.
func TestASearchAtAWrongAddressNamesIt(t *testing.T) {
	lost := answer{404, `{"data":{"message":"not found"},"error":"404","message":"not found","status":"error"}`}
	c, _ := newClient(t, lost, lost)
	_, err := c.Search(t.Context(), oneuc.Query{Prefix: "415", Quantity: 5})
	_, own := c.SearchAccount(t.Context(), oneuc.Query{Prefix: "415", Quantity: 5})
	for what, err := range map[string]error{"all numbers": err, "the account's": own} {
		if e := failure(t, err); e.Kind != rest.NotAPI || !strings.HasPrefix(e.Error(), "nothing of LINES is at this address: ") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// sessions keeps a session as two processes of one profile would see it.
type sessions struct{ kept rest.Secret }

func (s *sessions) Load(context.Context) rest.Secret { return s.kept }

func (s *sessions) Keep(_ context.Context, session rest.Secret) error {
	s.kept = session
	return nil
}

func TestProcessesShareOneSession(t *testing.T) {
	shared := &sessions{}
	process := func(key string, answers ...answer) (*oneuc.Client, *wire) {
		w := &wire{answers: answers}
		c, err := oneuc.New(oneuc.Config{APIKey: func() rest.Secret { return rest.NewSecret(key) }, Sessions: shared, Rest: rest.Config{Transport: contract.Watch(t, w)}})
		if err != nil {
			t.Fatal(err)
		}
		return c, w
	}
	steps := []struct {
		name, key string
		answers   []answer
		tokens    []string // of the requests, "" signs in
	}{
		{"the first signs in", "k", []answer{signedIn(t, "token-1"), ok(t, "number.json")}, []string{"", "token-1"}},
		{"the second does not", "k", []answer{ok(t, "number.json")}, []string{"token-1"}},
		{"one that is refused is replaced", "k", []answer{unauthorized(t), signedIn(t, "token-2"), ok(t, "number.json")}, []string{"token-1", "", "token-2"}},
		{"for all", "k", []answer{ok(t, "number.json")}, []string{"token-2"}},
		{"another key has its own", "other", []answer{signedIn(t, "token-3"), ok(t, "number.json")}, []string{"", "token-3"}},
	}
	for _, step := range steps {
		c, w := process(step.key, step.answers...)
		if _, err := c.Number(t.Context(), numberA); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		var got []string
		for _, s := range w.sent {
			got = append(got, s.token)
		}
		if strings.Join(got, " ") != strings.Join(step.tokens, " ") {
			t.Errorf("%s: %q", step.name, got)
		}
	}
}

// The session that was kept is of a world that is gone, and the one that follows it gives the same token for a sign-in:
// that one was not refused by anybody, and neither was the key.
func TestATokenGivenAnewIsNotTheOneThatWasRefused(t *testing.T) {
	shared := &sessions{}
	for name, answers := range map[string][]answer{
		"in one world":  {signedIn(t, "token-1"), ok(t, "number.json"), unauthorized(t), signedIn(t, "token-1"), ok(t, "number.json"), ok(t, "number.json")},
		"in the next":   {unauthorized(t), signedIn(t, "token-1"), ok(t, "number.json"), ok(t, "number.json"), ok(t, "number.json")},
		"in one beside": {signedIn(t, "token-1"), unauthorized(t), signedIn(t, "token-1"), ok(t, "number.json"), ok(t, "number.json"), ok(t, "number.json")},
	} {
		w := &wire{answers: answers}
		if shared.kept = (rest.Secret{}); name == "in the next" {
			leaveSession(t, shared, "token-1")
		}
		c, err := oneuc.New(oneuc.Config{APIKey: apiKey, Sessions: shared, Rest: rest.Config{Transport: contract.Watch(t, w)}})
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if _, err := c.Number(t.Context(), numberA); err != nil {
				t.Errorf("%s: %v after %d requests", name, err, len(w.sent))
			}
		}
	}
}

// leaveSession keeps the session that another process opened.
func leaveSession(t *testing.T, shared *sessions, token string) {
	t.Helper()
	c, err := oneuc.New(oneuc.Config{APIKey: apiKey, Sessions: shared, Rest: rest.Config{Transport: contract.Watch(t, &wire{answers: []answer{signedIn(t, token)}})}})
	if err == nil {
		_, _, err = c.Authenticate(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestASessionOfAnotherProcessIsTakenBeforeSigningIn(t *testing.T) {
	shared := &sessions{}
	w := &wire{answers: []answer{signedIn(t, "token-1"), ok(t, "number.json"), unauthorized(t), unauthorized(t), signedIn(t, "token-3"), ok(t, "number.json")}}
	c, err := oneuc.New(oneuc.Config{APIKey: apiKey, Sessions: shared, Rest: rest.Config{Transport: contract.Watch(t, w)}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Number(t.Context(), numberA); err != nil {
		t.Fatal(err)
	}
	shared.kept = rest.NewSecret(strings.Replace(shared.kept.Reveal(), "token-1", "token-2", 1))
	if _, err := c.Number(t.Context(), numberA); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range w.sent {
		got = append(got, s.token)
	}
	if strings.Join(got, " ") != " token-1 token-1 token-2  token-3" {
		t.Errorf("%q", got)
	}
}

// A session token alone does not tell whose it is: where the account's id is given is said, in Connect and in the settings.
func TestATokenWithoutAnAccountSaysWhereItIsGiven(t *testing.T) {
	w := &wire{}
	c, err := oneuc.New(oneuc.Config{Rest: rest.Config{Transport: contract.Watch(t, w), Key: func() rest.Secret { return rest.NewSecret("a-session-token") }}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Number(t.Context(), numberA)
	if said := failure(t, err).Message; !strings.Contains(said, "as Account in Connect, or as lines.account_id") || len(w.sent) != 0 {
		t.Errorf("%q after %d requests", said, len(w.sent))
	}
}

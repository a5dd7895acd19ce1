package oneuc

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"switchboard/client/rest"
)

// sameWish is how soon after a refusal a pardon is still of the wish that brought it.
const sameWish = 5 * time.Second

// session holds the token in use. A token idles out after about an hour.
type session struct {
	given  func() rest.Secret // the profile's token, may be nil
	apiKey func() rest.Secret // may be nil
	shared Sessions           // may be nil
	base   string             // where the session is good for

	signing sync.Mutex // held while signing in: the others wait for its token

	mu      sync.Mutex
	own     rest.Secret // obtained with the API key
	account string
	refused rest.Secret // an API key that does not open the account
	since   time.Time   // when it was refused
	said    string      // and in which words
}

// token is what goes out with the next call.
func (s *session) token() rest.Secret {
	s.mu.Lock()
	own := s.own
	s.mu.Unlock()
	if own.Empty() && s.given != nil {
		return s.given()
	}
	return own
}

func (s *session) accountID() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.account
}

func (s *session) keep(token rest.Secret, account string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.own = token
	if s.account == "" {
		s.account = account
	}
}

// key is the API key, empty when there is none or it was refused.
func (s *session) key() rest.Secret {
	if s.apiKey == nil {
		return rest.Secret{}
	}
	key := s.apiKey()
	s.mu.Lock()
	defer s.mu.Unlock()
	if key.Empty() || key.Equal(s.refused) {
		return rest.Secret{}
	}
	return key
}

func (s *session) canSignIn() bool { return !s.key().Empty() }

// rests is whether the API key was refused and is not tried.
func (s *session) rests() bool {
	if s.apiKey == nil {
		return false
	}
	key := s.apiKey()
	s.mu.Lock()
	defer s.mu.Unlock()
	return !key.Empty() && key.Equal(s.refused)
}

// giveUp stops signing in until the key changes: it, or its newest token, was refused by err.
func (s *session) giveUp(err error) {
	var failed *rest.Error
	_ = errors.As(err, &failed)
	key := s.apiKey()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused, s.since, s.said = key, time.Now(), failed.Message
}

// words are those in which the API key was refused.
func (s *session) words() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.said
}

// pardon forgets that the API key was refused; false is that there is none.
func (s *session) pardon() bool {
	if s.apiKey == nil || s.apiKey().Empty() {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if time.Since(s.since) >= sameWish {
		s.refused = rest.Secret{}
	}
	return true
}

const opSignIn = "sign in"

// Authenticate exchanges the API key for a token, which the client keeps and
// uses, and gives the account it belongs to.
func (c *Client) Authenticate(ctx context.Context) (token rest.Secret, account string, err error) {
	key := c.session.key()
	if key.Empty() {
		return rest.Secret{}, "", c.shut()
	}
	call := rest.Call{Op: opSignIn, Method: http.MethodPut, Path: "api_auth", Route: "api_auth", NoKey: true, Budget: Budget,
		Body: request{Data: map[string]string{"api_key": key.Reveal()}}, Act: true}
	answer, err := c.rest.Do(ctx, call)
	if err != nil {
		if err = c.wrongKey(err); unauthorized(err) {
			c.session.giveUp(err)
		}
		return rest.Secret{}, "", err
	}
	if _, err := c.open(call, answer); err != nil {
		return rest.Secret{}, "", err
	}
	token, account, err = decodeAuth(answer.Body)
	if err != nil {
		e := c.rest.Malformed(call, answer, err)
		e.Body = nil // it may hold a token
		return rest.Secret{}, "", e
	}
	c.rest.Given(token)
	c.session.keep(token, account)
	c.session.share(ctx, key, token, account)
	return token, account, nil
}

// wrongKey names what the server calls a missing identifier when it signs in:
// nobody has that API key. Any other thing that is not found there is the
// place to sign in itself.
func (c *Client) wrongKey(err error) error {
	var failed *rest.Error
	if !errors.As(err, &failed) || failed.Local {
		return err
	}
	switch {
	case failed.Kind == rest.NotFound && failed.Name != "bad_identifier":
		return c.rest.Nowhere(failed)
	case failed.Kind == rest.NotFound, failed.Kind == rest.Forbidden:
		failed.Kind, failed.Message = rest.Unauthorized, "no account has this API key ("+serverSaid(failed)+")"
	}
	return err
}

func decodeAuth(body []byte) (rest.Secret, string, error) {
	var j struct {
		Token flexText `json:"auth_token"`
		Data  struct {
			Account flexText `json:"account_id"`
		} `json:"data"`
	}
	if err := json.Unmarshal(body, &j); err != nil {
		return rest.Secret{}, "", err
	}
	if j.Token == "" || !accountForm().MatchString(string(j.Data.Account)) {
		return rest.Secret{}, "", errors.New("the answer names no token or no account")
	}
	return rest.NewSecret(string(j.Token)), string(j.Data.Account), nil
}

// signIn replaces the token that was refused, unless somebody has done so
// meanwhile, in this process or in another; fresh says that it signed in itself.
func (c *Client) signIn(ctx context.Context, used rest.Secret) (fresh bool, err error) {
	c.session.signing.Lock()
	defer c.session.signing.Unlock()
	if now := c.session.token(); !now.Empty() && !now.Equal(used) {
		return false, nil
	}
	if token, account := c.session.sharedToken(ctx); !token.Empty() && !token.Equal(used) {
		c.session.keep(token, account)
		return false, nil
	}
	_, _, err = c.Authenticate(ctx)
	return true, err
}

// mark tells the session of one key at one address from that of another,
// without saying anything of the key.
func (s *session) mark(key rest.Secret) string {
	sum := sha256.Sum256([]byte(s.base + "\n" + key.Reveal()))
	return hex.EncodeToString(sum[:12])
}

// share keeps a session for other processes. One that cannot be kept costs
// them a sign-in of their own, and nothing else.
func (s *session) share(ctx context.Context, key, token rest.Secret, account string) {
	if s.shared != nil {
		_ = s.shared.Keep(ctx, rest.NewSecret(s.mark(key)+" "+account+" "+token.Reveal()))
	}
}

// sharedToken is the session another process keeps, if it was opened with this
// key for this account; empty when there is none.
func (s *session) sharedToken(ctx context.Context) (token rest.Secret, account string) {
	key := s.key()
	if s.shared == nil || key.Empty() {
		return rest.Secret{}, ""
	}
	part := strings.Fields(s.shared.Load(ctx).Reveal())
	if len(part) != 3 || part[0] != s.mark(key) || !accountForm().MatchString(part[1]) {
		return rest.Secret{}, ""
	}
	if own := s.accountID(); own != "" && own != part[1] {
		part[1] = own // a key may open several accounts
	}
	return rest.NewSecret(part[2]), part[1]
}

// account is the account's id; with a key alone, signing in tells it.
func (c *Client) account(ctx context.Context) (string, error) {
	id, token := c.session.accountID(), c.session.token()
	if (id == "" || token.Empty()) && c.session.canSignIn() {
		if _, err := c.signIn(ctx, token); err != nil {
			return "", err
		}
		id = c.session.accountID()
	}
	if id == "" {
		return "", c.shut()
	}
	return id, nil
}

// shut is why the account cannot be called: the API key rests since it was refused, there is
// none, or it is not known whose the token is.
func (c *Client) shut() *rest.Error {
	failed := c.rest.Keyless(opSignIn)
	switch {
	case c.session.rests():
		failed.Kind, failed.Message = rest.Unauthorized, rest.Rests("LINES refused the API key", c.session.words())
	case !c.session.token().Empty():
		failed.Message = "LINES has no account id, which a session token does not tell: give it as Account in Connect, or as lines.account_id in the settings"
	}
	return failed
}

package lines

import (
	"crypto/md5"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"net"
	"net/http"
	"time"
)

// How Kazoo limits its clients: tokens live an hour without use; a bucket per
// address and account holds a hundred calls and fills by ten a second; signing in costs
// as much as thirty-five other calls.
const (
	tokenIdles  = time.Hour
	bucketHolds = 100
	bucketFills = 10
	signInCost  = 35
)

// The user that user_auth knows.
const (
	seededUser        = "admin"
	seededPassword    = "sandbox"
	seededAccountName = "switchboard"
)

// bucket is the token bucket of one address and account.
type bucket struct {
	Left float64 `json:"left"`
	At   int64   `json:"at"` // unix nanoseconds
}

// Keys are the credentials of the populated world. Token never idles out, so
// that a client which was given it yesterday works today.
type Keys struct {
	Account     string `json:"account_id"`
	APIKey      string `json:"api_key"`
	Token       string `json:"token"`
	User        string `json:"user"`
	Password    string `json:"password"`
	AccountName string `json:"account_name"`
}

// Keys tells the credentials that the seed fixes.
func (s *Service) Keys() Keys {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.keys()
}

func (st *state) keys() Keys {
	return Keys{Account: st.Account, APIKey: st.Derive("api key", 64), Token: st.Derive("token", 32),
		User: seededUser, Password: seededPassword, AccountName: seededAccountName}
}

// admit checks the token, the account in the path and the bucket.
func (c *call) admit(open bool, cost float64) error {
	token := c.Header.Get("X-Auth-Token")
	if c.valid(token) {
		c.token = token
	}
	if c.token == "" && !open {
		return badCredentials()
	}
	if !c.spend(cost) {
		return &fault{http.StatusTooManyRequests, "too_many_requests", map[string]string{"message": "too many requests"}}
	}
	if account := c.PathValue("account"); account != "" && account != c.Account {
		return &fault{http.StatusForbidden, "forbidden", struct{}{}}
	}
	return nil
}

func badCredentials() *fault {
	return &fault{http.StatusUnauthorized, "invalid credentials", struct{}{}}
}

// valid reports whether a token still works, and keeps it from idling out.
func (c *call) valid(token string) bool {
	if token != "" && token == c.keys().Token {
		return true
	}
	used, ok := c.Tokens[token]
	if !ok {
		return false
	}
	if c.now.Sub(time.Unix(used, 0)) >= tokenIdles {
		delete(c.Tokens, token)
		return false
	}
	c.Tokens[token] = c.now.Unix()
	return true
}

// spend takes from the bucket of the request's address and account.
func (c *call) spend(cost float64) bool {
	if !c.limits || cost == 0 {
		return true
	}
	host, _, err := net.SplitHostPort(c.RemoteAddr)
	if err != nil {
		host = "local" // not through a socket
	}
	name := host + " " + c.PathValue("account")
	b := c.Buckets[name]
	if b == nil {
		b = &bucket{Left: bucketHolds, At: c.now.UnixNano()}
		c.Buckets[name] = b
	}
	passed := time.Duration(c.now.UnixNano() - b.At)
	b.Left, b.At = min(bucketHolds, b.Left+passed.Seconds()*bucketFills), c.now.UnixNano()
	if b.Left < cost {
		return false
	}
	b.Left -= cost
	c.spent, c.left = cost, b.Left
	return true
}

// apiAuth exchanges the account's key for a token.
func apiAuth(c *call) (int, any, error) {
	_, data, err := c.data()
	if err != nil {
		return 0, nil, err
	}
	var key string
	if data["api_key"] == nil || json.Unmarshal(data["api_key"], &key) != nil {
		return 0, nil, missing("api_key")
	}
	if c.kazoo && !same(key, c.keys().APIKey) {
		return 0, nil, because(http.StatusNotFound, "bad_identifier", "bad identifier", "api_key")
	}
	return c.signIn(same(key, c.keys().APIKey))
}

// userAuth exchanges md5(user:password) and the account's name for a token.
func userAuth(c *call) (int, any, error) {
	_, data, err := c.data()
	if err != nil {
		return 0, nil, err
	}
	var credentials, account string
	var noCredentials, noAccount error
	if data["credentials"] == nil || json.Unmarshal(data["credentials"], &credentials) != nil {
		noCredentials = missing("credentials")
	}
	if data["account_name"] == nil || json.Unmarshal(data["account_name"], &account) != nil {
		noAccount = missing("account_name")
	}
	if err := together(noCredentials, noAccount); err != nil {
		return 0, nil, err
	}
	sum := md5.Sum([]byte(seededUser + ":" + seededPassword)) // the form that Kazoo asks for
	return c.signIn(same(credentials, hex.EncodeToString(sum[:])) && account == seededAccountName)
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// unheardOf is a token that no world has given before: one that was begun anew, or was ended before it could be kept,
// would otherwise give the tokens of the one before once more.
func unheardOf() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // it never fails
	return hex.EncodeToString(b[:])
}

func (c *call) signIn(ok bool) (int, any, error) {
	if !ok {
		return 0, nil, badCredentials()
	}
	c.token = unheardOf()
	c.Tokens[c.token] = c.now.Unix()
	return http.StatusCreated, map[string]any{"account_id": c.Account, "owner_id": nil, "reseller_id": c.Derive("reseller", 32),
		"is_reseller": false, "language": "en-us", "apps": []string{}}, nil
}

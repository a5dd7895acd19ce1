package trust

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"net/http"
	"regexp"
	"sort"
	"strings"
	"sync"
	"time"

	"switchboard/client/sandbox/answer"
)

// The one-time code's own rules; the document is silent on all but the
// existence of a pause.
const (
	codeLives   = 10 * time.Minute
	codePause   = time.Minute
	codeGuesses = 5
)

// otp is a code that was sent and not yet used.
type otp struct {
	Code    string    `json:"code"`
	Channel string    `json:"channel"` // voice, sms
	Sent    time.Time `json:"sent"`
	Wrong   int       `json:"wrong"`
}

var e164Form = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\+[1-9]\d{6,14}$`) })

// phone reads the field that both steps need.
func (f *form) phone() string {
	e164, _ := f.text("phone")
	if !e164Form().MatchString(e164) {
		f.wrong("phone", "must be a number in E.164 form, such as +14155550142")
	}
	return e164
}

// channel is how a code is to be sent; without a word the number is called.
func (f *form) channel() string {
	channel, _ := f.text("channel")
	switch channel {
	case "":
		return "voice"
	case "voice", "sms":
	default:
		f.wrong("channel", "must be voice or sms")
	}
	return channel
}

// startCode sends a code.
func startCode(c *call) (int, any, error) {
	f, err := c.form()
	if err != nil {
		return 0, nil, err
	}
	e164, channel := f.phone(), f.channel()
	if err := f.err(); err != nil {
		return 0, nil, err
	}
	id := c.account.ID + " " + e164
	if last := c.Codes[id]; last != nil && c.limits {
		if wait := last.Sent.Add(codePause).Sub(c.now); wait > 0 {
			return 0, nil, &fault{status: http.StatusTooManyRequests, code: "rate_limited_key", message: "a code was sent a moment ago; wait before asking for another", retry: wait}
		}
	}
	code := c.digits()
	c.Codes[id] = &otp{Code: code, Channel: channel, Sent: c.now}
	return http.StatusOK, answer.Pairs("ok", true, "dev_code", code), nil
}

// digits makes a code of six digits. Every other one begins with a zero, so
// that a client which reads codes as numbers is found out.
func (st *state) digits() string {
	st.Minted++
	sum := sha256.Sum256(fmt.Appendf(nil, "%d otp %d", st.Seed, st.Minted))
	n := binary.BigEndian.Uint32(sum[:]) % 1_000_000
	if st.Minted%2 == 0 {
		n %= 100_000
	}
	return fmt.Sprintf("%06d", n)
}

// confirmCode binds a number to the account. Asking again does no harm.
func confirmCode(c *call) (int, any, error) {
	f, err := c.form()
	if err != nil {
		return 0, nil, err
	}
	e164 := f.phone()
	code, _ := f.text("code")
	if err := f.err(); err != nil {
		return 0, nil, err
	}
	n := c.Numbers[e164]
	ours := n != nil && n.Account == c.account.ID
	sent := c.Codes[c.account.ID+" "+e164]
	if sent != nil || !ours {
		if err := sent.check(code, c.now); err != nil {
			return 0, nil, err
		}
	}
	bound := answer.Pairs("ok", true, "verified_phone", e164, "account_id", c.account.ID, "already_bound", ours)
	switch {
	case ours:
	case n != nil && n.Account != "":
		return 0, nil, refuse(http.StatusConflict, "this number is claimed by another account")
	case c.mustVerifyFirst():
		return 0, nil, &fault{status: http.StatusPaymentRequired, code: "paid_verification_required", message: "a free account holds one number; verify a number before binding another"}
	default:
		c.bind(e164)
	}
	delete(c.Codes, c.account.ID+" "+e164)
	return http.StatusOK, bound, nil
}

// check compares a code as text: 012345 and 12345 are different.
func (o *otp) check(code string, now time.Time) error {
	switch {
	case o == nil:
		return refuse(http.StatusBadRequest, "no code was sent to this number, or it was used")
	case now.Sub(o.Sent) >= codeLives:
		return refuse(http.StatusBadRequest, "the code has expired; ask for another")
	case o.Wrong >= codeGuesses:
		return refuse(http.StatusBadRequest, "too many wrong codes; ask for another")
	case code != o.Code:
		o.Wrong++
		return refuse(http.StatusBadRequest, "the code is wrong")
	}
	return nil
}

func (c *call) bind(e164 string) {
	n := c.Numbers[e164]
	if n == nil {
		n = &number{E164: e164, Base: 5}
		c.Numbers[e164] = n
	}
	n.Account, n.Bound = c.account.ID, c.now
}

// mustVerifyFirst is the rule of the onboarding document, "Notes & limits": a
// free account binds one number, another needs a verified one.
func (c *call) mustVerifyFirst() bool {
	owns := false
	for _, n := range c.Numbers {
		if n.Account == c.account.ID {
			if n.state() == verified {
				return false
			}
			owns = true
		}
	}
	return owns
}

// listPhones is N6.
func listPhones(c *call) (int, any, error) {
	type phoneView struct {
		E164     string  `json:"e164"`
		Verified string  `json:"verified_at"`
		Enrolled bool    `json:"precall_enrolled"`
		Since    *string `json:"precall_enrolled_at"`
	}
	list := []phoneView{}
	for _, n := range c.Numbers {
		if n.Account == c.account.ID {
			list = append(list, phoneView{E164: n.E164, Verified: stamp(n.Bound)})
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].E164 < list[j].E164 })
	return http.StatusOK, answer.Pairs("schema_version", schemaVersion, "phones", list), nil
}

// bound is the number in the path, written with or without its plus.
func (c *call) bound() (*number, error) {
	e164 := "+" + strings.TrimPrefix(c.PathValue("e164"), "+")
	if n := c.Numbers[e164]; n != nil && n.Account == c.account.ID {
		return n, nil
	}
	return nil, refuse(http.StatusNotFound, "this number is not bound to your account")
}

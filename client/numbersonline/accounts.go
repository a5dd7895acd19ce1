package numbersonline

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"switchboard/client/phone"
	"switchboard/client/rest"
)

const (
	opSignup  = "sign up"
	opStart   = "send a one-time code"
	opConfirm = "confirm a one-time code"
	opPhones  = "list the proved numbers"
)

// ErrNotListed says that this server cannot list the numbers of an account
// (the route is not in its document): what the console already knows is all there is.
var ErrNotListed = errors.New("this server does not list the numbers of an account")

type accountJSON struct {
	ID      word   `json:"id"`
	Email   word   `json:"email"`
	Name    word   `json:"name"`
	Balance count  `json:"balance_micros"`
	Status  word   `json:"status"`
	Created moment `json:"created_at"`
}

func (j accountJSON) account() Account {
	a := Account{ID: string(j.ID), Email: string(j.Email), Name: string(j.Name), Status: string(j.Status), Created: j.Created.Time}
	if j.Balance.n != nil {
		a.Balance, a.BalanceKnown = Micros(*j.Balance.n), true
	}
	return a
}

// Signup makes a new account and its only key, each time it is called; name and
// email may be empty. It needs no key and sends none. It is never repeated: when
// the outcome is unknown, a key may exist that nobody will ever see.
func (c *Client) Signup(ctx context.Context, name, email string) (SignedUp, error) {
	if err := errors.Join(CheckText("name", name), CheckEmail(email)); err != nil {
		return SignedUp{}, refused(opSignup, err.Error())
	}
	body := map[string]string{}
	if name != "" {
		body["name"] = name
	}
	if email != "" {
		body["email"] = email
	}
	call := rest.Call{Op: opSignup, Method: http.MethodPost, Path: "api/v1/account/signup", Route: "api/v1/account/signup",
		Body: body, Budget: BudgetSignUp, Act: true, NoKey: true}
	answer, err := c.rest.Do(ctx, call)
	if err != nil {
		return SignedUp{}, err
	}
	s, ok := decodeSignup(answer.Body)
	if !ok {
		e := c.malformed(call, answer, "an account may have been made whose key is lost")
		e.Body = nil // it may hold the key
		return SignedUp{}, e
	}
	return s, nil
}

// decodeSignup fails when there is no key: nothing else matters then.
func decodeSignup(body []byte) (SignedUp, bool) {
	var j struct {
		Account accountJSON `json:"account"`
		APIKey  word        `json:"api_key"`
		Prefix  word        `json:"key_prefix"`
		Key     struct {
			Tier   word            `json:"tier"`
			Limits json.RawMessage `json:"limits"`
			Note   word            `json:"limits_note"`
		} `json:"key"`
		Note    word `json:"note"`
		DocsURL word `json:"docs_url"`
	}
	if json.Unmarshal(body, &j) != nil || j.APIKey == "" {
		return SignedUp{}, false
	}
	var limits struct {
		Minute, LookupsMinute, LookupsDay, ReportsDay count
	}
	var raw map[string]json.RawMessage
	lenient(j.Key.Limits, &raw)
	lenient(raw["per_key_per_min"], &limits.Minute)
	lenient(raw["pooled_lookups_per_min"], &limits.LookupsMinute)
	lenient(raw["pooled_lookups_per_day"], &limits.LookupsDay)
	lenient(raw["pooled_reports_per_day"], &limits.ReportsDay)
	return SignedUp{Account: j.Account.account(), Key: rest.NewSecret(string(j.APIKey)), KeyPrefix: string(j.Prefix), Tier: string(j.Key.Tier),
		Limits: KeyLimits{PerMinute: limits.Minute.or0(), PooledLookupsMinute: limits.LookupsMinute.or0(),
			PooledLookupsDay: limits.LookupsDay.or0(), PooledReportsDay: limits.ReportsDay.or0()},
		LimitsNote: string(j.Key.Note), Note: string(j.Note), DocsURL: string(j.DocsURL)}, true
}

func (c count) or0() int {
	if c.n == nil {
		return 0
	}
	return *c.n
}

// Account reads the account of the key; it changes nothing, so it also serves to try a key.
func (c *Client) Account(ctx context.Context) (Account, error) {
	object, err := c.object(ctx, rest.Call{Op: "read the account", Path: "api/v1/account", Route: "api/v1/account", Budget: BudgetAccount, Always: true})
	if err != nil {
		return Account{}, err
	}
	var j accountJSON
	lenient(object["account"], &j)
	a := j.account()
	var usage struct {
		Requests count `json:"requests"`
		Billed   count `json:"billed_micros"`
	}
	lenient(object["usage_30d"], &usage)
	if usage.Requests.n != nil && usage.Billed.n != nil {
		a.Usage = &Usage{Requests: int64(*usage.Requests.n), Billed: Micros(*usage.Billed.n)}
	}
	return a, nil
}

// UpdateAccount changes the name, the e-mail address or both; nil leaves one
// alone, an empty address clears it.
func (c *Client) UpdateAccount(ctx context.Context, name, email *string) (Account, error) {
	const op = "change the account"
	body := map[string]string{}
	if name != nil {
		if err := CheckText("name", *name); err != nil {
			return Account{}, refused(op, err.Error())
		}
		body["name"] = *name
	}
	if email != nil {
		if err := CheckEmail(*email); err != nil {
			return Account{}, refused(op, err.Error())
		}
		body["email"] = *email
	}
	if len(body) == 0 {
		return Account{}, refused(op, "there is nothing to change")
	}
	object, err := c.object(ctx, rest.Call{Op: op, Method: http.MethodPatch, Path: "api/v1/account", Route: "api/v1/account",
		Body: body, Budget: BudgetAccount, Act: true})
	if err != nil {
		return Account{}, err
	}
	var j accountJSON
	lenient(object["account"], &j)
	return j.account(), nil
}

// StartVerification sends a one-time code to a number, by voice or SMS. Nothing
// tells later whether it was sent: when the outcome is unknown, a code may have arrived.
func (c *Client) StartVerification(ctx context.Context, n phone.E164, channel Channel) (CodeSent, error) {
	full, err := phone.Parse(string(n))
	if err != nil {
		return CodeSent{}, refused(opStart, err.Error())
	}
	if channel != Voice && channel != SMS {
		return CodeSent{}, refused(opStart, "the code can come by voice or by sms")
	}
	object, err := c.object(ctx, rest.Call{Op: opStart, Method: http.MethodPost, Path: "api/v1/account/verify-phone/start",
		Route: "api/v1/account/verify-phone/start", Body: map[string]string{"phone": string(full), "channel": string(channel)}, Budget: BudgetCode, Act: true})
	if err != nil {
		return CodeSent{}, err
	}
	var dev word
	lenient(object["dev_code"], &dev)
	return CodeSent{Dev: rest.NewSecret(string(dev))}, nil
}

// ConfirmVerification proves a number with the code it received. The code is
// text: its leading zeros count. Proving a number twice does no harm.
func (c *Client) ConfirmVerification(ctx context.Context, n phone.E164, code string) (Proved, error) {
	full, err := phone.Parse(string(n))
	if err != nil {
		return Proved{}, refused(opConfirm, err.Error())
	}
	if err := CheckCode(code); err != nil {
		return Proved{}, refused(opConfirm, err.Error())
	}
	object, err := c.object(ctx, rest.Call{Op: opConfirm, Method: http.MethodPost, Path: "api/v1/account/verify-phone/confirm",
		Route: "api/v1/account/verify-phone/confirm", Body: map[string]string{"phone": string(full), "code": code}, Budget: BudgetAccount, Act: true})
	if err != nil {
		return Proved{}, err
	}
	var verified, account, already word
	lenient(object["verified_phone"], &verified)
	lenient(object["account_id"], &account)
	lenient(object["already_bound"], &already)
	p := Proved{E164: phone.E164(verified), AccountID: string(account), AlreadyBound: already == "true"}
	if p.E164 == "" {
		p.E164 = full
	}
	return p, nil
}

// Phones lists the numbers that are proved for the account, or ErrNotListed.
func (c *Client) Phones(ctx context.Context) ([]BoundNumber, error) {
	object, err := c.object(ctx, rest.Call{Op: opPhones, Path: "api/v1/account/phones", Route: "api/v1/account/phones", Budget: BudgetAccount})
	var failed *rest.Error
	if errors.As(err, &failed) && failed.Kind == rest.NotFound {
		return nil, ErrNotListed
	}
	if err != nil {
		return nil, err
	}
	var rows []json.RawMessage
	lenient(object["phones"], &rows)
	list := make([]BoundNumber, 0, len(rows))
	for _, raw := range rows {
		var j struct {
			E164     word   `json:"e164"`
			Verified moment `json:"verified_at"`
			Precall  word   `json:"precall_enrolled"`
			Enrolled moment `json:"precall_enrolled_at"`
		}
		lenient(raw, &j)
		if j.E164 != "" {
			list = append(list, BoundNumber{E164: phone.E164(j.E164), Verified: j.Verified.Time, Precall: j.Precall == "true", PrecallEnrolled: j.Enrolled.Time})
		}
	}
	return list, nil
}

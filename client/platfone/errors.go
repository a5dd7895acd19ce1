package platfone

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/client/rest"
)

// The refusals a screen tells apart. Every error of this package that came from the wire or
// was refused before it also holds the *rest.Error, for errors.As.
var (
	ErrNoNumbers      = errors.New("no number is left for this service, country and price")
	ErrStaleOrder     = errors.New("the earlier attempt is no longer known; order again from the start")
	ErrOnHold         = errors.New("the account is on hold")
	ErrCustomerHeld   = errors.New("the provider keeps this customer from it: look at its status")
	ErrPayment        = errors.New("the balance of the customer or of the account is too low")
	ErrWrongState     = errors.New("the activation is no longer in a state that allows this")
	ErrDuplicate      = errors.New("this id was used before")
	ErrReported       = errors.New("this activation was reported before")
	ErrReportDeadline = errors.New("the time for reporting this activation is over")
)

// PriceMoved says that no number was to be had for the max price asked, because the price rose or because the
// max price was too low from the first: the same attempt can go on at Suggested when OrderID is sent along.
type PriceMoved struct {
	Asked     money.Cents // the max price that was sent
	Suggested money.Cents
	OrderID   string // may be empty; then the order begins anew
	Err       *rest.Error
}

func (e *PriceMoved) Error() string {
	return "no numbers left under " + e.Asked.String() + ": the provider suggests " + e.Suggested.String()
}

func (e *PriceMoved) Unwrap() error { return e.Err }

// TooManyActive says that the limit of active activations is reached. Waiting does not
// help; ending one does.
type TooManyActive struct{ Err *rest.Error }

func (e *TooManyActive) Error() string {
	return e.Err.Beside("too many numbers are active: close one first")
}

func (e *TooManyActive) Unwrap() error { return e.Err }

// LowSuccess says that ordering is blocked because too few orders got a code.
// Polling goes on.
type LowSuccess struct {
	Until     time.Time
	Estimated bool // the provider did not say until when
	Pair      bool // its words speak of this service and country, not of the account
	Err       *rest.Error
}

func (e *LowSuccess) Error() string {
	about := ""
	if e.Estimated {
		about = "about "
	}
	return e.Err.Beside("ordering is blocked until " + about + e.Until.Format("2 Jan 15:04") +
		" because too few orders got a code")
}

func (e *LowSuccess) Unwrap() error { return e.Err }

// refusal is a sentinel together with the evidence for it.
type refusal struct {
	why error
	err *rest.Error
}

func (r *refusal) Error() string   { return r.err.Beside(r.why.Error()) }
func (r *refusal) Unwrap() []error { return []error{r.why, r.err} }

// refused is what a call comes to that broke a documented limit before it was sent.
func refused(e endpoint, why error) error {
	return &rest.Error{
		Provider: Provider, Op: e.op, Kind: rest.Invalid, Local: true, Message: why.Error(), Err: why,
	}
}

// typed turns the error of a call into the one a screen can act upon; other errors pass.
func typed(err error) error {
	var e *rest.Error
	if !errors.As(err, &e) {
		return err
	}
	if moved := priceMoved(e); moved != nil {
		return moved
	}
	switch {
	case is(e, nameTooMany...):
		return &TooManyActive{Err: e}
	case is(e, nameLowSuccess...),
		e.Local && e.Scope == BudgetCreate.Name && speaksOfSuccess(e.Message):
		return &LowSuccess{Until: e.Until, Estimated: e.Estimated, Pair: speaksOfPair(e.Message), Err: e}
	}
	if why := sentinel(e); why != nil {
		return &refusal{why, e}
	}
	return err
}

// sentinel finds the fixed refusal for an error, nil when it is none of them.
func sentinel(e *rest.Error) error {
	if e.Local || e.Unknown() {
		return nil
	}
	switch {
	case is(e, nameDeadline...):
		return ErrReportDeadline
	case e.Kind == rest.Payment:
		return ErrPayment
	case e.Kind == rest.Forbidden && e.Status != http.StatusUnauthorized && !is(e, nameUnverified...):
		if e.Customer != "" { // a customer's own route says nothing about the account
			return ErrCustomerHeld
		}
		if speaksOfHold(e) {
			return ErrOnHold
		}
	case e.Kind == rest.Gone && strings.HasSuffix(e.Op, "activation"):
		return ErrWrongState
	case e.Op == epOrder.op && e.Kind == rest.NotFound:
		return missing(e)
	case e.Op == epAddTransaction.op || e.Op == epCreateCustomer.op:
		if e.Kind == rest.Conflict || e.Kind == rest.Invalid && speaksOfDuplicate(e.Message) {
			return ErrDuplicate
		}
	case e.Op == epCreateReport.op && e.Kind == rest.Conflict && speaksOfDuplicate(e.Name+" "+e.Message):
		return ErrReported
	case e.Kind == rest.Conflict && e.Op != epOrder.op && strings.HasSuffix(e.Op, "activation"):
		return ErrWrongState
	}
	return nil
}

// missing tells the two meanings of 404 on an order apart. Another 404 is about the
// customer, the service or the country, and passes as it is.
func missing(e *rest.Error) error {
	message := strings.ToLower(e.Message)
	switch {
	case strings.Contains(message, "order not found"):
		return ErrStaleOrder
	case is(e, nameNoNumbers...), strings.Contains(message, "no numbers"):
		return ErrNoNumbers
	}
	return nil
}

// priceMoved reads the 409 of an order that asked for too low a price. Both spellings of the
// token and of the price are known; a price that is not plain cents is not believed.
func priceMoved(e *rest.Error) *PriceMoved {
	if e.Op != epOrder.op || e.Local || e.Kind != rest.Conflict {
		return nil
	}
	o, err := readObject(e.Body)
	if err != nil {
		return nil
	}
	price := o.price("suggestedPrice")
	if !price.Known {
		price = o.price("suggested_price")
	}
	if !price.Known || price.Cents == 0 {
		return nil
	}
	id := o.text("orderId")
	if id == "" {
		id = o.text("order_id")
	}
	return &PriceMoved{Suggested: price.Cents, OrderID: id, Err: e}
}

// speaksOfHold is that a 403 says what the document gives as its one meaning, or nothing at all. Other
// words are about something else, such as what the key may do.
func speaksOfHold(e *rest.Error) bool {
	said := strings.ToLower(strings.TrimSpace(e.Name + " " + e.Message))
	return said == "" || strings.Contains(said, "hold") || strings.Contains(said, "frozen")
}

func speaksOfDuplicate(message string) bool {
	message = strings.ToLower(message)
	return strings.Contains(message, "unique") || strings.Contains(message, "duplicate") ||
		strings.Contains(message, "already")
}

func speaksOfSuccess(message string) bool {
	return strings.Contains(strings.ToLower(message), "success rate")
}

func speaksOfPair(message string) bool {
	message = strings.ToLower(message)
	return strings.Contains(message, "service") && strings.Contains(message, "country")
}

// Unmanaged reports whether an error is a pause of the management routes alone: a customer's own may still answer.
func Unmanaged(err error) bool {
	var e *rest.Error
	return errors.As(err, &e) && e.Kind == rest.Limited && e.Scope == BudgetManage.Name
}

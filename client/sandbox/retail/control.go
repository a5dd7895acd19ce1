package retail

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"switchboard/client/sandbox/answer"
)

// Controls are the control routes of this provider.
func (s *Service) Controls() []answer.Route {
	return answer.Posts(
		[3]string{"sms", `{"activation_id" or "phone", "text", "code"?}`, `delivers an SMS now; without "code" it is read out of the text, "" is none`},
		[3]string{"block", "", "blocks the account for 24 hours, as a success rate below 7 % does"},
		[3]string{"unblock", "", "lifts the block, three times in 24 hours"},
		[3]string{"account", `{"balance": cents}`, "sets the merchant's own balance"},
		[3]string{"decide", `{"activation_id", "approve": bool}`, "ends the review of a report now"},
		[3]string{"cases", "", "lists the services and countries whose behaviour is always the same"},
	)
}

// Control does what only the sandbox can, by the name of one of Controls. Any other name is
// answer.ErrNoControl.
func (s *Service) Control(name string, body []byte) (any, error) {
	acts := map[string]func(controlBody, time.Time) (any, error){
		"sms": s.controlSMS, "block": s.controlBlock, "unblock": s.controlUnblock,
		"account": s.controlAccount, "decide": s.controlDecide,
		"cases": func(controlBody, time.Time) (any, error) { return Cases(), nil },
	}
	act, ok := acts[name]
	if !ok {
		return nil, answer.ErrNoControl
	}
	var b controlBody
	if len(body) > 0 {
		if err := json.Unmarshal(body, &b); err != nil {
			return nil, fmt.Errorf("the body of %s is not the JSON it takes: %w", name, err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now()
	s.advance(now)
	return act(b, now)
}

type controlBody struct {
	Activation string  `json:"activation_id"`
	Phone      string  `json:"phone"`
	Text       string  `json:"text"`
	Code       *string `json:"code"`
	Balance    *int64  `json:"balance"`
	Approve    bool    `json:"approve"`
}

func (s *Service) controlSMS(b controlBody, now time.Time) (any, error) {
	if b.Text == "" {
		return nil, errors.New("text is required")
	}
	var a *activation
	if b.Activation != "" {
		a = s.ids[b.Activation]
	} else {
		a = s.waitingOn(b.Phone)
	}
	if a == nil {
		return nil, errors.New("no such activation, or none waiting on that phone")
	}
	code := parseCode(b.Text)
	if b.Code != nil {
		code = optional(*b.Code)
	}
	past := now.After(time.Unix(a.Expire, 0))
	if a.Status != active || past || !s.deliver(a, delivery{Text: b.Text, Code: code}, now.Unix()) {
		return nil, fmt.Errorf("activation %s is not waiting for an SMS: it is %s, %s", a.ID, a.Status, a.SMS)
	}
	return s.view(a), nil
}

// waitingOn finds the newest live activation on a phone, with or without "+".
func (s *Service) waitingOn(phone string) *activation {
	if len(phone) > 0 && phone[0] == '+' {
		phone = phone[1:]
	}
	for _, a := range slices.Backward(s.live) {
		if a.Phone == phone {
			return a
		}
	}
	return nil
}

func (s *Service) controlBlock(_ controlBody, now time.Time) (any, error) {
	s.Block.Until = now.Add(rateWindow).Unix()
	return map[string]int64{"unblockAt": s.Block.Until}, nil
}

func (s *Service) controlUnblock(_ controlBody, now time.Time) (any, error) {
	if err := s.unblock(now); err != nil {
		return nil, err
	}
	return success()
}

func (s *Service) controlAccount(b controlBody, _ time.Time) (any, error) {
	if b.Balance == nil {
		return nil, errors.New("balance is required, in cents")
	}
	s.fund(*b.Balance, nil)
	return success()
}

func (s *Service) controlDecide(b controlBody, now time.Time) (any, error) {
	a := s.ids[b.Activation]
	if a == nil || a.Report != inReview {
		return nil, errors.New("no such activation, or its report is not in review")
	}
	a.Filed.Approve, a.Filed.Decide = b.Approve, now.Unix()
	s.advance(now)
	return s.view(a), nil
}

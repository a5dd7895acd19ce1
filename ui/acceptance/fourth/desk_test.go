package fourth_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"switchboard/client/money"
	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/live"
)

const mail = "mail"

// boxes is the provider's table.
var boxes = store.Table{Name: "mail_boxes", Columns: "number TEXT PRIMARY KEY, greeting TEXT NOT NULL, seen INTEGER NOT NULL"}

// box is a voicemail box as the provider tells of it.
type box struct {
	Number   string `json:"number"`
	Greeting string `json:"greeting"`
}

// desk keeps the boxes of a voicemail provider true. It implements live.Desk.
type desk struct {
	e      *live.Engine
	api    *rest.Client // nil without a key
	health *live.Health
}

func newDesk(e *live.Engine, api *rest.Client) *desk {
	d := &desk{e: e, api: api, health: live.NewHealth(e.DB(), mail)}
	e.Register(d)
	return d
}

func (d *desk) Provider() string { return mail }
func (d *desk) First() []string  { return []string{"mail/boxes"} }
func (d *desk) Wake()            { d.e.Jobs().Kick("mail/boxes") }

func (d *desk) Open(ctx context.Context) error {
	if d.api == nil {
		return d.health.Absent(ctx)
	}
	d.e.Jobs().Put("mail/boxes", live.Balances, time.Second, func(ctx context.Context) (time.Duration, error) {
		_, err := d.read(ctx)
		return time.Minute, err
	})
	return nil
}

func (d *desk) read(ctx context.Context) ([]box, error) {
	var list []box
	if _, err := d.api.JSON(ctx, rest.Call{Op: "list boxes", Path: "boxes", Route: "boxes"}, &list); err != nil {
		return nil, errors.Join(err, d.health.Bad(ctx, err, time.Time{}))
	}
	for _, b := range list {
		err := boxes.Write(ctx, d.e.DB(), "INSERT OR REPLACE INTO mail_boxes VALUES (?, ?, ?)", b.Number, b.Greeting, time.Now().Unix())
		if err != nil {
			return nil, err
		}
	}
	return list, d.health.Good(ctx)
}

func (d *desk) refresh(ctx context.Context) error {
	_, err := d.read(ctx)
	return err
}

// greet is the provider's one act: it sets what a box says.
type greet struct{ Number, Words string }

func (greet) Provider() string { return mail }
func (greet) Op() string       { return "mail.greet" }

// May says why nothing can be sent now.
func (d *desk) May(ctx context.Context, _ act.Act) error {
	return cmp.Or(d.e.MaySend(), d.e.Asking(mail, d.api != nil, "MAIL has no key: connect it in the settings."), d.health.Fit(d.e), d.e.Paused(ctx, mail))
}

// Judge has nothing else against an act.
func (d *desk) Judge(context.Context, act.Act, *act.Verdict) error { return nil }

// Spent is nothing: a greeting is free.
func (d *desk) Spent(context.Context, time.Time) (money.Cents, error) { return 0, nil }

// Carry sends an act that was weighed.
func (d *desk) Carry(ctx context.Context, a act.Act) (act.Outcome, error) {
	g, ok := a.(greet)
	if !ok {
		return nil, errors.New("MAIL has no such act")
	}
	err := d.e.Perform(ctx, live.Attempt{
		Op: "mail.greet", Key: "mail/box/" + g.Number, Subject: g.Number, What: "The greeting of " + g.Number, Body: box{g.Number, g.Words},
		Send: func(ctx context.Context) (string, error) {
			_, err := d.api.JSON(ctx, rest.Call{Op: "set a greeting", Method: "PUT", Path: "boxes/" + g.Number, Route: "boxes/{number}", Body: box{g.Number, g.Words}}, nil)
			return g.Number, err
		},
	})
	d.Wake()
	return nil, err
}

// Greet weighs the act and carries it out.
func (d *desk) Greet(ctx context.Context, number, words string) error {
	_, err := d.e.Do(ctx, greet{number, words}, act.None())
	return err
}

// Look finds out by reading what became of a greeting that was sent.
func (d *desk) Look(ctx context.Context, in store.Intent) (live.Finding, error) {
	var sent box
	if err := json.Unmarshal(in.Body, &sent); err != nil || !strings.HasPrefix(in.Op, mail+".") {
		return live.Finding{Reason: "the journal names an act that is not known"}, nil
	}
	list, err := d.read(ctx)
	if err != nil {
		return live.Finding{}, err
	}
	for _, b := range list {
		if b == sent {
			return live.Finding{State: live.Happened, Ref: b.Number, Reason: "the box has it"}, nil
		}
	}
	return live.Finding{State: live.Absent, Reason: "the box is as it was"}, nil
}

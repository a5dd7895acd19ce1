package faces

import (
	"context"
	"database/sql"
	"encoding/json"
	"path/filepath"
	"slices"
	"time"

	_ "github.com/mattn/go-sqlite3" // a journal is damaged behind the program's back

	"switchboard/client/money"
	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/platfone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

// state is something that is brought about once, with what it says of which acts.
type state struct {
	name   string
	flags  *cli.Flags  // opened with these; nil is as it is
	before func(*desk) // brings it about before it is opened with the flags
	make   func(*desk) // brings it about
	cells  []cell
}

// cell is a reason and the acts for which a state gives it.
type cell struct {
	code act.Code
	rows []row
	make func(*desk, row) // what of the state is the act's own
}

// every are all rows but those named.
func every(but ...string) []row {
	return slices.DeleteFunc(rows(), func(r row) bool { return slices.Contains(but, r.name) })
}

// only are the rows named.
func only(names ...string) []row {
	return slices.DeleteFunc(rows(), func(r row) bool { return !slices.Contains(names, r.name) })
}

// one is a row, changed.
func one(name string, edit func(*row)) []row {
	list := only(name)
	edit(&list[0])
	return list
}

func states() []state {
	return slices.Concat(standing(), onThings(), onMoney(), saidBefore())
}

// standing are the states of the program and its connection.
func standing() []state {
	return []state{
		{name: "read-only", flags: &cli.Flags{ReadOnly: true}, cells: []cell{{code: act.ReadOnly, rows: every()}}},
		{name: "offline", flags: &cli.Flags{Offline: true}, cells: []cell{{code: act.Offline, rows: every()}}},
		{name: "no key", flags: &cli.Flags{Profile: "shop", Screen: true}, before: func(d *desk) { d.settings("[profiles.shop]\nread_only = false\n") }, cells: []cell{{code: act.NoKey, rows: without(every("sign up"), instead{why: "without a key the first step makes an account", want: "» Account"}, "code", "prove", "logo", "pay")}}},
		{name: "broken settings", flags: &cli.Flags{Profile: "shop", Screen: true}, before: func(d *desk) { d.settings("spend.max_per_order = \"a lot\"\n[profiles.shop]\n") },
			cells: []cell{{code: act.SettingsBroken, rows: every()}}},
		{name: "unreachable", make: func(d *desk) {
			d.must(d.World.Inject(sandbox.Fault{Kind: sandbox.Offline, Times: -1}))
			d.Sleep(30 * time.Minute)
		}, cells: []cell{{code: act.Unreachable, rows: every("sign up")}}},
		{name: "key refused", make: func(d *desk) {
			for _, p := range []string{"sms", "trust", "lines"} {
				d.Control("key", `{"provider":"`+p+`","refuse":true}`)
			}
			d.Sleep(30 * time.Minute)
		}, cells: []cell{{code: act.KeyRefused, rows: every("sign up")}}},
		{name: "on hold", make: func(d *desk) {
			d.must(d.World.Inject(sandbox.Fault{Provider: "sms", Kind: sandbox.Status, Status: 403, Times: -1}))
			d.Sleep(5 * time.Minute)
		}, cells: []cell{{code: act.OnHold, rows: smsRows()}}},
		{name: "journal held", flags: &cli.Flags{}, before: func(d *desk) {
			d.journal("INSERT OR REPLACE INTO meta (key, value) VALUES ('hold', 'The journal was damaged.')")
		}, cells: []cell{{code: act.JournalHeld, rows: every("again", "cancel", "finalize", "report", "set 911", "clear 911")}}},
		{name: "blocked", make: func(d *desk) {
			for _, p := range []string{"sms", "trust", "lines"} {
				d.must(d.DB.Limits().Block(d.Ctx, rest.Block{Provider: p, Scope: "account", Until: time.Now().Add(time.Hour), Reason: "too many failures", Seen: time.Now()}))
			}
			d.Sleep(time.Second)
		}, cells: []cell{{code: act.Blocked, rows: without(every(), withKey(), "sign up")}}},
		{name: "limited", make: func(d *desk) {
			for p, budgets := range map[string][]rest.Budget{
				"sms":   {platfone.BudgetCreate, platfone.BudgetRetry, platfone.BudgetCancel, platfone.BudgetFinalize, platfone.BudgetReports, platfone.BudgetManage},
				"trust": {numbersonline.BudgetAccount, numbersonline.BudgetCode, numbersonline.BudgetSignUp}, "lines": {oneuc.Budget},
			} {
				for _, b := range budgets {
					d.must(d.DB.Limits().Note(d.Ctx, p, b, time.Now().Add(time.Hour)))
				}
			}
			d.Sleep(time.Second)
		}, cells: []cell{{code: act.Limited, rows: without(every(), withKey(), "sign up")}}},
		{name: "open attempt", cells: []cell{{code: act.OpenAttempt, rows: without(without(every("sign up", "renew"), instead{why: "it shows the attempt, and how it is looked up", want: "It is not sent twice."}, "set 911"), settled(), "status"), make: (*desk).leaveOpen}}},
	}
}

// withKey is why the sheet of the sign-up shows nothing.
func withKey() instead {
	return instead{why: "a profile with a key is asked for the number", want: "✓ Account"}
}

// settled is why the sheet of a status shows no open attempt.
func settled() instead {
	return instead{why: "the attempt is looked up while the sheet opens, and is settled then", holds: func(d *desk) bool {
		only("status")[0].open(d)
		d.Sleep(5 * time.Second)
		list, err := d.DB.OpenIntents(d.Ctx)
		d.must(err)
		return !slices.ContainsFunc(list, func(in store.Intent) bool { return in.Op == "sms.status" })
	}}
}

// without says why the sheets of some rows show nothing.
func without(list []row, why instead, names ...string) []row {
	for i := range list {
		if slices.Contains(names, list[i].name) {
			list[i].sheet = why
		}
	}
	return list
}

func (d *desk) must(err error) {
	d.T.Helper()
	if err != nil {
		d.T.Fatal(err)
	}
}

// settings are the settings from the next start on.
func (d *desk) settings(toml string) {
	d.T.Helper()
	d.must(d.write(toml))
}

// journal changes the journal behind the program's back.
func (d *desk) journal(change string) {
	d.T.Helper()
	raw, err := sql.Open("sqlite3", filepath.Join(d.DB.Dir(), "journal.db"))
	d.must(err)
	defer raw.Close()
	_, err = raw.ExecContext(context.WithoutCancel(d.Ctx), change)
	d.must(err)
}

// planted is an activation that began so long ago.
func (d *desk) planted(n int, s platfone.ActivationStatus, ago time.Duration) platfone.Activation {
	at := time.Now().Add(-ago)
	id, _ := json.Marshal(n)
	a := platfone.Activation{ID: "planted" + string(id), CustomerID: customer, Phone: "+447975777601", ServiceID: "telegram", CountryID: "uk", Status: s,
		SMS: platfone.SMSRequested, Billing: platfone.BillingReserved, Price: money.Known(34), CustomerPrice: money.Known(60),
		CreatedAt: at, UpdatedAt: at, ExpireAt: at.Add(20 * time.Minute), Raw: json.RawMessage("{}")}
	if s != platfone.StatusActive {
		a.Billing = platfone.BillingReleased
	}
	return a
}

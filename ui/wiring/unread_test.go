package wiring

import (
	"errors"
	"strings"
	"testing"
	"time"

	"switchboard/store"
	"switchboard/ui/cli"
)

// What was never read is nowhere told as nothing: no count says 0, no list says that it is empty.
func TestWhatWasNeverReadIsNotTold(t *testing.T) {
	keyed(t)
	p := home(t, "")
	for pane, says := range map[string]string{
		"live": "The active numbers were not read yet.", "customers": "The customers were not read yet.", "listings": "The list of numbers was not read yet.",
		"numbers": "The numbers of the account were not read yet.", "history": "loading", "insights": "The orders of this time are not all read yet.",
	} {
		r := run(t, p, "--offline", "--snapshot", "170x45", "--pane", pane)
		if r.code != cli.OK || !strings.Contains(r.out, says) || !strings.Contains(r.out, "- of 20 active") || !strings.Contains(r.out, "- numbers active") {
			t.Errorf("%s: exit %d\n%s%s", pane, r.code, r.out, r.errs)
		}
		for _, zero := range []string{" 0 active", " 0 customers", " 0 numbers", " 0 owned", " 0 of 20", " 0 orders", "No numbers", "No customers", "no orders", "Nothing was ordered", "none to copy", " 0 routes"} {
			if strings.Contains(r.out, zero) {
				t.Errorf("%s says %q\n%s", pane, zero, r.out)
			}
		}
	}
}

// Figures of a time that was not all read are null, and 0 once it was.
func TestFiguresOfWhatWasNeverReadAreNull(t *testing.T) {
	keyed(t)
	p := home(t, "")
	for _, read := range []bool{false, true} {
		if read {
			db, err := store.Open(t.Context(), p.paths.Profile("default"))
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(db.Cover(t.Context(), "history", time.Unix(1, 0), time.Now()), db.Close()); err != nil {
				t.Fatal(err)
			}
		}
		want := map[bool]string{false: "null", true: "0"}[read]
		r := run(t, p, "insights", "trend", "--days", "2", "--ndjson", "--offline")
		lines := strings.Split(strings.TrimSpace(r.out), "\n")
		if r.code != cli.OK || len(lines) != 2 {
			t.Errorf("exit %d: %s%s", r.code, r.out, r.errs)
		}
		for _, line := range lines {
			for _, name := range []string{"ordered", "received", "spent_cents", "customers_paid_cents", "kept_cents"} {
				if !strings.Contains(line, `"`+name+`":`+want) {
					t.Errorf("read %v, %s: %s", read, name, line)
				}
			}
		}
	}
}

// Once a list was read to its end an empty one is told as empty.
func TestWhatWasReadAndIsEmptyIsTold(t *testing.T) {
	keyed(t)
	p := home(t, "")
	db, err := store.Open(t.Context(), p.paths.Profile("default"))
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{store.ListOfCustomers, store.ListOfListings, store.ListOfNumbers} {
		if err := db.NoteRead(t.Context(), list); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Cover(t.Context(), "history", time.Unix(1, 0), time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for pane, says := range map[string]string{"live": "No numbers are waiting.", "customers": "No customers yet.", "numbers": "No numbers yet.", "listings": "No numbers are listed yet.", "insights": "Nothing was ordered in this time."} {
		r := run(t, p, "--offline", "--snapshot", "170x45", "--pane", pane)
		if r.code != cli.OK || !strings.Contains(r.out, says) || !strings.Contains(r.out, "0 of 20 active") || !strings.Contains(r.out, "0 numbers active") {
			t.Errorf("%s: exit %d\n%s%s", pane, r.code, r.out, r.errs)
		}
	}
}

// unread are the commands that tell what is saved, with what each of them misses while nothing was read.
var unread = map[string]string{
	"activations list": "The active numbers", "activations list --filter customer:acme": "The active numbers", "activations get 0123456789abcdef01234567": "The orders",
	"activations get +14155550142": "The orders", "wait 0123456789abcdef01234567": "The orders", "code": "The orders", "code --max-age 5m": "The active numbers",
	"history": "The orders", "history --since 7d": "The orders", "insights": "The orders", "insights customers": "The orders", "export activations": "The orders", "export codes": "The orders",
	"customers list": "The customers", "customers list --status paused": "The customers", "customers show acme": "The customers", "customers ledger acme": "The customers", "statement acme": "The customers",
	"export customers": "The customers", "export transactions": "The bookings", "prices telegram": "Prices for that", "prices --country us": "Prices for that", "prices telegram --country us --below 1": "Prices for that",
	"listings list": "The numbers that are listed", "listings list --band high": "The numbers that are listed", "listings show +14155550142": "The numbers that are listed",
	"listings reports +14155550142": "The numbers that are listed",
	"numbers list":                  "The numbers of the account", "numbers list --state in_service": "The numbers of the account", "numbers list --filter cnam:no": "The numbers of the account",
	"numbers show +14155550142": "The numbers of the account", "e911 show +14155550142": "The numbers of the account",
}

// A command does not say of what was never read that there is none: it says so, with what reads it.
func TestAListThatWasNeverReadIsNotCalledEmpty(t *testing.T) {
	keyed(t)
	p := home(t, "")
	for line, what := range unread {
		for _, format := range []string{"--json", "--csv"} {
			r := run(t, p, append(strings.Fields(line), "--offline", format)...)
			if r.code != cli.Unknown || !strings.Contains(r.errs, what+" were never read: ") || strings.Contains(r.errs, "there is no") {
				t.Errorf("%s: exit %d, %s%s", line, r.code, r.out, r.errs)
			}
			if format == "--json" && !strings.Contains(r.out, `"reason":"incomplete"`) {
				t.Errorf("%s: %s", line, r.out)
			}
		}
	}
}

// A profile without the provider says that, and nothing of its lists.
func TestWithoutAProviderItsListsAreNotCalledEmpty(t *testing.T) {
	t.Setenv("SWITCHBOARD_SMS_KEY", "a-key-of-sms")
	p := home(t, "")
	for line, service := range map[string]string{"listings list": "TRUST", "numbers list": "LINES"} {
		if r := run(t, p, append(strings.Fields(line), "--offline", "--json")...); r.code != cli.KeyRefused || !strings.Contains(r.out, service+" has no key in this profile") || !strings.Contains(r.out, `"no_key"`) {
			t.Errorf("%s: exit %d, %s%s", line, r.code, r.out, r.errs)
		}
	}
}

// What was read is told as it is, empty too; of a history that was read in part an empty answer is not one.
func TestAListThatWasReadAndIsEmptyIsAnAnswer(t *testing.T) {
	keyed(t)
	p := home(t, "")
	note := func(of func(*store.DB) error) {
		t.Helper()
		db, err := store.Open(t.Context(), p.paths.Profile("default"))
		if err == nil {
			err = errors.Join(of(db), db.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	note(func(db *store.DB) error {
		return errors.Join(db.NoteRead(t.Context(), store.ListOfCustomers), db.NoteRead(t.Context(), store.ListOfListings), db.NoteRead(t.Context(), store.ListOfNumbers),
			db.Cover(t.Context(), store.ListOfOrders, time.Now().AddDate(0, 0, -3), time.Now()))
	})
	for line, want := range map[string]int{
		"customers list": cli.OK, "customers show acme": cli.NotFound, "listings list": cli.OK, "numbers list --state in_service": cli.OK, "numbers show +14155550142": cli.NotFound,
		"activations list": cli.OK, "history --since 2d": cli.OK, "history --since 2h": cli.OK, "export codes --since 2d": cli.OK, "code --max-age 5m": cli.NoCode,
		"history": cli.Unknown, "history --since 7d": cli.Unknown, "insights": cli.Unknown, "code": cli.Unknown, "export transactions": cli.Unknown,
	} {
		r := run(t, p, append(strings.Fields(line), "--offline")...)
		if r.code != want || strings.Contains(r.errs, "not all read") != (want == cli.Unknown && line != "export transactions") {
			t.Errorf("%s: exit %d, %s%s", line, r.code, r.out, r.errs)
		}
	}
}

package acceptance

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"switchboard/client/numbersonline"
	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/client/platfone"

	"switchboard/store"
	"switchboard/testdata/proof"
	"switchboard/ui/cli"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// plant writes the strings into every field of outside text that is stored:
// the nth row of everything is made of the nth string.
func plant(ctx context.Context, db *store.DB, now time.Time, list []string) error {
	var errs []error
	note := func(err error) { errs = append(errs, err) }
	for i, s := range list {
		a := hostileActivation(i, s, now)
		b := a
		b.ID, b.Status, b.UpdatedAt = a.ID+"-old", "completed", now.Add(-time.Hour)
		note(db.PutActivations(ctx, now, a, b))
		note(db.PutCustomers(ctx, now, platfone.Customer{ID: id(i, s), Status: "active", CreatedAt: now, UpdatedAt: now},
			platfone.Customer{ID: id(i, s) + "~", Status: platfone.CustomerStatus(s), CreatedAt: now, UpdatedAt: now}))
		note(db.PutTransactions(ctx, now, platfone.Transaction{ID: id(i, s), CustomerID: id(i, s), Gateway: s, CreatedAt: now}))
		note(db.PutReports(ctx, now, platfone.Report{ReasonID: 1, ReasonName: s, Message: s, Activation: b, CreatedAt: now, UpdatedAt: now}))
		note(plantListing(ctx, db, now, i, s))
		note(plantNumber(ctx, db, now, i, s))
		note(db.Audit(ctx, s, s, s))
		note(plantIntent(ctx, db, i, s))
	}
	note(plantCatalogue(ctx, db, now, list))
	return errors.Join(errs...)
}

func id(i int, s string) string { return fmt.Sprintf("%03d%s", i, s) }

func line(i int) phone.E164 { return phone.E164(fmt.Sprintf("+1415555%04d", i)) }

func hostileActivation(i int, s string, now time.Time) platfone.Activation {
	return platfone.Activation{
		ID: id(i, s), CustomerID: id(i, s), Phone: line(i), Formatted: s, CountryID: s, ServiceID: s, SMS: "smsReceived", Status: "active",
		Billing: "billed", Code: s, Text: s, ExpireAt: now.Add(20 * time.Minute), UpdatedAt: now, CreatedAt: now.Add(-time.Minute),
		Raw: json.RawMessage(`{}`),
	}
}

func plantListing(ctx context.Context, db *store.DB, now time.Time, i int, s string) error {
	score, n := 61, line(i)
	p := numbersonline.Profile{Kind: numbersonline.Kind(s), DBA: s, LegalName: s, Jurisdiction: s, Industry: s, Address: s, Website: s, Bio: s, Name: s, Role: s}
	risk := &numbersonline.Risk{Score: &score, LastReported: now}
	l := numbersonline.Listing{E164: n, State: numbersonline.Verified, Grade: s, Risk: risk,
		Page: &numbersonline.Page{Handle: s, Name: s, Website: s, VerifiedSince: now}, Draft: &numbersonline.StagedProfile{VerificationID: s, Profile: p}}
	if i%7 == 0 {
		l.State = numbersonline.State(s)
	}
	return errors.Join(db.PutListing(ctx, now, l), db.PutComplaints(ctx, now, n, numbersonline.Reports{E164: n, Summary: risk,
		Reports: []numbersonline.Report{{Created: now, Tags: []string{s, "spam"}, Rating: s, Body: s, Reporter: s, Lane: s, Provenance: s}},
		Reviews: []numbersonline.Review{{Created: now, Rating: s, Body: s, Reporter: s}}}))
}

func plantNumber(ctx context.Context, db *store.DB, now time.Time, i int, s string) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	place := json.RawMessage(fmt.Sprintf(`{"caller_name":%[1]s,"street_address":%[1]s,"extended_address":%[1]s,"locality":%[1]s,"region":%[1]s,`+
		`"postal_code":%[1]s,"status":"PROVISIONED","notification_contact_emails":[%[1]s]}`, raw))
	custom, err := json.Marshal(map[string]string{s: s})
	if err != nil {
		return err
	}
	d := oneuc.Document{"id": json.RawMessage(fmt.Sprintf("%q", line(i))), "e911": place, "cnam": json.RawMessage(fmt.Sprintf(`{"display_name":%s}`, raw)),
		"carrier_name": raw, "my_field": raw, "my_object": custom, "porting": json.RawMessage(fmt.Sprintf(`{"port_id":%[1]s,"comments":[%[1]s]}`, raw))}
	state := oneuc.State("in_service")
	if i%7 == 0 {
		state = oneuc.State(s)
	}
	return errors.Join(
		db.PutNumbers(ctx, now, oneuc.Number{E164: line(i), State: state, AssignedTo: s, UsedBy: s, Features: []string{s}, Created: now, Raw: json.RawMessage(`{}`)}),
		db.PutDocument(ctx, now, d),
		db.PutEmergency(ctx, now, line(i), store.EmergencyDraft{Address: oneuc.E911{CallerName: s, StreetAddress: s, Locality: s, Region: s, PostalCode: s},
			Candidates: []oneuc.E911{{CallerName: s, StreetAddress: s, Locality: s}, {StreetAddress: s}}, Round: 1, Problem: s}))
}

func plantIntent(ctx context.Context, db *store.DB, i int, s string) error {
	n, err := db.Begin(ctx, store.Intent{Op: "order", NaturalKey: id(i, s), Subject: s, Body: json.RawMessage(`{}`)}, nil)
	if err != nil {
		return err
	}
	return errors.Join(db.MarkSent(ctx, n), db.Settle(ctx, n, store.StateUnknown, s, s))
}

func plantCatalogue(ctx context.Context, db *store.DB, now time.Time, list []string) error {
	var countries []platfone.Country
	var services []platfone.Service
	for i, s := range list {
		countries = append(countries, platfone.Country{ID: s, Name: id(i, s), Alt: []string{s}})
		services = append(services, platfone.Service{ID: s, Name: id(i, s), Alt: []string{s}})
	}
	var errs []error
	for _, provider := range []string{"sms", "trust", "lines"} {
		errs = append(errs, db.PutHealth(ctx, store.Health{Provider: provider, State: "error", Since: now, LastOK: now, Message: strings.Join(list, " ")}))
	}
	return errors.Join(append(errs, db.PutCountries(ctx, now, "", countries), db.PutServices(ctx, now, "", services))...)
}

// own are the sequences the frames themselves are written with.
var own = regexp.MustCompile("\x1b\\[[0-9;:]*m")

// foreign are the characters of a frame that are neither letters nor the program's own.
func foreign(frame string) (out []rune) {
	for _, r := range own.ReplaceAllString(frame, "") {
		if r != '\n' && (!unicode.IsPrint(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)) {
			out = append(out, r)
		}
	}
	return out
}

// clean fails the test when a frame carries anything foreign, when the gate
// would have to drop some of it, or when a border is not straight.
func (d *desk) clean(where string) bool {
	d.T.Helper()
	raw := d.Opened.Console.View().Content
	if bad := foreign(raw); len(bad) > 0 {
		d.T.Errorf("%s: the frame holds %U:\n%s", where, bad, d.Frame())
		return false
	}
	var gated bytes.Buffer
	if _, err := text.NewGate(&gated).Write([]byte(raw)); err != nil || gated.String() != raw {
		d.T.Errorf("%s: the gate drops a part of the frame (%v):\n%q", where, err, raw)
		return false
	}
	if bad := crooked(d.Frame()); bad != "" {
		d.T.Errorf("%s: a border is not straight at %q:\n%s", where, bad, d.Frame())
		return false
	}
	return !d.T.Failed()
}

// crooked finds the first line between the top and the bottom of a sheet whose
// borders do not stand under those of the top.
func crooked(frame string) string {
	left, right := -1, -1
	for l := range strings.SplitSeq(frame, "\n") {
		cell := func(x int) string {
			at := 0
			for _, r := range l {
				n := text.Width(string(r))
				if at == x && n > 0 {
					return string(r)
				}
				at += n
			}
			return ""
		}
		edges := func() string { return cell(left) + cell(right) }
		before, after, top := strings.Cut(l, "╭─")
		switch {
		case left < 0 && top && strings.Contains(after, "╮"):
			inside, _, _ := strings.Cut(after, "╮")
			left = text.Width(before)
			right = left + 2 + text.Width(inside)
		case left < 0:
		case edges() == "╰╯":
			left, right = -1, -1
		case edges() != "││" && edges() != "├┤":
			return l
		}
	}
	return ""
}

// column fails the test when the line between list and detail is not straight.
func (d *desk) column(where string) bool {
	d.T.Helper()
	at := map[int]int{}
	lines := strings.Split(d.Frame(), "\n")
	body := lines[3 : len(lines)-3]
	for _, l := range body {
		cells := 0
		for _, part := range strings.SplitAfter(l, "│") {
			if strings.HasSuffix(part, "│") {
				cells += text.Width(part)
				at[cells]++
			}
		}
	}
	if len(at) == 0 { // names that need the width have the detail beneath
		return true
	}
	for _, n := range at {
		if n >= len(body)-4 { // tabs and notes take lines of their own
			return true
		}
	}
	d.T.Errorf("%s: no line between list and detail is straight:\n%s", where, d.Frame())
	return false
}

// Every hostile string in every field of every pane, its detail and its
// sheets: nothing but letters reaches the terminal.
func TestHostileTextStaysText(t *testing.T) {
	for list := range slices.Chunk(proof.Hostile(t), 72) {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			inBubble(t, cli.Flags{Offline: true}, func(d *desk) {
				if err := plant(d.Ctx, d.DB, time.Now(), list); err != nil {
					t.Error(err)
					return
				}
				d.Sleep(2 * time.Second)
				_ = d.walkHostile(len(list)) && d.openHostile() && d.sayHostile(list)
			})
		})
	}
}

// openers are the keys of each pane that open a sheet about the selected row.
var openers = map[string][]string{
	"1": {"enter", "Y", "v", "f", "n", "N"}, "2": {"enter", "e", "b", "x", "N"}, "3": {"enter", "Y", "E", "f"},
	"4": {"enter", "e", "P", "o", "v", "f"}, "5": {"enter", "a", "e", "Y", "x", "A"}, "6": {"enter"}, "7": {"enter"},
}

// walkHostile looks at every row of every pane, and at one of its sheets.
func (d *desk) walkHostile(rows int) bool {
	sizes := [][2]int{{120, 40}, {80, 24}, {170, 45}, {40, 8}, {120, 40}}
	for _, digit := range d.panes() {
		for at := range rows {
			size := sizes[at%len(sizes)]
			d.Resize(size[0], size[1])
			d.Press(digit, "down")
			where := fmt.Sprintf("pane %s, row %d", digit, at)
			if !d.clean(where) || size[0] == 120 && strings.Contains("12345", digit) && !d.column(where) {
				return false
			}
			opener := openers[digit][at%len(openers[digit])]
			d.Press(opener)
			if !d.clean(where + ", " + opener) {
				return false
			}
			d.Press("esc", "esc", "esc")
		}
	}
	return true
}

// openHostile looks at what opens from everywhere.
func (d *desk) openHostile() bool {
	d.Resize(100, 30)
	for _, opener := range []string{"!", ":", ",", "?"} {
		d.Press(opener)
		for range 40 {
			d.Press("down")
			if !d.clean(opener) {
				return false
			}
		}
		d.Press("esc", "esc")
	}
	return true
}

// sayHostile says, pastes and looks for each string.
func (d *desk) sayHostile(list []string) bool {
	for _, s := range list {
		d.Send(pane.Toast{Text: s, Bad: true})
		d.Paste(s)
		if !d.clean("toast") {
			return false
		}
		d.Press(":")
		d.Paste(s)
		if !d.clean("palette") {
			return false
		}
		d.Press("esc")
	}
	return true
}

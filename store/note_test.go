package store

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"switchboard/client/platfone"
)

// put keeps a note in the place of what was noted before.
func (db *DB) put(ctx context.Context, n Note) error {
	_, err := db.EditNote(ctx, n.Kind, n.ID, func(now *Note) error {
		now.Text, now.Tags = n.Text, n.Tags
		return nil
	})
	return err
}

// Several who tag one thing at once lose nothing of each other.
func TestNotesOfSeveralAtOnce(t *testing.T) {
	db := open(t)
	var all sync.WaitGroup
	for _, tag := range []string{"a", "b", "c", "d", "e", "f"} {
		all.Go(func() {
			if _, err := db.EditNote(t.Context(), NoteCustomer, "acme", func(n *Note) error {
				n.Tags = append(n.Tags, tag)
				return nil
			}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got, err := db.Note(t.Context(), NoteCustomer, "acme"); err != nil || len(got.Tags) != 6 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestANoteIsKeptAndTakenAway(t *testing.T) {
	db := open(t)
	ctx := t.Context()
	note := func(kind, id, text string, tags ...string) {
		t.Helper()
		if err := db.put(ctx, Note{Kind: kind, ID: id, Text: text, Tags: tags}); err != nil {
			t.Fatal(err)
		}
	}
	note(NoteCustomer, "acme", " pays late ", "VIP", "late", "vip")
	got, err := db.Note(ctx, NoteCustomer, "acme")
	if err != nil || got.Text != "pays late" || !slices.Equal(got.Tags, []string{"late", "vip"}) || got.At.IsZero() {
		t.Errorf("%+v %v", got, err)
	}
	if other, err := db.Note(ctx, NoteNumber, "acme"); err != nil || !other.Empty() {
		t.Errorf("a number has the note of a customer: %+v %v", other, err)
	}
	note(NoteCustomer, "acme", "")
	if all, err := db.NotesOf(ctx, NoteCustomer); err != nil || len(all) > 0 {
		t.Errorf("%v %v", all, err)
	}
}

func TestWhatCannotBeNoted(t *testing.T) {
	db := open(t)
	var many []string
	for i := range MaxTags + 1 {
		many = append(many, "t"+string(rune('a'+i)))
	}
	for name, n := range map[string]Note{
		"no such kind":   {Kind: "report", ID: "a", Text: "x"},
		"nothing":        {Kind: NoteCustomer, Text: "x"},
		"too long":       {Kind: NoteCustomer, ID: "a", Text: strings.Repeat("x", MaxNote+1)},
		"bad bytes":      {Kind: NoteCustomer, ID: "a", Text: "\xff"},
		"an odd tag":     {Kind: NoteCustomer, ID: "a", Tags: []string{"a:b"}},
		"a hidden tag":   {Kind: NoteCustomer, ID: "a", Tags: []string{"a\u202eb"}},
		"a tag too long": {Kind: NoteCustomer, ID: "a", Tags: []string{strings.Repeat("x", MaxTag+1)}},
		"too many tags":  {Kind: NoteCustomer, ID: "a", Tags: many},
	} {
		if err := db.put(t.Context(), n); err == nil {
			t.Errorf("%s was kept", name)
		}
	}
	if err := db.put(t.Context(), Note{Kind: NoteCustomer, ID: "a", Text: strings.Repeat("é", MaxNote)}); err != nil {
		t.Error(err)
	}
}

// What is noted narrows a list in SQL as it does in memory.
func TestListsAreNarrowedByNotes(t *testing.T) {
	db := open(t)
	ctx := t.Context()
	now := time.Now()
	if err := db.PutCustomers(ctx, now, customer("acme", 0, now), customer("bert", 0, now), customer("cora", 0, now)); err != nil {
		t.Fatal(err)
	}
	for _, n := range []Note{{Kind: NoteCustomer, ID: "acme", Text: "Pays late", Tags: []string{"vip"}}, {Kind: NoteCustomer, ID: "bert", Tags: []string{"late"}},
		{Kind: NoteActivation, ID: "acme", Text: "of another kind", Tags: []string{"vip"}}} {
		if err := db.put(ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	for asked, want := range map[string]string{
		"tag:vip": "acme", "-tag:vip": "bert cora", "note:pays": "acme", "note:late": "acme", "has:note": "acme bert", "-has:note": "cora",
		"tag:vip,late": "acme bert", "tag:=vi": "", "tag:vi": "acme", "-note:late tag:late": "bert", "tag:vip bert": "",
	} {
		q := CustomerGrammar().Parse(asked, now)
		if q.Problem != "" {
			t.Fatal(q.Problem)
		}
		all, err := db.Customers(ctx, CustomersAsked(q), "", 10)
		var got []string
		for _, c := range all {
			got = append(got, c.ID)
		}
		n, err2 := db.CountCustomers(ctx, CustomersAsked(q))
		if strings.Join(got, " ") != want || n != len(got) || err != nil || err2 != nil {
			t.Errorf("%s: %v, %d counted, want %q (%v %v)", asked, got, n, want, err, err2)
		}
	}
}

// The history is narrowed by what is noted of its numbers, with and without words to be searched for.
func TestTheHistoryIsNarrowedByNotes(t *testing.T) {
	db := open(t)
	ctx := t.Context()
	now := time.Now()
	put(t, db, now, act("a1", now.Add(-3*time.Minute)), act("a2", now.Add(-2*time.Minute)), act("a3", now.Add(-time.Minute)))
	if err := db.put(ctx, Note{Kind: NoteActivation, ID: "a2", Text: "ask for a refund"}); err != nil {
		t.Fatal(err)
	}
	for asked, want := range map[string]string{"note:refund": "a2", "-note:refund": "a3 a1", "note:refund telegram": "a2", "note:nothing": ""} {
		q := WithNotes(ActivationGrammar()).Parse(asked, now)
		all, err := db.History(ctx, Asked(q, now), 0, 10)
		var got []string
		for _, a := range all {
			got = append(got, a.ID)
		}
		n, err2 := db.CountHistory(ctx, Asked(q, now), 10)
		if strings.Join(got, " ") != want || n != len(got) || err != nil || err2 != nil {
			t.Errorf("%s: %v, %d counted, want %q (%v %v)", asked, got, n, want, err, err2)
		}
	}
}

// A purge of a customer or a number takes what was noted of it and of its activations.
// A purge of what is old takes no note of what is kept.
func TestAPurgeOfWhatIsOldLeavesTheOtherNotes(t *testing.T) {
	db := open(t)
	ctx, now := t.Context(), time.Now()
	put(t, db, now, act("old", now.Add(-48*time.Hour), ended(platfone.StatusFinalized, time.Minute)), act("new", now.Add(-time.Minute)))
	customer := must[Activation](t)(db.Activation(ctx, "old")).CustomerID
	for _, n := range []Note{{Kind: NoteCustomer, ID: customer}, {Kind: NoteActivation, ID: "old"}, {Kind: NoteActivation, ID: "new"}} {
		n.Text = "kept"
		if err := db.put(ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	left := func(kind string) int { return len(must[map[string]Note](t)(db.NotesOf(ctx, kind))) }
	if p, err := db.Purge(ctx, PurgeFilter{Customer: customer, Before: now.Add(-24 * time.Hour)}); err != nil || p.Notes != 1 || left(NoteCustomer) != 1 || left(NoteActivation) != 1 {
		t.Errorf("of what is old: %+v %v", p, err)
	}
	if p, err := db.Purge(ctx, PurgeFilter{Customer: customer}); err != nil || p.Notes != 1 || left(NoteActivation) != 1 {
		t.Errorf("while a number runs: %+v %v", p, err)
	}
}

func TestAPurgeTakesTheNotesWithIt(t *testing.T) {
	db := open(t)
	ctx := t.Context()
	now := time.Now()
	put(t, db, now, act("a1", now.Add(-time.Hour), ended(platfone.StatusFinalized, time.Minute)))
	a := must[Activation](t)(db.Activation(ctx, "a1"))
	for _, n := range []Note{{Kind: NoteCustomer, ID: a.CustomerID}, {Kind: NoteActivation, ID: "a1"}, {Kind: NoteNumber, ID: string(a.Phone)}, {Kind: NoteListing, ID: string(a.Phone)},
		{Kind: NoteCustomer, ID: "somebody"}} {
		n.Text = "a secret"
		if err := db.put(ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	left := func(kind string) int { return len(must[map[string]Note](t)(db.NotesOf(ctx, kind))) }
	if p, err := db.Purge(ctx, PurgeFilter{Customer: a.CustomerID}); err != nil || p.Notes != 2 || left(NoteCustomer) != 1 || left(NoteActivation) != 0 || left(NoteNumber) != 1 {
		t.Errorf("of a customer: %+v %v", p, err)
	}
	if p, err := db.Purge(ctx, PurgeFilter{Number: a.Phone}); err != nil || p.Notes != 2 || left(NoteNumber)+left(NoteListing) != 0 || left(NoteCustomer) != 1 {
		t.Errorf("of a number: %+v %v", p, err)
	}
}

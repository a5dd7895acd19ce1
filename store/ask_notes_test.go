package store

import (
	"reflect"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/store/filter"
)

// answers fails where a row has no answer to something that its grammar lets be
// asked, or has one to what nobody may ask. A word or a flag lets a row through
// either as it is or turned round, unless it is not answered.
func answers[R any](t *testing.T, g filter.Grammar, rows filter.Rows[R], r R) {
	t.Helper()
	once := func(in, out filter.Query) bool { return rows.Pass(in, r) != rows.Pass(out, r) }
	word := func(field string) bool {
		v := map[string][]filter.Value{field: {{Text: "no such value"}}}
		return once(filter.Query{In: v}, filter.Query{Out: v})
	}
	has := func(what string) bool {
		return once(filter.Query{Has: map[string]bool{what: true}}, filter.Query{Has: map[string]bool{what: false}})
	}
	is := func(what string) bool {
		return once(filter.Query{Is: map[string]bool{what: true}}, filter.Query{Is: map[string]bool{what: false}})
	}
	for _, f := range g.Fields {
		if f.Kind == filter.Word && !word(f.Name) {
			t.Errorf("nothing answers %s:", f.Name)
		}
	}
	for _, what := range g.Has {
		if !has(what) {
			t.Errorf("nothing answers has:%s", what)
		}
	}
	for _, what := range g.Is {
		if !is(what) {
			t.Errorf("nothing answers is:%s", what)
		}
	}
	const nobody = "nobody asks this"
	if word(nobody) || has(nobody) || is(nobody) {
		t.Error("what is not in the grammar is answered as something else")
	}
}

// Whatever may be asked of a list is answered by its rows, the notes included.
func TestRowsAnswerTheirGrammar(t *testing.T) {
	none := func(string) Note { return Note{} }
	answers(t, NumberGrammar(), NumberRows(none), Number{})
	rows := Noting(ActivationRows(time.Now(), 0), func(platfone.Activation) Note { return Note{} })
	answers(t, WithNotes(ActivationGrammar()), rows, platfone.Activation{})
}

// A tag that is left out leaves its activation out, also where a command picks what it ends.
func TestATagLeavesAnActivationOut(t *testing.T) {
	notes := map[string]Note{"a1": {Tags: []string{"keep"}}}
	rows := Noting(ActivationRows(time.Now(), 0), func(a platfone.Activation) Note { return notes[a.ID] })
	for asked, want := range map[string]string{"-tag:keep": "a2", "tag:keep": "a1", "has:note": "a1", "-has:note": "a2"} {
		got := rows.Only(WithNotes(ActivationGrammar()).Parse(asked, time.Now()), []platfone.Activation{{ID: "a1"}, {ID: "a2"}})
		if len(got) != 1 || got[0].ID != want {
			t.Errorf("%s finds %+v, want %s alone", asked, got, want)
		}
	}
}

// The address of a number for emergency calls has the names it goes by elsewhere.
func TestTheAddressOfANumberByItsOtherNames(t *testing.T) {
	want := NumberGrammar().Parse("address:missing", time.Now()).In
	for _, word := range []string{"911:missing", "e911:missing", "E911:=missing"} {
		if got := NumberGrammar().Parse(word, time.Now()); got.Problem != "" || !reflect.DeepEqual(got.In, want) {
			t.Errorf("%s: %+v, want %+v", word, got, want)
		}
	}
}

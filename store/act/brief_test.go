package act

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"switchboard/client/phone"
)

// What is said of many numbers is said once for eyes, with how many they are and the first of them; what is agreed to is all of it.
func TestManyWarningsAreSaidOnce(t *testing.T) {
	release := func(n int, last string) Verdict {
		var each []Verdict
		for i := range n {
			v := Verdict{Act: Release{Number: phone.E164(fmt.Sprintf("+1415555%04d", i))}}
			v.Warn(CannotBeUndone.Of("The release", "somebody else can take the number"), None())
			street := fmt.Sprintf("%d MAIN ST, AUSTIN TX 78701", i+1)
			if i == n-1 {
				street = last
			}
			v.Warn(HasAddress.Of(Hidden(street)), None())
			each = append(each, v)
		}
		return Together(each)
	}
	v := release(12, "LAST")
	brief := v.Brief()
	const want = "12 of 12: Its 911 address goes with it: 1 MAIN ST, AUSTIN TX 78701; 2 MAIN ST, AUSTIN TX 78701; 3 MAIN ST, AUSTIN TX 78701; and 9 more."
	if len(brief) != 2 || brief[0].Code != CannotBeUndone || brief[1].Say != want || len(brief[1].Hide) != 3 || !v.Shortened() {
		t.Errorf("%+v", brief)
	}
	if len(v.Warned) != 13 || v.Fingerprint() == release(12, "OTHER").Fingerprint() {
		t.Errorf("an address that is not named is no part of what is agreed to: %d are said", len(v.Warned))
	}
	if v := release(3, "LAST"); v.Shortened() || !slices.EqualFunc(v.Brief(), v.Warned, func(a, b Reason) bool { return a.Say == b.Say }) {
		t.Errorf("three are not all named: %+v", v.Brief())
	}
}

// Several reasons against some of them, and warnings of more than one word, are said as they are: nothing is cut out of them.
func TestOtherReasonsAreNotCutUp(t *testing.T) {
	var each []Verdict
	for i := range 6 {
		v := Verdict{Act: Release{Number: phone.E164(fmt.Sprintf("+1415555%04d", i))}}
		if i > 0 {
			v.Refuse(WrongState.Of(v.Act.(Release).Number, "released", fmt.Sprintf("it is held for case %d", i)))
		}
		each = append(each, v)
	}
	some := Together(each)
	all := make([]Verdict, 6)
	for i := range all {
		all[i] = Verdict{Act: each[i].Act}
		all[i].Warn(CannotBeUndone.Of(fmt.Sprintf("Release %d", i), "somebody else can take the number"), None())
	}
	for _, v := range []Verdict{some, Together(all)} {
		if len(v.Brief()) < 5 {
			t.Errorf("%d are said", len(v.Brief()))
		}
		for _, r := range v.Brief() {
			if strings.Contains(r.Say, "%") || strings.HasPrefix(r.Say, "0 of") {
				t.Errorf("%q", r.Say)
			}
		}
	}
}

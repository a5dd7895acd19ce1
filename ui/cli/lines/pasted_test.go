package lines_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/client/sandbox"
	"switchboard/store/live/livetest"
	"switchboard/ui/cli"
	"switchboard/ui/cli/lines"
)

// pasted is one entry of testdata/oneuc/addresses.txt, whose head tells its form.
type pasted struct {
	text   string
	pieces map[string]string // by the server's names
	asks   string            // the pieces that are not certain
	kind   string            // what it is an example of, "" of nothing
}

var serverNames = map[string]string{"street": "street_address", "unit": "extended_address", "city": "locality", "state": "region", "zip": "postal_code", "caller": "caller_name"}

func pastedAddresses(t *testing.T) []pasted {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "oneuc", "addresses.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var all []pasted
	for block := range strings.SplitSeq(string(raw), "\n\n") {
		p := pasted{pieces: map[string]string{}}
		for line := range strings.SplitSeq(strings.TrimSpace(block), "\n") {
			key, value, _ := strings.Cut(line, " ")
			switch {
			case key == ">":
				p.text = strings.TrimPrefix(p.text+"\n"+value, "\n")
			case key == "asks":
				p.asks = value
			case key == "kind":
				p.kind = value
			case serverNames[key] != "":
				p.pieces[serverNames[key]] = value
			}
		}
		if p.text != "" {
			all = append(all, p)
		}
	}
	return all
}

// whole reports that nothing is missing that an address cannot be sent without.
func (p pasted) whole() bool {
	return p.pieces["street_address"] != "" && p.pieces["locality"] != "" && p.pieces["region"] != "" && p.pieces["postal_code"] != ""
}

// form is what two addresses have in common that are read alike: the country,
// the lines, where the unit stands and what it is called, the street's first
// and last word.
func (p pasted) form() string {
	street, unit := strings.Fields(strings.ToLower(p.pieces["street_address"])), strings.Fields(strings.ToLower(p.pieces["extended_address"]))
	digits := strings.NewReplacer("1", "9", "2", "9", "3", "9", "4", "9", "5", "9", "6", "9", "7", "9", "8", "9", "0", "9")
	form := []string{digits.Replace(p.pieces["postal_code"]), digits.Replace(street[0]), digits.Replace(street[len(street)-1]), strings.Repeat("/", strings.Count(p.text, "\n"))}
	if len(unit) > 0 {
		form = append(form, digits.Replace(unit[0]))
		if strings.Index(p.text, unit[len(unit)-1]) < strings.Index(strings.ToLower(p.text), street[len(street)-1]) {
			form = append(form, "in front")
		}
	}
	return strings.Join(form, " ")
}

// sentAddress are the parts of the address that a request has put on a number.
func sentAddress(t *testing.T, body string) map[string]string {
	t.Helper()
	var v struct {
		Data struct {
			E911 map[string]any `json:"e911"`
		} `json:"data"`
	}
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for name, value := range v.Data.E911 {
		if s, is := value.(string); is {
			got[name] = s
		}
	}
	return got
}

// unlike are at most n of the addresses, no two of a form, from all over the list.
func unlike(list []pasted, n int) []pasted {
	seen := map[string]bool{}
	list = slices.DeleteFunc(list, func(p pasted) bool {
		again := seen[p.form()]
		seen[p.form()] = true
		return again
	})
	out := make([]pasted, 0, n)
	for i := range min(n, len(list)) {
		out = append(out, list[i*len(list)/min(n, len(list))])
	}
	return out
}

// sure and doubtful are the addresses to send, and those that nobody may send
// unseen, whoever calls.
func sure(p pasted) bool     { return p.whole() && p.asks == "" }
func doubtful(p pasted) bool { return p.whole() && p.asks != "" && p.asks != "caller" }

// only are the addresses that pass.
func only(list []pasted, pass func(pasted) bool) []pasted {
	return slices.DeleteFunc(list, func(p pasted) bool { return !pass(p) })
}

// give runs the command with an address as it was pasted, and gives what went out.
func (p *linesProgram) give(t *testing.T, wire *livetest.Tap, a pasted) (exit int, posts []string, said string) {
	t.Helper()
	time.Sleep(10 * time.Second) // so many addresses in a minute are not sent
	args := []string{"e911", "set", without, "--address", a.text, "--confirm", "4712", "--yes"}
	if a.pieces["caller_name"] == "" {
		args = append(args, "--caller", "Michel Mabel")
	}
	before := len(wire.Posted())
	var out, errs bytes.Buffer
	exit = cli.Run(t.Context(), p, args, &out, &errs, lines.Commands)
	return exit, wire.Posted()[before:], out.String() + errs.String()
}

func TestAPastedAddressIsSentAsItWasUnderstood(t *testing.T) {
	livetest.Bubble(t, sandbox.Options{}, func(t *testing.T, r *livetest.Rig) {
		p, wire := &linesProgram{rig: r}, r.Tap()
		list := unlike(only(pastedAddresses(t), sure), 60)
		if len(list) < 60 {
			t.Fatalf("%d forms of addresses", len(list))
		}
		for _, a := range list {
			exit, posts, said := p.give(t, wire, a)
			if len(posts) != 1 {
				t.Errorf("%q: %d requests: exit %d, %s", a.text, len(posts), exit, said)
				continue
			}
			want, got := maps.Clone(a.pieces), sentAddress(t, posts[0])
			want["caller_name"] = cmp.Or(want["caller_name"], "Michel Mabel")
			if !maps.Equal(got, want) {
				t.Errorf("%q\n is sent as    %v\n understood as %v", a.text, got, want)
			}
		}
	})
}

func TestAPastedAddressThatIsNotSureIsNotSent(t *testing.T) {
	livetest.Bubble(t, sandbox.Options{}, func(t *testing.T, r *livetest.Rig) {
		p, wire := &linesProgram{rig: r}, r.Tap()
		for _, a := range unlike(only(pastedAddresses(t), doubtful), 20) {
			a.pieces["caller_name"] = "" // a name that is given settles a name that was guessed, not the place
			if exit, posts, said := p.give(t, wire, a); len(posts) != 0 || exit != cli.Choice {
				t.Errorf("%q: exit %d, sent %v: %s", a.text, exit, posts, said)
			}
		}
	})
}

// A whole address that is given as the street is spread over its fields, or asked about: it is never sent as a
// street of another city.
func TestAWholeAddressInTheStreetIsSpreadOrAsked(t *testing.T) {
	livetest.Bubble(t, sandbox.Options{}, func(t *testing.T, r *livetest.Rig) {
		p, wire := &linesProgram{rig: r}, r.Tap()
		give := func(args ...string) (exit int, posts []string, said string) {
			time.Sleep(10 * time.Second)
			before := len(wire.Posted())
			var out, errs bytes.Buffer
			exit = cli.Run(t.Context(), p, append([]string{"e911", "set", without, "--caller", "Michel Mabel", "--confirm", "4712", "--yes"}, args...), &out, &errs, lines.Commands)
			return exit, wire.Posted()[before:], out.String() + errs.String()
		}
		oneLine := func(p pasted) bool {
			return sure(p) && p.pieces["caller_name"] == "" && !strings.Contains(p.text, "\n")
		}
		for _, a := range unlike(only(pastedAddresses(t), oneLine), 20) {
			exit, posts, said := give("--street", a.text)
			if len(posts) != 1 {
				t.Errorf("%q: %d requests: exit %d, %s", a.text, len(posts), exit, said)
				continue
			}
			want := maps.Clone(a.pieces)
			want["caller_name"] = "Michel Mabel"
			if got := sentAddress(t, posts[0]); !maps.Equal(got, want) {
				t.Errorf("%q\n is sent as    %v\n understood as %v", a.text, got, want)
			}
		}
		rest := []string{"--state", "CA", "--zip", "94607"}
		for _, c := range []struct {
			street, city string
			exit         int
			sends        string
		}{
			{"1 Market St, San Francisco, CA 94105", "Oakland", cli.Choice, ""},
			{"1 Market St San Francisco CA 94105", "", cli.Choice, ""}, // another code stands beside it
			{"1 Market St, Emeryville", "Oakland", cli.Choice, ""},
			{"1 Market St, Garage", "Oakland", cli.Choice, ""},
			{"12 Elm St, oakland", "Oakland", 0, "12 Elm St"},
		} {
			args := append([]string{"--street", c.street}, rest...)
			if c.city != "" {
				args = append(args, "--city", c.city)
			}
			exit, posts, said := give(args...)
			if c.sends == "" && exit != c.exit || (len(posts) == 1) != (c.sends != "") {
				t.Errorf("%q in %q: exit %d, %d requests: %s", c.street, c.city, exit, len(posts), said)
			} else if c.sends != "" && sentAddress(t, posts[0])["street_address"] != c.sends {
				t.Errorf("%q is sent as %v", c.street, sentAddress(t, posts[0]))
			}
		}
	})
}

// Of each kind of address several are given as they were pasted: what is certain goes out byte for byte as it was understood, and of what is not
// nothing does.
func TestEveryKindOfAddressIsSentOrAskedAbout(t *testing.T) {
	livetest.Bubble(t, sandbox.Options{}, func(t *testing.T, r *livetest.Rig) {
		p, wire := &linesProgram{rig: r}, r.Tap()
		given := map[string]int{}
		for _, a := range only(pastedAddresses(t), func(p pasted) bool { return p.kind != "" }) {
			given[a.kind]++
			exit, posts, said := p.give(t, wire, a)
			if a.asks != "" {
				if len(posts) != 0 || exit != cli.Choice {
					t.Errorf("%q: exit %d, sent %v: %s", a.text, exit, posts, said)
				}
				if a.asks != "caller" {
					continue
				}
				a.pieces["caller_name"] = "" // a name that is given settles it
				if exit, posts, said = p.give(t, wire, a); len(posts) != 1 {
					t.Errorf("%q with a name: %d requests: exit %d, %s", a.text, len(posts), exit, said)
					continue
				}
			}
			if len(posts) != 1 {
				t.Errorf("%q: %d requests: exit %d, %s", a.text, len(posts), exit, said)
				continue
			}
			want := maps.Clone(a.pieces)
			want["caller_name"] = "Michel Mabel"
			if got := sentAddress(t, posts[0]); !maps.Equal(got, want) {
				t.Errorf("%q\n is sent as    %v\n understood as %v", a.text, got, want)
			}
		}
		for _, kind := range []string{"front", "behind", "highway", "directional", "fraction", "box", "rural", "rico", "canada", "lower", "line", "lines", "signature"} {
			if given[kind] < 3 {
				t.Errorf("of the kind %s there are %d", kind, given[kind])
			}
		}
	})
}

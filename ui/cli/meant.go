package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/store/config"
)

// byWord are the commands that people mean by a word that is none.
var byWord = map[string][]string{
	"log": {"acts", "export log"}, "logs": {"acts", "export log"}, "audit": {"acts", "export log"}, "wirelog": {"export log"}, "today": {"acts", "insights trend"},
	"journal": {"acts", "attempts"}, "open": {"attempts"}, "unknown": {"attempts"},
	"orders": {"history", "activations list"}, "live": {"activations list"}, "active": {"activations list"}, "status": {"activations list", "doctor"}, "ls": {"activations list", "history"},
	"cancel": {"activations end"}, "close": {"activations end"}, "finalize": {"activations end"}, "finish": {"activations end"}, "stop": {"activations end"},
	"retry": {"activations again"}, "sms": {"code", "activations again"}, "codes": {"code", "export codes"}, "refund": {"activations report"}, "complain": {"activations report"},
	"balance": {"customers list", "customers credit"}, "balances": {"customers list"}, "topup": {"customers credit"}, "deposit": {"customers credit"}, "debit": {"customers credit"},
	"transactions": {"customers ledger"}, "bookings": {"customers ledger"}, "invoice": {"statement"},
	"911": {"e911"}, "address": {"e911"}, "addresses": {"e911", "import e911"}, "cnam": {"numbers set", "import cnam"}, "port": {"numbers set"}, "porting": {"numbers set"}, "search": {"numbers find", "history"},
	"risk": {"listings list"}, "badge": {"listings list"}, "verify": {"listings prove"}, "dispute": {"listings pack"}, "profile": {"listings stage", "config show"},
	"stats": {"insights"}, "statistics": {"insights"}, "trend": {"insights trend"}, "price": {"prices"}, "block": {"limits list"}, "blocks": {"limits list"}, "blocked": {"limits list"},
	"settings": {"config show", "config check"}, "setup": {"config init", "doctor"}, "connect": {"help environment"}, "login": {"help environment"}, "auth": {"help environment"},
	"refresh": {"sync"}, "update": {"sync"}, "views": {"filters list"}, "saved": {"filters list"}, "webhook": {"hooks serve"}, "webhooks": {"hooks serve"}, "problems": {"doctor"},
}

// byVerb are commands below another that go by several names.
var byVerb = map[string][]string{
	"ls": {"list"}, "all": {"list"}, "show": {"get"}, "get": {"show"}, "view": {"show", "get"}, "info": {"show", "get"}, "create": {"add", "signup"}, "new": {"add", "signup", "draft"},
	"delete": {"remove", "clear", "release", "status"}, "remove": {"clear", "release", "status"}, "rm": {"remove", "clear", "release"}, "edit": {"set", "stage", "status"}, "change": {"set", "stage", "status"},
	"update": {"set", "stage", "status"}, "search": {"find"}, "verify": {"prove"}, "balance": {"credit"}, "deduct": {"credit"}, "debit": {"credit"}, "pause": {"status"}, "disable": {"status"},
}

// Near is what stands behind the refusal of a word that is none of known: what was probably meant, "" where nothing is
// near. Of names of several words one word may be meant.
func Near(said string, known []string) string {
	low := make([]string, len(known))
	var words []string
	for i, k := range known {
		low[i] = strings.ToLower(k)
		words = append(words, wordsOf(low[i])...)
	}
	said = strings.ToLower(said)
	if at := slices.Index(low, config.Nearest(said, low)); at >= 0 {
		return "; did you mean " + known[at] + "?"
	}
	word := config.Nearest(said, words)
	if len(word) < leastWord {
		return ""
	}
	var meant []string
	for i, k := range low {
		if slices.Contains(wordsOf(k), word) && !slices.Contains(meant, known[i]) {
			meant = append(meant, known[i])
		}
	}
	return "; did you mean " + strings.Join(meant[:min(len(meant), mostMeant)], " or ") + "?"
}

// wordsOf are the words of a name, of a field too.
func wordsOf(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '_' })
}

// leastWord is how long a word of a name is that says which name was meant.
const leastWord = 4

// NoneOf refuses a word that is none of those that it can be; what names where it stands.
func NoneOf(what, said string, known []string) error {
	return Misuse(fmt.Errorf("%s: one of %s%s", what, strings.Join(known, ", "), Near(said, known)))
}

// meant are the commands that may be meant by a word, below at or anywhere, as they are written behind at.
func meant(at *cobra.Command, said string) (out []string) {
	said = strings.ToLower(said)
	add := func(path string) {
		found, left, err := at.Root().Find(strings.Fields(path))
		if err != nil || !found.HasParent() || len(left) > 0 && (found.HasSubCommands() || found.ValidateArgs(left) != nil) {
			return
		}
		if own, below := strings.CutPrefix(path, strings.TrimPrefix(at.CommandPath(), at.Root().Name()+" ")+" "); below {
			path = own
		} else if at.HasParent() {
			path = at.Root().Name() + " " + path
		}
		if !slices.Contains(out, path) {
			out = append(out, path)
		}
	}
	if at.HasParent() {
		add(said + " " + at.Name()) // customers import
		for _, name := range byVerb[said] {
			add(strings.TrimPrefix(at.CommandPath(), at.Root().Name()+" ") + " " + name)
		}
		if len(out) > 0 {
			return out
		}
	}
	for _, path := range byWord[said] {
		add(path)
	}
	for _, c := range all(at.Root()) {
		if c.HasParent() && c.Name() == said && !c.Hidden {
			add(strings.TrimPrefix(c.CommandPath(), at.Root().Name()+" "))
		}
	}
	return out
}

// nearly are the commands below at whose names a word is near, or that go by a word that it is near.
func nearly(at *cobra.Command, said string) []string {
	if len(said) < leastWord {
		return nil // everything is near
	}
	var own []string
	for _, c := range at.Commands() {
		if !c.Hidden {
			own = append(own, c.Name())
		}
	}
	said = strings.ToLower(said)
	if name := config.Nearest(said, own); name != "" {
		return []string{name}
	}
	for _, words := range []map[string][]string{byVerb, byWord} {
		word := config.Nearest(said, slices.Sorted(maps.Keys(words)))
		if len(word) < leastWord {
			continue
		}
		out := slices.DeleteFunc(meant(at, word), func(path string) bool { return at.HasParent() && strings.HasPrefix(path, at.Root().Name()+" ") })
		if len(out) > 0 && len(out) <= mostMeant {
			return out
		}
	}
	return nil
}

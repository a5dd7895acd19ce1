package cli

import (
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

// Near is what stands behind the refusal of a word that is none of known: what was probably meant, "" where nothing is near.
func Near(said string, known []string) string {
	low := make([]string, len(known))
	for i, k := range known {
		low[i] = strings.ToLower(k)
	}
	at := slices.Index(low, config.Nearest(strings.ToLower(said), low))
	if at < 0 {
		return ""
	}
	return "; did you mean " + known[at] + "?"
}

// meant are the commands that may be meant by a word, below at or anywhere, as they are written behind at.
func meant(at *cobra.Command, said string) (out []string) {
	said = strings.ToLower(said)
	add := func(path string) {
		found, left, err := at.Root().Find(strings.Fields(path))
		if err != nil || !found.HasParent() || len(left) > 0 && found.HasSubCommands() {
			return
		}
		if own, below := strings.CutPrefix(path, strings.TrimPrefix(at.CommandPath(), at.Root().Name()+" ")+" "); below {
			path = own
		}
		if !slices.Contains(out, path) {
			out = append(out, path)
		}
	}
	if at.HasParent() {
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

package wiring_test

import (
	"strings"
	"testing"

	"switchboard/ui/cli"
	"switchboard/ui/wiring"
)

// asCommands is how each act of the console is asked for in the plain mode. What
// is about the screen alone has no command.
var asCommands = map[string]string{
	"console.copy": "copy", "console.copy-this": "copy 1", "console.number": "activations get", "console.problems": "doctor", "console.profile.sandbox": "customers list --sandbox",
	"console.settings": "config show", "console.theme": "themes", "console.times": "config show", "console.allow": "config path", "console.connect.sms": "help environment",
	"console.connect.trust": "accounts signup", "console.connect.lines": "help environment", "console.commands": "help", "console.help": "help", "console.quit": "exit",
	"console.show.customers": "customers list", "console.show.history": "history", "console.show.insights": "insights", "console.show.listings": "listings list",
	"console.show.live": "list", "console.show.log": "export log", "console.show.numbers": "numbers list",
	"customers.balance": "customers credit", "customers.copy-id": "customers list --quiet", "customers.new": "customers add", "customers.order": "order", "customers.refresh": "customers list",
	"customers.reread": "customers show", "customers.status": "customers status", "customers.undo": "customers status", "customers.mark": "customers status", "customers.open": "customers show", "customers.statement": "statement",
	"history.again": "order", "history.balance": "customers credit", "live.balance": "customers credit", "history.date": "history --filter", "history.customer-first": "history --oldest", "history.copy-more": "copy 1 --number", "history.copy-number": "copy 1 --number", "history.export": "export activations", "history.inspect": "activations get", "live.inspect": "activations get", "history.refresh": "sync", "history.report": "activations report", "history.open": "activations get",
	"listings.account": "accounts show", "listings.check": "listings show", "listings.copy-number": "listings list --quiet", "listings.edit": "listings stage", "listings.end": "help listings", "listings.onboard": "listings prove",
	"listings.open-page": "listings show", "listings.pack": "listings pack", "listings.payment": "listings pay", "listings.reports": "listings reports", "listings.open": "listings show",
	"live.again": "order", "live.renew": "wait", "live.another-sms": "activations again", "live.copy-more": "copy 1 --number", "live.copy-number": "copy 1 --number", "live.end": "activations end",
	"live.order": "order", "live.report": "activations report", "live.undo": "activations get", "live.export": "activations list --csv", "customers.export": "export customers", "listings.export": "listings list --csv", "live.vendor": "activations get", "live.open": "activations get", "insights.open": "history", "insights.by": "insights trend", "insights.statement": "statement", "insights.differences": "insights customers", "insights.span": "insights trend --from", "insights.export": "insights --csv",
	"log.copy": "export log", "log.open": "export log", "numbers.address": "e911 set", "numbers.buy": "numbers buy", "numbers.copy": "numbers list --quiet", "numbers.copy-more": "numbers show", "numbers.coverage": "e911 show",
	"numbers.export": "numbers list --csv", "numbers.find": "numbers find", "numbers.held": "numbers find", "numbers.online": "listings prove", "numbers.properties": "numbers set", "numbers.queue": "e911 queue", "console.import": "import e911", "numbers.re-read": "numbers show",
	"numbers.refresh": "numbers list", "numbers.release": "numbers release", "numbers.remove-address": "e911 clear", "numbers.search": "numbers find", "numbers.settle": "attempts", "numbers.open": "numbers show",
	"live.saved": "filters list live", "customers.saved": "filters list", "history.saved": "filters list history", "listings.saved": "filters save", "numbers.saved": "filters rename", "log.saved": "filters remove",
	"live.note": "note", "log.acts": "acts", "log.export": "export log", "customers.note": "note", "history.note": "tag", "numbers.note": "note", "listings.note": "notes",
	"order.watches": "prices --watch", "order.prices": "prices --country", "problems.ask": "sync", "problems.block": "limits list", "problems.confirm": "db confirm", "problems.lifted": "limits clear", "problems.save": "sync", "problems.seen": "db gone --seen", "problems.rest": "attempts rest",
}

// ofTheScreen are acts that move about on the screen, or change how it is.
var ofTheScreen = strings.Fields("up down top bottom page-up page-down filter clear view-after view-before sort columns mark mark-row mark-all mark-range window earlier later keep leave more next previous pick take-out " +
	"back before big mouse mute private redraw suspend")

// Every act of the palette can be asked for in the plain mode.
func TestThePlainModeReachesEveryActOfTheConsole(t *testing.T) {
	alone(t)
	table, _ := wiring.New().Keys(cli.Flags{})
	has := map[string]bool{}
	for _, k := range table {
		has[k.Action] = true
		line, ok := asCommands[k.Action]
		_, name, _ := strings.Cut(k.Action, ".")
		if !ok && !strings.Contains(" "+strings.Join(ofTheScreen, " ")+" ", " "+name+" ") {
			t.Errorf("%s (%s) has no command", k.Action, k.Does)
		}
		words := strings.Fields(line)
		if !ok || words[0] == "exit" || words[0] == "list" || words[0] == "copy" || words[0] == "help" {
			continue
		}
		for i, w := range words {
			if strings.HasPrefix(w, "--") || i == 2 || words[0] == "export" && i == 1 {
				words = words[:i]
				break
			}
		}
		if code, out, errs := ask(t, append(words, "--help")...); code != cli.OK || !strings.Contains(out, "switchboard "+strings.Join(words, " ")) {
			t.Errorf("%s: %q is no command: %d %.200s %s", k.Action, line, code, out, errs)
		}
	}
	for action := range asCommands {
		if !has[action] {
			t.Errorf("the console has no act %s", action)
		}
	}
}

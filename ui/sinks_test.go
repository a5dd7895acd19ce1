package ui_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sink is a kind of place where text leaves the program.
type sink struct {
	what  string
	by    []string // the functions in which it does
	tests []string // what sends hostile text there, or, where only words of our own go, what holds it to them
}

// sinks are all of them. Whoever writes in a new place adds it here, with a
// test that sends the strings of testdata/proof/hostile.txt there.
var sinks = []sink{
	{"the screen", []string{"ui/text.Gate.Write", "ui/wiring.Program.Screen", "ui/wiring.show", "ui/wiring.takeBack"},
		[]string{"ui/acceptance.TestHostileTextStaysText", "ui/text.TestMixturesOfHostileStrings", "ui/text.FuzzGate"}},
	{"the title of the window", []string{"ui.Model.View"}, []string{"ui/text.TestNothingHostileReachesTheTerminal", "ui.TestTheTitleCountsCodesAlone"}},
	{"the terminal beside its frames: a copy, a notice, the bell", []string{"ui/text.Gate.Send", "ui/wiring.toTerminal"},
		[]string{"ui/clipboard.TestHostileTextLeavesAsText", "ui/notify.TestHostileTextLeavesAsText"}},
	{"the clipboard", []string{"ui/clipboard.Clipboard.read", "ui/clipboard.System", "ui/clipboard.run"}, []string{"ui/clipboard.TestHostileTextLeavesAsText"}},
	{"the person's own program of notices", []string{"ui/notify.Emitter.Run"}, []string{"ui/notify.TestHostileTextLeavesAsText"}},
	{"the browser", []string{"ui/desktop.Desktop.Open"}, []string{"ui/desktop.TestWhatIsOpened"}},
	{"standard output of a command, in every format", []string{"..main", "ui/cli.Output.Write", "ui/cli.Output.finish", "ui/cli.Output.put", "ui/cli.newOutput", "ui/cli.run", "ui/cli.console", "ui/cli.App.bare"},
		[]string{"ui/cli.TestHostileTextLeavesAsText"}},
	{"standard error of a command", []string{"ui/cli.App.confess", "ui/cli.App.debug", "ui/cli.App.end", "ui/cli.App.tellAfter", "ui/cli.App.tellOnce", "ui/cli.App.tellUnwritten",
		"ui/cli.Output.Progress", "ui/cli.Output.Say", "ui/cli.Output.prompt", "ui/cli/sms.app.serveHooks"}, []string{"ui/cli.TestHostileTextLeavesAsText"}},
	{"the doctor's report", []string{"ui/cli/house.report.print", "ui/cli/house.report.printWrong"}, []string{"ui/cli/house.TestDoctorIsValidInEveryState"}},
	{"help, the manual and what teaches a shell: our own words", []string{"ui/cli.App.helpEnvironment", "ui/cli.App.helpJSON", "ui/cli.Manual", "ui/cli.columnTable", "ui/cli.describe", "ui/cli.help",
		"ui/cli.helpExitCodes", "ui/cli.helpOptions", "ui/cli.rows", "ui/cli/house.completionCommand", "ui/cli/house.manCommand"}, []string{"ui/wiring.TestOurOwnPagesAreText"}},
	{"the words that a shell is offered", []string{"ui/cli.App.Offer", "ui/cli.App.OfferOption", "ui/cli.App.root", "ui/cli.App.shared", "ui/cli.complete", "ui/cli.fileless"}, []string{"ui/cli.TestHostileWordsAreNotOffered"}},
	{"the file of a crash", []string{"ui/cli.WriteCrash"}, []string{"ui/cli.TestHostileTextOfACrash", "ui/wiring.TestCrashLeavesAReport"}},
	{"an export", []string{"ui/pane.file.csvRows", "ui/pane.file.markdownRow", "ui/pane.file.named", "ui/pane.file.save", "ui/pane.file.write", "ui/pane.file.writer", "ui/pane.jsonRow"},
		[]string{"ui/pane.TestHostileTextLeavesAsText", "ui/chart.TestHostileTextLeavesAsText"}},
	{"a dispute pack", []string{"ui/listings.WritePack", "ui/listings.newFolder", "ui/listings.table"}, []string{"ui/listings.TestHostileTextLeavesAsText"}},
	{"the report of a file that was taken in", []string{"ui/importing.job.report"}, []string{"ui/importing.TestHostileTextLeavesAsText"}},
	{"the settings", []string{"store/config.Paths.WriteTemplate", "store/config.writeText"}, []string{"store/config.TestHostileTextLeavesAsText"}},
	{"the keyring, and the person's own program for keys", []string{"store/config.SystemKeyring.Set", "store/config.askCommand"}, []string{"store/config.TestKeysAreLookedForInOrder"}},
	{"the name of an attempt's second copy, of letters and digits alone", []string{"store.DB.keepOutcome"}, []string{"store.TestAnOutcomeOutlivesItsProcess"}},
	{"the store, which keeps what came letter by letter, under names of our own", []string{"store.DB.Backup", "store.DB.alive", "store.DB.compareCopies", "store.DB.examineBehind", "store.DB.lookThrough",
		"store.DB.finishReplacement", "store.DB.finishSalvage", "store.DB.replaceCache", "store.DB.joins", "store.DB.noteLost", "store.DB.salvage", "store.DB.writeCopy", "store.file.copyTo", "store.flock.mark", "store.held", "store.moveAside", "store.newProcess",
		"store.openLock", "store.prepareFile", "store.preparePlace", "store.writeWhole"}, []string{"store.TestFilesArePrivate"}},
	{"a provider", []string{"client/rest.network", "client/rest.request"}, []string{"client/rest.TestBadCallsStayHere", "client/platfone.TestNothingOddReachesTheWire"}},
	{"the answer to a delivery: our own words", []string{"client/webhook.Handler.ServeHTTP", "client/webhook.Handler.refuse", "client/webhook.Listen", "client/webhook.Server", "client/webhook.take"},
		[]string{"client/webhook.TestHandlerStatuses"}},
	{"the answers, deliveries and world of the sandbox, whose reader is this program", []string{"client/sandbox.Shared.ask", "client/sandbox.Shared.awake", "client/sandbox.World.ServeHTTP",
		"client/sandbox.World.post", "client/sandbox.acts.add", "client/sandbox.acts.count", "client/sandbox.acts.open", "client/sandbox.kept.acquire", "client/sandbox.kept.unreadable", "client/sandbox.answering", "client/sandbox.dial", "client/sandbox.hangUp", "client/sandbox.overSocket",
		"client/sandbox.pages.listen", "client/sandbox.record", "client/sandbox.replace", "client/sandbox.roomFor", "client/sandbox.serve", "client/sandbox", "client/sandbox/answer.Bytes", "client/sandbox/answer.Empty",
		"client/sandbox/answer.JSON", "client/sandbox/lines.Service.ServeHTTP", "client/sandbox/lines.classified", "client/sandbox/retail.Service.ServeHTTP", "client/sandbox/retail.catalogPage.write",
		"client/sandbox/trust.Service.ServeHTTP", "ui/cli/house.app.serve"}, []string{"client/sandbox.TestTheDocumentedRoutesAreAnsweredAsDocumented", "client/sandbox.TestThePageOfAPaymentIsServed"}},
	{"the log of what the sandbox was asked", []string{"client/sandbox.appendLine"}, []string{"client/sandbox.TestTheLogIsPlainText"}},
	{"nothing: it asks what it has before it, or reads", []string{"ui/cli.App.Answer", "ui/cli.usable", "ui/cli/house.app.doctorCommand", "ui/listings.ReadLogo", "ui/reporting.readEvidence"},
		[]string{"ui/reporting.TestWhatIsNoEvidenceIsRefusedByName"}},
}

// others are the packages of other people that the program is made of. One
// that writes by itself is no better than a door: who adds one says where.
var others = []string{"charm.land/bubbles/v2/key", "charm.land/bubbles/v2/textinput", "charm.land/bubbletea/v2", "charm.land/lipgloss/v2", "github.com/BurntSushi/toml", "github.com/adrg/xdg",
	"github.com/atotto/clipboard", "github.com/charmbracelet/x/ansi", "github.com/charmbracelet/x/term", "github.com/cli/browser", "github.com/guptarohit/asciigraph", "github.com/mattn/go-sqlite3",
	"github.com/muesli/cancelreader", "github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/zalando/go-keyring", "golang.org/x/image/draw", "golang.org/x/image/webp", "golang.org/x/sys/unix",
	"golang.org/x/text/unicode/norm", "rsc.io/qr"}

// Text leaves the program in the places that are listed, and in no other.
func TestEveryPlaceWhereTextLeavesIsListed(t *testing.T) {
	p := theProgram(t)
	leaving, known := p.leaving(), map[string]string{}
	for _, s := range sinks {
		for _, by := range s.by {
			if was, twice := known[by]; twice {
				t.Errorf("%s is listed as %s and as %s", by, was, s.what)
			}
			if known[by] = s.what; leaving[by] == nil {
				t.Errorf("%s, listed as %s, writes nowhere any more: take it off the list", by, s.what)
			}
		}
	}
	for _, by := range slices.Sorted(maps.Keys(leaving)) {
		if known[by] == "" {
			t.Errorf("%s lets text out by %s and is in no line of sinks", by, strings.Join(slices.Compact(slices.Sorted(slices.Values(leaving[by]))), ", "))
		}
	}
	if got := p.foreign(); !slices.Equal(got, others) {
		t.Errorf("the program is made of\n%q,\nlisted is\n%q", got, others)
	}
}

// Each of them has tests that there are.
func TestEveryPlaceWhereTextLeavesIsTried(t *testing.T) {
	for _, s := range sinks {
		for _, test := range s.tests {
			at := strings.LastIndex(test, ".")
			files, err := filepath.Glob(filepath.Join("..", test[:at], "*_test.go"))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(files, func(name string) bool {
				src, err := os.ReadFile(name)
				return err == nil && strings.Contains(string(src), "\nfunc "+test[at+1:]+"(")
			}) {
				t.Errorf("%s: there is no test %s", s.what, test)
			}
		}
	}
}

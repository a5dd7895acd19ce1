package wiring

import (
	"context"
	"net/url"
	"os"
	"runtime/debug"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/store/config"
	"switchboard/themes"
	"switchboard/ui"
	"switchboard/ui/activations"
	"switchboard/ui/cli"
	"switchboard/ui/customers"
	"switchboard/ui/desktop"
	"switchboard/ui/faults"
	"switchboard/ui/history"
	"switchboard/ui/importing"
	"switchboard/ui/insights"
	"switchboard/ui/keybook"
	"switchboard/ui/listings"
	"switchboard/ui/news"
	"switchboard/ui/numbers"
	"switchboard/ui/ordering"
	"switchboard/ui/pane"
	"switchboard/ui/prices"
	"switchboard/ui/problems"
	"switchboard/ui/rail"
	"switchboard/ui/reporting"
	"switchboard/ui/settings"
	"switchboard/ui/strip"
	"switchboard/ui/style"
	"switchboard/ui/text"
	"switchboard/ui/today"
	"switchboard/ui/tour"
	"switchboard/ui/wirelog"
)

// peripherals are what a console on a real screen has around it.
type peripherals struct {
	ui.Outside
	notices *desktop.Notices
	shown   func(drawn time.Time) (time.Time, bool)
	typed   func() time.Time // when the last of what was typed was read
}

// console makes the screen of a session; around is nil for a frame that nobody sees.
func (s *session) console(ctx context.Context, around *peripherals) (*ui.Model, error) {
	s.linked = !s.unlinked()
	kit := s.kit(ctx)
	kit.Shelf = pane.NewShelf(kit, s.db)
	look := problems.New(kit, noted{s.db, s.world}, s.wrong)
	o := ui.Options{
		Kit: kit, Watch: s.db.Watch(), Panes: s.panes(kit), Strip: strip.New(kit, s.db, services(s.config.Providers()), s.asks(), s.sms.Places()), Rail: rail.New(kit, s.db, look),
		Listen: []ui.Listener{look, news.New(kit, s.db), kit.Shelf},
		Toasts: time.Duration(s.set.Look.ToastSeconds) * time.Second, Calm: s.set.Look.Calm,
		Loud: look, Label: s.profile.Name, Sandbox: s.profile.Sandbox, Start: s.flags.Pane, Extra: s.extras(kit, look, around),
	}
	if err := named(o.Start, o.Panes); err != nil {
		return nil, err
	}
	if s.profile.Sandbox {
		o.Label = "SANDBOX"
	}
	if !s.profile.Sandbox {
		o.Refused = s.settings.Offer(guard{s})
		if s.begin.accounts {
			o.First = s.settings.Menu(ctx)
		}
	}
	if s.begin.words != "" {
		o.Listen = append(o.Listen, greeting(s.begin.words))
	}
	if style.Choose(s.set.Look.Theme, s.flags.NoColor, os.Getenv) == themes.Default && s.set.Look.Theme == style.Auto {
		o.Listen = append(o.Listen, ground{kit, s.themes()})
	}
	o.Page = numbers.NewPages(kit, s.db, s.lines).Page
	if around != nil {
		o.Outside, kit.Shown, kit.Typed = around, around.shown, around.typed
	}
	o.Mouse = s.set.Look.Mouse
	if s.flags.Screen {
		o.NoSuspend = aloneInSession
		o.Drawn = func() {
			close(s.drawn)
			time.AfterFunc(afterStart, collectSooner)
		}
	}
	return ui.New(o), nil
}

// named holds the pane to begin with to those there are.
func named(start string, panes []pane.Pane) error {
	ids := make([]string, len(panes))
	for i, p := range panes {
		ids[i] = p.ID()
	}
	if start == "" || slices.Contains(ids, start) {
		return nil
	}
	return cli.NoneOf("--pane", start, ids)
}

func (s *session) kit(ctx context.Context) *pane.Kit {
	theme, faults := s.themes().Load(style.Choose(s.set.Look.Theme, s.flags.NoColor, os.Getenv))
	for _, p := range faults {
		s.wrong = append(s.wrong, p.Error())
	}
	set, wrong := s.keys()
	s.wrong = append(s.wrong, wrong...)
	return &pane.Kit{
		Ctx: ctx, Styles: style.New(theme, style.ASCII(s.set.Look.ASCII, os.Getenv)), Keys: keybook.New(set), Now: time.Now,
		Times: text.Times(s.set.Look.Times), Runs: s.engine,
	}
}

func (s *session) themes() themes.Set { return themes.Set{Dir: s.paths.Themes()} }

// panes are the console's, in the order of their digits.
func (s *session) panes(kit *pane.Kit) []pane.Pane {
	counter := s.counter(kit)
	undo := time.Duration(s.set.Spend.UndoSeconds) * time.Second
	office := reporting.New(kit, s.sms, counter)
	live := activations.Settings{AutoCopy: s.set.Copying.AutoCopy, UndoWindow: undo, Reports: office, Vendor: s.vendor()}
	live.Today = today.New(kit, s.db, s.sms, today.Settings{CustomerLow: s.set.LowBalance.Customer, ReportWindow: s.set.ReportDeadline})
	if s.profile.Sandbox {
		live.Card = tour.New(kit, s.db)
	}
	shown := listings.New(kit, s.db, s.trust, listings.Settings{})
	s.makes = map[string]settings.Making{config.Trust: {Off: shown.NoSignUp, Do: shown.SignUp}}
	owned := numbers.New(kit, s.db, s.lines, shown)
	payers := customers.New(kit, s.db, s.sms, counter, customers.Settings{Low: s.set.LowBalance.Customer, UndoWindow: undo, Gateway: "manual"})
	kit.Ways.Credit = payers.Credit
	out := []pane.Pane{
		activations.New(kit, s.db, s.sms, counter, live),
		payers,
		history.New(kit, s.db, s.sms, counter, office, history.Settings{ReportWindow: s.set.ReportDeadline}),
		shown,
		owned,
		insights.New(kit, s.db, s.sms, insights.Settings{CustomerLow: s.set.LowBalance.Customer, Coverage: func() []string { return coverageLines(owned.Coverage()) }}),
		wirelog.New(kit, s.db, s.log, services(s.config.Providers())),
	}
	for _, p := range s.parts {
		if p.Panes != nil {
			out = append(out, p.Panes(kit, s.db)...)
		}
	}
	return out
}

// vendor is the page of the SMS provider; the sandbox has none.
func (s *session) vendor() string {
	u, err := url.Parse(s.profile.Service(config.SMS).BaseURL)
	if err != nil || s.profile.Sandbox {
		return ""
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host}).String()
}

// counter opens the order sheets.
func (s *session) counter(kit *pane.Kit) *ordering.Counter {
	return ordering.New(kit, s.db, s.sms, ordering.Settings{
		CopyNumber: s.set.Copying.OnOrder, MaxPerOrder: limit(s.set.Spend.MaxPerOrder),
	})
}

// extras are the actions of the whole console that need more than the console knows.
func (s *session) extras(kit *pane.Kit, look *problems.Problems, around *peripherals) []pane.Action {
	counter := s.counter(kit)
	out := []pane.Action{look.Action(), counter.Watches(), prices.New(kit, s.db, s.sms, counter).Action(), importing.New(kit, s.taking).Action()}
	book := newBook(s, kit)
	var accounts settings.Accounts
	if !s.profile.Sandbox {
		accounts = accountsOf{s}
	}
	s.settings = settings.New(kit, book, accounts, s.profile.Name)
	s.settings.Makes(s.makes)
	kit.Ways.Problems, kit.Ways.Settings = look.Action().Do, s.settings.Open
	if accounts != nil {
		kit.Ways.Connect = s.settings.Connect
	}
	out = append(out, s.settings.Actions()...)
	out = append(out, s.settings.ThemeAction(book), s.settings.TimesAction())
	out = append(out, s.mends(look, counter)...)
	if s.profile.Sandbox {
		away := s.accountsAction()
		s.settings.Leads(away.Do)
		out = append(out, away)
	} else {
		out = append(out, s.settings.AllowAction(guard{s}))
	}
	if around != nil {
		out = append(out, muteAction(kit, around.notices))
	}
	out = append(out, s.profileActions()...)
	if s.world != nil {
		out = append(out, faults.Actions(s.world)...)
	}
	return out
}

// accountsAction leads from the sandbox, which has none, to the accounts of the default profile.
func (s *session) accountsAction() pane.Action {
	return pane.Action{ID: "console.accounts", Key: keybook.Fixed("connect accounts"), Hide: true, Do: func() tea.Cmd {
		s.elsewhere = true
		return pane.Send(pane.Reopen{Profile: config.Default})
	}}
}

// profileActions lead to the other profiles.
func (s *session) profileActions() []pane.Action {
	names := append([]string{config.Sandbox, config.Default}, s.config.Profiles()...)
	slices.Sort(names)
	var out []pane.Action
	for _, name := range slices.Compact(names) {
		if name == s.profile.Name {
			continue
		}
		out = append(out, pane.Action{ID: "console.profile." + name, Key: keybook.Fixed("profile: " + name), Hide: true,
			Do: func() tea.Cmd { return pane.Send(pane.Reopen{Profile: name}) }})
	}
	return out
}

// coverageLines says which numbers help would not find.
func coverageLines(c store.Coverage) []string {
	var out []string
	say := func(n int, one, many string) {
		if n > 0 {
			out = append(out, text.Count(int64(n), text.Literal(one), text.Literal(many)).String())
		}
	}
	say(len(c.Missing), "number in service has no 911 address", "numbers in service have no 911 address")
	say(len(c.Geocoded), "911 address is known but not active", "911 addresses are known but not active")
	say(len(c.Broken), "911 address was refused", "911 addresses were refused")
	say(len(c.Shared), "address (911) stands on many numbers", "addresses (911) stand on many numbers")
	return out
}

func muteAction(kit *pane.Kit, n *desktop.Notices) pane.Action {
	return pane.Action{ID: "console.mute", Key: kit.Bind("console.mute", "mute for an hour", "M"), Hide: true, Do: func() tea.Cmd {
		n.Mute(kit.Now().Add(muteFor))
		return pane.Say("Bell and desktop notices are silent for an hour.")
	}}
}

// afterStart is how long after its first frame a console has done all that a start brings.
const afterStart = 2 * time.Second

// collectLater lets a start do without collecting what lies about unused: it is few megabytes, and
// marking what is used costs more of the processor than the first frame. A person's own GOGC stands.
func collectLater() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
}

// collectSooner keeps what lies about unused to as much as is used: a day of
// keys and polls then leaves the console hardly larger than it began. Half as
// much would save 2 MB and take an eighth more of the processor for each key.
// The first frame does not wait for it, and a person's own GOGC stands.
func collectSooner() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(100)
	}
}

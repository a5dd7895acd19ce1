package config

import (
	"regexp"
	"sync"
	"time"
)

// entry is one setting: its name, what it is for, and where it is kept. The
// lists of entries are all that is known about settings: reading, checking,
// showing and the file for beginners are made from them.
type entry[T any] struct {
	path  string
	about string
	bind  func(*T) value
	// guard marks what protects money or keys: while it cannot be read, the
	// console changes nothing.
	guard bool
	// inFile marks what the environment and flags cannot set.
	inFile bool
}

var (
	profileName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$`) })
	themeName   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$`) })
)

// noticeKinds are the kinds of notices by their names in the settings.
var noticeKinds = []string{"code", "ending", "away", "order", "limit", "low", "listing", "report", "hooks"}

var settingEntries = []entry[Settings]{
	{path: "profile", about: "The profile used when none is named.",
		bind: func(s *Settings) value {
			return word{&s.Profile, profileName, "the name of a profile: letters, digits, - and _"}
		}},
	{path: "theme", about: "terminal, auto (dark or light, by the terminal's background), dark, light, contrast, mono, or a theme of your own beside this file.",
		bind: func(s *Settings) value { return word{&s.Look.Theme, themeName, "the name of a theme"} }},
	{path: "ascii", about: "Plain signs and lines; auto decides by the terminal.",
		bind: func(s *Settings) value { return choice{&s.Look.ASCII, []string{"auto", "on", "off"}} }},
	{path: "calm", about: "Countdowns change every ten seconds instead of every second.",
		bind: func(s *Settings) value { return boolean{&s.Look.Calm} }},
	{path: "mouse", about: "Rows, tabs, hints, buttons and the wheel take the mouse; selecting text then needs Shift, or m. Unset it is on, and off over SSH outside tmux.",
		bind: func(s *Settings) value { return boolean{&s.Look.Mouse} }},
	{path: "toast_seconds", about: "How long a passing line stays.",
		bind: func(s *Settings) value { return integer{&s.Look.ToastSeconds, 2, 60} }},
	{path: "clipboard", about: "How things are copied; auto decides by where you are.",
		bind: func(s *Settings) value {
			return choice{&s.Copying.Clipboard, []string{"auto", "native", "osc52", "tmux", "command", "off"}}
		}},
	{path: "clipboard_command", about: "The program for clipboard = \"command\"; the text goes to its input.",
		bind: func(s *Settings) value {
			return program{&s.Copying.Command, []string{"xclip", "-selection", "clipboard"}}
		}},
	{path: "auto_copy", about: "Copy codes by themselves: single (when one number waits), always, off.",
		bind: func(s *Settings) value { return choice{&s.Copying.AutoCopy, []string{"single", "always", "off"}} }},
	{path: "copy_number_on_order", about: "Copy the number of a new order.",
		bind: func(s *Settings) value { return boolean{&s.Copying.OnOrder} }},
	{path: "notify.bell", about: "Ring the bell when a code comes.",
		bind: func(s *Settings) value { return boolean{&s.Notify.Bell} }},
	{path: "notify.desktop", about: "Desktop notices while the window is not in front.",
		bind: func(s *Settings) value { return boolean{&s.Notify.Desktop} }},
	{path: "notify.show_codes", about: "Notices may hold codes and whole numbers.",
		bind: func(s *Settings) value { return boolean{&s.Notify.ShowCodes} }},
	{path: "notify.command", about: "A program given each notice as JSON on its input.",
		bind: func(s *Settings) value { return program{&s.Notify.Command, []string{"/home/you/bin/tell-me"}} }},
	{path: "notify.quiet", about: "Hours without bell, desktop notices and that program.",
		bind: func(s *Settings) value { return hours{&s.Notify.Quiet} }},
	{path: "notify.off", about: "Kinds of notices that stay on the screen.",
		bind: func(s *Settings) value { return list{&s.Notify.Off, noticeKinds} }},
	{path: "spend.max_per_order", about: "The most one order, purchase or payment may cost.", guard: true,
		bind: func(s *Settings) value { return limit{&s.Spend.MaxPerOrder, "none"} }},
	{path: "spend.max_per_day", about: "The most that may be spent from midnight to midnight.", guard: true,
		bind: func(s *Settings) value { return limit{&s.Spend.MaxPerDay, "none"} }},
	{path: "confirm_over", about: "Orders above this ask once more.", guard: true,
		bind: func(s *Settings) value { return limit{&s.Spend.ConfirmOver, "never"} }},
	{path: "customer_pays", about: "What a customer pays for a number, unless something else was saved for them.", guard: true,
		bind: func(s *Settings) value { return charge{&s.Spend.CustomerPays} }},
	{path: "undo_seconds", about: "How long an end or a cancel can still be taken back.", guard: true,
		bind: func(s *Settings) value { return integer{&s.Spend.UndoSeconds, 3, 20} }},
	{path: "auto_accept_rise", about: "Accept a price that moved up by no more than this without asking.", guard: true,
		bind: func(s *Settings) value { return rise{&s.Spend.AutoAcceptRise} }},
	{path: "network.ca_file", about: "Certificates trusted in addition to the system's, as PEM.", guard: true,
		bind: func(s *Settings) value { return place{&s.CAFile} }},
	{path: "retention.codes", about: "How long codes and their texts are kept on this machine.",
		bind: func(s *Settings) value { return keep{&s.Keeping.Codes} }},
	{path: "retention.addresses", about: "How long addresses are kept on this machine.",
		bind: func(s *Settings) value { return keep{&s.Keeping.Addresses} }},
	{path: "report_deadline", about: "How long after its end a number can still be reported.",
		bind: func(s *Settings) value { return duration{&s.ReportDeadline, time.Minute, 24 * time.Hour} }},
	{path: "low_balance.account", about: "Your own balance is low below this.",
		bind: func(s *Settings) value { return sum{&s.LowBalance.Account} }},
	{path: "low_balance.customer", about: "A customer's balance is low below this.",
		bind: func(s *Settings) value { return sum{&s.LowBalance.Customer} }},
	{path: "poll.customers", about: "How often customers and balances are read.",
		bind: func(s *Settings) value { return duration{&s.Poll.Customers, 30 * time.Second, 24 * time.Hour} }},
	{path: "poll.risk", about: "How often the risk of listings is read.",
		bind: func(s *Settings) value { return duration{&s.Poll.Risk, time.Minute, 24 * time.Hour} }},
	{path: "poll.listings", about: "How often listings are read whole.",
		bind: func(s *Settings) value { return duration{&s.Poll.Listings, 5 * time.Minute, 24 * time.Hour} }},
	{path: "poll.numbers", about: "How often the numbers you own are read.",
		bind: func(s *Settings) value { return duration{&s.Poll.Numbers, time.Minute, 24 * time.Hour} }},
	{path: "poll.catalogue", about: "How often countries and services are read.",
		bind: func(s *Settings) value { return duration{&s.Poll.Catalogue, time.Minute, 24 * time.Hour} }},
}

package config

import (
	"regexp"
	"sync"
	"time"
)

// entry is one setting: its name, what it is for, and where it is kept. What it
// is for begins with a sentence of at most 51 cells, which a list of settings
// shows beside the value at 80 columns; what it does not say follows. The
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
var noticeKinds = []string{"code", "ending", "away", "order", "limit", "low", "listing", "report", "hooks", "result"}

var settingEntries = []entry[Settings]{
	{path: "profile", about: "Profile that opens when you name none.",
		bind: func(s *Settings) value {
			return word{&s.Profile, profileName, "the name of a profile: letters, digits, - and _"}
		}},
	{path: "theme", about: "Colours of the screen. terminal takes your terminal's own; auto is dark or light, by its background; contrast and mono are the plainest to read. A theme of your own is a file in the folder themes beside this one.",
		bind: func(s *Settings) value { return word{&s.Look.Theme, themeName, "the name of a theme"} }},
	{path: "ascii", about: "Plain ASCII letters and lines only. auto decides by the terminal.",
		bind: func(s *Settings) value { return choice{&s.Look.ASCII, []string{"auto", "on", "off"}} }},
	{path: "calm", about: "Countdowns change only every 10 seconds.",
		bind: func(s *Settings) value { return boolean{&s.Look.Calm} }},
	{path: "time", about: "How times are shown. local is by the clock of this machine, utc in UTC, ago how long ago they were.",
		bind: func(s *Settings) value { return choice{&s.Look.Times, []string{"local", "utc", "ago"}} }},
	{path: "mouse", about: "Mouse in lists, tabs, hints and buttons. Selecting text then needs Shift, or m. Unset it is on, and off over SSH outside tmux.",
		bind: func(s *Settings) value { return boolean{&s.Look.Mouse} }},
	{path: "toast_seconds", about: "How long a message stays at the foot.",
		bind: func(s *Settings) value { return integer{&s.Look.ToastSeconds, 2, 60, "seconds"} }},
	{path: "clipboard", about: "How text is copied. auto decides by where you are: the computer's clipboard, tmux, or your terminal (osc52).",
		bind: func(s *Settings) value {
			return choice{&s.Copying.Clipboard, []string{"auto", "native", "osc52", "tmux", "command", "off"}}
		}},
	{path: "clipboard_command", about: "Program that copies, when clipboard is command. It reads the text from its input.",
		bind: func(s *Settings) value {
			return program{&s.Copying.Command, []string{"xclip", "-selection", "clipboard"}}
		}},
	{path: "auto_copy", about: "Copy a new code without a key. single copies it when one number waits, always copies every one.",
		bind: func(s *Settings) value { return choice{&s.Copying.AutoCopy, []string{"single", "always", "off"}} }},
	{path: "copy_number_on_order", about: "Copy the number of a new order.",
		bind: func(s *Settings) value { return boolean{&s.Copying.OnOrder} }},
	{path: "notify.bell", about: "Ring the bell when a code comes.",
		bind: func(s *Settings) value { return boolean{&s.Notify.Bell} }},
	{path: "notify.desktop", about: "Desktop notices while the window is not in front.",
		bind: func(s *Settings) value { return boolean{&s.Notify.Desktop} }},
	{path: "notify.show_codes", about: "Notices may show codes and whole numbers.",
		bind: func(s *Settings) value { return boolean{&s.Notify.ShowCodes} }},
	{path: "notify.command", about: "Program that is given each notice. It reads the notice as JSON from its input.",
		bind: func(s *Settings) value { return program{&s.Notify.Command, []string{"/home/you/bin/tell-me"}} }},
	{path: "notify.quiet", about: "Quiet hours: no bell, desktop notice or program.",
		bind: func(s *Settings) value { return hours{&s.Notify.Quiet} }},
	{path: "notify.off", about: "Kinds of notices that stay inside the console.",
		bind: func(s *Settings) value { return list{&s.Notify.Off, noticeKinds} }},
	{path: "spend.max_per_order", about: "The most one order, purchase or payment may cost.", guard: true,
		bind: func(s *Settings) value { return limit{&s.Spend.MaxPerOrder, "none"} }},
	{path: "spend.max_per_day", about: "The most that may be spent in one day. A day is from midnight to midnight here.", guard: true,
		bind: func(s *Settings) value { return limit{&s.Spend.MaxPerDay, "none"} }},
	{path: "confirm_over", about: "An order above this asks once more.", guard: true,
		bind: func(s *Settings) value { return limit{&s.Spend.ConfirmOver, "never"} }},
	{path: "customer_pays", about: "What customers pay for a number. What was saved for one customer goes before it.", guard: true,
		bind: func(s *Settings) value { return charge{&s.Spend.CustomerPays} }},
	{path: "undo_seconds", about: "Time to undo a closed number or a new status.", guard: true,
		bind: func(s *Settings) value { return integer{&s.Spend.UndoSeconds, 3, 20, "seconds"} }},
	{path: "auto_accept_rise", about: "Rise of the price that is accepted unasked. When no numbers are left under the max price, it is ordered at up to this much more.", guard: true,
		bind: func(s *Settings) value { return rise{&s.Spend.AutoAcceptRise} }},
	{path: "network.ca_file", about: "File with further certificates to trust, as PEM. Those of the system are trusted too.", guard: true,
		bind: func(s *Settings) value { return place{&s.CAFile} }},
	{path: "retention.codes", about: "How long codes and their texts are kept here.",
		bind: func(s *Settings) value { return keep{&s.Keeping.Codes} }},
	{path: "retention.addresses", about: "How long addresses are kept here.",
		bind: func(s *Settings) value { return keep{&s.Keeping.Addresses} }},
	{path: "report_deadline", about: "Time to report a number after its end.",
		bind: func(s *Settings) value { return duration{&s.ReportDeadline, time.Minute, 24 * time.Hour} }},
	{path: "low_balance.account", about: "Your own balance is low below this.",
		bind: func(s *Settings) value { return sum{&s.LowBalance.Account} }},
	{path: "low_balance.customer", about: "A customer's balance is low below this.",
		bind: func(s *Settings) value { return sum{&s.LowBalance.Customer} }},
	{path: "poll.customers", about: "How often customers and balances are read.",
		bind: func(s *Settings) value { return duration{&s.Poll.Customers, 30 * time.Second, 24 * time.Hour} }},
	{path: "poll.risk", about: "How often the risk of listings is read.",
		bind: func(s *Settings) value { return duration{&s.Poll.Risk, time.Minute, 24 * time.Hour} }},
	{path: "poll.listings", about: "How often all of a listing is read.",
		bind: func(s *Settings) value { return duration{&s.Poll.Listings, 5 * time.Minute, 24 * time.Hour} }},
	{path: "poll.numbers", about: "How often the numbers you own are read.",
		bind: func(s *Settings) value { return duration{&s.Poll.Numbers, time.Minute, 24 * time.Hour} }},
	{path: "poll.catalogue", about: "How often countries and services are read.",
		bind: func(s *Settings) value { return duration{&s.Poll.Catalogue, time.Minute, 24 * time.Hour} }},
}

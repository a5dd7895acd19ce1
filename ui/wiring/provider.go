package wiring

import (
	"context"
	"slices"
	"time"

	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/config"
	"switchboard/store/live"
	"switchboard/store/live/lines"
	"switchboard/store/live/sms"
	"switchboard/store/live/trust"
	"switchboard/ui/cli"
	"switchboard/ui/pane"
)

// Provider is one provider as the program is put together with it: what is
// known of it, and how what knows it is made. The list of these is the one
// place that names the providers; whatever is there for each of them walks it.
type Provider struct {
	config.Provider
	// Open makes the client and the desk, which registers with the engine. A
	// client that cannot be made is the error; the desk is there all the same and
	// refuses what it is asked for.
	Open func(Opening) (Part, error)
	// Probe makes the cheapest read there is and tells what came in the person's
	// own numbers, and how far the provider's clock is ahead of ours.
	Probe func(context.Context, Reach) (words string, ahead time.Duration, err error)
	// SandboxKey is the key that its member of the built-in world takes.
	SandboxKey func(sandbox.Endpoints) string
	// Member makes its part of the built-in world; nil where the world has it.
	Member func() sandbox.Member
	Tables []store.Table // of its own, in the cache
	// Commands are its folder of the command line; nil for none.
	Commands cli.Commands
}

// Part is what a provider that was opened brings to its console and its commands.
type Part struct {
	Panes func(*pane.Kit, *store.DB) []pane.Pane // its own, after those of the program; nil for none
	Asks  any                                    // what its commands ask, as they declare it
	Lists []cli.Reading                          // its short lists, which sync reads whole
	Look  func(context.Context) error            // has what runs looked at now; nil where nothing does
	Whole cli.Whole                              // of its lists that are kept without gaps; nil without one
}

// Reach is how a provider is reached.
type Reach struct {
	Rest    rest.Config        // all of the way there but the key
	Key     func() rest.Secret // empty without one
	Account string             // the account's id, where calls name one
	Sandbox bool
	// Session keeps a session that a key opened, for every process; nil where there is none to share.
	Session *config.SessionKeeper
}

// Opening is what a provider's desk is made of.
type Opening struct {
	Reach
	HasKey bool               // there is one, or a place that was set for one
	Had    func() rest.Secret // the key as far as it was needed yet; asks nobody
	Closed bool               // nobody is reached: another process does that, or the settings are broken
	Engine *live.Engine
	// MaxActive is how many numbers may be active at once.
	MaxActive int
	Settings  config.Settings
	// Keep stores a key that the provider gave, makes it the one of Key, and says where it lies.
	Keep func(ctx context.Context, key rest.Secret) (where string, err error)
}

// desks are those that panes and commands of the program ask by name.
type desks struct {
	sms   *sms.SMS
	trust *trust.Trust
	lines *lines.Lines
}

// providers are those the program comes with; each puts its desk into d.
func (d *desks) providers() []Provider {
	own := []Provider{d.smsProvider(), d.trustProvider(), d.linesProvider()}
	for i, known := range config.Providers() {
		own[i].Provider = known
	}
	return own
}

// With is the program with more providers than those it comes with.
func (p Program) With(more ...Provider) Program {
	p.more = slices.Concat(p.more, more)
	p.paths.Also = nil
	for _, m := range p.more {
		p.paths.Also = append(p.paths.Also, m.Provider)
	}
	return p
}

// all are the providers there are, with desks of their own.
func (p Program) all() []Provider { return append((&desks{}).providers(), p.more...) }

// provider is the one called id, false when there is none.
func (p Program) provider(id string) (Provider, bool) {
	list := p.all()
	i := slices.IndexFunc(list, func(p Provider) bool { return p.ID == id })
	if i < 0 {
		return Provider{}, false
	}
	return list[i], true
}

// services are the providers as screens name them.
func services(list []config.Provider) []pane.Service {
	out := make([]pane.Service, len(list))
	for i, p := range list {
		out[i] = pane.Service{ID: p.ID, Title: p.Title(), Does: p.Does, Asked: p.Asked, Account: p.Account != nil, Beat: p.Beat}
	}
	return out
}

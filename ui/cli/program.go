package cli

import (
	"context"
	"time"

	"switchboard/client/rest"
	"switchboard/client/webhook"
	"switchboard/store"
	"switchboard/store/config"
)

// Key is one action of the console as it is bound now.
type Key struct {
	Where  string   // the pane, or "everywhere"
	Action string   // its name in [keys]
	Does   string   // in a word or two
	Keys   []string // as [keys] writes them; empty when it has none
	Asks   string   // how it is confirmed, "" when it is not
}

// KeyTable is a Program that can tell what its console's keys are.
type KeyTable interface {
	// Keys lists the actions in the order of the help, and what is wrong with the
	// keys a person set, one sentence each. It opens nothing and asks nobody.
	Keys(f Flags) (table []Key, problems []string)
}

// Examiner is a Program that can look at what the command line cannot see by
// itself.
type Examiner interface {
	// Reach makes the cheapest read of one provider with the key and tells how
	// far the provider's clock is ahead of ours.
	Reach(ctx context.Context, p config.Profile, provider string, key rest.Secret) (ahead time.Duration, err error)
	// Standing is what stands for the profile: settings broken, a journal to
	// confirm, a block, the worst first.
	Standing(ctx context.Context, p config.Profile) ([]store.Standing, error)
	// Polls is the process that reads the providers for the profile now, 0 when none does.
	Polls(ctx context.Context, p config.Profile) (pid int, err error)
	// CheckStore reads the profile's store through, without writing: a sentence
	// for each thing that is wrong, fs.ErrNotExist when there is no store yet.
	CheckStore(ctx context.Context, p config.Profile) ([]string, error)
	// RenewCache sets aside a cache of a newer version once agree does, and begins another; "" when it is not newer.
	RenewCache(ctx context.Context, p config.Profile, agree func() error) (aside string, err error)
	// Variable is a variable of the environment the program was started in.
	Variable(name string) (string, bool)
	// Clip puts text on the clipboard and names the route.
	Clip(ctx context.Context, text string) (route string, err error)
}

// Mailroom is where deliveries go, and how they are told from others.
type Mailroom struct {
	Inbox  webhook.Inbox
	Now    func() time.Time                // the provider's time
	Expect func(ctx context.Context) error // notes that deliveries are listened for
	Hooks  config.Hooks                    // as they are set for the profile
	Secret rest.Secret
}

// Receiver is a program that can take deliveries.
type Receiver interface {
	// Receive opens a profile, keeps its engine going while serve runs, and closes it.
	Receive(ctx context.Context, f Flags, serve func(ctx context.Context, m Mailroom) error) error
}

package wiring

import (
	"context"
	"sync"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/client/rest"
	"switchboard/client/sandbox"
	"switchboard/store/live/trust"
	"switchboard/ui/cli"
	commands "switchboard/ui/cli/trust"
	"switchboard/ui/listings"
)

func (d *desks) trustProvider() Provider {
	return Provider{
		Commands:   commands.Commands,
		SandboxKey: func(e sandbox.Endpoints) string { return e.Trust.Key },
		// The client is there before it has a key: signing up needs none.
		Open: func(o Opening) (Part, error) {
			if o.Closed {
				d.trust = trust.New(o.Engine, nil, nil)
				return d.listings(o), nil
			}
			ring := &keyRing{keep: o.Keep, now: o.Key, had: o.Had, set: o.HasKey}
			c := o.Rest
			c.Key = ring.Key
			client, err := numbersonline.New(c)
			if err != nil {
				d.trust = trust.New(o.Engine, nil, nil)
				return d.listings(o), err
			}
			d.trust = trust.New(o.Engine, client, ring)
			return d.listings(o), nil
		},
		Probe: func(ctx context.Context, r Reach) (string, time.Duration, error) {
			c := r.Rest
			c.Key = r.Key
			client, err := numbersonline.New(c)
			if err != nil {
				return "", 0, err
			}
			a, err := client.Account(ctx)
			return "Works. The account is " + a.ID + ".", client.ClockSkew(), err
		},
	}
}

// listings are what the commands about listings work with.
func (d *desks) listings(o Opening) Part {
	pack := func(ctx context.Context, n phone.E164, dir string) (string, error) {
		return listings.WritePack(ctx, o.Engine.DB(), n, dir, time.Now())
	}
	return Part{
		Asks:  commands.Listings{Desk: d.trust, ReadLogo: listings.ReadLogo, Pack: pack, OwnPages: o.Sandbox},
		Lists: []cli.Reading{{Name: "listings", Ask: d.trust.RefreshList}},
	}
}

// keyRing keeps the one key that a sign-up brings. It implements trust.KeyStore.
type keyRing struct {
	keep func(context.Context, rest.Secret) (string, error)

	mu  sync.Mutex
	now func() rest.Secret // asks where the key comes from, if need be
	had func() rest.Secret
	set bool
}

// Had implements trust.KeyStore.
func (k *keyRing) Had() rest.Secret {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.had()
}

// Has implements trust.KeyStore.
func (k *keyRing) Has() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.set
}

// Key is the key to send with.
func (k *keyRing) Key() rest.Secret {
	k.mu.Lock()
	now := k.now
	k.mu.Unlock()
	return now()
}

// Keep implements trust.KeyStore: the key is stored before anybody sees it.
func (k *keyRing) Keep(ctx context.Context, key rest.Secret) (string, error) {
	where, err := k.keep(ctx, key)
	if err != nil {
		return "", err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.now, k.set = func() rest.Secret { return key }, true
	k.had = k.now
	return where, nil
}

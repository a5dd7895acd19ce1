package wiring

import (
	"context"

	"switchboard/client/sandbox"
	"switchboard/store"
	"switchboard/store/live"
	"switchboard/ui"
	"switchboard/ui/cli"
	"switchboard/ui/desktop"
	"switchboard/ui/notify"
)

// Opened is a profile that is open, with its console and what stands behind it.
type Opened struct {
	Console *ui.Model
	DB      *store.DB
	Engine  *live.Engine
	World   *sandbox.World // nil in a real profile
	Session *cli.Session   // the commands' view of it
}

// Open opens the profile the flags name, keeps its engine going while do runs,
// and closes it. Its console has outside around it and no notices, and its
// sandbox is for this program alone.
func (p Program) Open(ctx context.Context, f cli.Flags, outside ui.Outside, do func(context.Context, Opened) error) error {
	around := &peripherals{Outside: outside, notices: desktop.NewNotices(notify.Settings{NoBell: true, NoDesktop: true}, notify.Emitter{})}
	p.alone = true
	return p.with(ctx, f, func(ctx context.Context, s *session) error {
		m, err := s.console(ctx, around)
		if err != nil {
			return err
		}
		defer m.Quit()
		o := Opened{Console: m, DB: s.db, Engine: s.engine, Session: s.commands()}
		if s.world != nil {
			o.World = s.world.World()
		}
		return do(ctx, o)
	})
}

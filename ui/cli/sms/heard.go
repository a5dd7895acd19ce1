package sms

import (
	"context"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/cli"
	"switchboard/ui/text"
)

// hears is what the plain mode tells of rented numbers.
func (a *app) hears() cli.Hears { return cli.Hears{State: stateOf, Begin: begin} }

// stateOf counts the numbers that wait and the codes that are there.
func stateOf(ctx context.Context, s *cli.Session) (text.Safe, error) {
	now := deskOf(s).Now()
	list, err := s.DB.LiveActivations(ctx, now)
	waiting, codes := 0, 0
	for _, act := range list {
		switch act.State(now) {
		case platfone.CodeReady:
			codes++
		case platfone.Waiting, platfone.Again:
			waiting++
		}
	}
	return text.Sentence("{} waiting, {}", text.Int(int64(waiting)), counted(codes)), err
}

func counted(codes int) text.Safe {
	if codes == 1 {
		return text.Own("1 code")
	}
	return text.Sentence("{} codes", text.Int(int64(codes)))
}

// known is what was told of a number.
type known struct {
	code string
	over bool
}

// begin notes the numbers that run and tells of codes that come and of numbers
// that end without one.
func begin(ctx context.Context, s *cli.Session) (cli.Since, error) {
	was := map[string]known{}
	look := func(ctx context.Context) (lines []text.Safe, err error) {
		now := deskOf(s).Now()
		list, err := s.DB.LiveActivations(ctx, now)
		if err != nil {
			return nil, err
		}
		words, err := namesOf(ctx, s)
		for _, act := range list {
			old, is := was[act.ID], known{act.Copyable(), act.Status.Ended()}
			was[act.ID] = is
			switch {
			case is.code != "" && is.code != old.code && is.code != store.Purged:
				lines = append(lines, text.Sentence("CODE {}, {}.", text.Clean(is.code), words.about(act)))
			case is.over && !old.over && is.code == "":
				lines = append(lines, text.Sentence("ENDED without a code, {}: {}.", words.about(act), text.Clean(act.State(now).String())))
			}
		}
		return lines, err
	}
	if _, err := look(ctx); err != nil {
		return nil, err
	}
	return func(ctx context.Context, changed store.Topic) ([]text.Safe, error) {
		if !changed.Has(store.Activations | store.Codes) {
			return nil, nil
		}
		return look(ctx)
	}, nil
}

package house

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/cli"
)

// noted is a note and what it is about.
type noted struct {
	Kind string    `json:"kind" col:"kind" about:"customer, number, listing or activation"`
	ID   string    `json:"subject" col:"of" about:"the customer's id, the phone number or the activation's id"`
	Note string    `json:"note" col:"note" about:"what you noted of it"`
	Tags []string  `json:"tags" col:"tags" about:"the tags you gave it"`
	At   time.Time `json:"changed_at" about:"when it was changed last; null where nothing is noted"`
}

// aThing is what the arguments of the commands about notes are called.
const aThing = "a kind (customer, number, listing, activation) and which"

func (a *app) noteCommand() *cobra.Command {
	var clear bool
	cmd := a.Command(noted{}, "note KIND ID [TEXT]", "Note something of a customer, a number, a listing or an activation, or show what is noted", cli.Need(2, 3, aThing),
		func(cmd *cobra.Command, args []string) error {
			if clear && len(args) > 2 {
				return cli.Misuse(errors.New("--clear: takes the note away, and a text was given"))
			}
			return a.upon(cmd, args, func(n *store.Note) error {
				switch {
				case clear:
					n.Text, n.Tags = "", nil
				case len(args) > 2:
					n.Text = args[2]
				}
				return nil
			})
		})
	cmd.Flags().BoolVar(&clear, "clear", false, "take the note and its tags away")
	return cli.Keeps(cmd)
}

func (a *app) tagCommand() *cobra.Command {
	var off bool
	cmd := a.Command(noted{}, "tag KIND ID TAG…", "Tag a customer, a number, a listing or an activation", cli.Need(3, -1, aThing+", and at least one tag"),
		func(cmd *cobra.Command, args []string) error {
			tags, err := store.ParseTags(strings.Join(args[2:], " "))
			if err != nil {
				return cli.Misuse(err)
			}
			return a.upon(cmd, args, func(n *store.Note) error {
				n.Tags = slices.DeleteFunc(slices.Clone(n.Tags), func(t string) bool { return slices.Contains(tags, t) })
				if !off {
					n.Tags = append(n.Tags, tags...)
				}
				return nil
			})
		})
	cmd.Flags().BoolVar(&off, "off", false, "take these tags off")
	return cli.Keeps(cmd)
}

// upon reads what is noted of the thing that the arguments name, lets change
// work on it, keeps it where it is another one then, and shows it.
func (a *app) upon(cmd *cobra.Command, args []string, change func(*store.Note) error) error {
	kind, id := args[0], args[1]
	if !slices.Contains(store.NoteKinds(), kind) {
		return cli.Misuse(fmt.Errorf("%q: notes are kept of %s%s", kind, strings.Join(store.NoteKinds(), ", "), cli.Near(kind, store.NoteKinds())))
	}
	if kind == store.NoteNumber || kind == store.NoteListing {
		n, err := phone.Parse(id)
		if err != nil {
			return cli.Misuse(fmt.Errorf("number: %w", err))
		}
		id = string(n)
	}
	return a.Local(cmd, func(ctx context.Context, s *cli.Session) error {
		if err := known(ctx, s, kind, id); err != nil {
			return err
		}
		now, err := s.DB.EditNote(ctx, kind, id, func(n *store.Note) error {
			was := *n
			err := change(n)
			if err == nil && (n.Text != was.Text || !slices.Equal(n.Tags, was.Tags)) {
				err = n.Check()
			}
			if err != nil {
				return cli.Misuse(err)
			}
			return nil
		})
		if err != nil {
			return err
		}
		return a.Out.Row(notedOf(now))
	})
}

// known says that nothing of the kind has the id.
func known(ctx context.Context, s *cli.Session, kind, id string) (err error) {
	switch kind {
	case store.NoteCustomer:
		_, err = s.DB.Customer(ctx, id)
	case store.NoteActivation:
		_, err = s.DB.Activation(ctx, id)
	case store.NoteNumber:
		_, err = s.DB.Number(ctx, phone.E164(id))
	case store.NoteListing:
		_, err = s.DB.Listing(ctx, phone.E164(id))
	}
	if errors.Is(err, store.ErrNotFound) {
		return cli.Missing("no %s that is saved here is %s", kind, id)
	}
	return err
}

func (a *app) notesCommand() *cobra.Command {
	cmd := a.Command(noted{}, "notes [KIND]", "List what is noted and tagged", cli.Need(0, 1, "a kind: customer, number, listing or activation"),
		func(cmd *cobra.Command, args []string) error {
			kinds := store.NoteKinds()
			if len(args) == 1 {
				if !slices.Contains(kinds, args[0]) {
					return cli.Misuse(fmt.Errorf("%q: notes are kept of %s%s", args[0], strings.Join(kinds, ", "), cli.Near(args[0], kinds)))
				}
				kinds = args
			}
			return a.Glance(cmd, func(ctx context.Context, s *cli.Session) error { return a.listNotes(ctx, s, kinds) })
		})
	return cmd
}

func (a *app) listNotes(ctx context.Context, s *cli.Session, kinds []string) error {
	a.Out.List("Nothing is noted. switchboard note customer acme \"pays late\" notes something.")
	for _, kind := range kinds {
		notes, err := s.DB.NotesOf(ctx, kind)
		if err != nil {
			return err
		}
		for _, id := range slices.Sorted(maps.Keys(notes)) {
			if err := a.Out.Row(notedOf(notes[id])); err != nil {
				return err
			}
		}
	}
	return nil
}

func notedOf(n store.Note) noted {
	return noted{n.Kind, n.ID, n.Text, append([]string{}, n.Tags...), n.At}
}

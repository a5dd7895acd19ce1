package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"switchboard/store/act"
)

// errDry ends a command that was only to say what it would do.
var errDry = errors.New("nothing was sent: this was a dry run")

// notDry is a dry run of an act that something stands against: what that is is
// what it says.
type notDry struct{ error }

// Unwrap is what stands against it, and that it was a dry run.
func (n notDry) Unwrap() []error { return []error{n.error, errDry} }

// Dry ends a dry run. Against is what the command itself would end with, nil of one that would do all of it: a dry run
// ends with the same status.
func Dry(against error) error {
	if against == nil {
		return errDry
	}
	return notDry{against}
}

// DryAnd is err, the end of a dry run, and that something stands against a part of what was to be
// done; what err itself has against the whole comes first.
func DryAnd(err, against error) error {
	var whole notDry
	if against == nil || !errors.Is(err, errDry) || errors.As(err, &whole) {
		return err
	}
	return Dry(against)
}

// DryInstead ends a dry run by against in the place of what its verdict has against the whole: the command itself sends
// nothing then and ends so.
func DryInstead(err, against error) error {
	if !errors.Is(err, errDry) {
		return err
	}
	return Dry(against)
}

// dry ends a dry run of several: all are the verdicts on each of them, each those on what is left to be done, as
// the command itself would weigh them. It ends as that would.
func (r *several) dry(all, each []act.Verdict) error {
	v := together(r.things, all)
	p := planOf(v)
	for i, one := range all {
		if len(all) > 1 && r.things[0].Whole == nil {
			p.Each = append(p.Each, partOf(r.things[i], one))
		}
	}
	err := r.a.plan(v, p)
	if len(each) == 0 {
		return errors.Join(err, errDry)
	}
	return errors.Join(err, Dry(r.against(together(r.things, each))))
}

// keptHere marks commands that change what is kept on this machine, and send nothing.
const keptHere = "kept here"

// Keeps marks a command that changes what is kept on this machine alone, at once: no verdict comes before it.
func Keeps(cmd *cobra.Command) *cobra.Command {
	if cmd.Annotations == nil {
		cmd.Annotations = map[string]string{}
	}
	cmd.Annotations[keptHere] = "yes"
	return cmd
}

// undry refuses the dry run of a command that has none: what it would change is not weighed before.
func undry(cmd *cobra.Command) error {
	if cmd.Annotations[keptHere] == "" {
		return nil
	}
	return Misuse(fmt.Errorf("--dry-run: %s sends nothing and has no dry run. Nothing was changed", cmd.CommandPath()))
}

// SoAlready reports whether an act was not sent because what it would bring about is so already, where that
// counts as done. A dry run tells it, and ends like the act.
func (a *App) SoAlready(err error) (so bool, ends error) {
	var not notDry
	switch {
	case AlreadySo(err):
		return true, nil
	case errors.As(err, &not) && AlreadySo(not.error):
		return false, errDry
	}
	return false, err
}

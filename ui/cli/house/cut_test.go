package house

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/config"
	"switchboard/ui/cli"
)

// A purge that was cut off tells what is gone, and that the same command goes on; one that did not begin tells why.
func TestAPurgeThatWasCutOffTellsWhatIsGone(t *testing.T) {
	for _, c := range []struct {
		did       store.PurgeResult
		err       error
		out, errs string
	}{
		{store.PurgeResult{Deleted: 500}, errors.New("the time was over"), `{"purged":500,"live":0,"notes":0}`, "of 500 numbers are deleted, and more is left to delete, in the journal too: the same command goes on"},
		{store.PurgeResult{}, errors.New("the time was over"), "", "the time was over"},
		{store.PurgeResult{Deleted: 500, Live: 2}, nil, `{"purged":500,"live":2,"notes":0}`, "2 numbers are still active"},
	} {
		var out, errs bytes.Buffer
		code := cli.Run(t.Context(), nil, []string{"act", "--ndjson"}, &out, &errs, func(a *cli.App) []*cobra.Command {
			return []*cobra.Command{a.Command(purged{}, "act", "Act", cli.None, func(*cobra.Command, []string) error { return (&app{a}).tellPurged(c.did, c.err) })}
		})
		if (code == cli.OK) != (c.err == nil) || !strings.Contains(out.String(), c.out) || !strings.Contains(errs.String(), c.errs) {
			t.Errorf("%+v, %v: exit %d, %s%s", c.did, c.err, code, &out, &errs)
		}
	}
}

// A file that cannot be read is named once.
func TestAFileThatCannotBeReadIsNamedOnce(t *testing.T) {
	house(t, "")
	for _, name := range []string{t.TempDir(), "/nowhere/at.csv"} {
		if code, _, errs := ask(t, &fakeProgram{}, "import", "customers", name); code != cli.Usage || strings.Count(errs, name) != 1 {
			t.Errorf("%s: exit %d, %s", name, code, errs)
		}
	}
}

// hurried is a Program that notes whether a provider is asked for five seconds at the most.
type hurried struct {
	*fakeProgram
	limited *bool
}

func (h hurried) Reach(ctx context.Context, p config.Profile, provider string, key rest.Secret) (time.Duration, error) {
	end, ends := ctx.Deadline()
	*h.limited = ends && time.Until(end) <= 5*time.Second
	return h.fakeProgram.Reach(ctx, p, provider, key)
}

// The doctor keeps to --timeout.
func TestTheDoctorKeepsToItsTime(t *testing.T) {
	for _, c := range []struct {
		args []string
		want bool
	}{{[]string{"doctor"}, false}, {[]string{"doctor", "--timeout", "5s"}, true}} {
		paths := house(t, "")
		put(t, paths.Keys(), "[default]\nsms = \""+canaryKey+"\"\n")
		var limited bool
		if ask(t, hurried{&fakeProgram{}, &limited}, c.args...); limited != c.want {
			t.Errorf("%v: a provider is asked with a limit: %v", c.args, limited)
		}
	}
}

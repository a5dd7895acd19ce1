package house

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"switchboard/client/rest"
	"switchboard/store"
	"switchboard/store/config"
	"switchboard/ui/cli"
)

// reachLimit is how long a provider may take to answer the doctor.
const reachLimit = 15 * time.Second

func (a *app) doctorCommand() *cobra.Command {
	return a.Command(report{}, "doctor", "Examine the whole set-up; what it prints can be shown in public", cli.None,
		func(cmd *cobra.Command, _ []string) error {
			c, profile, err := a.Flags.Configuration(a.Paths())
			if err != nil {
				return err
			}
			look, _ := a.Program.(cli.Examiner)
			d := &doctor{
				config: c, profile: profile, look: look, problems: a.problems(c, profile), offline: a.Flags.Offline,
				chain:    config.NewKeychain(c.Paths, lookup(look), config.SystemKeyring{}),
				terminal: cli.Terminal(os.Stdout), getenv: os.Getenv, veil: newVeil(c, profile),
			}
			if cli.Terminal(os.Stdin) && cli.Terminal(os.Stdout) && a.Out.Format == cli.Text {
				d.ask = func(q string) string {
					said, _ := a.Answer(cmd.Context(), q) // nothing is an answer too
					return said
				}
			}
			ctx, over := a.Within(cmd)
			defer over()
			r := d.examine(ctx)
			switch {
			case a.Out.Chosen():
			case a.Out.Format == cli.Text:
				return r.print(cmd.OutOrStdout())
			case a.Out.Format == cli.Quiet:
				return r.printWrong(cmd.OutOrStdout())
			}
			return a.Out.Row(r)
		})
}

// lookup finds variables by way of who can look further than the environment
// that programs are started in.
func lookup(look cli.Examiner) func(string) (string, bool) {
	if look == nil {
		return os.LookupEnv
	}
	return look.Variable
}

// The states of a provider that nothing is wrong with.
const (
	answered = "answers"
	notAsked = "not asked"
	unwanted = "not asked: offline" // as was wished
	builtIn  = "the built-in sandbox"
	unkeyed  = "not asked: its key cannot be read" // nobody refused it
	broken   = "not asked: the settings are broken"
	unmade   = "not asked: what is set for it cannot be used"
)

// doctor looks at a set-up and changes nothing.
type doctor struct {
	config   *config.Config
	profile  config.Profile
	problems []config.Problem
	chain    *config.Keychain
	look     cli.Examiner // nil: what it would see stays unknown
	offline  bool
	terminal bool // the output is one
	ask      func(question string) string
	getenv   func(string) string
	veil     veil
}

// examine fills in the whole report, whatever state things are in.
func (d *doctor) examine(ctx context.Context) report {
	r := report{
		Built: cli.Built(), Paths: d.paths(), Config: d.configuration(), Profile: d.veil.kind(d.profile.Name), ReadOnly: d.profile.ReadOnly,
		Terminal: d.inTerminal(), Database: d.database(ctx), Standing: d.standing(ctx), Crash: d.crash(), Network: d.network(),
	}
	r.Providers = d.providers(ctx)
	r.ended()
	r.keyless()
	r.Clipboard = d.clipboard(ctx)
	return r
}

func (d *doctor) paths() paths {
	p := d.config.Paths
	return paths{d.veil.over(p.Config), d.veil.over(p.Keys()), d.veil.over(p.Data), d.veil.over(p.State)}
}

func (d *doctor) configuration() configuration {
	out := configuration{Found: d.config.Found, Problems: []string{}, ChangesOff: d.profile.Held != ""}
	for _, p := range d.problems {
		out.Problems = append(out.Problems, d.veil.over(p.Error()))
	}
	return out
}

// providers looks at all of them at once.
func (d *doctor) providers(ctx context.Context) []provider {
	names := config.IDs(d.config.Providers())
	out := make([]provider, len(names))
	var all sync.WaitGroup
	for i, name := range names {
		all.Go(func() { out[i] = d.provider(ctx, name) })
	}
	all.Wait()
	return out
}

func (d *doctor) provider(ctx context.Context, name string) provider {
	s := d.profile.Service(name)
	out := provider{Name: strings.ToUpper(name), Host: host(s.BaseURL), CAFile: s.CAFile != ""}
	if d.profile.Sandbox {
		out.Host, out.Key, out.State = "", "needs none", builtIn
		return out
	}
	found, err := d.chain.Find(ctx, d.profile, name)
	out.Ends, out.Note = found.Secret.Ends(), d.veil.over(found.Note)
	switch {
	case err != nil:
		out.Key, out.State, out.Note = "cannot be read", unkeyed, d.veil.over(store.Said(err))
		return out
	case found.Secret.Empty() && found.Note != "":
		out.Key, out.State = "cannot be read", unkeyed
		return out
	case found.Secret.Empty():
		out.Key, out.State = "none", notAsked
		return out
	}
	out.Key = "from the " + string(found.Where) + " (" + d.veil.over(found.At) + ")"
	switch {
	case d.profile.Held != "":
		out.State = broken
	case d.offline:
		out.State = unwanted
	case d.look == nil:
		out.State = notAsked
	default:
		d.reach(ctx, &out, found.Secret)
	}
	return out
}

func (d *doctor) reach(ctx context.Context, out *provider, key rest.Secret) {
	ctx, stop := context.WithTimeout(ctx, reachLimit)
	defer stop()
	began := time.Now()
	ahead, err := d.look.Reach(ctx, d.profile, strings.ToLower(out.Name), key)
	ms := time.Since(began).Milliseconds()
	out.TookMS = &ms
	out.State, out.Status, out.Note = outcome(err)
	if out.Status > 0 || err == nil {
		skew := ahead.Milliseconds()
		out.ClockMS = &skew
	}
}

// database checks the store. The sandbox has one too.
func (d *doctor) database(ctx context.Context) database {
	if d.look == nil {
		return database{State: "not checked", Problems: []string{}}
	}
	wrong, err := d.look.CheckStore(ctx, d.profile)
	out := database{State: "good", Problems: []string{}}
	out.Polls, _ = d.look.Polls(ctx, d.profile) // a store that cannot be read says so itself
	for _, w := range wrong {
		out.Problems = append(out.Problems, d.veil.over(w))
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		out.State = "none yet"
	case err != nil:
		out.State = "cannot be read"
		out.Problems = append(out.Problems, d.veil.over(store.Said(err)))
	case len(wrong) > 0:
		out.State = "damaged"
	}
	return out
}

// standing is what stands, in words that can be shown in public.
func (d *doctor) standing(ctx context.Context) []stands {
	out := []stands{}
	if d.look == nil {
		return out
	}
	list, err := d.look.Standing(ctx, d.profile)
	if err != nil {
		return out // the check of the store says why
	}
	for _, s := range list {
		out = append(out, stands{string(s.Code), strings.ToUpper(s.Provider), s.Word, d.veil.over(s.Sentence), s.Command})
	}
	return out
}

// ended takes out what stood about how a provider answers: it answered just now.
func (r *report) ended() {
	answers := func(name string) bool {
		return slices.ContainsFunc(r.Providers, func(p provider) bool { return p.Name == name && p.State == answered })
	}
	of := []store.Condition{store.KeyRefused, store.Unreachable, store.Trouble, store.OnHold}
	r.Standing = slices.DeleteFunc(r.Standing, func(s stands) bool {
		return slices.Contains(of, store.Condition(s.Reason)) && answers(s.Provider)
	})
}

// keyless has a key that cannot be had stand, as it does in the console.
func (r *report) keyless() {
	for _, p := range r.Providers {
		if p.State == unkeyed {
			st := store.KeyNotHad(strings.ToLower(p.Name), p.Name+" has no key that can be used: "+p.Note, time.Time{})
			r.Standing = append(r.Standing, stands{string(st.Code), p.Name, st.Word, st.Sentence, ""})
		}
	}
}

// clipboard makes the round trip, which needs a person to look.
func (d *doctor) clipboard(ctx context.Context) clip {
	out := clip{Method: d.config.Settings.Copying.Clipboard, Result: "not asked: nobody is at a terminal"}
	if d.ask == nil || d.look == nil {
		return out
	}
	number := fmt.Sprintf("%06d", rand.IntN(1_000_000))
	route, err := d.look.Clip(ctx, number)
	if out.Route = d.veil.over(route); err != nil {
		out.Result = "failed: " + d.veil.over(store.Said(err))
		return out
	}
	switch said := d.ask("Something was copied (" + out.Route + "). Paste it here and press Enter, or only press Enter if nothing comes: "); said {
	case number:
		out.Result = "works"
	case "":
		out.Result = "nothing came"
	default:
		out.Result = "something else came"
	}
	return out
}

// crash finds the newest report of a crash.
func (d *doctor) crash() *crash {
	names, err := filepath.Glob(filepath.Join(d.config.Paths.State, "crash-*.txt"))
	if err != nil {
		return nil
	}
	var last *crash
	var at time.Time
	for _, name := range names {
		if info, err := os.Lstat(name); err == nil && info.Mode().IsRegular() && info.ModTime().After(at) {
			at = info.ModTime()
			last = &crash{File: d.veil.over(name), When: at}
		}
	}
	return last
}

// network names what stands between here and the providers.
func (d *doctor) network() network {
	out := network{Proxy: []string{}, CAFile: d.config.Settings.CAFile != ""}
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy"} {
		if d.getenv(name) != "" {
			out.Proxy = append(out.Proxy, name)
		}
	}
	return out
}

// wrong is what is wrong, a sentence each, none twice: what stands says the mistake in the settings that it comes of, and
// a provider that is not asked because of one has no fault of its own.
func (r report) wrong() (wrong []string) {
	for _, p := range r.Config.Problems {
		if !slices.ContainsFunc(r.Standing, func(s stands) bool { return strings.Contains(s.Sentence, p) }) {
			wrong = append(wrong, p)
		}
	}
	for _, p := range r.Database.Problems {
		held, is := strings.CutSuffix(p, store.HeldUntil)
		if !is || !slices.ContainsFunc(r.Standing, func(s stands) bool { return strings.HasPrefix(s.Sentence, held) }) {
			wrong = append(wrong, p)
		}
	}
	for _, s := range r.Standing {
		wrong = append(wrong, s.Sentence)
	}
	fine := []string{answered, notAsked, unwanted, builtIn, unkeyed}
	if len(r.Config.Problems) > 0 {
		fine = append(fine, broken, unmade)
	}
	for _, p := range r.Providers {
		told := p.State == keyRefused && slices.ContainsFunc(r.Standing, func(s stands) bool {
			return s.Provider == p.Name && store.Condition(s.Reason) == store.KeyRefused
		})
		if !told && !slices.Contains(fine, p.State) {
			wrong = append(wrong, p.Name+" "+p.State+pick(p.Note != "", ": "+p.Note, "")+".")
		}
	}
	return wrong
}

// printWrong writes what is wrong alone, a sentence a line. Its status says whether anything
// is: who asks so wants that and not the report.
func (r report) printWrong(out io.Writer) error {
	wrong := r.wrong()
	for _, line := range wrong {
		if _, err := fmt.Fprintln(out, line); err != nil {
			return err
		}
	}
	if n := len(wrong); n > 0 {
		return &cli.Exit{Code: cli.Failure, Err: fmt.Errorf("what is wrong: %d", n), Reason: cli.FaultsStand}
	}
	return nil
}

// print writes the report for people.
func (r report) print(out io.Writer) error {
	var b strings.Builder
	for _, s := range r.sections() {
		fmt.Fprintln(&b, strings.ToUpper(s.title))
		for _, l := range s.lines {
			fmt.Fprintf(&b, "  %-12s %s\n", l[0], l[1])
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

package house

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"switchboard/client/rest"
	"switchboard/store/config"
	"switchboard/ui/cli"
)

// report is what the doctor found. Every text in it is our own or has passed
// the veil, so that it can be shown to anybody.
type report struct {
	Built     cli.Build     `json:"version"`
	Paths     paths         `json:"paths"`
	Profile   string        `json:"profile"`
	ReadOnly  bool          `json:"read_only"`
	Config    configuration `json:"config"`
	Providers []provider    `json:"providers"`
	Network   network       `json:"network"`
	Clipboard clip          `json:"clipboard"`
	Terminal  terminal      `json:"terminal"`
	Database  database      `json:"database"`
	Standing  []stands      `json:"standing"`   // the worst first
	Crash     *crash        `json:"last_crash"` // nil: none
}

// stands is something that stands until it is mended.
type stands struct {
	Reason   string `json:"reason"`
	Provider string `json:"provider,omitempty"`
	Word     string `json:"word"`
	Sentence string `json:"sentence"`
	Command  string `json:"command,omitempty"`
}

type paths struct {
	Config string `json:"config"`
	Keys   string `json:"keys"`
	Data   string `json:"data"`
	State  string `json:"state"`
}

type configuration struct {
	Found      bool     `json:"found"`
	ChangesOff bool     `json:"changes_off"`
	Problems   []string `json:"problems"`
}

type provider struct {
	Name    string `json:"name"`
	Host    string `json:"host,omitempty"`
	Key     string `json:"key"`
	Ends    string `json:"key_ends,omitempty"`
	State   string `json:"state"`
	Status  int    `json:"status,omitempty"`
	TookMS  *int64 `json:"took_ms"`
	ClockMS *int64 `json:"clock_ahead_ms"`
	CAFile  bool   `json:"ca_file"`
	Note    string `json:"note,omitempty"`
}

type network struct {
	Proxy  []string `json:"proxy_variables"`
	CAFile bool     `json:"ca_file"`
}

type clip struct {
	Method string `json:"method"`
	Route  string `json:"route,omitempty"`
	Result string `json:"result"`
}

type database struct {
	State    string   `json:"state"`
	Problems []string `json:"problems"`
	Polls    int      `json:"polls_pid"` // the process that reads the providers; 0 where none does
}

type crash struct {
	File string    `json:"file"`
	When time.Time `json:"crashed_at"`
}

// keyRefused is the state of a provider that does not take its key.
const keyRefused = "refuses the key"

// outcome is what became of reading from a provider, in our own words: the
// provider's may hold anything.
func outcome(err error) (state string, status int, note string) {
	var fault *rest.Error
	switch {
	case err == nil:
		return answered, 0, ""
	case !errors.As(err, &fault):
		return unmade, 0, ""
	}
	words := map[rest.Kind]string{
		rest.Offline: "cannot be reached", rest.Unanswered: "did not answer", rest.Malformed: "sent an answer that cannot be read",
		rest.NotAPI: "something else answers there", rest.Unauthorized: keyRefused, rest.NoKey: unkeyed, rest.Payment: "asks for money",
		rest.Forbidden: "refuses the account", rest.NotFound: "does not know the address", rest.Limited: "says to wait",
		rest.Server: "is broken", rest.Canceled: "was stopped before it answered",
	}
	if state = words[fault.Kind]; state == "" {
		state = "refuses the request"
	}
	return state, fault.Status, whyUnreached(err)
}

// whyUnreached names the setting that helps against what is in the way.
func whyUnreached(err error) string {
	var authority x509.UnknownAuthorityError
	var wrongName x509.HostnameError
	var verify *tls.CertificateVerificationError
	var name *net.DNSError
	switch {
	case errors.As(err, &authority):
		return "its certificate is signed by nobody this computer trusts: network.ca_file names more to trust"
	case errors.As(err, &wrongName):
		return "its certificate is for another name: check base_url"
	case errors.As(err, &verify):
		return "its certificate is not valid: check the clock, and network.ca_file"
	case errors.As(err, &name):
		return "its name cannot be looked up: check the network and base_url"
	}
	return ""
}

// host is where a provider is reached, if that says nothing about the person.
func host(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return "another host"
	}
	known := []string{"temp-number-api.com", "numbers.online", "api.oneuc.com", "localhost"}
	ip := net.ParseIP(u.Hostname())
	if slices.Contains(known, u.Hostname()) || ip != nil && ip.IsLoopback() {
		return u.Hostname()
	}
	return "another host"
}

// veil takes out of a text what is the person's own.
type veil struct{ swap *strings.Replacer }

// newVeil learns what to hide: the home folder, the profiles' and the user's
// names, account ids.
func newVeil(c *config.Config, p config.Profile) veil {
	var pairs []string
	hide := func(s, by string) {
		if len(s) > 1 {
			pairs = append(pairs, s, by)
		}
	}
	for _, one := range p.Services() {
		hide(one.AccountID, "…")
	}
	if home, err := os.UserHomeDir(); err == nil && home != string(filepath.Separator) {
		hide(home, "~")
		hide(string(filepath.Separator)+filepath.Base(home), string(filepath.Separator)+"…")
	}
	for _, name := range append(c.Profiles(), p.Name) {
		if name != config.Default && name != config.Sandbox {
			hide("profiles."+name, "profiles.…")
			hide(filepath.Join("profiles", name), filepath.Join("profiles", "…"))
			hide(`"`+name+`"`, "…")
		}
	}
	if p.Name != config.Default && p.Name != config.Sandbox {
		hide(p.Name+"/", "…/")
		hide(p.Name+".", "….")
	}
	return veil{strings.NewReplacer(pairs...)}
}

// moment is a date as this program and its files write it, with the hour or
// without; longDigits are as many digits as a telephone number or a code has.
const (
	moment     = `\b(?:[0-3]?[0-9] [A-Z][a-z]{2} 20[0-9]{2}|20[0-9]{2}-[01][0-9]-[0-3][0-9])(?:(?:, |[T ])[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?Z?)?\b`
	longDigits = `\+?[0-9](?:[ ().-]{0,2}[0-9]){4,}`
)

// veiled finds what may be a number of the person's own, and the moments, whose
// digits would be taken for one.
var veiled = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(` + moment + `)|` + longDigits) })

func (v veil) over(s string) string {
	return veiled().ReplaceAllStringFunc(v.swap.Replace(s), func(found string) string {
		if veiled().FindStringSubmatch(found)[1] == found {
			return found
		}
		return "•••"
	})
}

// kind says which profile it is; a name of the person's own stays away.
func (veil) kind(name string) string {
	if name == config.Default || name == config.Sandbox {
		return name
	}
	return "one of your own"
}

// section is a part of the report for people.
type section struct {
	title string
	lines [][2]string
}

func (s *section) add(name, format string, args ...any) {
	s.lines = append(s.lines, [2]string{name, fmt.Sprintf(format, args...)})
}

// sections puts the report into words.
func (r report) sections() []section {
	versions := section{title: "Version"}
	versions.add("switchboard", "%s, %s, %s", r.Built.Switchboard, r.Built.Go, r.Built.System)
	if r.Built.BubbleTea != "" {
		versions.add("made with", "bubbletea %s, go-sqlite3 %s", r.Built.BubbleTea, r.Built.SQLite)
	}
	places := section{title: "Paths"}
	places.add("settings", "%s%s", r.Paths.Config, pick(r.Config.Found, "", " (none yet)"))
	places.add("keys", "%s", r.Paths.Keys)
	places.add("data", "%s", r.Paths.Data)
	places.add("state", "%s", r.Paths.State)
	set := section{title: "Settings"}
	set.add("profile", "%s%s", r.Profile, pick(r.ReadOnly, ", read-only", ""))
	for _, p := range r.Config.Problems {
		set.add("problem", "%s", p)
	}
	if r.Config.ChangesOff {
		set.add("changes", "off until the settings are fixed")
	}
	for _, s := range r.Standing {
		set.add("stands", "%s: %s%s", s.Word, s.Sentence, pick(s.Command != "", " To fix it: "+s.Command, ""))
	}
	rest := section{title: "This computer"}
	rest.add("clipboard", "%s: %s", r.Clipboard.Method, r.Clipboard.Result)
	rest.add("terminal", "%s", r.Terminal)
	rest.add("database", "%s", strings.Join(append([]string{r.Database.State}, r.Database.Problems...), "; "))
	rest.add("reading", "%s", pick(r.Database.Polls > 0, fmt.Sprintf("another Switchboard (process %d) reads the providers", r.Database.Polls), "no other Switchboard reads the providers"))
	rest.add("proxy", "%s", pick(len(r.Network.Proxy) > 0, strings.Join(r.Network.Proxy, ", "), "none"))
	if r.Crash == nil {
		rest.add("last crash", "none")
	} else {
		rest.add("last crash", "%s, %s", r.Crash.When.UTC().Format(time.RFC3339), r.Crash.File)
	}
	return []section{versions, places, set, r.providerSection(), rest}
}

func (r report) providerSection() section {
	out := section{title: "Providers"}
	for _, p := range r.Providers {
		out.add(p.Name, "%s%s", p.State, pick(p.Host != "", " ("+p.Host+")", ""))
		if p.Status > 0 {
			out.add("", "status %d", p.Status)
		}
		if p.TookMS != nil {
			clock := ""
			if p.ClockMS != nil {
				clock = ", " + clockWords(*p.ClockMS)
			}
			out.add("", "took %d ms%s", *p.TookMS, clock)
		}
		out.add("", "key %s%s", p.Key, pick(p.Ends != "", ", ends "+p.Ends, ""))
		if p.Note != "" {
			out.add("", "%s", p.Note)
		}
	}
	return out
}

// clockWords compares a provider's clock, ms ahead of ours, with ours. The
// hour comes in whole seconds: less than two apart may be the rounding.
func clockWords(ms int64) string {
	s := strconv.FormatInt(max(ms, -ms)/1000, 10)
	switch {
	case max(ms, -ms) < 2000:
		return "its clock agrees"
	case ms < 0:
		return "its clock is " + s + " s behind"
	}
	return "its clock is " + s + " s ahead"
}

func pick(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

package config

import (
	"fmt"
	"maps"
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// profileEntries are the settings below [profiles.NAME].
func (p Paths) profileEntries() []entry[Profile] {
	out := append(slices.Clone(ownEntries), sourceEntries("webhooks", "secret", Webhook)...)
	for _, one := range p.providers() {
		out = append(out, serviceEntries(one)...)
	}
	return out
}

// ownEntries are those that belong to no provider.
var ownEntries = []entry[Profile]{
	{path: "read_only", about: "Only read: nothing is ordered, bought or changed.", guard: true,
		bind: func(p *Profile) value { return boolean{&p.ReadOnly} }},
	{path: "webhooks.addr", about: "Where webhooks come in, on this machine. Without an address none are taken.",
		bind: func(p *Profile) value { return listener{&p.Hooks.Addr} }},
	{path: "webhooks.signed", about: "Which parts of a webhook are signed.",
		bind: func(p *Profile) value {
			return choice{&p.Hooks.Signed, []string{"timestamp.body", "id.timestamp.body", "body"}}
		}},
	{path: "webhooks.base64", about: "The signature is written as base64, not as hex.",
		bind: func(p *Profile) value { return boolean{&p.Hooks.Base64} }},
	{path: "webhooks.prefix", about: "Text in front of the signature.",
		bind: func(p *Profile) value { return choice{&p.Hooks.Prefix, []string{"", "sha256=", "v1="}} }},
}

// serviceEntries are the settings below [profiles.NAME.PROVIDER].
func serviceEntries(one Provider) []entry[Profile] {
	provider := one.ID
	at := func(p *Profile) *Service { return p.Service(provider) }
	entries := []entry[Profile]{
		{path: provider + ".base_url", about: "Address of the provider's API.", guard: true,
			bind: func(p *Profile) value { return address{&at(p).BaseURL} }},
		{path: provider + ".allow_insecure_http", about: "Allow http to another machine. Your key then travels where others can read it.", guard: true, inFile: true,
			bind: func(p *Profile) value { return boolean{&at(p).AllowInsecureHTTP} }},
		{path: provider + ".ca_file", about: "Certificates to trust for this provider, as PEM. They replace those of network.ca_file.", guard: true,
			bind: func(p *Profile) value { return place{&at(p).CAFile} }},
		{path: provider + ".budgets", about: "Fewer calls a minute than the provider allows. Each kind of call has a number of its own.",
			bind: func(p *Profile) value { return budgets{&at(p).Budgets} }},
	}
	if one.MaxActive > 0 {
		entries = append(entries, entry[Profile]{path: provider + ".max_active", about: "How many numbers may be active at once.",
			bind: func(p *Profile) value { return integer{&at(p).MaxActive, 1, 1000, "numbers"} }})
	}
	if one.Account != nil {
		entries = append(entries, entry[Profile]{path: provider + ".account_id", about: "Id of your account at the provider.",
			bind: func(p *Profile) value { return word{&at(p).AccountID, accountID, one.Account.Words} }})
	}
	return append(entries, sourceEntries(provider, "key", provider)...)
}

// sourceEntries are where a key is looked for: "sms.key_env", "sms.keyring" and so on.
func sourceEntries(table, key, provider string) []entry[Profile] {
	at := func(p *Profile) *Source { return p.Source(provider) }
	return []entry[Profile]{
		{path: table + "." + key + "_env", about: "Environment variable that holds the key. \"\" reads none.", inFile: true, guard: true,
			bind: func(p *Profile) value {
				return word{&at(p).Env, variable, "the name of a variable, in capitals, and not the key itself"}
			}},
		{path: table + "." + key + "_cmd", about: "Program that prints the key. It has five seconds.", inFile: true, guard: true,
			bind: func(p *Profile) value { return program{&at(p).Command, []string{"pass", "show", provider}} }},
		{path: table + ".keyring", about: "The key is in this computer's keyring.", inFile: true, guard: true,
			bind: func(p *Profile) value { return boolean{&at(p).Keyring} }},
		{path: table + "." + key + "_file", about: "Private file with the key. \"\" is keys.toml beside this file.", inFile: true, guard: true,
			bind: func(p *Profile) value { return place{&at(p).File} }},
	}
}

var variable = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([A-Z_][A-Z0-9_]{0,63})?$`) })

// address is where a provider is reached. Whether http will do is known only
// when the whole profile is.
type address struct{ to *string }

func (a address) set(v any) bool {
	s, ok := v.(string)
	if ok = ok && baseAmiss(s, true) == nil; ok {
		*a.to = strings.TrimRight(s, "/")
	}
	return ok
}
func (a address) toml() string { return quote(*a.to) }
func (address) allowed() string {
	return "an address such as https://numbers.online, without a name, a query or a fragment"
}

// listener is an address of this machine and a port.
type listener struct{ to *string }

func (l listener) set(v any) bool {
	s, ok := v.(string)
	if !ok {
		return false
	}
	if s != "" {
		host, port, err := net.SplitHostPort(s)
		n, bad := strconv.ParseUint(port, 10, 16)
		if ip := net.ParseIP(host); err != nil || bad != nil || n == 0 || ip == nil || !ip.IsLoopback() {
			return false
		}
	}
	*l.to = s
	return true
}
func (l listener) toml() string { return quote(*l.to) }
func (listener) allowed() string {
	return `an address of this machine and a port, such as "127.0.0.1:8099"`
}

// budgets are calls a minute by the name of the class they count in.
type budgets struct{ to *map[string]int }

func (b budgets) set(v any) bool {
	table, ok := v.(map[string]any)
	if !ok {
		return false
	}
	out := map[string]int{}
	for name, v := range table {
		n, ok := v.(int64)
		if !ok || n < 1 || n > 100_000 {
			return false
		}
		out[name] = int(n)
	}
	*b.to = out
	return true
}

func (b budgets) toml() string {
	parts := make([]string, 0, len(*b.to))
	for _, name := range slices.Sorted(maps.Keys(*b.to)) {
		parts = append(parts, fmt.Sprintf("%s = %d", quote(name), (*b.to)[name]))
	}
	if len(parts) == 0 {
		return "{}"
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}
func (budgets) allowed() string {
	return "calls a minute by class, each at least 1, such as { history = 3 }"
}

package config

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/client/rest"
)

// ring is a keyring in memory, which can be broken or hang.
type ring struct {
	mu    sync.Mutex
	kept  map[string]string
	err   error
	hangs chan struct{} // not nil: answers wait for it
	asked int
}

func (r *ring) Get(service, name string) (string, error) {
	if r.hangs != nil {
		<-r.hangs
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked++
	if r.err != nil {
		return "", r.err
	}
	v, ok := r.kept[service+" "+name]
	if !ok {
		return "", ErrNotKept
	}
	return v, nil
}

func (r *ring) Set(service, name, password string) error {
	if r.hangs != nil {
		<-r.hangs
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.kept[service+" "+name] = password
	}
	return r.err
}

func key(name string) string { return canary + name }

func TestKeysAreLookedForInOrder(t *testing.T) {
	paths := home(t, "[profiles.work.sms]\nkey_cmd = [\"printf\", \""+key("-cmd")+"\\n\"]\nkeyring = true\n")
	write(t, paths.Keys(), "[work]\nsms = \""+key("-file")+"\"\n")
	kept := &ring{kept: map[string]string{"switchboard work/sms": key("-ring")}}
	p, err := Load(Options{Paths: paths}).Profile("work")
	if err != nil {
		t.Fatal(err)
	}
	find := func(getenv func(string) (string, bool)) Found {
		t.Helper()
		f, err := NewKeychain(paths, getenv, kept).Find(t.Context(), p, SMS)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	check := func(f Found, ends string, where Where, at string) {
		t.Helper()
		if f.Secret.Reveal() != key("-"+ends) || f.Where != where || f.At != at {
			t.Errorf("found ends %q in the %s at %s, want %s in the %s at %s", f.Secret.Ends(), f.Where, f.At, ends, where, at)
		}
	}
	check(find(env("SWITCHBOARD_SMS_KEY= "+key("-env")+"\n")), "env", InEnv, "SWITCHBOARD_SMS_KEY")
	check(find(env("SWITCHBOARD_SMS_KEY=")), "cmd", InCommand, "printf")
	p.Service(SMS).Key.Command = nil
	check(find(env()), "ring", InKeyring, "work/sms")
	kept.kept = nil
	f := find(env())
	check(f, "file", InFile, paths.Keys())
	if f.Note == "" {
		t.Error("an empty keyring is not mentioned")
	}
	kept.err = errors.New("exec: dbus-launch: not found")
	check(find(env()), "file", InFile, paths.Keys())
	p.Service(SMS).Key.Keyring, kept.asked = false, 0
	find(env())
	if kept.asked != 0 {
		t.Error("a keyring nobody chose is asked")
	}
	if f, err := NewKeychain(paths, env("SWITCHBOARD_SMS_KEY="+key("")), kept).Find(t.Context(), Paths{}.newProfile(Sandbox), SMS); err != nil || !f.Secret.Empty() {
		t.Errorf("the sandbox has a key: %+v %v", f, err)
	}
}

func TestAHangingKeyringIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		paths := home(t, "[profiles.work]\nsms.keyring = true\ntrust.keyring = true\nlines.keyring = true\n")
		p, err := Load(Options{Paths: paths}).Profile("work")
		if err != nil {
			t.Fatal(err)
		}
		hung := &ring{hangs: make(chan struct{}), kept: map[string]string{"switchboard work/lines": key("")}}
		chain := NewKeychain(paths, env(), hung)
		begun := time.Now()
		for _, provider := range IDs(Providers()) {
			f, err := chain.Find(t.Context(), p, provider)
			if err != nil || !f.Secret.Empty() || !strings.Contains(f.Note, "may be locked") {
				t.Errorf("%s: %+v %v", provider, f, err)
			}
		}
		if took := time.Since(begun); took != ringLimit {
			t.Errorf("three questions took %s", took)
		}
		if err := chain.KeyringHere(t.Context()); err == nil {
			t.Error("a hanging keyring counts as there")
		}
		close(hung.hangs) // the person typed the password
		synctest.Wait()
		if f, err := chain.Find(t.Context(), p, Lines); err != nil || f.Where != InKeyring {
			t.Errorf("an unlocked keyring is not asked again: %+v %v", f, err)
		}
	})
}

func TestCommandsThatGiveNoKey(t *testing.T) {
	t.Setenv("SWITCHBOARD_SMS_KEY", key("-parent"))
	sh := func(script string) []string { return []string{"sh", "-c", script} }
	for name, c := range map[string]struct {
		argv []string
		want string
	}{
		"fails":     {sh("echo " + canary + " >&2; exit 3"), "sh ended with exit status 3"},
		"absent":    {[]string{"no-such-program"}, "no program no-such-program"},
		"empty":     {[]string{"true"}, "the key is empty"},
		"two lines": {sh("echo " + canary + "; echo user: me"), "line break in it"},
		"floods":    {sh("yes " + canary + " | head -c 100000"), "far more than a key"},
		"inherits":  {sh("printf %s ${SWITCHBOARD_SMS_KEY:-nothing}"), "has 7 characters"},
	} {
		p := Paths{}.newProfile("work")
		p.Service(SMS).Key.Command = c.argv
		_, err := NewKeychain(home(t, ""), env(), &ring{}).Find(t.Context(), p, SMS)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "c4n4ry") {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := askCommand(ctx, []string{"sleep", "60"}, nil); err == nil {
		t.Error("a command that does not end is waited for")
	}
}

func TestKeyFileOthersCanRead(t *testing.T) {
	paths := home(t, "")
	write(t, paths.Keys(), "[default]\nsms = \""+canary+"\"\n")
	chain := NewKeychain(paths, env(), &ring{})
	for _, mode := range []os.FileMode{0o640, 0o604, 0o644, 0o620, 0o660} {
		if err := os.Chmod(paths.Keys(), mode); err != nil {
			t.Fatal(err)
		}
		_, err := chain.Find(t.Context(), Paths{}.newProfile(Default), SMS)
		if err == nil || !strings.HasSuffix(err.Error(), "run: chmod 600 '"+paths.Keys()+"'") {
			t.Errorf("%o: %v", mode, err)
		}
		if _, err := chain.StoreKey(t.Context(), Default, SMS, InFile, rest.NewSecret(key("x"))); err == nil {
			t.Errorf("%o: a key is put into it", mode)
		}
	}
	if err := os.Chmod(paths.Keys(), 0o600); err != nil {
		t.Fatal(err)
	}
	if f, err := chain.Find(t.Context(), Paths{}.newProfile(Default), SMS); err != nil || f.Secret.Reveal() != canary {
		t.Errorf("%+v %v", f, err)
	}
	for text, want := range map[string]string{"[default]\nsms = 12345678\n": "write the key in quotes", "sms = " + canary: "not valid TOML"} {
		write(t, paths.Keys(), text)
		if _, err := chain.Find(t.Context(), Paths{}.newProfile(Default), SMS); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "c4n4ry") {
			t.Errorf("%v", err)
		}
	}
}

func TestCheckKey(t *testing.T) {
	for _, c := range []struct{ provider, pasted, want string }{
		{SMS, " " + canary + "\r\n", ""}, {Trust, bom + "nol_" + canary, ""}, {Webhook, "nol_" + canary, ""},
		{SMS, "", "empty"}, {SMS, " \n", "empty"}, {SMS, "two words!", "space in it"}, {SMS, "two\nlines!!", "line break"},
		{SMS, "zero\u200bwidth", "a character that no key"}, {SMS, "esc\x1b[31m!!", "a character that no key"}, {SMS, "short", "5 characters"},
		{SMS, strings.Repeat("k", maxKey+1), "characters"}, {Trust, canary, "begins with nol_"}, {Lines, "nol_" + canary, "not of LINES"},
		{Webhook, "fifteen_letters", "15 characters; it needs at least 16"},
	} {
		got, err := Paths{}.CheckKey(c.provider, c.pasted)
		if c.want == "" {
			if err != nil || got.Reveal() != strings.Trim(c.pasted, " \r\n"+bom) {
				t.Errorf("%s %q: %v", c.provider, c.pasted, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), c.want) || !got.Empty() || strings.Contains(err.Error(), "c4n4ry") {
			t.Errorf("%s: %v, want %q", c.provider, err, c.want)
		}
	}
}

func TestStoreKey(t *testing.T) {
	paths := home(t, "")
	kept := &ring{kept: map[string]string{}}
	chain := NewKeychain(paths, env(), kept)
	store := func(provider string, where Where, k string) Stored {
		t.Helper()
		s, err := chain.StoreKey(t.Context(), "work", provider, where, rest.NewSecret(k))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if s := store(SMS, InFile, key("1")); s.At != paths.Keys() || s.Behind != "" {
		t.Errorf("%+v", s)
	}
	if s := store(Trust, InKeyring, "nol_"+key("2")); s.At != "work/trust" || kept.kept["switchboard work/trust"] != "nol_"+key("2") {
		t.Errorf("%+v", s)
	}
	store(Webhook, InFile, key("3"))
	store(SMS, InFile, key("4"))
	info, err := os.Stat(paths.Keys())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v %v", info.Mode(), err)
	}
	if dir, err := os.Stat(filepath.Dir(paths.Keys())); err != nil || dir.Mode().Perm() != 0o700 {
		t.Errorf("folder %v %v", dir.Mode(), err)
	}
	if text := read(t, paths.Keys()); strings.Contains(text, key("1")) || !strings.Contains(text, key("3")) || strings.Contains(read(t, paths.Config), "c4n4ry") {
		t.Errorf("the file of keys does not hold what was stored last")
	}
	p, err := Load(Options{Paths: paths}).Profile("work")
	if err != nil || !p.Service(Trust).Key.Keyring || !p.ReadOnly {
		t.Errorf("the profile does not look in the keyring: %+v %v", p.Service(Trust), err)
	}
	for provider, want := range map[string]string{SMS: key("4"), Trust: "nol_" + key("2"), Webhook: key("3")} {
		if f, err := chain.Find(t.Context(), p, provider); err != nil || f.Secret.Reveal() != want {
			t.Errorf("%s: found in the %s, %v", provider, f.Where, err)
		}
	}
	behind, err := NewKeychain(paths, env("SWITCHBOARD_SMS_KEY="+key("5")), kept).StoreKey(t.Context(), "work", SMS, InFile, rest.NewSecret(key("6")))
	if err != nil || behind.Behind != "SWITCHBOARD_SMS_KEY" {
		t.Errorf("%+v %v", behind, err)
	}
	for _, c := range []struct {
		profile, provider string
		where             Where
	}{{Sandbox, SMS, InFile}, {"a/b", SMS, InFile}, {"work", "fax", InFile}, {"work", SMS, InEnv}, {"work", SMS, InCommand}} {
		if _, err := chain.StoreKey(t.Context(), c.profile, c.provider, c.where, rest.NewSecret(key("7"))); err == nil {
			t.Errorf("%+v is stored", c)
		}
	}
}

func TestEnvironHidesKeys(t *testing.T) {
	p := Paths{}.newProfile("work")
	p.Service(SMS).Key.Env = "MY_KEY"
	got := p.Environ([]string{"PATH=/bin", "MY_KEY=" + canary, "SWITCHBOARD_SMS_KEY=" + canary, "SWITCHBOARD_WEBHOOK_SECRET=" + canary, "HOME=/h"})
	if !slices.Equal(got, []string{"PATH=/bin", "HOME=/h"}) {
		t.Errorf("%q", got)
	}
}

func TestFoundIsSafeToPrint(t *testing.T) {
	f := Found{Secret: rest.NewSecret(canary), Where: InEnv}
	if s := fmt.Sprintf("%v %+v %#v", f, f, f); strings.Contains(s, "c4n4ry") {
		t.Error(s)
	}
}

func TestBudgetsOnlyShrink(t *testing.T) {
	s := Service{Budgets: map[string]int{"history": 2, "activation": 1000}}
	l := s.Lower(rest.NewLimits())
	now := time.Now()
	spend := func(b rest.Budget) (n int) {
		for range 400 {
			wait, err := l.Take(t.Context(), SMS, b, now)
			if err != nil {
				t.Fatal(err)
			}
			if wait > 0 {
				break
			}
			n++
		}
		return n
	}
	if n := spend(rest.Budget{Name: "history", PerMinute: 6}); n != 1 {
		t.Errorf("a budget of 2 lets %d calls through", n)
	}
	if n := spend(rest.Budget{Name: "activation", PerMinute: 300}); n != 270 {
		t.Errorf("a budget above the provider's lets %d calls through", n)
	}
}

// What cannot be a key is found without asking a program or a keyring for one.
func TestKeysThatCannotBeKeys(t *testing.T) {
	paths := home(t, "[profiles.work.trust]\nkey_cmd = [\"touch\", \"/nowhere/x\"]\n")
	write(t, paths.Keys(), "[work]\ntrust = \"short\"\nlines = \"a b c d e f\"\n")
	p, err := Load(Options{Paths: paths}).Profile("work")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, one := range NewKeychain(paths, env("SWITCHBOARD_SMS_KEY=short"), &ring{}).Amiss(p) {
		got = append(got, one.Error())
	}
	want := []string{"SWITCHBOARD_SMS_KEY: the key has 5 characters; a key has 8 to 8192", "keys.toml: work.lines: the key has a space in it: give the key alone"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	write(t, paths.Keys(), "[work]\nlines = 5\n")
	if got := NewKeychain(paths, env(), &ring{}).Amiss(p); len(got) != 1 || !strings.Contains(got[0].Error(), "write the key in quotes") {
		t.Errorf("%v", got)
	}
}

package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// Set writes one setting into the file, value as it would be typed: `0.40`,
// `dark`, `["pass", "show"]`. The error says what is allowed.
func (p Paths) Set(path, value string) error {
	if action, ok := strings.CutPrefix(path, "keys."); ok {
		return p.setKeys(action, value)
	}
	s := defaults()
	text, err := written(&s, settingEntries, path, value)
	if err != nil {
		return err
	}
	return editFile(p.Config, []change{{strings.Split(path, "."), text}})
}

// setKeys writes the keys of an action; value is a TOML list.
func (p Paths) setKeys(action, value string) error {
	tree, problem := decode("", "v = "+value)
	if problem != nil {
		return fmt.Errorf("keys.%s: %s", action, keyWords)
	}
	keys, ok := readKeyList(tree["v"])
	if !ok {
		return fmt.Errorf("keys.%s: %s", action, keyWords)
	}
	at := []string{"keys", action}
	if text, _, err := readText(p.Config); err == nil {
		if below := append([]string{"keys"}, strings.Split(action, ".")...); readDocument(text).lines[pathKey(below)] > 0 {
			at = below
		}
	}
	return editFile(p.Config, []change{{at, quoteAll(keys)}})
}

// SetProfile writes settings of a profile in one step, by their names below
// it: {"read_only": "true", "sms.base_url": "https://…"}. It makes the profile
// when there is none. The sandbox has nothing to set.
func (p Paths) SetProfile(name string, values map[string]string) error {
	if err := p.freeName(name); err != nil {
		return err
	}
	changes, err := p.changes(name, values)
	if err != nil {
		return err
	}
	return editFile(p.Config, changes)
}

// Fits says what is wrong with a setting of a profile, by its name below it, without writing it.
func (p Paths) Fits(name, path, value string) error {
	_, err := p.changes(name, map[string]string{path: value})
	return err
}

// changes are what settings of a profile come to in the file. The error names the one that is wrong.
func (p Paths) changes(name string, values map[string]string) (out []change, err error) {
	profile, entries := p.newProfile(name), p.profileEntries()
	for _, path := range slices.Sorted(maps.Keys(values)) {
		text, err := written(&profile, entries, path, values[path])
		if err != nil {
			return nil, err
		}
		out = append(out, change{append([]string{"profiles", name}, strings.Split(path, ".")...), text})
	}
	for _, provider := range IDs(p.providers()) {
		s := profile.Service(provider)
		s.AllowInsecureHTTP = s.AllowInsecureHTTP || p.insecure(name, provider)
		for _, a := range p.amiss(s) {
			if _, given := values[provider+"."+a.setting]; given {
				return nil, fmt.Errorf("%s.%s: %w", provider, a.setting, a.err)
			}
		}
	}
	return out, nil
}

// insecure says whether the file lets a provider be reached by http already.
func (p Paths) insecure(name, provider string) bool {
	profile, err := Load(Options{Paths: p}).Profile(name)
	return err == nil && profile.Service(provider) != nil && profile.Service(provider).AllowInsecureHTTP
}

// freeName refuses names that are none, and the sandbox's.
func (p Paths) freeName(name string) error {
	if err := CheckProfile(name); err != nil {
		return err
	}
	if strings.EqualFold(name, Sandbox) {
		return errors.New("profile: sandbox is the built-in sandbox, which has no accounts; use another name")
	}
	return nil
}

// written checks a value and gives it as TOML.
func written[T any](scratch *T, entries []entry[T], path, value string) (string, error) {
	i := slices.IndexFunc(entries, func(e entry[T]) bool { return e.path == path })
	if i < 0 {
		return "", fmt.Errorf("%s: there is no such setting%s", elide(path), suggest(path, names(entries)))
	}
	if !utf8.ValidString(value) {
		return "", fmt.Errorf("%s: this is not text (UTF-8)", path)
	}
	b := entries[i].bind(scratch)
	if !setText(b, value) {
		return "", fmt.Errorf("%s: write %s", path, b.allowed())
	}
	return b.toml(), nil
}

// ErrAsWritten is that the file for beginners is there, just as it would be written.
var ErrAsWritten = errors.New("the file is there already")

// WriteTemplate writes the file for beginners. It never replaces a file: of one
// that is there the error is ErrAsWritten or fs.ErrExist.
func (p Paths) WriteTemplate() error {
	if _, err := os.Lstat(p.Config); err == nil {
		if have, err := os.ReadFile(p.Config); err == nil && string(have) == Template() {
			return ErrAsWritten
		}
		return fs.ErrExist
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("looking for %s: %w", p.Config, reason(err))
	}
	if err := os.MkdirAll(filepath.Dir(p.Config), 0o700); err != nil {
		return fmt.Errorf("making the folder of %s: %w", p.Config, reason(err))
	}
	return writeText(p.Config, Template())
}

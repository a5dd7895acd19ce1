package wiring_test

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"switchboard/ui/cli"
	"switchboard/ui/cli/house"
	"switchboard/ui/cli/lines"
	"switchboard/ui/cli/sms"
	"switchboard/ui/cli/trust"
	"switchboard/ui/wiring"
)

var everything = []cli.Commands{sms.Commands, trust.Commands, lines.Commands, house.Commands}

// ask runs a command as it stands.
func ask(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = cli.Run(t.Context(), wiring.New(), args, &o, &e, everything...)
	return code, o.String(), e.String()
}

// fields are the schemas of the page: by command, the types of the fields by
// their names.
func fields(page string) map[string]map[string]string {
	out := map[string]map[string]string{}
	at := ""
	for line := range strings.Lines(page) {
		if name, ok := strings.CutPrefix(line, "## "); ok {
			at = strings.TrimSpace(name)
			out[at] = map[string]string{}
		}
		cells := strings.Split(line, " | ")
		if name, ok := strings.CutPrefix(cells[0], "| "); ok && at != "" && len(cells) == 3 && cells[1] != "type" && name != "---" {
			out[at][name] = cells[1]
		}
	}
	return out
}

// The page about JSON is what the records are.
func TestJSONPage(t *testing.T) {
	alone(t)
	_, page, _ := ask(t, "help", "json")
	path := filepath.Join("..", "..", ".github", "JSON.md")
	if *write {
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if have, err := os.ReadFile(path); err != nil || string(have) != page {
		t.Errorf("%s is not what `switchboard help json` prints (%v); -write-readme writes it", path, err)
	}
}

// lined are one command line for each command: what stands for %s is another
// value for every format, and formats without one are left out.
var lined = []struct {
	args string
	each []string
	ends int    // the exit code, where it is not that of success
	page string // what the page calls it, where that is not the command
}{
	{args: "order --customer acme --service telegram --country uk"}, {args: "activations list"}, {args: "activations get {waiting0}"},
	{args: "activations again %s", each: []string{"{code0}", "{code1}"}}, {args: "activations end %s", each: []string{"{code0}", "{code1}"}},
	{args: `wait %s --sandbox-control=sms={"activation_id":"%s","text":"482913"}`, each: []string{"{waiting0}", "{waiting1}", "{waiting2}"}}, {args: "code"},
	{args: "customers list"}, {args: "customers show acme"}, {args: "customers add %s", each: []string{"new1", "new2", "new3"}}, {args: "customers status acme active"},
	{args: "customers credit acme +1"}, {args: "customers ledger acme"}, {args: "prices telegram"}, {args: "history"}, {args: "insights --days 30"},
	{args: "insights trend --days 30"}, {args: "insights customers --days 30"}, {args: "statement acme --days 30"},
	{args: "export activations"}, {args: "export codes"}, {args: "export customers"}, {args: "export transactions"}, {args: "export log"},
	{args: "numbers list"}, {args: "numbers show {owned}"}, {args: "numbers find 503"}, {args: "numbers buy %s", each: []string{"{sale0}", "{sale1}", "{sale2}"}},
	{args: "numbers set {owned} --cnam NAME"}, {args: "e911 show {owned}"}, {args: "e911 set {owned} --caller %s", each: []string{"Alice", "Bertha", "Carola"}},
	{args: "activations report {waiting0}", page: "activations report without --reason"}, {args: "activations report %s --reason 7", each: []string{"{waiting0}", "{waiting1}", "{waiting2}"}},
	{args: "numbers release %s --confirm LAST", each: []string{"{sale0}", "{sale1}", "{sale2}"}},
	{args: "sync", each: []string{""}, ends: cli.Unknown}, {args: "attempts"}, {args: "attempts rest"}, {args: "db path"}, {args: "db check"}, {args: "db backup DIR"}, {args: "limits list"}, {args: "limits clear"}, {args: "db confirm"}, {args: "db renew"}, {args: "db gone"}, {args: "db purge --customer acme"}, {args: "config path"}, {args: "config check"},
	{args: "note customer acme late"}, {args: "tag customer acme vip"}, {args: "notes"}, {args: "acts"},
	{args: "filters save history %s telegram", each: []string{"one", "two", "three"}}, {args: "filters rename history %s", each: []string{"one first", "two second", "three third"}},
	{args: "filters list"}, {args: "filters remove history %s", each: []string{"first", "second", "third"}},
	{args: "config show"}, {args: "config init", each: []string{"", "", ""}}, {args: "themes"}, {args: "version"}, {args: "doctor"}, {args: "keys"},
	{args: "listings list"}, {args: "listings show +14155550199"}, {args: "listings reports +14155550199"},
	{args: "listings prove %s --by sms", each: []string{"+14155550167", "+14155550168", "+14155550169"}},
	{args: "listings stage +12135550101 --kind business --legal-name Northwind"}, {args: "listings logo +12135550101 LOGO"},
	{args: "listings pay +12135550101"}, {args: "listings pack +14155550199 --dir DIR/%s", each: []string{"a", "b", "c"}},
	{args: "import e911 ADDRESSES --confirm 1"}, {args: "import cnam NAMES"}, {args: "import customers CUSTOMERS"}, {args: "import listings PROFILES"}, {args: "listings draft +12135550199 --legal-name Northwind", each: []string{""}}, {args: "e911 queue"},
	{args: "accounts show"}, {args: "accounts set --name %s", each: []string{"One", "Two", "Three"}},
	{args: "e911 choose %s 2", each: []string{"+14155234712"}}, {args: "e911 clear {owned} --confirm LAST"}, {args: "sandbox fill --activations 40 --customers 3"},
}

// apart are commands whose records need more than one line to come about; the
// tests of their own look at those.
var apart = []string{"accounts signup", "listings watch", "sandbox", "hooks serve", "attempts settle", "The error", "With --dry-run"}

// Every command writes what the page says, in every format that has names.
func TestEveryCommandWritesWhatThePageSays(t *testing.T) {
	alone(t)
	_, page, _ := ask(t, "help", "json")
	schema := fields(page)
	world := found(t)
	told := map[string]bool{}
	for _, c := range lined {
		if strings.HasPrefix(c.args, "listings ") && !strings.Contains(c.args, "+12135550101") || strings.Contains(c.args, " stage ") || c.args == "sync" || strings.HasPrefix(c.args, "e911 c") {
			alone(t) // what TRUST allows in a minute is soon used up
		}
		name := cmp.Or(c.page, nameOf(schema, c.args))
		if told[name] = true; name == "" {
			t.Errorf("%s is not on the page", c.args)
			continue
		}
		for i, format := range []string{"--json", "--ndjson", "--csv"} {
			line := c.args
			if c.each != nil && i >= len(c.each) {
				break
			}
			if c.each != nil {
				line = strings.ReplaceAll(line, "%s", c.each[i])
			}
			for mark, value := range world {
				line = strings.ReplaceAll(line, mark, value)
			}
			if before, after, ok := strings.Cut(line, "LAST"); ok {
				number := strings.Fields(before)[2]
				line = before + number[len(number)-4:] + after
			}
			if strings.HasPrefix(line, "e911 choose") {
				ask(t, "--sandbox", "--yes", "e911", "set", strings.Fields(line)[2], "--address", "55 Loop, Oakland, CA 94607", "--caller", "Michel Mabel")
			}
			code, out, errs := ask(t, append([]string{"--sandbox", "--yes", format}, strings.Fields(line)...)...)
			if code != c.ends {
				t.Errorf("%s %s: exit %d: %s", line, format, code, errs)
				continue
			}
			hold(t, line+" "+format, schema[name], format, out)
		}
	}
	for name := range schema {
		if !told[name] && !slices.Contains(apart, name) {
			t.Errorf("%s is on the page, and no line of the test runs it", name)
		}
	}
}

func nameOf(schema map[string]map[string]string, line string) string {
	words := strings.Fields(line)
	for n := min(2, len(words)); n > 0; n-- {
		if name := strings.Join(words[:n], " "); schema[name] != nil {
			return name
		}
	}
	return ""
}

// found are things of the sandbox that commands can be about.
func found(t *testing.T) map[string]string { return foundIn(t, "--sandbox") }

// foundIn are such things of the profile that the options choose.
func foundIn(t *testing.T, options ...string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	logo := filepath.Join(dir, "logo.png")
	if err := os.WriteFile(logo, []byte("\x89PNG\r\n\x1a\n and more"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a", "b", "c"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	out := map[string]string{"DIR": dir, "LOGO": logo}
	rowsFor(t, dir, out)
	note := func(key func(row map[string]any) string, value string, args ...string) {
		_, text, _ := ask(t, append(append(options, "--ndjson"), args...)...)
		n := map[string]int{}
		for line := range strings.Lines(text) {
			var row map[string]any
			if err := json.Unmarshal([]byte(line), &row); err != nil {
				t.Fatal(err)
			}
			if k := key(row); k != "" {
				out[fmt.Sprintf("{%s%d}", k, n[k])] = row[value].(string)
				n[k]++
			}
		}
	}
	note(func(row map[string]any) string { return row["state"].(string) }, "activation_id", "activations", "list")
	note(func(map[string]any) string { return "sale" }, "e164", "numbers", "find", "503")
	out["{owned}"] = "+14152338397"
	return out
}

// hold holds what was written against the page.
func hold(t *testing.T, line string, schema map[string]string, format, out string) {
	t.Helper()
	var rows []any
	switch format {
	case "--csv":
		all, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if err != nil || len(all) == 0 {
			t.Errorf("%s: %v, %q", line, err, out)
			return
		}
		for name := range schema {
			if !strings.Contains(name, ".") && !slices.Contains(all[0], name) {
				t.Errorf("%s: the column %s is missing", line, name)
			}
		}
		for _, name := range all[0] {
			if schema[name] == "" {
				t.Errorf("%s: the column %s is not on the page", line, name)
			}
		}
		return
	case "--json":
		var v any
		if err := json.Unmarshal([]byte(out), &v); err != nil {
			t.Errorf("%s: %v in %.300q", line, err, out)
			return
		}
		if beside, ok := v.(map[string]any); ok && beside["error"] != nil {
			v = beside["results"]
		}
		if list, ok := v.([]any); ok {
			rows = list
		} else {
			rows = []any{v}
		}
	default:
		for one := range strings.Lines(out) {
			var v any
			if err := json.Unmarshal([]byte(one), &v); err != nil {
				t.Errorf("%s: %v in %.300q", line, err, one)
				return
			}
			rows = append(rows, v)
		}
	}
	for _, row := range rows {
		holdObject(t, line, "", schema, row.(map[string]any))
	}
}

// holdObject holds one object against the fields that begin with within.
func holdObject(t *testing.T, line, within string, schema map[string]string, row map[string]any) {
	t.Helper()
	for name := range schema {
		if rest, ok := strings.CutPrefix(name, within); ok && !strings.Contains(rest, ".") {
			if _, there := row[strings.TrimSuffix(rest, "[]")]; !there {
				t.Errorf("%s: %s is missing", line, name)
			}
		}
	}
	for name, v := range row {
		want, known := schema[within+name]
		if !known {
			t.Errorf("%s: %s%s is not on the page", line, within, name)
			continue
		}
		if !fits(want, v) {
			t.Errorf("%s: %s%s is %v, the page says %s", line, within, name, v, want)
		}
		switch v := v.(type) {
		case map[string]any:
			if strings.HasPrefix(want, "object") {
				holdObject(t, line, within+name+".", schema, v)
			}
		case []any:
			for _, one := range v {
				if one, ok := one.(map[string]any); ok && want == "list of objects" {
					holdObject(t, line, within+name+"[].", schema, one)
				}
			}
		}
	}
}

// fits says whether a value is what the page calls its type.
func fits(want string, v any) bool {
	if v == nil {
		return strings.HasSuffix(want, " or null") || want == "any"
	}
	switch strings.TrimSuffix(want, " or null") {
	case "any":
		return true
	case "string":
		s, ok := v.(string)
		return ok && s != ""
	case "string, RFC 3339 in UTC":
		at, err := time.Parse("2006-01-02T15:04:05Z", fmt.Sprint(v))
		return err == nil && !at.IsZero()
	case "string, E.164":
		s, ok := v.(string)
		return ok && strings.HasPrefix(s, "+") && strings.Trim(s[1:], "0123456789") == ""
	case "integer":
		n, ok := v.(float64)
		return ok && n == float64(int64(n))
	case "number":
		_, ok := v.(float64)
		return ok
	case "boolean":
		_, ok := v.(bool)
		return ok
	case "object":
		_, ok := v.(map[string]any)
		return ok
	case "list of strings", "list of objects":
		_, ok := v.([]any)
		return ok
	}
	return false
}

// What a shell offers is what is saved.
func TestShellsAreOfferedWhatIsSaved(t *testing.T) {
	alone(t)
	if code, _, errs := ask(t, "--sandbox", "sync"); code != cli.Unknown {
		t.Fatal(errs)
	}
	for _, c := range []struct {
		line []string
		want string
	}{
		{[]string{"order", "--customer", "a"}, "acme\t"}, {[]string{"order", "--service", "tele"}, "telegram\t"}, {[]string{"order", "--country", ""}, "uk\t"},
		{[]string{"wait", ""}, "+44"}, {[]string{"prices", "wh"}, "whatsapp\t"}, {[]string{"e911", "show", "+1415"}, "+14152338397\t"},
		{[]string{"listings", "pay", "+1415"}, "+14155550199\t"}, {[]string{"customers", "status", "acme", "p"}, "paused"}, {[]string{"export", "co"}, "codes"},
		{[]string{"numbers", "list", "--state", "in"}, "in_service"}, {[]string{"--profile", ""}, "sandbox"}, {[]string{"help", "exit"}, "exit-codes"},
		{[]string{"statement", "a"}, "acme\t"}, {[]string{"insights", "trend", "--service", "tele"}, "telegram\t"}, {[]string{"numbers", "release", "+14152338397", "+1415"}, "+14155234712\t"},
		{[]string{"customers", "list", ""}, ":4"}, {[]string{"order", "--customer", "acme", ""}, ":4"}, {[]string{"import", "e911", ""}, ":0"}, {[]string{"listings", "logo", "+14155550199", ""}, ":0"}, // a file is offered where one is meant
	} {
		if _, out, _ := ask(t, append([]string{"__complete", "--sandbox"}, c.line...)...); !strings.Contains(out, c.want) || strings.Contains(out, "amberlane") && c.want == "paused" {
			t.Errorf("%q: %q", c.line, out)
		}
	}
}

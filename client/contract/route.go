// Package contract owns what the providers document of their routes, as files
// in testdata describe it: which requests may be made, and with which statuses
// they are answered. Tests hold the clients and the sandbox to it.
package contract

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// Route is one documented call.
type Route struct {
	ID       string
	Method   string
	Paths    []string // templates, each way the document writes it; "?name" at the end: only with that in the query
	Statuses []int
	Params   []Param
}

// Param is one thing a call takes. A name with dots is inside an object; "*" at its end is any other
// field there.
type Param struct {
	Place    string // path, query, body, raw
	Name     string
	Required bool   // in a body: where its object is there
	Kind     string // text, integer, number, boolean, word, words, texts, object, any; of raw the media types
	Min, Max int64  // of a text its characters, of raw its bytes; a Max of 0 is none
	Pattern  *regexp.Regexp
	Words    []string
	Example  string // "" for none; $word is for the reader to fill in
}

// Book is one provider's routes.
type Book struct {
	Name   string
	Base   string // what a template's path is below
	Plus   bool   // a plus may stand in a path as it is
	Root   bool   // what is below Base is below the root as well, as a sandbox has it
	Routes []*Route
}

// bases are the paths below which each provider's document writes its own.
var bases = map[string]string{"platfone": "/api/v1/retail", "numbersonline": "", "oneuc": "/v2"}

// plus are the providers that do not ask for a plus in a path to be escaped.
var plus = map[string]bool{"numbersonline": true}

// Open reads the routes of a provider, "platfone", from testdata, which is looked for upwards.
func Open(name string) (*Book, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	for {
		data, err := os.ReadFile(filepath.Join(dir, "testdata", name, "routes.txt"))
		if err == nil {
			return read(name, string(data))
		}
		if filepath.Dir(dir) == dir {
			return nil, fmt.Errorf("the routes of %s: %w", name, err)
		}
		dir = filepath.Dir(dir)
	}
}

func read(name, data string) (*Book, error) {
	book := &Book{Name: name, Base: bases[name], Plus: plus[name]}
	for i, line := range strings.Split(data, "\n") {
		var err error
		switch {
		case strings.TrimSpace(line) == "", strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "  "):
			var p Param
			if p, err = readParam(strings.TrimSpace(line)); err == nil {
				last := book.Routes[len(book.Routes)-1]
				last.Params = append(last.Params, p)
			}
		default:
			var r *Route
			if r, err = book.readRoute(line); err == nil {
				book.Routes = append(book.Routes, r)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("line %d of the routes of %s: %w", i+1, name, err)
		}
	}
	return book, nil
}

func (b *Book) readRoute(line string) (*Route, error) {
	words := strings.Fields(line)
	if len(words) != 4 {
		return nil, fmt.Errorf("%d words, not an id, a method, paths and statuses", len(words))
	}
	r := &Route{ID: words[0], Method: words[1]}
	for path := range strings.SplitSeq(words[2], ",") {
		if whole, ok := strings.CutPrefix(path, "="); ok {
			r.Paths = append(r.Paths, whole)
		} else {
			r.Paths = append(r.Paths, b.Base+path)
		}
	}
	for status := range strings.SplitSeq(words[3], ",") {
		n, err := strconv.Atoi(status)
		if err != nil {
			return nil, err
		}
		r.Statuses = append(r.Statuses, n)
	}
	return r, nil
}

var bounds = regexp.MustCompile(`^(-?\d+)\.\.(\d*)$`)

func readParam(line string) (Param, error) {
	line, example, _ := strings.Cut(line, " = ")
	words := strings.Fields(line)
	p := Param{Place: words[0], Example: example}
	if p.Place == "raw" {
		words = append([]string{"raw", "body"}, words[1:]...)
	}
	if len(words) < 3 {
		return p, fmt.Errorf("%q has no name and kind", line)
	}
	p.Name, p.Required = strings.CutSuffix(words[1], "!")
	p.Kind = words[2]
	for _, word := range words[3:] {
		limits := bounds.FindStringSubmatch(word)
		switch {
		case limits != nil:
			p.Min, _ = strconv.ParseInt(limits[1], 10, 64)
			p.Max, _ = strconv.ParseInt(limits[2], 10, 64)
		case strings.HasPrefix(word, "^"):
			pattern, err := regexp.Compile(word)
			if err != nil {
				return p, err
			}
			p.Pattern = pattern
		default:
			p.Words = strings.Split(word, ",")
		}
	}
	return p, nil
}

package contract

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Find gives the route that a request is, and what its path names; nil when there is none. The
// one that says most of the path and the query is meant.
func (b *Book) Find(method string, u *url.URL) (*Route, map[string]string) {
	var best *Route
	var named map[string]string
	most := 0
	for _, r := range b.Routes {
		for _, template := range r.Paths {
			path, asks, marked := strings.Cut(template, "?")
			found, ok := match(path, u.EscapedPath(), b.Plus)
			if below, based := strings.CutPrefix(path, b.Base); !ok && b.Root && based {
				found, ok = match(below, u.EscapedPath(), b.Plus)
			}
			said := 1 + strings.Count(path, "/") - len(found)
			if marked {
				said++
			}
			if ok && r.Method == method && (!marked || u.Query().Has(asks)) && said > most {
				best, named, most = r, found, said
			}
		}
	}
	return best, named
}

// match lays a path over a template; without plus one in the path has to be escaped.
func match(template, path string, plus bool) (map[string]string, bool) {
	wanted, given := strings.Split(template, "/"), strings.Split(path, "/")
	if len(wanted) != len(given) {
		return nil, false
	}
	named := map[string]string{}
	for i, word := range wanted {
		name, ok := strings.CutPrefix(word, "{")
		if !ok {
			if word != given[i] {
				return nil, false
			}
			continue
		}
		value, err := url.PathUnescape(given[i])
		if err != nil || !plus && strings.Contains(given[i], "+") {
			return nil, false
		}
		named[strings.TrimSuffix(name, "}")] = value
	}
	return named, true
}

// Check says what of a request the document does not allow; empty is nothing.
func (b *Book) Check(r *http.Request, body []byte) []string {
	route, named := b.Find(r.Method, r.URL)
	if route == nil {
		return []string{"no such route is documented"}
	}
	var wrong []string
	say := func(name, what string) { wrong = append(wrong, route.ID+" "+name+": "+what) }
	route.compare("path", flat(named), say)
	query := map[string]any{}
	for name, values := range r.URL.Query() {
		if query[name] = values[0]; len(values) > 1 {
			say(name, "is there more than once")
		}
	}
	route.compare("query", query, say)
	if raw := route.find("raw", "body"); raw != nil {
		if media := r.Header.Get("Content-Type"); !slices.Contains(strings.Split(raw.Kind, ","), media) || int64(len(body)) < raw.Min || int64(len(body)) > raw.Max {
			say("body", fmt.Sprintf("%d bytes of %s", len(body), media))
		}
		return wrong
	}
	fields, err := leaves(body)
	if err != nil {
		say("body", "is not one JSON object")
		return wrong
	}
	route.compare("body", fields, say)
	return wrong
}

func flat(named map[string]string) map[string]any {
	out := map[string]any{}
	for name, value := range named {
		out[name] = value
	}
	return out
}

// leaves are the fields of a body by their dotted names, objects and what is in them.
func leaves(body []byte) (map[string]any, error) {
	out := map[string]any{}
	if len(body) == 0 {
		return out, nil
	}
	var object map[string]any
	if err := json.Unmarshal(body, &object); err != nil {
		return nil, err
	}
	var walk func(prefix string, object map[string]any)
	walk = func(prefix string, object map[string]any) {
		for name, value := range object {
			out[prefix+name] = value
			if inner, ok := value.(map[string]any); ok {
				walk(prefix+name+".", inner)
			}
		}
	}
	walk("", object)
	return out, nil
}

func (r *Route) find(place, name string) *Param {
	for i, p := range r.Params {
		if p.Place == place && p.Name == name {
			return &r.Params[i]
		}
	}
	return nil
}

// compare holds what was given at a place to what is documented there.
func (r *Route) compare(place string, given map[string]any, say func(name, what string)) {
	for name, value := range given {
		p := r.find(place, name)
		switch {
		case p == nil && !r.open(place, name):
			say(name, "is not documented in the "+place)
		case p != nil && value != nil:
			if what := p.Wrong(value); what != "" {
				say(name, what)
			}
		}
	}
	for _, p := range r.Params {
		parent, _, nested := cutLast(p.Name)
		inside, there := given[parent].(map[string]any)
		if _, ok := given[p.Name]; !ok && p.Place == place && p.Required && (!nested || there && len(inside) > 0) {
			say(p.Name, "is required and missing")
		}
	}
}

// open reports whether a field belongs to an object that may hold any.
func (r *Route) open(place, name string) bool {
	for parent, _, ok := cutLast(name); ok; parent, _, ok = cutLast(parent) {
		if r.find(place, parent+".*") != nil {
			return true
		}
	}
	return false
}

func cutLast(name string) (parent, last string, ok bool) {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return "", name, false
	}
	return name[:i], name[i+1:], true
}

// holds reports whether n is within the bounds, if there are any.
func (p *Param) holds(n int64) bool {
	none := p.Min == 0 && p.Max == 0 && p.Kind == "integer" // the whole numbers
	return none || n >= p.Min && (p.Max == 0 || n <= p.Max)
}

// Wrong says what keeps a value, decoded from JSON or a text of the query, from being one that is
// documented; "" for nothing.
func (p *Param) Wrong(value any) string {
	s, isText := value.(string)
	text := fmt.Sprint(value)
	if f, ok := value.(float64); ok {
		text = strconv.FormatFloat(f, 'f', -1, 64)
	}
	ok := true
	switch p.Kind {
	case "text":
		n := int64(utf8.RuneCountInString(s))
		ok = isText && p.holds(n) && (p.Pattern == nil || p.Pattern.MatchString(s))
	case "integer":
		n, err := strconv.ParseInt(text, 10, 64)
		ok = err == nil && p.holds(n) && (!isText || p.Place != "body")
	case "number":
		n, err := strconv.ParseFloat(text, 64)
		ok = err == nil && n >= float64(p.Min) && n <= float64(p.Max) && (!isText || p.Place != "body")
	case "boolean":
		ok = text == "true" || text == "false"
	case "word":
		ok = isText && slices.Contains(p.Words, s)
	case "words":
		for one := range strings.SplitSeq(s, ",") {
			ok = ok && slices.Contains(p.Words, one)
		}
	case "texts":
		_, ok = value.([]any)
	case "object":
		_, ok = value.(map[string]any)
	}
	if ok {
		return ""
	}
	return fmt.Sprintf("%.80q is not the documented %s", text, p.Kind)
}

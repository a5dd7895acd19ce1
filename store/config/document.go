package config

import (
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// statement is one line of a TOML file that says something, with its place in
// the text: a header of a table, or a key and its value, which may span lines.
type statement struct {
	path       []string
	header     bool // [path]
	many       bool // [[path]]
	line       int  // from 1
	start, end int  // bytes, without the end of the line
	value      [2]int
}

// document is a TOML file by its statements. The decoder tells what the values
// are and not where they stand, which is needed to name lines and to change
// one of them alone.
type document struct {
	text       string
	statements []statement
	lines      map[string]int // the first line of each path
}

// readDocument cuts a valid TOML text; of any other it gives what it can.
func readDocument(text string) document {
	s := scanner{text: text, line: 1}
	if strings.HasPrefix(text, bom) {
		s.at = len(bom)
	}
	d := document{text: text, lines: map[string]int{}}
	var table []string
	for s.blank(); s.at < len(text); s.blank() {
		st := statement{line: s.line, start: s.at, header: text[s.at] == '['}
		if st.header {
			st.many = strings.HasPrefix(text[s.at:], "[[")
			s.at += len("[")
			if st.many {
				s.at += len("[")
			}
			st.path = s.key()
			table = st.path
			s.restOfLine()
		} else {
			st.path = append(slices.Clone(table), s.key()...)
			s.spaces()
			if s.at < len(text) && text[s.at] == '=' {
				s.at++
			}
			s.spaces()
			st.value[0] = s.at
			st.value[1] = s.value()
			s.restOfLine()
		}
		st.end = s.at
		d.statements = append(d.statements, st)
		if at := pathKey(st.path); d.lines[at] == 0 {
			d.lines[at] = st.line
		}
	}
	return d
}

// line is where a path, or else the longest beginning of it, is written; of a
// table that only has tables, where the first of them is. 0 is nowhere.
func (d document) line(path ...string) int {
	for n := len(path); n > 0; n-- {
		if line, ok := d.lines[pathKey(path[:n])]; ok {
			return line
		}
	}
	below := slices.IndexFunc(d.statements, func(s statement) bool {
		return len(s.path) > len(path) && slices.Equal(s.path[:len(path)], path)
	})
	if below < 0 {
		return 0
	}
	return d.statements[below].line
}

// pathKey is a path as a key of a map.
func pathKey(path []string) string { return strings.Join(path, "\x00") }

// scanner walks a text by the rules of TOML.
type scanner struct {
	text     string
	at, line int
}

func (s *scanner) spaces() {
	for s.at < len(s.text) && (s.text[s.at] == ' ' || s.text[s.at] == '\t') {
		s.at++
	}
}

// blank skips what says nothing: spaces, empty lines, comments.
func (s *scanner) blank() {
	for s.at < len(s.text) {
		switch s.text[s.at] {
		case '\n':
			s.line++
			s.at++
		case ' ', '\t', '\r':
			s.at++
		case '#':
			s.restOfLine()
		default:
			return
		}
	}
}

// restOfLine goes to the end of the line, before its line feed.
func (s *scanner) restOfLine() {
	n := strings.IndexByte(s.text[s.at:], '\n')
	if n < 0 {
		n = len(s.text) - s.at
	}
	s.at += len(strings.TrimRight(s.text[s.at:s.at+n], "\r"))
}

// key reads a key, which may have dots and quoted parts.
func (s *scanner) key() []string {
	var path []string
	for {
		s.spaces()
		from := s.at
		if s.at < len(s.text) && (s.text[s.at] == '"' || s.text[s.at] == '\'') {
			s.quoted()
			path = append(path, unquote(s.text[from:s.at]))
		} else {
			for s.at < len(s.text) && !strings.ContainsRune("=.] \t\r\n#", rune(s.text[s.at])) {
				s.at++
			}
			path = append(path, s.text[from:s.at])
		}
		s.spaces()
		if s.at >= len(s.text) || s.text[s.at] != '.' {
			return path
		}
		s.at++
	}
}

// value goes over a value and returns where it ends.
func (s *scanner) value() int {
	depth := 0
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case c == '"' || c == '\'':
			s.quoted()
			continue
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		case c == '#' && depth > 0:
			s.restOfLine()
			continue
		case c == '\n' && depth > 0:
			s.line++
		case c == '\n' || c == '#':
			return s.trimmed()
		}
		s.at++
	}
	return s.trimmed()
}

// trimmed is where what was read ends without the spaces after it.
func (s *scanner) trimmed() int { return len(strings.TrimRight(s.text[:s.at], " \t\r")) }

// quoted goes over a string of any of the four kinds.
func (s *scanner) quoted() {
	quote := s.text[s.at : s.at+1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(s.text[s.at:], triple) {
		quote = triple
	}
	s.at += len(quote)
	for s.at < len(s.text) {
		switch {
		case quote[0] == '"' && s.text[s.at] == '\\':
			s.at++
		case s.text[s.at] == '\n':
			if len(quote) == 1 { // not closed: the text is not valid
				return
			}
			s.line++
		case strings.HasPrefix(s.text[s.at:], quote):
			s.at += len(quote)
			for len(quote) == 3 && s.at < len(s.text) && s.text[s.at] == quote[0] {
				s.at++ // a string of three quotes may end in more of them
			}
			return
		}
		s.at++
	}
	s.at = min(s.at, len(s.text))
}

// unquote is what a quoted key says.
func unquote(s string) string {
	var out struct{ Key string }
	if _, err := toml.Decode("Key = "+s, &out); err != nil {
		return s
	}
	return out.Key
}

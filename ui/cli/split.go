package cli

import (
	"fmt"
	"strings"
)

// split takes a line apart into words; quotes and a backslash keep blanks.
func split(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	var quote rune
	begun, literal := false, false
	for _, r := range strings.TrimRight(line, "\r\n") {
		switch {
		case literal:
			word.WriteRune(r)
			literal = false
		case r == '\\' && quote != '\'':
			literal, begun = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, begun = r, true
		case quote == 0 && (r == ' ' || r == '\t'):
			if begun {
				words, begun = append(words, word.String()), false
				word.Reset()
			}
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("a quote (%c) is not closed", quote)
	}
	if begun {
		words = append(words, word.String())
	}
	return words, nil
}

package oneuc

import (
	"regexp"
	"sync"
)

// form is a pattern that is made ready when it is first asked for: a command
// that reads no address does not wait for any.
func form(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

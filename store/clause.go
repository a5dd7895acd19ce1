package store

import (
	"strings"
)

// clause is a WHERE condition in the making.
type clause struct {
	conds []string
	args  []any
}

func (c *clause) and(cond string, args ...any) {
	c.conds = append(c.conds, cond)
	c.args = append(c.args, args...)
}

// in asks for any of the values; without any it asks for nothing.
func in[T ~string](c *clause, column string, values []T) {
	if len(values) == 0 {
		return
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = string(v)
	}
	c.and(column+" IN (?"+strings.Repeat(",?", len(values)-1)+")", args...)
}

// out asks for none of the values.
func out(c *clause, column string, values []string) {
	if len(values) == 0 {
		return
	}
	var listed clause
	in(&listed, "+"+column, values)
	c.and("NOT "+listed.conds[0], listed.args...)
}

func (c *clause) where() string {
	if len(c.conds) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.conds, " AND ")
}

// likeEscaper takes the meaning off the wildcards of LIKE.
var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// needle is a term of a filter as LIKE compares it: folded, and without the wildcards' meaning.
func needle(term string) string { return "%" + likeEscaper.Replace(fold(term)) + "%" }

// digits are the digits of a term that is written like a telephone number, "+1 (415) 555-0142";
// false when it is something else.
func digits(term string) (string, bool) {
	var b strings.Builder
	for _, r := range strings.TrimSpace(term) {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case !strings.ContainsRune("+-(). /", r):
			return "", false
		}
	}
	return b.String(), b.Len() > 0
}

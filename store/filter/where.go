package filter

import (
	"slices"
	"strings"
)

// Where is a condition of SQL in the making, all of its parts joined by AND.
type Where struct {
	conds []string
	Args  []any // the values of its question marks
}

// And adds a condition and the values of its question marks.
func (c *Where) And(cond string, args ...any) {
	c.conds = append(c.conds, cond)
	c.Args = append(c.Args, args...)
}

// In asks for any of the values; without any it asks for nothing.
func In[T ~string](c *Where, column string, values []T) {
	if len(values) == 0 {
		return
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = string(v)
	}
	c.And(column+" IN (?"+strings.Repeat(",?", len(values)-1)+")", args...)
}

// Any asks for a column with one of the values; without any it asks for nothing.
// The column is one of plain letters: LIKE knows no others.
func (c *Where) Any(column string, values []Value) {
	if cond, args := oneOf(column, values); cond != "" {
		c.And(cond, args...)
	}
}

// None asks for a column without any of the values.
func (c *Where) None(column string, values []Value) {
	if cond, args := oneOf(column, values); cond != "" {
		c.And("NOT "+cond, args...)
	}
}

// Words asks for a term in any of the columns; number, if not empty, is the
// column of a telephone number, which is found however it is written.
func (c *Where) Words(terms, not []string, number string, columns ...string) {
	for _, t := range terms {
		if cond, args := words(t, number, columns); cond != "" {
			c.And(cond, args...)
		}
	}
	for _, t := range not {
		if cond, args := words(t, number, columns); cond != "" {
			c.And("NOT "+cond, args...)
		}
	}
}

// SQL is the condition with WHERE in front, empty for none.
func (c *Where) SQL() string {
	if len(c.conds) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.conds, " AND ")
}

// likeEscaper takes the meaning off the wildcards of LIKE.
var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// Join is both conditions.
func (c Where) Join(d Where) Where {
	return Where{append(slices.Clone(c.conds), d.conds...), append(slices.Clone(c.Args), d.Args...)}
}

// oneOf is the condition that a column has one of the values. The plus keeps
// the planner from an index that it would have to sort.
func oneOf(column string, values []Value) (string, []any) {
	var conds []string
	var args []any
	for _, v := range values {
		if v.Whole {
			conds, args = append(conds, "+"+column+" = ?"), append(args, v.Text)
		} else {
			conds, args = append(conds, "+"+column+` LIKE ? ESCAPE '\'`), append(args, needle(v.Text))
		}
	}
	return either(conds), args
}

// words is the condition that a term stands in one of the columns.
func words(term, number string, columns []string) (string, []any) {
	if strings.TrimSpace(term) == "" {
		return "", nil
	}
	var conds []string
	var args []any
	if number != "" {
		columns = append([]string{number}, columns...)
	}
	for _, column := range columns {
		conds, args = append(conds, column+` LIKE ? ESCAPE '\'`), append(args, needle(term))
	}
	if d, ok := Digits(term); ok && number != "" && d != Fold(term) {
		conds, args = append(conds, number+" LIKE ?"), append(args, "%"+d+"%")
	}
	return either(conds), args
}

func either(conds []string) string {
	if len(conds) == 0 {
		return ""
	}
	return "(" + strings.Join(conds, " OR ") + ")"
}

// Needles are the texts of which one has to stand in a row for it to have the term; none for a
// term that every row has.
func Needles(term string) []string {
	if strings.TrimSpace(term) == "" {
		return nil
	}
	all := []string{Fold(term)}
	if d, ok := Digits(term); ok && d != all[0] {
		all = append(all, d)
	}
	return all
}

// needle is a term of a filter as LIKE compares it: folded, and without the wildcards' meaning.
func needle(term string) string { return "%" + likeEscaper.Replace(Fold(term)) + "%" }
